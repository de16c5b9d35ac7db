"""What the files beside the reports were made from, so that none of them outlives it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from migbrief.files import write_atomic

from .assets import localized_name
from .index import INDEX, languages

FILE: Final = ".companions.json"
FIGURES: Final = "data/indicators.csv"
DICTIONARY: Final = "data/dictionary.html"


def names(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """The data files that go with these entries of the manifest."""
    return [FIGURES, *(localized_name(DICTIONARY, code) for code in languages(entries))]


def indexes(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """The indexes that go with these entries of the manifest."""
    return [localized_name(INDEX, code) for code in languages(entries)]


class Companions:
    """Of which state index, dictionary and the file of all figures are, with their digests."""

    def __init__(self, out: Path) -> None:
        self._out = out
        try:
            known = json.loads((out / FILE).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            known = {}
        self._known: dict[str, object] = known if isinstance(known, dict) else {}

    def is_current(self, name: str, state: str) -> bool:
        """Whether a file is as it was made, from this state; a blank state is none that is known."""
        return bool(state) and self._known.get(name) == [state, self._digest(name)]

    def add(self, names: Iterable[str], state: str) -> None:
        """Record that these files have just been made from this state."""
        self._known |= {name: [state, self._digest(name)] for name in names}
        write_atomic(self._out / FILE, json.dumps(self._known, indent=1, sort_keys=True) + "\n")

    def _digest(self, name: str) -> str:
        try:
            return hashlib.blake2b((self._out / name).read_bytes(), digest_size=20).hexdigest()
        except OSError:
            return ""


def state_of_index(state: str, entries: Iterable[Mapping[str, Any]]) -> str:
    """What an index is made from: the state of library and data, and the entries of the manifest."""
    text = json.dumps(list(entries), sort_keys=True, default=str)
    return state and hashlib.blake2b(f"{state} {text}".encode("utf-8", "replace"), digest_size=20).hexdigest()
