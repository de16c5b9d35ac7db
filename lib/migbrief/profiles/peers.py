"""Beside its peers: a locator map, strips of several indicators, and a table."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .. import charts, context, countries, geometry, indicators, style, tables, words
from .. import locator as locators
from ..display import Display, note
from ..profile import Profile, dated, shown
from ..tables import Column, Table

STRIPS: Final = (
    "net_migration_rate",
    "remittances",
    "gdp_per_capita",
    "unemployment",
    "median_age",
    "urban_population",
)
TABLE: Final = (
    "population",
    "net_migration_rate",
    "refugees_hosted",
    "idps",
    "remittances",
    "gdp_per_capita",
)
ROWS_SHOWN: Final = 12
_LOG: Final = ("gdp_per_capita",)


def locator(profile: Profile) -> Display:
    """Where the country lies, its peers in a lighter colour."""
    if profile.iso3 not in geometry.outlines() and profile.iso3 not in geometry.dots():
        return note(f"The outlines drawn here leave out {profile.the}, so there is no map.")
    region = profile.about["sub_region"]
    around = countries.members(str(region)) if not words.is_missing(region) else []
    remark = profile.about["note"]
    about = "" if words.is_missing(remark) else f"About this place: {words.sentence(str(remark))}"
    n = len(profile.peers)
    title = f"{profile.subject} lies in {region}" if around else profile.subject
    if n and profile.peers_label == region:
        title = f"{profile.subject} is one of {n + 1} countries and territories of {region}"
    elif n:
        title += f"; its peers are {words.count(n, 'other place')} ({profile.peers_label})"
    return locators.draw(
        profile.iso3,
        profile.peers,
        around,
        title=title,
        source="Natural Earth, 1:50 million, Equal Earth projection",
        group=profile.peers_label,
        note=about,
        name=f"locator {profile.iso3}",
    )


def strips(profile: Profile) -> Display:
    """A strip an indicator: every peer a dot, their median a bar, the country a diamond with its figure."""
    definitions = indicators.definitions()
    found = {key: indicators.latest(key, profile.vintage, [profile.iso3, *profile.peers]) for key in STRIPS}
    found = {key: rows for key, rows in found.items() if len(rows)}
    if not profile.peers or not found:
        why = "no peers of this kind" if not profile.peers else "no figures"
        return note(f"There are {why} to set beside {profile.the}.")
    sides = {key: _side(rows, profile.iso3) for key, rows in found.items()}

    def draw(figure: Figure) -> None:
        ax = figure.add_subplot()
        for i, (key, rows) in enumerate(found.items()):
            _strip(ax, i, rows["value"].astype(float), profile, key)
        ax.set_ylim(len(found) - 0.4, -0.75)
        ax.set_xlim(-0.03, 1.03)
        ax.set_axis_off()

    above, below = (sum(s == way for s in sides.values()) for way in ("above", "below"))
    level = sum(s == "level" for s in sides.values())
    lacking = sum(s == "no data" for s in sides.values())
    counted = {"above": above, "below": below, "level with": level}
    said = [f"{way} for {n}" for way, n in counted.items() if n]
    if said:
        way, rest = said[0].split(" for ")
        said[0] = f"{way} the median of {profile.peers_label} for {rest}"
    said += [f"without data for {lacking}"] if lacking else []
    compared = above + below + level
    rows_out = pd.concat(
        rows.assign(indicator=definitions.loc[key, "name"]).reset_index() for key, rows in found.items()
    )
    medians = [
        f"{definitions.loc[key, 'name']}: {_plain(profile, key)}, median of peers "
        f"{words.quantity(rows[rows.index != profile.iso3]['value'].median(), definitions.loc[key, 'unit'])}"
        for key, rows in found.items()
    ]
    title = (
        f"Of {words.count(len(found), 'indicator')}, {profile.the} is {words.listing(said)}"
        if compared
        else f"{profile.subject} has none of the figures its peers have"
    )
    return charts.chart(
        draw,
        title=title,
        alt=f"Strips of dots, one a country of {profile.peers_label}. {'; '.join(medians)}.",
        data=rows_out[["indicator", "iso3", "name", "value", "unit", "year", "qualifier"]],
        source=words.source(rows_out),
        note=f"Diamond: {profile.name}. Dots: its peers ({profile.peers_label}); upright bar: their "
        "median; ends: lowest and highest. Each strip "
        "has its own scale" + ("; GDP per person is on a log scale." if "gdp_per_capita" in found else "."),
        name=f"peers {profile.iso3}",
        height=0.3 + 0.62 * len(found),
    )


def _strip(ax: Axes, row: int, values: pd.Series, profile: Profile, key: str) -> None:
    """One indicator on a line from its lowest to its highest figure, drawn from 0 to 1."""
    about = indicators.definitions().loc[key]
    low, high = float(values.min()), float(values.max())
    log = key in _LOG and low > 0

    def at(value: float) -> float:
        if low == high:
            return 0.5
        return float(np.log(value / low) / np.log(high / low) if log else (value - low) / (high - low))

    ax.plot([0, 1], [row, row], color=style.LINE, linewidth=0.8, zorder=1)
    others = values[values.index != profile.iso3]
    ax.scatter([at(v) for v in others], [row] * len(others), s=20, color=style.SERIES[0], alpha=0.4, lw=0)
    if len(others):
        ax.plot([at(others.median())] * 2, [row - 0.17, row + 0.17], color=style.SERIES[0], linewidth=1.8)
    own = values.get(profile.iso3)
    if own is not None:
        ax.scatter(at(own), row, s=52, marker="D", color=style.SERIES[1], edgecolors=style.PAPER, zorder=3)
    told = _plain(profile, key) if own is not None else words.MISSING
    ax.annotate(f"{about['name']}, {about['unit']}: {told}", (0, row - 0.42), va="center")
    for value, side in ((low, "left"), (high, "right")) if low != high else ():
        x = 0 if side == "left" else 1
        ax.annotate(words.compact(value), (x, row + 0.27), ha=side, va="center", color=style.SOFT, fontsize=8)


def table(profile: Profile) -> Table:
    """The country, then its peers by population: each figure with its year."""
    chosen = [profile.iso3, *profile.largest_peers(len(profile.peers))]
    definitions = indicators.definitions()
    out = pd.DataFrame({"country": [countries.name(c) for c in chosen]})
    columns: dict[str, Column | str] = {"country": "Country"}
    used = []
    for key in TABLE:
        rows = indicators.latest(key, profile.vintage, chosen)
        if rows.empty:
            continue
        used.append(rows)
        out[key] = [_cell(rows.loc[c]) if c in rows.index else None for c in chosen]
        columns[key] = Column(str(definitions.loc[key, "name"]), unit=str(definitions.loc[key, "unit"]))
    return tables.table(
        out,
        f"{profile.name}{profile.beside}",
        columns=columns,
        source=words.source(pd.concat(used)) if used else f"CIA World Factbook, vintage {profile.vintage}",
        note="Peers by population, largest first. Stocks and flows stand in columns of their own. "
        + context.remarks(chosen),
        name=f"peers table {profile.iso3}",
        shown=ROWS_SHOWN,
    )


def _side(rows: pd.DataFrame, iso3: str) -> str:
    others = rows[rows.index != iso3]["value"].astype(float)
    if iso3 not in rows.index or others.empty:
        return "no data"
    own, middle = float(rows.loc[iso3, "value"]), float(others.median())
    return "level" if np.isclose(own, middle) else "above" if own > middle else "below"


def _plain(profile: Profile, key: str) -> str:
    found = profile.observe(key)
    return f"{words.number(found.value)} ({dated(found)})" if found else shown(None)


def _cell(row: pd.Series) -> str:
    estimated = " est." if row["qualifier"] == "estimated" else ""
    hedge = "" if estimated else str(row["qualifier"])
    text = words.quantity(row["value"], "", high=row["value_high"], qualifier=hedge)
    return f"{text} ({words.years([row['year']])}{estimated})"
