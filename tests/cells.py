"""The cells of a report notebook, run one by one on an object that a test gives."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from types import CodeType
from typing import Any

import nbformat

from migbrief import paths


@cache
def _cells(notebook: str) -> list[tuple[str, ast.Module]]:
    read = nbformat.read(paths.notebooks() / f"{notebook}.ipynb", as_version=4)
    code = [cell for cell in read.cells if cell.cell_type == "code"]
    return [(cell.source, ast.parse(cell.source)) for cell in code]


@cache
def _parts(notebook: str, given: frozenset[str]) -> list[tuple[str, CodeType, CodeType | None]]:
    """Of each cell its text, its statements without those that set what is given, and what it shows."""
    parts = []
    for source, tree in _cells(notebook):
        body = [node for node in tree.body if not _sets(node) & given]
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        shown = compile(ast.Expression(last.value), notebook, "eval") if isinstance(last, ast.Expr) else None
        parts.append((source, compile(ast.Module(body, []), notebook, "exec"), shown))
    return parts


def _sets(node: ast.stmt) -> set[str]:
    """The names that a statement gives a value."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name for alias in node.names}
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {found.id for target in targets for found in ast.walk(target) if isinstance(found, ast.Name)}


def displays(notebook: str, **given: Any) -> Iterator[tuple[str, Any]]:
    """The text of each cell that shows something, and what it shows."""
    scope = dict(given)
    for source, body, shown in _parts(notebook, frozenset(given)):
        exec(body, scope)
        if shown is not None:
            yield source, eval(shown, scope)


def display(notebook: str, words: str, **given: Any) -> Any:
    """What the cell with some words shows, after those cells before it that it rests on."""
    cells = _cells(notebook)
    last = next(n for n, (source, _) in enumerate(cells) if words in source)
    needed, run = set(), []
    for n in range(last, -1, -1):
        tree = cells[n][1]
        if n == last or needed & {name for node in tree.body for name in _sets(node)} - given.keys():
            run.append(n)
            needed |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    scope, parts = dict(given), _parts(notebook, frozenset(given))
    for n in reversed(run):
        exec(parts[n][1], scope)
    shown = parts[last][2]
    assert shown is not None
    return eval(shown, scope)
