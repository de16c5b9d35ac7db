"""Looking up an edition's facts in a text, and collecting what no fact covers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pandas as pd
from babel.numbers import format_decimal

from migbrief.editions.edition import Edition
from migbrief.errors import UserError, reason
from migbrief.text import words
from migbrief.text.i18n import DEFAULT, current, mark, t

from . import country_names
from .claims import Paragraph, Paragraphs, cover_dates, exclude, find_fact, search_section
from .layout import divide
from .report import TextReport
from .tables import read
from .timing import in_time, moment_of
from .token import Token

# Kinds of tokens that state no quantity, with the reason for leaving them out.
CODES: Final = {
    "marker": mark("list number or footnote mark"),
    "symbol": mark("document symbol or other code"),
}
_CONTEXT: Final = 40  # characters of context on either side of an uncovered token


def check(edition: Edition, text: str) -> TextReport:
    """Look up an edition's facts in ``text``. Raise ``UserError`` for an empty or binary text.

    >>> from migbrief.editions import edition
    >>> check(edition.load("2012-tenth"), "No section of the paper.").ok
    False
    """
    if not text.strip():
        raise UserError("the text is empty; give the paper's text")
    if "\0" in text:
        raise UserError("the text contains null bytes, so it is not plain text; give the paper as plain text")
    layout = divide(text.removeprefix("\ufeff"), edition.sections)
    every = {(s, n): body for s, bodies in layout.paragraphs.items() for n, body in enumerate(bodies)}
    tokens = {at: read(body, layout.captions.get(at, "")) for at, body in every.items()}
    start = [*edition.start.split("-"), "0", "0"]
    now = (int(start[0]), int(start[1])) if start[0] else moment_of(tokens.values())
    timed = in_time(((body, tokens[at]) for at, body in every.items()), now)
    read_in = {at: Paragraph(every[at], own) for at, own in zip(every, timed, strict=True)}
    names = edition.items.groupby("fact_id")["item"].agg(list).to_dict()
    # Facts whose figure the text must contain come first; that of a list may be missing.
    rows = edition.facts.assign(late=edition.facts["kind"] == "list").sort_values("late", kind="stable")
    states = {
        f["fact_id"]: find_fact(f, names.get(f["fact_id"], []), read_in) for f in rows.to_dict("records")
    }
    # Only now is it known which figures elsewhere belong to other facts.
    for f in rows.to_dict("records"):
        if states[f["fact_id"]][0] == "missing":
            states[f["fact_id"]] = search_section(
                f, names.get(f["fact_id"], []), read_in, states[f["fact_id"]][1]
            )
    cover_dates(edition.facts, read_in)
    excluded = exclude(edition.exclusions, read_in)
    facts = edition.facts[["fact_id", "section", "paragraph"]].reset_index(drop=True)
    facts["figure"] = [_figure(f) for f in edition.facts.to_dict("records")]
    facts["state"] = [states[k][0] for k in facts["fact_id"]]
    facts["detail"] = [states[k][1] for k in facts["fact_id"]]
    return TextReport(
        edition=edition.name,
        facts=facts,
        uncovered=_uncovered(read_in),
        stale=excluded[excluded["found"] < excluded["count"]],
        missing_sections=layout.missing,
        n_tokens=sum(len(p.tokens) for p in read_in.values()),
        excluded=pd.concat([excluded[excluded["found"] > 0], _no_quantities(read_in)], ignore_index=True),
        unlisted=_unlisted(edition, read_in),
    )


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8. Raise ``UserError`` if unreadable, binary or empty.

    >>> read_text(Path("nowhere.txt"))
    Traceback (most recent call last):
    migbrief.errors.UserError: cannot read nowhere.txt: No such file or directory; give a text file
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            "{path} is not UTF-8 text (byte {n}); save it as UTF-8", path=path, n=str(error.start)
        ) from None
    except OSError as error:
        raise UserError("cannot read {path}: {why}; give a text file", path=path, why=reason(error)) from None
    if "\0" in text:
        raise UserError(
            "{path} contains null bytes, so it is not plain text; give the paper as plain text", path=path
        )
    if not text.strip():
        raise UserError("{path} is empty; give the paper's text", path=path)
    return text


def _unclaimed(where: Paragraphs) -> Iterator[tuple[str, int, Paragraph, Token]]:
    for (section, n), paragraph in where.items():
        for i, token in enumerate(paragraph.tokens):
            if i not in paragraph.claimed:
                yield section, n, paragraph, token


def _uncovered(where: Paragraphs) -> pd.DataFrame:
    columns = ["section", "paragraph", "token", "context"]
    rows = [
        (section, n, token.text, _context(paragraph.text, token))
        for section, n, paragraph, token in _unclaimed(where)
        if token.kind not in CODES and not token.weak
    ]
    return pd.DataFrame(rows, columns=columns)


def _no_quantities(where: Paragraphs) -> pd.DataFrame:
    """Return numbers of list items, footnote marks and symbols that no exclusion names."""
    columns = ["section", "paragraph", "token", "found", "reason"]
    rows = [(s, n, t.text, 1, CODES[t.kind]) for s, n, _, t in _unclaimed(where) if t.kind in CODES]
    return pd.DataFrame(rows, columns=columns)


def _unlisted(edition: Edition, where: Paragraphs) -> pd.DataFrame:
    rows = [
        {"section": at[0], "paragraph": at[1], "name": name}
        for at, known in sorted(country_names.listed(edition).items())
        if at in where
        for name, code in country_names.named(where[at].text)
        if code not in known
    ]
    return pd.DataFrame(rows, columns=["section", "paragraph", "name"]).drop_duplicates()


def _context(text: str, token: Token) -> str:
    """Return a few words on either side of a token."""
    start, end = max(0, token.start - _CONTEXT), token.end + _CONTEXT
    cut = text[start:end].replace("\n", " ")
    return ("…" if start else "") + cut + ("…" if end < len(text) else "")


def _figure(fact: dict[str, Any]) -> str:
    """Return the fact's figure as a reader would search for it."""
    date = fact["kind"] == "date"
    figure = str(fact["as_of"]) if date else _number(fact["value"])
    if not pd.isna(fact["value_high"]):
        high = f"{fact['value_high']:.0f}" if date else _number(fact["value_high"])
        figure = t("{low} to {high}", low=figure, high=high)
    return figure if date else f"{figure} {words.measure(fact['unit'])}"


def _number(value: float) -> str:
    """Return every digit, in the format of the language."""
    if current() == DEFAULT:
        return f"{value:,.15g}"
    return str(format_decimal(value, "#,##0.###############", locale=current()))
