"""The result of the text check and its wording."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from migbrief.text.counts import Count
from migbrief.text.i18n import mark, t

STATES: Final = (mark("found"), mark("qualifier differs"), mark("elsewhere"), mark("missing"))
# State → what is counted in it.
COUNTED: Final = {
    "found": mark("facts found"),
    "qualifier differs": mark("facts qualifier differs"),
    "elsewhere": mark("facts elsewhere"),
    "missing": mark("facts missing"),
}


@dataclass(frozen=True)
class TextReport:
    """The result of ``check``.

    ``facts``: one row a fact (``fact_id, section, paragraph, figure, state, detail``), ``state`` one of
    :data:`STATES`. ``uncovered``: quantities of the text with no fact (``section, paragraph, token,
    context``). ``stale``: exclusions with fewer matches than stated (``section, paragraph, token, count,
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
        """Whether nothing is wrong and nothing uncovered."""
        wrong = (self.facts["state"] != "found").any()
        left = len(self.uncovered) + len(self.stale) + len(self.unlisted)
        return not (wrong or left or self.missing_sections)


def render(report: TextReport, every: bool = False) -> str:
    """Return the report as short lines, counts first; ``every`` adds a line for each fact found.

    >>> from migbrief.editions import edition
    >>> from .lookup import check
    >>> render(check(edition.load("2012-tenth"), "Nothing.")).splitlines()[0].split(":")[0]
    '2012-tenth'
    """
    return "\n".join([*_count_lines(report), *_fact_lines(report, every), *_remaining_lines(report)])


def _count_lines(report: TextReport) -> Iterator[str]:
    counts = report.facts["state"].value_counts()
    yield t(
        "{edition}: {facts} facts, {quantities} quantities in the text",
        edition=report.edition,
        facts=Count(len(report.facts)),
        quantities=Count(report.n_tokens),
    )
    for state in STATES:
        yield f"{int(counts.get(state, 0)):>6}  {t(COUNTED[state])}"
    yield f"{len(report.uncovered):>6}  {t('quantities no fact covers')}"
    yield f"{int(report.excluded['found'].sum()):>6}  {t('left out')}"


def _fact_lines(report: TextReport, every: bool) -> Iterator[str]:
    for section in report.missing_sections:
        yield t(
            "section {section}: not found; no paragraph starts as its anchor in sections.csv says",
            section=section,
        )
    for row in report.facts.to_dict("records"):
        if every or row["state"] != "found":
            where = t("{fact} ({figure}), {place}", fact=row["fact_id"], figure=row["figure"], place=_at(row))
            line = t("{what}: {which}", what=t(row["state"]), which=where)
            yield t("{what}: {which}", what=line, which=row["detail"]) if row["detail"] else line


def _remaining_lines(report: TextReport) -> Iterator[str]:
    for row in report.uncovered.to_dict("records"):
        yield t("uncovered: {text}, {place}: {why}", **_token_fields(row), why=row["context"])
    for row in report.unlisted.to_dict("records"):
        yield t(
            "not on the list: {text}, {place}: named beside the countries listed there",
            text=repr(row["name"]),
            place=_at(row),
        )
    for row in report.excluded.to_dict("records"):
        fields = {**_token_fields(row), "why": t(row["reason"])}
        if row["found"] > 1:
            yield t("left out: {text} {n} times, {place}: {why}", n=Count(row["found"]), **fields)
        else:
            yield t("left out: {text}, {place}: {why}", **fields)
    for row in report.stale.to_dict("records"):
        yield t(
            "exclusion out of date: {text}, {place}: {n} of {total} in the text",
            **_token_fields(row),
            n=Count(row["found"]),
            total=Count(row["count"]),
        )
    if report.ok:
        yield t("Every fact stands where the edition says; every quantity is covered or left out.")


def _token_fields(row: dict[str, Any]) -> dict[str, str]:
    return {"text": repr(row["token"]), "place": _at(row)}


def _at(row: dict[str, Any]) -> str:
    return t("{section} paragraph {n}", section=row["section"], n=str(row["paragraph"]))
