"""Net migration according to the UN, yearly and in five-year sums beside population change."""

from typing import Final

import pandas as pd

from migbrief.content.shared.movement import NET, table, whole
from migbrief.content.shared.sources import yearly
from migbrief.display import charts
from migbrief.display.html import Display, beside
from migbrief.text.i18n import mark, t
from migbrief.text.value import Year, mean

from .profile import Profile

RATE: Final = "net_migration_rate"


def periods(profile: Profile) -> pd.DataFrame:
    """Return whole five-year periods of the UN's estimates, from years ending in 0 and 5, latest first.

    ``first`` and ``last`` are the first and last year counted; ``net``, ``rate`` and ``rest`` are values,
    None where a year is missing. ``rest`` is derived: the change of population less net migration.
    """
    rates = profile.values(RATE)
    people = {f.year: f.value for f in profile.sources.population(profile.iso3)}
    rows = []
    for years, net in whole(profile.values(NET)):
        first, end = years.start, years.stop
        rate = mean(rates[year] for year in years) if set(years) <= set(rates.index) else None
        rest = people[end] - people[first] - net if {first, end} <= set(people) else None
        rows.append((first, end - 1, net, rate, rest))
    return pd.DataFrame(rows, columns=["first", "last", "net", "rate", "rest"])


def rate_chart(profile: Profile) -> Display | None:
    """Draw the yearly rate, its projection dashed if the same source has one."""
    sources, iso3 = profile.sources, profile.iso3
    known = sources.values(RATE, iso3)
    edition = sources.edition(RATE)
    if known.empty or edition.startswith("factbook"):
        return None
    ahead = sources.values(f"{RATE}_projected", iso3)
    horizon = profile.parameters.horizon
    ahead = ahead[(ahead.index > known.index[-1]) & (ahead.index <= horizon)] if len(ahead) else ahead
    last = known.iloc[-1]
    # If both come from one source, the first figure lists the rates beside the persons.
    within = (f"net migration {iso3}", 2) if sources.edition("net_migration") == edition else None
    return charts.lines(
        yearly((pd.concat([known, ahead]) if len(ahead) else known).to_frame(t("Net migration rate"))),
        title=t(
            "Net migration {country:of} per 1,000 residents: {rate} in {year}",
            country=profile.place,
            rate=last.told(""),
            year=Year(known.index[-1]),
        ),
        source=sources.line(edition),
        axis=t("Net migration per 1,000 residents a year"),
        unit="per 1,000 population",
        mark=float(known.index[-1]) if len(ahead) else None,
        mark_label=t("projected") if len(ahead) else "",
        name=f"net migration rate {iso3}",
        listed_in=within,
        height=2.2,
    )


def show(profile: Profile, rows: pd.DataFrame) -> Display:
    """Show the yearly rate beside the five-year sums."""
    if rows.empty:
        none = mark("The sources used here have no figures on net migration {country:of}.")
        return profile.lacking(none, NET)
    return beside(rate_chart(profile), table(profile, rows))
