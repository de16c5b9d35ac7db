"""What the Forum is given: the seminars, who takes which part, and what stays after the meetings."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ... import anatomy, charts, tables, words
from ...display import Display, note
from ...section import Brief
from ...tables import Column
from ..common import unstated

OUTPUTS = ("publication", "repository", "statement")


def seminars(brief: Brief) -> Display:
    """The seminars held and planned, beside what later sources count; the change computed."""
    rows = []
    for fact_id, verb in (("b-seminars-2011", "held"), ("b-seminars-2012", "planned")):
        fact = brief.fact(fact_id)
        if fact is None or words.is_missing(fact["value"]):
            continue
        when = words.date(fact["as_of"])
        rows.append((f"{when}, {verb} (the paper)", float(fact["value"])))
        seen = brief.edition.outcomes
        seen = seen[(seen["fact_id"] == fact_id) & seen["observed_value"].notna()]
        rows += [
            (f"{when}, counted later ({o['publisher']})", o["observed_value"]) for _, o in seen.iterrows()
        ]
    if not rows:
        return unstated("how many seminars were held or planned")
    before, after = brief.value("b-seminars-2011"), brief.value("b-seminars-2012")
    data = pd.DataFrame(rows, columns=["seminars", "value"])
    title = "Seminars in the series"
    if before is not None and after is not None:
        planned = words.count(int(after), "seminar")
        title = f"{planned} planned after {words.number(before)}: {_more(before, after)}"
    return charts.bars(
        data,
        label="seminars",
        value="value",
        title=title[:1].upper() + title[1:],
        source=f"{brief.source}; data/editions/{brief.edition.name}/outcomes.csv",
        unit="seminars",
        axis="Seminars in a year",
        note="The change is computed from the paper's two figures.",
        name="seminars",
        label_width=34,
    )


def _more(before: float, after: float) -> str:
    """``one more (+17%)`` in figures; the same number where nothing changes."""
    gap = after - before
    if not gap:
        return "the same number"
    share = f" ({words.change(before, after)})" if before else ""
    return f"{words.number(abs(gap))} {'more' if gap > 0 else 'fewer'}{share}"


def roles(brief: Brief) -> Display:
    """Who takes which part in what: one row an organisation, the paper's own author first."""
    rows = brief.view.participants.merge(brief.edition.organisations, on="organisation", how="left")
    if rows.empty:
        return note(f"The paper names no partner here ({brief.where}).")
    names = brief.edition.initiatives.set_index("initiative_id")["name"]
    out = []
    for organisation, group in rows.groupby("organisation", sort=False):
        own, n = organisation == brief.edition.author, len(group)
        for role, of in group.groupby("role", sort=False):
            first, what = of.iloc[0], words.listing(names[k] for k in of["initiative_id"])
            who = anatomy.label(first)
            out.append((not own, -n, who, -len(of), role, first["kind"], len(of), what))
    columns = ["other", "all", "who", "order", "role", "kind", "n", "what"]
    shown = pd.DataFrame(sorted(out), columns=columns)
    return tables.table(
        shown,
        f"{words.count(shown['who'].nunique(), 'organisation')} in the support to the Forum, by role",
        columns={
            "who": "Organisation",
            "kind": "Kind",
            "role": "Role",
            "n": "Times",
            "what": Column("In what", wide=True),
        },
        source=f"{brief.source}; data/editions/{brief.edition.name}/participants.csv",
        name="roles in the support to the Forum",
    )


def outputs(brief: Brief, kinds: Sequence[str] = OUTPUTS) -> Display:
    """What stays after the meetings: publications, the repository and statements, and what came of them."""
    rows = brief.view.initiatives
    rows = rows[rows["kind"].isin(list(kinds))]
    partners = brief.view.participants.merge(brief.edition.organisations, on="organisation", how="left")
    seen = brief.view.outcomes
    shown = pd.DataFrame(
        {
            "name": rows["name"].to_numpy(),
            "at": anatomy.located(rows),
            "kind": rows["kind"].to_numpy(),
            "when": [anatomy.period(r["start"], r["end"]) for _, r in rows.iterrows()],
            "by": [
                words.listing(
                    f"{anatomy.label(p)} ({p['role']})"
                    for _, p in partners[partners["initiative_id"] == k].iterrows()
                )
                for k in rows["initiative_id"]
            ],
            "later": [
                "; ".join(
                    f"{o['observed']} ({o['publisher']}, {words.date(o['date'])})"
                    for _, o in seen[seen["initiative_id"] == k].iterrows()
                )
                for k in rows["initiative_id"]
            ],
        }
    )
    return tables.table(
        shown,
        words.sentence(f"{words.count(len(shown), 'output')} for the Forum").rstrip("."),
        columns={
            "name": "Output",
            "at": "Where",
            "kind": "Kind",
            "when": Column("When", missing="not stated"),
            "by": Column("By", missing="none named"),
            "later": Column("What later sources say", missing="no later source found", wide=True),
        },
        source=f"{brief.source}; data/editions/{brief.edition.name}/outcomes.csv",
        name="outputs for the Forum",
        empty="The paper names no publication, repository or statement here.",
    )
