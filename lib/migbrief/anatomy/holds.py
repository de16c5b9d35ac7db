"""Part 2, does it hold: verdicts with what was observed, and what nobody can check."""

from __future__ import annotations

import pandas as pd

from .. import charts, style, tables, words
from ..display import Display, note
from ..section import Brief
from ..tables import Column, Table
from .wording import located, stated


def verdict_chart(brief: Brief, by: str = "kind") -> Display:
    """How many quantities hold, by kind of quantity (or by ``section``)."""
    if brief.view.facts.empty:
        return note(f"The paper states no quantity here ({brief.where}).")
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
