"""The language of the command line, from the environment. A report has its own, a parameter."""

from collections.abc import Mapping

from migbrief.errors import unknown
from migbrief.text.i18n import DEFAULT, LANGUAGES

NAME = "MIGBRIEF_LANGUAGE"
UNTRANSLATED = ("C", "POSIX")


def language(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for: by ``MIGBRIEF_LANGUAGE``, else as gettext is asked.

    That is by the first set of ``LANGUAGE`` (several, the best first), ``LC_ALL``, ``LC_MESSAGES`` and
    ``LANG``; ``LC_ALL=C`` asks for English whatever ``LANGUAGE`` says. What there is no catalogue for is
    English too; but an unknown ``MIGBRIEF_LANGUAGE`` is a ``UserError``.
    """
    if named := environment.get(NAME):
        if named.lower() not in LANGUAGES:
            raise unknown(NAME, named, LANGUAGES)
        return named.lower()
    if environment.get("LC_ALL", "").partition(".")[0] in UNTRANSLATED:
        return DEFAULT
    asked = (environment.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    words = next(filter(None, asked), "").replace("-", "_").split(":")
    codes = (word.partition(".")[0].partition("@")[0].partition("_")[0].lower() for word in words)
    return next((code for code in codes if code in LANGUAGES), DEFAULT)
