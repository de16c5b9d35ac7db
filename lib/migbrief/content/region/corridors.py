"""Migration within a group, into it and out of it, by pairs of origin and destination."""

from dataclasses import dataclass

import pandas as pd

from migbrief.content.shared.sources import UNITS
from migbrief.datasets.store import definitions, places
from migbrief.text.value import Cite, Value

from .region import Region

KINDS = ("within", "incoming", "outgoing", "unknown")


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
    maker = _Maker(region, name, edition, UNITS.get(known.unit, known.unit))
    return Corridors(
        edition,
        last,
        pd.DataFrame(
            {
                kind: [
                    maker.sum(kind, int(year), float(row.get(kind, 0.0))) for year, row in summed.iterrows()
                ]
                for kind in KINDS
            },
            index=summed.index,
        ),
        maker.pairs(now[now["kind"] != "unknown"].head(top)),
        maker.ends(now[now["kind"] == "incoming"], "origin", top),
        maker.ends(now[now["kind"] == "outgoing"], "iso3", top),
    )


def _kinds(rows: pd.DataFrame, here: pd.Series, there: pd.Series) -> pd.Series:
    kinds = pd.Series("incoming", rows.index)
    kinds[here & there] = "within"
    kinds[~here] = "outgoing"
    codes = rows["origin"].unique()
    kinds[here & rows["origin"].isin([c for c in codes if c in _NOWHERE])] = "unknown"
    return kinds


_NOWHERE = frozenset(code for code in places.OTHERS if code in ("OOO", "UNK", "XXA"))


@dataclass(frozen=True)
class _Maker:
    """Makes values of pairs and of their sums."""

    region: Region
    name: str
    edition: str
    unit: str

    def _value(self, size: float, row: str, of: str, year: int) -> Value:
        sources = self.region.sources
        source = f"{sources.publisher(self.edition)}, {sources.name(self.name)}, {of}"
        cite = Cite(f"{self.name} {row} {year} {self.edition}", source, year, self.edition, elsewhere=True)
        return Value(size, self.unit, year=year, cites=(cite,), decimals=0)

    def sum(self, kind: str, year: int, size: float) -> Value:
        """Return the sum of all pairs of a kind as a value."""
        return self._value(size, kind, self.region.name, year)

    def pairs(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the pairs as values."""
        ends = list(zip(rows["origin"].map(str), rows["iso3"].map(str), rows["value"], strict=True))
        year = int(rows["year"].iloc[0]) if len(rows) else 0
        people = [
            self._value(float(n), f"{here} {origin}", f"{places.name(here)}, {places.name(origin)}", year)
            for origin, here, n in ends
        ]
        return pd.DataFrame(
            {
                "origin": [places.name(origin) for origin, _, _ in ends],
                "place": [places.name(here) for _, here, _ in ends],
                "people": pd.Series(people, dtype=object),
                "kind": list(rows["kind"]),
                "ends": [(origin, here) for origin, here, _ in ends],
            }
        )

    def ends(self, rows: pd.DataFrame, end: str, top: int) -> pd.DataFrame:
        """Return the countries at the outer end, each with the sum over the members."""
        summed = rows[rows[end].map(places.is_country).astype(bool)].groupby(end)["value"].sum()
        summed = summed.sort_values(ascending=False, kind="stable").head(top)
        year = int(rows["year"].iloc[0]) if len(rows) else 0
        return pd.DataFrame(
            {
                "code": list(map(str, summed.index)),
                "place": [places.name(str(code)) for code in summed.index],
                "people": pd.Series(
                    [
                        self._value(float(n), f"{end} {code} all", places.name(str(code)), year)
                        for code, n in summed.items()
                    ],
                    dtype=object,
                ),
            }
        )
