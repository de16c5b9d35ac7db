"""Extractors of messages for Babel: readers of our code, notebooks and tables (see ``babel.cfg``).

Babel's own reader of Python takes ``t(row["name"])`` for a message and, before Python 3.12, sees no call
inside an f-string.
"""

import ast
import csv
import inspect
import io
import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from migbrief.datasets import dictionary as data_dictionary
from migbrief.text import words
from migbrief.text.markdown import BLANK_LINES, joined

Found = Iterator[
    tuple[int, str | None, Any, list[str]]
]  # line; keyword, None for text alone; texts; comments

NOUNS: Final = {"words.count": 1, "counted": 1, "tally": 3}  # position of the noun to be counted
COUNTED: Final = ("mark_unit", "told")  # calls whose first text is a plural noun, if it is only words
WORDS: Final = re.compile(r"[A-Za-z -]+")
UNITS: Final = ("unit", "observed_unit")
# Call → its keyword arguments that a reader sees.
SEEN: Final = {
    "Field": ("description",),
    "option": ("help", "metavar"),
    "path_option": ("help",),
    "argument": ("metavar",),
}
COMMANDS: Final = (".command", ".group")  # decorators of functions whose docstring is a help text


def code(file: BinaryIO, keywords: Collection[str], comments: Any, options: Any) -> Found:
    """Extract from Python: keywords, nouns of :data:`NOUNS`, texts of :data:`SEEN`, and helps of commands."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.FunctionDef):
            if any(
                isinstance(d, ast.Call) and ast.unparse(d.func).endswith(COMMANDS)
                for d in node.decorator_list
            ):
                for block in blocks(inspect.cleandoc(ast.get_docstring(node) or "")):
                    yield node.lineno, None, block, []
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            name = called.rpartition(".")[2]
            texts = [a.value or None if _is_text(a) else None for a in node.args]  # type: ignore[attr-defined]
            noun = texts[NOUNS[called]] if len(texts) > NOUNS.get(called, len(texts)) else None
            if noun:
                yield node.lineno, "noun", [noun, words.plural(noun)], []
            elif name in COUNTED and (unit := (texts or [""])[0] or "") and WORDS.fullmatch(unit):
                yield node.lineno, "noun", [words.singular(unit), unit], []
            elif name == "say":
                yield from ((node.lineno, None, text, []) for text in texts if text)
            elif name in keywords:
                yield node.lineno, name, texts, []
            for keyword in node.keywords:
                if keyword.arg in SEEN.get(name, ()) and _is_text(keyword.value):
                    yield node.lineno, None, ast.literal_eval(keyword.value), []


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def notebook(file: BinaryIO, keywords: Collection[str], comments: Any, options: Any) -> Found:
    """Extract the Markdown blocks of a notebook, its description, and the messages of its code."""
    read = json.load(file)
    if described := read["metadata"].get("migbrief", {}).get("description", ""):
        yield 0, None, described, []
    for cell in read["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            yield from ((0, None, block, []) for block in blocks(text))
        elif cell["cell_type"] == "code":
            yield from code(io.BytesIO(text.encode()), keywords, comments, options)


def blocks(markdown: str) -> list[str]:
    """Split Markdown into blocks with joined lines; a table or list keeps its lines."""
    return [joined(block) for block in BLANK_LINES.split(markdown.strip()) if block.strip()]


def table(file: BinaryIO, keywords: Collection[str], comments: Any, options: dict[str, str]) -> Found:
    """Extract the words of a table's columns; a unit is a noun with a plural."""
    for row in csv.DictReader(io.StringIO(file.read().decode("utf-8"), newline="")):
        for column in options["columns"].split():
            text = (row.get(column) or "").strip()
            if text and column in UNITS and not text.startswith("%"):
                yield 0, "noun", [words.singular(text), text], []
            elif text:
                yield 0, None, text, []


def dictionary(file: BinaryIO, keywords: Collection[str], comments: Any, options: Any) -> Found:
    """Extract the data dictionary's own texts, from the files beside ``datapackage.json``."""
    return ((0, None, text, []) for text in data_dictionary.messages(Path(file.name).parent))


def texts(file: BinaryIO, keywords: Collection[str], comments: Any, options: Any) -> Found:
    """Extract the lines of a file except comments; a singular and its plural share a line."""
    for line in file.read().decode("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            forms = line.strip().split(" ~ ")
            yield 0, "noun" if len(forms) > 1 else None, forms if len(forms) > 1 else forms[0], []
