"""What the parts of a profile share: rounded figures, two vintages side by side, lines with a projection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from .. import charts, cohorts, fit, indicators, language, population, remarks, style, tables, words
from ..charts import Chart
from ..display import Display, note
from ..language import mark, t
from ..profile import Profile, dated, few_for_median, middle, shown, sources
from ..tables import Column, Table

LATEST: Final = population.LATEST
NOW: Final = population.NOW


def projected() -> str:
    """From which year on figures are projections."""
    return t(
        "Estimates run to {last}; later figures, {now} included, are projections of the medium variant.",
        last=population.LAST_ESTIMATE,
        now=NOW,
    )


def about(value: float) -> str:
    """A computed or estimated number of people to two figures: ``1.2 million``, ``34,000``, ``−120``."""
    return words.compact(rounded(value))


def rounded(value: float) -> float:
    """A number of people to two figures, whole."""
    return round(float(f"{value:.2g}")) + 0.0


def between(low: float, high: float) -> str:
    """A range as two rounded figures, or one where they round to the same."""
    a, b = about(low), about(high)
    return a if a == b else t("{low} to {high}", low=a, high=b)


def not_computed(iso3: str) -> str:
    """How a table says that a product is missing: not for want of data where the two are of other people."""
    return words.MISSING if fit.of_all(iso3) else mark("not computed")


def no_population(profile: Profile, what: str) -> Display:
    """What to say where World Population Prospects leaves a place out; ``what`` cannot be shown."""
    return note(
        t(
            "No {what}: World Population Prospects has no figures for {place}.",
            what=t(what),
            place=profile.the,
        )
    )


def no_cohorts(profile: Profile, what: str) -> Display | None:
    """What to say where ``what``, made of the estimate by cohort, cannot be shown; None where it can."""
    if not profile.has_population:
        return no_population(profile, what)
    if not profile.too_few:
        return None
    return note(
        t(
            "No {what}: World Population Prospects has {people} people in {place} in {year}. Under {least}, "
            "errors of counting and rounding weigh as much as migration.",
            what=t(what),
            people=words.number(profile.too_few),
            place=profile.the,
            year=NOW,
            least=words.number(cohorts.FEWEST),
        )
    )


def english(profile: Profile, caption: str, *, peers: bool = True) -> str:
    """The English caption of a table, perhaps beside the peers: it names files in any language."""
    with language.speaking(language.DEFAULT):
        twin = Profile(profile.iso3, profile.edition, profile.parameters)
        return f"{twin.name}: {caption}{twin.beside if peers else ''}"


def two_vintages(
    profile: Profile, wanted: Sequence[str], caption: str, comment: str = "", name: str = ""
) -> Table:
    """Latest figures of each vintage in columns of their own, each with its year, and the peers' median."""
    definitions = indicators.definitions()
    vintages = [profile.vintage, *profile.other_vintages]
    rows, used, peers = [], [], []
    for key in wanted:
        row: dict[str, object] = {"key": key, "indicator": t(str(definitions.loc[key, "name"]))}
        for vintage in vintages:
            found = profile.observe(key, vintage)
            used.append(found)
            row[vintage], row[f"year {vintage}"] = (shown(found), dated(found)) if found else (None, None)
        among = indicators.latest(key, profile.vintage, profile.peers)
        peers.append(among)
        row["median"] = middle(among, str(definitions.loc[key, "unit"]))
        rows.append(row)
    columns: dict[str, Column | str] = {"indicator": mark("Indicator")}
    for vintage in vintages:
        columns[vintage] = Column(words.capital(t("{vintage} vintage", vintage=vintage)))
        columns[f"year {vintage}"] = Column(mark("Year"), kind="year", format=str, missing="—")
    if profile.peers:
        columns["median"] = Column(
            t("Median of {peers}, {vintage} vintage", peers=profile.others_label, vintage=profile.vintage)
        )
    return tables.table(
        pd.DataFrame(rows),
        caption,
        columns=columns,
        source=sources(used, peers),
        note=remarks.together(
            comment,
            few_for_median(peers),
            remarks.of_countries([profile.iso3]),
            remarks.of_figures(wanted, vintages),
        ),
        name=name or caption,
        notes="key",
    )


def lines(
    panels: Mapping[str, pd.DataFrame],
    *,
    title: str,
    note: str = "",
    name: str,
    unit: str = "",
    zero: bool = True,
    beside: pd.DataFrame | None = None,
) -> Chart:
    """Panels one below the other, axis label → lines over years; dashed where they are projections.

    Columns of a panel are named at their right end where there is more than one. ``beside`` are columns by
    year that are not drawn, for the data behind the figure.
    """

    def draw(figure: Figure) -> None:
        axes = figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0]
        for ax, (axis, data) in zip(axes, panels.items(), strict=True):
            _panel(ax, data, zero)
            ax.set_ylabel(charts.wrap(axis, 28))
        axes[-1].set_xlabel(t("Year"))
        longer = all(data.index[-1] > NOW + population.STEP for data in panels.values())
        axes[0].annotate(
            t("projection →") if longer else t("estimates to {year}", year=population.LAST_ESTIMATE),
            (population.LAST_ESTIMATE, 1),
            (3 if longer else -3, 2),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="left" if longer else "right",
            color=style.SOFT,
        )

    spoken = []
    for axis, data in panels.items():
        for column in data.columns:
            first, now, last = data.index[0], min(NOW, data.index[-1]), data.index[-1]
            figures = [
                t("{figure} in {year}", figure=words.quantity(data.loc[y, column], unit), year=y)
                for y in sorted({first, now, last})
            ]
            spoken.append(
                t(
                    "{axis}, {line}: {figures}",
                    axis=axis,
                    line=t(str(column)),
                    figures=words.listing(figures),
                )
            )
    columns = [*panels.values(), *([] if beside is None else [beside])]
    table = pd.concat(columns, axis=1).rename_axis("year").reset_index()
    return charts.chart(
        draw,
        title=title,
        alt=t(
            "Line chart, estimates to {year}, then the medium projection. {lines}.",
            year=population.LAST_ESTIMATE,
            lines=words.series(spoken),
        ),
        data=table.round(1),  # as the title says them
        source=t(population.SOURCE),
        note=f"{note} {projected()}".strip(),
        name=name,
        height=2.6 if len(panels) == 1 else 1.0 + 1.6 * len(panels),
        rows=True,
    )


def _panel(ax: Axes, data: pd.DataFrame, zero: bool) -> None:
    known, ahead = data[data.index <= LATEST], data[data.index >= LATEST]
    ends = []
    for i, column in enumerate(data.columns):
        colour = style.SERIES[i]
        ax.plot(known.index, known[column], color=colour)
        ax.plot(ahead.index, ahead[column], color=colour, linestyle=(0, (3, 1.5)))
        ends.append((float(data[column].iloc[-1]), str(column), colour))
    ax.axvline(population.LAST_ESTIMATE, color=style.SOFT, linewidth=0.8, linestyle=(0, (1, 2)))
    if zero:
        ax.set_ylim(bottom=0)
    charts.axis_numbers(ax.yaxis)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True, steps=[1, 2, 2.5, 5, 10]))
    ax.grid(axis="y")
    low, up = ax.get_ylim()
    floor = low
    for y, label, colour in sorted(ends) if len(ends) > 1 else []:
        text = charts.wrap(t(label), 16)
        half = (up - low) * 0.055 * (text.count("\n") + 1)
        at = max(y, floor + half)
        floor = at + half
        ax.annotate(
            text,
            (data.index[-1], at),
            (5, 0),
            textcoords="offset points",
            va="center",
            color=colour,
            annotation_clip=False,
        )
