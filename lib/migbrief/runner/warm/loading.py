"""What a warm process loads before the first fork, so that no report has to."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pkgutil
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath


def warm_up(folder: str) -> None:
    """Load all that a report may need; ``folder`` is for IPython's profile. Leaves one thread."""
    gc.disable()  # nearly all that is made now stays
    os.environ.setdefault("IPYTHONDIR", folder)  # a home that cannot be written to is no matter
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    from migbrief.runner import shell

    # jsonschema builds its grammar of international addresses whenever it is loaded; nbformat asks for none.
    with _absent("rfc3987_syntax"):
        import nbformat  # noqa: F401
    shell.make(folder)
    import pandas

    pandas.set_option(
        "display.max_columns", 20
    )  # what it takes in a kernel; here it saw none when it was loaded
    with contextlib.suppress(Exception):  # a broken data file fails the reports that read it, with its reason
        _load_data()
    _load_library()
    _draw_and_export()
    count = threading.active_count()
    if count > 1:
        names = ", ".join(thread.name for thread in threading.enumerate())
        raise RuntimeError(f"cannot fork safely with {count} threads: {names}")
    gc.collect()
    gc.freeze()
    gc.enable()


def _load_library() -> None:
    """Every part that a notebook may call, and what others load when first used; else each report would."""
    for name in ("bdb", "IPython.core.logger", "pandas.core.reshape.reshape", "resource"):
        importlib.import_module(name)
    here = __package__.rpartition(".")[0]
    for part in ("anatomy", "profiles", "regional", "sections"):
        with contextlib.suppress(Exception):  # a broken module fails the reports that call it
            package = importlib.import_module(f"{here}.{part}")
            for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
                importlib.import_module(found.name)


@contextlib.contextmanager
def _absent(module: str) -> Iterator[None]:
    """As if the module were not installed, for a while; one that is loaded stays."""
    missing = sys.modules.setdefault(module, None) is None  # type: ignore[arg-type]
    try:
        yield
    finally:
        if missing:
            del sys.modules[module]


def _load_data() -> None:
    """Only tables as they are on disk: what is computed from them must be computed in each report."""
    from migbrief.content.country import gaps
    from migbrief.datasets import indicator_files, indicators, population, refugee_origins
    from migbrief.display.maps import window
    from migbrief.editions import edition
    from migbrief.text import i18n

    for vintage in indicators.vintages():
        for indicator in indicators.definitions().index:
            indicators.value(indicator, "KEN", vintage)  # any country brings the figures of all
    for name in edition.available():
        edition.load(name)
    population.figures("KEN")  # any place brings the table of all
    for vintage in indicators.vintages():
        indicator_files.left_out(vintage, "KEN")
    refugee_origins.load()
    gaps.template()
    window.world()
    for code in i18n.LANGUAGES:
        i18n.catalogue(code)


def _draw_and_export() -> None:
    """Use figure, table, Papermill and exporter once, so that what they build at first use is there."""
    import matplotlib.pyplot  # noqa: F401  # for notebooks that draw with it
    import pandas as pd
    from nbformat import v4

    from migbrief.display import charts, html, tables  # a worker brings Papermill
    from migbrief.display.charts import dot_charts  # a worker brings Papermill
    from migbrief.pages import report_page  # a worker brings Papermill
    from migbrief.registry.parameter_models import MODELS
    from migbrief.registry.records import Report
    from migbrief.runner import pools, worker  # noqa: F401  # a worker brings Papermill

    _measure()
    data = pd.DataFrame({"place": ["a", "b"], "value": [1.0, 2.5]})
    shown = [
        charts.bars(data, label="place", value="value", title="A", source="B"),
        charts.lines(data[["value"]], title="A", source="B", axis="C"),
        charts.stacked(data.set_index("place"), title="A", source="B", axis="C"),
        dot_charts.dots(data, label="place", columns=["value"], title="A", source="B", axis="C"),
        tables.table(data, "A", source="B"),
        html.paragraph("A has 2.5 of 1,000."),
    ]
    outputs = [v4.new_output("display_data", data=dict(s._repr_mimebundle_())) for s in shown]
    cells = [v4.new_markdown_cell("# A\n\nb"), v4.new_code_cell("1 + 1", outputs=outputs)]
    report = Report("a", "A", Path("a.ipynb"), "intro", PurePosixPath("a/a.html"))
    values = MODELS["intro"].model_construct()
    report_page.to_html(v4.new_notebook(cells=cells), report, values, datetime.now(UTC))


def _measure() -> None:
    """Have the sizes of texts that stand in many figures: years, numbers, names of countries."""
    import matplotlib

    from migbrief.datasets import countries
    from migbrief.display import charts, svg, theme
    from migbrief.display.charts.fast_axes import Drawing

    names = [charts.wrap(name) for name in countries.load()["name"]]
    texts = [*map(str, range(101)), *map(str, range(1950, 2101, 5)), *names]
    with matplotlib.rc_context(theme.rc()):
        figure = Drawing()
        for text in texts:
            figure.text(0, 0, text)
        svg.render(figure, "A", "a")
