"""What the files beside the reports were made from, so that outdated ones are made again."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from migbrief.files import write_atomic
from migbrief.text.i18n import DEFAULT

from .assets import localized_name
from .index import INDEX, languages
from .page_links import entry_language

FILE: Final = ".companions.json"
FIGURES: Final = "data/indicators.csv"
DICTIONARY: Final = "data/dictionary.html"


def names(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the data files that belong to entries of the manifest."""
    return [FIGURES, *(localized_name(DICTIONARY, code) for code in languages(entries))]


def indexes(entries: Sequence[Mapping[str, Any]], state: str) -> dict[str, tuple[str, str]]:
    """Return the indexes that belong to entries of the manifest, by language, with their state."""
    codes = languages(entries)
    return {code: (localized_name(INDEX, code), state_of_index(state, entries, code)) for code in codes}


class Companions:
    """The states of index, dictionary and file of all figures, with digests."""

    def __init__(self, out: Path) -> None:
        self._out = out
        try:
            known = json.loads((out / FILE).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            known = {}
        self._known: dict[str, object] = known if isinstance(known, dict) else {}

    def stale(self, made: Mapping[str, tuple[str, str]]) -> list[str]:
        """Return the keys of files that are not as they were made, given names and states."""
        return [key for key, (name, state) in made.items() if not self.is_current(name, state)]

    def is_current(self, name: str, state: str) -> bool:
        """Return whether a file is as it was made, from this state; a blank state is unknown."""
        return bool(state) and self._known.get(name) == [state, self._digest(name)]

    def add(self, made: Iterable[tuple[str, str]]) -> None:
        """Record that files were just made, each from a state."""
        self._known |= {name: [state, self._digest(name)] for name, state in made}
        write_atomic(self._out / FILE, json.dumps(self._known, indent=1, sort_keys=True) + "\n")

    def _digest(self, name: str) -> str:
        try:
            return hashlib.blake2b((self._out / name).read_bytes(), digest_size=20).hexdigest()
        except OSError:
            return ""


def state_of_index(state: str, entries: Iterable[Mapping[str, Any]], code: str) -> str:
    """Return the state of an index: library and data, the entries of the manifest in its language, and the
    English pages, to which it links where a language has no page.
    """
    every = list(entries)
    own = [entry for entry in every if entry_language(entry) == code]
    english = [(e["id"], e["page"]) for e in every if entry_language(e) == DEFAULT]
    text = json.dumps([own, english, languages(every)], sort_keys=True, default=str)
    return state and hashlib.blake2b(f"{state} {text}".encode("utf-8", "replace"), digest_size=20).hexdigest()
