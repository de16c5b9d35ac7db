"""Whether an edition's facts stand in the paper's text, and which of its quantities no fact covers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from .edition import Edition
from .errors import UserError
from .figures import MONTHS, Token, read
from .layout import lay_out, plain

STATES = ("found", "elsewhere", "missing")
# Kinds of facts that a plain number in the text can state.
_COUNTED = ("count", "people", "list", "frequency", "ordinal", "rate")
_NAMES = {"ordinal": "ordinal", "money": "money", "frequency": "frequency"}
_CONTEXT = 40


@dataclass(frozen=True)
class TextReport:
    """What ``check`` found.

    ``facts``: one row a fact (``fact_id, section, paragraph, figure, state, detail``), ``state`` one of
    :data:`STATES`. ``uncovered``: quantities of the text with no fact (``section, paragraph, token,
    context``). ``stale``: exclusions that match less than they say (``section, paragraph, token, count,
    found``). ``missing_sections``: sections whose anchor the text lacks.
    """

    edition: str
    facts: pd.DataFrame
    uncovered: pd.DataFrame
    stale: pd.DataFrame
    missing_sections: list[str]
    n_tokens: int
    n_excluded: int

    @property
    def ok(self) -> bool:
        """Nothing wrong and nothing uncovered."""
        wrong = (self.facts["state"] != "found").any()
        return not (wrong or len(self.uncovered) or len(self.stale) or self.missing_sections)


@dataclass
class _Paragraph:
    """A paragraph's text, its tokens, and which of them a fact states."""

    text: str
    tokens: list[Token]
    claimed: set[int] = field(default_factory=set)


def check(edition: Edition, text: str) -> TextReport:
    """Look an edition's facts up in ``text``. An empty or binary text is a ``UserError``."""
    if not text.strip():
        raise UserError("the text is empty; give the paper's text")
    if "\0" in text:
        raise UserError("the text holds null bytes, so it is no text; give the paper as plain text")
    laid = lay_out(text.removeprefix("\ufeff"), edition.sections)
    read_in = {
        (section, n): _Paragraph(body, read(body))
        for section, bodies in laid.paragraphs.items()
        for n, body in enumerate(bodies)
    }
    names = edition.items.groupby("fact_id")["item"].agg(list).to_dict()
    # Facts whose figure the text must write come first; lists may have theirs written or not.
    rows = edition.facts.assign(late=edition.facts["kind"] == "list").sort_values("late", kind="stable")
    looked = {f["fact_id"]: _look(f, names.get(f["fact_id"], []), read_in) for f in rows.to_dict("records")}
    # Only now is it known which figures elsewhere belong to other facts.
    for f in rows.to_dict("records"):
        if looked[f["fact_id"]][0] == "missing":
            looked[f["fact_id"]] = _search(f, names.get(f["fact_id"], []), read_in, looked[f["fact_id"]][1])
    _cover_dates(edition.facts, read_in)
    n_excluded, stale = _exclude(edition.exclusions, read_in)
    facts = edition.facts[["fact_id", "section", "paragraph"]].reset_index(drop=True)
    facts["figure"] = [_figure(f) for f in edition.facts.to_dict("records")]
    facts["state"] = [looked[k][0] for k in facts["fact_id"]]
    facts["detail"] = [looked[k][1] for k in facts["fact_id"]]
    return TextReport(
        edition=edition.name,
        facts=facts,
        uncovered=_uncovered(read_in),
        stale=pd.DataFrame(stale, columns=["section", "paragraph", "token", "count", "found"]),
        missing_sections=laid.missing,
        n_tokens=sum(len(p.tokens) for p in read_in.values()),
        n_excluded=n_excluded,
    )


def read_text(path: Path) -> str:
    """The text of a file in UTF-8. Unreadable, binary or empty is a ``UserError``."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror}; give a text file") from None
    if "\0" in text:
        raise UserError(f"{path} holds null bytes, so it is no text; give the paper as plain text")
    if not text.strip():
        raise UserError(f"{path} is empty; give the paper's text")
    return text


def render(report: TextReport) -> str:
    """The report as short readable lines, counts first."""
    counts = report.facts["state"].value_counts()
    lines = [f"{report.edition}: {len(report.facts)} facts, {report.n_tokens} quantities in the text"]
    lines += [f"{int(counts.get(state, 0)):>6}  facts {state}" for state in STATES]
    lines += [f"{len(report.uncovered):>6}  quantities no fact covers", f"{report.n_excluded:>6}  left out"]
    for section in report.missing_sections:
        lines.append(f"section {section}: not found; no paragraph starts as its anchor in sections.csv says")
    for row in report.facts[report.facts["state"] != "found"].to_dict("records"):
        at = f"{row['section']} paragraph {row['paragraph']}"
        lines.append(f"{row['state']}: {row['fact_id']} ({row['figure']}), {at}: {row['detail']}")
    for row in report.uncovered.to_dict("records"):
        at = f"{row['section']} paragraph {row['paragraph']}"
        lines.append(f"uncovered: {row['token']!r}, {at}: {row['context']}")
    for row in report.stale.to_dict("records"):
        at = f"{row['section']} paragraph {row['paragraph']}"
        lines.append(
            f"exclusion out of date: {row['token']!r}, {at}: {row['found']} of {row['count']} in the text"
        )
    if report.ok:
        lines.append("Every fact stands where the edition says; every quantity is covered or left out.")
    return "\n".join(lines)


_Where = dict[tuple[str, int], _Paragraph]


def _look(fact: dict[str, Any], items: list[str], where: _Where) -> tuple[str, str]:
    """The state of a fact in the paragraph it names and, if it is not found, why."""
    here = where.get((fact["section"], fact["paragraph"]))
    why = _state_in(fact, items, here) if here else "the text has no such paragraph"
    return ("missing", why) if why else ("found", "")


def _search(fact: dict[str, Any], items: list[str], where: _Where, why: str) -> tuple[str, str]:
    """The state of a fact that is not in its paragraph: elsewhere in its section, or missing."""
    for (section, n), paragraph in where.items():
        if section == fact["section"] and n != fact["paragraph"] and not _state_in(fact, items, paragraph):
            return "elsewhere", f"stands in paragraph {n}"
    return "missing", why


def _state_in(fact: dict[str, Any], items: list[str], here: _Paragraph) -> str:
    """Why a fact does not stand in a paragraph, or nothing; claims the token that states it."""
    absent = [i for i in items if not _named(i, here.text)]
    if absent:
        return "not named: " + ", ".join(absent)
    if fact["kind"] == "date":
        return "" if _dated(fact, here) else "the date is not there"
    fitting = [i for i, t in enumerate(here.tokens) if i not in here.claimed and _states(fact, t)]
    if not fitting:
        return "" if fact["kind"] == "list" else "the figure is not there"
    same = [i for i in fitting if here.tokens[i].kind == _NAMES.get(fact["kind"], "number")]
    here.claimed.add((same or fitting)[0])
    return ""


def _states(fact: dict[str, Any], token: Token) -> bool:
    """Whether a token is the fact's figure."""
    kind, percent = fact["kind"], fact["unit"] == "%"
    fits = {
        "money": kind == "money" and token.unit == fact["unit"],
        "percent": percent,
        "ordinal": kind == "ordinal",
        "frequency": kind == "frequency",
        "number": kind in _COUNTED and not percent,
        # A bare number that could be a year can be a count as well: 2000 people.
        "date": kind in _COUNTED
        and not percent
        and token.dates[1:] == ()
        and token.dates[0:1] != ()
        and token.dates[0][1] == 0,
    }.get(token.kind, False)
    return fits and _same(fact["value"], token.value) and _same(fact["value_high"], token.high)


def _same(a: float | None, b: float | None) -> bool:
    if a is None or b is None or pd.isna(a):
        return (a is None or pd.isna(a)) and b is None
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1.0)


def _dated(fact: dict[str, Any], here: _Paragraph) -> bool:
    """Whether a paragraph gives the date of a fact: its year, and month and day if it has them."""
    ends = [end for t in here.tokens for end in t.dates]
    if not pd.isna(fact["value_high"]) and not any(y == fact["value_high"] for y, _, _ in ends):
        return False
    year, month, day = _split(fact["as_of"])
    month_named = month and _named(list(MONTHS)[month - 1], here.text)
    return any(
        y in (0, year)
        and (not month or m == month or (m == 0 and y and month_named))
        and (not day or d == day)
        and (y or day)
        for y, m, d in ends
    )


def _split(text: str) -> tuple[int, int, int]:
    year, month, day, *_ = [*(int(p) for p in text.split("-") if p), 0, 0, 0]
    return year, month, day


def _cover_dates(facts: pd.DataFrame, where: _Where) -> None:
    """Mark the dates in the text that a fact of their paragraph refers to."""
    known: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    for fact in facts.to_dict("records"):
        dates = known.setdefault((fact["section"], fact["paragraph"]), [])
        dates.append(_split(fact["as_of"]))
        if fact["kind"] == "date" and not pd.isna(fact["value_high"]):
            dates.append((int(fact["value_high"]), 0, 0))
    for at, paragraph in where.items():
        for i, token in enumerate(paragraph.tokens):
            if token.dates and all(any(_within(k, end) for k in known.get(at, [])) for end in token.dates):
                paragraph.claimed.add(i)


def _within(known: tuple[int, int, int], written: tuple[int, int, int]) -> bool:
    """Whether a known date is as sharp as the written one and agrees with it."""
    return all(w in (0, k) for k, w in zip(known, written, strict=True))


def _exclude(exclusions: pd.DataFrame, where: _Where) -> tuple[int, list[dict[str, Any]]]:
    """Mark the tokens that are left out on purpose; how many, and the exclusions that match too little."""
    total, stale = 0, []
    for row in exclusions.to_dict("records"):
        paragraph = where.get((row["section"], row["paragraph"]), _Paragraph("", []))
        hits = [
            i
            for i, t in enumerate(paragraph.tokens)
            if i not in paragraph.claimed and t.text.casefold() == row["token"].casefold()
        ][: row["count"]]
        paragraph.claimed.update(hits)
        total += len(hits)
        if len(hits) < row["count"]:
            stale.append({**row, "found": len(hits)})
    return total, stale


def _uncovered(where: _Where) -> pd.DataFrame:
    rows = [
        {"section": s, "paragraph": n, "token": t.text, "context": _around(p.text, t)}
        for (s, n), p in where.items()
        for i, t in enumerate(p.tokens)
        if i not in p.claimed
    ]
    return pd.DataFrame(rows, columns=["section", "paragraph", "token", "context"])


def _around(text: str, token: Token) -> str:
    """A few words on either side of a token."""
    start, end = max(0, token.start - _CONTEXT), token.end + _CONTEXT
    cut = text[start:end].replace("\n", " ")
    return ("…" if start else "") + cut + ("…" if end < len(text) else "")


def _named(item: str, text: str) -> bool:
    """Whether a name stands in a text as whole words, whatever its case and quotes."""
    name, body = " ".join(plain(item).casefold().split()), " ".join(text.casefold().split())
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", body) is not None


def _figure(fact: dict[str, Any]) -> str:
    """The fact's figure as a reader would look for it."""
    if fact["kind"] == "date":
        high = "" if pd.isna(fact["value_high"]) else f" to {fact['value_high']:.0f}"
        return f"{fact['as_of']}{high}"
    high = "" if pd.isna(fact["value_high"]) else f" to {fact['value_high']:,.15g}"
    return f"{fact['value']:,.15g}{high} {fact['unit']}"
