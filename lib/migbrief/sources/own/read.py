"""Read a user's own tidy table: CSV or XLSX with iso3 or country, year, value, and optional columns."""

import re
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from migbrief.datasets.store import definitions, places
from migbrief.datasets.store.schema import MISSING, NOT_COLLECTED, ROUNDED, SEXES, SUPPRESSED, Release, tidy
from migbrief.errors import UserError

from .. import cells
from ..content import Content, stem
from ..licences import ADDRESSES, PUBLISHERS, may_pass_on
from ..worldbank.read import AGGREGATES, marked

# Publishers' signs in place of a number, and their meanings.
SIGNS: Final = {
    "": MISSING, "..": MISSING, "n/a": MISSING, "na": MISSING, "~": SUPPRESSED, "*": SUPPRESSED,
    "—": ROUNDED, "-": NOT_COLLECTED,
}  # fmt: skip
# Editions with these prefixes are a publisher's, however they were obtained.
_SOURCES: Final = {about.edition.partition("-")[0]: source for source, about in PUBLISHERS.items()}
_SEX: Final = {"both": "both", "total": "both", "female": "female", "f": "female", "women": "female",
               "male": "male", "m": "male", "men": "male"}  # fmt: skip


_SCALE: Final = re.compile(r"thousand|million|billion|%|percent|share|per 1")  # a unit that needs a factor


def recognises(content: Content) -> bool:
    """Return whether it has the columns of a tidy table."""
    names = {name.casefold() for name in content.header}
    return {"year", "value"} <= names and bool({"iso3", "country"} & names)


def read(content: Content) -> list[Release]:
    """Return figures, or pairs if there is a column of origins; ``content.beside`` describes them."""
    about = {key: value for key, value in content.beside.items() if value not in (None, "")}
    rows = content.table().rename(columns=lambda name: str(name).strip().casefold())
    _require_description(content, about, rows)
    codes, dropped, unmatched = _places(rows, "iso3" if "iso3" in rows else "country")
    columns: dict[str, Any] = {"iso3": codes, "year": cells.years(content, rows["year"])}
    if "origin" in rows:
        columns["origin"], more, also = _places(rows, "origin")
        dropped, unmatched = dropped | more, unmatched | also
    value, sign = cells.numbers(content, rows["value"], SIGNS)
    columns |= {
        "value": value.where(sign != ROUNDED, 0.0), "qualifier": sign,
        "raw": rows["value"].where(sign != "", "").astype(object),
        "indicator": _indicator(rows, about), "sex": _sexes(content, rows),
    }  # fmt: skip
    if "value_high" in rows:
        columns["value_high"], _ = cells.numbers(content, rows["value_high"], {"": ""})
    tidied = tidy(pd.DataFrame(columns), pairs="origin" in rows)
    tidied = tidied[(tidied["iso3"] != "") & (tidied.get("origin", tidied["iso3"]) != "")]
    return [_release(content, about, tidied, dropped, unmatched)]


def _require_description(content: Content, about: Mapping[str, Any], rows: pd.DataFrame) -> None:
    """Raise ``UserError`` for a table without a description, source or licence."""
    missing = [key for key in ("licence",) if key not in about]
    if not {"publisher", "source"} & set(about):
        missing.append("source")
    if "indicator" not in rows and "indicator" not in about:
        missing.append("indicator")
    if missing:
        raise UserError(
            "{file}: a table that does not say its {lacking}; give {options}, or a YAML file beside it",
            file=content.name,
            lacking=", ".join(missing),
            options=" ".join(f"--{key}" for key in missing),
        )


def _places(rows: pd.DataFrame, column: str) -> tuple[pd.Series, dict[str, int], dict[str, int]]:
    coded = places.coded(rows[column], AGGREGATES)
    if not coded[2]:
        return coded
    by_name = rows[column].astype(str).str.strip().str.upper().isin(coded[2])
    names, dropped, unknown = places.named(rows.loc[by_name, column])
    return names.reindex(rows.index).fillna(coded[0]), coded[1] | dropped, unknown


def _sexes(content: Content, rows: pd.DataFrame) -> Any:
    if "sex" not in rows:
        return SEXES[0]
    sexes = rows["sex"].str.strip().str.casefold().map(_SEX)
    if sexes.isna().any():
        odd = rows["sex"][sexes.isna()].iloc[0]
        raise UserError(
            "{file}: {value} is not a sex; expected both, female or male", file=content.name, value=repr(odd)
        )
    return sexes.astype(object)


def _indicator(rows: pd.DataFrame, about: Mapping[str, Any]) -> Any:
    names = rows["indicator"] if "indicator" in rows else pd.Series(str(about["indicator"]), rows.index)
    shared = {d.indicator: d.pairs_of for d in definitions.load().values() if d.pairs_of and "origin" in rows}
    plain = names.str.strip().str.casefold().str.replace(r"[^a-z0-9]+", "_", regex=True).str.strip("_")
    return plain.replace(shared).astype(object)


def _release(
    content: Content,
    about: Mapping[str, Any],
    rows: pd.DataFrame,
    dropped: dict[str, int],
    unmatched: dict[str, int],
) -> Release:
    publisher = str(about.get("publisher", about.get("source")))
    slug = re.sub(r"[^a-z0-9]+", "-", publisher.casefold()).strip("-")
    years = rows.loc[rows["value"].notna(), "year"]
    edition = str(about.get("edition") or f"{slug}-{int(years.max()) if len(years) else 0}")
    licence, known = str(about["licence"]), definitions.load()
    source = _SOURCES.get(edition.partition("-")[0], "own")
    if source in PUBLISHERS:  # by the name of its other editions
        publisher = PUBLISHERS[source].publisher
    if source == "worldbank":
        rows = marked(rows)
    units = about.get("indicators", {})
    units = units if isinstance(units, dict) else {}
    stated_units = {
        name: str(about.get("unit") or units.get(name, "")) for name in rows["indicator"].unique()
    }
    for name in set(stated_units) & set(known):
        scale = _SCALE.search(stated_units[name].casefold())
        if scale and scale[0] not in known[name].unit.casefold():
            raise UserError(
                "{file}: {indicator} is in {unit}, not in {value}", file=content.name, indicator=name,
                  unit=known[name].unit, value=stated_units[name])  # fmt: skip
    unit = {name: known[name].unit if name in known else stated_units[name] for name in stated_units}
    names = {
        name: (str(about.get("name", name)), stated_units[name]) for name in stated_units if name not in known
    }
    rows = rows.assign(unit=rows["indicator"].map(unit).astype(object))
    pass_on = about.get("redistributable", may_pass_on(licence))
    return Release(
        edition=edition,
        source=source,
        about={
            "publisher": publisher,
            "title": str(about.get("title", about.get("name", stem(content.name.rpartition("/")[2])))),
            "address": str(about.get("address", "")),
            "licence": licence,
            "licence_address": str(about.get("licence_address", ADDRESSES.get(licence, ""))),
            "citation": str(about.get("citation", publisher)),
            "kind": str(about.get("kind", "counted")),
            "redistributable": pass_on is True,
            "note": str(about.get("note", "")),
        },
        **{"pairs" if "origin" in rows else "figures": rows},
        names=names,
        dropped=dropped,
        unmatched=unmatched,
    )
