"""Figures that cannot be right beside the entity's others: left out, or kept with a remark."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from migbrief.sources.records import Figure, Remark

from .fields import MEASURES

_TIMES_PPP = 20
"""Official exchange rates put GDP between a seventh and four times that at purchasing power parity."""


def figures(rows: Iterable[Figure]) -> tuple[list[Figure], list[Remark]]:
    """``rows`` without those that break a bound, and a remark for each left out or doubtful one."""
    rows = list(rows)
    latest: dict[tuple[str, str], Figure] = {}
    for row in sorted(rows, key=lambda row: row.year or 0):
        latest[row.iso3, row.indicator] = row
    kept: list[Figure] = []
    remarks: list[Remark] = []
    for row in rows:
        problem = _problem(row, latest)
        if problem:
            remarks.append(_remark(row, f"left out: {problem}"))
        else:
            kept.append(row)
    remarks += [_remark(row, _PER_PERSON) for row in latest.values() if _odd_per_person(row, latest)]
    return kept, remarks


_PER_PERSON = "kept: not half or more than twice what GDP and population of the same entry give"


def _problem(row: Figure, latest: dict[tuple[str, str], Figure]) -> str:
    measure = MEASURES[row.indicator]
    if not measure.least <= row.value <= measure.most:
        return (
            "a negative count"
            if measure.most == inf
            else f"a share outside {measure.least:g} to {measure.most:g}"
        )
    if row.year is not None and row.year > int(row.vintage):
        return "a year after the vintage"
    ppp = latest.get((row.iso3, "gdp_ppp"))
    if row.indicator == "gdp_official" and ppp and not _near(row.value, ppp.value, _TIMES_PPP):
        return "over 20 times off GDP at purchasing power parity, a wrong scale word"
    return ""


def _odd_per_person(row: Figure, latest: dict[tuple[str, str], Figure]) -> bool:
    ppp, people = latest.get((row.iso3, "gdp_ppp")), latest.get((row.iso3, "population"))
    if row.indicator != "gdp_per_capita" or not ppp or not people or not people.value:
        return False
    return ppp.year == row.year and not _near(row.value, ppp.value / people.value, 2)


def _near(one: float, other: float, times: float) -> bool:
    return other / times <= one <= other * times


def _remark(row: Figure, reason: str) -> Remark:
    return Remark(row.vintage, row.gec, row.iso3, row.indicator, reason, row.raw)
