"""What code, notebooks and tables of data say: the messages that the catalogues are made of."""

from __future__ import annotations

import ast
import csv
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from . import words
from .markdown import BLANK_LINES, joined

Message = tuple[str | tuple[str, str], str | None]  # the text, or singular and plural; its context

UNITS: Final = ("unit", "observed_unit")
TEMPLATE_CALL: Final = re.compile(r"""\bt\(\s*(?:"([^"]*)"|'([^']*)')""")
# Call → its keywords that a reader sees.
SEEN: Final = {"Field": ("description",), "option": ("help", "metavar"), "argument": ("metavar",)}

COMMANDS: Final = ("click.command", "click.group", "main.command")  # what makes a function's help of its text


def in_code(source: str) -> Iterator[Message]:
    """What Python code says: through ``t``, ``tn``, ``tp``, ``mark``, ``words.count``, in the texts that the
    calls of :data:`SEEN` are given, and as the help of a command.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            if any(_is_command(decorator) for decorator in node.decorator_list):
                described = inspect.cleandoc(ast.get_docstring(node) or "")
                yield from ((block, None) for block in blocks(described))
            continue
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
        for keyword in node.keywords:
            if keyword.arg in SEEN.get(called, ()) and isinstance(keyword.value, ast.Constant):
                yield str(keyword.value.value), None


def _is_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and ast.unparse(decorator.func) in COMMANDS


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


def in_template(source: str) -> Iterator[Message]:
    """What a Jinja template says through ``t``."""
    return ((call[1] or call[2], None) for call in TEMPLATE_CALL.finditer(source))
