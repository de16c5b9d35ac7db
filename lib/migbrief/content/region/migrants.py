"""Migrants and members: stocks at the UN's dates, largest hosts and origins, within and across."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from migbrief.content.shared.first_screen import stocks_chart
from migbrief.content.shared.rankings import paired
from migbrief.datasets import caveats
from migbrief.datasets.store import places
from migbrief.datasets.store.schema import AT_LEAST
from migbrief.display import charts
from migbrief.display.html import NOTHING, Display, beside, note, stack
from migbrief.text import words
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Value, Year, share

from .corridors import Corridors
from .region import Region

TOP: Final = 10
ENDS: Final = 5
SMALL: Final = 0.01  # share of the emigrants too small to mention
_LINES: Final = {
    "within": mark("Between members"),
    "incoming": mark("Migrants from outside"),
    "outgoing": mark("Emigrants living outside"),
}
_TWO_ENDS: Final = mark(
    "{origin:start} is the largest origin outside the group ({people}), {end} the largest destination "
    "({rest}), {year}"
)
_SAME_END: Final = mark(
    "{origin:start} is the largest origin outside the group ({people}) and the largest destination "
    "({rest}), {year}"
)
_HEADINGS: Final = (mark("Corridor"),)  # built from a name of a column


def stock_chart(region: Region, pairs: Corridors | None) -> Display | None:
    """Draw the stock as points at the UN's dates; for a part of the world, from inside and from outside."""
    rows = region.sums.series("migrant_stock")
    if rows.empty:
        return None
    frame = rows.to_frame(t("Migrants"))
    if pairs is not None and not region.whole:
        kept = pairs.sums.loc[pairs.sums.index >= rows.index[0]]
        frame = pd.DataFrame({t(label): kept[kind] for kind, label in _LINES.items()})
    note = caveats.join(
        _before(region, int(rows.index[0])), region.sums.absent(region.sums.latest("migrant_stock"))
    )
    height = 2.9 if not region.whole else 2.1
    title = mark("International migrants {country:in}: {last} in {year}, {first} in {start}")
    return stocks_chart(region, frame, "migrant_stock", rows, title, note, height)


def _before(region: Region, first: int) -> str:
    """Say which members' missing figures prevent sums before the first year."""
    rows = region.sums.table("migrant_stock")
    before = rows[rows.index < first]
    if before.empty:
        return ""
    there = rows.columns[rows.iloc[-1].notna()]
    lacking = [code for code in there if before[code].isna().any()]
    return t(
        "Before {year} there is no sum: {countries} had no figure.",
        year=Year(first),
        countries=words.listing(
            [f"{Place(places.name(code))}" for code in lacking], ENDS
        ),
    )  # fmt: skip


def bars(region: Region, indicator: str) -> Display | None:
    """Draw the ten members with the most people of a stock."""
    rows = region.sums.ranking(indicator)
    whole = region.sums.latest(indicator)
    if rows.empty or whole is None or not whole.value.value:
        return None
    first, n = rows["people"].iloc[0], share(rows["people"].iloc[0], whole.value)
    titles = {
        "migrant_stock": mark("{share} of all migrants live {place:in} ({people} in {year})"),
        "emigrant_stock": mark("{share} of all emigrants are {place:from} ({people} in {year})"),
    }[indicator]
    edition = region.sources.edition(indicator)
    return charts.bars(
        rows.head(TOP)[["place", "people"]],
        label="place",
        value="people",
        title=t(
            titles,
            share=n, place=Place(rows["place"].iloc[0]), people=first.told(""),
            year=Year(whole.year),
        ),
        source=region.sources.line(edition),
        unit="persons",
        axis=t("Persons"),
        note=region.sources.kosovo([edition], rows.head(TOP)["code"]),
        name=f"members by {indicator}",
        label_width=22,
    )  # fmt: skip


def across(region: Region, pairs: Corridors | None) -> Display | None:
    """Show where those from outside are from, and where those outside live."""
    if pairs is None or region.whole:
        return None
    parts: Mapping[str, pd.DataFrame] = {
        t("Migrants {country:in}, from outside", country=region.place): pairs.origins,
        t("People {country:from}, living outside", country=region.place): pairs.destinations,
    }
    if not all(map(len, parts.values())):
        return None
    origin, end = pairs.origins.iloc[0], pairs.destinations.iloc[0]
    return paired(
        region,
        {head: rows.head(ENDS) for head, rows in parts.items()},
        title=t(
            _SAME_END if origin["code"] == end["code"] else _TWO_ENDS,
            origin=Place(origin["place"]), people=origin["people"].told(""), end=Place(end["place"]),
            rest=end["people"].told(""), year=Year(pairs.year),
        ),
        editions=[pairs.edition],
        name="origins and destinations outside",
    )  # fmt: skip


def corridors(region: Region, pairs: Corridors) -> Display:
    """Draw the ten largest corridors with an end in the group; those within it are highlighted."""
    first, rows = pairs.pairs.iloc[0], pairs.pairs
    ways = [f"{origin} → {place}" for origin, place in zip(rows["origin"], rows["place"], strict=True)]
    within = [way for way, kind in zip(ways, rows["kind"], strict=True) if kind == "within"]
    return charts.bars(
        rows.assign(corridor=ways)[["corridor", "people"]],
        label="corridor",
        value="people",
        title=t(
            "The largest corridor: {people} {origin:from} live {place:in} ({year})",
            people=first["people"].told("people"), origin=Place(first["origin"]), place=Place(first["place"]),
            year=Year(pairs.year),
        ),
        source=region.sources.line(pairs.edition),
        unit="persons",
        axis=t("People, by where they are from → where they live"),
        highlight=[] if region.whole else within,
        note=caveats.join(
            t("Bold: within the group.") if within and not region.whole else "",
            region.sources.kosovo([pairs.edition], {code for ends in rows["ends"] for code in ends}),
        ),
        name="largest corridors",
        label_width=30,
    )  # fmt: skip


def inside(region: Region, pairs: Corridors | None) -> dict[str, Value | None]:
    """Find the ``share`` of emigrants from members who live in the group, and the ``people`` here of no known
    origin; None where negligible.
    """
    if pairs is None or region.whole:
        return dict.fromkeys(("share", "people"))
    within, out, unknown = (pairs.latest(kind) for kind in ("within", "outgoing", "unknown"))
    stock = region.sums.latest("migrant_stock")
    # Without the migrants in some members, too few of the emigrants would be in the group.
    whole = stock is not None and stock.qualifier != AT_LEAST
    many = whole and within.value >= SMALL * (within + out).value > 0
    return {
        "share": share(within, within + out) if many else None,
        "people": unknown.told("international migrants") if unknown.value else None,
    }


def show(region: Region, pairs: Corridors | None, about: Display = NOTHING) -> Display:
    """Show stocks, members, corridors, and the paragraph ``about`` them."""
    largest = corridors(region, pairs) if pairs is not None and len(pairs.pairs) else None
    figures = [stock_chart(region, pairs), largest, across(region, pairs)]
    if region.whole:  # the stock is on its first screen
        figures = [bars(region, "migrant_stock"), bars(region, "emigrant_stock"), largest]
    if not any(figures):
        none = mark("The sources used here do not say how many migrants live {country:in}.")
        return region.lacking(none, "migrant_stock")
    refugees = note(t("Refugees are among the international migrants: the two are never added."))
    return beside(*figures, stack(about, refugees))
