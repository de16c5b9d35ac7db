"""Where people will live: population by region, estimates and then projections."""

from __future__ import annotations

import pandas as pd

from ... import charts, countries, tables, words
from ... import population as people
from ...display import Display
from ...errors import UserError
from ...language import mark, t
from ...maps import BY_NAME
from ...section import Brief
from ...tables import Column

LAST = 2050  # as far as projections are shown


def places(brief: Brief) -> list[str]:
    """The regions, and the group asked for where it is not one of them."""
    regions = sorted(set(countries.load()["region"].dropna()))
    group = brief.parameters.group
    return [*regions, group] if group and group not in regions else regions


def population(brief: Brief) -> Display:
    """Population of the regions (and the group asked for), estimates and then projections."""
    data = pd.DataFrame({people.label(p): people.total(p) for p in places(brief)}).loc[:LAST]
    start = int(data.index[0])
    rise = (data.iloc[-1] - data.iloc[0]).sort_values(ascending=False)
    growth = (data.iloc[-1] / data.iloc[0]).sort_values(ascending=False)
    title = t(
        "From {start} to {end} {fastest} is projected to grow {times}-fold, and {largest} to add the most "
        "people ({people})",
        start=start,
        end=LAST,
        fastest=t(str(growth.index[0])),
        times=words.number(growth.iloc[0], 1),
        largest=t(str(rise.index[0])),
        people=words.compact(float(rise.iloc[0]), 1),
    )
    return charts.lines(
        data,
        title=title,
        source=t(people.SOURCE),
        axis=t("Persons"),
        unit="persons",
        mark=float(people.LAST_ESTIMATE),
        mark_label=t("projected"),
        note=t("Every fifth year. Estimates end at the broken line; what follows is the medium projection."),
        name="population by region",
    )


def population_table(brief: Brief) -> Display:
    """The world, the regions, the group and the countries asked for: then, around the paper, and ahead."""
    asked = brief.highlight or ([] if brief.parameters.group else brief.named)
    keys = list(dict.fromkeys(["World", *places(brief), *asked]))
    before = [y for y in people.total("World").index if y <= _year(brief)]
    years = sorted({people.FIRST, int(before[-1]), people.LATEST, LAST})
    rows, lost = [], []
    for key in keys:
        try:
            total = people.total(key)
        except UserError:
            lost.append(key)
            continue
        rows.append(
            {"place": people.label(key)}
            | {str(y): float(total[y]) for y in years}
            | {"change": round(100 * (float(total[LAST]) / float(total[years[1]]) - 1), 1)}
        )
    columns: dict[str, Column | str] = {"place": mark("Place")}
    columns |= {
        str(y): Column(
            t("{year} (projected)", year=y) if y > people.LAST_ESTIMATE else str(y),
            kind="number",
            format=lambda v: words.compact(float(v)),
        )
        for y in years
    }
    columns["change"] = Column(
        t("Change {years}", years=f"{years[1]}–{LAST}"),
        kind="number",
        format=lambda v: words.percentage(f"{'+' if round(v) > 0 else ''}{words.number(v, 0)}"),
    )
    about = []
    if asked and asked == brief.named:
        said = words.listing(_named(brief))
        about.append(t("Of countries, those that the section names: {list}.", list=said))
    if lost:
        about.append(t("No figures for {countries}.", countries=words.listing(map(countries.name, lost))))
    return tables.table(
        pd.DataFrame(rows),
        t(
            "Population of the world, its regions and countries, {start} to {end} (persons)",
            start=years[0],
            end=LAST,
        ),
        columns=columns,
        source=t(people.SOURCE),
        note=" ".join(about),
        name="population table",
    )


def _named(brief: Brief) -> list[str]:
    """The countries the section names, each with what for: ``France (venue)``."""
    rows = brief.place_roles()
    roles = rows[rows["named as"] == BY_NAME].groupby("iso3")["role"].unique()
    return [f"{countries.name(k)} ({words.listing(t(str(r)) for r in roles[k])})" for k in brief.named]


def _year(brief: Brief) -> int:
    """The year of the paper: the latest year it reports on."""
    dates = brief.edition.facts.loc[brief.edition.facts["status"] == "reported", "as_of"]
    found = [int(str(d)[:4]) for d in dates if not words.is_missing(d)]
    return max(found, default=people.LAST_ESTIMATE)
