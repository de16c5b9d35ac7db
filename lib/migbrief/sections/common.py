"""What several sections share: who is compared, honest absence, figures paired by year, strips of dots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .. import charts, countries, indicators, style, words
from ..articles import with_article
from ..charts import Chart
from ..display import Display, note
from ..labels import name_points
from ..language import t, tn
from ..section import Brief

NAMED = 12  # names written beside points; more cannot be read
FEWEST = 5  # figures without which a median says nothing of a group


def pool(brief: Brief) -> list[str]:
    """The countries compared: the group asked for, or all there are; always with those asked for."""
    group = brief.parameters.group
    codes = countries.members(group) if group else list(countries.load().index)
    return list(dict.fromkeys([*codes, *brief.highlight]))


def scope(brief: Brief) -> str:
    """The pool in words, to go on a sentence with: `` in Eastern Africa``; empty for the whole world."""
    group = brief.parameters.group
    if not group:
        return ""
    outside = set(brief.highlight) - set(countries.members(group))
    income = group in countries.INCOME_GROUPS
    name = t(group).lower() if income else t(group)
    if income and outside:
        return " " + t("among {group} countries and the countries asked for", group=name)
    if income:
        return " " + t("among {group} countries", group=name)
    if outside:
        return " " + t("in {group} and the countries asked for", group=name)
    return " " + t("in {group}", group=name)


def places(n: int, codes: Iterable[str]) -> str:
    """``n`` of these, by what they are: ``31 countries``, or ``31 countries and territories``."""
    if set(countries.load()["kind"].reindex(list(codes)).dropna()) <= {"country"}:
        return words.count(n, "country")
    return tn("{n} country or territory", "{n} countries and territories", n, n=words.number(n))


def absent(brief: Brief, *wanted: str, where: str | None = None) -> Display:
    """Says that this vintage lacks some indicators for the countries compared (or those of ``where``)."""
    names = [t(str(indicators.definitions().loc[i, "name"])) for i in wanted]
    spoken = words.listing(n if n[:2].isupper() else n[:1].lower() + n[1:] for n in names)
    return note(
        t(
            "No data: the {vintage} vintage has no figure here for {indicators}{scope}. Nothing is filled in "
            "from another vintage.",
            vintage=brief.vintage,
            indicators=spoken,
            scope=scope(brief) if where is None else where,
        )
    )


def unstated(what: str) -> Display:
    """Says that an edition does not state a figure."""
    return note(t("This edition does not state {what}.", what=t(what)))


def leading(rows: pd.DataFrame, brief: Brief) -> pd.DataFrame:
    """The first ``top`` rows, then those of countries asked for that are not among them.

    ``rows`` is indexed by iso3 and in order; countries without a row come last with missing figures.
    """
    first = list(rows.index[: brief.parameters.top])
    kept = [*first, *[k for k in rows.index if k in brief.highlight and k not in first]]
    kept += [k for k in brief.highlight if k not in kept]
    out = rows.reindex(kept)
    out["country"] = [countries.name(k) for k in kept]
    return out


def paired(first: str, second: str, vintage: str, codes: Sequence[str]) -> pd.DataFrame:
    """Two figures a country, of one year where the vintage has both for it.

    Indexed by iso3 with ``country``, ``first``, ``first_year``, ``second``, ``second_year``: the latest
    ``second``, and the ``first`` of that year, or of the nearest year where there is none of that year.
    """
    rows = indicators.latest(second, vintage, list(codes))
    lead = indicators.latest(first, vintage, list(codes))
    rows = rows[rows.index.isin(lead.index)]
    every = indicators.load(vintage)
    every = every[(every["indicator"] == first) & every["iso3"].isin(rows.index)]
    apart = (every["year"] - every["iso3"].map(rows["year"])).abs()
    # Of two equally near the later; the latest, whatever its year, where a year is not known.
    every = every.assign(apart=apart).sort_values(["apart", "year"], ascending=[True, False], kind="stable")
    nearest = every.drop_duplicates("iso3").set_index("iso3").reindex(rows.index)
    known = nearest["apart"].notna()
    out = pd.DataFrame({"country": rows["name"], "second": rows["value"], "second_year": rows["year"]})
    out["first_year"] = nearest["year"].where(known, lead["year"].reindex(rows.index))
    out["first"] = nearest["value"].where(known, lead["value"].reindex(rows.index))
    return out[["country", "first", "first_year", "second", "second_year"]]


def highest(rows: pd.DataFrame, unit: str, n: int = 3, value: str = "value") -> str:
    """The first ``n`` of rows in order: ``Tonga (50%), Tajikistan (47.9%) and Lebanon (33.3%)``."""
    known = rows.dropna(subset=[value])
    return words.top([with_article(str(name)) for name in known["country"]], list(known[value]), unit, n)


def strip(
    data: pd.DataFrame,
    *,
    group: str,
    value: str,
    title: str,
    source: str,
    axis: str,
    unit: str,
    highlight: Mapping[str, str] | None = None,
    order: Sequence[str] = (),
    note: str = "",
    name: str = "",
) -> Chart:
    """A dot a country on a row a group, with the median of a group of ``FEWEST`` or more as an upright mark.

    ``data`` is indexed by iso3 and has ``country``. ``highlight`` names the countries drawn in the second
    colour and labelled. Dots are spread up and down only to be seen, the same way each time.
    """
    rows = data.dropna(subset=[value])
    groups = [g for g in order if g in set(rows[group])] or sorted(set(rows[group]))
    sizes = rows[group].value_counts()
    large = [g for g in groups if sizes[g] >= FEWEST]
    medians = rows.groupby(group)[value].median().reindex(large)
    spread = np.random.default_rng(0).uniform(-0.26, 0.26, len(rows))
    place = rows[group].map({g: i for i, g in enumerate(groups)}) + spread
    named = rows.index.isin(list(highlight or {}))
    names = [charts.wrap(t(str(g)), 20) for g in groups]
    row = max(0.62, *(0.16 * (name.count("\n") + 2.5) for name in names))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        ax.scatter(
            rows[value][~named], place[~named], s=15, color=style.SERIES[0], alpha=style.FAINT, linewidths=0
        )
        ax.scatter(rows[value][named], place[named], s=34, color=style.SERIES[1], marker="D", zorder=4)
        for i, g in enumerate(groups):
            if g in large:
                ax.plot([medians[g]] * 2, [i - 0.4, i + 0.4], color=style.INK, linewidth=1.6, zorder=3)
        ax.set_yticks(
            range(len(groups)), [f"{name}\n(n = {sizes[g]})" for name, g in zip(names, groups, strict=True)]
        )
        ax.set_ylim(len(groups) - 0.5, -0.5)
        ax.tick_params(axis="y", length=0)
        if float(rows[value].min()) < 0 < float(rows[value].max()):
            ax.axvline(0, color=style.SOFT, linewidth=0.7)
        ax.set_xlabel(axis)
        charts.axis_numbers(ax.xaxis)
        ax.grid(axis="x")
        shown = rows[named].head(NAMED)
        name_points(ax, list(shown[value]), list(place[shown.index]), list(shown["country"]))

    alt = t("Dots for {places} by group, {axis}.", places=places(len(rows), rows.index), axis=axis)
    upright = []
    if large:
        spoken = charts.describe([t(str(g)) for g in large], [float(medians[g]) for g in large], unit)
        alt += " " + t("Medians: {figures}", figures=spoken)
        upright.append(t("The upright mark is the median of the group."))
    if len(large) < len(groups):
        upright.append(t("A group of fewer than {n} has no median here.", n=words.number(FEWEST)))
    return charts.chart(
        draw,
        title=title,
        alt=alt,
        data=rows.rename_axis("iso3").reset_index(),
        source=source,
        note=" ".join((*upright, note)).strip(),
        name=name,
        height=0.9 + row * len(groups),
    )
