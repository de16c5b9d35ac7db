"""``reference/countries.csv`` from our GEC table and OCHA's Countries & Territories Taxonomy.

The taxonomy gives codes, names, M49 regions, income groups and rough centre points. ``reference/gec.csv``
is ours: the Factbook's file names are GEC codes, which look like ISO codes and mean other countries.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from typing import Final

from migbrief import paths
from migbrief.errors import UserError

from . import fetch
from .records import TABLES, csv_text

TAXONOMY: Final = "hdx/location/Countries & Territories Taxonomy MVP - C&T Taxonomy.csv"
_COLUMNS: Final = """
gec iso3 iso2 m49 name kind ranked region region_m49 sub_region sub_region_m49 income_group income_vintage
eu27_2011 latitude longitude note
"""
COLUMNS: Final = _COLUMNS.split()

# The taxonomy does not give the year of its income groups. They agree with the World Bank's list of July 2023
# in every group (26 low, 54 lower middle, 54 upper middle with Kosovo, 83 high with the Channel Islands) and
# with no other year's: Guyana high, Indonesia upper middle, Jordan lower middle, Russia not yet high.
INCOME_VINTAGE: Final = "FY2024 (July 2023)"
_EU27: Final = """
AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HUN IRL ITA LTU LUX LVA MLT NLD POL PRT ROU SVK SVN SWE
"""
EU27_2011: Final = frozenset(_EU27.split())
# Members of the UN and its observer States, and the two other States in the UN's terminology database, are
# marked independent in the taxonomy; all else with an ISO code is a territory or area.
UNINHABITED: Final = frozenset({"ATA", "ATF", "BVT", "HMD", "IOT", "SGS", "UMI"})

_OURS: Final = TABLES["countries"]


def rows(taxonomy: bytes, gec: bytes) -> list[dict[str, str]]:
    """Return one row per Factbook entity, then one per ISO entity that the Factbook lacks."""
    known = {entity["iso3"]: entity for _, entity in entities(taxonomy)}
    factbook = list(_table(gec))
    unknown = sorted({g["iso3"] for g in factbook} - set(known) - {""})
    if unknown:
        raise UserError(f"reference/gec.csv names codes the taxonomy lacks: {', '.join(unknown)}")
    entries = Counter(g["iso3"] for g in factbook)
    made = [_join(g, known.get(g["iso3"]), entries[g["iso3"]]) for g in factbook]
    seen = {g["iso3"] for g in factbook}
    return made + [known[iso3] for iso3 in sorted(known) if iso3 not in seen]


def entities(taxonomy: bytes) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Return each row of the taxonomy that has an ISO code, with its row of countries.csv."""
    made = ((row, _entity(row)) for row in _table(taxonomy))
    return [(row, entity) for row, entity in made if entity["iso3"]]


def build(_: Mapping[str, str]) -> dict[str, str]:
    """Return ``reference/countries.csv`` as text."""
    taxonomy = fetch.read("hdx-python-country", TAXONOMY)
    gec = (paths.data() / "reference" / "gec.csv").read_bytes()
    return {"reference/countries.csv": csv_text(COLUMNS, rows(taxonomy, gec))}


def _table(raw: bytes) -> csv.DictReader[str]:
    return csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))


def _entity(row: dict[str, str]) -> dict[str, str]:
    """Return a row of countries.csv, GEC left blank, from a row of the taxonomy."""
    iso3 = row["ISO 3166-1 Alpha 3-Codes"]
    if row["x Alpha3 codes"] == "XKX":
        iso3 = "XKX"
    elif iso3 == "ANT" or row["Deprecated"] == "Y":
        iso3 = ""
    # M49's intermediate regions (Western Africa, Caribbean) say more than the sub-regions they split; the
    # Channel Islands are too small to be a region of their own.
    level = "Intermediate Region" if row["Sub-region Code"] in ("202", "419") else "Sub-region"
    income = "Upper middle" if iso3 == "XKX" else row["World Bank Income Level"]
    latitude, longitude = _OURS["points"].get(iso3) or _point(row)
    return {
        "gec": "",
        "iso3": iso3,
        "iso2": "XK" if iso3 == "XKX" else row["ISO 3166-1 Alpha 2-Codes"],
        "m49": _m49("412" if iso3 == "XKX" else row["m49 numerical code"]),
        "name": _OURS["names"].get(iso3) or row["M49 English"] or row["Preferred Term"],
        "kind": "country" if row["Independent"] == "Y" else "territory",
        "ranked": _flag(bool(iso3) and iso3 not in UNINHABITED),
        "region": row["Region Name"],
        "region_m49": _m49(row["Region Code"]),
        "sub_region": row[f"{level} Name"],
        "sub_region_m49": _m49(row[f"{level} Code"]),
        "income_group": _OURS["income"].get(income, ""),
        "income_vintage": INCOME_VINTAGE if income else "",
        "eu27_2011": _flag(iso3 in EU27_2011),
        "latitude": "" if latitude is None else f"{latitude:.2f}",
        "longitude": "" if longitude is None else f"{longitude:.2f}",
        "note": _OURS["notes"].get(iso3) or ("No permanent population" if iso3 in UNINHABITED else ""),
    }


def _join(gec: dict[str, str], entity: dict[str, str] | None, entries: int) -> dict[str, str]:
    """Return a row of countries.csv; if several ``entries`` of the Factbook share a code,
    its note says so.
    """
    if entity is None:
        blank = dict.fromkeys(COLUMNS, "") | {"ranked": "false", "eu27_2011": "false"}
        return blank | {k: gec[k] for k in ("gec", "kind", "note")} | {"name": gec["factbook_name"]}
    if entries > 1:
        return entity | {"gec": gec["gec"]}
    note = "; ".join(filter(None, (f"Factbook entry: {gec['factbook_name']}", gec["note"])))
    return entity | {"gec": gec["gec"], "note": note if gec["note"] else entity["note"]}


def _point(row: dict[str, str]) -> tuple[float | None, float | None]:
    if not row["Latitude"]:
        return None, None
    return float(row["Latitude"]), (float(row["Longitude"]) + 180) % 360 - 180


def _m49(code: str) -> str:
    return code.zfill(3) if code else ""


def _flag(value: bool) -> str:
    return "true" if value else "false"
