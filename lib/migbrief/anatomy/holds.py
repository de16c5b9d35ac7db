"""Part 2, does it hold: verdicts with what was observed, and what nobody can check."""

from __future__ import annotations

import pandas as pd

from .. import charts, style, tables, words
from ..display import Display, note
from ..section import Brief
from ..tables import Column, Table
from .wording import located, stated

OUTSIDE, INSIDE = "supported by other sources", "supported by the paper itself"
COLOURS = {OUTSIDE: style.VERDICT_COLOURS["supported"], INSIDE: style.SERIES[6], **style.VERDICT_COLOURS}
HATCHES = {OUTSIDE: "", INSIDE: "--", **style.VERDICT_HATCHES}


def verdict_chart(brief: Brief, by: str = "kind") -> Display:
    """How many quantities hold, by kind of quantity (or by ``section``)."""
    if brief.view.facts.empty:
        return note(f"The paper states no quantity here ({brief.where}).")
    facts = brief.view.facts.merge(brief.verdicts[["fact_id", "verdict", "basis"]], on="fact_id")
    held = facts["verdict"] == "supported"
    facts.loc[held, "verdict"] = facts.loc[held, "basis"].map({"outside": OUTSIDE, "inside": INSIDE})
    grid = facts.groupby([by, "verdict"], sort=False).size().unstack(fill_value=0)
    order = [v for v in COLOURS if v in grid.columns]
    grid = grid[order]
    if by == "section":
        grid = grid.reindex([s for s in brief.edition.sections["section"] if s in grid.index])
    else:
        grid = grid.loc[grid.sum(axis=1).sort_values(ascending=False).index]
    n = {v: int(grid[v].sum()) if v in grid else 0 for v in (OUTSIDE, INSIDE, "not checkable")}
    title = (
        f"Of {words.count(len(facts), 'quantity')}, {n[OUTSIDE]} {'is' if n[OUTSIDE] == 1 else 'are'} "
        f"supported by other sources and {n[INSIDE]} by the paper itself; "
        f"{n['not checkable']} cannot be checked"
    )
    if by == "section":
        left = grid["not checkable"] if "not checkable" in grid else grid.sum(axis=1) * 0
        part = left / grid.sum(axis=1)
        worst = [s for s in grid.index if part[s] == part.max()]
        title = f"{words.share(n['not checkable'], len(facts))} of the quantities cannot be checked"
        if len(worst) == 1 and part.max() > 0:
            most = words.share(left[worst[0]], grid.loc[worst[0]].sum())
            title += f"; the largest part in {brief.headings(worst)[0]}, {most}"
        grid.index = pd.Index(brief.headings(grid.index), name="section")
    return charts.stacked(
        grid,
        title=title,
        source=f"checks of {brief.source}",
        axis="Quantities stated",
        colours=COLOURS,
        hatches=HATCHES,
        note="Other sources are later ones and open data. The paper supports itself where its figures agree "
        "with each other or with a rule of counting: that shows no more than consistency.",
        name=f"verdicts by {by}",
    )


def checks(brief: Brief) -> Table:
    """Each check: what is stated, what is observed, how far it may be off, and the verdict."""
    how = [_how(r) for _, r in brief.results.iterrows()]
    return tables.table(
        brief.results.assign(how=how),
        f"Checks and their verdicts ({brief.where})",
        columns={
            "subject": "Quantity",
            "stated": Column("Stated"),
            "observed": Column("Observed", missing="nothing observed", wide=True),
            "verdict": Column("Verdict", kind="verdict"),
            "how": Column("How it was checked", wide=True),
            "source": Column("Source", wide=True),
        },
        source=f"computed from data/editions/{brief.edition.name}",
        shown=12,
        key="checks",
    )


def _how(check: pd.Series) -> str:
    """The kind of check, what it compared, and how far the figures may lie apart."""
    apart = "" if words.is_missing(check["tolerance"]) else f" Tolerance: {check['tolerance']}."
    kind = str(check["kind"])
    return f"{kind[:1].upper()}{kind[1:]}: {check['explanation']}{apart}"


def unchecked(brief: Brief) -> Table:
    """The quantities nobody can check with what is at hand: counted in plain sight."""
    verdict = brief.verdicts.set_index("fact_id")["verdict"]
    rows = brief.view.facts[brief.view.facts["fact_id"].map(verdict) == "not checkable"]
    shown = pd.DataFrame(
        {
            "says": rows["paraphrase"].to_numpy(),
            "figure": [stated(r) for _, r in rows.iterrows()],
            "at": located(rows),
        }
    )
    caption = "Quantities with no source to check them against"
    if len(rows):
        verb = (
            "has no source to check it against" if len(rows) == 1 else "have no source to check them against"
        )
        caption = f"{len(rows)} of {words.count(len(brief.view.facts), 'quantity')} {verb}"
    return tables.table(
        shown,
        caption,
        columns={"says": "What is said (our words)", "figure": "Figure", "at": "Where"},
        source=brief.source,
        shown=5,
        key="unchecked",
        empty="Every quantity here has at least one check.",
    )
