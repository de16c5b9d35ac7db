"""Trends: displaced and stateless people, by member."""

from __future__ import annotations

from typing import Final

from migbrief.datasets import caveats
from migbrief.display import charts
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn
from migbrief.text.markup import noted, refer

from . import common
from .region import Region

_HEADINGS: Final = (mark("Persons"),)  # of the data behind the charts


def displaced(region: Region, indicator: str) -> Display:
    """A stock of displaced or stateless people by member: the largest drawn, all in the data behind."""
    name = common.name(indicator)
    rows = region.latest(indicator).sort_values("value", ascending=False, kind="stable")
    if rows.empty:
        return note(
            t(
                "{indicator}: listed for no member in the Factbook's {vintage} edition",
                indicator=name,
                vintage=region.vintage,
            )
            + "."
        )
    if len(rows) > 1:
        finding = t(
            "{indicator}: {total} in {members}, most in {countries}",
            indicator=name,
            total=common.together(region, indicator, short=True),
            members=common.of_members(len(rows), len(region.members)) + refer(indicator),
            countries=words.top(
                [common.called(r, inside=True) for _, r in rows.iterrows()], list(rows["value"]), "", 2
            ),
        )
    else:
        finding = t(
            "{indicator}: {total} in {country}",
            indicator=name,
            total=common.together(region, indicator, short=True),
            country=common.called(rows.iloc[0], inside=True),
        )
    unlisted = len(region.members) - len(rows)
    lost = (
        tn(
            "{n} member was not listed in the Factbook's {vintage} edition; that is not zero.",
            "{n} members were not listed in the Factbook's {vintage} edition; that is not zero.",
            unlisted,
            vintage=region.vintage,
        )
        if unlisted
        else ""
    )
    every = rows.assign(country=[common.called(r) for _, r in rows.iterrows()])
    every = every[["country", "value", "value_high", "year", "qualifier"]]
    shown = every.head(common.TOP)
    return charts.bars(
        shown,
        behind=common.behind(every),
        label="country",
        value="value",
        high="value_high",
        title=finding,
        source=words.source(rows),
        unit="persons",
        axis=common.axis(indicator),
        note=caveats.join(
            noted(lost, "own"),
            common.drawn(len(shown), len(every)),
            caveats.of_figures([indicator], [region.vintage]),
        ),
        name=f"{indicator} {region.vintage}",
    )
