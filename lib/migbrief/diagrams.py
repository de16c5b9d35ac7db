"""Figures beyond bars and lines: dot plots, distributions, timelines and networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure

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
) -> Chart:
    """One row a country, one marker a column (a vintage, a sex, a scenario); never joined by a line.

    A row with no figure at all says "no data".
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
        ax.invert_yaxis()
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
        ticks = AutoDateLocator(minticks=3, maxticks=6)
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
    emphasise: Sequence[str] = (),
    note: str = "",
    name: str = "",
    height: float = 5.0,
    seed: int = 7,
) -> Chart:
    """Who works with whom: a two-sided network of ``left`` (initiatives) and ``right`` (organisations).

    ``kinds`` colours the right side by kind. Size follows the number of links; layout is seeded.
    """
    graph = nx.Graph()
    for a, b in edges[[left, right]].drop_duplicates().itertuples(index=False):
        graph.add_node(f"l:{a}", side="left", text=str(a))
        graph.add_node(f"r:{b}", side="right", text=str(b))
        graph.add_edge(f"l:{a}", f"r:{b}")

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        ax.set_axis_off()
        at = nx.kamada_kawai_layout(graph) if len(graph) > 1 else dict.fromkeys(graph, (0.0, 0.0))
        for a, b in graph.edges:
            ax.plot(*zip(at[a], at[b], strict=True), color=style.LINE, linewidth=0.9, zorder=1)
        groups: dict[str, list[str]] = {}
        for node, info in graph.nodes(data=True):
            kind = "initiative" if info["side"] == "left" else (kinds or {}).get(info["text"], "partner")
            groups.setdefault(kind, []).append(node)
        for i, (kind, nodes) in enumerate(groups.items()):
            ax.scatter(
                [at[n][0] for n in nodes],
                [at[n][1] for n in nodes],
                s=[26 + 16 * graph.degree(n) for n in nodes],
                color=style.SERIES[i % len(style.SERIES)],
                marker="soD^vPX*"[i % 8],
                label=kind,
                zorder=2,
                edgecolors=style.PAPER,
                linewidths=0.7,
            )
        for node, info in graph.nodes(data=True):
            strong = info["text"] in emphasise
            small = info["side"] == "left" and not strong
            ax.annotate(
                wrap(info["text"], 18),
                at[node],
                (0, 6),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=style.FONT_SIZE - (1.5 if small else 0.5),
                fontweight="bold" if strong else "normal",
                color=style.SOFT if small else style.INK,
                zorder=3,
            )
        ax.margins(0.12)
        figure.legend(loc="outside upper left", ncols=3, handletextpad=0.2)

    degree = edges.drop_duplicates([left, right])[right].value_counts()
    return chart(
        draw,
        title=title,
        alt=(
            f"Network of {words.count(edges[left].nunique(), 'initiative')} and "
            f"{words.count(edges[right].nunique(), 'organisation')}. Links per organisation: "
            + describe(list(degree.index), list(degree), limit=10)
        ),
        data=edges.reset_index(drop=True),
        source=source,
        note=note,
        name=name,
        height=height,
    )
