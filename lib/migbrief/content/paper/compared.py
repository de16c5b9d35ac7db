"""Two papers side by side: what recurs, how figures changed, what the later says of plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd

from migbrief.content.shared.paper_wording import located
from migbrief.content.shared.speech import Speaker, spoken_property
from migbrief.datasets import countries
from migbrief.display import charts, tables, theme
from migbrief.display.html import Display, claimed
from migbrief.display.tables import Column, Table
from migbrief.editions import compare
from migbrief.editions import edition as editions
from migbrief.editions.records import Fact
from migbrief.errors import UserError
from migbrief.registry import parameters
from migbrief.registry.parameter_models import Compared
from migbrief.text import i18n, words
from migbrief.text.i18n import mark, t, tn
from migbrief.text.value import Cite, Value, counted

BOTH, BEFORE, AFTER = mark("in both"), mark("in the earlier only"), mark("in the later only")
_COLOURS: Final = {BOTH: theme.SERIES[2], BEFORE: theme.SERIES[7], AFTER: theme.SERIES[0]}
_HATCHES: Final = {BOTH: "", BEFORE: "...", AFTER: "///"}


@dataclass(frozen=True)
class Pair(Speaker):
    """Two editions, compared; the earlier comes first, in whichever order they were named."""

    found: compare.Comparison
    parameters: Compared

    @spoken_property
    def titles(self) -> tuple[str, str]:
        return t(self.found.earlier.title), t(self.found.later.title)

    @spoken_property
    def source(self) -> str:
        return words.series(f"data/editions/{e.name}" for e in (self.found.earlier, self.found.later))

    def tally(self, what: str, n: int) -> Value:
        """Return a count of rows of both editions' tables."""
        rows = t("rows of {source}", source=self.source)
        return counted(n, "", Cite(f"compared {what}", rows, elsewhere=True))


def open_pair(**given: object) -> Pair:
    """Open two editions with the notebook's parameters, all checked.

    Raises ``UserError`` for an unknown edition, or if there is only one.
    """
    checked = parameters.parse("compare", given)
    assert isinstance(checked, Compared)
    i18n.use(checked.language)
    if not checked.against:
        raise UserError("there is only one edition; a comparison needs two")
    both = compare.compare(editions.load(checked.edition), editions.load(checked.against))
    return Pair(both, checked)


def counts(pair: Pair) -> dict[str, object]:
    """Word parts of a lead: the titles of both papers, what they share, and the outcomes of plans.

    ``plans`` is None if the earlier paper has none.
    """
    comparison = pair.found
    n = {
        "initiatives": len(comparison.initiatives),
        "figures": len(comparison.figures),
        "partners": len(compare.recurring(comparison.partners)),
    }
    shared = [_count_of(pair, what, k) for what, k in n.items() if k]
    return {
        "earlier": pair.titles[0],
        "later": pair.titles[1],
        "shared": words.listing(shared) if shared else t("no initiative, figure or partner"),
        "plans": _count_of(pair, "plans", len(comparison.plans)) if len(comparison.plans) else None,
        "fates": words.listing(_fate_clauses(pair, comparison.plans["says"])),
    }


def _fate_clauses(pair: Pair, says: pd.Series) -> Iterator[str]:
    """Yield clauses on what the later paper says of plans; outcomes that none has are left out."""
    n = {fate: pair.tally(f"plans {fate}", int((says == fate).sum())) for fate in compare.STATES}
    if n[compare.DONE]:
        yield tn("the later reports *{n}* as done", "the later reports *{n}* as done", n[compare.DONE])
    if n[compare.AGAIN]:
        yield tn("*{n}* is planned again", "*{n}* are planned again", n[compare.AGAIN])
    if len(says) == (says == compare.SILENT).sum():
        yield t("the later mentions none")
    elif n[compare.SILENT]:
        yield tn("*{n}* is not mentioned", "*{n}* are not mentioned", n[compare.SILENT])


def first_screen(pair: Pair, lead: Display, grid: pd.DataFrame) -> Display:
    """Show the ``lead``, and draw how much both papers name, as counted by :func:`overlap`."""
    return claimed(lead, shared_chart(pair, grid))


def _count_of(pair: Pair, what: str, n: int) -> str:
    value = pair.tally(what, n)
    return {
        "initiatives": tn("{n} initiative", "{n} initiatives", value),
        "figures": tn("{n} figure", "{n} figures", value),
        "partners": tn("{n} partner", "{n} partners", value),
        "countries": tn("{n} country", "{n} countries", value),
        "plans": tn("{n} plan", "{n} plans", value),
    }[what]


def overlap(pair: Pair) -> pd.DataFrame:
    """Count what both papers name, and what only one does: initiatives, partners, countries."""
    comparison = pair.found
    n = len(comparison.initiatives)
    ends = {
        "Initiatives": (n, len(comparison.earlier.initiatives) - n, len(comparison.later.initiatives) - n)
    }
    for what, table in (("Partners", comparison.partners), ("Countries", comparison.countries)):
        before, after = table["before"] > 0, table["after"] > 0
        ends[what] = (int((before & after).sum()), int((before & ~after).sum()), int((~before & after).sum()))
    return pd.DataFrame.from_dict(ends, orient="index", columns=[BOTH, BEFORE, AFTER]).rename_axis("named")


def shared_chart(pair: Pair, grid: pd.DataFrame) -> Display:
    """Draw how much both papers name."""
    both = words.listing(_count_of(pair, str(what).casefold(), int(n)) for what, n in grid[BOTH].items())
    return charts.stacked(
        grid,
        title=t("In both papers: {list}", list=both),
        source=pair.source,
        axis=t("Named"),
        colours=_COLOURS,
        hatches=_HATCHES,
        behind=grid.rename(columns=lambda end: words.capital(t(end))).reset_index(),
        note=t("Names are compared by their words, without years; the author counts as a partner."),
        name="named in both",
    )


def figure_table(pair: Pair, rows: pd.DataFrame) -> Table:
    """Show figures that both papers give, with their dates and definitions."""
    shown = pd.DataFrame(
        {
            "what": rows["what"],
            "before": [compare.figure(fact) for fact in rows["before"]],
            "after": [compare.figure(fact) for fact in rows["after"]],
            "change": [_change(a, b) for a, b in zip(rows["before"], rows["after"], strict=True)],
            "defined": [
                t("in the same words") if same else t(str(after.subject))
                for same, after in zip(rows["same"], rows["after"], strict=True)
            ],
        }
    )
    return tables.table(
        shown,
        t("Figures in both papers"),
        columns={
            "what": Column(mark("Figure"), wide=True),
            "before": mark("Earlier"),
            "after": mark("Later"),
            "change": mark("Change"),
            "defined": Column(mark("How the later defines it"), wide=True),
        },
        source=pair.source,
        key="figures compared",
        empty=mark("No figure is in both: none has the same role, or is described in the same words."),
    )


def _change(before: Fact, after: Fact) -> str:
    """Return by how much the later figure is larger, in percent; blank if their units differ."""
    if not before.value or before.unit != after.unit:
        return ""
    return words.percentage(f"{100 * (after.value / before.value - 1):+.0f}".replace("-", "−"))


def initiative_table(pair: Pair, rows: pd.DataFrame) -> Table:
    """Show initiatives that both papers name, and what each says of them."""
    return tables.table(
        rows,
        t("Initiatives in both papers"),
        columns={
            "name": Column(mark("Initiative"), wide=True),
            "then": mark("In the earlier"),
            "now": mark("In the later"),
            "earlier": Column(mark("Id in the earlier"), hidden=True),
            "later": Column(mark("Id in the later"), hidden=True),
        },
        source=pair.source,
        key="initiatives compared",
        empty=mark("No initiative is in both."),
    )


def plan_table(pair: Pair, rows: pd.DataFrame) -> Table:
    """Show plans of the earlier paper: what the later says of them, and what other sources say."""
    return tables.table(
        rows.assign(at=located(rows)),
        t("Plans of the earlier paper"),
        columns={
            "what": Column(mark("Plan (our words)"), wide=True),
            "at": mark("Where"),
            "says": mark("What the later paper says"),
            "fate": mark("What became of it"),
        },
        source=pair.source,
        key="plans compared",
        empty=mark("The earlier paper plans nothing."),
    )


def partner_table(pair: Pair, rows: pd.DataFrame) -> Table:
    """Show partners with how often each paper names them."""
    return _mention_table(pair, rows, "name", t("Partners in both papers"), mark("Partner"))


def country_table(pair: Pair, rows: pd.DataFrame) -> Table:
    """Show countries with how often each paper names them."""
    rows = rows.assign(name=[countries.name(code) for code in rows["iso3"]])
    return _mention_table(pair, rows, "name", t("Countries in both papers"), mark("Country"))


def _mention_table(pair: Pair, rows: pd.DataFrame, name: str, title: str, heading: str) -> Table:
    return tables.table(
        rows,
        title,
        columns={
            name: heading,
            "before": Column(mark("Times in the earlier"), kind="number"),
            "after": Column(mark("Times in the later"), kind="number"),
        },
        source=pair.source,
        key=title,
        empty=mark("None is in both."),
    )
