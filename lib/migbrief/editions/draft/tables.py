"""The tables of a draft: what the text states, with the rest left blank for the editor."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from migbrief import paths
from migbrief.datasets.table_schema import load_schema
from migbrief.editions.edition import TABLES
from migbrief.editions.textcheck.layout import Layout, divide
from migbrief.editions.textcheck.lexicon import LEXICON, by_word
from migbrief.editions.textcheck.timing import is_planned, sentences
from migbrief.text.markup import slug

from . import names
from .facts import Quantity, quantities
from .outline import outline

Row = dict[str, Any]
_KINDS: Final = by_word(LEXICON["initiatives"])
_KIND: Final = re.compile(rf"\b({'|'.join(sorted(_KINDS, key=len, reverse=True))})s?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Draft:
    """The tables of an edition by name, the text as counted, and the quantities found in it."""

    tables: Mapping[str, pd.DataFrame]
    layout: Layout
    quantities: list[Quantity]


def draft(text: str, name: str) -> Draft:
    """Return the draft of an edition with this name from a paper's text.

    >>> made = draft("Some 40 nurses will come to Kenya in May 2030, says the ministry.", "herons")
    >>> made.tables["facts"]["value"].tolist(), made.tables["places"]["iso3"].tolist()
    ([40.0, 2030.0], ['KEN'])
    """
    sections = outline(text)
    layout = divide(text, sections)
    in_text = quantities(layout)
    among = _organisations(text)
    initiatives, participants, places = _initiatives(layout, in_text, among)
    used = {row["organisation"] for row in participants}
    rows: dict[str, list[Row]] = {
        "edition": [_edition(text, name, sections, in_text)],
        "facts": _facts(in_text, {row["initiative_id"] for row in initiatives}),
        "initiatives": initiatives,
        "participants": participants,
        "places": places,
        "organisations": [
            {"organisation": o.key, "acronym": o.acronym, "name": o.name, "kind": o.kind}
            for o in among
            if o.key in used
        ],
    }
    return Draft({n: _table(n, rows.get(n, [])) for n in TABLES} | {"sections": sections}, layout, in_text)


def _table(name: str, rows: list[Row]) -> pd.DataFrame:
    schema = load_schema(paths.data() / "schemas" / f"{name}.json")
    columns = [field["name"] for field in schema["fields"] if not field.get("optional")]
    return pd.DataFrame([{c: row.get(c, "") for c in columns} for row in rows], columns=columns)


def _organisations(text: str) -> tuple[names.Organisation, ...]:
    known = {one.key: one for one in names.known()}
    return tuple({**{one.key: one for one in names.introduced(text)}, **known}.values())


def _edition(text: str, name: str, sections: pd.DataFrame, in_text: list[Quantity]) -> Row:
    """Return title and date of the paper, from its first lines."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    heading = first.startswith("#") or (len(first.split()) <= 20 and not first.endswith("."))
    title = first.strip("#* ").strip() if heading and first else name.replace("-", " ").capitalize()
    head = [q for q in in_text if q.kind == "date" and q.paragraph == 0 and len(q.as_of) == len("2012-05-07")]
    start = head[0].as_of if head and head[0].section == sections["section"].iloc[0] else ""
    return {"edition": name, "title": title.capitalize() if title.isupper() else title, "start": start}


def _facts(in_text: list[Quantity], initiatives: set[str]) -> list[Row]:
    seen: Counter[str] = Counter()
    rows = []
    for q in in_text:
        noun = slug(q.unit.split()[-1]) if q.kind in ("people", "count") and q.unit else ""
        key = f"{q.section}-{q.paragraph}-{noun or q.kind}"
        seen[key] += 1
        about = f"{q.section}-{q.paragraph}"
        rows.append(
            {
                "fact_id": key if seen[key] == 1 else f"{key}-{seen[key]}",
                **{k: getattr(q, k) for k in ("section", "paragraph", "kind", "value", "unit", "qualifier")},
                "value_high": "" if q.value_high is None else q.value_high,
                "as_of": q.as_of,
                "status": q.status,
                "initiative_id": about if q.status == "planned" and about in initiatives else "",
            }
        )
    return rows


def _initiatives(
    layout: Layout, in_text: list[Quantity], among: tuple[names.Organisation, ...]
) -> tuple[list[Row], list[Row], list[Row]]:
    """Return rows of initiatives, participants and places, for paragraphs that plan or name any."""
    initiatives: list[Row] = []
    participants: list[Row] = []
    places: list[Row] = []
    for section, paragraphs in layout.paragraphs.items():
        for n, text in enumerate(paragraphs):
            plans = any(is_planned(text[a:b]) for a, b in sentences(text))
            who, (codes, groups) = names.organisations(text, among), names.places(text)
            if n == 0 or not (plans or who or codes or groups):
                continue
            key = f"{section}-{n}"
            start = _only(
                q.as_of for q in in_text if (q.section, q.paragraph, q.kind) == (section, n, "date")
            )
            kind = _KIND.search(text)
            initiatives.append(
                {
                    **{"initiative_id": key, "section": section, "paragraph": n, "start": start},
                    "kind": _KINDS[kind[1].lower()] if kind else "",
                    "status": "planned" if plans else "reported",
                }
            )
            participants += [{"initiative_id": key, "organisation": one.key} for one in who]
            where = [*(("iso3", code) for code in codes), *(("group", group) for group in groups)]
            places += [
                {"place_id": f"{key}-{slug(value)}", "initiative_id": key, column: value}
                for column, value in where
            ]
    return initiatives, participants, places


def _only(dates: Iterable[str]) -> str:
    """Return the only date; blank if there are several or none."""
    several = set(dates)
    return several.pop() if len(several) == 1 else ""
