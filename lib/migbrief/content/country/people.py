"""Population, ages, dependants and work."""

from typing import Final

import pandas as pd

from migbrief.content.shared.first_screen import population_chart
from migbrief.content.shared.sources import PROSPECTS
from migbrief.datasets import population as wpp
from migbrief.datasets.population import NOW
from migbrief.display import charts
from migbrief.display.charts import Side
from migbrief.display.html import Display, beside, note, stack
from migbrief.text.i18n import t
from migbrief.text.value import Cite, Value, Year

from .profile import Profile

FAR: Final = 0.02  # of a population, by which counts of two sources may differ without a word


def population(profile: Profile) -> pd.Series:
    """Return population every fifth year from 1950 to 2100, as values; empty where unknown."""
    series = profile.sources.population(profile.iso3, wpp.LAST)
    return pd.Series([f.value for f in series], pd.Index([f.year for f in series], dtype=int), dtype=object)


def pyramid(profile: Profile) -> Display:
    """Draw men and women by age now as bars, with the outline of the horizon year."""
    until = profile.parameters.horizon
    now, then = wpp.pyramid(profile.iso3, NOW), wpp.pyramid(profile.iso3, until)
    years = {"now": Year(NOW), "until": Year(until)}
    sides = [
        Side(t("Men"), t("men {year}", year=years["now"]), t("men {year}", year=years["until"])),
        Side(t("Women"), t("women {year}", year=years["now"]), t("women {year}", year=years["until"])),
    ]
    last = t("{age} and over", age=Year(wpp.AGES[-1]))
    ages = [*(f"{age}–{age + wpp.STEP - 1}" for age in wpp.AGES[:-1]), last]
    table = pd.DataFrame({t("age"): ages}, now["age_start"])
    table[[side.bars for side in sides]] = now[["male", "female"]].to_numpy()
    table[[side.outline for side in sides]] = then[["male", "female"]].to_numpy()
    largest = [ages[int((people["male"] + people["female"]).argmax())] for people in (now, then)]
    return charts.pyramid(
        table,
        left=sides[0],
        right=sides[1],
        title=t(
            "Half the people {country:in} are under {age} in {now}, under {later} in {until}, projected",
            country=profile.place, age=_median(profile, NOW), later=_median(profile, until), **years,
        ),
        alt=t(
            "Age pyramid. The largest five-year group is ages {ages} in {now} and {later} in {until}.",
            ages=largest[0], later=largest[1], **years,
        ),
        source=profile.sources.line(PROSPECTS),
        axis=t("People in each five-year age group: bars {now}, outline {until}", **years),
        note=t("Median ages are computed from five-year groups."),
        name=profile.called("pyramid"),
    )  # fmt: skip


def _median(profile: Profile, year: int) -> Value:
    source = t("median age {country:in} in {year}, computed from five-year groups of {source}",
             country=profile.place, year=Year(year), source=profile.sources.line(PROSPECTS))  # fmt: skip
    cite = Cite(f"median age {profile.iso3} {year} {PROSPECTS}", source, edition=PROSPECTS)
    return Value(wpp.median_age(profile.iso3, year), year=year, cites=(cite,), decimals=1)


def work(profile: Profile) -> dict[str, object]:
    """Find dependants for each 100 people of working age (``young``, ``old``, ``year``), and the ``rate`` of
    youth unemployment with its year (``when``) and ``publisher``; None for what no source has.
    """
    known = wpp.has_figures(profile.iso3)
    youth = profile.sources.latest("youth_unemployment", profile.iso3)
    return {
        "young": _dependants(profile, (0, 14)) if known else None,
        "old": _dependants(profile, (65, None)) if known else None,
        "year": Year(NOW),
        "rate": youth and youth.value,
        "when": youth and Year(youth.year),
        "publisher": youth and profile.sources.publisher(youth.edition),
    }


def _dependants(profile: Profile, ages: tuple[int, int | None]) -> Value:
    part, whole = wpp.share(profile.iso3, ages)[NOW], wpp.share(profile.iso3, (15, 64))[NOW]
    cite = Cite(f"dependants {ages[0]} {profile.iso3}", profile.sources.line(PROSPECTS), NOW, PROSPECTS)
    return Value(100 * float(part / whole), cites=(cite,), decimals=0, worked_out=True)


def chart(profile: Profile, people: pd.Series, height: float = 2.9) -> Display | None:
    """Draw population by year; None where unknown."""
    if people.empty:
        return None
    return population_chart(profile, people, height, _other_count(profile, people))


def _other_count(profile: Profile, people: pd.Series) -> str:
    """Say what the source of the shares counts, if that is not about what the UN does around the same year,
    as after a census in Kosovo and the Republic of Moldova.
    """
    other = profile.sources.latest("population", profile.iso3)
    near = [people[y].value for y in people.index if other and abs(y - other.year) < wpp.STEP]
    if other is None or not near or min(near) * (1 - FAR) <= other.value.value <= max(near) * (1 + FAR):
        return ""
    return t(
        "{source}: {people} in {year}. Shares of the population on this page are of that figure.",
        source=profile.sources.line(other.edition), people=other.value.told("people"), year=Year(other.year),
    )  # fmt: skip


def show(profile: Profile, people: pd.Series) -> Display:
    """Show population by year beside ages; without official data ages alone, as the page begins with it."""
    if people.empty:
        return note(
            t("World Population Prospects has no figures of people {country:in}.", country=profile.place)
        )
    if not profile.sources.live:
        return stack(pyramid(profile))
    return beside(chart(profile, people), pyramid(profile))
