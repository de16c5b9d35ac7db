"""What a section or paper claims, and whether it holds: counted, in words, drawn, and row by row."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from migbrief.content.shared.paper_wording import INSIDE, OUTSIDE, figure, located
from migbrief.display import charts, tables, theme
from migbrief.display.html import Display, claimed, note
from migbrief.display.tables import Column, Table
from migbrief.editions import checks
from migbrief.editions.edition import UNWRITTEN
from migbrief.text import words
from migbrief.text.i18n import mark, t, tn
from migbrief.text.value import Value

from .brief import Brief

FIGURES, COUNTS = mark("Figures"), mark("Counts")
DATES, PLANS = mark("Dates, ordinals and lists"), mark("Plans")
CLAIMS: Final = (FIGURES, COUNTS, DATES, PLANS)
MEASURED: Final = (FIGURES, COUNTS)
# Kinds of quantities as readers see them: a count of four pillars is no figure, nor is a date.
BY_KIND: Final[Mapping[str, str]] = {
    **dict.fromkeys(("money", "people", "rate"), FIGURES),
    **dict.fromkeys(("count", "frequency"), COUNTS),
    **dict.fromkeys(("date", "ordinal", "list"), DATES),
}
# Results of claims: of figures and dates their verdicts, of plans their fates.
CONFIRMED = mark("confirmed elsewhere, or kept")
ALONE = mark("agrees with the paper itself only")
PARTLY = mark("in part, late or changed")
AGAINST = mark("contradicted, or dropped")
UNFOUND = mark("not verified")
ENDS: Final = (CONFIRMED, ALONE, PARTLY, AGAINST, UNFOUND)
BY_VERDICT: Final[Mapping[str, str]] = {
    OUTSIDE: CONFIRMED,
    INSIDE: ALONE,
    "contradicted": AGAINST,
    "not checkable": UNFOUND,
}
BY_FATE: Final[Mapping[str, str]] = {
    "kept": CONFIRMED,
    "slipped": PARTLY,
    "changed": PARTLY,
    "dropped": AGAINST,
}
COLOURS: Final = {
    CONFIRMED: theme.VERDICT_COLOURS["supported"],
    ALONE: theme.SERIES[6],
    PARTLY: theme.VERDICT_COLOURS["partial"],
    AGAINST: theme.VERDICT_COLOURS["contradicted"],
    UNFOUND: theme.VERDICT_COLOURS["not checkable"],
}
HATCHES: Final = {
    CONFIRMED: "",
    ALONE: "--",
    PARTLY: theme.VERDICT_HATCHES["partial"],
    AGAINST: theme.VERDICT_HATCHES["contradicted"],
    UNFOUND: theme.VERDICT_HATCHES["not checkable"],
}
SHOWN: Final = {**checks.SHOWN, "not checkable": "not verified"}  # verdicts as readers see them


def claims(brief: Brief) -> pd.DataFrame:
    """List what is claimed: a row a quantity, in the paper's order, then a row a plan.

    Columns ``section``, ``claim`` (one of ``CLAIMS``), ``id``, ``end`` (one of ``ENDS``).
    """
    verdict = verdict_words(brief).map(lambda name: BY_VERDICT.get(name, PARTLY))
    facts, plans = brief.view.facts, brief.plans
    stated = pd.DataFrame(
        {
            "section": facts["section"],
            "claim": facts["kind"].map(BY_KIND),
            "id": facts["fact_id"],
            "end": facts["fact_id"].map(verdict),
        }
    )
    planned = pd.DataFrame(
        {
            "section": plans["section"],
            "claim": PLANS,
            "id": plans["plan_id"],
            "end": plans["fate"].map(lambda fate: BY_FATE.get(fate, UNFOUND)),
        }
    )
    return pd.concat([stated, planned], ignore_index=True)


def counts(brief: Brief, rows: pd.DataFrame) -> pd.DataFrame:
    """Count claims by what came of them, as values: a row each of the ``CLAIMS`` that there are.

    The index is the claim; columns are ``stated`` (all of them) and ``ENDS``.
    """
    counts = {}
    for claim in CLAIMS:
        of = rows[rows["claim"] == claim]["end"].value_counts()
        if len(of):
            ends = {end: brief.tally(f"{claim} {end}", int(of.get(end, 0))) for end in ENDS}
            counts[claim] = {"stated": brief.tally(f"{claim} stated", int(of.sum())), **ends}
    table = pd.DataFrame.from_dict(counts, orient="index", columns=["stated", *ENDS], dtype=object)
    return table.rename_axis("claim")


def first_screen(brief: Brief, lead: Display, counted: pd.DataFrame) -> Display:
    """Show the ``lead`` on what a section is about, and the results of the claims counted."""
    subject = str(brief.view.sections["subject"].iloc[0]) if not brief.whole else ""
    about = [note(t("About: {subject}.", subject=t(subject)))] if subject else []
    return claimed(*about, lead, *([chart(brief, counted)] if len(counted) else []))


def further(brief: Brief, counted: pd.DataFrame) -> list[str]:
    """Word the rest of a lead: the fates of plans; for a section without figures, what it has instead."""
    rows = {str(claim): row for claim, row in counted.iterrows()}
    first = next(iter(rows), PLANS)
    sentences = []
    if first in (COUNTS, DATES):
        text = mark("Of the counts, {verdicts}.") if first == COUNTS else mark("Of these, {verdicts}.")
        sentences.append(t(text, verdicts=_verdict_clauses(rows[first])))
    elif first == PLANS:
        text = (
            mark("The paper states no figure and names {initiatives}.")
            if brief.whole
            else mark("This section states no figure and names {initiatives}.")
        )
        sentences.append(t(text, initiatives=_initiatives(brief)))
    return [*sentences, _fate_sentence(rows[PLANS])] if PLANS in rows else sentences


def _initiatives(brief: Brief) -> str:
    return tn("{n} initiative", "{n} initiatives", brief.tally("initiatives", len(brief.view.initiatives)))


def stated(brief: Brief, counted: pd.DataFrame) -> dict[str, str | None]:
    """Word parts of a lead: ``quantities`` and ``initiatives``, and ``verdicts`` on the figures.

    None for what a section lacks, which :func:`further` mentions.
    """
    rows = {str(claim): row for claim, row in counted.iterrows()}
    parts = [_count_of(claim, row["stated"]) for claim, row in rows.items() if claim != PLANS]
    if FIGURES in rows:
        n = rows[FIGURES]["stated"]
        parts[0] = tn("{n} figure (money, people or a rate)", "{n} figures (money, people and rates)", n)
    return {
        "quantities": words.listing(parts) if parts else None,
        "initiatives": _initiatives(brief),
        "verdicts": _verdict_clauses(rows[FIGURES]) if FIGURES in rows else None,
    }


def _verdict_clauses(row: pd.Series) -> str:
    """Say how many of some quantities hold; results that none has are left out."""
    confirmed, alone, partly, against, unfound = (row[end] for end in ENDS)
    clauses = [t("none is confirmed by another source")]
    if confirmed:
        clauses = [
            tn("*{n}* is confirmed by another source", "*{n}* are confirmed by other sources", confirmed)
        ]
    if alone:
        clauses.append(
            tn("*{n}* agrees with the paper itself only", "*{n}* agree with the paper itself only", alone)
        )
    if partly:
        clauses.append(
            tn("*{n}* holds in part or differs by source", "*{n}* hold in part or differ by source", partly)
        )
    if against:
        clauses.append(tn("*{n}* does not hold", "*{n}* do not hold", against))
    if unfound:
        clauses.append(tn("*{n}* could not be verified", "*{n}* could not be verified", unfound))
    return words.listing(clauses)


def _fate_sentence(row: pd.Series) -> str:
    kept, _, late, dropped, unfound = (row[end] for end in ENDS)
    clauses = [t("none is known to have been kept")]
    if kept:
        clauses = [tn("*{n}* was kept", "*{n}* were kept", kept)]
    if late:
        clauses.append(tn("*{n}* was delayed or changed", "*{n}* were delayed or changed", late))
    if dropped:
        clauses.append(tn("*{n}* was dropped", "*{n}* were dropped", dropped))
    if unfound:
        clauses.append(tn("the outcome of *{n}* is not known", "the outcome of *{n}* is not known", unfound))
    if row["stated"].value == 1:
        one = (
            (kept, t("Its {n} plan was kept.", n=kept)),
            (late, t("Its {n} plan was delayed or changed.", n=late)),
            (dropped, t("Its {n} plan was dropped.", n=dropped)),
            (unfound, t("The outcome of its {n} plan is not known.", n=unfound)),
        )
        return next(fate for n, fate in one if n)
    return t("Of {plans}, {fates}.", plans=_count_of(PLANS, row["stated"]), fates=words.listing(clauses))


def chart(brief: Brief, counted: pd.DataFrame) -> Display:
    """Draw the results of figures, dates and plans, a bar each."""
    ends = [end for end in ENDS if any(counted[end])]
    return charts.stacked(
        counted[ends].rename(index=t),
        title=_title(counted),
        source=words.series((brief.source, brief.tables)),
        axis=t("% of the claims of each kind; at the end their number"),
        equal=True,
        colours=COLOURS,
        hatches=HATCHES,
        behind=counted.rename(index=t)
        .rename(columns={end: words.capital(t(end)) for end in ENDS})
        .reset_index(),
        name="claims",
        note=t(
            "Confirmed elsewhere: by a later source or open data. Late or changed: plans and their dates."
        ),
    )


def _title(counted: pd.DataFrame) -> str:
    claim, row = str(counted.index[0]), counted.iloc[0]
    given = {"n": row[CONFIRMED], "all": _count_of(claim, row["stated"])}
    if claim == PLANS:
        return t("Kept: {n} of {all}", **given)
    return t("Confirmed elsewhere: {n} of {all}", **given)


def _count_of(claim: str, n: Value) -> str:
    return {
        FIGURES: tn("{n} figure", "{n} figures", n),
        COUNTS: tn("{n} count", "{n} counts", n),
        DATES: tn("{n} date, ordinal or list", "{n} dates, ordinals and lists", n),
        PLANS: tn("{n} plan", "{n} plans", n),
    }[claim]


def verdict_words(brief: Brief) -> pd.Series:
    """Map fact_id to its verdict, distinguishing support by other sources from support by the paper alone."""
    rows = brief.verdicts.set_index("fact_id")
    return (
        rows["basis"]
        .map({"outside": OUTSIDE, "inside": INSIDE})
        .where(rows["verdict"] == "supported", rows["verdict"])
    )


def facts(brief: Brief) -> pd.DataFrame:
    """List the quantities stated, each with its figure as a value, its verdict and the basis of that.

    Columns ``at``, ``paraphrase``, ``figure``, ``verdict``, ``seen``, ``as_of``, ``status``, ``fact_id``,
    ``claim``, ``subject``, ``role``, ``row`` (the key of the row if the figure is not a value).
    """
    rows, given = brief.view.facts, brief.verdicts.set_index("fact_id")["verdict"]
    on = brief.results[brief.results["verdict"] == brief.results["fact_id"].map(given)]
    on = on[on["verdict"] != "not checkable"]
    each = on.groupby("fact_id")
    observed = {k: " ".join(dict.fromkeys(map(_observed, of.to_dict("records")))) for k, of in each}
    figures = [figure(fact, brief.cite(fact)) for fact in brief.view.facts_of()]
    table = rows.assign(
        at=located(rows),
        figure=figures,
        verdict=rows["fact_id"].map(verdict_words(brief)),
        seen=rows["fact_id"].map(observed),
        claim=rows["kind"].map(BY_KIND),
        # A value anchors its own cell; footnotes to dates and ordinals lead to the row.
        row=[None if isinstance(f, Value) else k for f, k in zip(figures, rows["fact_id"], strict=True)],
    )
    columns = ["at", "paraphrase", "figure", "verdict", "seen", "as_of", "status", "fact_id"]
    return table[[*columns, "claim", "subject", "role", "row"]].reset_index(drop=True)


def _observed(check: Mapping[str, object]) -> str:
    """Say what a check found and where; for a doubt, also the reason."""
    observed = words.sentence(f"{t(str(check['observed']))} ({t(str(check['source']))})")
    return observed if check["verdict"] == "supported" else f"{observed} {t(str(check['explanation']))}"


def fact_table(brief: Brief, rows: pd.DataFrame, title: str = "", shown: int = 10) -> Table:
    """Show quantities with their verdict and its basis."""
    return tables.table(
        rows.replace({"verdict": SHOWN}),
        title or t("Figures and counts the paper states ({where})", where=brief.where),
        columns={
            "paraphrase": Column(mark("Statement (our words)"), wide=True),
            "at": mark("Where"),
            "figure": mark("Figure"),
            "verdict": Column(mark("Verdict"), kind="verdict"),
            "seen": Column(mark("What we found"), format=str, missing="–", wide=True),
            "as_of": Column(mark("As of"), hidden=True),
            "status": Column(mark("Status"), hidden=True),
            "fact_id": Column("fact_id", hidden=True),
        },
        source=words.series((brief.source, brief.tables)),
        shown=shown,
        key="facts",
        notes="row",
        name="figures" if not title else "dates",
        empty=mark("The paper states none here."),
    )


def date_table(brief: Brief, rows: pd.DataFrame) -> Table:
    """Show dates, ordinals and lengths of lists, those in doubt first."""
    order = (
        rows["verdict"]
        .map(lambda v: BY_VERDICT.get(v, PARTLY))
        .map([AGAINST, PARTLY, CONFIRMED, ALONE, UNFOUND].index)
    )
    rows = rows.loc[order.sort_values(kind="stable").index]
    return fact_table(
        brief, rows, t("Dates, ordinals and lists the paper states ({where})", where=brief.where), 4
    )


def not_found(brief: Brief, rows: pd.DataFrame, plans: pd.DataFrame) -> Display:
    """Name the figures and plans for which no later source or open data was found."""
    figures = [
        f"{figure} ({at})" if subject == UNWRITTEN else t(str(subject))
        for subject, figure, at in zip(rows["subject"], rows["figure"], rows["at"], strict=True)
    ]
    whats = zip(plans["what"], located(plans), strict=True)
    open_ends = [at if what == UNWRITTEN else t(str(what)).rstrip(".") for what, at in whats]
    sentences = []
    if figures:
        sentences.append(
            t("*Not verified.* No source was found for these figures: {list}.", list=words.series(figures))
        )
    if open_ends:
        sentences.append(
            t("The outcome of these plans is not known: {list}.", list=words.series(open_ends))
            if figures
            else t(
                "*Not verified.* The outcome of these plans is not known: {list}.",
                list=words.series(open_ends),
            )
        )
    return (
        note(" ".join(sentences))
        if sentences
        else note(t("For every figure and plan there is a source to compare it with."))
    )
