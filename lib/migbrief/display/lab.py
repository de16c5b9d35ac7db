"""The look of our displays inside JupyterLab: the page's colours, light or dark as Lab's own theme is."""

from __future__ import annotations

import os
import re
from functools import cache

from migbrief import paths

SESSION = "JPY_SESSION_NAME"  # Jupyter Server sets it in the kernels of its notebooks, and nobody else does


def style_displays() -> None:
    """Give the notebook's displays their style inside JupyterLab; do nothing elsewhere.

    >>> style_displays()
    """
    if SESSION in os.environ:
        from IPython.display import HTML, display

        display(HTML(f"<style>{style()}</style>"))


@cache
def style() -> str:
    """Return the style sheet for Lab: the colours of the page, then what Lab needs beside them.

    >>> ".jp-OutputArea" in style()
    True
    """
    folder = paths.TEMPLATES / "migbrief"
    light, dark = (_variables((folder / name).read_text("utf-8")) for name in ("style.css", "dark.css"))
    rest = (folder / "lab.css").read_text("utf-8")
    return (
        f'.jp-OutputArea{{{light}}}\n[data-jp-theme-light="false"] .jp-OutputArea{{{dark}}}\n{rest}'.strip()
    )


def _variables(css: str) -> str:
    """The custom properties of the first ``:root`` rule, without its colour scheme."""
    root = re.search(r":root\s*\{(.*?)\}", css, re.S)
    assert root, "the style sheet names its colours in :root"
    return " ".join(re.findall(r"--[\w-]+:[^;]+;", root[1]))
