"""The cells of an executed notebook: which are shown, their numbers, and the notebook to download."""

import base64
import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Final

import pygments
from nbconvert.filters.highlight import Highlight2HTML
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

LANGUAGE: Final = "ipython3"
INJECTED: Final = "injected-parameters"
HIDDEN_TAGS: Final = {"papermill-error-cell-tag", "remove-cell"}


def number_cells(nb: NotebookNode) -> list[int | None]:
    """Return each cell's number in the author's notebook (from 1); None for cells added by Papermill."""
    numbers: list[int | None] = []
    n = 0
    for cell in nb.cells:
        added = {INJECTED, *HIDDEN_TAGS} & set(cell.metadata.get("tags", []))
        n += not added
        numbers.append(None if added else n)
    return numbers


def notebook_data_url(nb: NotebookNode) -> str:
    """Return the notebook, with this run's parameters and without outputs, as a data URL.

    Thus a page passed on alone still contains its notebook.
    """
    cells = []
    for cell in nb.cells:
        tags = cell.metadata.get("tags", [])
        if HIDDEN_TAGS & set(tags):
            continue
        kept = {"cell_type": cell.cell_type, "metadata": {"tags": tags} if tags else {}}
        if "id" in cell:  # Papermill gives its cell a random id in every run
            kept["id"] = INJECTED if INJECTED in tags else cell.id
        code: dict[str, object] = {"execution_count": None, "outputs": []} if cell.cell_type == "code" else {}
        cells.append({**kept, **code, "source": cell.source})
    about = {"kernelspec": nb.metadata.get("kernelspec", {})}
    content = {
        "cells": cells,
        "metadata": about,
        "nbformat": nb.nbformat,
        "nbformat_minor": nb.nbformat_minor,
    }
    body = base64.b64encode(json.dumps(content, ensure_ascii=False).encode()).decode()
    return f"data:application/x-ipynb+json;base64,{body}"


def code_html(source: str, language: str | None = None, metadata: Mapping[str, Any] | None = None) -> str:
    """Return code as highlighted HTML, like nbconvert, but without a style sheet for every cell."""
    if metadata and "magics_language" in metadata:
        return str(Highlight2HTML(pygments_lexer=LANGUAGE)(source, metadata=metadata))
    return _highlighted(source or " ")


@lru_cache(maxsize=256)
def _highlighted(source: str) -> str:
    return str(pygments.highlight(source, *_highlighting()))


@cache
def _highlighting() -> tuple[Any, Any]:
    return get_lexer_by_name(LANGUAGE), HtmlFormatter(cssclass=f" highlight hl-{LANGUAGE}")
