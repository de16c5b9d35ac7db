"""Figures beyond bars and lines: dot plots, distributions, timelines and networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from . import style, words
from .charts import Chart, axis_numbers, chart, describe, wrap


def dots(
    data: pd.DataFrame,
    *,
    label: str,
    columns: Sequence[str],
    title: str,
    source: str,
    axis: str,
    unit: str = "",
    note: str = "",
    name: str = "",
    log: bool = False,
    highlight: Sequence[str] = (),
) -> Chart:
    """One row a country, one marker a column (a vintage, a sex, a scenario); never joined by a line.

    A row with no figure at all says "no data". The labels in ``highlight`` are set in bold.
    """
    rows = data.reset_index(drop=True)

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for i, column in enumerate(columns):
            ax.scatter(
                pd.to_numeric(rows[column]),
                rows.index,
                s=38,
                marker="oDs^v"[i % 5],
                color=style.SERIES[i % len(style.SERIES)],
                label=column,
                zorder=3,
            )
        ax.set_yticks(rows.index, [wrap(x) for x in rows[label]])
        for text, row_label in zip(ax.get_yticklabels(), rows[label], strict=True):
            if row_label in highlight:
                text.set_fontweight("bold")
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="both")
        ax.set_xlabel(axis)
        if log:
            ax.set_xscale("log")
        else:
            axis_numbers(ax.xaxis)
        for i in rows.index[rows[list(columns)].isna().all(axis=1)]:
            ax.annotate("no data", (0, i), xycoords=("axes fraction", "data"), va="center", color=style.SOFT)
        figure.legend(loc="outside upper left", ncols=3, handletextpad=0.3)

    spoken = "; ".join(
        f"{r[label]}: " + ", ".join(f"{c} {words.quantity(r[c], unit)}" for c in columns)
        for _, r in rows.head(10).iterrows()
    )
    return chart(
        draw,
        title=title,
        alt=f"Dot plot, {axis}. {spoken}.",
        data=rows,
        source=source,
        note=note,
        name=name,
        height=1.2 + 0.27 * len(rows),
    )


def distribution(
    values: pd.Series,
    *,
    title: str,
    source: str,
    axis: str,
    unit: str = "",
    bins: int = 24,
    marks: Mapping[str, float] | None = None,
    counted: str = "countries",
    note: str = "",
    name: str = "",
) -> Chart:
    """A histogram of one figure over many countries or runs, with named marks (a median, a country)."""
    kept = pd.to_numeric(values).dropna()
    counts, edges = np.histogram(kept, bins=bins)

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        ax.bar(
            edges[:-1],
            counts,
            width=np.diff(edges),
            align="edge",
            color=style.SERIES[0],
            edgecolor=style.PAPER,
        )
        top = float(counts.max() or 1)
        for i, (text, at) in enumerate((marks or {}).items()):
            height = top * (1.12 + 0.12 * i)
            ax.plot([at, at], [0, height], color=style.SERIES[1], linewidth=1.2)
            left = at > (edges[0] + edges[-1]) / 2
            ax.annotate(
                f"{text}: {words.quantity(at, unit)}",
                (at, height),
                (-4 if left else 4, 0),
                textcoords="offset points",
                ha="right" if left else "left",
                va="top",
            )
        ax.set_xlabel(axis)
        ax.set_ylabel(counted[:1].upper() + counted[1:])
        axis_numbers(ax.xaxis)
        axis_numbers(ax.yaxis, whole=True)
        ax.grid(axis="y")

    spoken = describe(list((marks or {}).keys()), list((marks or {}).values()), unit) if marks else ""
    quarter = [words.quantity(float(q), unit) for q in kept.quantile([0.25, 0.5, 0.75])] if len(kept) else []
    spread = f" Quartiles: {words.listing(quarter)}." if quarter else ""
    table = pd.DataFrame({"from": edges[:-1], "to": edges[1:], counted: counts})
    return chart(
        draw,
        title=title,
        alt=f"Histogram of {words.number(len(kept))} {counted}, {axis}.{spread} {spoken}",
        data=table,
        source=source,
        note=note,
        name=name,
        height=2.8,
    )


def timeline(
    events: pd.DataFrame,
    *,
    title: str,
    source: str,
    note: str = "",
    name: str = "",
) -> Chart:
    """Events on a time axis, one row each, grouped by kind.

    ``events`` has ``label``, ``start`` and ``end`` (timestamps; the end may be missing) and ``kind``.
    An event with no known date is listed in the data table and counted in the alt text, not drawn.
    """
    dated = events[events["start"].notna()].sort_values(["start", "label"]).reset_index(drop=True)
    kinds = list(dict.fromkeys(dated["kind"]))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for i, kind in enumerate(kinds):
            colour, marker = style.SERIES[i % len(style.SERIES)], "oDs^vPX*"[i % 8]
            rows = dated[dated["kind"] == kind]
            for at, row in rows.iterrows():
                if pd.notna(row["end"]) and row["end"] > row["start"]:
                    ax.plot(
                        [row["start"], row["end"]], [at, at], color=colour, linewidth=5, solid_capstyle="butt"
                    )
            ax.scatter(rows["start"], rows.index, color=colour, marker=marker, s=36, label=kind, zorder=3)
        ax.set_yticks(range(len(dated)), [wrap(x, 32) for x in dated["label"]])
        ax.invert_yaxis()
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="x")
        ax.set_xlabel("Date")
        ax.margins(x=0.04)
        # A handful of year or month labels fit a narrow figure; more collide.
        ticks = AutoDateLocator(minticks=2, maxticks=6)  # with 3, some spans have no fit
        ax.xaxis.set_major_locator(ticks)
        ax.xaxis.set_major_formatter(ConciseDateFormatter(ticks))
        figure.legend(loc="outside upper left", ncols=3, handletextpad=0.3)

    def stamp(value: object) -> str:
        return pd.Timestamp(str(value)).date().isoformat() if pd.notna(value) else ""

    spoken = "; ".join(f"{stamp(r['start'])}: {r['label']}" for _, r in dated.head(12).iterrows())
    undated = len(events) - len(dated)
    lost = f" {words.count(undated, 'event')} without a date: in the table only." if undated else ""
    table = events.assign(start=events["start"].map(stamp), end=events["end"].map(stamp)).reset_index(
        drop=True
    )
    lines = sum(wrap(x, 32).count("\n") + 1 for x in dated["label"])
    return chart(
        draw,
        title=title,
        alt=f"Timeline. {spoken}.{lost}",
        data=table,
        source=source,
        note=note,
        name=name,
        height=1.3 + 0.225 * max(lines, 2),
    )


def network(
    edges: pd.DataFrame,
    *,
    left: str,
    right: str,
    title: str,
    source: str,
    kinds: Mapping[str, str] | None = None,
    note: str = "",
    name: str = "",
) -> Chart:
    """Who works with whom: ``left`` (initiatives) and ``right`` (organisations) joined by lines.

    Two columns rather than a cloud, so that every name can be read. Lines take the colour of the
    organisation's kind (``kinds``: name → kind); marks grow with the number of links. Rows are ordered
    to keep lines short.
    """
    links = edges[[left, right]].drop_duplicates()
    lefts, rights = _orders(links, left, right)
    places_left, tall_left = _stack([wrap(n, 30) for n in lefts])
    places_right, tall_right = _stack([wrap(n, 24) for n in rights])
    tall = max(tall_left, tall_right, 2.0)
    y_left = {n: y * tall / tall_left for n, y in zip(lefts, places_left, strict=True)}
    y_right = {n: y * tall / tall_right for n, y in zip(rights, places_right, strict=True)}
    degrees = [links[left].value_counts(), links[right].value_counts()]
    of_kind = {n: (kinds or {}).get(n, "partner") for n in rights}
    colours = dict(zip(dict.fromkeys(of_kind.values()), style.SERIES * 3, strict=False))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        ax.set_axis_off()
        ease = (1 - np.cos(np.linspace(0, np.pi, 24))) / 2
        for a, b in links.itertuples(index=False):
            rise = y_left[a] + (y_right[b] - y_left[a]) * ease
            ax.plot(
                np.linspace(0, 1, 24), rise, color=colours[of_kind[b]], linewidth=1.0, alpha=0.6, zorder=1
            )
        for n, y in y_left.items():
            ax.scatter(0, y, s=14 + 9 * degrees[0][n], color=style.SOFT, marker="s", zorder=2)
            ax.annotate(wrap(n, 30), (0, y), (-8, 0), textcoords="offset points", ha="right", va="center")
        keys = []
        for i, (kind, colour) in enumerate(colours.items()):
            of = [n for n in rights if of_kind[n] == kind]
            sizes = [14 + 9 * degrees[1][n] for n in of]
            marker = "oD^vPXsh"[i % 8]
            ax.scatter(
                [1] * len(of), [y_right[n] for n in of], s=sizes, color=colour, marker=marker, zorder=2
            )
            keys.append(Line2D([], [], color=colour, marker=marker, linestyle="", markersize=5, label=kind))
        for n, y in y_right.items():
            ax.annotate(wrap(n, 24), (1, y), (8, 0), textcoords="offset points", ha="left", va="center")
        ax.set_ylim(tall, 0)
        ax.set_xlim(-0.04, 1.04)
        figure.legend(handles=keys, loc="outside upper left", ncols=3, handletextpad=0.2)

    alt = (
        f"Network of {words.count(len(lefts), 'initiative')} and {words.count(len(rights), 'organisation')}. "
        "Links per organisation: " + describe(list(degrees[1].index), list(degrees[1]), limit=10)
    )
    return chart(
        draw,
        title=title,
        alt=alt,
        data=edges.reset_index(drop=True),
        source=source,
        note=note,
        name=name,
        height=1.1 + 0.165 * tall,
    )


def _stack(labels: Sequence[str]) -> tuple[list[float], float]:
    """Middles of labels of one or more lines set one below the other, and their whole height in lines."""
    lines = [label.count("\n") + 1.6 for label in labels]
    ends = np.cumsum(lines)
    return [float(e - n / 2) for e, n in zip(ends, lines, strict=True)], float(ends[-1])


def _orders(links: pd.DataFrame, left: str, right: str, rounds: int = 12) -> tuple[list[str], list[str]]:
    """Orders of both columns with few crossings: each name moves to the mean place of its partners."""
    lefts, rights = list(dict.fromkeys(links[left])), list(dict.fromkeys(links[right]))
    for _ in range(rounds):
        at = {n: i / max(len(lefts) - 1, 1) for i, n in enumerate(lefts)}
        mean = links[left].map(at).groupby(links[right]).mean()
        rights.sort(key=lambda n: (mean[n], n))
        at = {n: i / max(len(rights) - 1, 1) for i, n in enumerate(rights)}
        mean = links[right].map(at).groupby(links[left]).mean()
        lefts.sort(key=lambda n: (mean[n], n))
    return lefts, rights
