"""Who may apply to the Development Fund, by one reading of open data, and what that makes a member."""

from __future__ import annotations

import pandas as pd

from ... import anatomy, charts, countries, indicators, maps, style, tables, words
from ...display import Display, note
from ...language import mark, t
from ...section import Brief
from ...tables import Column
from ..common import scope, unstated

INDICATOR = "iom_membership"
DEVELOPING = countries.INCOME_GROUPS[:3]
COLOURS = dict(zip(DEVELOPING, style.SERIES[:3], strict=True))
READING = mark(
    "Our reading, computed: members on the Factbook's list with a low or middle income. The list is the "
    "same in both vintages and so stale, income groups are of a later year, and economies in transition "
    "are not marked in any of these data."
)


def every_member(brief: Brief) -> pd.DataFrame:
    """All members on the Factbook's list, by iso3: ``country, region, income_group, eligible``."""
    listed = indicators.latest(INDICATOR, brief.vintage)
    rows = countries.load().loc[list(listed.index[listed["qualifier"] == "member"])]
    groups = rows["income_group"].fillna(mark("Not classified"))
    out = pd.DataFrame(
        {"country": rows.index.map(countries.name), "region": rows["region"], "income_group": groups}
    )
    out["eligible"] = out["income_group"].isin(DEVELOPING)
    return out


def members(brief: Brief) -> pd.DataFrame:
    """Of :func:`every_member`, those in the group asked for and those asked for by name; all without one."""
    rows = every_member(brief)
    if not brief.parameters.group:
        return rows
    return rows[rows.index.isin({*countries.members(brief.parameters.group), *brief.highlight})]


def _source(brief: Brief) -> str:
    return t(
        "{source}; World Bank income groups of FY2024",
        source=words.source(indicators.latest(INDICATOR, brief.vintage)),
    )


def eligible_map(brief: Brief) -> Display:
    """The members that may apply, by this reading, on the map."""
    every = members(brief)
    rows = every[every["eligible"]]
    if rows.empty:
        return note(
            t("No member of low or middle income is on the Factbook's list{scope}.", scope=scope(brief))
        )
    rows = rows.assign(role=rows["income_group"])
    order = {g: i for i, g in enumerate(DEVELOPING)}
    rows = rows.sort_values("role", key=lambda s: s.map(order), kind="stable")
    return maps.roles(
        rows.reset_index(names="iso3")[["iso3", "role", "region"]],
        title=t(
            "By our reading, {n} of {members}{scope} may apply to the Development Fund",
            n=len(rows),
            members=words.count(len(every), "listed member"),
            scope=scope(brief),
        ),
        source=_source(brief),
        note=t(READING),
        name="eligible members map",
        colours=COLOURS,
        rest=t("not listed, or of high or unknown income")
        if not brief.parameters.group
        else t("not listed, of high or unknown income, or not of the group"),
    )


def eligible_groups(brief: Brief) -> Display:
    """Members that may apply, by region and income group."""
    rows = members(brief)
    able = rows[rows["eligible"]]
    if able.empty:
        return note(
            t("No member of low or middle income is on the Factbook's list{scope}.", scope=scope(brief))
        )
    grid = able.groupby(["region", "income_group"]).size().unstack(fill_value=0)
    grid = grid.reindex(columns=[g for g in DEVELOPING if g in grid.columns])
    grid = grid.loc[grid.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    return charts.stacked(
        grid,
        title=t(
            "{share} of {members}{scope} may apply, by our reading; {region} has the most ({n})",
            share=words.share(len(able), len(rows)),
            members=words.count(len(rows), "listed member"),
            scope=scope(brief),
            region=t(str(grid.index[0])),
            n=int(grid.iloc[0].sum()),
        ),
        source=_source(brief),
        axis=t("Listed members that may apply"),
        colours=COLOURS,
        hatches={DEVELOPING[1]: "///", DEVELOPING[2]: "..."},
        note=t(READING),
        name="eligible members by region",
    )


def per_member(brief: Brief) -> Display:
    """The fund divided by all who may apply: a scale, not a payment.

    A group picks nobody here: the fund is that of all members, so all of them share it.
    """
    stated = [(f, brief.fact(f)) for f in ("a4-fund-2011", "a4-fund-2012")]
    facts = [f for _, f in stated if f is not None]
    if not facts:
        return unstated(mark("the size of the Development Fund"))
    rows = every_member(brief)
    readings = {
        mark("low and middle income"): int(rows["eligible"].sum()),
        mark("low and lower middle income"): int(rows["income_group"].isin(DEVELOPING[:2]).sum()),
        mark("low income"): int((rows["income_group"] == DEVELOPING[0]).sum()),
    }
    lines = []
    for reading, n in readings.items():
        line: dict[str, object] = {"reading": reading, "members": n}
        for fact in facts:
            line[str(fact["fact_id"])] = float(fact["value"]) / n if n else None
        lines.append(line)
    columns: dict[str, Column | str] = {
        "reading": mark("Members counted"),
        "members": Column(mark("How many"), kind="number"),
    }
    for fact in facts:
        label = words.date(fact["as_of"])
        columns[str(fact["fact_id"])] = Column(
            label, unit=mark("US$ a member"), kind="number", decimals=0, format=_about
        )
    sums = [t("{figure} in {when}", figure=anatomy.cited(f), when=words.date(f["as_of"])) for f in facts]
    group = brief.parameters.group
    whole = t("Divided by all such members, not only those{scope}.", scope=scope(brief)) if group else ""
    return tables.table(
        pd.DataFrame(lines),
        t("The Development Fund ({sums}) per member that may apply, computed", sums=words.listing(sums)),
        columns=columns,
        source=words.series((brief.source, _source(brief))),
        note=" ".join(
            (
                t(READING),
                t("The fund pays for projects chosen one by one; nobody gets an equal share."),
                whole,
            )
        ).strip(),
        name="development fund per member",
    )


def _about(value: float) -> str:
    """To two figures: what rests on our reading of who may apply is no more exact."""
    return t("about {figure}", figure=words.number(float(f"{value:.2g}"), 0))


def asked(brief: Brief) -> Display:
    """Whether the countries asked for may apply, by this reading."""
    if not brief.highlight:
        return Display("", "")  # nothing is asked, so nothing is answered
    rows, places = every_member(brief), countries.load()
    out = []
    for k in brief.highlight:
        listed = k in rows.index
        income = places.loc[k, "income_group"]
        reading = mark("may apply") if listed and rows.loc[k, "eligible"] else mark("may not apply")
        out.append(
            {
                "country": countries.name(k),
                "listed": mark("member") if listed else mark("not listed as member"),
                "income": None if words.is_missing(income) else income,
                "reading": reading if listed and not words.is_missing(income) else mark("cannot be told"),
            }
        )
    return tables.table(
        pd.DataFrame(out),
        t("The countries asked for, by this reading"),
        columns={
            "country": mark("Country"),
            "listed": mark("Factbook's list"),
            "income": Column(mark("Income group"), missing=mark("not classified")),
            "reading": mark("Development Fund"),
        },
        source=_source(brief),
        note=t(READING),
        name="eligibility of countries asked for",
    )
