"""A map of what happens where: each country in the colour of its role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from .. import countries, remarks, style, views, words
from ..charts import Chart, chart, legend, legend_height
from ..language import mark, t
from .ground import KEYS, land, outline, ring

LEAST: Final = 4  # countries without which a map says less than a sentence
PALE: Final = style.SEQUENTIAL[1]
# In the column ``named as``, of who is named: the paper names this country itself.
BY_NAME: Final = mark("by name")
# Headings made from the names of columns.
HEADINGS: Final = (mark("Role"), mark("For"), mark("Named as"), mark("On the map as"))


def roles(
    places: pd.DataFrame,
    *,
    title: str,
    source: str,
    note: str = "",
    name: str = "",
    highlight: Sequence[str] = (),
    colours: Mapping[str, str] | None = None,
    rest: str = "",
) -> Chart:
    """A map of what happens where. ``places`` has ``iso3`` and ``role``, one row a country and role.

    A country with several roles takes the first of them on the map; the data keep them all, by name of
    the country. A column ``named as`` (see :meth:`migbrief.section.Brief.place_roles`) draws pale what is
    only part of a region named. ``highlight`` are iso3 codes outlined. ``colours`` keeps a role's colour the
    same from figure to figure; else roles take the series' colours in their order. ``rest`` says who all the
    others are, which stay grey.
    """
    kinds = list(dict.fromkeys(places["role"]))
    palette = colours or dict(zip(kinds, style.SERIES, strict=False))
    how = places["named as"] if "named as" in places else pd.Series(BY_NAME, index=places.index)
    named, part = places[how == BY_NAME], places[how != BY_NAME]
    first = named.drop_duplicates("iso3")
    fills = {
        str(k): palette.get(r, style.SERIES[-1]) for k, r in zip(first["iso3"], first["role"], strict=True)
    }
    pale = {str(k): PALE for k in part["iso3"] if k not in fills}
    shown = set(first["role"])
    keys = [Patch(facecolor=palette.get(k, style.SERIES[-1]), label=t(k)) for k in kinds if k in shown]
    if pale:
        keys.append(Patch(facecolor=PALE, label=t("in a region or group named")))
    if rest:
        keys.append(Patch(facecolor=style.LAND, label=rest))
    if highlight:
        keys.append(Patch(facecolor="none", edgecolor=style.INK, label=t("countries in focus")))

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        land(ax, pale | fills, views.world())
        ring(ax, fills, views.world())
        outline(ax, highlight, pale | fills, views.world())
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
    held = named.groupby("iso3", sort=False)["role"].nunique()
    several = [countries.name(str(code)) for code in held.index[held > 1]]
    extra = t("With more than one role: {countries}.", countries=words.listing(several)) if several else ""
    return chart(
        draw,
        title=title,
        alt=t(
            "World map of {countries}. {roles}.",
            countries=words.count(len(fills), "country"),
            roles=spoken,
        ),
        data=table[["iso3", "country", *[c for c in places.columns if c != "iso3"]]].sort_values(
            "country", kind="stable"
        ),
        source=source,
        note=remarks.under_map(views.world(), note, extra),
        name=name,
        height=style.WIDTH / views.world().ratio + legend_height([str(k.get_label()) for k in keys], **KEYS),
    )
