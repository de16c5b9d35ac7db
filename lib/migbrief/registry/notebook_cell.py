"""What a notebook declares: its parameters cell, its title, and whether it is a report."""

import ast
import io
import json
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

TYPES: Final = (str, int, float, bool)


@dataclass(frozen=True)
class Declared:
    """A parameter as declared in its cell: type, default, and comment."""

    type: Any
    default: Any
    meaning: str = ""


@dataclass(frozen=True)
class Notebook:
    """A notebook as the registry sees it; ``parameters`` is None without a cell with that tag."""

    title: str
    description: str
    parameters: Mapping[str, Declared] | None
    report: bool


def read(path: Path) -> Notebook:
    """Read a notebook. A broken one has its file name as title; running it reports the error."""
    try:
        if path.is_file():  # not a pipe, which would block
            return _read(path, path.stat().st_mtime_ns)
    except OSError:
        pass
    return Notebook(path.stem, "", None, False)


@lru_cache(maxsize=256)
def _read(path: Path, stamp: int) -> Notebook:
    try:
        content = json.loads(path.read_text("utf-8"))
        cells = [
            (c["cell_type"], "".join(c["source"]), c["metadata"].get("tags", [])) for c in content["cells"]
        ]
        about = content["metadata"].get("migbrief", {})
        report, description = about.get("report", True) is not False, str(about.get("description", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Notebook(path.stem, "", {}, False)
    prose = "\n\n".join(source for kind, source, _ in cells if kind == "markdown")
    prose = prose.encode("utf-8", "replace").decode()  # half a pair of surrogates is no text
    heading = re.search(r"^#\s+(.+?)\s*#*$", prose, re.MULTILINE)
    code = next((source for kind, source, tags in cells if kind == "code" and "parameters" in tags), None)
    return Notebook(
        _plain(heading[1]) if heading else path.stem,
        description.encode("utf-8", "replace").decode() or _first_sentence(prose),
        None if code is None else MappingProxyType(dict(_declared(code))),
        report,
    )


def _declared(code: str) -> Iterator[tuple[str, Declared]]:
    """Yield the names to which a cell assigns values, with the comment on each line."""
    try:
        body = ast.parse(code).body
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (SyntaxError, tokenize.TokenError, ValueError, RecursionError):
        return
    notes = {t.start[0]: t.string.lstrip("# ").strip() for t in tokens if t.type == tokenize.COMMENT}
    for line in body:
        target: ast.expr
        if isinstance(line, ast.AnnAssign):
            target, annotation = line.target, ast.unparse(line.annotation).partition("[")[0]
        elif isinstance(line, ast.Assign) and len(line.targets) == 1:
            target, annotation = line.targets[0], ""
        else:
            continue
        try:
            default = ast.literal_eval(line.value) if line.value else None
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(target, ast.Name) and default is not None:
            kind = _type(annotation or type(default).__name__, default)
            yield target.id, Declared(kind, default, notes.get(line.end_lineno or line.lineno, ""))


def _type(annotation: str, default: object) -> Any:
    """Return a parameter's type: its annotation; for a list, by its default, else texts."""
    if annotation != "list":
        return next((kind for kind in TYPES if kind.__name__ == annotation), Any)
    kinds = {type(one) for one in default} if isinstance(default, list) else set()
    numbers = float if float in kinds else int
    return list[numbers] if kinds and kinds <= {int, float} else list[str]  # type: ignore[valid-type]


def _first_sentence(text: str) -> str:
    for block in re.split(r"\n\s*\n", text):
        if block.strip() and not re.match(r"\s*([#>|<*-]|\d+\.)", block):
            plain = _plain(" ".join(block.split()))
            return re.split(r"(?<=[.!?])\s+(?=[A-Z])", plain, maxsplit=1)[0]
    return ""


def _plain(markdown: str) -> str:
    """Return a line of Markdown as plain text, without emphasis, code marks and link targets."""
    without_links = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return re.sub(r"[*`]|(?<!\w)_|_(?!\w)", "", without_links).strip()
