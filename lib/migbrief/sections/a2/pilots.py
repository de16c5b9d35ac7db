"""The pilot countries: who is on which list, and how they differ in open data."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import LogLocator, NullFormatter

from ... import charts, context_tables, countries, indicators, maps, style, tables, words
from ...display import Display, note, stack
from ...errors import UserError
from ...language import mark, t, tn
from ...section import Brief

ROLE = "pilot"
COMPARED = ("population", "median_age", "net_migration_rate", "remittances", "youth_unemployment")
MAX_ROWS = 14  # countries that one figure compares
LIMIT = mark(
    "Figures of the pilot countries show where they stand, not what the pilots changed. Nothing here is "
    "evidence of an effect of cooperation or dialogue."
)
NONE = mark("The paper names no pilot country here.")
PAPER = mark("The paper")


def stated(brief: Brief) -> list[str]:
    """The pilot countries as the paper names them (iso3, in its order)."""
    rows = brief.place_roles()
    return list(dict.fromkeys(rows.loc[rows["role"] == ROLE, "iso3"]))


def lists(brief: Brief) -> dict[str, list[str]]:
    """The pilot countries by source: the paper's own list, then each later source that lists some.

    Keys are the source with its date, values iso3 codes in the source's order.
    """
    places = brief.view.places[brief.view.places["role"] == ROLE]
    found = {PAPER: stated(brief)}
    bearing = brief.view.outcomes
    about = bearing["initiative_id"].isin(set(places["initiative_id"]) - {""})
    about |= bearing["fact_id"].isin(set(places["fact_id"]) - {""})
    for _, row in bearing[about].iterrows():
        codes = _countries(str(row["observed"]))
        if len(codes) > 1:
            found[f"{t(row['publisher'])} ({words.date(row['date'])})"] = codes
    return found


def _countries(text: str) -> list[str]:
    """The countries a list in words names: ``8 countries: Mali; Nepal (to 2013)`` → ``MLI, NPL``."""
    codes = []
    for part in re.split(r"[;:,]", re.sub(r"\([^)]*\)", "", text)):
        try:
            codes.append(countries.resolve(part.strip()))
        except UserError:
            continue  # words that name no country
    return list(dict.fromkeys(codes))


def listed(brief: Brief) -> Display:
    """The lists side by side: one row a country, a mark for each source that lists it."""
    found = lists(brief)
    if not found[PAPER]:
        return note(t(NONE))
    every = list(dict.fromkeys(k for codes in found.values() for k in codes))
    rows = pd.DataFrame({"country": [countries.name(k) for k in every]})
    columns: dict[str, tables.Column | str] = {"country": mark("Country")}
    for source, codes in found.items():
        rows[source] = [mark("listed") if k in codes else None for k in every]
        columns[source] = tables.Column(
            t("{name}: {figure}", name=t(source), figure=words.number(len(codes))), missing="–"
        )
    return tables.table(
        rows,
        _compared(found),
        columns=columns,
        source=words.series((brief.source, f"data/editions/{brief.edition.name}/outcomes.csv")),
        note=t("A dash means that the source does not list the country, not that nothing was done there."),
        name="pilot lists",
    )


def _compared(found: dict[str, list[str]]) -> str:
    first, *later = found.values()
    if not later:
        return t("The pilots of the paper: {countries}", countries=words.listing(map(countries.name, first)))
    kept = [k for k in first if all(k in codes for codes in later)]
    gone = [countries.name(k) for k in first if not any(k in codes for codes in later)]
    new = [countries.name(k) for k in later[0] if k not in first]
    text = t(
        "{n} of the paper's {pilots} are on every later list",
        n=len(kept),
        pilots=words.count(len(first), "pilot"),
    )
    if gone:
        text += tn(
            "; {countries} is on none", "; {countries} are on none", len(gone), countries=words.listing(gone)
        )
    return text + (t("; the first later list adds {countries}", countries=words.listing(new)) if new else "")


def pilot_map(brief: Brief) -> Display:
    """The pilots on the map: on the paper's list, on later ones, or on both."""
    found = lists(brief)
    first, *others = found.values()
    if not first:
        return note(t(NONE))
    later = {k for codes in others for k in codes}
    kinds = {
        mark("in the paper and later"): [k for k in first if k in later],
        mark("in the paper only"): [k for k in first if k not in later],
        mark("later only"): [
            k for k in dict.fromkeys(k for codes in others for k in codes) if k not in first
        ],
    }
    rows = pd.DataFrame([(k, kind) for kind, codes in kinds.items() for k in codes], columns=["iso3", "role"])
    title = words.listing(f"{len(codes)} {t(kind)}" for kind, codes in kinds.items() if codes)
    return maps.roles(
        rows,
        title=t("Pilot countries: {counts}", counts=title),
        source=t(
            "{source}; later sources: {later}",
            source=brief.source,
            later=words.series(list(found)[1:]) or t("none found"),
        ),
        name="pilots map",
    )


def compared(brief: Brief) -> list[str]:
    """The pilots of the paper, those that joined later, and the countries asked for by name."""
    later = [k for codes in list(lists(brief).values())[1:] for k in codes]
    return list(dict.fromkeys([*stated(brief), *brief.highlight, *later]))[:MAX_ROWS]


def figures(brief: Brief) -> pd.DataFrame:
    """The compared countries' latest figure in each vintage: one row a country, indicator and vintage.

    Columns ``iso3, country, indicator, vintage, year, value, qualifier, source``; those absent are missing.
    """
    chosen = compared(brief)
    parts = []
    for indicator in COMPARED:
        for vintage in indicators.vintages():
            rows = indicators.latest(indicator, vintage, chosen).reindex(chosen)
            rows = rows.assign(
                indicator=indicator, vintage=vintage, country=[countries.name(k) for k in chosen]
            )
            parts.append(rows.rename_axis("iso3").reset_index())
    columns = ["iso3", "country", "indicator", "vintage", "year", "value", "qualifier", "source"]
    return pd.concat(parts, ignore_index=True)[columns]


def peers(brief: Brief) -> tuple[list[str], str]:
    """Whose median the figures show: the group asked for, else the world."""
    group = str(brief.parameters.group)
    return countries.members(group or "World"), t(group) if group else t("the world")


def panels(brief: Brief) -> Display:
    """A panel an indicator: each country's figure in both vintages, and the median of the peers."""
    rows, chosen = figures(brief), compared(brief)
    if not chosen:
        return note(t(NONE))
    members, where = peers(brief)
    medians = {i: indicators.latest(i, brief.vintage, members)["value"].median() for i in COMPARED}
    marks = dict(zip(indicators.vintages(), (("o", style.SERIES[0]), ("D", style.SERIES[1])), strict=False))
    about = indicators.definitions()

    def draw(figure: Figure) -> None:
        grid = figure.subplots(3, 2, sharey=True)
        for ax, indicator in zip(grid.flat, COMPARED, strict=False):
            for vintage, (marker, colour) in marks.items():
                of = rows[(rows["indicator"] == indicator) & (rows["vintage"] == vintage)]
                ax.scatter(of["value"], range(len(of)), marker=marker, s=26, color=colour, zorder=3)
            seen = rows[rows["indicator"] == indicator].groupby("iso3")["value"].count()
            for y, iso3 in enumerate(chosen):
                if not seen.get(iso3, 0):
                    ax.annotate(
                        words.missing(),
                        (0.02, y),
                        xycoords=("axes fraction", "data"),
                        va="center",
                        color=style.SOFT,
                        bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 1},
                    )
            if not np.isnan(medians[indicator]):
                ax.axvline(medians[indicator], color=style.SOFT, linewidth=0.9, linestyle=(0, (4, 3)))
            if indicator == "population":
                ax.set_xscale("log")
                ax.xaxis.set_major_locator(LogLocator(numticks=4))
                ax.xaxis.set_minor_formatter(NullFormatter())
                ax.xaxis.set_major_formatter(lambda x, _: _short(x))
            else:
                charts.axis_numbers(ax.xaxis)
            unit = words.measure(about.loc[indicator, "unit"])
            name = t(about.loc[indicator, "name"])
            ax.set_title(charts.wrap(name, 26), fontsize=style.FONT_SIZE, loc="left")
            ax.set_xlabel(t("{unit}, log scale", unit=unit) if indicator == "population" else unit)
            ax.set_yticks(range(len(chosen)), [charts.wrap(countries.name(k), 22) for k in chosen])
            ax.set_ylim(len(chosen) - 0.5, -0.5)
            ax.tick_params(axis="y", length=0)
            ax.grid(axis="both")
        grid.flat[-1].set_axis_off()
        keys = [
            Line2D(
                [], [], color=c, marker=m, linestyle="", markersize=5, label=t("{vintage} vintage", vintage=v)
            )
            for v, (m, c) in marks.items()
        ]
        keys.append(
            Line2D([], [], color=style.SOFT, linestyle=(0, (4, 3)), label=t("median of {group}", group=where))
        )
        charts.legend(figure, keys, handletextpad=0.4)

    now = rows[rows["vintage"] == brief.vintage]
    spoken = []
    for indicator in COMPARED:
        of = now[(now["indicator"] == indicator) & now["value"].notna()]
        unit = words.measure(str(about.loc[indicator, "unit"]))
        said = [f"{r.country} {words.number(r.value)}" for r in of.itertuples()]
        spoken.append(f"{t(about.loc[indicator, 'name'])} ({unit}): {words.listing(said, 8)}")
    return charts.chart(
        draw,
        title=_finding(now, medians, where),
        alt=t(
            "Five dot plots, vintage {vintage} read out. {figures}.",
            vintage=brief.vintage,
            figures=words.series(spoken),
        ),
        data=rows,
        source=words.source(rows.dropna(subset=["value"])),
        note=t(
            "From the top: pilots of the paper, countries in focus, pilots of later lists only. Medians are "
            "those of {group} in vintage {vintage}. The two marks of a country come from vintages that "
            "differ in method; each figure's year is in the tables below and in the data.",
            group=where,
            vintage=brief.vintage,
        ),
        name="pilots compared",
        height=1.3 + 3 * (0.75 + 0.21 * len(chosen)),
    )


def _finding(now: pd.DataFrame, medians: dict[str, float], where: str) -> str:
    of = now[now["indicator"] == "net_migration_rate"].dropna(subset=["value"])
    young = now[now["indicator"] == "median_age"].dropna(subset=["value"])
    if of.empty and young.empty:
        return t("No figures for {countries}", countries=words.listing(dict.fromkeys(now["country"]), 4))
    out, below = int((of["value"] < 0).sum()), int((young["value"] < medians["median_age"]).sum())
    return tn(
        "More people leave than arrive in {out} of {countries} compared; {n} of {all} is younger than the "
        "median of {group}",
        "More people leave than arrive in {out} of {countries} compared; {n} of {all} are younger than the "
        "median of {group}",
        below,
        out=out,
        countries=words.count(len(of), "country"),
        all=len(young),
        group=where,
    )


def _short(value: float) -> str:
    """A number of people for a narrow axis: ``10 m``."""
    return (
        words.compact(value)
        .replace("illions", "")
        .replace("illion", "")
        .replace("illones", "")
        .replace("illón", "")
    )


def table(brief: Brief) -> Display:
    """The figures behind the panels, a table a vintage, each figure with its year."""
    chosen = compared(brief)
    if not chosen:
        return note(t(NONE))
    return stack(
        *(
            context_tables.comparison(
                COMPARED, vintage, chosen, t("Pilot countries in figures, vintage {vintage}", vintage=vintage)
            )
            for vintage in indicators.vintages()
        )
    )
