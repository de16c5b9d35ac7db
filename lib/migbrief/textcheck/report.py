"""What the text check found, and how it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

STATES: Final = ("found", "qualifier differs", "elsewhere", "missing")


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
