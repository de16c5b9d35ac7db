"""Forced displacement by year: series of one kind and source, and their chart."""

from typing import Final

import pandas as pd

from migbrief.datasets.store import places
from migbrief.display import charts
from migbrief.display.html import Display
from migbrief.text import words
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, mark_unit, t
from migbrief.text.value import Year

from .first_screen import old
from .sources import yearly
from .subject import Subject

SINCE: Final = 2000
TOP: Final = 5  # places in each ranking
Kind = tuple[str, ...]  # the indicators on one axis
HERE: Final = ("refugees_hosted", "asylum_seekers_hosted", "others_in_need_hosted")
ABROAD: Final = ("refugees_abroad", "asylum_seekers_abroad", "others_in_need_abroad")
INSIDE: Final = ("idps_conflict", "idps_disaster")
MOVEMENTS: Final = ("new_displacements_conflict", "new_displacements_disaster")
_SHORT: Final = (mark("Refugees"), mark("Asylum-seekers"), mark("Others in need of protection"))
_NOUNS: Final = (
    mark_unit("refugees"),
    mark_unit("asylum-seekers"),
    mark_unit("other people in need of international protection"),
)
_CAUSED: Final = (mark("Conflict and violence"), mark("Disasters"))
_CAUSES: Final = (mark("conflict and violence"), mark("disasters"))
_AXES: Final = {
    HERE: mark("People at the end of the year"),
    ABROAD: mark("People at the end of the year"),
    INSIDE: mark("People living in displacement at the end of the year"),
    MOVEMENTS: mark("Movements in the year"),
}
_TITLES: Final = {
    HERE: mark("{people} live {country:in} (end of {year})"),
    ABROAD: mark("{people} {country:from} are in other countries (end of {year})"),
    INSIDE: mark("{people} are displaced inside {country} by {cause} (end of {year})"),
    MOVEMENTS: mark("{people} by {cause} {country:in} in {year}"),
}
_IN_GROUP: Final = mark(
    "{people} {country:in} are displaced inside their countries by {cause} (end of {year})"
)
# If the latest figure is no finding: too small, or too old.
_PLAIN: Final = {
    HERE: mark("Refugees, asylum-seekers and others in need of protection {country:in}, {first}–{last}"),
    ABROAD: mark("Refugees, asylum-seekers and others in need of protection {country:from}, {first}–{last}"),
    INSIDE: mark("Internally displaced persons {country:in}, {first}–{last}"),
    MOVEMENTS: mark("New displacements {country:in}, {first}–{last}"),
}


def series(subject: Subject, indicators: Kind, since: int = 0) -> pd.DataFrame:
    """Return yearly values of one source edition, a column for each indicator with data."""
    edition = subject.sources.edition(indicators[0])
    lines = {
        i: line
        for i in indicators
        if subject.sources.edition(i) == edition and len(line := subject.values(i, since))
    }
    return yearly(pd.DataFrame(lines))


def chart(subject: Subject, rows: pd.DataFrame, indicators: Kind) -> Display | None:
    """Draw series of one kind, rows of :func:`series`, as lines; None below ``SMALL`` or for one old year."""
    rows = rows[[i for i in rows if rows[i].dropna().map(float).max() >= subject.SMALL]].dropna(how="all")
    if rows.empty:
        return None
    rows, title = yearly(rows), _title(subject, rows, indicators)
    if not title:
        return None
    by_cause = indicators in (INSIDE, MOVEMENTS)
    return charts.lines(
        rows.rename(columns={i: t((_CAUSED if by_cause else _SHORT)[indicators.index(i)]) for i in rows}),
        title=words.capital(title),
        source=subject.sources.line(*(subject.sources.edition(i) for i in rows)),
        axis=t(_AXES[indicators]),
        unit="movements" if indicators == MOVEMENTS else "persons",
        note=_breaks(subject, list(rows)),
        name=subject.called(indicators[0]),
        height=2.5 if subject.summed else 2.2,
    )


def _breaks(subject: Subject, indicators: list[str]) -> str:
    """Return a note on the years in which series fall or rise implausibly; they are never smoothed."""
    breaks = {(year, code) for i in indicators for code, year in subject.breaks(i, SINCE)}
    if not breaks:
        return ""
    if not subject.summed:
        years = words.listing(str(year) for year, _ in sorted(breaks))
        return t("Break in the series in {years}: what is counted may have changed.", years=years)
    listed = [
        t("{country}, {year}", country=Place(places.name(code)), year=Year(year))
        for year, code in sorted(breaks)
    ]
    return t("Breaks in the series: {places}. What is counted may have changed.", places=words.series(listed))


def _title(subject: Subject, rows: pd.DataFrame, indicators: Kind) -> str:
    """State the latest figure of the largest series, or what is drawn if that is small or old; one such year
    is not worth a chart, and has no title.
    """
    latest = {i: rows[i].dropna().iloc[-1] for i in rows}
    recent = [i for i in latest if not old(latest[i].year or 0)]
    largest = max(recent, key=lambda i: latest[i].value, default="")
    if not recent or latest[largest].value < subject.SMALL:
        first, last = Year(rows.index[0]), Year(rows.index[-1])
        return "" if first == last else t(_PLAIN[indicators], country=subject.place, first=first, last=last)
    given = {"country": subject.place, "year": Year(latest[largest].year or 0)}
    place = indicators.index(largest)
    title = _IN_GROUP if subject.summed and indicators == INSIDE else _TITLES[indicators]
    if indicators in (HERE, ABROAD):
        return t(title, people=latest[largest].told(_NOUNS[place]), **given)
    noun = mark_unit("new displacements") if indicators == MOVEMENTS else mark_unit("people")
    return t(title, people=latest[largest].told(noun), cause=t(_CAUSES[place]), **given)
