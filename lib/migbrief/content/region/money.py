"""Remittances received and paid, in total and by member."""

from typing import Final

import pandas as pd

from migbrief.content.shared.rankings import paired
from migbrief.datasets import caveats
from migbrief.display import charts
from migbrief.display.html import NOTHING, Display, beside, paragraph, stack
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Count, Year, share

from . import corridors
from .region import Region

SINCE: Final = 2005  # fewer members have figures before
_MOST: Final = {
    "remittances_received_usd": mark("The largest sum was received {place:in}: {sum} ({year})"),
    "remittances_paid_usd": mark("The largest sum was paid {place:from}: {sum} ({year})"),
}


def chart(region: Region) -> Display | None:
    """Draw remittances received by members with a figure for every year: others would make steps."""
    key = "remittances_received_usd"
    latest = region.sums.latest(key)
    if latest is None or not latest.value.value:
        return None
    rows, n = region.sums.steady(key, SINCE)
    if not n:
        return None
    given = {"n": Count(n), "first": Year(SINCE), "part": share(rows.iloc[-1], latest.value)}
    return charts.lines(
        rows.to_frame(t("Received")),
        title=t(
            "Remittances received {country:in} came to {sum} in {year}",
            country=region.place, sum=latest.value.told(), year=Year(latest.year),
        ),
        source=region.sources.line(latest.edition),
        axis=t("Current US$"),
        unit="US$",
        note=caveats.join(
            t("The line covers the {n} members with a figure for every year since {first}: {part} of "
              "the sum.",
              **given) if n < latest.n else "",
            region.sums.absent(latest),
            t("Only remittances sent through recorded channels are counted."),
        ),
        name="remittances",
        height=2.5,
    )  # fmt: skip


def members(region: Region, indicator: str) -> pd.DataFrame:
    """Return a sum by member, largest first: ``code, place, people`` (values); no rows without data."""
    return region.sums.ranking(indicator)


def members_chart(region: Region, received: pd.DataFrame, paid: pd.DataFrame) -> Display | None:
    """Draw rows of :func:`members`: the largest receivers, and the largest payers."""
    heads = {"remittances_received_usd": t("Received in"), "remittances_paid_usd": t("Paid from")}
    rankings = {key: rows for key, rows in zip(heads, (received, paid), strict=True) if len(rows)}
    if not rankings:
        return None
    key, rows = next(iter(rankings.items()))
    latest = region.sums.latest(key)
    first = rows.iloc[0]
    return paired(
        region,
        {heads[key]: part for key, part in rankings.items()},
        unit="US$",
        title=t(
            _MOST[key],
            place=Place(first["place"]), sum=first["people"].told(), year=Year(latest.year if latest else 0),
        ),
        editions=[region.sources.edition(key) for key in rankings],
        note=region.sums.absent(region.sums.latest("remittances_paid_usd")) if len(rankings) > 1 else "",
        name="remittances by member",
    )  # fmt: skip


def inside(region: Region) -> str:
    """Say how much of the remittances to the group is sent within it, as modelled."""
    pairs = None if region.whole else corridors.find(region, "remittances_by_sender")
    if pairs is None:
        return ""
    within, coming = pairs.latest("within"), pairs.latest("incoming")
    if not within.value or not coming.value:
        return ""
    return t(
        "A model for {year} has {share} of the remittances {country:to} sent from other countries of the "
        "group.",
        year=Year(pairs.year), share=share(within, within + coming), country=region.place,
    )  # fmt: skip


def show(region: Region, received: pd.DataFrame, paid: pd.DataFrame) -> Display:
    """Show series and members, where a source has them."""
    figures = beside(chart(region), members_chart(region, received, paid))
    modelled = paragraph(text) if (text := inside(region)) else NOTHING
    none = mark("The sources used here have no figures on remittances received {country:in}.")
    return stack(*filter(None, (figures, modelled))) or region.lacking(none, "remittances_received_usd")
