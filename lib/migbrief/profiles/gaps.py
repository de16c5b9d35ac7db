"""Data gaps: what the template asks for, what is here, why the rest is not, and where to get it live."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from .. import charts, indicators, paths, style, tables, words
from ..charts import Chart
from ..errors import UserError
from ..profile import Profile, dated
from ..tables import Column, Table

PARTS: Final = ("context", "trends", "impact", "governance")
STATES: Final = ("here", "missing for this country", "missing for all")
SOURCE: Final = "the project's indicator tables and data/reference/template.csv"


def template() -> pd.DataFrame:
    """What the template asks for and no table holds: ``item, name, unit, part, dataset, code, reason``."""
    path = paths.data() / "reference" / "template.csv"
    if not path.is_file():
        raise UserError(f"{path} is missing; restore it from the repository")
    return _read(path)


def items(profile: Profile) -> pd.DataFrame:
    """Every item of the template, one row: ``part, name, state, here, other, reason, live``.

    ``here`` and ``other`` are the year of the figure in the chosen vintage and the others, None without one.
    """
    return _items(profile.iso3, profile.vintage).copy()


@lru_cache(maxsize=4)
def _items(iso3: str, vintage: str) -> pd.DataFrame:
    definitions = indicators.definitions()
    others = [v for v in indicators.vintages() if v != vintage]
    held = indicators.gaps(iso3, vintage).set_index("indicator")
    rows = []
    for key, about in definitions.iterrows():
        found = indicators.value(str(key), iso3, vintage)
        elsewhere = [o for v in others if (o := indicators.value(str(key), iso3, v)) is not None]
        everywhere = indicators.holders(str(key), vintage)
        rows.append(
            {
                "part": about["template_part"],
                "name": about["name"],
                "state": STATES[0] if found else STATES[1] if everywhere else STATES[2],
                "here": _when(found),
                "other": _when(elsewhere[0]) if elsewhere else None,
                "reason": ""
                if found
                else _reason(str(key), str(held.loc[key, "reason"]), everywhere, vintage),
                "live": f"{about['live_source']}: {about['live_code']}",
            }
        )
    for row in template().to_dict("records"):
        code = "" if row["code"] == "none" else f": {row['code']}"
        rows.append(
            {
                "part": row["part"],
                "name": row["name"],
                "state": STATES[2],
                "here": None,
                "other": None,
                "reason": row["reason"],
                "live": f"{row['dataset']}{code}",
            }
        )
    found_rows = pd.DataFrame(rows)
    order = {part: i for i, part in enumerate(PARTS)}
    return found_rows.sort_values("part", key=lambda c: c.map(order), kind="stable", ignore_index=True)


def chart(profile: Profile) -> Chart:
    """How many items of each part are here, missing for this country, or missing for all."""
    rows = items(profile)
    grid = rows.groupby(["part", "state"]).size().unstack(fill_value=0)
    grid = grid.reindex(index=list(PARTS), columns=list(STATES), fill_value=0)
    grid.index = pd.Index([p.capitalize() for p in PARTS], name="part")
    here, own = int(grid[STATES[0]].sum()), int(grid[STATES[1]].sum())
    return charts.stacked(
        grid,
        title=f"Of {words.number(len(rows))} items of the template, {here} {words.were(here)} found for "
        f"{profile.the}; "
        f"{own or 'none'} {'is' if own == 1 else 'are'} missing that other countries have",
        source=f"{SOURCE}, vintage {profile.vintage}",
        axis="Items of the Migration Profile template",
        colours=dict(zip(STATES, (style.SERIES[2], style.SERIES[1], style.SERIES[7]), strict=True)),
        name=f"gaps {profile.iso3}",
    )


def missing(profile: Profile) -> Table:
    """The gaps, each with its reason and where a figure is published."""
    rows = items(profile)
    other = profile.other_vintages[0] if profile.other_vintages else ""
    columns: dict[str, Column | str] = {
        "name": Column("Missing"),
        "part": "Part",
        "reason": Column("Why", wide=True),
        "live": Column("Where to get it", wide=True),
    }
    if other:
        columns["other"] = Column(f"In the {other} vintage", missing="no")
    gaps = rows[rows["state"] != STATES[0]]
    return tables.table(
        gaps.sort_values("state", key=lambda c: c.map(STATES.index), kind="stable"),
        f"{profile.name}: {words.count(len(gaps), 'gap')} and where to fill "
        f"{'it' if len(gaps) == 1 else 'them'}",
        columns=columns,
        source=f"{SOURCE}, vintage {profile.vintage}",
        note="Gaps of this country come first, then those of all countries.",
        name=f"missing {profile.iso3}",
        shown=15,
    )


def present(profile: Profile) -> Table:
    """What is here, with the year in each vintage and where a newer figure would come from."""
    rows = items(profile)
    other = profile.other_vintages[0] if profile.other_vintages else ""
    columns: dict[str, Column | str] = {
        "name": Column("Indicator"),
        "part": "Part",
        "here": Column(f"Year in the {profile.vintage} vintage"),
    }
    if other:
        columns["other"] = Column(f"Year in the {other} vintage", missing="no figure")
    columns["live"] = Column("Newer figures", wide=True)
    return tables.table(
        rows[rows["state"] == STATES[0]],
        f"{profile.name}: what is here",
        columns=columns,
        source=f"{SOURCE}, vintage {profile.vintage}",
        name=f"present {profile.iso3}",
        shown=10,
        empty=f"The {profile.vintage} vintage has no figure for this place.",
    )


def _when(found: indicators.Observation | None) -> str | None:
    return None if found is None else dated(found)


def _reason(key: str, given: str, everywhere: int, vintage: str) -> str:
    if not everywhere:
        return f"the {vintage} vintage has it for no country"
    if key == "iom_membership":
        return "not on the Factbook's list, which is stale"
    if key == "trafficking_tier":
        return "the Factbook lists only the Watch List and Tier 3"
    return given or "the Factbook gives no figure"


@lru_cache(maxsize=2)
def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)
