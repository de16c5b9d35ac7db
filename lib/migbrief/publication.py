"""What the repository offers beside its reports: a map of links, all figures in one file, the dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import jinja2
import pandas as pd

from . import __version__, atlas, countries, indicators, paths, tables
from .assets import TEMPLATES, assets, data_sources, day
from .display import to_csv
from .files import write_atomic
from .language import t
from .markdown import to_html
from .outline import Outline
from .report import Report
from .repository import Extras

FIGURES: Final = "data/indicators.csv"
DICTIONARY: Final = "data/dictionary.html"


def extras(out: Path, known: Iterable[Report], entries: Iterable[Mapping[str, Any]]) -> Extras:
    """Write the data files into ``out`` where they are not up to date; return what the index adds.

    ``entries`` are those of the manifest: a country whose page is there becomes a link on the map.
    """
    written = [out / FIGURES, out / DICTIONARY]
    newest = max(path.stat().st_mtime for path in paths.data().rglob("*") if path.is_file())
    if not all(path.is_file() and path.stat().st_mtime > newest for path in written):
        write_atomic(out / FIGURES, "\ufeff" + to_csv(all_figures()))
        write_atomic(out / DICTIONARY, dictionary_page())
    there = {entry["id"]: entry["page"] for entry in entries if entry.get("page")}
    profiles = [report for report in known if report.kind == "profiles"]
    pages = {report.id: there[report.id] for report in profiles if report.id in there}
    shades = {r.id: _shade(int(r.facets["present"]) / int(r.facets["of"])) for r in profiles if r.id in pages}
    return Extras(
        cover=atlas.world_map(pages, shades) if pages else "",
        files=(
            ("All indicators of all countries, every vintage (CSV)", FIGURES),
            ("Data dictionary: every table and column", DICTIONARY),
        ),
        facts=(("Data vintages", ", ".join(f"Factbook {v}" for v in indicators.vintages())),),
    )


def all_figures() -> pd.DataFrame:
    """Every tidy figure of every vintage with its country and indicator by name, one row each."""
    rows = pd.concat([indicators.load(vintage) for vintage in indicators.vintages()], ignore_index=True)
    names = indicators.definitions()["name"]
    rows.insert(1, "country", [countries.name(code) for code in rows["iso3"]])
    rows.insert(3, "indicator_name", rows["indicator"].map(names))
    return rows


def dictionary_page() -> str:
    """The data dictionary as a page of the repository's own look."""
    outline = Outline()
    text = (paths.data() / "README.md").read_text(encoding="utf-8")
    body = outline.take(to_html(text, None)) + outline.take(_definitions())
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(TEMPLATES / "migbrief")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals["t"] = t
    return environment.get_template("dictionary.html.j2").render(
        assets=assets(),
        title=outline.title or "Data dictionary",
        headings=outline.headings,
        body=body,
        made=day(datetime.now(UTC)),
        version=__version__,
        sources=data_sources(),
    )


def _definitions() -> str:
    """Every indicator with its unit, definition and where to get it live, as HTML."""
    rows = indicators.definitions().reset_index()
    live = rows["live_source"] + ": " + rows["live_code"]
    shown = tables.table(
        rows.assign(live=live),
        "Indicators of the country figures",
        columns={
            "indicator": "Id",
            "name": "Indicator",
            "unit": "Unit",
            "kind": "Kind",
            "definition": tables.Column("Definition", wide=True),
            "live": tables.Column("Where to get it live", wide=True),
        },
        source="data/reference/indicators.csv",
    )
    return f"<h2>Indicators</h2>{shown.html}"


def _shade(share: float) -> int:
    """1 (few figures present) to 6 (all)."""
    return 1 + min(5, int(share * 6))
