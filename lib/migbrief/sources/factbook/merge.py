"""Merging figures: one for each country and year, without impossible ones, with remarks on both.

Entities may share one ISO 3166 code, above all the West Bank and the Gaza Strip.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import inf

from migbrief.sources.records import Figure, Remark, number

from .fields import ADDITIVE, MEASURES

FIRST = ("we",)
"""Entities whose figure is kept where two differ and cannot be added: the West Bank has more people."""
TIMES_PPP = 20
"""Official exchange rates put GDP between a seventh and four times that at purchasing power parity."""


def merged(
    rows: Iterable[Figure], shared: Mapping[str, set[str]], names: Mapping[str, str] | None = None
) -> tuple[list[Figure], list[Remark]]:
    """Return ``rows`` with one figure for each country, indicator and year, sorted, and the decisions.

    ``shared`` gives the GEC codes of all entities behind each ISO 3166 code, ``names`` their names, for the
    raw text of a sum. Figures repeated by the second entity are kept once. If two differ, additive ones are
    added up; otherwise the first entity's is kept. A second figure of one entity and year is left out, and so
    is a zero that holds for only one of several entities.
    """
    by_country: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for row in rows:
        by_country[row.iso3, row.indicator].append(row)
    kept: list[Figure] = []
    remarks: list[Remark] = []
    for (iso3, indicator), group in by_country.items():
        codes = sorted({row.gec for row in group}, key=lambda gec: (gec not in FIRST, gec))
        group.sort(key=lambda row: codes.index(row.gec))
        additive = MEASURES[indicator].unit in ADDITIVE
        differ = len({(row.value, row.value_high) for row in group}) == len(codes) == len(group) > 1
        if additive and set(codes) < shared.get(iso3, set()) and all(row.value == 0 for row in group):
            reason = "left out: zero for one of several entities that share this code"
            remarks += [remark(row, reason) for row in group]
        elif additive and differ:
            total, reason = _sum(group, names or {})
            kept.append(total)
            remarks += [remark(row, reason) for row in group]
        else:
            once = {row.year: row for row in reversed(group)}
            kept += once.values()
            remarks += [
                remark(row, _why_dropped(row, once[row.year])) for row in group if once[row.year] is not row
            ]
    return sorted(kept, key=lambda row: (row.iso3, row.indicator, row.year or 0, row.value)), remarks


def _why_dropped(row: Figure, first: Figure) -> str:
    if first.gec == row.gec:
        return "left out: a second figure for the same year"
    if (first.value, first.value_high) == (row.value, row.value_high):
        return f"kept: repeats the figure of {first.gec}, counted once"
    return f"left out: differs from the figure of {first.gec} ({number(first.value)}), which is kept"


def _sum(parts: list[Figure], names: Mapping[str, str]) -> tuple[Figure, str]:
    """Return the sum of the figures of several entities, and a remark on each."""
    wide = any(row.value_high is not None for row in parts)
    qualifiers = {row.qualifier for row in parts}
    years = sorted({row.year for row in parts if row.year is not None})
    total = replace(
        parts[0],
        year=max(years, default=None),
        value=sum(row.value for row in parts),
        value_high=sum(row.value_high or row.value for row in parts) if wide else None,
        qualifier=qualifiers.pop() if len(qualifiers) == 1 else "range" if wide else "about",
        raw=" + ".join(f"{names.get(row.gec, row.gec)}: {row.raw}" for row in parts),
    )
    note = f" ({' and '.join(map(str, years))} figures together)" if len(years) > 1 else ""
    return total, "kept: sum of the entities that share this code" + note


def possible(rows: Iterable[Figure]) -> tuple[list[Figure], list[Remark]]:
    """Return ``rows`` without impossible ones, and a remark for each left out or doubtful one."""
    rows = list(rows)
    latest = {(r.iso3, r.indicator): r for r in sorted(rows, key=lambda row: row.year or 0)}
    problems = [(row, _problem(row, latest)) for row in rows]
    remarks = [remark(row, f"left out: {problem}") for row, problem in problems if problem]
    reason = "kept: not half or more than twice what GDP and population of the same entry give"
    remarks += [remark(row, reason) for row in latest.values() if _odd_per_person(row, latest)]
    return [row for row, problem in problems if not problem], remarks


def _problem(row: Figure, latest: Mapping[tuple[str, str], Figure]) -> str:
    measure = MEASURES[row.indicator]
    if not measure.least <= row.value <= measure.most:
        share = f"a share outside {measure.least:g} to {measure.most:g}"
        return "a negative count" if measure.most == inf else share
    if row.year is not None and row.year > int(row.vintage):
        return "a year after the vintage"
    ppp = latest.get((row.iso3, "gdp_ppp"))
    if row.indicator == "gdp_official" and ppp and not _within_factor(row.value, ppp.value, TIMES_PPP):
        return "over 20 times off GDP at purchasing power parity, a wrong scale word"
    return ""


def _odd_per_person(row: Figure, latest: Mapping[tuple[str, str], Figure]) -> bool:
    ppp, people = latest.get((row.iso3, "gdp_ppp")), latest.get((row.iso3, "population"))
    if row.indicator != "gdp_per_capita" or not ppp or not people or not people.value:
        return False
    return ppp.year == row.year and not _within_factor(row.value, ppp.value / people.value, 2)


def _within_factor(one: float, other: float, times: float) -> bool:
    return other / times <= one <= other * times


def remark(row: Figure, reason: str) -> Remark:
    """Return a line of the build report on a figure."""
    return Remark(row.vintage, row.gec, row.iso3, row.indicator, reason, row.raw)
