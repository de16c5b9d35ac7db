"""Migration Profiles: which of the figures tracked here open data has for which countries."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ... import charts, context, countries, indicators, style, words
from ...display import Display, note
from ...profiles.gaps import template
from ...section import Brief
from . import displacement

PARTS = ("context", "trends", "impact", "governance")
MAX_COLUMNS = 12  # countries whose codes fit side by side
FURTHER = "The further figures of the template are in none of this project's tables (reference/template.csv)."
LISTS = "Lists of countries (trafficking tiers, IOM members) are left out: absence from a list is not a gap."


def chosen(brief: Brief) -> list[str]:
    """The countries looked at: those asked for, else those named for emergency work, else all in focus."""
    return displacement.asked(brief) or list(displacement.named(brief)["iso3"]) or list(brief.focus)


def figures() -> pd.DataFrame:
    """The indicators that give a figure, with ``name`` and ``template_part``, part by part."""
    rows = indicators.definitions()
    rows = rows[rows["kind"] != "status"]
    order = {part: i for i, part in enumerate(PARTS)}
    return rows.assign(order=rows["template_part"].map(order)).sort_values("order", kind="stable")


def further() -> int:
    """How many figures the template of a profile asks for beyond those that this project tracks."""
    return len(template())


def coverage(brief: Brief) -> pd.DataFrame:
    """Whether there is a figure: a row an indicator (of ``figures``), a boolean column a country."""
    seen: pd.DataFrame = indicators.coverage(list(figures().index), brief.vintage, chosen(brief)).T
    return seen


def matrix(brief: Brief) -> Display:
    """Which figures exist for which countries, part of the template by part; gaps are rings."""
    seen, about = coverage(brief), figures()
    if seen.columns.empty:
        return note("No country is named or in focus, so there is no profile to fill.")
    shown = list(seen.columns[:MAX_COLUMNS])
    parts = seen.groupby(about["template_part"], sort=False).agg("sum").sum(axis=1)
    cells = about["template_part"].value_counts() * len(seen.columns)
    weakest = min(parts.index, key=lambda p: parts[p] / cells[p])
    filled, total = int(seen.to_numpy().sum()), seen.size
    title = (
        f"Open data fills {words.share(filled, total)} of the {len(seen)} figures tracked here for "
        f"{words.count(len(seen.columns), 'country')}; the template asks for {further()} more; "
    )
    title += (
        "nothing is missing"
        if filled == total
        else f"weakest is {weakest} ({words.share(parts[weakest], cells[weakest])})"
    )
    colours = dict(zip(PARTS, style.SERIES, strict=False))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for part, colour in colours.items():
            of = (about.loc[seen.index, "template_part"] == part).to_numpy()[:, None]
            y, x = (seen[shown].to_numpy() & of).nonzero()
            ax.scatter(x, y, marker="s", s=52, color=colour)
        y, x = (~seen[shown].to_numpy()).nonzero()
        ax.scatter(x, y, marker="o", s=26, facecolors="none", edgecolors=style.SOFT, lw=0.9)
        ax.set_yticks(range(len(seen)), [charts.wrap(n, 46) for n in about.loc[seen.index, "name"]])
        ax.set_xticks(range(len(shown)), shown, rotation=90 if len(shown) > 7 else 0)
        ax.xaxis.tick_top()
        ax.set_xlim(-0.6, max(len(shown), 6) - 0.4)
        ax.set_ylim(len(seen) - 0.4, -0.6)
        ax.tick_params(length=0)
        for spine in ax.spines.values():
            spine.set_visible(False)
        keys = [
            Line2D([], [], color=colours[p], marker="s", linestyle="", markersize=6, label=p)
            for p in PARTS
            if p in set(about["template_part"])
        ]
        keys.append(
            Line2D([], [], color=style.SOFT, marker="o", linestyle="", fillstyle="none", label=words.MISSING)
        )
        figure.legend(handles=keys, loc="outside lower center", ncols=4, handletextpad=0.2)

    gaps = [
        f"{about.loc[i, 'name']}: {words.listing([countries.name(k) for k in row.index[~row]], 4)}"
        for i, row in seen.iterrows()
        if not row.all()
    ]
    data = seen.replace({True: "yes", False: words.MISSING}).rename(columns=countries.name)
    data.insert(0, "indicator", about.loc[seen.index, "name"])
    data.insert(1, "part", about.loc[seen.index, "template_part"])
    cut = len(seen.columns) - len(shown)
    more = f" {words.count(cut, 'further country').capitalize()} in the data table only." if cut else ""
    return charts.chart(
        draw,
        title=title,
        alt=f"Matrix of {len(seen)} figures and {words.count(len(shown), 'country')}. Missing: "
        + ("; ".join(gaps[:10]) or "nothing")
        + ".",
        data=data.reset_index(drop=True),
        source=f"the Factbook, vintage {brief.vintage}; parts after IOM's template for Migration Profiles",
        note=f"{FURTHER} Codes are {words.listing(f'{k} {countries.name(k)}' for k in shown)}. {LISTS}{more}",
        name=f"template coverage {brief.vintage}",
        height=1.3 + 0.19 * len(seen),
    )


def gaps(brief: Brief) -> Display:
    """The figures that some of these countries lack, for whom, and where to get them live."""
    seen = coverage(brief)
    wanted = [str(i) for i, row in seen.iterrows() if not row.all()]
    if not len(seen.columns):
        return note("No country is named or in focus, so there is no profile to fill.")
    if not wanted:
        return note("Every figure tracked here has data for every country looked at.")
    return context.coverage(wanted, brief.vintage, list(seen.columns))
