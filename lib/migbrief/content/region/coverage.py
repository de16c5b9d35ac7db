"""All sums: each indicator over the members, how many are included, and which have no data."""

from dataclasses import replace
from typing import Final

import pandas as pd

from migbrief.content.shared.first_screen import old
from migbrief.datasets import caveats
from migbrief.datasets.store import definitions, places
from migbrief.display import tables
from migbrief.display.html import Display, note
from migbrief.display.tables import Column
from migbrief.text import words
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Value

from .region import Region
from .sums import Sum

SHOWN: Final = 3
NAMED: Final = 3
SPAN: Final = 5
FROZEN: Final = ("population", "refugees_and_asylum_seekers_hosted", "idps", "stateless_persons")


def sums(region: Region) -> list[Sum]:
    """Return the latest sum of each indicator that may be added up."""
    if not region.sources.live:
        keys = list(FROZEN)
    else:
        keys = [
            key
            for key, known in definitions.load().items()
            if known.summable and not key.endswith("_projected") and region.sources.store.preferred(key)
        ]
    latest = (region.sums.latest(key) for key in keys)
    return [one for one in latest if one is not None and not (region.sources.live and old(one.year))]


def figures(region: Region, latest: list[Sum]) -> pd.DataFrame:
    """Return a row a sum: ``indicator, figure, year, before`` (values)``, n, missing, edition, source``."""
    rows = [
        {
            "indicator": region.sources.name(one.indicator),
            "figure": _bare(one.value),
            "year": words.years([one.first, one.year]) if one.year else None,
            "before": _bare(_before(region, one)),
            "n": one.n,
            "missing": _missing(one),
            "edition": one.edition,
            "source": region.sources.title(one.edition),
        }
        for one in latest
    ]
    return pd.DataFrame(rows)


def _bare(value: Value | None) -> Value | None:
    """Return a value without a unit that the indicator's name already states."""
    return value if value is None or value.unit == "US$" else replace(value, unit="")


def _before(region: Region, one: Sum) -> Value | None:
    if not region.sources.live:
        return None
    line = region.sums.series(one.indicator, one.year - SPAN, one.year - SPAN)
    return line.iloc[0] if len(line) else None


def _missing(one: Sum) -> str | None:
    if not one.missing:
        return None
    return words.listing([f"{Place(places.name(code))}" for code in one.missing], NAMED)


def table(region: Region, rows: pd.DataFrame) -> Display:
    """Show all sums in full digits, each with its year, members and source edition, for citing."""
    if rows.empty:
        return note(
            t("The sources used here have no figures on migration {country:in}.", country=region.place)
        )
    live = region.sources.live
    return tables.table(
        rows,
        t("{country:start}: the latest sum of each indicator", country=region.place),
        columns={
            "indicator": mark("Indicator"),
            "figure": Column(mark("Sum")),
            "year": Column(mark("Year"), missing="—"),
            **({"before": Column(mark("Five years before"))} if live else {}),
            "n": Column(mark("Members with a figure"), kind="number"),
            "missing": Column(mark("Not in the sum"), missing="–", wide=True),
            "source": mark("Source edition"),
            "edition": Column("edition", hidden=True),
        },
        source=words.series(dict.fromkeys(map(region.sources.publisher, rows["edition"]))),
        note=caveats.join(
            t(
                "Sums are calculated here, from the members with a figure for that year; a publisher's "
                "own total for the group may differ. Rates and shares are never added up."
            ),
            t("UNHCR and IDMC list only places where somebody was recorded.") if live else "",
            region.sources.kosovo(rows["edition"], region.members),
            caveats.of_figures(FROZEN) if not live else "",
        ),
        name="sums",
        shown=SHOWN,
    )
