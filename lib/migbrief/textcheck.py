"""Whether an edition's facts stand in the paper's text, and which of its quantities no fact covers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from . import hedging, naming
from .edition import Edition
from .errors import UserError
from .layout import lay_out
from .matching import dated, named, split_date, states, within
from .quantities import Token, read

STATES = ("found", "qualifier differs", "elsewhere", "missing")
_NAMES = {"ordinal": "ordinal", "money": "money", "frequency": "frequency"}
_CONTEXT = 40


@dataclass(frozen=True)
class TextReport:
    """What ``check`` found.

    ``facts``: one row a fact (``fact_id, section, paragraph, figure, state, detail``), ``state`` one of
    :data:`STATES`. ``uncovered``: quantities of the text with no fact (``section, paragraph, token,
    context``). ``stale``: exclusions that match less than they say (``section, paragraph, token, count,
    found``). ``excluded``: what is left out on purpose (``section, paragraph, token, found, reason``).
    ``unlisted``: countries named in a paragraph with a list of countries, in none of its facts and
    initiatives (``section, paragraph, name``). ``missing_sections``: sections whose anchor the text lacks.
    """

    edition: str
    facts: pd.DataFrame
    uncovered: pd.DataFrame
    stale: pd.DataFrame
    missing_sections: list[str]
    n_tokens: int
    excluded: pd.DataFrame
    unlisted: pd.DataFrame

    @property
    def ok(self) -> bool:
        """Nothing wrong and nothing uncovered."""
        wrong = (self.facts["state"] != "found").any()
        left = len(self.uncovered) + len(self.stale) + len(self.unlisted)
        return not (wrong or left or self.missing_sections)


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
    excluded = _exclude(edition.exclusions, read_in)
    facts = edition.facts[["fact_id", "section", "paragraph"]].reset_index(drop=True)
    facts["figure"] = [_figure(f) for f in edition.facts.to_dict("records")]
    facts["state"] = [looked[k][0] for k in facts["fact_id"]]
    facts["detail"] = [looked[k][1] for k in facts["fact_id"]]
    return TextReport(
        edition=edition.name,
        facts=facts,
        uncovered=_uncovered(read_in),
        stale=excluded[excluded["found"] < excluded["count"]],
        missing_sections=laid.missing,
        n_tokens=sum(len(p.tokens) for p in read_in.values()),
        excluded=excluded[excluded["found"] > 0],
        unlisted=_unlisted(edition, read_in),
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


def render(report: TextReport, every: bool = False) -> str:
    """The report as short readable lines, counts first; ``every`` adds a line for each fact found."""
    counts = report.facts["state"].value_counts()
    lines = [f"{report.edition}: {len(report.facts)} facts, {report.n_tokens} quantities in the text"]
    lines += [f"{int(counts.get(state, 0)):>6}  facts {state}" for state in STATES]
    lines += [f"{len(report.uncovered):>6}  quantities no fact covers"]
    lines += [f"{int(report.excluded['found'].sum()):>6}  left out"]
    for section in report.missing_sections:
        lines.append(f"section {section}: not found; no paragraph starts as its anchor in sections.csv says")
    for row in report.facts.to_dict("records"):
        if every or row["state"] != "found":
            detail = f": {row['detail']}" if row["detail"] else ""
            lines.append(f"{row['state']}: {row['fact_id']} ({row['figure']}), {_at(row)}{detail}")
    for row in report.uncovered.to_dict("records"):
        lines.append(f"uncovered: {row['token']!r}, {_at(row)}: {row['context']}")
    for row in report.unlisted.to_dict("records"):
        lines.append(f"not on the list: {row['name']!r}, {_at(row)}: named beside the countries listed there")
    for row in report.excluded.to_dict("records"):
        times = f" {row['found']} times" if row["found"] > 1 else ""
        lines.append(f"left out: {row['token']!r}{times}, {_at(row)}: {row['reason']}")
    for row in report.stale.to_dict("records"):
        seen = f"{row['found']} of {row['count']} in the text"
        lines.append(f"exclusion out of date: {row['token']!r}, {_at(row)}: {seen}")
    if report.ok:
        lines.append("Every fact stands where the edition says; every quantity is covered or left out.")
    return "\n".join(lines)


def _at(row: dict[str, Any]) -> str:
    return f"{row['section']} paragraph {row['paragraph']}"


_Where = dict[tuple[str, int], _Paragraph]


def _look(fact: dict[str, Any], items: list[str], where: _Where) -> tuple[str, str]:
    """The state of a fact in the paragraph it names and, if it is not found, why."""
    here = where.get((fact["section"], fact["paragraph"]))
    if here is None:
        return "missing", "the text has no such paragraph"
    before = set(here.claimed)
    why = _state_in(fact, items, here)
    if why:
        return "missing", why
    if fact["kind"] != "list":  # how long a list is may be ours to count, so the text need not hedge it
        for i in here.claimed - before:
            hedge = hedging.differs(fact, here.text, here.tokens[i])
            if hedge:
                return "qualifier differs", hedge
    return "found", ""


def _search(fact: dict[str, Any], items: list[str], where: _Where, why: str) -> tuple[str, str]:
    """The state of a fact that is not in its paragraph: elsewhere in its section, or missing."""
    for (section, n), paragraph in where.items():
        if section == fact["section"] and n != fact["paragraph"] and not _state_in(fact, items, paragraph):
            return "elsewhere", f"stands in paragraph {n}"
    return "missing", why


def _state_in(fact: dict[str, Any], items: list[str], here: _Paragraph) -> str:
    """Why a fact does not stand in a paragraph, or nothing; claims the token that states it."""
    absent = [i for i in items if not named(i, here.text)]
    if absent:
        return "not named: " + ", ".join(absent)
    if fact["kind"] == "date":
        return "" if dated(fact, here.text, here.tokens) else "the date is not there"
    fitting = [i for i, t in enumerate(here.tokens) if i not in here.claimed and states(fact, t)]
    if fact["kind"] == "list":  # "three-day" counts days, not names
        fitting = [i for i in fitting if not re.match(r"-[a-z]", here.text[here.tokens[i].end :])]
    if not fitting:
        return "" if fact["kind"] == "list" else "the figure is not there"
    same = [i for i in fitting if here.tokens[i].kind == _NAMES.get(fact["kind"], "number")]
    here.claimed.add((same or fitting)[0])
    return ""


def _cover_dates(facts: pd.DataFrame, where: _Where) -> None:
    """Mark the dates in the text that a fact of their paragraph refers to."""
    known: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    for fact in facts.to_dict("records"):
        dates = known.setdefault((fact["section"], fact["paragraph"]), [])
        dates.append(split_date(fact["as_of"]))
        if fact["kind"] == "date" and not pd.isna(fact["value_high"]):
            dates.append((int(fact["value_high"]), 0, 0))
    for at, paragraph in where.items():
        for i, token in enumerate(paragraph.tokens):
            if token.dates and all(any(within(k, end) for k in known.get(at, [])) for end in token.dates):
                paragraph.claimed.add(i)


def _exclude(exclusions: pd.DataFrame, where: _Where) -> pd.DataFrame:
    """Mark the tokens that are left out on purpose; the exclusions with how many each ``found``."""
    found = []
    for row in exclusions.to_dict("records"):
        paragraph = where.get((row["section"], row["paragraph"]), _Paragraph("", []))
        hits = [
            i
            for i, t in enumerate(paragraph.tokens)
            if i not in paragraph.claimed and t.text.casefold() == row["token"].casefold()
        ][: row["count"]]
        paragraph.claimed.update(hits)
        found.append(len(hits))
    return exclusions.assign(found=found)


def _uncovered(where: _Where) -> pd.DataFrame:
    rows = [
        {"section": s, "paragraph": n, "token": t.text, "context": _around(p.text, t)}
        for (s, n), p in where.items()
        for i, t in enumerate(p.tokens)
        if i not in p.claimed
    ]
    return pd.DataFrame(rows, columns=["section", "paragraph", "token", "context"])


def _unlisted(edition: Edition, where: _Where) -> pd.DataFrame:
    rows = [
        {"section": at[0], "paragraph": at[1], "name": name}
        for at, known in sorted(naming.listed(edition).items())
        if at in where
        for name, code in naming.named(where[at].text)
        if code not in known
    ]
    return pd.DataFrame(rows, columns=["section", "paragraph", "name"]).drop_duplicates()


def _around(text: str, token: Token) -> str:
    """A few words on either side of a token."""
    start, end = max(0, token.start - _CONTEXT), token.end + _CONTEXT
    cut = text[start:end].replace("\n", " ")
    return ("…" if start else "") + cut + ("…" if end < len(text) else "")


def _figure(fact: dict[str, Any]) -> str:
    """The fact's figure as a reader would look for it."""
    if fact["kind"] == "date":
        high = "" if pd.isna(fact["value_high"]) else f" to {fact['value_high']:.0f}"
        return f"{fact['as_of']}{high}"
    high = "" if pd.isna(fact["value_high"]) else f" to {fact['value_high']:,.15g}"
    return f"{fact['value']:,.15g}{high} {fact['unit']}"
