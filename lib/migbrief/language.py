"""The language a report speaks: its catalogue of messages, its plurals, its way of writing numbers.

English is the language of the code: a message is its own English text, and what no catalogue translates
stays as it is. Catalogues are gettext ``.po`` files: those of the library in ``locale/``, one a room; those
of an edition's own words beside its tables. ``python -m migbrief.messages`` keeps them in step.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from babel.messages.catalog import Message

# Everything that may refuse something speaks through this module, the command line before it has read
# anything: so it needs no other module, and Babel only once there is something to translate.

LANGUAGES: Final = {"en": "English", "fr": "Français", "es": "Español"}
DEFAULT: Final = "en"
FOLDER: Final = Path(__file__).parent / "locale"

_current = DEFAULT


def current() -> str:
    """The language spoken now, as its ISO 639-1 code."""
    return _current


def use(code: str) -> None:
    """Speak this language from now on. Raises :class:`~migbrief.errors.UserError` for one there is not."""
    global _current
    if code not in LANGUAGES:
        from .errors import unknown

        raise unknown(mark("language"), code, LANGUAGES)
    _current = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak this language for a while."""
    before = _current
    use(code)
    try:
        yield
    finally:
        use(before)


def t(message: str, /, **values: Any) -> str:
    """The message in the language spoken, with ``{names}`` filled in; without a translation in English.

    A message without values is taken as it is, braces and all.
    """
    text = message if _current == DEFAULT or not message else catalogue(_current).gettext(message)
    return text.format(**values) if values else text


def tn(one: str, many: str, n: float, /, **values: Any) -> str:
    """The form of a message that goes with a number; ``{n}`` is the number in words unless it is given."""
    form = noun(one, many, n)
    if "n" not in values and "{n}" in form:
        from babel.numbers import format_decimal

        values["n"] = format_decimal(n, locale=_current)
    return form.format(**values)


def tp(context: str, message: str, /, **values: Any) -> str:
    """A message whose English has several meanings; ``context`` tells which."""
    text = message if _current == DEFAULT else catalogue(_current).pgettext(context, message)
    return text.format(**values) if values else text


def mark(message: str) -> str:
    """A message said later: this puts it into the catalogues, :func:`t` translates it when it is said."""
    return message


def noun(one: str, many: str, n: float) -> str:
    """Singular or plural, as the language spoken wants it for ``n``: French counts 1.5 as one."""
    if _current == DEFAULT:
        return one if abs(n) == 1 else many
    from babel import Locale

    # Beyond what a plural rule can take nothing is one, infinity and "not a number" included.
    single = abs(n) < 1e9 and Locale(_current).plural_form(n) == "one"
    return catalogue(_current).ngettext(one, many, single)


class Catalogue:
    """Messages with their translations, of several files; the first file to translate a message counts.

    One text may be a message of its own, the singular of another and, in a context, a third.
    """

    def __init__(self) -> None:
        self._single: dict[tuple[str, str | None], str] = {}
        self._plural: dict[str, tuple[str, ...]] = {}

    def learn(self, message: Message) -> None:
        """Take a message in, unless it is known or a form of it is not translated."""
        if not message.id or not message.string or not all(message.string):
            return
        if isinstance(message.id, str):
            self._single.setdefault((message.id, message.context), str(message.string))
        else:
            self._plural.setdefault(message.id[0], tuple(message.string))

    def __contains__(self, message: str) -> bool:
        return (message, None) in self._single or message in self._plural

    def gettext(self, message: str) -> str:
        known = self._single.get((message, None))
        return self._plural.get(message, (message,))[0] if known is None else known

    def pgettext(self, context: str, message: str) -> str:
        return self._single.get((message, context), message)

    def ngettext(self, one: str, many: str, single: bool) -> str:
        first, *others = self._plural.get(one, (one, many))
        return first if single or not others else others[-1]


def files(code: str) -> list[Path]:
    """The files a language's messages come from; none for English."""
    from . import paths

    home = paths.find()  # without a project there is still something to say about that
    editions = sorted((home / "data" / "editions").glob(f"*/locale/{code}.po")) if home else []
    return [*sorted((FOLDER / code).glob("*.po")), *editions]


def catalogue(code: str) -> Catalogue:
    """Everything that a language can say."""
    from . import paths

    return _catalogue(code, str(paths.find()))


@lru_cache(maxsize=8)
def _catalogue(code: str, home: str) -> Catalogue:
    from babel.messages.pofile import read_po

    said = Catalogue()
    for path in files(code):
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                said.learn(message)
    return said
