"""Entities that share one ISO 3166 code, above all the West Bank and the Gaza Strip: one row a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from migbrief.sources.records import Figure, OriginRow, Remark, number

from .fields import ADDITIVE, MEASURES

FIRST = ("we",)
"""Entities whose figure is kept where two differ and cannot be added: the West Bank has more people."""

_ZERO_PART = "left out: zero for one of several entities that share this code"
_PARTS = "kept: sum of the entities that share this code"


def figures(
    rows: Iterable[Figure], shared: Mapping[str, set[str]], names: Mapping[str, str] | None = None
) -> tuple[list[Figure], list[Remark]]:
    """``rows`` with one figure for each country, indicator and year, sorted, and what was decided.

    ``shared`` gives the GEC codes of all entities behind each ISO 3166 code, ``names`` what the Factbook
    calls each, which the raw text of a sum says. Figures repeated by the second entity stand once. Where two
    differ, what is additive is added up; of anything else the first entity's is kept. A second figure of one
    entity and year is left out, and so is a zero that holds for one of several entities only.
    """
    by_country: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for row in rows:
        by_country[row.iso3, row.indicator].append(row)
    kept: list[Figure] = []
    remarks: list[Remark] = []
    for (iso3, _), group in by_country.items():
        codes = {row.gec for row in group}
        if codes < shared.get(iso3, codes) and all(row.value == 0 for row in group) and _additive(group):
            remarks += [_remark(row, _ZERO_PART) for row in group]
            continue
        chosen, said = _one_country(group, names or {})
        kept += chosen
        remarks += said
    return sorted(kept, key=lambda row: (row.iso3, row.indicator, row.year or 0, row.value)), remarks


def origins(rows: Iterable[OriginRow]) -> list[OriginRow]:
    """Sorted rows of listed origins, those of entities without a code left to the report."""
    listed = [row for row in rows if row.iso3]
    return sorted(listed, key=lambda row: (row.vintage, row.iso3, -row.value, row.origin_name, row.gec))


def _one_country(group: list[Figure], names: Mapping[str, str]) -> tuple[list[Figure], list[Remark]]:
    codes = sorted({row.gec for row in group}, key=lambda gec: (gec not in FIRST, gec))
    if len(codes) > 1 and _is_sum(group, codes):
        return _add_up(group, codes, names)
    kept: dict[int | None, Figure] = {}
    remarks: list[Remark] = []
    for row in sorted(group, key=lambda row: codes.index(row.gec)):
        first = kept.setdefault(row.year, row)
        if first is row:
            continue
        if first.gec == row.gec:
            reason = "left out: a second figure for the same year"
        elif (first.value, first.value_high) == (row.value, row.value_high):
            reason = f"kept: repeats the figure of {first.gec}, counted once"
        else:
            reason = (
                f"left out: differs from the figure of {first.gec} ({number(first.value)}), which is kept"
            )
        remarks.append(_remark(row, reason))
    return list(kept.values()), remarks


def _is_sum(group: list[Figure], codes: list[str]) -> bool:
    """Return whether to add: counts that differ are of different areas, equal ones are repeated."""
    if not _additive(group) or len(group) != len(codes):
        return False
    return len({(row.value, row.value_high) for row in group}) == len(codes)


def _additive(group: list[Figure]) -> bool:
    return MEASURES[group[0].indicator].unit in ADDITIVE


def _add_up(
    group: list[Figure], codes: list[str], names: Mapping[str, str]
) -> tuple[list[Figure], list[Remark]]:
    parts = sorted(group, key=lambda row: codes.index(row.gec))
    wide = any(row.value_high is not None for row in parts)
    highs = [row.value if row.value_high is None else row.value_high for row in parts]
    qualifiers = {row.qualifier for row in parts}
    total = replace(
        parts[0],
        year=max((row.year for row in parts if row.year is not None), default=None),
        value=sum(row.value for row in parts),
        value_high=sum(highs) if wide else None,
        qualifier=qualifiers.pop() if len(qualifiers) == 1 else "range" if wide else "about",
        raw=" + ".join(f"{names.get(row.gec, row.gec)}: {row.raw}" for row in parts),
    )
    years = sorted({row.year for row in parts if row.year is not None})
    note = f" ({' and '.join(map(str, years))} figures together)" if len(years) > 1 else ""
    return [total], [_remark(row, _PARTS + note) for row in parts]


def _remark(row: Figure, reason: str) -> Remark:
    return Remark(row.vintage, row.gec, row.iso3, row.indicator, reason, row.raw)
