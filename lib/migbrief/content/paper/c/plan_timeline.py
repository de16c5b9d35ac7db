"""The road to the Dialogue: each plan's time, the date later sources give, and what became of it."""

from __future__ import annotations

import pandas as pd

from migbrief.content.paper import parts
from migbrief.content.paper.brief import Brief
from migbrief.display import charts, theme
from migbrief.display.charts import Look
from migbrief.display.html import Display, note
from migbrief.editions import plans
from migbrief.text import words
from migbrief.text.i18n import mark, t

PLANNED = Look(theme.LINE, label=mark("time planned"))
FATES = {
    fate: Look(theme.SERIES[i], marker)
    for fate, i, marker in zip(plans.FATES, (2, 1, 4, 3, 7), "oDs^X", strict=True)
}
# Headings of the data behind the figure.
HEADINGS = (
    mark("Plan id"),
    mark("Fate"),
    mark("Due from"),
    mark("Due to"),
    mark("Seen from"),
    mark("Seen to"),
)


def span(date: object) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """The first and the last day a perhaps partial ISO date can mean; None where there is none."""
    first, last = plans.first_day(date), plans.last_day(date)
    return None if first is None or last is None else (first, last)


def target(brief: Brief) -> str | None:
    """The initiative the section prepares: the one that later sources on its year speak of."""
    rows = brief.edition.outcomes
    initiatives = rows[(rows["fact_id"] == "c-hld-year") & (rows["initiative_id"] != "")]["initiative_id"]
    return None if initiatives.empty else str(initiatives.iloc[0])


def steps(brief: Brief) -> pd.DataFrame:
    """The section's plans in order of their time: the same rows as its table of plans.

    Columns ``plan_id, what, planned_for`` (in words), ``fate``, ``due_from, due_to`` (first and
    last day planned), ``seen_from, seen_to`` (first and last day the most precise later source allows); all
    days NaT where nobody gives them.
    """
    rows = []
    for _, plan in brief.plans.iterrows():
        start, end, seen = span(plan["start"]), span(plan["planned_for"]), _sharpest(brief, plan["plan_id"])
        rows.append(
            {
                "plan_id": plan["plan_id"],
                "what": plan["what"],
                "planned_for": parts.period(plan["start"], plan["end"]) or t("no date given"),
                "fate": plan["fate"],
                "due_from": start[0] if start else pd.NaT,
                "due_to": end[1] if end else pd.NaT,
                "seen_from": seen[0] if seen else pd.NaT,
                "seen_to": seen[1] if seen else pd.NaT,
            }
        )
    days = ["due_from", "due_to", "seen_from", "seen_to"]
    out = pd.DataFrame(rows, columns=["plan_id", "what", "planned_for", "fate", *days])
    for column in days:
        out[column] = pd.to_datetime(out[column])
    return out.sort_values(["due_to", "seen_to", "what"], na_position="last", ignore_index=True)


def _sharpest(brief: Brief, plan_id: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    rows = brief.edition.outcomes
    rows = rows[(rows["initiative_id"] == plan_id) & (rows["verdict"] != "context")]
    spans = [s for s in map(span, rows["date"]) if s is not None]
    return min(spans, key=lambda s: (s[1] - s[0], s[0]), default=None)


def road(brief: Brief) -> Display:
    """Plans in order of time: the bar is the time planned, the mark the date of a later source."""
    rows = steps(brief)
    if rows.empty:
        return note(t("The paper plans nothing here ({where}).", where=brief.where))
    dated = rows[["due_from", "due_to", "seen_from", "seen_to"]]
    if dated.isna().all(axis=None):
        return note(t("None of the plans here has a date, in the paper or in a later source."))
    goal = _sharpest(brief, target(brief) or "")
    items = pd.DataFrame(
        {
            "label": [t(str(x)) for x in rows["what"]],
            "start": rows["due_from"],
            "end": rows["due_to"],
            "kind": "planned",
            "outcome": rows["fate"],
        }
    )
    seen = rows[rows["seen_from"].notna()]
    seen = pd.DataFrame(
        {"item": seen.index, "first": seen["seen_from"], "last": seen["seen_to"], "kind": seen["fate"]}
    )
    n = rows["fate"].value_counts()
    counts = [t("{n} {fate}", n=n[f], fate=t(f)) for f in plans.FATES if f in n]
    text = words.listing(counts)
    alt = t("; ").join(_spoken(r) for _, r in rows.iterrows())
    return charts.timeline(
        items,
        bars={"planned": PLANNED},
        marks=FATES,
        seen=seen,
        goal=(goal[0], t("the Dialogue")) if goal else None,
        title=t(
            "{plans} on the road to the Dialogue: {list}", plans=words.count(len(rows), "plan"), list=text
        ),
        alt=t("Time line of plans. {list}.", list=alt),
        data=_as_days(rows),
        source=t(
            "{source}; later sources as listed in {file}",
            source=brief.source,
            file=f"data/editions/{brief.edition.name}/outcomes.csv",
        ),
        note=t("The mark stands in the middle of the days a later source allows; the thin line spans them.")
        + " "
        + t("; ").join(
            t("{name}: {meaning}", name=t(k), meaning=t(v)) for k, v in plans.FATE_MEANINGS.items() if k in n
        )
        + ".",
        name="road to the Dialogue",
    )


def _spoken(row: pd.Series) -> str:
    """A plan with its time and fate, for the chart's description."""
    what, fate = t(str(row["what"])), t(str(row["fate"]))
    if pd.isna(row["seen_from"]):
        return t("{plan}: planned for {date}, {fate}", plan=what, date=row["planned_for"], fate=fate)
    return t(
        "{plan}: planned for {date}, {fate}, seen {seen}",
        plan=what,
        date=row["planned_for"],
        fate=fate,
        seen=_days(row),
    )


def _days(row: pd.Series) -> str:
    first, last = row["seen_from"], row["seen_to"]
    if first == last:
        return words.date(first.date().isoformat())
    whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(first.year) if whole_year else words.date(first.strftime("%Y-%m"))


def _as_days(rows: pd.DataFrame) -> pd.DataFrame:
    out = rows.copy()
    for column in ("due_from", "due_to", "seen_from", "seen_to"):
        out[column] = out[column].dt.strftime("%Y-%m-%d").fillna("")
    return out
