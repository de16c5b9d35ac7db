"""Further content of the index and its files: a map of links, all figures in one file, the dictionary."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from migbrief import __version__, paths
from migbrief.datasets import countries, dictionary, indicators, missing_data, store_state
from migbrief.display import tables
from migbrief.display.csv import to_csv
from migbrief.files import write_atomic
from migbrief.registry import profile_reports
from migbrief.registry.records import Report
from migbrief.text import words
from migbrief.text.counts import Count
from migbrief.text.i18n import DEFAULT, LANGUAGES, current, mark, speaking, t
from migbrief.text.markdown import to_html, translated

from . import index_numbers
from .assets import assets, data_sources, format_day, localized_name, official_sources
from .companions import DICTIONARY, FIGURES, Companions, names
from .headings import Outline
from .index import INDEX, Extras, id_in_language, languages
from .templates_env import render


def extras(
    out: Path,
    known: Iterable[Report],
    entries: Sequence[Mapping[str, Any]],
    state: str = "",
    codes: Container[str] = LANGUAGES,
) -> dict[str, Extras]:
    """Write the data files into ``out`` if they are not of this ``state``; return what each index in
    ``codes`` adds.

    ``entries`` are those of the manifest: a country with a page becomes a link on the map, to the page in the
    map's language if there is one, else in English.
    """
    pages = {entry["id"]: entry["page"] for entry in entries if entry.get("page")}
    codes_spoken, companions = languages(entries), Companions(out)
    stale = [name for name in names(entries) if not companions.is_current(name, state)]
    if FIGURES in stale:
        write_atomic(out / FIGURES, "\ufeff" + to_csv(all_figures()))
    by_language: dict[str, Extras] = {}
    for code in codes_spoken:
        with speaking(code):
            if stale:  # each links to those in other languages
                write_atomic(out / localized_name(DICTIONARY, code), dictionary_page(codes_spoken))
            if code in codes:
                by_language[code] = _extras(known, pages)
    if stale:
        companions.add((name, state) for name in names(entries))
    return by_language


def _thin() -> str:
    """Return the sentence on places without a page."""
    names = [countries.name(code) for code in profile_reports.places_without_profile()]
    return t(
        "Without a page, as open data has fewer than {n} figures: {countries}.",
        n=Count(profile_reports.MIN_FIGURES),
        countries=words.listing(names),
    )


def _extras(known: Iterable[Report], page_of: Mapping[str, str]) -> Extras:
    """Return what the index in the current language adds; ``page_of`` maps ids to pages."""
    profiles = [report for report in known if report.kind == "profiles"]
    pages = {r.id: page_of.get(id_in_language(r)) or page_of.get(r.id, "") for r in profiles}
    pages = {id: page for id, page in pages.items() if page}
    columns, shades = (index_numbers.columns(), index_numbers.shades()) if pages else ([], [])
    return Extras(
        cover=_world_map(pages, shades) if shades else "",
        columns=columns,
        notes=[*index_numbers.notes(columns), _thin()],
        files=(
            (t("All indicators of all countries, every edition of the Factbook (CSV)"), FIGURES),
            (t("Data dictionary: every table and column"), localized_name(DICTIONARY)),
        ),
        facts=((t("Data editions"), ", ".join(f"Factbook {v}" for v in indicators.vintages())),),
    )


def _world_map(pages: Mapping[str, str], shades: Sequence[index_numbers.Measure]) -> str:
    from .index_map import world_map  # which loads what draws

    return world_map(pages, shades)


@speaking(DEFAULT)  # one file for all languages
def all_figures() -> pd.DataFrame:
    """Return every tidy figure of every vintage with its country and indicator by name, one row each."""
    rows = pd.concat([indicators.load(vintage) for vintage in indicators.vintages()], ignore_index=True)
    names = indicators.definitions()["name"]
    rows.insert(1, "country", [countries.name(code) for code in rows["iso3"]])
    rows.insert(3, "indicator_name", rows["indicator"].map(names))
    return rows


def dictionary_page(codes: Sequence[str] = ()) -> str:
    """Return the data dictionary as a page, with links to it in the languages ``codes``."""
    outline = Outline()
    text = (paths.data() / "README.md").read_text(encoding="utf-8")
    markdown = translated(dictionary.replace_tables(text, dictionary.table_markdown(paths.data())))
    body = outline.add(to_html(markdown, None)) + outline.add(_definitions())
    return render(
        "dictionary.html.j2",
        assets=assets(),
        language=current(),
        languages=[(code, LANGUAGES[code], Path(localized_name(DICTIONARY, code)).name) for code in codes],
        home="../" + localized_name(INDEX),
        title=t("Data dictionary"),
        headings=outline.headings,
        body=body,
        made=format_day(datetime.now(UTC)),
        version=__version__,
        sources=data_sources() + official_sources(store_state.named()),
    )


def _definitions() -> str:
    """Return every indicator with its unit, definition and live source, as HTML."""
    rows = indicators.definitions().reset_index()
    live = [
        missing_data.source_label(*place)
        for place in zip(rows["live_source"], rows["live_code"], strict=True)
    ]
    shown = tables.table(
        rows.assign(live=live),
        t("Indicators of the country figures"),
        columns={
            "indicator": tables.Column(mark("Id"), format=str),  # a key, the same in every language
            "name": mark("Indicator"),
            "unit": tables.Column(mark("Unit"), format=words.measure),
            "kind": mark("Kind"),
            "definition": tables.Column(mark("Definition"), wide=True),
            "live": tables.Column(mark("Where to get it live"), format=str),
        },
        source="data/reference/factbook_indicators.csv",
    )
    return f"<h2>{escape(t('Indicators'))}</h2>{shown.html}"
