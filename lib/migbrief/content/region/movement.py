"""Net migration of the members in five-year sums, and those that gain and lose most."""

from typing import Final

import pandas as pd

from migbrief.content.shared.first_screen import LEAST
from migbrief.content.shared.movement import NET, SPAN, table, whole
from migbrief.content.shared.rankings import paired
from migbrief.display.html import Display, beside, note
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Value, Year, per

from .region import Region

EACH: Final = 1000


def periods(region: Region) -> pd.DataFrame:
    """Return whole five-year periods of the UN's estimates, from years ending in 0 and 5, latest first.

    ``first`` and ``last`` are the first and last year counted; ``net`` and ``rate`` (the mean of a year) are
    values. No rows for the world, where net migration adds up to zero.
    """
    net = region.values(NET) if not region.whole else pd.Series(dtype=object)
    people = region.values("population")
    rows = []
    for years, moved in whole(net):
        middle, rate = people.get(years.start + SPAN // 2), None
        if middle is not None and middle.value:
            made = per(moved, middle, EACH, "per 1,000 population", 2)
            rate = Value(made.value / SPAN, made.unit, cites=made.cites, decimals=2, worked_out=True)
        rows.append((years.start, years.stop - 1, moved, rate))
    return pd.DataFrame(rows, columns=["first", "last", "net", "rate"])


def members(region: Region) -> pd.DataFrame:
    """Return net migration of each member in the last five years, largest first: ``code, place, people``."""
    return region.sums.ranking(NET, SPAN)


def members_chart(region: Region, gained: pd.DataFrame, lost: pd.DataFrame) -> Display | None:
    """Draw rows of :func:`members` that gained people by migration, and that lost, the largest first."""
    last = region.sums.latest(NET)
    if last is None or not len(gained) + len(lost):
        return None
    given: dict[str, object] = {"first": Year(last.year - SPAN + 1), "last": Year(last.year)}
    drawn = {
        t("More people arrived than left, by"): gained,
        t("More people left than arrived, by"): lost.assign(people=[abs(v) for v in lost["people"]]),
    }
    title = t("Net migration by member, {first}–{last}", **given)
    ends = [
        part.iloc[0] for part in (gained, lost) if len(part) and abs(part["people"].iloc[0].value) >= LEAST
    ]
    if len(ends) > 1:
        up, down = ends
        title = t(
            "Net migration in {first}–{last}: {gained} gained the most people ({more}), {lost} lost the most "
            "({fewer})",
            more=up["people"].told(""), gained=Place(up["place"]), fewer=abs(down["people"]).told(""),
            lost=Place(down["place"]), **given,
        )  # fmt: skip
    return paired(
        region, drawn, title=title, editions=[region.sources.edition(NET)], name="net migration by member"
    )


def show(region: Region, rows: pd.DataFrame, gained: pd.DataFrame, lost: pd.DataFrame) -> Display:
    """Show members beside five-year sums."""
    figure = members_chart(region, gained, lost)
    about = table(region, rows) if len(rows) else None
    if figure and region.whole:  # which has no rows
        about = note(
            t("What some countries gain, others lose: for the world as a whole, net migration is zero.")
        )
    none = mark("The sources used here have no figures on net migration {country:of}.")
    return beside(figure, about) or region.lacking(none, NET)
