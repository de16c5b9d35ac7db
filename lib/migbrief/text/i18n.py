"""Translation of messages and plurals, as in gettext.

English is the language of the code: a message is its own English text, and stays as it is without a
translation. ``python -m tools.catalogues`` keeps the catalogues up to date.
"""

import gettext
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import pairwise
from math import inf
from numbers import Number
from pathlib import Path
from typing import Any, Final

# Every error message goes through this module, even before the command line is parsed, so it imports no other
# module of the package, and Babel only when there is something to translate.

LANGUAGES: Final = {"en": "English", "fr": "Français", "es": "Español"}
DEFAULT: Final = "en"
FOLDER: Final = Path(__file__).parents[1] / "locale"

_current = DEFAULT
_strict = os.environ.get("MIGBRIEF_STRICT") == "1"  # set in tests


def current() -> str:
    """Return the current language as its ISO 639-1 code."""
    return _current


def use(code: str) -> None:
    """Set the current language. Raise ``LookupError`` for an unknown one."""
    global _current
    if code not in LANGUAGES:
        raise LookupError(code)
    _current = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Set the current language inside the block."""
    before = _current
    use(code)
    try:
        yield
    finally:
        use(before)


def t(message: str, /, **values: Any) -> str:
    """Return the message in the current language with ``{names}`` filled in; English if untranslated.

    Without values, braces are kept.
    """
    text = message if _current == DEFAULT or not message else catalogue(_current).gettext(message)
    if not values:
        return text
    if _strict:
        _refuse_bare(message, values)
    return text.format(**values)


def refuse_bare_numbers() -> None:
    """Refuse numbers without a source in messages from now on, as ``MIGBRIEF_STRICT=1`` does from the start.

    A number that is not a ``Value``, ``Year`` or ``Count`` then raises ``TypeError``.
    """
    global _strict
    _strict = True


def refuses_bare_numbers() -> bool:
    """Return whether numbers without a source are refused."""
    return _strict


def _refuse_bare(message: str, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, Number) and not (isinstance(value, bool) or hasattr(value, "sourceless")):
            raise TypeError(f"{name}={value!r} in {message!r} has no source; give a Value, Year or Count")


def tn(one: str, many: str, n: Any, /, **values: Any) -> str:
    """Return the form of a message for a number or ``Value``; ``{n}`` is that number in
    words unless given.
    """
    form = noun(one, many, float(n))
    if _strict:
        _refuse_bare(one, {"n": n, **values} if "{n}" in form else values)
    if "n" not in values and "{n}" in form:
        values["n"] = f"{n:n}" if hasattr(n, "cites") else _decimal(n)
    return form.format(**values)


def _decimal(n: float) -> str:
    from babel.numbers import format_decimal

    return format_decimal(n, locale=_current)


def tp(context: str, message: str, /, **values: Any) -> str:
    """Return the translation of a message with several meanings; ``context`` distinguishes them."""
    text = catalogue(_current).pgettext(context, message)
    if _strict:
        _refuse_bare(message, values)
    return text.format(**values) if values else text


def mark(message: str) -> str:
    """Mark a message for the catalogues; :func:`t` translates it later."""
    return message


def mark_unit(noun: str) -> str:
    """Mark a plural noun for the catalogues as a unit of numbers."""
    return noun


def noun(one: str, many: str, n: float) -> str:
    """Return the form of a noun for ``n``, by the plural rule of the current language."""
    return catalogue(_current).ngettext(one, many, _whole(abs(n)))


def known(message: str) -> bool:
    """Return whether a catalogue of the current language has the message, even with the same words."""
    messages = catalogue(_current)
    return isinstance(messages, Translations) and message in messages


def _whole(size: float) -> int:
    """Return a whole number with the same plural form as ``size``, since gettext takes only integers.

    French uses the singular for 1.5 as for 1; English and Spanish do not.
    """
    if not size < inf:
        return 100
    whole = int(size)
    if whole == size:
        return whole
    from babel import Locale

    form = Locale(_current).plural_form
    return whole if form(whole) == form(size) else 100


_words: frozenset[str] = frozenset()


def add_words(words: Iterable[str]) -> None:
    """Register words of data that a catalogue may lack, so that pages can mark them as English."""
    global _words
    _words |= frozenset(word for word in words if re.search(r"[a-z]{2}", word))


def untranslated() -> tuple[str, ...]:
    """Return words of data without a translation into the current language, longest first."""
    return () if _current == DEFAULT or not _words else _untranslated(_current, _home(), _words)


@lru_cache(maxsize=8)
def _untranslated(code: str, home: Path | None, words: frozenset[str]) -> tuple[str, ...]:
    messages = _catalogue(code, home)
    lacking = (
        w for w in words if not (isinstance(messages, Translations) and (w in messages or messages.counts(w)))
    )
    return tuple(sorted(lacking, key=len, reverse=True))


class Translations(gettext.GNUTranslations):
    """A catalogue read directly from its ``.po`` file, so that no compiled copy is needed.

    Entries that are fuzzy or lack a plural form are ignored.
    """

    def _parse(self, fp: Any) -> None:
        from babel.messages.pofile import read_po

        read = read_po(fp)
        self.plural = gettext.c2py(read.plural_expr)
        self._catalog: dict[str | tuple[str, int], str] = {}
        self._plurals: set[str] = set()
        for message in read:
            forms = message.string if message.pluralizable else (message.string,)
            if not message.id or message.fuzzy or not all(forms):
                continue
            key = message.id[0] if message.pluralizable else message.id
            key = f"{message.context}\x04{key}" if message.context else key
            if message.pluralizable:
                self._plurals.add(message.id[1])
                self._catalog.update(((key, index), form) for index, form in enumerate(forms))
            else:
                self._catalog[key] = forms[0]

    def __contains__(self, message: str) -> bool:
        further: Any = self._fallback  # type: ignore[attr-defined]
        return (
            message in self._catalog or (message, 0) in self._catalog or bool(further and message in further)
        )

    def counts(self, noun: str) -> bool:
        """Return whether this plural can be the unit of a number."""
        further: Any = self._fallback  # type: ignore[attr-defined]
        return noun in self._plurals or bool(further and further.counts(noun))


_home: Callable[[], Path | None] = lambda: None  # noqa: E731
_pattern = ""


def add_catalogues(home: Callable[[], Path | None], pattern: str) -> None:
    """Add catalogues from the folder that ``home`` returns, found by a pattern with the language's
    ``{code}``.
    """
    global _home, _pattern
    _home, _pattern = home, pattern


def catalogue(code: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; the library's messages take precedence over added ones."""
    return _catalogue(code, _home())


def files(code: str) -> list[Path]:
    """Return the catalogue files of a language; none for English."""
    home = _home()
    added = sorted(home.glob(_pattern.format(code=code))) if home else []
    return [path for path in (FOLDER / code / "LC_MESSAGES" / "migbrief.po", *added) if path.is_file()]


@lru_cache(maxsize=8)
def _catalogue(code: str, home: Path | None) -> gettext.NullTranslations:
    catalogues: list[Translations] = []
    for path in files(code):
        with path.open("rb") as file:
            catalogues.append(Translations(file))
    for first, second in pairwise(catalogues):
        first.add_fallback(second)
    return catalogues[0] if catalogues else gettext.NullTranslations()
