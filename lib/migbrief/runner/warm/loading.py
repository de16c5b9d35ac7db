"""Import and build what reports need, in a warm process before the first fork."""

import contextlib
import gc
import importlib
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final

from migbrief.registry import preload

# Modules that libraries import only at first use. A worker imports Papermill; notebooks that draw with pyplot
# import it themselves.
INLINE: Final = "module://matplotlib_inline.backend_inline"
LATER: Final = (
    *("bdb", "IPython.core.logger", "pandas.core.reshape.reshape", "resource"),
    *("migbrief.runner.pools", "migbrief.runner.worker"),
)


def warm_up(folder: str) -> None:
    """Load all that a report may need; ``folder`` is for IPython's profile. Leaves one thread."""
    gc.disable()  # nearly all objects made now are permanent
    os.environ.setdefault("IPYTHONDIR", folder)  # the home folder may be read-only
    os.environ["MPLBACKEND"] = INLINE  # whatever a user has set: figures go into the page
    from migbrief.runner import shell

    # jsonschema builds its grammar of international addresses when loaded, and nbformat needs none.
    with _hide_module("rfc3987_syntax"):
        import nbformat  # noqa: F401
    shell.make(folder)
    import pandas

    from migbrief.display import theme

    pandas.set_option("display.max_columns", 20)  # as in a kernel; no shell existed when it was loaded
    _load()
    theme.forget_own_settings()
    count = threading.active_count()
    if count > 1:
        names = ", ".join(thread.name for thread in threading.enumerate())
        raise RuntimeError(f"cannot fork safely with {count} threads: {names}")
    gc.freeze()  # including the little garbage there is: collecting it would cost more time than it saves
    gc.enable()


def _load() -> None:
    """Import everything that a notebook may call, and what libraries import at first use."""
    for name in LATER:
        importlib.import_module(name)
    content = preload.content()
    with contextlib.suppress(Exception):  # a broken data file fails the reports that read it, with the reason
        content.tables()
    if not content.modules():
        raise RuntimeError(f"{preload.CONTENT} loads nothing")
    _export(content.examples())


@contextlib.contextmanager
def _hide_module(module: str) -> Iterator[None]:
    """Make a module seem not installed inside the block, unless it is already loaded."""
    missing = sys.modules.setdefault(module, None) is None  # type: ignore[arg-type]
    try:
        yield
    finally:
        if missing:
            del sys.modules[module]


def _export(shown: Sequence[Any]) -> None:
    """Read notebooks and use the exporter once, so that both have built their caches."""
    from nbformat import v4

    from migbrief import paths
    from migbrief.pages import report_page
    from migbrief.registry.parameter_models import MODELS
    from migbrief.registry.parameters import parse, passed
    from migbrief.registry.records import Report

    render = importlib.import_module("migbrief.runner.render")  # by name, as LATER: it imports this room
    outputs = [v4.new_output("display_data", data=dict(s._repr_mimebundle_())) for s in shown]
    cells = [v4.new_markdown_cell("# A\n\nb"), v4.new_code_cell("1 + 1", outputs=outputs)]
    report = Report("a", "A", Path("a.ipynb"), "overview", PurePosixPath("a/a.html"))
    for path in (paths.root() / "notebooks").glob("*-profile.ipynb"):  # most reports: highlights their code
        with contextlib.suppress(Exception):
            given = passed(path.stem, parse(path.stem, {}))
            made = render.prepare(report, render.read(path), given)
            cells += [v4.new_code_cell(cell.source) for cell in made.cells if cell.cell_type == "code"]
    values = MODELS["overview"].model_validate({})
    report_page.to_html(v4.new_notebook(cells=cells), report, values, datetime.now(UTC))
