"""The whole paper at a glance: what holds, section by section, and what does not."""

from dataclasses import replace

import pandas as pd

from migbrief.content.shared.paper_wording import located
from migbrief.display import charts, tables
from migbrief.display.html import Display
from migbrief.display.tables import Column, Table
from migbrief.editions import checks
from migbrief.text import words
from migbrief.text.i18n import mark, t

from .brief import Brief
from .claims import (
    AGAINST,
    BY_VERDICT,
    COLOURS,
    CONFIRMED,
    COUNTS,
    DATES,
    ENDS,
    FIGURES,
    HATCHES,
    MEASURED,
    PARTLY,
    PLANS,
    SHOWN,
    UNFOUND,
)


def key_figures(counted: pd.DataFrame) -> Display:
    """Show four key numbers, those of figures before those of plans."""
    rows = [
        (FIGURES, CONFIRMED, mark("Figures confirmed elsewhere")),
        (FIGURES, AGAINST, mark("Figures contradicted")),
        (PLANS, CONFIRMED, mark("Plans kept")),
        (PLANS, UNFOUND, mark("Plans whose outcome is not known")),
    ]
    return tables.tiles(
        {
            t(label): t("{n} of {all}", n=counted.loc[claim, end], all=counted.loc[claim, "stated"])
            for claim, end, label in rows
            if claim in counted.index
        }
    )


def by_section(brief: Brief, rows: pd.DataFrame) -> pd.DataFrame:
    """Count the claims of each section by result: sections as index, columns ``ENDS``."""
    grid = rows.groupby(["section", "end"], sort=False).size().unstack(fill_value=0)
    grid = grid.reindex(columns=[end for end in ENDS if end in grid.columns])
    grid = grid.reindex([s for s in brief.edition.sections["section"] if s in grid.index])
    grid.index = pd.Index(headings(brief, grid.index), name="section")
    return grid


def headings(brief: Brief, keys: pd.Index) -> list[str]:
    """Return headings of sections for a chart: letter and title, such as ``a.3 Thematic focus``."""
    rows = brief.edition.sections.set_index("section")
    return [f"{rows.loc[k, 'letter']} {t(rows.loc[k, 'title'])}".strip() for k in keys]


def section_chart(brief: Brief, grid: pd.DataFrame, counted: pd.DataFrame) -> Display:
    """Draw how many figures and counts of each section hold; the data have a row for all sections."""
    stated = [counted.loc[claim] for claim in MEASURED if claim in counted.index]
    if not stated:
        return Display("", "")
    row = stated[0] if len(stated) == 1 else stated[0] + stated[1]
    every = row[grid.columns].to_frame(t("All")).T
    behind = pd.concat([grid.astype(object), every]).rename_axis("section").reset_index()
    return charts.stacked(
        grid,
        title=t("Figures and counts confirmed elsewhere: {n} of {all}", n=row[CONFIRMED], all=row["stated"]),
        source=t("checks of {source}", source=brief.source),
        axis=t("Figures and counts stated"),
        colours=COLOURS,
        hatches=HATCHES,
        note=t(
            "Figures are money, people and rates. Dates, ordinals and lengths of lists are left out: "
            "that a paper gives the same year twice proves little."
        ),
        behind=behind.rename(columns={end: words.capital(t(end)) for end in ENDS}),
        name="figures by section",
    )


def deciding_checks(brief: Brief) -> pd.DataFrame:
    """List the checks that decide the verdicts of quantities: a row a check, contradictions first.

    Columns ``end`` (one of ``ENDS``), ``says`` (in words), ``at``, and those of ``brief.results``.
    """
    given = brief.verdicts.set_index("fact_id")["verdict"]
    rows = brief.results[brief.results["verdict"] == brief.results["fact_id"].map(given)]
    rows = rows.assign(end=rows["verdict"].map({**BY_VERDICT, "supported": CONFIRMED}).fillna(PARTLY))
    rows = rows.sort_values("end", key=lambda end: end != AGAINST, kind="stable")
    stated = brief.view.facts.set_index("fact_id").reindex(rows["fact_id"])
    return rows.assign(says=stated["paraphrase"].to_numpy(), at=located(stated))


def doubt_table(brief: Brief, rows: pd.DataFrame, shown: int = 12) -> Table:
    """Show what does not hold, or only in part, and why."""
    return tables.table(
        rows.replace({"verdict": SHOWN}),
        t("What does not hold, or holds only in part ({where})", where=brief.where),
        columns={
            "says": Column(mark("Statement (our words)"), wide=True),
            "at": mark("Where"),
            "verdict": Column(mark("Verdict"), kind="verdict"),
            "observed": Column(mark("What we found"), wide=True),
            "explanation": Column(mark("Why"), wide=True),
            "source": Column(mark("Source"), hidden=True),
        },
        source=t("computed from {file}", file=brief.tables),
        shown=shown,
        key="doubts",
        empty=mark("Nothing here is contradicted or holds only in part."),
    )


def background(brief: Brief) -> Display:
    """Show what later sources say of the context, not of the paper's own figures or plans."""
    rows = brief.edition.outcomes
    rows = rows[(rows["fact_id"] == "") & (rows["initiative_id"] == "")]
    if rows.empty:
        return Display("", "")
    cited = [words.series(map(t, checks.cited(row))) for row in rows.to_dict("records")]
    return tables.table(
        rows.assign(source=cited, observed=[words.capital(t(said)) for said in rows["observed"]]),
        t("The context of the paper, according to later sources"),
        columns={
            "observed": Column(mark("What later sources say"), wide=True),
            "source": Column(mark("Source"), wide=True),
            "note": Column(mark("Remark"), missing="–", wide=True),
        },
        source=f"{brief.tables}/outcomes.csv",
        key="background",
    )


def section_counts(brief: Brief, rows: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    """Count what each section states, names and plans: a row a section, then one of all, as values.

    Columns ``section``, ``figures``, ``counts``, ``dates``, ``initiatives``, ``plans``, ``kept``.
    """
    keys = pd.Index(brief.edition.sections["section"])
    parts = {
        "figures": (rows[rows["claim"] == FIGURES], FIGURES, "stated"),
        "counts": (rows[rows["claim"] == COUNTS], COUNTS, "stated"),
        "dates": (rows[rows["claim"] == DATES], DATES, "stated"),
        "initiatives": (brief.view.initiatives, "", ""),
        "plans": (rows[rows["claim"] == PLANS], PLANS, "stated"),
        "kept": (rows[(rows["claim"] == PLANS) & (rows["end"] == CONFIRMED)], PLANS, CONFIRMED),
    }
    table = pd.DataFrame({"section": [*headings(brief, keys), t("All")]})
    for name, (part, claim, column) in parts.items():
        n = part["section"].value_counts().reindex(keys, fill_value=0)
        total = brief.tally("initiatives", len(part))
        if claim:
            total = counted.loc[claim, column] if claim in counted.index else brief.tally(name, 0)
        table[name] = [*map(int, n), replace(total, unit="")]
    return table


def section_table(brief: Brief, rows: pd.DataFrame) -> Table:
    """Show how much each section states, names and plans."""
    return tables.table(
        rows,
        t("What each section states, names and plans"),
        columns={
            "section": Column(mark("Section"), format=str),
            "figures": mark("Figures"),
            "counts": mark("Counts"),
            "dates": mark("Dates, ordinals and lists"),
            "initiatives": mark("Initiatives"),
            "plans": mark("Plans"),
            "kept": mark("Plans kept"),
        },
        source=words.series((brief.source, brief.tables)),
        key="sections",
    )
