"""The style of displays in a notebook: the page's colours, light or dark like JupyterLab's theme."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from migbrief import paths

PAGE: Final = "MIGBRIEF_PAGE"  # set while a page is made, which has its own style


def dressed(html: str) -> str:
    """Return HTML with its style, for a notebook; unchanged while a page is made.

    >>> dressed("<p>US$ 3 to US$ 5</p>")[:41]
    '<div class="migbrief mathjax_ignore"><sty'
    """
    if PAGE in os.environ:
        return html
    hover = script() if "data-of=" in html else ""
    return f'<div class="migbrief mathjax_ignore"><style>{style()}</style>{html}{hover}</div>'


def show(view: Any, html: str) -> None:
    """Show HTML with its scripts in an output widget, as a cell shows it.

    >>> import ipywidgets
    >>> view = ipywidgets.Output()
    >>> show(view, "<p>One.</p>")
    >>> view.outputs[0]["data"]
    {'text/html': '<p>One.</p>'}
    """
    view.outputs = ()
    view.outputs = ({"output_type": "display_data", "data": {"text/html": html}, "metadata": {}},)


@contextmanager
def making_page() -> Iterator[None]:
    """Leave displays without their own style, here and in processes started inside the block.

    >>> with making_page():
    ...     dressed("<p>One.</p>")
    '<p>One.</p>'
    """
    before = os.environ.get(PAGE)
    os.environ[PAGE] = "1"
    try:
        yield
    finally:
        os.environ.pop(PAGE, None)
        if before is not None:
            os.environ[PAGE] = before


@cache
def style() -> str:
    """Return the style sheet for notebooks: the colours of the page, and rules only notebooks need.

    >>> ".migbrief" in style()
    True
    """
    folder = paths.TEMPLATES / "migbrief"
    light, dark = (_variables((folder / name).read_text("utf-8")) for name in ("style.css", "dark.css"))
    rest = (folder / "lab.css").read_text("utf-8")
    return f'.migbrief{{{light}}}\n[data-jp-theme-light="false"] .migbrief{{{dark}}}\n{rest}'.strip()


@cache
def script() -> str:
    """Return the script that shows the value under the pointer in charts of its parent element.

    >>> script()[:16]
    '<script>(() => {'
    """
    values, begin = (
        (paths.TEMPLATES / "migbrief" / f"{name}.js").read_text("utf-8") for name in ("values", "lab")
    )
    return f"<script>(() => {{{values}\n{begin}}})();</script>"


def _variables(css: str) -> str:
    """Return the custom properties of the first ``:root`` rule, without its colour scheme."""
    root = re.search(r":root\s*\{(.*?)\}", css, re.S)
    assert root, "the style sheet names its colours in :root"
    return " ".join(re.findall(r"--[\w-]+:[^;]+;", root[1]))
