"""Plans and their outcomes: on a timeline, and plan by plan."""

from typing import Final

import pandas as pd

from migbrief.content.shared.paper_wording import NOT_HELD, located, period
from migbrief.display import charts, tables, theme
from migbrief.display.charts import Look
from migbrief.display.html import Display
from migbrief.display.tables import Column, Table
from migbrief.editions import plans
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn
from migbrief.text.value import Value

from .brief import Brief

FEWEST: Final = 3  # plans with a date needed for a figure
GOAL: Final = "goal"  # the role of the event that the plans lead to
PLANNED: Final = Look(theme.LINE, mark("time planned"))
DAYS: Final = ["due_from", "due_to", "seen_from", "seen_to"]


def looks() -> dict[str, Look]:
    """Return a mark for each fate."""
    colours = {"kept": 2, "slipped": 1, "changed": 4, "unknown": 7}
    markers = "oDs^XvP*"
    return {
        fate: Look(theme.SERIES[colours.get(fate, 3)], fate, marker)
        for fate, marker in zip(plans.FATES, markers, strict=False)
    }


def steps(brief: Brief) -> pd.DataFrame:
    """List the plans in order of time.

    Columns ``plan_id, section, what, planned_for`` (in words), ``fate``, ``due_from, due_to`` (first and last
    day planned), ``seen_from, seen_to`` (first and last day according to the most precise later source); days
    are NaT where unknown.
    """
    rows = []
    for _, plan in brief.plans.iterrows():
        start, end = plans.first_day(plan["start"]), plans.last_day(plan["planned_for"])
        seen = most_precise_dates(brief, str(plan["plan_id"])) or (None, None)
        when = period(plan["start"], plan["end"]) or t("no date given")
        rows.append((plan["plan_id"], plan["section"], plan["what"], when, plan["fate"], start, end, *seen))
    out = pd.DataFrame(rows, columns=["plan_id", "section", "what", "planned_for", "fate", *DAYS])
    out[DAYS] = out[DAYS].apply(pd.to_datetime)
    return out.sort_values(["due_to", "seen_to", "what"], na_position="last", ignore_index=True)


def most_precise_dates(brief: Brief, plan_id: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return first and last day of an initiative, from the most precise later source."""
    rows = brief.edition.outcomes
    rows = rows[(rows["initiative_id"] == plan_id) & (rows["verdict"] != "context")]
    days = [(plans.first_day(date), plans.last_day(date)) for date in rows["date"]]
    spans = [(first, last) for first, last in days if first is not None and last is not None]
    return min(spans, key=lambda s: (s[1] - s[0], s[0]), default=None)


def timeline(brief: Brief, rows: pd.DataFrame, of: pd.DataFrame) -> Display:
    """Draw plans with a date: a bar for the planned time, a mark for the date in a later source.

    ``of`` are all plans, which the title counts.
    """
    dated = rows.reset_index(drop=True)
    if len(dated) < FEWEST:
        return Display("", "")  # the table has it all
    items = pd.DataFrame(
        {
            "label": [t(str(x)) for x in dated["what"]],
            "start": dated["due_from"],
            "end": dated["due_to"],
            "outcome": dated["fate"],
        }
    )
    seen = dated[dated["seen_from"].notna()]
    marks = pd.DataFrame(
        {"item": seen.index, "first": seen["seen_from"], "last": seen["seen_to"], "kind": seen["fate"]}
    )
    goal = _goal(brief)
    return charts.timeline(
        items,
        bars=PLANNED,
        marks=looks(),
        seen=marks,
        goal=goal,
        title=_title(brief, of),
        alt=t(
            "Time line of plans. {list}.", list=words.series(_described(row) for _, row in dated.iterrows())
        ),
        data=_with_iso_days(dated.drop(columns="section")),
        source=t(
            "{source}; later sources as listed in {file}",
            source=brief.source,
            file=f"{brief.tables}/outcomes.csv",
        ),
        note=t(
            "A bar spans the time planned; a mark is the midpoint of the dates that a later source gives."
        ),
        name="time of plans",
    )


def _goal(brief: Brief) -> tuple[pd.Timestamp, str] | None:
    """Return the event that the section's plans lead to, on the day given by a later source."""
    goal = brief.edition.initiative_in_role(GOAL)
    if goal is None or not (brief.view.facts["initiative_id"] == goal.initiative_id).any():
        return None
    seen = most_precise_dates(brief, goal.initiative_id)
    return (seen[0], t(goal.name)) if seen else None


def _fate_count(fate: str, n: Value) -> str:
    return {
        "kept": tn("{n} kept", "{n} kept", n),
        "slipped": tn("{n} slipped", "{n} slipped", n),
        "changed": tn("{n} changed", "{n} changed", n),
        "input not seen": tn("{n} input not seen", "{n} inputs not seen", n),
        "unknown": tn("{n} unknown", "{n} unknown", n),
    }[fate]


def _title(brief: Brief, rows: pd.DataFrame) -> str:
    n = rows["fate"].value_counts()
    fates = [_fate_count(f, brief.tally(f"plans {f}", int(n[f]))) for f in plans.FATES if f in n]
    every = brief.tally("plans", len(rows))
    return t(
        "{plans} and what became of them: {list}",
        plans=tn("{n} plan", "{n} plans", every),
        list=words.listing(fates),
    )


def _described(row: pd.Series) -> str:
    """Describe a plan with its time and fate, for the chart's text alternative."""
    fields = {"plan": t(str(row["what"])), "date": row["planned_for"], "fate": t(str(row["fate"]))}
    if pd.isna(row["due_to"]) and pd.isna(row["seen_from"]):
        return t("{plan}: {date}, {fate}", **fields)
    if pd.isna(row["due_to"]):
        return t("{plan}: {date}, {fate}, seen {seen}", **fields, seen=_days(row))
    if pd.isna(row["seen_from"]):
        return t("{plan}: planned for {date}, {fate}", **fields)
    return t("{plan}: planned for {date}, {fate}, seen {seen}", **fields, seen=_days(row))


def _days(row: pd.Series) -> str:
    first, last = row["seen_from"], row["seen_to"]
    if first == last:
        return words.date(first.date().isoformat())
    whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(first.year) if whole_year else words.date(first.strftime("%Y-%m"))


def _with_iso_days(rows: pd.DataFrame) -> pd.DataFrame:
    days = {column: rows[column].dt.strftime("%Y-%m-%d").fillna("") for column in DAYS}
    return rows.assign(**days)


def plan_table(brief: Brief, rows: pd.DataFrame, shown: int = 8) -> Table:
    """Show plans with what later sources say; ``rows`` are some of the brief's."""
    empty = mark("The paper plans nothing here.")
    if len(brief.plans):
        empty = mark("No plan is known to have been delayed, changed or dropped.")
    spans = zip(rows["start"], rows["end"], strict=True)
    fates = dict(zip(rows["plan_id"], rows["fate"], strict=True))
    return tables.table(
        rows.assign(at=located(rows), when=[period(a, b) for a, b in spans]),
        t("Plans and what became of them ({where})", where=brief.where),
        columns={
            "what": Column(mark("Plan (our words)"), wide=True),
            "at": mark("Where"),
            "amount": Column(mark("How much"), missing="–"),
            "when": Column(mark("Planned for"), missing=mark("no date given")),
            "fate": mark("What became of it"),
            "later": Column(mark("What later sources say"), missing=NOT_HELD, wide=True),
        },
        source=words.series((brief.source, f"{brief.tables}/outcomes.csv")),
        note=plans.explain_fates(rows["plan_id"], fates),
        name="plans",
        shown=shown,
        empty=empty,
    )
