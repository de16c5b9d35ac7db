"""Keeps the catalogues in step with what the code, the notebooks and the data say.

``python -m migbrief.messages`` adds new messages and drops those no longer said; ``--check`` only says what
is missing or wrong, with exit code 1. A room is a part of the library with the notebook it serves.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from . import dictionary, paths
from .extract import Message, in_code, in_notebook, in_table, in_template
from .files import write_atomic
from .language import DEFAULT, FOLDER, LANGUAGES

LIB: Final = Path(__file__).parent
# Room → what it reads: files and folders of the library (not their subfolders), then notebooks. A file that
# is named belongs to that room, not to its folder's.
ROOMS: Final = {
    "core": (".", "charts", "maps", "textcheck", "words", "templates/migbrief", "explore.ipynb"),
    "command": ("cli.py", "commands"),
    "official": (
        *("commands/data.py", "datasets", "datasets/store", "sources/content.py", "sources/recognise.py"),
        *("sources/http.py", "sources/pages.py", "sources/update.py", "sources/undesa", "sources/worldbank"),
        *("sources/unhcr", "sources/idmc", "sources/own"),
    ),
    "profiles": ("profiles", "country-profile.ipynb"),
    "regional": ("regional", "region-profile.ipynb"),
    "anatomy": ("anatomy", "overview.ipynb"),
    "intro": ("sections", "sections/intro", "intro.ipynb"),
    "a1": ("sections/a1", "a1-capacity-building.ipynb"),
    "a2": ("sections/a2", "a2-cooperation-dialogue.ipynb"),
    "a3": ("sections/a3", "a3-thematic-initiatives.ipynb"),
    "a4": ("sections/a4", "a4-internal-capacities.ipynb"),
    "b": ("sections/b", "b-gfmd.ipynb"),
    "c": ("sections/c", "c-high-level-dialogue.ipynb"),
}
# Reference table → its columns of words; a unit is a noun with a plural.
REFERENCE: Final = {
    "indicators.csv": ("name", "unit", "definition"),
    "definitions.csv": ("name", "unit", "definition"),
    "template.csv": ("name", "unit", "reason"),
    "countries.csv": ("region", "sub_region", "income_group", "income_vintage", "note"),
}
EDITION: Final = {
    "edition.csv": ("title", "meeting", "place", "publisher", "note"),
    "sections.csv": ("title", "subject"),
    "facts.csv": ("subject", "unit", "paraphrase"),
    "initiatives.csv": ("name", "kind", "theme", "paraphrase"),
    "items.csv": ("item",),
    "organisations.csv": ("name", "kind"),
    "participants.csv": ("role",),
    "places.csv": ("role",),
    "checks.csv": ("explanation", "observed_unit"),
    "outcomes.csv": ("observed", "note"),
    "exclusions.csv": ("reason",),
}
PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")


def room(name: str) -> dict[Message, None]:
    """Everything that a room says, in the order of its files."""
    found: dict[Message, None] = {}
    if name == "reference":
        for table, columns in REFERENCE.items():
            found |= dict.fromkeys(in_table(paths.data() / "reference" / table, columns))
        return found
    if name == "dictionary":
        return dict.fromkeys((text, None) for text in dictionary.messages(paths.data()))
    for part in ROOMS[name]:
        if part.endswith(".ipynb"):
            found |= dict.fromkeys(in_notebook((paths.notebooks() / part).read_text("utf-8")))
            continue
        for path in [LIB / part] if part.endswith(".py") else _files(LIB / part):
            read = in_code if path.suffix == ".py" else in_template
            found |= dict.fromkeys(read(path.read_text("utf-8")))
    return found


def _files(folder: Path) -> list[Path]:
    """The files of a folder that speak, without those that a room names itself."""
    named = {LIB / part for parts in ROOMS.values() for part in parts}
    return sorted(p for p in folder.iterdir() if p.suffix in (".py", ".j2") and p not in named)


def edition(folder: Path) -> dict[Message, None]:
    """Everything that the tables of an edition say in words of their own."""
    found: dict[Message, None] = {}
    for table, columns in EDITION.items():
        if (folder / table).is_file():
            found |= dict.fromkeys(in_table(folder / table, columns))
    return found


def catalogues(code: str) -> dict[Path, dict[Message, None]]:
    """Each file of a language with the messages it should hold; a message stands in one file only."""
    rooms = ("core", "reference", *ROOMS, "dictionary")
    wanted = {FOLDER / code / f"{name}.po": room(name) for name in rooms}
    for folder in sorted((paths.data() / "editions").iterdir()):
        if (folder / "edition.csv").is_file():
            wanted[folder / "locale" / f"{code}.po"] = edition(folder)
    said: set[Message] = set()
    for messages in wanted.values():
        for message in [m for m in messages if m in said]:
            del messages[message]
        said |= set(messages)
    return wanted


def renewed(
    path: Path, code: str, messages: dict[Message, None], others: Iterable[Catalog] = ()
) -> tuple[str, list[str]]:
    """The catalogue file as it should be, and what is missing or wrong in it.

    A message that has moved here from one of the ``others`` brings its translation with it.
    """
    old = [_read(path, code), *others]
    new = Catalog(locale=code, fuzzy=False, charset="utf-8")
    faults: list[str] = []
    for id, context in messages:
        key = id[0] if isinstance(id, tuple) else id
        known = (found.string for file in old if (found := file.get(key, context)))
        string: str | tuple[str, ...] = next((text for text in known if text and all(text)), "")
        # A word may be said alone and counted: a file holds the counted form, which serves both.
        if isinstance(id, str) and isinstance(string, tuple):
            string = string[0]
        elif isinstance(id, tuple) and isinstance(string, str):
            string = ("", "")
        new.add(id, string, context=context)
        faults += _faults(id, string, path)
    out = io.BytesIO()
    write_po(out, new, width=100, no_location=True, omit_header=True)
    return out.getvalue().decode(), faults


def _read(path: Path, code: str) -> Catalog:
    if not path.is_file():
        return Catalog(locale=code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def _faults(id: str | tuple[str, str], string: str | tuple[str, ...], path: Path) -> Iterator[str]:
    ids = id if isinstance(id, tuple) else (id,)
    strings = string if isinstance(string, tuple) else (string,)
    if not strings or not all(strings):
        yield f"{path.parent.name}/{path.name}: not translated: {ids[0]!r}"
        return
    known = {name for text in ids for name in PLACEHOLDER.findall(text)}
    for text in strings:
        for name in sorted(set(PLACEHOLDER.findall(text)) ^ known):
            if text in strings[:1] and isinstance(id, tuple) and name in known:
                continue  # a singular may leave the number out
            yield f"{path.parent.name}/{path.name}: {name} differs between {ids[-1]!r} and {text!r}"


def main(check: bool) -> int:
    """Renew all catalogues, or only check them."""
    faults: list[str] = []
    for code in LANGUAGES:
        if code == DEFAULT:
            continue
        wanted = catalogues(code)
        others = [_read(path, code) for path in wanted]
        for path, messages in wanted.items():
            text, wrong = renewed(path, code, messages, others)
            faults += wrong
            old = path.read_text("utf-8") if path.is_file() else ""
            if text == old:
                continue
            if check:
                faults.append(f"{path.parent.name}/{path.name} is not in step; run: make messages")
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_atomic(path, text)
    print("\n".join(faults) or "All messages are translated.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
