"""The five-part anatomy that every section report shares, as displays.

What it says · does it hold · in context (see ``context``) · what was planned · limits.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from . import charts, context, diagrams, indicators, maps, plans, style, tables, words
from .charts import Chart
from .display import Display, bullets, note, paragraph, stack
from .section import Brief
from .tables import Column, Table

# 1. What the section says


def summary(brief: Brief) -> Display:
    """A sentence and tiles: how much the section states, and how much of it holds."""
    facts, initiatives = brief.view.facts, brief.view.initiatives
    partners = brief.view.participants["organisation"].nunique()
    held = int((brief.verdicts["verdict"] == "supported").sum())
    open_ = int((brief.verdicts["verdict"] == "not checkable").sum())
    wrong = int((brief.verdicts["verdict"] == "contradicted").sum())
    subject = "The paper" if brief.whole else "This section"
    text = (
        f"{subject} states {words.count(len(facts), 'quantity')} "
        f"and names {words.count(len(initiatives), 'initiative')}. "
        f"*{held}* {'is' if held == 1 else 'are'} supported by a check, *{wrong}* contradicted, and "
        f"*{open_}* cannot be checked with what we have."
    )
    cards = {
        "Quantities stated": words.number(len(facts)),
        "Initiatives named": words.number(len(initiatives)),
        "Partners named": words.number(partners),
        "Countries named": words.number(len(brief.named)),
        "Quantities supported": words.number(held),
        "Not checkable": words.number(open_),
    }
    return stack(paragraph(text, "mb-lead"), tables.tiles(cards))


def facts(brief: Brief, kinds: Sequence[str] = (), caption: str = "") -> Table:
    """The quantities stated, each with its place in the paper, hedge, date and verdict."""
    rows = brief.view.facts
    if kinds:
        rows = rows[rows["kind"].isin(list(kinds))]
    verdict = brief.verdicts.set_index("fact_id")["verdict"]
    shown = pd.DataFrame(
        {
            "at": _located(rows),
            "says": rows["paraphrase"].to_numpy(),
            "figure": [stated(r) for _, r in rows.iterrows()],
            "as_of": rows["as_of"].to_numpy(),
            "status": rows["status"].to_numpy(),
            "verdict": [verdict.get(k) for k in rows["fact_id"]],
            "fact_id": rows["fact_id"].to_numpy(),
        }
    )
    return tables.table(
        shown,
        caption or f"Quantities the paper states ({brief.where})",
        columns={
            "at": "Where",
            "says": "What is said (our words)",
            "figure": "Figure",
            "as_of": Column("As of", kind="date", missing="not stated"),
            "status": "Status",
            "verdict": Column("Verdict", kind="verdict"),
            "fact_id": "Row",
        },
        source=f"{brief.source}; data/editions/{brief.edition.name}/facts.csv",
        shown=12,
    )


def initiatives(brief: Brief) -> Table:
    """The programmes, funds, publications and meetings named, with when and with whom."""
    rows = brief.view.initiatives
    partners = brief.view.participants.merge(brief.edition.organisations, on="organisation", how="left")
    with_whom = {
        k: words.listing(f"{label(o)} ({o['role']})" for _, o in g.iterrows())
        for k, g in partners.groupby("initiative_id")
    }
    shown = pd.DataFrame(
        {
            "at": _located(rows),
            "name": rows["name"].to_numpy(),
            "kind": rows["kind"].to_numpy(),
            "when": [period(r["start"], r["end"]) for _, r in rows.iterrows()],
            "status": rows["status"].to_numpy(),
            "partners": [with_whom.get(k) for k in rows["initiative_id"]],
            "paraphrase": rows["paraphrase"].to_numpy(),
        }
    )
    return tables.table(
        shown,
        f"Initiatives named ({brief.where})",
        columns={
            "name": "Initiative",
            "at": "Where",
            "kind": "Kind",
            "when": Column("When", missing="not stated"),
            "status": "Status",
            "partners": Column("Partners and roles", missing="none named"),
            "paraphrase": "What it is (our words)",
        },
        source=f"{brief.source}; data/editions/{brief.edition.name}/initiatives.csv and participants.csv",
        shown=12,
    )


def places(brief: Brief) -> Display:
    """A map and table of the countries named, by role."""
    rows = brief.place_roles()
    if rows.empty:
        return note(f"The paper names no country here ({brief.where}).")
    kinds = rows.groupby("role", sort=False)["iso3"].nunique()
    title = f"{words.count(rows['iso3'].nunique(), 'country')} named: " + words.listing(
        f"{n} as {role}" for role, n in kinds.items()
    )
    return maps.roles(rows, title=title[:1].upper() + title[1:], source=brief.source, name="places")


def partners(brief: Brief, title: str = "") -> Display:
    """Who works with whom: initiatives and organisations, without the paper's own author."""
    names = brief.edition.initiatives.set_index("initiative_id")["name"]
    rows = brief.view.participants.merge(brief.edition.organisations, on="organisation", how="left")
    rows = rows.assign(
        initiative=rows["initiative_id"].map(names),
        partner=[label(r) for _, r in rows.iterrows()],
        partner_kind=rows["kind"],
    )
    edges = rows[~rows["name"].map(lambda n: str(n) in brief.edition.author)]
    if edges.empty:
        return note(f"The paper names no partner here ({brief.where}).")
    degree = edges.groupby("partner")["initiative"].nunique().sort_values(ascending=False)
    finding = (
        f"{words.count(len(degree), 'partner')} in "
        f"{words.count(edges['initiative'].nunique(), 'initiative')}; "
        f"most often {words.top(list(degree.index), list(degree))}"
    )
    return diagrams.network(
        edges[["initiative", "partner", "partner_kind", "role"]],
        left="initiative",
        right="partner",
        kinds=dict(zip(edges["partner"], edges["partner_kind"], strict=True)),
        title=title or finding,
        source=brief.source,
        name="partners",
    )


# 2. Does it hold


def verdict_chart(brief: Brief, by: str = "kind") -> Chart:
    """How many quantities hold, by kind of quantity (or by ``section``)."""
    facts = brief.view.facts.merge(brief.verdicts[["fact_id", "verdict"]], on="fact_id")
    grid = facts.groupby([by, "verdict"], sort=False).size().unstack(fill_value=0)
    order = [v for v in style.VERDICT_COLOURS if v in grid.columns]
    grid = grid[order]
    if by == "section":
        grid = grid.reindex([s for s in brief.edition.sections["section"] if s in grid.index])
    else:
        grid = grid.loc[grid.sum(axis=1).sort_values(ascending=False).index]
    held, total = int(grid.get("supported", pd.Series(dtype=int)).sum()), int(grid.to_numpy().sum())
    unchecked = int(grid.get("not checkable", pd.Series(dtype=int)).sum())
    title = f"{held} of {total} quantities are supported; {unchecked} cannot be checked"
    return charts.stacked(
        grid,
        title=title,
        source=f"checks of {brief.source}",
        axis="Quantities stated",
        colours=style.VERDICT_COLOURS,
        hatches=style.VERDICT_HATCHES,
        name=f"verdicts by {by}",
    )


def checks(brief: Brief) -> Table:
    """Each check: what is stated, what is observed, how far it may be off, and the verdict."""
    return tables.table(
        brief.results,
        f"Checks and their verdicts ({brief.where})",
        columns={
            "subject": "Quantity",
            "stated": Column("Stated"),
            "observed": Column("Observed", missing="nothing observed"),
            "tolerance": Column("Tolerance", missing="none needed"),
            "verdict": Column("Verdict", kind="verdict"),
            "kind": "Kind of check",
            "explanation": "How it was checked",
            "source": "Source",
        },
        source=f"computed from data/editions/{brief.edition.name}",
        shown=12,
    )


def unchecked(brief: Brief) -> Table:
    """The quantities nobody can check with what is at hand: counted in plain sight."""
    verdict = brief.verdicts.set_index("fact_id")["verdict"]
    rows = brief.view.facts[brief.view.facts["fact_id"].map(verdict) == "not checkable"]
    shown = pd.DataFrame(
        {
            "says": rows["paraphrase"].to_numpy(),
            "figure": [stated(r) for _, r in rows.iterrows()],
            "at": _located(rows),
        }
    )
    return tables.table(
        shown,
        f"{len(rows)} of {words.count(len(brief.view.facts), 'quantity')} "
        "have no source to check them against",
        columns={"says": "What is said (our words)", "figure": "Figure", "at": "Where"},
        source=brief.source,
        shown=5,
        empty="Every quantity here has at least one check.",
    )


# 4. What was planned, and what became of it


def plan_table(brief: Brief) -> Table:
    """Plans with what later sources say; unknown where none was found."""
    return tables.table(
        brief.plans.assign(at=_located(brief.plans)),
        f"Plans and what became of them ({brief.where})",
        columns={
            "what": "Plan (our words)",
            "at": "Where",
            "planned_for": Column("Planned for", kind="date", missing="no date given"),
            "fate": "What became of it",
            "later": Column("What later sources say", missing="no later source found"),
        },
        source=f"{brief.source}; data/editions/{brief.edition.name}/outcomes.csv",
        note="; ".join(f"*{k}*: {v}" for k, v in plans.FATE_MEANINGS.items()),
        shown=15,
        empty="The paper plans nothing here.",
    )


def plan_chart(brief: Brief, by: str = "section") -> Chart:
    """How many plans were kept, slipped, changed, or are unknown."""
    grid = brief.plans.groupby([by, "fate"], sort=False).size().unstack(fill_value=0)
    grid = grid.reindex(columns=[f for f in plans.FATES if f in grid.columns])
    known = len(brief.plans) - int(grid.get("unknown", pd.Series(dtype=int)).sum())
    palette = dict(
        zip(plans.FATES, (style.SERIES[2], style.SERIES[1], style.SERIES[4], style.SERIES[7]), strict=True)
    )
    return charts.stacked(
        grid,
        title=f"Of {words.count(len(brief.plans), 'plan')}, the outcome of {known} is known",
        source=f"{brief.source}; outcomes found so far",
        axis="Plans",
        colours=palette,
        name=f"plans by {by}",
    )


# 5. Limits


def limits(brief: Brief, used: Sequence[str] = (), extra: Sequence[str] = ()) -> Display:
    """What this report cannot tell: gaps, definitions and vintages of the indicators it used.

    ``used`` are the indicators shown; ``extra`` are sentences of the notebook's own.
    """
    about = [
        "The wording of facts and initiatives is ours; figures and names are the paper's.",
        "A verdict says what one check found. *Supported* means within the tolerance of the paper's own "
        "hedge, or confirmed by a later source; it does not make a figure exact.",
        f"*{int((brief.verdicts['verdict'] == 'not checkable').sum())}* of "
        f"{words.count(len(brief.verdicts), 'quantity')} here have nothing to be checked against.",
    ]
    if used:
        about.append(
            f"Country figures are the Factbook's, vintage {brief.vintage}: a frozen edition in which each "
            "figure keeps its own year. Vintages differ in method and are never joined to a series."
        )
    if "iom_membership" in used:
        about.append(
            "The Factbook's list of IOM members is the same in both vintages. It is stale and proves nothing "
            "about the number the paper states."
        )
    parts = [bullets([*about, *extra])]
    if used:
        parts += [
            _definitions(used),
            context.coverage(used, brief.vintage, brief.focus or countries_named(brief)),
        ]
    return stack(*parts)


def countries_named(brief: Brief) -> list[str]:
    """The countries to speak of when neither the reader nor the section names any: all the paper names."""
    return list(dict.fromkeys(brief.edition.places["iso3"].dropna()))


def _definitions(used: Sequence[str]) -> Table:
    rows = indicators.definitions().loc[list(used)].reset_index()
    return tables.table(
        rows,
        "Definitions of the indicators used",
        columns={"name": "Indicator", "unit": "Unit", "kind": "Kind", "definition": "Definition"},
        source="data/reference/indicators.csv",
    )


def _located(rows: pd.DataFrame) -> list[str]:
    return [words.locator(s, p) for s, p in zip(rows["section"], rows["paragraph"], strict=True)]


def stated(fact: pd.Series) -> str:
    """A fact's figure as the paper hedges it."""
    return words.quantity(
        fact["value"], str(fact["unit"]), high=fact["value_high"], qualifier=str(fact["qualifier"])
    )


def period(start: object, end: object) -> str | None:
    """``May 2011``, or ``2012 to 2013``; None where neither is known."""
    if words.is_missing(start) and words.is_missing(end):
        return None
    first, last = words.date(start), words.date(end)
    if words.is_missing(end) or first == last:
        return first
    return f"until {last}" if words.is_missing(start) else f"{first} to {last}"


def label(organisation: pd.Series) -> str:
    """The short name of an organisation: its acronym, or its name where it has none."""
    acronym = organisation.get("acronym")
    return str(organisation["name"] if words.is_missing(acronym) else acronym)
