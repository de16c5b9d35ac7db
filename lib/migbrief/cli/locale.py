"""The language of the command line, from the environment. That of a report is a parameter."""

from collections.abc import Mapping

from migbrief.errors import unknown
from migbrief.text.i18n import DEFAULT, LANGUAGES

NAME = "MIGBRIEF_LANGUAGE"
UNTRANSLATED = ("C", "POSIX")


def language(environment: Mapping[str, str]) -> str:
    """Return the language set by ``MIGBRIEF_LANGUAGE``, else by gettext's variables.

    These are the first one set of ``LANGUAGE`` (several, the best first), ``LC_ALL``, ``LC_MESSAGES`` and
    ``LANG``; ``LC_ALL=C`` means English whatever ``LANGUAGE`` says. A language without a catalogue gives
    English too. Raises ``UserError`` for an unknown ``MIGBRIEF_LANGUAGE``.
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
