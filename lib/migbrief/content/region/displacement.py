"""Forced displacement: refugees and asylum-seekers in and from the group, people displaced in members."""

from typing import Final

import pandas as pd

from migbrief.content.shared.displacement import HERE, INSIDE, MOVEMENTS, SINCE, TOP, chart, series
from migbrief.content.shared.first_screen import LEAST, old
from migbrief.content.shared.rankings import paired
from migbrief.datasets import caveats
from migbrief.display import charts
from migbrief.display.html import NOTHING, Display, beside, note, stack
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Year, share

from . import corridors
from .region import Region

FROZEN: Final = ("refugees_and_asylum_seekers_hosted", "idps")


def ends(region: Region) -> Display | None:
    """Show which members host most refugees, and which most are from."""
    heads = {"refugees_hosted": t("Refugees living in"), "refugees_abroad": t("Refugees from")}
    rankings = {key: rows for key in heads if len(rows := region.sums.ranking(key))}
    if len(rankings) < len(heads):
        return None
    host, origin = (rankings[key].iloc[0] for key in heads)
    year = region.sums.latest("refugees_hosted")
    if min(host["people"].value, origin["people"].value) < LEAST or year is None or old(year.year):
        return None
    return paired(
        region,
        {heads[key]: rows.head(TOP) for key, rows in rankings.items()},
        title=t(
            "{place:start} hosts the most refugees ({people}); the most come {origin:from} ({rest}), end of "
            "{year}",
            place=Place(host["place"]), people=host["people"].told(""), origin=Place(origin["place"]),
            rest=origin["people"].told(""), year=Year(year.year),
        ),
        editions=[region.sources.edition("refugees_hosted")],
        name="refugees by member",
    )  # fmt: skip


def inside(region: Region) -> dict[str, object]:
    """Find the ``share`` of the refugees here who are from the group itself, how many ``people`` these are at
    the end of which ``year``, and ``out``, how many from here are outside; None where there are few.
    """
    pairs = None if region.whole else corridors.find(region, "refugees_hosted")
    if pairs is None or pairs.latest("within").value < LEAST:
        return dict.fromkeys(("share", "people", "year", "out"))
    within, coming, out = (pairs.latest(kind) for kind in ("within", "incoming", "outgoing"))
    return {
        "share": share(within, within + coming),
        "people": within.told(""),
        "year": Year(pairs.year),
        "out": out.told("refugees") if out.value >= LEAST else None,
    }


def frozen(region: Region) -> Display:
    """Show the members with most refugees and displaced people, without official data."""
    figures = []
    for key in FROZEN:
        rows, whole = region.sums.ranking(key), region.sums.latest(key)
        if rows.empty or whole is None:
            continue
        figures.append(
            charts.bars(
                rows.head(TOP)[["place", "people"]],
                label="place",
                value="people",
                title=t("{name} by member, the largest first", name=region.sources.name(key)),
                source=region.sources.line(whole.edition),
                unit="persons",
                axis=t("Persons"),
                note=caveats.of_figures([key]),
                name=key,
            )
        )
    return beside(*figures)


def show(region: Region, hosted: pd.DataFrame, about: Display = NOTHING) -> Display:
    """Show all parts on displacement that have data; ``hosted`` are rows of the series ``HERE``."""
    none = region.lacking(
        mark("The sources used here have no figures on displacement {country:in}."),
        *HERE,
        *INSIDE,
        *MOVEMENTS,
    )
    if not region.sources.live:
        return frozen(region) or none
    others = (chart(region, series(region, keys, SINCE), keys) for keys in (INSIDE, MOVEMENTS))
    figures = beside(chart(region, hosted, HERE), ends(region), *others)
    if not figures:
        return none
    return stack(
        figures,
        about,
        note(
            t(
                "Displaced people are a stock at a date, new displacements are movements in a year: they are "
                "never added."
            )
        ),
    )
