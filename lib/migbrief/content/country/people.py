"""Context and drivers: people and their ages from 1950 to 2100."""

from __future__ import annotations

from typing import Final

import pandas as pd

from migbrief.datasets import population as wpp
from migbrief.datasets.population import NOW
from migbrief.display import charts
from migbrief.display.charts import Side
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.markup import noted, refer

from .profile import Profile, dated, shown

APART: Final = 0.1  # of the people: two sources farther apart than this are said to be


def total(profile: Profile) -> Display:
    """Population 1950 to the horizon: estimates, then the medium projection."""
    if not wpp.has_figures(profile.iso3):
        return _unknown(profile, mark("population over time"))
    until = profile.parameters.horizon
    people = wpp.total(profile.iso3).loc[:until]
    return charts.lines(
        people.to_frame(t("population")),
        title=t(
            "{name}: {people} people in {now}, {later} in {until} by World Population Prospects",
            name=profile.subject,
            people=words.compact(people[NOW]),
            now=NOW,
            later=words.compact(people[until]),
            until=until,
        ),
        source=t(wpp.SOURCE),
        axis=t("People"),
        unit="persons",
        mark=wpp.LAST_ESTIMATE,
        mark_label=t("projections"),
        note=_apart(profile, float(people[NOW])),
        name=f"population {profile.iso3}",
        cited=True,
    )


def _apart(profile: Profile, people: float) -> str:
    """How far what the Factbook states is from the people shown; empty where that is not far."""
    found = profile.observe("population")
    if not found or not people or abs(found.value / people - 1) <= APART:
        return ""
    return t(
        "The Factbook's {vintage} edition states {figure} ({year}){note}: {gap} beside World Population "
        "Prospects' {people} in {now}{row}. Where sources are so far apart, figures per person are unsure.",
        vintage=profile.vintage,
        figure=shown(found),
        year=dated(found),
        note=refer("population"),
        gap=words.change(people, found.value),
        people=words.compact(people),
        now=NOW,
        row=refer(f"population {profile.iso3} {NOW}"),
    )


def pyramid(profile: Profile) -> Display:
    """Bars of men and women by age now; the outline of the horizon year over them."""
    if not wpp.has_figures(profile.iso3):
        return _unknown(profile, mark("age pyramid"))
    until = profile.parameters.horizon
    now, then = wpp.pyramid(profile.iso3, NOW), wpp.pyramid(profile.iso3, until)
    sides = [
        Side(t("Men"), t("men {year}", year=NOW), t("men {year}", year=until)),
        Side(t("Women"), t("women {year}", year=NOW), t("women {year}", year=until)),
    ]
    table = pd.DataFrame(
        {
            t("age"): [
                f"{a}–{a + wpp.STEP - 1}" if a < wpp.AGES[-1] else t("{age} and over", age=a)
                for a in now["age_start"]
            ],
            sides[0].bars: now["male"],
            sides[1].bars: now["female"],
            sides[0].outline: then["male"],
            sides[1].outline: then["female"],
        }
    ).set_axis(now["age_start"])
    medians = [_median(profile.iso3, year) for year in (NOW, until)]
    largest = [table.iloc[:, 0].iloc[int((p["male"] + p["female"]).to_numpy().argmax())] for p in (now, then)]
    return charts.pyramid(
        table,
        left=sides[0],
        right=sides[1],
        title=noted(
            t(
                "Half the people of {place} are under {age} in {now}, under {later} in {until}, by World "
                "Population Prospects",
                place=profile.the,
                age=medians[0],
                now=NOW,
                later=medians[1],
                until=until,
            ),
            "own",
        ),
        alt=t(
            "Age pyramid. The largest five-year group is ages {ages} in {now} and {later} in {until}.",
            ages=largest[0],
            now=NOW,
            later=largest[1],
            until=until,
        ),
        source=t(wpp.SOURCE),
        axis=t("People in each five-year age group: bars {now}, outline {until}", now=NOW, until=until),
        note=" ".join(
            [
                t(
                    "Estimates run to {last}; later figures, {now} included, are projections of the medium "
                    "variant.",
                    last=wpp.LAST_ESTIMATE,
                    now=NOW,
                ),
                t("Median ages are computed from five-year groups."),
                _other(profile),
            ]
        ).strip(),
        name=f"pyramid {profile.iso3} {until}",
    )


def _other(profile: Profile) -> str:
    """The Factbook's median age, which the reader has met on the same page."""
    found = profile.observe("median_age")
    if found is None:
        return ""
    return t(
        "The Factbook's {vintage} edition states a median age of {figure} ({year}); sources differ by "
        "method and date.",
        vintage=profile.vintage,
        figure=f"{shown(found)}{refer('median_age')}",
        year=dated(found),
    )


def _median(iso3: str, year: int) -> str:
    return words.number(wpp.median_age(iso3, year), 1)


def _unknown(profile: Profile, what: str) -> Display:
    """What to say where World Population Prospects leaves a place out; ``what`` cannot be shown."""
    return note(
        t(
            "No {what}: World Population Prospects has no figures for {place}.",
            what=t(what),
            place=profile.the,
        )
    )
