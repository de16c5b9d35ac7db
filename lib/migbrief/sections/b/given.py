"""What the Forum is given: the seminars, who takes which part, and what stays after the meetings."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ... import anatomy, charts, tables, words
from ...display import Display, note
from ...language import mark, t, tn
from ...section import Brief
from ...tables import Column
from ..common import unstated

OUTPUTS = ("publication", "repository", "statement")
SEMINARS = (
    ("b-seminars-2011", mark("{date}, held (the paper)")),
    ("b-seminars-2012", mark("{date}, planned (the paper)")),
)
HEADINGS = (mark("Seminars"), mark("Value"))  # of the data behind the figure


def seminars(brief: Brief) -> Display:
    """The seminars held and planned, beside what later sources count, in their words."""
    rows = []
    for fact_id, stated in SEMINARS:
        fact = brief.fact(fact_id)
        if fact is None or words.is_missing(fact["value"]):
            continue
        when = words.date(fact["as_of"])
        rows.append((t(stated, date=when), float(fact["value"])))
        seen = brief.edition.outcomes
        seen = seen[(seen["fact_id"] == fact_id) & seen["observed_value"].notna()]
        rows += [
            (
                t(
                    "{observed} ({publisher})",
                    observed=t(str(o["observed"])),
                    publisher=t(str(o["publisher"])),
                ),
                o["observed_value"],
            )
            for _, o in seen.iterrows()
        ]
    if not rows:
        return unstated(mark("how many seminars were held or planned"))
    before, after = brief.fact("b-seminars-2011"), brief.fact("b-seminars-2012")
    data = pd.DataFrame(rows, columns=["seminars", "value"])
    title = t("Seminars in the series")
    if before is not None and after is not None:
        title = t(
            "{planned} planned for {year}, {held} held in {earlier}",
            planned=words.capital(words.count(int(after["value"]), "seminar")),
            year=words.date(after["as_of"]),
            held=words.number(before["value"]),
            earlier=words.date(before["as_of"]),
        )
    return charts.bars(
        data,
        label="seminars",
        value="value",
        title=title,
        source=t(
            "{first}; {second}", first=brief.source, second=f"data/editions/{brief.edition.name}/outcomes.csv"
        ),
        axis=t("Number in a year"),
        note=t("Of later sources each bar says what the source counts, which need not be seminars."),
        name="seminars",
        label_width=34,
    )


def roles(brief: Brief) -> Display:
    """Who takes which part in what: one row an organisation, the paper's own author first."""
    rows = brief.partners
    if rows.empty:
        return note(t("The paper names no partner here ({where}).", where=brief.where))
    names = brief.edition.initiatives.set_index("initiative_id")["name"]
    out = []
    for organisation, group in rows.groupby("organisation", sort=False):
        own, n = organisation == brief.edition.author, len(group)
        for role, of in group.groupby("role", sort=False):
            first, what = of.iloc[0], words.listing(t(str(names[k])) for k in of["initiative_id"])
            who = anatomy.label(first)
            out.append((not own, -n, who, -len(of), role, first["kind"], len(of), what))
    columns = ["other", "all", "who", "order", "role", "kind", "n", "what"]
    shown = pd.DataFrame(sorted(out), columns=columns)
    return tables.table(
        shown,
        tn(
            "{n} organisation in the support to the Forum, by role",
            "{n} organisations in the support to the Forum, by role",
            shown["who"].nunique(),
        ),
        columns={
            "who": mark("Organisation"),
            "kind": mark("Kind"),
            "role": mark("Role"),
            "n": mark("Times"),
            "what": Column(mark("In what"), wide=True),
        },
        source=t(
            "{first}; {second}",
            first=brief.source,
            second=f"data/editions/{brief.edition.name}/participants.csv",
        ),
        name="roles in the support to the Forum",
    )


def outputs(brief: Brief, kinds: Sequence[str] = OUTPUTS) -> Display:
    """What stays after the meetings: publications, the repository and statements, and what came of them."""
    rows = brief.view.initiatives
    rows = rows[rows["kind"].isin(list(kinds))]
    partners = brief.partners
    seen = brief.view.outcomes
    shown = pd.DataFrame(
        {
            "name": [t(str(name)) for name in rows["name"]],
            "at": anatomy.located(rows),
            "kind": rows["kind"].to_numpy(),
            "when": [anatomy.period(r["start"], r["end"]) for _, r in rows.iterrows()],
            "by": [
                words.listing(
                    f"{anatomy.label(p)} ({t(str(p['role']))})"
                    for _, p in partners[partners["initiative_id"] == k].iterrows()
                )
                for k in rows["initiative_id"]
            ],
            "later": [
                t("; ").join(
                    f"{t(str(o['observed']))} ({t(str(o['publisher']))}, {words.date(o['date'])})"
                    for _, o in seen[seen["initiative_id"] == k].iterrows()
                )
                for k in rows["initiative_id"]
            ],
        }
    )
    return tables.table(
        shown,
        words.capital(t("{outputs} for the Forum", outputs=words.count(len(shown), "output"))),
        columns={
            "name": mark("Output"),
            "at": mark("Where"),
            "kind": mark("Kind"),
            "when": Column(mark("When"), missing=mark("not stated")),
            "by": Column(mark("By"), missing=mark("none named")),
            "later": Column(mark("What later sources say"), missing=anatomy.NOT_HELD, wide=True),
        },
        source=t(
            "{first}; {second}", first=brief.source, second=f"data/editions/{brief.edition.name}/outcomes.csv"
        ),
        name="outputs for the Forum",
        empty=t("The paper names no publication, repository or statement here."),
    )
