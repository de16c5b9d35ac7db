"""Data gaps: what the template asks for, what is here, why the rest is not, and where to get it live."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from .. import charts, indicators, newer, paths, style, tables, words
from ..charts import Chart
from ..errors import UserError
from ..language import mark, t, tn
from ..profile import Profile, dated
from ..readable import readable
from ..tables import Column, Table

PARTS: Final = (mark("context"), mark("trends"), mark("impact"), mark("governance"))
STATES: Final = (
    mark("here"),
    mark("missing for this country"),
    mark("not listed"),
    mark("not in our sources"),
)
HERE, LACKING, UNLISTED, NOWHERE = STATES  # not listed with a status: no figure is lacking
HEADINGS: Final = (
    mark("Here"),
    mark("Missing for this country"),
    mark("Not listed"),
    mark("Not in our sources"),
    mark("Profile part"),
    mark("Context"),
    mark("Trends"),
    mark("Impact"),
    mark("Governance"),
)
SOURCE: Final = mark("the project's indicator tables and data/reference/template.csv")
FOR_NONE: Final = mark("the {vintage} vintage has it for no country")


def template() -> pd.DataFrame:
    """What the template asks for and no table holds: ``item, name, unit, part, dataset, code, reason``."""
    path = paths.data() / "reference" / "template.csv"
    if not path.is_file():
        raise UserError(t("{path} is missing; restore it from the repository", path=path))
    return _read(path)


def items(profile: Profile) -> pd.DataFrame:
    """Every item of the template, one row: ``part, name, state, here, other, reason, live``.

    ``here`` and ``other`` are the year of the figure in the chosen vintage and the others, None without one.
    """
    rows = _items(profile.iso3, profile.vintage).copy()
    rows["name"] = [t(str(name)) for name in rows["name"]]
    for column in ("here", "other"):
        rows[column] = [dated(found) or None for found in rows[column]]
    rows["reason"] = [
        t(FOR_NONE, vintage=profile.vintage) if r == FOR_NONE else newer.parts(str(r)) for r in rows["reason"]
    ]
    rows["live"] = [newer.named(source, code) for source, code in rows["live"]]
    return rows


@lru_cache(maxsize=4)
def _items(iso3: str, vintage: str) -> pd.DataFrame:
    """The items in the words of the tables, with observations for years and pairs for places."""
    definitions = indicators.definitions()
    others = [v for v in indicators.vintages() if v != vintage]
    held = indicators.gaps(iso3, vintage).set_index("indicator")
    rows = []
    for key, about in definitions.iterrows():
        found = indicators.value(str(key), iso3, vintage)
        elsewhere = [o for v in others if (o := indicators.value(str(key), iso3, v)) is not None]
        everywhere = indicators.held(str(key), vintage)
        without = UNLISTED if about["kind"] == "status" else LACKING
        rows.append(
            {
                "part": about["template_part"],
                "name": about["name"],
                "state": HERE if found else without if everywhere else NOWHERE,
                "here": found,
                "other": elsewhere[0] if elsewhere else None,
                "reason": "" if found else _reason(str(key), str(held.loc[key, "reason"]), everywhere),
                "live": (str(about["live_source"]), str(about["live_code"])),
            }
        )
    for row in template().to_dict("records"):
        rows.append(
            {
                "part": row["part"],
                "name": row["name"],
                "state": NOWHERE,
                "here": None,
                "other": None,
                "reason": row["reason"],
                "live": (row["dataset"], "" if row["code"] == "none" else row["code"]),
            }
        )
    order = {part: i for i, part in enumerate(PARTS)}
    return pd.DataFrame(rows).sort_values(
        "part", key=lambda c: c.map(order), kind="stable", ignore_index=True
    )


def chart(profile: Profile) -> Chart:
    """How many items of each part are here, missing for this country, not listed, or in no source of ours."""
    rows = items(profile)
    grid = rows.groupby(["part", "state"]).size().unstack(fill_value=0)
    grid = grid.reindex(index=list(PARTS), columns=list(STATES), fill_value=0)
    grid.index = pd.Index([p.capitalize() for p in PARTS], name="profile part")
    here, own, lists, nowhere = (int(grid[state].sum()) for state in STATES)
    found = tn(
        "Of {items} items of the template, {n} was found for {country}",
        "Of {items} items of the template, {n} were found for {country}",
        here,
        items=words.number(len(rows)),
        country=profile.the,
    )
    lacking = (
        tn("{n} is missing that other countries have", "{n} are missing that other countries have", own)
        if own
        else t("none are missing that other countries have")
    )
    parts = [found, lacking]
    if nowhere:
        parts.append(tn("{n} is in none of our sources", "{n} are in none of our sources", nowhere))
    if lists:
        parts.append(t("{known}: {parts}", known=t(UNLISTED), parts=words.number(lists)))
    return charts.stacked(
        grid,
        title=words.series(parts),
        source=_source(profile),
        axis=t("Items of the Migration Profile template"),
        colours=dict(zip(STATES, (style.SERIES[i] for i in (2, 1, 0, 7)), strict=True)),
        name=f"gaps {profile.iso3}",
    )


def missing(profile: Profile) -> Table:
    """The gaps, each with its reason and where a figure is published."""
    rows = items(profile)
    other = profile.other_vintages[0] if profile.other_vintages else ""
    columns: dict[str, Column | str] = {
        "name": Column(mark("Missing")),
        "part": mark("Profile part"),
        "reason": Column(mark("Why"), wide=True, format=lambda why: words.capital(t(str(why)))),
        "live": Column(mark("Where to get it"), wide=True),
    }
    if other:
        columns["other"] = Column(t("In the {vintage} vintage", vintage=other), missing=mark("no"))
    gaps = rows[rows["state"] != HERE].assign(part=lambda of: [t(str(part)) for part in of["part"]])
    return tables.table(
        gaps.sort_values("state", key=lambda c: c.map(STATES.index), kind="stable"),
        tn(
            "{country}: {n} gap and where to fill it",
            "{country}: {n} gaps and where to fill them",
            len(gaps),
            country=profile.subject,
        ),
        columns=columns,
        source=_source(profile),
        note=t(
            "Gaps of this country come first, then lists that it is not on, then what our sources have for "
            "no country."
        ),
        name=f"missing {profile.iso3}",
        shown=15,
    )


def present(profile: Profile) -> Table:
    """What is here, with the year in each vintage and where a newer figure would come from."""
    rows = items(profile)
    other = profile.other_vintages[0] if profile.other_vintages else ""
    columns: dict[str, Column | str] = {
        "name": Column(mark("Indicator")),
        "part": mark("Profile part"),
        "here": Column(t("Year in the {vintage} vintage", vintage=profile.vintage)),
    }
    if other:
        columns["other"] = Column(
            t("Year in the {vintage} vintage", vintage=other), missing=mark("no figure")
        )
    columns["live"] = Column(mark("Newer figures"), wide=True)
    here = rows[rows["state"] == HERE]
    return tables.table(
        here.assign(part=[t(str(part)) for part in here["part"]]),
        t("{country}: what is here", country=profile.subject),
        columns=columns,
        source=_source(profile),
        name=f"present {profile.iso3}",
        shown=10,
        empty=t("The {vintage} vintage has no figure for this place.", vintage=profile.vintage),
    )


def _source(profile: Profile) -> str:
    return t("{source}, vintage {vintage}", source=t(SOURCE), vintage=profile.vintage)


def _reason(key: str, given: str, everywhere: bool) -> str:
    if not everywhere:
        return FOR_NONE
    if key == "iom_membership":
        return mark("not on the Factbook's list, which is stale")
    if key == "trafficking_tier":
        return mark("the Factbook lists only the Watch List and Tier 3")
    return given or mark("the Factbook gives no figure")


@lru_cache(maxsize=2)
def _read(path: Path) -> pd.DataFrame:
    with readable(path, built=False):
        return pd.read_csv(path, dtype=str, keep_default_na=False)
