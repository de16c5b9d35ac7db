"""Migration within a group, into it and out of it, by pairs of origin and destination."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from migbrief.content.shared.sources import UNITS
from migbrief.datasets.store import definitions, places
from migbrief.text.value import Cite, Value

from .region import Region

KINDS = ("within", "incoming", "outgoing", "unknown")
_NOWHERE = ("OOO", "UNK", "XXA")  # the codes of those from no known country, or stateless


@dataclass(frozen=True, eq=False)
class Corridors:
    """Pairs with an end in the group. ``unknown`` are in it from no known country, or stateless.

    ``sums`` has a row a year, with the four kinds as columns (values). The frames are of the latest year,
    largest first: ``pairs`` with ``origin, place, people, kind``; ``origins`` of those from outside and
    ``destinations`` of those outside, with ``code, place, people``.
    """

    edition: str
    year: int
    sums: pd.DataFrame
    pairs: pd.DataFrame
    origins: pd.DataFrame
    destinations: pd.DataFrame

    def latest(self, kind: str) -> Value:
        people: Value = self.sums.loc[self.year, kind]
        return people


def find(region: Region, indicator: str, top: int = 10, every: bool = False) -> Corridors | None:
    """Return the pairs of the latest year, and with ``every`` the sums of all years; None without data.

    A pair inside the group counts neither as from outside nor as outside. Pairs of a country with itself, as
    in some tables on refugees, are left out.
    """
    store = region.sources.store
    edition = store.preferred(indicator)
    if edition is None:
        return None
    known = definitions.load()[indicator]
    name = known.pairs_of or indicator
    covered = store.ledger(edition)["coverage"]["pairs"].get(name)
    if covered is None:
        return None
    last = int(covered["years"][1])
    rows = store.pairs(name, year=None if every else last, edition=edition)
    rows = rows[(rows["value"] > 0) & (rows["iso3"] != rows["origin"])]
    ours = set(region.sums.places({*rows["iso3"].unique(), *rows["origin"].unique()}))
    here, there = rows["iso3"].isin(ours), rows["origin"].isin(ours)
    if not (here | there).any():
        return None
    rows = rows[here | there].assign(kind=_kinds(rows, here, there))
    summed = rows.pivot_table(index="year", columns="kind", values="value", aggfunc="sum", fill_value=0.0)
    last = int(summed.index[-1])
    now = rows[rows["year"] == last].sort_values("value", ascending=False, kind="stable")
    unit = UNITS.get(known.unit, known.unit)
    named = f"{region.sources.publisher(edition)}, {region.sources.name(name)}"

    def people(size: float, row: str, of: str, year: int = last) -> Value:
        cite = Cite(f"{name} {row} {year} {edition}", f"{named}, {of}", year, edition, elsewhere=True)
        return Value(float(size), unit, year=year, cites=(cite,), decimals=0)

    summed = summed.reindex(columns=list(KINDS), fill_value=0.0)
    sums = {
        kind: [people(n, kind, region.name, int(year)) for year, n in summed[kind].items()] for kind in KINDS
    }
    return Corridors(
        edition,
        last,
        pd.DataFrame(sums, index=summed.index),
        _pairs(now[now["kind"] != "unknown"].head(top), people),
        _ends(now[now["kind"] == "incoming"], "origin", top, people),
        _ends(now[now["kind"] == "outgoing"], "iso3", top, people),
    )


def _kinds(rows: pd.DataFrame, here: pd.Series, there: pd.Series) -> pd.Series:
    kinds = pd.Series("incoming", rows.index)
    kinds[here & there] = "within"
    kinds[~here] = "outgoing"
    kinds[here & rows["origin"].isin(_NOWHERE)] = "unknown"
    return kinds


def _pairs(rows: pd.DataFrame, people: Callable[..., Value]) -> pd.DataFrame:
    """Return the pairs, with their people as values."""
    ends = list(zip(rows["origin"].map(str), rows["iso3"].map(str), strict=True))
    origins, places_of = ([places.name(code) for code in codes] for codes in (rows["origin"], rows["iso3"]))
    made = [
        people(n, f"{here} {origin}", f"{place}, {name}")
        for n, (origin, here), place, name in zip(rows["value"], ends, places_of, origins, strict=True)
    ]
    columns = {"origin": origins, "place": places_of, "kind": list(rows["kind"]), "ends": ends}
    return pd.DataFrame({**columns, "people": pd.Series(made, dtype=object)})


def _ends(rows: pd.DataFrame, end: str, top: int, people: Callable[..., Value]) -> pd.DataFrame:
    """Return the countries at the outer end, each with the sum over the members."""
    summed = rows[rows[end].map(places.is_country).astype(bool)].groupby(end)["value"].sum()
    summed = summed.sort_values(ascending=False, kind="stable").head(top)
    codes = list(map(str, summed.index))
    names = [places.name(code) for code in codes]
    made = [people(n, f"{end} {code} all", name) for n, code, name in zip(summed, codes, names, strict=True)]
    return pd.DataFrame({"code": codes, "place": names, "people": pd.Series(made, dtype=object)})
