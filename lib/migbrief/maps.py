"""Maps drawn with matplotlib alone from the projected outlines in ``data/reference``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path

from . import countries, geometry, style, views, words
from .charts import Chart, chart, describe, legend, legend_height, wrap, wrap_to
from .language import mark, t, tn
from .views import View

LEAST: Final = 4  # countries without which a map says less than a sentence
SMALL: Final = 0.02  # of the map's width: a country of less is hard to see
PALE: Final = style.SEQUENTIAL[1]
BY_NAME: Final = mark(
    "by name"
)  # in the column ``named as`` of who is named: the paper names this country itself
KEYS: Final[dict[str, Any]] = {"handlelength": 1.2, "columnspacing": 1.0}  # how the legend of a map is set
FEW: Final = 12  # countries around which a window still has room for the names of the tiny
# Headings made from the names of columns.
HEADINGS: Final = (mark("Role"), mark("For"), mark("Named as"), mark("On the map as"))


def land(ax: Axes, colours: Mapping[str, str], view: View) -> None:
    """Countries in their colours; those too small to see become dots of the same colour."""
    ax.set_axis_off()
    left, bottom, right, top = view.bounds
    ax.set_xlim(left, right)
    ax.set_ylim(bottom, top)
    ax.set_aspect("equal")
    paths, points = view.shapes, view.points
    groups: dict[str, list[str]] = {style.LAND: [k for k in paths if k not in colours]}
    for key, colour in colours.items():
        groups.setdefault(colour, []).append(key)
    for colour, keys in groups.items():
        shapes = [paths[k] for k in keys if k in paths]
        if shapes:  # one path a colour keeps the page light; each ring still has its border
            whole = Path.make_compound_path(*shapes)
            # Not add_patch, which would measure every ring for limits that are set already.
            ax.add_artist(PathPatch(whole, facecolor=colour, edgecolor=style.PAPER, linewidth=0.35))
        small = [points[k] for k in keys if k in points and colour != style.LAND]
        if small:
            xs, ys = zip(*small, strict=True)
            ax.scatter(xs, ys, s=15, color=colour, edgecolors=style.SOFT, linewidths=0.4, zorder=4)


def classes(values: pd.Series, n: int = 5) -> list[float]:
    """Class limits for a map: quantiles, rounded to two figures, rising, at most ``n`` classes.

    Where there are negative and positive values, zero is a limit.
    """
    kept = pd.to_numeric(values).dropna()
    if kept.empty:
        return []

    def tidy(x: float) -> float:
        return 0.0 if x == 0 else round(x, 1 - int(np.floor(np.log10(abs(x)))))

    if kept.min() < 0 < kept.max():
        below, above = kept[kept < 0], kept[kept > 0]
        inner = [*(tidy(q) for q in below.quantile([1 / 3, 2 / 3])), 0.0]
        inner += [tidy(q) for q in above.quantile([1 / 3, 2 / 3])]
    else:
        inner = [tidy(q) for q in kept.quantile(np.linspace(0, 1, n + 1)[1:-1])]
    return sorted(set(inner))


def _labels(limits: Sequence[float], unit: str) -> list[str]:
    def shown(x: float) -> str:
        return words.quantity(x, "%" if unit.startswith("%") else "")

    if not limits:
        return [t("all values")]
    middle = [t("{low} to {high}", low=shown(a), high=shown(b)) for a, b in pairwise(limits)]
    return [
        t("under {figure}", figure=shown(limits[0])),
        *middle,
        t("{figure} or more", figure=shown(limits[-1])),
    ]


def choropleth(
    data: pd.DataFrame,
    *,
    value: str,
    title: str,
    source: str,
    unit: str,
    axis: str = "",
    highlight: Sequence[str] = (),
    around: Sequence[str] = (),
    note: str = "",
    name: str = "",
    n: int = 5,
) -> Chart:
    """A map of one figure. ``data`` is indexed by iso3; countries without one stay grey.

    It shows the world, or the window around the countries in ``around`` (iso3); of a few, the tiny are named.

    Classes are quantiles; with negative and positive values the scale diverges at zero.
    ``highlight`` are iso3 codes drawn with a dark outline and named.
    """
    figures = pd.to_numeric(data[value]).dropna()
    limits = classes(figures, n)
    ramp: Sequence[str]
    if limits and figures.min() < 0 < figures.max():
        below = sum(1 for x in limits if x < 0)
        above = sum(1 for x in limits if x > 0)
        ramp = [*style.DIVERGING[2 - below : 3], *style.DIVERGING[3 : 4 + above]]
    else:
        ramp = style.SEQUENTIAL[len(style.SEQUENTIAL) - len(limits) - 1 :]
    bins = np.digitize(figures.to_numpy(), limits) if limits else np.zeros(len(figures), int)
    colours = {str(iso3): ramp[b] for iso3, b in zip(figures.index, bins, strict=True)}
    view = views.around(around) if around else views.world()
    measured = wrap_to(axis or words.measure(unit), 72 * style.WIDTH - 16)
    said = [*_labels(limits, unit), words.missing()]

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        land(ax, colours, view)
        outline(ax, highlight, view)
        if len(around) <= FEW:
            tiny = [code for code in around if code in view.points]
            for x, y in (view.points[code] for code in tiny if code not in colours):
                ax.scatter(x, y, s=11, facecolors="none", edgecolors=style.SOFT, linewidths=0.6)
            _name(ax, tiny, view)
        keys = [Patch(facecolor=c, label=text) for c, text in zip([*ramp, style.LAND], said, strict=True)]
        legend(figure, keys, below=True, title=measured, **KEYS)

    ranked = figures.sort_values(ascending=False)
    shown = pd.concat([ranked.head(5), ranked.tail(3)]) if len(ranked) > 8 else ranked
    ends = describe([countries.name(k) for k in shown.index], list(shown), unit)
    if around:
        alt = tn(
            "Map, {axis}, {n} countries and territories with data. Highest and lowest: {figures}",
            "Map, {axis}, {n} countries and territories with data. Highest and lowest: {figures}",
            len(figures),
            axis=axis or words.measure(unit),
            figures=ends,
        )
    else:
        alt = tn(
            "World map, {axis}, {n} countries and territories with data. Highest and lowest: {figures}",
            "World map, {axis}, {n} countries and territories with data. Highest and lowest: {figures}",
            len(figures),
            axis=axis or words.measure(unit),
            figures=ends,
        )
    table = (
        data.assign(country=[countries.name(str(k)) for k in data.index]).rename_axis("iso3").reset_index()
    )
    columns = ["iso3", "country", *[c for c in data.columns if c != "name"]]
    return chart(
        draw,
        title=title,
        alt=alt,
        data=table[columns].sort_values("country"),
        source=source,
        note=f"{note} {t(geometry.DISCLAIMER)}".strip(),
        name=name,
        height=style.WIDTH / view.ratio + legend_height(said, title=True, **KEYS),
    )


def _name(ax: Axes, codes: Sequence[str], view: View) -> None:
    """Names beside dots, on a side that is free; a name without room is left out."""
    left, _, right, _ = view.bounds
    line = (right - left) / 30  # about the height of a line of text
    dots = [view.points[code] for code in codes]
    taken = [(x - line / 4, y - line / 4, x + line / 4, y + line / 4) for x, y in dots]
    for code in codes:
        x, y = view.points[code]
        text = wrap(countries.name(code).split(" (")[0], 18)
        wide, high = 0.56 * line * max(map(len, text.split("\n"))), line * (1 + text.count("\n"))
        for side in (1, -1):
            start = x + side * 0.6 * line
            box = (
                min(start, start + side * wide),
                y - high / 2,
                max(start, start + side * wide),
                y + high / 2,
            )
            clear = not any(
                box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken
            )
            if clear and left < box[0] and box[2] < right:
                taken.append(box)
                ax.text(start, y, text, ha="left" if side > 0 else "right", va="center")
                break


def outline(ax: Axes, highlight: Sequence[str], view: View) -> None:
    """A dark line around some countries; a ring where they are too small for a line."""
    shapes = [view.shapes[k] for k in highlight if k in view.shapes]
    if shapes:
        whole = Path.make_compound_path(*shapes)
        ax.add_patch(PathPatch(whole, facecolor="none", edgecolor=style.INK, linewidth=1.1))
    for code in highlight:
        if at := _hard_to_see(code, view):
            ax.scatter(*at, s=32, facecolors="none", edgecolors=style.INK, linewidths=1.2, zorder=5)


def ring(ax: Axes, colours: Mapping[str, str], view: View) -> None:
    """Of a few countries, a wide ring in its own colour around each that is hard to see."""
    for code, colour in colours.items() if len(colours) <= FEW else ():
        if at := _hard_to_see(code, view):
            ax.scatter(*at, s=95, facecolors="none", edgecolors=colour, linewidths=1.6, zorder=5)


def _hard_to_see(code: str, view: View) -> tuple[float, float] | None:
    """The middle of a country so small that a reader may miss it; None for the others."""
    if code in view.points or code not in view.shapes:
        return view.points.get(code)
    box = view.shapes[code].get_extents()
    if max(box.width, box.height) > SMALL * (view.bounds[2] - view.bounds[0]):
        return None
    return float(box.x0 + box.x1) / 2, float(box.y0 + box.y1) / 2


def roles(
    places: pd.DataFrame,
    *,
    title: str,
    source: str,
    note: str = "",
    name: str = "",
    highlight: Sequence[str] = (),
) -> Chart:
    """A map of what happens where. ``places`` has ``iso3`` and ``role``, one row a country and role.

    A country with several roles takes the first of them on the map; the table keeps them all, by name of
    the country. A column ``named as`` (see :meth:`migbrief.section.Brief.place_roles`) draws pale what is
    only part of a region named. ``highlight`` are iso3 codes outlined.
    """
    kinds = list(dict.fromkeys(places["role"]))
    palette = dict(zip(kinds, style.SERIES, strict=False))
    how = places["named as"] if "named as" in places else pd.Series(BY_NAME, index=places.index)
    named, part = places[how == BY_NAME], places[how != BY_NAME]
    first = named.drop_duplicates("iso3")
    colours = {
        str(k): palette.get(r, style.SERIES[-1]) for k, r in zip(first["iso3"], first["role"], strict=True)
    }
    pale = {str(k): PALE for k in part["iso3"] if k not in colours}
    shown = set(first["role"])
    keys = [Patch(facecolor=palette.get(k, style.SERIES[-1]), label=t(k)) for k in kinds if k in shown]
    if pale:
        keys.append(Patch(facecolor=PALE, label=t("in a region or group named")))
    if highlight:
        keys.append(Patch(facecolor="none", edgecolor=style.INK, label=t("countries in focus")))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        land(ax, pale | colours, views.world())
        ring(ax, colours, views.world())
        outline(ax, highlight, views.world())
        legend(figure, keys, below=True, **KEYS)

    spoken = words.series(
        t(
            "{name}: {countries}",
            name=t(str(kind)),
            countries=words.listing([countries.name(k) for k in codes["iso3"].unique()], 12),
        )
        for kind, codes in named.groupby("role", sort=False)
    )
    if len(part):
        groups = dict.fromkeys(str(g) for g in part["named as"])
        spoken += (
            f"{t('; ') if spoken else ''}{words.count(len(pale), 'further country')} {words.listing(groups)}"
        )
    table = places.assign(country=[countries.name(str(k)) for k in places["iso3"]])
    several = int((named.groupby("iso3")["role"].nunique() > 1).sum())
    extra = (
        tn(
            "{countries} with more than one role: see the table.",
            "{countries} with more than one role: see the table.",
            several,
            countries=words.count(several, "country").capitalize(),
        )
        if several
        else ""
    )
    return chart(
        draw,
        title=title,
        alt=t(
            "World map of {countries}. {roles}.",
            countries=words.count(len(colours), "country"),
            roles=spoken,
        ),
        data=table[["iso3", "country", *[c for c in places.columns if c != "iso3"]]].sort_values(
            "country", kind="stable"
        ),
        source=source,
        note=f"{note} {extra} {t(geometry.DISCLAIMER)}".strip(),
        name=name,
        height=style.WIDTH / views.world().ratio + legend_height([str(k.get_label()) for k in keys], **KEYS),
    )
