"""The course of a population in words: how it moved, how the projection goes on, when it is largest."""

from __future__ import annotations

from typing import Final

import pandas as pd

from .. import population as wpp
from .. import words
from ..language import t
from .common import NOW

LEVEL: Final = 0.5  # percent: a population that moves by less stays level as far as a projection can tell


def past(people: pd.Series) -> str:
    """How the population moved from the first year of the table until now."""
    before, now = float(people[wpp.FIRST]), float(people[NOW])
    if not before or not now:
        return ""
    said = {"first": wpp.FIRST, "now": NOW}
    times, moved = now / before, 100 * (now - before) / before
    if times >= 3:
        return t(
            "By World Population Prospects the population became *{times} times* as large from {first} to "
            "{now}.",
            times=words.number(times, 0 if times >= 10 else 1),
            **said,
        )
    if abs(moved) < LEVEL:
        return t(
            "By World Population Prospects the population was about the same in {now} as in {first}.", **said
        )
    share = words.percent(abs(moved))
    if moved > 0:
        return t(
            "By World Population Prospects the population grew by *{share}* from {first} to {now}.",
            share=share,
            **said,
        )
    return t(
        "By World Population Prospects the population shrank by *{share}* from {first} to {now}.",
        share=share,
        **said,
    )


def ahead(people: pd.Series, until: int) -> str:
    """How the medium projection goes on."""
    now, then = float(people[NOW]), float(people[until])
    if not now or until <= NOW:
        return ""
    moved = 100 * (then - now) / now
    said = {"now": NOW, "until": until}
    if abs(moved) < LEVEL:
        return t("From {now} to {until} the medium projection keeps it about the same.", **said)
    share = words.percent(abs(moved))
    if moved > 0:
        return t("From {now} to {until} it grows by *{share}* in the medium projection.", share=share, **said)
    return t("From {now} to {until} it shrinks by *{share}* in the medium projection.", share=share, **said)


def peak(people: pd.Series) -> str:
    """When the population is largest."""
    largest = int(people.idxmax())
    if largest == wpp.LAST and people[wpp.LAST] < people[wpp.LAST - wpp.STEP] * (1 + LEVEL / 100):
        return t(
            "By the projection it levels off towards {year}, at {people}.",
            year=wpp.LAST,
            people=words.compact(people[largest]),
        )
    if largest == wpp.LAST:
        return t("The projection still grows at its end in {year}.", year=wpp.LAST)
    if largest > NOW:
        return t(
            "The projection peaks around {year}, with {people}.",
            year=largest,
            people=words.compact(people[largest]),
        )
    return t(
        "Of every fifth year, the population was largest in {year}, with {people}.",
        year=largest,
        people=words.compact(people[largest]),
    )
