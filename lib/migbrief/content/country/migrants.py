"""International migrants: how many, from where and to where, as far as official data are held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import floor, log10
from typing import Any, Final

import pandas as pd

from migbrief.datasets import caveats, store
from migbrief.datasets.store import NO_DATA, Figure, Store, definitions, places
from migbrief.datasets.store.schema import AT_LEAST, NOT_COLLECTED
from migbrief.display import charts, tables
from migbrief.display.html import Display, heading, note, paragraph, stack
from migbrief.display.tables import Column, Table
from migbrief.text import words
from migbrief.text.articles import with_article
from migbrief.text.i18n import mark, t
from migbrief.text.value import Cite, Share, Value, Year, share

from .profile import Profile

SHOWN: Final = 10  # places in a figure
FOLDED: Final = 12  # rows of the table that stand open
DIGITS: Final = 3  # of numbers in sentences; the table has them in full
RECENT: Final = 5  # years of an indicator of which sentences tell; the table has older figures too
MOST: Final = 50  # percent from which a group is most of the whole
STOCK, SHARE, ABROAD = "migrant_stock", "migrant_share", "emigrant_stock"
ORIGINS, DESTINATIONS = "migrants_by_origin", "emigrants_by_destination"
REMITTANCES: Final = "remittances_received_usd"
HEADINGS: Final = (mark("Place"), mark("People"))  # of the data behind the figures
# What sentences call the people of an indicator.
NOUNS: Final = {
    STOCK: mark("international migrants"),
    ABROAD: mark("people"),
    "refugees_and_asylum_seekers_hosted": mark("refugees and asylum-seekers"),
    "refugees_hosted": mark("refugees"),
    "palestine_refugees": mark("Palestine refugees"),
    "idps_conflict": mark("people"),
    REMITTANCES: "US$",
}


@dataclass(frozen=True)
class Pairs:
    """The places at the other end, the largest first, and who is of no country: others, unknown people.

    ``share`` is that of the first place in all of them. Columns of both frames: ``place, people`` (values).
    """

    edition: str
    year: int
    ranked: pd.DataFrame
    apart: pd.DataFrame
    share: Share


@dataclass(frozen=True)
class Held:
    """What the source editions that may be shown have of one country."""

    iso3: str
    store: Store

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The latest figure of each indicator; where there is no number, the reason stands in its place."""
        found = {}
        for indicator in definitions.load():
            series = [f for f in self.store.series(indicator, self.iso3) if NOT_COLLECTED not in f.qualifier]
            if series:
                numbers = [figure for figure in series if figure.value is not None]
                found[indicator] = (numbers or series)[-1]
        return found

    def cite(self, indicator: str, year: int, edition: str, place: str = "") -> Cite:
        about = self.store.ledger(edition)
        said = (about["publisher"], about["title"], place and places.name(place), str(year))
        return Cite(f"{indicator} {place or self.iso3} {edition}", ", ".join(part for part in said if part))

    def full(self, figure: Figure) -> Value | None:
        """A figure with all its digits; None where it is no number, or a zero that stands for no report."""
        if figure.value is None or NO_DATA in figure.qualifier:
            return None
        known = definitions.load()[figure.indicator]
        cite = self.cite(figure.indicator, figure.year, figure.edition)
        return Value(figure.value, figure.unit, year=figure.year, cites=(cite,), decimals=known.decimals)

    def is_recent(self, figure: Figure) -> bool:
        """Whether a figure is of one of the last years that its edition has of the indicator."""
        covered = self.store.ledger(figure.edition)["coverage"]["figures"][figure.indicator]
        return figure.year > int(covered["years"][1]) - RECENT

    def share_of_population(self) -> Value | None:
        """The stock as a share of the population: as published, else worked out for the same year."""
        stock, published = self.figures[STOCK], self.figures.get(SHARE)
        if published and published.year == stock.year:
            return self.full(published)
        people = self.store.value("population", self.iso3, stock.year)
        part, whole = self.full(stock), self.full(people) if people else None
        return share(part, whole) if part and whole else None

    def told(self, indicator: str) -> Value | None:
        """A figure as a sentence tells it: rounded; None for a zero, an old one and where there is none."""
        figure = self.figures.get(indicator)
        full = self.full(figure) if figure and self.is_recent(figure) else None
        return rounded(full, NOUNS[indicator], figure.qualifier) if figure and full else None

    def publisher(self, indicator: str) -> str:
        return str(self.store.ledger(self.figures[indicator].edition)["publisher"])

    def pairs(self, indicator: str) -> Pairs | None:
        """The latest pairs of migrants here by origin, or of people from here by destination."""
        edition = self.store.preferred(indicator)
        if edition is None:
            return None
        end, other = ("iso3", "origin") if indicator == ORIGINS else ("origin", "iso3")
        place = {end: self.iso3}
        rows = self.store.pairs(indicator, place.get("iso3"), place.get("origin"), edition=edition)
        rows = rows[(rows["value"] > 0) & (rows["year"] == rows["year"].max())]
        if rows.empty:
            return None
        year = int(rows["year"].iloc[0])
        cites = [(self.cite(indicator, year, edition, str(code)),) for code in rows[other]]
        people = [
            Value(n, "persons", year=year, cites=cite, decimals=0)
            for n, cite in zip(rows["value"], cites, strict=True)
        ]
        rows = pd.DataFrame({"code": rows[other], "place": rows[other].map(places.name), "people": people})
        country = rows["code"].map(places.is_country).astype(bool)
        ranked = rows[country].sort_values(
            "people", key=lambda c: c.map(float), ascending=False, kind="stable"
        )
        if ranked.empty:
            return None
        whole = Value(
            sum(map(float, rows["people"])), "persons", cites=(self.cite(indicator, year, edition),)
        )
        of = share(ranked["people"].iloc[0], whole)
        return Pairs(edition, year, ranked, rows[~country], of)


def rounded(value: Value, unit: str, qualifier: str = "") -> Value | None:
    """A value in three digits, *about* where that changes it; None for none.

    >>> str(rounded(Value(992_536), "international migrants"))
    'about 993,000 international migrants'
    """
    if not value.value:
        return None
    places_left = DIGITS - 1 - floor(log10(abs(value.value)))
    number = round(value.value, min(0, places_left))
    hedge = "at least" if AT_LEAST in qualifier else "about" if number != value.value else ""
    return Value(number, unit, qualifier=hedge, year=value.year, cites=value.cites)


def open_held(profile: Profile) -> Held | None:
    """What is held of the profile's country; None where there is no store."""
    opened = store.to_show()
    return None if opened.empty else Held(profile.iso3, opened)


def block(profile: Profile) -> Display:
    """How many migrants, from where and to where, with a table of every official indicator held.

    Without a store, one line on how to get it.
    """
    held = open_held(profile)
    if held is None:
        return note(
            t(
                "Official data on migrants, refugees and remittances are not held here; to get them, run: "
                "migbrief data update"
            )
        )
    title = heading(t("International migrants"))
    parts = [title]
    if STOCK not in held.figures:
        parts.append(note(_lacking(profile)))
    if not held.figures:
        return stack(*parts)
    if said := sentences(profile, held):
        parts.append(paragraph(said))
    return stack(*parts, *figures(profile, held), table(profile, held))


def sentences(profile: Profile, held: Held) -> str:
    """What there is, in plain words: a sentence for each number, none for a number that is not there."""
    return " ".join(words.capital(said) for said in _sentences(profile, held) if said)


def _sentences(profile: Profile, held: Held) -> Iterator[str]:
    yield _living_here(profile, held)
    yield _abroad(profile, held)
    for indicator in ("refugees_and_asylum_seekers_hosted", "refugees_hosted"):
        if hosted := held.told(indicator):
            yield t(
                "{country} hosted {people} at the end of {year}, according to {publisher}.",
                country=profile.the, people=hosted, year=Year(hosted.year or 0),
                publisher=held.publisher(indicator),
            )  # fmt: skip
            break
    if registered := held.told("palestine_refugees"):
        yield t(
            "{people} were registered with UNRWA in {country} in {year}.",
            people=registered, country=profile.the, year=Year(registered.year or 0),
        )  # fmt: skip
    if displaced := held.told("idps_conflict"):
        yield t(
            "{people} were displaced inside {country} by conflict and violence at the end of {year}, "
            "according to {publisher}.",
            people=displaced, country=profile.the, year=Year(displaced.year or 0),
            publisher=held.publisher("idps_conflict"),
        )  # fmt: skip
    if received := held.told(REMITTANCES):
        yield t(
            "Remittances received were {sum} in {year}, according to the {publisher}.",
            sum=received, year=Year(received.year or 0), publisher=held.publisher(REMITTANCES),
        )  # fmt: skip


def _living_here(profile: Profile, held: Held) -> str:
    stock = held.told(STOCK)
    if stock is None:
        return ""
    given = {"people": stock, "country": profile.the, "year": Year(stock.year or 0),
             "publisher": held.publisher(STOCK)}  # fmt: skip
    said = (
        t("{people} lived in {country} in {year}, according to {publisher}: {share} of its population.",
          **given, share=of_all)
        if (of_all := held.share_of_population())
        else t("{people} lived in {country} in {year}, according to {publisher}.", **given)
    )  # fmt: skip
    return f"{said} {_largest(held, STOCK, ORIGINS, _FROM)}".strip()


def _abroad(profile: Profile, held: Held) -> str:
    abroad = held.told(ABROAD)
    if abroad is None:
        return ""
    said = t(
        "{people} from {country} lived abroad in {year}, according to {publisher}.",
        people=abroad, country=profile.the, year=Year(abroad.year or 0), publisher=held.publisher(ABROAD),
    )  # fmt: skip
    return f"{said} {_largest(held, ABROAD, DESTINATIONS, _IN)}".strip()


# Of the largest group: where it is more than half of all, and where it is not.
_FROM: Final = (
    mark("Most of them, {share}, came from {place}."),
    mark("The largest group, {share}, came from {place}."),
)
_IN: Final = (
    mark("Most of them, {share}, lived in {place}."),
    mark("The largest group, {share}, lived in {place}."),
)


def _largest(held: Held, total: str, indicator: str, said: tuple[str, str]) -> str:
    """Where the largest group is from or lives, if pairs are of the total's edition and year.

    Not where more people are of no country: who they are, nobody knows.
    """
    found, whole = held.pairs(indicator), held.figures[total]
    if found is None or (found.edition, found.year) != (whole.edition, whole.year):
        return ""
    if any(person.value > found.ranked["people"].iloc[0].value for person in found.apart["people"]):
        return ""
    most, first = said
    place = with_article(str(found.ranked["place"].iloc[0]))
    return t(most if found.share.value > MOST else first, share=found.share, place=place)


def figures(profile: Profile, held: Held) -> list[Display]:
    """A bar chart of the largest origins, and one of the largest destinations, where pairs are held."""
    asked = {
        ORIGINS: mark("{place} is the largest origin of migrants in {country}: {people}, {year}"),
        DESTINATIONS: mark("{place} is the largest destination of people from {country}: {people}, {year}"),
    }
    found = {indicator: held.pairs(indicator) for indicator in asked}
    return [_bars(profile, held, key, pairs, asked[key]) for key, pairs in found.items() if pairs]


def _bars(profile: Profile, held: Held, indicator: str, pairs: Pairs, title: str) -> Display:
    first, about = pairs.ranked.iloc[0], held.store.ledger(pairs.edition)
    drawn, rest = pairs.ranked.head(SHOWN), pairs.ranked.iloc[SHOWN:]
    apart = [
        t("{place}: {people}", place=place, people=people)
        for place, people in zip(pairs.apart["place"], pairs.apart["people"], strict=True)
    ]
    said = [t("Not ranked: {groups}.", groups=words.listing(apart)) if apart else ""]
    if len(rest):
        total = sum(person.value for person in rest["people"])
        cite = held.cite(indicator, pairs.year, pairs.edition)
        said.append(t("All other places together: {people}.",
                      people=Value(total, "persons", cites=(cite,), decimals=0)))  # fmt: skip
    return charts.bars(
        drawn[["place", "people"]],
        label="place",
        value="people",
        title=t(
            title,
            place=first["place"], country=profile.the, people=first["people"], year=Year(pairs.year),
        ),
        source=_source(about, pairs.edition),
        unit="persons",
        axis=t(definitions.load()[indicator].name),
        note=caveats.join(*said, _kosovo(held, [pairs.edition], [held.iso3, *drawn["code"]])),
        name=f"{indicator} {profile.iso3}",
        behind=pd.concat([drawn, pairs.apart])[["place", "people"]],
    )  # fmt: skip


def table(profile: Profile, held: Held) -> Table:
    """The latest figure of every official indicator held, in full, with its year, edition and qualifier."""
    rows = []
    editions: dict[str, dict[str, Any]] = {}
    for indicator, figure in held.figures.items():
        about = editions.setdefault(figure.edition, held.store.ledger(figure.edition))
        said = [part for part in figure.qualifier.split("; ") if part]
        said += ["modelled"] if about["kind"] == "modelled" and "modelled" not in said else []
        known = definitions.load()[indicator]
        rows.append(
            {
                "indicator": t(known.name),
                "figure": held.full(figure),
                "year": figure.year,
                "edition": f"{about['publisher']}, {figure.edition}",
                "said": "; ".join(t(part) for part in said) or None,
            }
        )
    return tables.table(
        pd.DataFrame(rows),
        t("{country}: the latest official figures held", country=profile.subject),
        columns={
            "indicator": mark("Indicator"),
            "figure": Column(mark("Figure")),
            "year": Column(mark("Year"), kind="year"),
            "edition": mark("Source edition"),
            "said": Column(mark("Remark"), missing="–"),
        },
        source=words.series(_source(about, edition) for edition, about in editions.items()),
        note=caveats.join(
            t("Refugees are among the international migrants, so the two are never added."),
            _kosovo(held, editions, [held.iso3]),
        ),
        name=f"official figures {profile.iso3}",
        shown=FOLDED,
    )


def _source(about: dict[str, str], edition: str) -> str:
    return f"{about['citation'].rstrip('.')} ({edition}, {about['licence']})"


def _kosovo(held: Held, editions: Iterable[str], codes: list[str]) -> str:
    """That Serbia's figures hold Kosovo's, where an edition that is shown does not list Kosovo."""
    within = [edition for edition in editions if "XKX" not in held.store.places(edition)]
    if "SRB" not in codes or not within:
        return ""
    return t("Serbia includes Kosovo in {editions}.", editions=words.listing(within))


def _lacking(profile: Profile) -> str:
    if inside := places.INSIDE.get(profile.iso3):
        return t(
            "The sources held count {country} within {other}: there is no number of migrants of its own.",
            country=profile.the,
            other=with_article(places.name(inside)),
        )
    return t("The sources held have no number of migrants of {country}.", country=profile.the)
