"""Part 2, does it hold: verdicts with what was observed, and what nobody can check."""

from __future__ import annotations

import pandas as pd

from .. import charts, style, tables, words
from ..checks import INSIDE as INSIDE_KINDS
from ..checks import PRECEDENCE
from ..display import OWN, Display, note, refer
from ..language import mark, t, tn
from ..section import Brief
from ..tables import Column, Table
from .wording import INSIDE, OUTSIDE, located, stated, verdict_words

COLOURS = {OUTSIDE: style.VERDICT_COLOURS["supported"], INSIDE: style.SERIES[6], **style.VERDICT_COLOURS}
HATCHES = {OUTSIDE: "", INSIDE: "--", **style.VERDICT_HATCHES}
IMPLIED = mark("only implied")  # a figure worked out from one stated, which nothing at hand gives
# Headings of the data behind the chart.
HEADINGS = (
    mark("Supported by other sources"),
    mark("Supported by the paper itself"),
    mark("Partial"),
    mark("Differs by vintage"),
    mark("Contradicted"),
    mark("Not checkable"),
    mark("Section"),
    mark("Kind"),
)
# What kinds of quantities, of checks and of tolerances there are.
QUANTITIES = (
    mark("ordinal"),
    mark("date"),
    mark("count"),
    mark("rate"),
    mark("list"),
    mark("money"),
    mark("people"),
    mark("frequency"),
)
CHECKS = (mark("arithmetic"), mark("consistency"), mark("open data"), mark("evidence"))
TOLERANCES = (
    mark("the same number"),
    mark("within 5%"),
    mark("up to 10% below"),
    mark("any larger number"),
    mark("the same or any larger number"),
    mark("within 10%"),
)


def verdict_chart(brief: Brief, by: str = "kind") -> Display:
    """How many quantities hold, by kind of quantity (or by ``section``)."""
    if brief.view.facts.empty:
        return note(t("The paper states no quantity here ({where}).", where=brief.where))
    facts = brief.view.facts.assign(verdict=brief.view.facts["fact_id"].map(verdict_words(brief)))
    grid = facts.groupby([by, "verdict"], sort=False).size().unstack(fill_value=0)
    order = [v for v in COLOURS if v in grid.columns]
    grid = grid[order]
    if by == "section":
        grid = grid.reindex([s for s in brief.edition.sections["section"] if s in grid.index])
    else:
        grid = grid.loc[grid.sum(axis=1).sort_values(ascending=False).index]
    n = {v: int(grid[v].sum()) if v in grid else 0 for v in (OUTSIDE, INSIDE, "not checkable")}
    title = tn(
        "Of {quantities}, {n} is supported by other sources and {inside} by the paper itself; "
        "{unchecked} cannot be checked",
        "Of {quantities}, {n} are supported by other sources and {inside} by the paper itself; "
        "{unchecked} cannot be checked",
        n[OUTSIDE],
        quantities=words.count(len(facts), "quantity"),
        inside=n[INSIDE],
        unchecked=n["not checkable"],
    )
    if by == "section":
        left = grid["not checkable"] if "not checkable" in grid else grid.sum(axis=1) * 0
        part = left / grid.sum(axis=1)
        worst = [s for s in grid.index if part[s] == part.max()]
        share = words.share(n["not checkable"], len(facts))
        title = t("{share} of the quantities cannot be checked", share=share)
        if len(worst) == 1 and part.max() > 0:
            title = t(
                "{share} of the quantities cannot be checked{own}; the largest part in {section}, "
                "{n} of {of} ({most}){row}",
                share=share,
                own=OWN,
                row=refer(f"{_drawn(by)} {brief.headings(worst)[0]}"),
                section=brief.headings(worst)[0],
                n=int(left[worst[0]]),
                of=int(grid.loc[worst[0]].sum()),
                most=words.share(left[worst[0]], grid.loc[worst[0]].sum()),
            )
        grid.index = pd.Index(brief.headings(grid.index), name="section")
    return charts.stacked(
        grid,
        title=title,
        source=t("checks of {source}", source=brief.source),
        axis=t("Quantities stated"),
        colours=COLOURS,
        hatches=HATCHES,
        note=t(
            "Other sources are later ones, those of the paper's own author included, and open data. The "
            "paper supports itself where its figures agree with each other or with a rule of counting: that "
            "shows no more than consistency."
        ),
        name=_drawn(by),
        rows=by == "section",
    )


def _drawn(by: str) -> str:
    """What the figure of verdicts is called: footnotes lead to it, or with a section to that row."""
    return f"verdicts by {by}"


def checks(brief: Brief) -> Table:
    """Each check: what is stated, what is observed, how far it may be off, and the verdict."""
    rows = brief.results.assign(how=[_how(r) for _, r in brief.results.iterrows()])
    inside = rows["kind"].isin(INSIDE_KINDS)
    said = rows["verdict"].replace({"not checkable": IMPLIED, "supported": INSIDE})
    verdict = rows["verdict"].replace({"supported": OUTSIDE}).mask(inside, said)
    return tables.table(
        rows.assign(verdict=verdict),
        t("Checks and their verdicts ({where})", where=brief.where),
        columns={
            "subject": mark("Quantity"),
            "stated": Column(mark("Stated")),
            "observed": Column(mark("Observed"), missing=mark("nothing observed"), wide=True),
            "verdict": Column(mark("Verdict"), kind="verdict"),
            "how": Column(mark("How it was checked"), wide=True),
            "source": Column(mark("Source"), wide=True),
        },
        source=t("computed from {file}", file=f"data/editions/{brief.edition.name}"),
        note=_rules(rows["fact_id"].duplicated().any(), (verdict == IMPLIED).any()),
        shown=12,
        key="checks",
    )


def _rules(several: bool, implied: bool) -> str:
    """What a reader of the checks must know of verdicts: which of several counts, and what tests nothing."""
    said = []
    if several:
        order = words.listing(t(verdict) for verdict in PRECEDENCE)
        said.append(
            t(
                "A quantity with several checks has the first of these verdicts that one of them gives: "
                "{order}.",
                order=order,
            )
        )
    if implied:
        said.append(
            t(
                "{verdict}: worked out from the paper's own figures, so no test of them.",
                verdict=words.capital(t(IMPLIED)),
            )
        )
    return " ".join(said)


def _how(check: pd.Series) -> str:
    """The kind of check, what it compared, and how far the figures may lie apart."""
    how = t(
        "{kind}: {explanation}",
        kind=words.capital(t(str(check["kind"]))),
        explanation=t(str(check["explanation"])),
    )
    if words.is_missing(check["tolerance"]):
        return how
    return f"{how} " + t("Tolerance: {tolerance}.", tolerance=t(str(check["tolerance"])))


DOUBTED = ("contradicted", "partial", "differs by vintage")  # the worst first


def doubts(brief: Brief) -> Table:
    """What does not hold, or only in part: each quantity with the checks that its verdict rests on."""
    given = brief.verdicts.set_index("fact_id")["verdict"]
    rows = brief.results[brief.results["verdict"] == brief.results["fact_id"].map(given)]
    rows = rows[rows["verdict"].isin(DOUBTED)]
    rows = rows.sort_values("verdict", key=lambda v: v.map(DOUBTED.index), kind="stable")
    facts = brief.view.facts.set_index("fact_id").reindex(rows["fact_id"])
    caption = t("Quantities that hold in part, differ by vintage or are contradicted")
    if len(rows):
        caption = tn(
            "{n} of {quantities} holds in part, differs by vintage or is contradicted",
            "{n} of {quantities} hold in part, differ by vintage or are contradicted",
            rows["fact_id"].nunique(),
            quantities=words.count(len(brief.view.facts), "quantity"),
        )
    subjects = [words.capital(t(str(subject))) for subject in rows["subject"]]
    quantities = [f"{subject} ({at})" for subject, at in zip(subjects, located(facts), strict=True)]
    return tables.table(
        rows.assign(quantity=quantities, says=facts["paraphrase"].to_numpy()),
        caption,
        columns={
            "quantity": mark("Quantity"),
            "says": Column(mark("What is said (our words)"), wide=True),
            "observed": Column(mark("Observed"), wide=True),
            "verdict": Column(mark("Verdict"), kind="verdict"),
            "explanation": Column(mark("Why"), wide=True),
            "source": Column(mark("Source"), wide=True),
        },
        source=t("computed from {file}", file=f"data/editions/{brief.edition.name}"),
        shown=20,
        key="doubts",
        empty=mark("Of what could be checked here, everything holds."),
    )


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
    caption = t("Quantities with no source to check them against")
    if len(rows):
        caption = tn(
            "{n} of {quantities} has no source to check it against",
            "{n} of {quantities} have no source to check them against",
            len(rows),
            quantities=words.count(len(brief.view.facts), "quantity"),
        )
    return tables.table(
        shown,
        caption,
        columns={"says": mark("What is said (our words)"), "figure": mark("Figure"), "at": mark("Where")},
        source=brief.source,
        shown=5,
        key="unchecked",
        empty=mark("Every quantity here has at least one check."),
    )
