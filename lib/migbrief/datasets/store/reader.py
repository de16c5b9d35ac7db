"""Queries of the store: an edition's figures and pairs, the preferred edition, totals of groups."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from migbrief.datasets import countries
from migbrief.errors import UserError, unknown, unreadable
from migbrief.text import words
from migbrief.text.i18n import mark, t

from .. import read_log, store_state
from . import definitions, places, table, writer
from .schema import EXPORT, NO_DATA, SEXES

RELEASE: Final = re.compile(r"\d{4}(-\d\d)?")  # in the id of a source edition


class Point(NamedTuple):
    """A figure of a place in an edition; ``high`` is the end of a range."""

    year: int
    value: float
    high: float | None
    qualifier: str


class Store:
    """The store as it was when opened. Every answer is from one edition."""

    def __init__(self, folder: Path, state: Mapping[str, str]) -> None:
        self.folder, self.state = folder, dict(state)
        self._ledgers: dict[str, dict[str, Any]] = {}
        self._tables: dict[str, table.Tables] = {}
        self._chosen: dict[str, str] = {}

    @property
    def empty(self) -> bool:
        """Return whether the store has no editions; reports then use the frozen data."""
        return not self.state

    def editions(self) -> dict[str, dict[str, Any]]:
        """Return the ledger of every edition by id."""
        return {edition: self.ledger(edition) for edition in self.state}

    def ledger(self, edition: str) -> dict[str, Any]:
        """Return an edition's ledger, read-only: publisher, title, licence, citation, files, coverage …"""
        self._check_known(edition)
        if edition not in self._ledgers:
            self._ledgers[edition] = writer.ledger(self.folder / self.state[edition])
        return self._ledgers[edition]

    def title(self, edition: str) -> str:
        """An edition's title, with the year or month of its release."""
        title, release = t(self.ledger(edition)["title"]), RELEASE.search(edition)
        return title if not release or release[0] in title else f"{title} ({words.date(release[0])})"

    def definition(self, indicator: str) -> definitions.Definition | None:
        """Return the definition of an indicator, if necessary from the user's own table that holds it."""
        if known := definitions.load().get(indicator):
            return known
        for edition in self.holding(indicator):
            entry = self.ledger(edition)
            name, unit = entry["names"].get(indicator, ("", ""))
            if name:
                pairs = indicator in entry["coverage"]["pairs"]
                return definitions.own(indicator, name, unit, entry["source"], pairs=pairs)
        return None

    @property
    def own(self) -> list[str]:
        """Return the indicators of the user's own tables, which have no definition."""
        return list(dict.fromkeys(key for entry in self.editions().values() for key in entry["names"]))

    def holding(self, indicator: str) -> list[str]:
        """Return editions with figures or pairs of an indicator, the preferred first, partial ones last.

        Preferred is the first source in the definition, and of one source the newest release.
        """
        known = definitions.load().get(indicator)
        name = definitions.holding_pairs(indicator)
        order = {source: n for n, source in enumerate(known.sources)} if known else {}
        ranked = []
        for edition in self.state:
            entry = self.ledger(edition)
            if any({name, indicator} & set(covered) for covered in entry["coverage"].values()):
                ranked.append((bool(entry["partial"]), order.get(entry["source"], len(order)), edition))
        ranked.sort(key=lambda item: item[2], reverse=True)
        return [edition for _, _, edition in sorted(ranked, key=lambda item: item[:2])]

    def preferred(self, indicator: str) -> str | None:
        """Return the edition to show for an indicator, never a partial one; None if there is none."""
        if indicator not in self._chosen:
            whole = [e for e in self.holding(indicator) if not self.ledger(e)["partial"]]
            self._chosen[indicator] = whole[0] if whole else ""
        return self._chosen[indicator] or None

    def points(self, indicator: str, iso3: str, edition: str | None = None, sex: str = "both") -> list[Point]:
        """Return one place's figures from one edition, oldest first.

        Zeros that mean "not reported" are left out.
        """
        edition = edition or self.preferred(indicator)
        if edition is None:
            return []
        opened = self._open(edition)
        rows, of = opened.rows("figures", indicator, iso3), SEXES.index(sex)
        qualifiers, unreported = opened.texts["qualifier"], opened.unreported
        return [
            Point(year, value, None if math.isnan(high) else high, qualifiers[qualifier])
            for _, _, year, counted, value, high, _, qualifier, _ in rows.tolist()
            if counted == of and not math.isnan(value) and not unreported[qualifier]
        ]

    def figures(
        self, indicator: str, iso3: str | None = None, edition: str | None = None, sex: str | None = None
    ) -> pd.DataFrame:
        """Return a tidy frame of one edition's figures, of one place or all: the columns of the export and
        raw.

        Without ``iso3`` it includes codes that are no countries (see :func:`places.is_country`), for totals.
        """
        return self._frame("figures", indicator, edition, iso3, "iso3", sex)

    def latest(self, indicator: str, members: Iterable[str] | None = None, **which: Any) -> pd.DataFrame:
        """Return each country's latest figure, indexed by ``iso3``, without codes that are no countries.

        Zeros that mean "not reported" are left out.
        """
        rows = self.figures(indicator, sex="both", **which)
        number = rows["value"].notna() & ~rows["qualifier"].str.contains(NO_DATA, regex=False)
        rows = rows[number & rows["iso3"].map(places.is_country).astype(bool)]
        if members is not None:
            rows = rows[rows["iso3"].isin(set(countries.codes(members)))]
        return rows.drop_duplicates("iso3", keep="last").set_index("iso3")

    def pairs(
        self,
        indicator: str,
        iso3: str | None = None,
        origin: str | None = None,
        year: int | None = None,
        edition: str | None = None,
        sex: str | None = "both",
    ) -> pd.DataFrame:
        """Return pairs of one edition: ``iso3`` is where people are, ``origin`` where they are from.

        Includes rows of others, unknown and stateless people. An indicator that shows another's pairs by
        origin (``emigrants_by_destination``) gives the same rows under its own name.
        """
        by = "origin" if iso3 is None and origin is not None else "iso3"
        place = iso3 if by == "iso3" else origin
        return self._frame("pairs", indicator, edition, place, by, sex, year, origin)

    def counterparts(
        self, indicator: str, place: str, edition: str, *, by_origin: bool = True
    ) -> list[tuple[str, int, float]]:
        """Return who is in a place, or abroad from there, of both sexes: code, year and number, if not zero.

        ``by_origin``: the place is where people are, and the codes are their origins.
        """
        opened, other = self._open(edition), "origin" if by_origin else "iso3"
        rows = opened.rows("pairs", indicator, place, "iso3" if by_origin else "origin")
        rows = rows[(rows["sex"] == SEXES.index("both")) & (rows["value"] > 0)]
        codes = opened.texts[other][rows[other]].tolist()
        ends = zip(codes, rows["year"].tolist(), rows["value"].tolist(), strict=True)
        return [end for end in ends if by_origin or end[0] != place]

    def export(
        self,
        indicators: Iterable[str] = (),
        members: Iterable[str] = (),
        pairs: bool = False,
        partial: bool = False,
    ) -> pd.DataFrame:
        """Return the rows requested from every edition in one tidy frame with the columns of the export.

        Editions that may not be passed on are left out, and partial ones unless requested.
        """
        wanted, chosen = list(indicators), set(members)
        for indicator in wanted:
            if not self.holding(indicator):
                raise self._unheld(indicator)
        frames: list[pd.DataFrame] = []
        for edition, entry in self.editions().items():
            if not entry["redistributable"] or (entry["partial"] and not partial):
                continue
            opened = self._open(edition)
            for indicator in wanted or [""]:
                frames += self._exported(opened, edition, indicator, pairs)
        table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(EXPORT))
        if chosen:
            turned = table["indicator"].isin([i for i, of in definitions.load().items() if of.pairs_of])
            by_origin, by_place = table["origin"].isin(chosen) & turned, table["iso3"].isin(chosen) & ~turned
            either = table["origin"].isin(chosen) if not wanted else by_origin
            table = table[by_place | by_origin | either]
        return table[list(EXPORT)].reset_index(drop=True)

    def _exported(
        self, opened: table.Tables, edition: str, indicator: str, pairs: bool
    ) -> Iterator[pd.DataFrame]:
        """Yield an edition's rows of an indicator, or of all: pairs if asked for or nothing else is there."""
        name = {"indicator": indicator} if indicator else {}
        same = {"source": self.ledger(edition)["publisher"], "edition": edition}
        if not pairs:
            rows = opened.rows("figures", indicator) if indicator else opened.all("figures")
            if len(rows):
                yield opened.frame(rows, **same, **name, origin="")
        if pairs and not indicator:
            yield opened.frame(opened.all("pairs"), **same)
            return
        every = self.ledger(edition)["coverage"]["pairs"]
        for one in [definitions.holding_pairs(indicator)] if indicator else every:
            rows = opened.rows("pairs", one)
            if len(rows) and (pairs or not self._has_figures(indicator or one)):
                yield opened.frame(rows, **same, **name)

    def _has_figures(self, indicator: str) -> bool:
        return any(indicator in entry["coverage"]["figures"] for entry in self.editions().values())

    def rows(self, kind: str, indicator: str, edition: str) -> pd.DataFrame:
        """Return all ``figures`` or ``pairs`` of an indicator in an edition, every sex and place."""
        opened = self._open(edition)
        return opened.frame(opened.rows(kind, indicator))

    def _frame(
        self,
        kind: str,
        indicator: str,
        edition: str | None,
        place: str | None,
        by: str,
        sex: str | None,
        year: int | None = None,
        origin: str | None = None,
    ) -> pd.DataFrame:
        name = definitions.holding_pairs(indicator) if kind == "pairs" else indicator
        edition = edition or self.preferred(indicator)
        if edition is None:
            raise self._unheld(indicator)
        opened = self._open(edition)
        rows = opened.rows(kind, name, place, by)
        if year is not None:
            rows = rows[rows["year"] == year]
        if sex is not None:
            rows = rows[rows["sex"] == SEXES.index(sex)]
        if origin is not None and by == "iso3":
            rows = rows[rows["origin"] == opened.codes["origin"].get(origin, -1)]
        return opened.frame(rows, indicator=indicator, edition=edition)

    def has(self, indicator: str, iso3: str) -> bool:
        """Return whether the edition to show has a figure, or pairs, of a place."""
        edition = self.preferred(indicator)
        return edition is not None and (
            bool(self.points(indicator, iso3, edition))
            or not self._frame("pairs", indicator, edition, iso3, _end(indicator), None).empty
        )

    def listed(self, indicator: str) -> set[str]:
        """Return the places of which the edition to show has figures or pairs: those with :meth:`has`."""
        edition = self.preferred(indicator)
        if edition is None:
            return set()
        opened, end = self._open(edition), _end(indicator)
        pairs = opened.rows("pairs", definitions.holding_pairs(indicator))
        return set(self.latest(indicator).index) | set(opened.texts[end][np.unique(pairs[end])])

    def places(self, edition: str) -> set[str]:
        """Return the places of which an edition has rows, countries and others."""
        return set(self._open(edition).codes["iso3"])

    def verify(self) -> list[str]:
        """Return problems with the store's digests, schema and sums, a line each."""
        wrong = []
        for edition, place in self.state.items():
            entry = self.ledger(edition)
            for name, digest in entry["digests"].items():
                path = self.folder / place / name
                if not path.is_file() or writer._sha256(path) != digest:
                    wrong.append(t("{edition}: {file} is not what was written", edition=edition, file=name))
            if any(line.startswith(f"{edition}:") for line in wrong):
                continue
            opened = self._open(edition)
            for kind, coverage in entry["coverage"].items():
                if writer.coverage(opened.frame(opened.all(kind))) != coverage:
                    wrong.append(t("{edition}: the sums of its {table} differ", edition=edition, table=kind))
        return wrong

    def digests(self) -> dict[str, str]:
        """Return the digest of every edition, for fingerprints and manifests."""
        return store_state.digests(self.state)

    def _check_known(self, edition: str) -> None:
        if edition not in self.state:
            raise unknown(mark("source edition"), edition, self.state)

    def _unheld(self, indicator: str) -> UserError:
        known = {i for entry in self.editions().values() for c in entry["coverage"].values() for i in c}
        if indicator in definitions.load():
            return UserError("there are no data on {indicator}; see migbrief data list", indicator=indicator)
        return unknown(mark("indicator"), indicator, known | set(definitions.load()))

    def _open(self, edition: str) -> table.Tables:
        self._check_known(edition)
        read_log.record(store_state.LOG, self.state[edition])
        if edition not in self._tables:
            try:
                self._tables[edition] = table.Tables(self.folder / self.state[edition])
            except (OSError, ValueError, KeyError) as error:
                raise unreadable(self.folder / self.state[edition], error) from None
        return self._tables[edition]


def _end(indicator: str) -> str:
    """Return the column of an indicator's pairs that holds the place queried."""
    return "iso3" if definitions.holding_pairs(indicator) == indicator else "origin"


def opened(folder: Path | None = None) -> Store:
    """Return the current store: the same object until something is written. Empty if there is none.

    ``$MIGBRIEF_DATA_STATE`` names a copy of ``state.json`` to read instead: a batch sets it, so that all of
    its reports read one state while an update writes another.
    """
    read_log.record(store_state.LOG)
    place = folder or store_state.folder()
    kept = store_state.current(place)
    try:
        stamp = kept.stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _opened(place, kept, stamp)


def to_show() -> Store:
    """Return the store without editions that may not be passed on: what pages and files may show."""
    return _allowed(opened())


@lru_cache(maxsize=4)
def _allowed(whole: Store) -> Store:
    return Store(whole.folder, {e: p for e, p in whole.state.items() if whole.ledger(e)["redistributable"]})


@lru_cache(maxsize=4)
def _opened(place: Path, kept: Path, stamp: int) -> Store:
    return Store(place, store_state.state(place, kept))


def members(places_named: str | Iterable[str]) -> list[str]:
    """Return codes of countries, groups and other places, from users' names for them."""
    codes: list[str] = []
    for word in [places_named] if isinstance(places_named, str) else places_named:
        code = word.strip().upper()
        codes += [code] if code in places.OTHERS else countries.codes(word)
    return list(dict.fromkeys(codes))


__all__ = ["Point", "Store", "members", "opened", "to_show"]
