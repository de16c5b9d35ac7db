"""Context and drivers: towns, output and work."""

from __future__ import annotations

from typing import Final

from .. import words
from ..display import Display, paragraph, refer
from ..language import t
from ..profile import Profile, dated, shown
from ..tables import Table
from .common import english, two_vintages

ECONOMY: Final = (
    "urban_population",
    "urbanization_rate",
    "gdp_official",
    "gdp_per_capita",
    "gdp_growth",
    "labor_force",
    "unemployment",
    "youth_unemployment",
    "gini",
    "poverty",
)


def table(profile: Profile) -> Table:
    """Towns, output and work in both vintages, each figure with its year."""
    return two_vintages(
        profile,
        ECONOMY,
        t("{name}: towns, output and work{beside}", name=profile.subject, beside=profile.beside),
        t(
            "Vintages stand apart because definitions changed between them: unemployment is modelled on one "
            "definition in the later, national in the earlier; dollars at purchasing power parity have "
            "different base years."
        ),
        english(profile, "towns, output and work"),
    )


def youth(profile: Profile) -> Display:
    """Youth unemployment against that of all ages, and how the place compares."""
    young, everyone = profile.observe("youth_unemployment"), profile.observe("unemployment")
    if young is None or everyone is None:
        if young is not None:
            lacking = t(
                "The {vintage} vintage lacks the overall unemployment rate, so the two cannot be compared.",
                vintage=profile.vintage,
            )
        elif everyone is not None:
            lacking = t(
                "The {vintage} vintage lacks the youth unemployment rate, so the two cannot be compared.",
                vintage=profile.vintage,
            )
        else:
            lacking = t(
                "The {vintage} vintage lacks the youth and overall unemployment rates, so the two cannot be "
                "compared.",
                vintage=profile.vintage,
            )
        return paragraph(lacking)
    if not everyone.value or not young.value:
        return paragraph(
            t(
                "Youth unemployment is {youth} ({year}), overall {overall} ({overall_year}).",
                youth=shown(young),
                year=dated(young),
                overall=shown(everyone),
                overall_year=dated(everyone),
            )
        )
    ratio = words.number(young.value / everyone.value, 1)
    same = young.year == everyone.year
    when = (
        t("both {year}", year=dated(young))
        if same
        else t("{first} and {second}", first=dated(young), second=dated(everyone))
    )
    said = {
        "youth": f"{shown(young)}{refer('youth_unemployment')}",
        "overall": f"{shown(everyone)}{refer('unemployment')}",
        "years": when,
    }
    if ratio == words.number(1):
        told = t(
            "The unemployment rate at ages 15 to 24 is *about the same* as that of the whole labour force: "
            "{youth} against {overall} ({years}).",
            **said,
        )
    else:
        told = t(
            "The unemployment rate at ages 15 to 24 is *{ratio} times* that of the whole labour force: "
            "{youth} against {overall} ({years}; the ratio is computed).",
            ratio=ratio,
            **said,
        )
    meant = t(
        "Each rate is a share of the labour force, those who work or look for work, not of all people of "
        "those ages."
    )
    caution = "" if same else t("The years differ, so read the ratio with care.")
    return paragraph(f"{told} {meant} {caution}".strip())
