"""Migration Profiles: which of the figures tracked here open data has for which countries."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ... import charts, context_tables, countries, indicators, style, words
from ...display import Display, note
from ...language import mark, t, tn
from ...profiles.gaps import template
from ...section import Brief
from . import displacement

PARTS = (mark("context"), mark("trends"), mark("impact"), mark("governance"))
MAX_COLUMNS = 12  # countries whose codes fit side by side
FURTHER = mark(
    "The further figures of the template are in none of this project's tables (reference/template.csv)."
)
LISTS = mark(
    "Lists of countries (trafficking tiers, IOM members) are left out: absence from a list is not a gap."
)
HEADINGS = (mark("Indicator"), mark("Profile part"))  # of the data behind the matrix


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
        return note(t("No country is named or in focus, so there is no profile to fill."))
    shown = list(seen.columns[:MAX_COLUMNS])
    parts = seen.groupby(about["template_part"], sort=False).agg("sum").sum(axis=1)
    cells = about["template_part"].value_counts() * len(seen.columns)
    weakest = min(parts.index, key=lambda p: parts[p] / cells[p])
    filled, total = int(seen.to_numpy().sum()), seen.size
    title = tn(
        "Of the {all} figures that the template asks for, {figures} are tracked here; open data fills "
        "{share} of these for {n} country",
        "Of the {all} figures that the template asks for, {figures} are tracked here; open data fills "
        "{share} of these for {n} countries",
        len(seen.columns),
        share=words.share(filled, total),
        figures=len(seen),
        all=len(seen) + further(),
    )
    weak = (
        t("nothing is missing")
        if filled == total
        else t(
            "weakest is {part} ({share})",
            part=t(weakest),
            share=words.share(parts[weakest], cells[weakest]),
        )
    )
    title = t("{first}; {second}", first=title, second=weak)
    names = about.loc[seen.index, "name"].map(t)
    labels = [charts.wrap(n, 34) for n in names]
    places, tall = charts.stack(labels)
    at = np.array(places)
    colours = dict(zip(PARTS, style.SERIES, strict=False))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for part, colour in colours.items():
            of = (about.loc[seen.index, "template_part"] == part).to_numpy()[:, None]
            y, x = (seen[shown].to_numpy() & of).nonzero()
            ax.scatter(x, at[y], marker="s", s=52, color=colour)
        y, x = (~seen[shown].to_numpy()).nonzero()
        ax.scatter(x, at[y], marker="o", s=26, facecolors="none", edgecolors=style.SOFT, lw=0.9)
        ax.set_yticks(places, labels)
        ax.set_xticks(range(len(shown)), shown, rotation=90 if len(shown) > 7 else 0)
        ax.xaxis.tick_top()
        ax.set_xlim(-0.6, max(len(shown), 6) - 0.4)
        ax.set_ylim(tall - 0.4, -0.6)
        ax.tick_params(length=0)
        for spine in ax.spines.values():
            spine.set_visible(False)
        keys = [
            Line2D([], [], color=colours[p], marker="s", linestyle="", markersize=6, label=t(p))
            for p in PARTS
            if p in set(about["template_part"])
        ]
        keys.append(
            Line2D(
                [], [], color=style.SOFT, marker="o", linestyle="", fillstyle="none", label=words.missing()
            )
        )
        charts.legend(figure, keys, below=True, most=4, handletextpad=0.2)

    gaps = [
        t(
            "{name}: {countries}",
            name=names[i],
            countries=words.listing([countries.name(k) for k in row.index[~row]], 4),
        )
        for i, row in seen.iterrows()
        if not row.all()
    ]
    data = seen.replace({True: t("yes"), False: words.missing()}).rename(columns=countries.name)
    data.insert(0, "indicator", names)
    data.insert(1, "profile part", about.loc[seen.index, "template_part"].map(t))
    cut = len(seen.columns) - len(shown)
    codes = words.listing(f"{k} {countries.name(k)}" for k in shown)
    reading = f"{t(FURTHER)} {t('Codes are {codes}.', codes=codes)} {t(LISTS)}"
    if cut:
        reading += " " + tn(
            "{n} further country in the data table only.",
            "{n} further countries in the data table only.",
            cut,
        )
    return charts.chart(
        draw,
        title=title,
        alt=t(
            "Matrix of {figures} figures and {countries}. Missing: {missing}.",
            figures=len(seen),
            countries=words.count(len(shown), "country"),
            missing=t("; ").join(gaps[:10]) or t("nothing"),
        ),
        data=data.reset_index(drop=True),
        source=t(
            "the Factbook, vintage {vintage}; parts after IOM's template for Migration Profiles",
            vintage=brief.vintage,
        ),
        note=reading,
        name=f"template coverage {brief.vintage}",
        height=1.3 + 0.19 * tall,
    )


def gaps(brief: Brief) -> Display:
    """The figures that some of these countries lack, for whom, and where to get them live."""
    seen = coverage(brief)
    wanted = [str(i) for i, row in seen.iterrows() if not row.all()]
    if not len(seen.columns):
        return note(t("No country is named or in focus, so there is no profile to fill."))
    if not wanted:
        return note(t("Every figure tracked here has data for every country looked at."))
    return context_tables.coverage(wanted, brief.vintage, list(seen.columns))
