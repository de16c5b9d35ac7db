"""Why figures are missing and where current ones are published, in the current language."""

from migbrief.text import words
from migbrief.text.i18n import t


def source_label(source: str, code: str) -> str:
    """Return a source with its code or table, if any.

    >>> source_label("World Bank", "SM.POP.NETM")
    'World Bank: SM.POP.NETM'
    """
    return (
        t("{source}: {code}", source=translate_parts(source), code=translate_parts(code))
        if code
        else translate_parts(source)
    )


def translate_parts(text: str) -> str:
    """Translate a text of the tables, whole or part by part (``a; b``), as far as catalogues have it.

    >>> translate_parts("a; b")
    'a; b'
    """
    whole = t(text)
    return whole if whole != text else words.series(_translate_part(part) for part in text.split("; "))


def _translate_part(text: str) -> str:
    """Translate a part; the Sustainable Development Goals have the initials of the language."""
    target = text.removeprefix("SDG ")
    return t(text) if target == text else t("SDG {target}", target=target)
