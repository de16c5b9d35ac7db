"""Keeps the catalogues in step with what the code, the notebooks and the data say.

``python -m migbrief.messages`` adds new messages and drops those no longer said; ``--check`` only says what
is missing or wrong, with exit code 1. A room is a part of the library with the notebook it serves.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from . import paths, words
from .files import write_atomic
from .language import DEFAULT, FOLDER, LANGUAGES
from .markdown import BLANK_LINES, joined

Message = tuple[str | tuple[str, str], str | None]  # the text, or singular and plural; its context

LIB: Final = Path(__file__).parent
# Room → what it reads: files and folders of the library (not their subfolders), then notebooks.
ROOMS: Final = {
    "core": (".", "charts", "textcheck", "templates/migbrief", "explore.ipynb"),
    "profiles": ("profiles", "country-profile.ipynb"),
    "regional": ("regional", "region-profile.ipynb"),
    "anatomy": ("anatomy", "overview.ipynb"),
    "intro": ("sections", "intro.ipynb"),
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
    "template.csv": ("name", "unit", "reason"),
    "countries.csv": ("region", "sub_region", "income_group", "note"),
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
UNITS: Final = ("unit", "observed_unit")
PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")
TEMPLATE_CALL: Final = re.compile(r"""\bt\(\s*(?:"([^"]*)"|'([^']*)')""")


def in_code(source: str) -> Iterator[Message]:
    """What Python code says through ``t``, ``tn``, ``tp``, ``mark``, ``words.count`` and ``Field``."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func).rpartition(".")[2]
        texts = [
            a.value if isinstance(a, ast.Constant) and isinstance(a.value, str) else "" for a in node.args
        ]
        if called in ("t", "mark") and texts and texts[0]:
            yield texts[0], None
        elif called in ("tn", "noun") and len(texts) > 1 and texts[0] and texts[1]:
            yield (texts[0], texts[1]), None
        elif called == "tp" and len(texts) > 1 and texts[1]:
            yield texts[1], texts[0]
        elif ast.unparse(node.func) == "words.count" and len(texts) > 1 and texts[1]:
            yield (texts[1], words.plural(texts[1])), None
        elif called == "Field":
            for keyword in node.keywords:
                if keyword.arg == "description" and isinstance(keyword.value, ast.Constant):
                    yield str(keyword.value.value), None


def in_notebook(source: str) -> Iterator[Message]:
    """The Markdown blocks of a notebook, its description, and what its code says itself."""
    notebook = json.loads(source)
    described = notebook["metadata"].get("migbrief", {}).get("description", "")
    if described:
        yield described, None
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            yield from ((block, None) for block in blocks(text))
        elif cell["cell_type"] == "code":
            yield from in_code(text)


def blocks(markdown: str) -> list[str]:
    """Markdown by its blocks, the lines of each joined; a table or list keeps its lines."""
    return [joined(block) for block in BLANK_LINES.split(markdown.strip()) if block.strip()]


def in_table(path: Path, columns: tuple[str, ...]) -> Iterator[Message]:
    """The words of a data table's columns, each once."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column in columns:
                text = (row.get(column) or "").strip()
                if text and column in UNITS and not text.startswith("%"):
                    yield (words.singular(text), text), None
                elif text:
                    yield text, None


def room(name: str) -> dict[Message, None]:
    """Everything that a room says, in the order of its files."""
    found: dict[Message, None] = {}
    if name == "reference":
        for table, columns in REFERENCE.items():
            found |= dict.fromkeys(in_table(paths.data() / "reference" / table, columns))
        return found
    for part in ROOMS[name]:
        if part.endswith(".ipynb"):
            found |= dict.fromkeys(in_notebook((paths.notebooks() / part).read_text("utf-8")))
            continue
        for path in sorted((LIB / part).iterdir()):
            if path.suffix == ".py":
                found |= dict.fromkeys(in_code(path.read_text("utf-8")))
            elif path.suffix == ".j2":
                calls = TEMPLATE_CALL.finditer(path.read_text("utf-8"))
                found |= dict.fromkeys((call[1] or call[2], None) for call in calls)
    return found


def edition(folder: Path) -> dict[Message, None]:
    """Everything that the tables of an edition say in words of their own."""
    found: dict[Message, None] = {}
    for table, columns in EDITION.items():
        if (folder / table).is_file():
            found |= dict.fromkeys(in_table(folder / table, columns))
    return found


def catalogues(code: str) -> dict[Path, dict[Message, None]]:
    """Each file of a language with the messages it should hold; a message stands in one file only."""
    wanted = {FOLDER / code / f"{name}.po": room(name) for name in ("core", "reference", *ROOMS)}
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
