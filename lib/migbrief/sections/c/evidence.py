"""Each plan beside each later source, sources that disagree, and the lists and processes named."""

from __future__ import annotations

import re

import pandas as pd

from ... import anatomy, plans, tables, words
from ...display import Display, note
from ...language import mark, t, tn
from ...section import Brief
from ...tables import Column

DISAGREE = re.compile(r"\bdisagree", re.IGNORECASE)


def pairs(brief: Brief) -> Display:
    """One row a plan and later source: what was planned, what the source says, and what that means."""
    rows = []
    for _, plan in brief.plans.iterrows():
        key = plan["plan_id"]
        found = plans.bearing(brief.edition, key)
        common = {k: plan[k] for k in ("what", "amount", "fate")}
        common["planned_for"] = anatomy.period(plan["start"], plan["end"])
        common["at"] = words.locator(plan["section"], plan["paragraph"])
        rows += [common | _said(o) for _, o in found.iterrows()] or [common]
    table = pd.DataFrame(rows, columns=["at", "what", "amount", "planned_for", "fate", *_SAID])
    silent = int(table["said"].map(words.is_missing).sum())
    title = t("{plans} beside what later sources say", plans=words.count(len(brief.plans), "plan"))
    if silent:
        missing = tn(
            "no later source is held here for {n} of them",
            "no later source is held here for {n} of them",
            silent,
        )
        title = t("{first}; {second}", first=title, second=missing)
    columns: dict[str, Column | str] = {
        "at": mark("Where"),
        "what": Column(mark("Plan (our words)"), wide=True),
        "amount": Column(mark("How much"), missing=anatomy.NO_AMOUNT),
        "planned_for": Column(mark("Planned for"), missing=mark("no date given")),
        "fate": mark("What became of it"),
        "said": Column(mark("What the source says"), missing=anatomy.NOT_HELD, wide=True),
        "date": Column(mark("When"), kind="date", missing=mark("no date given")),
    }
    given = ~table["amount"].map(words.is_missing)
    if not given.any():
        del columns["amount"]
    return tables.table(
        table,
        title,
        columns=columns,
        note=t(anatomy.NO_AMOUNT_MEANS, dash=anatomy.NO_AMOUNT) if given.any() and not given.all() else "",
        source=t(
            "{first}; {second}", first=brief.source, second=f"data/editions/{brief.edition.name}/outcomes.csv"
        ),
        name="plans beside sources",
        shown=15,
        empty=t("The paper plans nothing here."),
    )


_SAID = ["said", "date"]


def _said(outcome: pd.Series) -> dict[str, str]:
    """What a source says, with the caveat noted beside it."""
    said = words.sentence(f"{t(str(outcome['observed']))} ({t(str(outcome['publisher']))})")
    said += f" {words.sentence(t(str(outcome['note'])))}" if outcome["note"] else ""
    return {"said": said, "date": outcome["date"]}


def disagreements(brief: Brief) -> Display:
    """Sources that say different things of one plan, side by side; none is preferred."""
    rows = brief.view.outcomes
    rows = rows[rows["note"].map(lambda n: bool(DISAGREE.search(str(n))))]
    if rows.empty:
        return note(t("No later sources on these plans are known to disagree."))
    names = brief.edition.initiatives.set_index("initiative_id")["name"]
    says = brief.edition.facts.set_index("fact_id")["subject"]
    out = []
    for (initiative, fact), group in rows.groupby(["initiative_id", "fact_id"], sort=False):
        row = {"what": t(str(names.get(initiative) or says.get(fact)))}
        for i, (_, o) in enumerate(group.iterrows()):
            row[f"source {i + 1}"] = (
                f"{t(str(o['observed']))} ({t(str(o['publisher']))}, {words.date(o['date'])})"
            )
        out.append(row)
    table = pd.DataFrame(out)
    columns: dict[str, Column | str] = {"what": mark("About")}
    columns |= {
        c: Column(t("Source {n}", n=i), missing=mark("none"), wide=True)
        for i, c in enumerate(table.columns[1:], 1)
    }
    return tables.table(
        table,
        t("Later sources disagree about {list}", list=words.listing(table["what"])),
        columns=columns,
        source=f"data/editions/{brief.edition.name}/outcomes.csv",
        note=t("Both stand: nothing at hand says which is right."),
        name="sources that disagree",
    )


def lists(brief: Brief) -> Display:
    """The lists the section counts, with the names on them."""
    facts = brief.view.facts
    facts = facts[facts["kind"] == "list"]
    named = brief.view.items.groupby("fact_id")["item"].agg(list).to_dict()
    shown = pd.DataFrame(
        {
            "what": [words.sentence(t(str(s))).rstrip(".") for s in facts["subject"]],
            "at": anatomy.located(facts),
            "figure": [anatomy.stated(f) for _, f in facts.iterrows()],
            "names": [
                words.listing(t(str(item)) for item in named[k]) if len(named.get(k, [])) == n else None
                for k, n in zip(facts["fact_id"], facts["value"], strict=True)
            ],
        }
    )
    return tables.table(
        shown,
        t("{lists} of groups, fields and processes", lists=words.count(len(shown), "list")),
        columns={
            "what": mark("List"),
            "at": mark("Where"),
            "figure": mark("Length"),
            "names": Column(mark("Names on it"), missing=mark("not named one by one"), wide=True),
        },
        source=t(
            "{first}; {second}", first=brief.source, second=f"data/editions/{brief.edition.name}/items.csv"
        ),
        name="lists named",
        empty=t("The section counts no list."),
    )


def processes(brief: Brief) -> Display:
    """The international processes to receive input, each with what became of the plan of that name."""
    items = brief.view.items
    items = items[items["fact_id"] == "c-processes"]["item"]
    if items.empty:
        return note(t("This edition does not state to which international processes input will go."))
    every = plans.plans(brief.edition).set_index("plan_id")
    initiatives = brief.edition.initiatives
    rows = []
    for item in items:
        found = [i for _, i in initiatives.iterrows() if _squashed(item) in _squashed(i["name"])]
        ids = [i["initiative_id"] for i in found if i["initiative_id"] in every.index]
        plan = every.loc[ids[0]] if ids else None
        rows.append(
            {
                "process": item,
                "at": None if plan is None else words.locator(plan["section"], plan["paragraph"]),
                "fate": "unknown" if plan is None else plan["fate"],
                "later": None if plan is None else plan["later"],
            }
        )
    table = pd.DataFrame(rows)
    met = int(table["later"].map(lambda x: not words.is_missing(x)).sum())
    return tables.table(
        table,
        t(
            "{n} international processes to receive input; later sources speak of {met}",
            n=words.number(len(table)),
            met=words.number(met),
        ),
        columns={
            "process": mark("Process"),
            "at": Column(mark("Named as a plan in"), missing=mark("not named as a plan")),
            "fate": mark("What became of the plan"),
            "later": Column(mark("What later sources say"), missing=anatomy.NOT_HELD, wide=True),
        },
        source=t(
            "{first}; {second}", first=brief.source, second=f"data/editions/{brief.edition.name}/outcomes.csv"
        ),
        note=t("A source that shows that a meeting took place does not show what was put into it."),
        name="processes to receive input",
    )


def _squashed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", str(text).casefold())
