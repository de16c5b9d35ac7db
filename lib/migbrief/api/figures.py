"""Queries of data: indicators, the figures of countries, and pairs of origin and destination."""

from collections.abc import Iterable
from typing import Final

import pandas as pd

from migbrief.content.shared import sources
from migbrief.content.shared.sources import FROZEN, PROSPECTS, Sources
from migbrief.datasets import countries, indicators, population
from migbrief.datasets.store import NO_DATA, definitions, reader
from migbrief.datasets.store import places as known_places
from migbrief.datasets.store.schema import NOT_COLLECTED
from migbrief.errors import UserError, unknown
from migbrief.registry.parameter_models import BaseParameters
from migbrief.text.i18n import mark, t

from .frame import Frame, frame

VINTAGE: Final[str] = BaseParameters.model_fields["vintage"].default
FIGURES: Final = {
    "iso3": "str", "country": "str", "indicator": "str", "year": "Int64", "value": "float64",
    "value_high": "float64", "unit": "str", "qualifier": "str", "source": "str", "edition": "str",
}  # fmt: skip
PAIRS: Final = {
    "origin_iso3": "str", "origin": "str", "destination_iso3": "str", "destination": "str",
    "indicator": "str", "year": "Int64", "value": "float64", "unit": "str", "qualifier": "str",
    "source": "str", "edition": "str",
}  # fmt: skip
INDICATORS: Final = {
    "indicator": "str", "name": "str", "unit": "str", "edition": "str", "editions": "str",
    "countries": "Int64", "pairs": "bool", "definition": "str",
}  # fmt: skip
FACTBOOK: Final = "factbook-"
Places = str | Iterable[str]
Years = str | int | slice | range | None


def search(text: str = "") -> Frame:
    """Find indicators by words in their key, name or definition; all of them without a text.

    Columns ``indicator`` (the key for other functions), ``name``, ``unit``, ``edition`` (the source edition
    used), ``editions`` (all available), ``countries`` (how many have data in it), ``pairs`` (whether there
    are origins and destinations) and ``definition``. Matches in key or name come first.

    >>> import migbrief as mb
    >>> list(mb.search("median age")["indicator"])
    ['median_age']
    """
    of = sources.opened(VINTAGE)
    words = countries.fold(text).split()
    near: list[tuple[str, dict[str, object]]] = []
    far: list[tuple[str, dict[str, object]]] = []
    for key in _keys(of):
        row = _about(of, key)
        folded_name = countries.fold(f"{key} {key.replace('_', ' ')} {row['name']}")
        searched = f"{folded_name} {countries.fold(str(row['definition']))}"
        if all(word in searched for word in words):
            (near if all(word in folded_name for word in words) else far).append((key, row))
    rows = [{**row, "countries": len(_coverage(of, key))} for key, row in near + far]
    why = t("no indicator has the words {text}; mb.search() lists all", text=repr(text))
    return frame(rows, INDICATORS, why)


def data(
    indicator: str | Iterable[str],
    places: Places | None = None,
    *,
    year: Years = "latest",
    edition: str | None = None,
    wide: bool = False,
) -> Frame:
    """Return the figures of countries, a row each.

    ``indicator`` is a key or name as in :func:`search`, or several; ``places`` are countries and groups by
    code or name, all countries by default. ``year`` is ``"latest"`` (each country's own), a year, a ``slice``
    of years with both ends, or ``None`` for every year. Each indicator is from one source edition: the
    preferred one, or the given ``edition``, such as ``factbook-2015``. Missing figures are left out.

    Columns ``iso3, country, indicator, year, value, value_high, unit, qualifier, source, edition``; values
    are numbers in ``unit``, ``value_high`` the upper end of a range. ``wide`` gives a row a country and year
    and a column an indicator. An empty result has the same columns and types, and ``why`` gives the reason.
    Raises ``UserError`` for an unknown indicator, place or edition, with the nearest names.

    >>> import migbrief as mb
    >>> mb.data("median_age", ["Kenya", "Nepal"], edition="factbook-2025")[["iso3", "year", "value"]]
      iso3  year  value
    0  KEN  2025   21.5
    1  NPL  2025   28.1
    """
    of = sources.opened(VINTAGE)
    asked = [indicator] if isinstance(indicator, str) else list(indicator)
    keys = [_key(of, one) for one in asked]
    codes = None if places is None else reader.members(places)
    _check_year(year)
    frames, whys = [], []
    for key in keys:
        rows = _rows(of, key, edition)
        kept = _in_years(_of_places(rows, codes), year)
        if kept.empty:
            whys.append(_why(of, key, rows, codes))
        frames.append(kept)
    every = pd.concat([rows for rows in frames if len(rows)] or frames, ignore_index=True)
    every["country"] = every["iso3"].map(_name)
    made = frame(every, FIGURES, " ".join(whys))
    return _wide(made, keys, codes, year) if wide else made


def pairs(
    indicator: str,
    *,
    to: Places | None = None,
    origin: Places | None = None,
    year: Years = "latest",
    edition: str | None = None,
) -> Frame:
    """Return the number of people by where they are and where they are from: a row an origin and destination.

    ``to`` is where they are and ``origin`` where they are from, as places in :func:`data`; at least one is
    needed. ``year`` and ``edition`` are as there, but ``"latest"`` is one year for all rows. Columns
    ``origin_iso3, origin, destination_iso3, destination, indicator, year, value, unit, qualifier, source,
    edition``, the largest first. Includes people of no known country. Raises ``UserError`` for unknown names,
    and for an indicator without pairs.

    >>> import migbrief as mb
    >>> mb.pairs("refugees_hosted", to="Kenya", year=1700).empty
    True
    """
    of = sources.opened(VINTAGE)
    key = _key(of, indicator)
    if to is None and origin is None:
        raise UserError("pairs takes to or origin, such as to={place}", place=repr("Kenya"))
    _check_year(year)
    known = of.store.definition(key)
    if known is None or not known.pairs:
        having = [name for name, one in definitions.load().items() if one.pairs]
        raise unknown(mark("indicator with pairs"), indicator, having)
    chosen = edition or of.store.preferred(key)
    if chosen is None:
        return frame([], PAIRS, _unheld(key))
    rows = _pairs_of(of, key, chosen, to, origin)
    kept = rows[rows["value"] > 0]
    kept = _in_years(kept, int(kept["year"].max()) if year == "latest" and len(kept) else year)
    kept = kept.sort_values(["year", "value"], ascending=[True, False], kind="stable").assign(
        origin_iso3=kept["origin"],
        destination_iso3=kept["iso3"],
        origin=kept["origin"].map(_name),
        destination=kept["iso3"].map(_name),
        source=of.publisher(chosen),
    )
    return frame(kept, PAIRS, _no_years(of, key, chosen, rows))


def _check_year(year: object) -> None:
    """Raise ``UserError`` for a year that :func:`data` does not take."""
    known = year is None or year == "latest" or isinstance(year, int | slice | range)
    if isinstance(year, bool) or not known:
        raise UserError(
            "year takes latest, a year, slice(2000, 2024) or None for all; got {value}", value=repr(year)
        )


def _pairs_of(of: Sources, key: str, edition: str, to: Places | None, origin: Places | None) -> pd.DataFrame:
    """Return all pairs of some places, for every year."""
    ends = [None if end is None else reader.members(end) for end in (to, origin)]
    here, there = ends
    pairs = [
        of.store.pairs(key, iso3=code if here else None, origin=None if here else code, edition=edition)
        for code in here or there or []
    ]
    rows = pd.concat(pairs, ignore_index=True)
    return rows[rows["origin"].isin(there)] if here and there else rows


def _keys(of: Sources) -> list[str]:
    """Return every indicator: of official data, the Factbook and the user's own tables."""
    frozen = [key for key in indicators.definitions().index if key not in FROZEN.values()]
    return list(dict.fromkeys([*definitions.load(), *frozen, *of.store.own]))


def _key(of: Sources, text: str) -> str:
    """Return the key of an indicator given by key or name."""
    keys = [*_keys(of), *FROZEN.values()]
    folded = countries.fold(str(text))
    by_folded = {countries.fold(key): key for key in keys}
    by_folded = {countries.fold(of.name(key)): key for key in reversed(keys)} | by_folded
    if folded not in by_folded:
        options = [*keys, *(of.name(key) for key in keys)]
        raise unknown(mark("indicator"), text, options, t("mb.search() lists all"))
    return by_folded[folded]


def _about(of: Sources, key: str) -> dict[str, object]:
    official = of.store.definition(key)
    rows = indicators.definitions()
    frozen = FROZEN.get(key, key)
    unit = official.unit if official else str(rows.loc[frozen, "unit"])
    definition = official.definition if official else str(rows.loc[frozen].get("definition", ""))
    return {
        "indicator": key, "name": of.name(key), "unit": t(unit), "edition": of.edition(key),
        "editions": ", ".join(_editions(of, key)), "pairs": bool(official and official.pairs),
        "definition": t(definition) if definition else "",
    }  # fmt: skip


def _editions(of: Sources, key: str) -> list[str]:
    """Return every source edition with an indicator, the preferred first."""
    editions = of.store.holding(key)
    if key == "population" and PROSPECTS not in editions:
        editions.append(PROSPECTS)
    frozen = FROZEN.get(key, key)
    if frozen in indicators.definitions().index:
        editions += [
            f"{FACTBOOK}{v}" for v in reversed(indicators.vintages()) if indicators.has_any(frozen, v)
        ]
    return editions


def _coverage(of: Sources, key: str) -> set[str]:
    edition = of.edition(key)
    if edition in of.store.state:
        return {code for code in of.store.listed(key) if known_places.is_country(code)}
    return {code for code in _rows(of, key, edition)["iso3"].unique() if known_places.is_country(code)}


def _rows(of: Sources, key: str, edition: str | None) -> pd.DataFrame:
    """Return all figures from one source edition; no rows if there are none."""
    chosen = edition or of.edition(key)
    if not chosen:
        return frame([], FIGURES)
    if chosen in of.store.state:
        rows = of.store.figures(key, edition=chosen, sex="both")
    elif chosen == PROSPECTS and key == "population":
        rows = _prospects()
    elif chosen.removeprefix(FACTBOOK) in indicators.vintages() and chosen.startswith(FACTBOOK):
        every = indicators.load(chosen.removeprefix(FACTBOOK))
        rows = every[every["indicator"] == FROZEN.get(key, key)].assign(indicator=key)
    else:
        known = [*of.store.state, PROSPECTS, *(f"{FACTBOOK}{v}" for v in indicators.vintages())]
        raise unknown(mark("source edition"), chosen, known)
    none = rows["qualifier"].str.contains(NO_DATA, regex=False) | (rows["qualifier"] == NOT_COLLECTED)
    rows = rows[rows["value"].notna() & ~none & (rows["iso3"] != "")]
    return rows.assign(source=of.publisher(chosen), edition=chosen)


def _prospects() -> pd.DataFrame:
    """Return total population of every country, every fifth year up to now."""
    rows = population.load()
    rows = rows[rows["iso3"].notna() & (rows["year"] <= population.NOW)]
    people = rows.filter(like="age_").sum(axis=1).groupby([rows["iso3"], rows["year"]]).sum()
    series = people.rename("value").reset_index()
    later = series["year"] > population.LAST_ESTIMATE
    qualifier = later.map({True: "projected", False: ""})
    return series.assign(indicator="population", unit="persons", qualifier=qualifier, value_high=float("nan"))


def _of_places(rows: pd.DataFrame, codes: list[str] | None) -> pd.DataFrame:
    """Return the rows of some places in their order, or of all countries by name, oldest first."""
    if codes is None:
        codes = countries.sort_by_name(c for c in rows["iso3"].unique() if known_places.is_country(c))
    order = {code: n for n, code in enumerate(codes)}
    rows = rows[rows["iso3"].isin(order)]
    rows = rows.assign(_n=rows["iso3"].map(order))
    return rows.sort_values(["_n", "year"], na_position="first", kind="stable")


def _in_years(rows: pd.DataFrame, year: Years) -> pd.DataFrame:
    """Return the rows of the years given; for ``latest``, the last of each country (oldest come first)."""
    if year is None:
        return rows
    if year == "latest":
        return rows.drop_duplicates("iso3", keep="last")
    if isinstance(year, slice):
        first, last = (year.start, year.stop)
        after = rows["year"] >= (-(10**6) if first is None else first)
        return rows[(after & (rows["year"] <= (10**6 if last is None else last))).fillna(False).astype(bool)]
    return rows[rows["year"].isin(list(year) if isinstance(year, range) else [year])]


def _wide(rows: Frame, keys: list[str], codes: list[str] | None, year: Years) -> Frame:
    """Return a row a country, and a year if there are several; a column an indicator, in the order given."""
    index = ["iso3", "country"] + (["year"] if not isinstance(year, str | int) else [])
    table = rows.set_index([*index, "indicator"])["value"].unstack("indicator").reindex(columns=keys)
    table = table.rename_axis(columns=None).reset_index()
    order = {code: n for n, code in enumerate(codes or countries.sort_by_name(table["iso3"].unique()))}
    if missing := [code for code in order if code not in set(table["iso3"])] if len(index) == 2 else []:
        blank = pd.DataFrame({"iso3": missing, "country": [_name(code) for code in missing]})
        table = pd.concat([table, blank], ignore_index=True)
    table = table.sort_values(
        index[::2], key=lambda c: c.map(order) if c.name == "iso3" else c, kind="stable"
    )
    return frame(table, {c: FIGURES[c] for c in index} | dict.fromkeys(keys, "float64"), rows.why)


def _name(code: str) -> str:
    return known_places.name(str(code))


def _unheld(key: str) -> str:
    return t("there are no data on {indicator}; fetch some with: migbrief data update", indicator=key)


def _no_years(of: Sources, key: str, edition: str, rows: pd.DataFrame) -> str:
    if rows.empty:
        return t("{edition} has no {indicator} of these places", edition=edition, indicator=key)
    return t(
        "{edition} has {indicator} of these places from {first} to {last}, not of the year asked for",
        edition=edition, indicator=key, first=str(int(rows["year"].min())), last=str(int(rows["year"].max())),
    )  # fmt: skip


def _why(of: Sources, key: str, rows: pd.DataFrame, codes: list[str] | None) -> str:
    if rows.empty and of.store.preferred(key):
        return t("{indicator} is held by pairs of countries only: mb.pairs", indicator=key)
    if rows.empty:
        return _unheld(key)
    of_places = _of_places(rows, codes)
    return _no_years(of, key, str(rows["edition"].iloc[0]), of_places)
