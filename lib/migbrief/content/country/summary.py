"""The first screen: lead, four tiles, net migration over time, largest origins and destinations."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from migbrief.content.shared import first_screen
from migbrief.content.shared.first_screen import (
    HOSTED,
    LEAST,
    Net,
    balance,
    dated,
    last_years,
    old,
    people_living,
    tile,
    when,
)
from migbrief.content.shared.rankings import paired
from migbrief.content.shared.sources import Figure, Pairs, apart
from migbrief.datasets.store import places
from migbrief.display import maps, tables
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, mark_unit, t
from migbrief.text.value import Change, Share, Value, Year, share, total

from . import people as residents
from .profile import Profile

MOST: Final = 50.5  # percent from which a group is most of the whole, also when rounded
SECOND: Final = 3  # a second group smaller than the first by this factor is not named with it
TOP: Final = 3  # places in each ranking of the first screen


@dataclass(frozen=True)
class Groups:
    """The one or two largest groups of a whole, their shares, and whether they are most of it.

    ``unknown`` is the share of other or unknown origin, if that is larger than the largest group.
    """

    places: tuple[str, ...]
    shares: tuple[Share, ...]
    unknown: Share | None = None

    @property
    def most(self) -> bool:
        return sum(s.value for s in self.shares) > MOST and self.unknown is None


@dataclass(frozen=True)
class Summary:
    """The findings on the first screen of a country; None for what no source has."""

    population: Figure | None
    migrants: Figure | None
    migrants_share: Value | None
    origins: Groups | None
    abroad: Figure | None
    abroad_share: Value | None
    destinations: Groups | None
    received: Figure | None
    received_share: Figure | None
    hosted: Figure | None
    palestine: Figure | None
    in_need: Figure | None
    refugees_abroad: Figure | None
    in_need_abroad: Figure | None
    displaced: Figure | None
    net: Net | None


def find(profile: Profile) -> Summary:
    """Return the findings, each from one source edition."""
    sources, iso3 = profile.sources, profile.iso3
    migrants, abroad = sources.latest("migrant_stock", iso3), sources.latest("emigrant_stock", iso3)
    return Summary(
        population=sources.latest("population", iso3),
        migrants=migrants,
        migrants_share=_share(profile, migrants, "migrant_share"),
        origins=_groups(sources.pairs("migrants_by_origin", iso3), migrants),
        abroad=abroad,
        abroad_share=_share(profile, abroad),
        destinations=_groups(sources.pairs("emigrants_by_destination", iso3), abroad),
        received=sources.latest("remittances_received_usd", iso3),
        received_share=sources.latest("remittances_received_gdp", iso3),
        hosted=sources.latest(HOSTED, iso3),
        palestine=sources.latest("palestine_refugees", iso3),
        in_need=sources.latest("others_in_need_hosted", iso3),
        refugees_abroad=sources.latest("refugees_abroad", iso3),
        in_need_abroad=sources.latest("others_in_need_abroad", iso3),
        displaced=sources.latest("idps_conflict" if sources.live else "idps", iso3),
        net=last_years(sources.values("net_migration", iso3)),
    )


def _share(profile: Profile, figure: Figure | None, published: str = "") -> Value | None:
    """Return a stock as a share of the population: as published, else computed for the same year or, where
    population is known every fifth year only, of that projected for the next, with the year of it.
    """
    if figure is None:
        return None
    same = profile.sources.at(published, profile.iso3, figure.year) if published else None
    if same and same.edition == figure.edition:
        return same.value
    people = profile.sources.at("population", profile.iso3, figure.year)
    following = profile.sources.at("population", profile.iso3, figure.year + 1)
    if people is None and following and following.qualifier == "projected":
        people = following
    if people is None or not people.value.value:
        return None
    year = people.year if people is following else None
    return replace(share(figure.value, people.value), decimals=1, year=year)


def _groups(pairs: Pairs | None, whole: Figure | None) -> Groups | None:
    """Return the largest groups, if the pairs are of the same edition and year as the whole."""
    if pairs is None or whole is None or (pairs.edition, pairs.year) != (whole.edition, whole.year):
        return None
    if pairs.ranked.empty or not whole.value.value:
        return None
    first = pairs.ranked.head(2)
    shares = [share(people, pairs.total) for people in first["people"]]
    if not pairs.leads:
        rest = share(total(pairs.apart["people"]), pairs.total)
        return Groups(tuple(first["place"])[:1], tuple(shares[:1]), rest)
    largest, second = shares[0].value, shares[-1].value
    n = 2 if largest <= MOST < largest + second and largest < SECOND * second else 1
    return Groups(tuple(first["place"])[:n], tuple(shares[:n]))


# The lead.

_LIVING: Final = {
    0: mark("{people} live {country:in} ({year})"),
    1: mark("{people} live {country:in} ({year}), the largest group {place:from} ({share})"),
    2: mark("{people} live {country:in} ({year}), most of them {place:from} ({share})"),
    3: mark(
        "{people} live {country:in} ({year}), most of them {place:from} ({share}) and {other:from} ({rest})"
    ),
    4: mark(
        "{people} live {country:in} ({year}), the largest known group {place:from} ({share}; of other or "
        "unknown origin: {rest})"
    ),
}
_ABROAD: Final = {
    0: mark("{people} {country:from} live abroad ({year})"),
    1: mark("{people} {country:from} live abroad ({year}), the largest group {place:in} ({share})"),
    2: mark("{people} {country:from} live abroad ({year}), most of them {place:in} ({share})"),
    3: mark(
        "{people} {country:from} live abroad ({year}), most of them {place:in} ({share}) and {other:in} "
        "({rest})"
    ),
}


def lead(profile: Profile, summary: Summary) -> str:
    """Write the lead: how many migrants, from where and to where, money, refugees, net migration."""
    migrants, *rest = _sentences(profile, summary)
    if migrants or any(rest):
        sentences = [migrants or _residents(profile, summary), *rest]
        return " ".join(words.capital(s) for s in sentences if s)
    if summary.migrants or summary.abroad or summary.hosted or summary.net:
        return t("No figure on migration {country:in} reaches a thousand people; all of them stand below.",
                 country=profile.place)  # fmt: skip
    return _residents(profile, summary) or t(
        "The sources used here have no figures on migration {country:in}.", country=profile.place
    )


def _residents(profile: Profile, summary: Summary) -> str:
    """Say how many people live in a country, where no source says how many migrants do."""
    if (people := summary.population) is None or people.value.value < LEAST:
        return ""
    return people_living(profile, people)


def _sentences(profile: Profile, summary: Summary) -> Iterator[str]:
    here = _people(profile, summary.migrants, mark_unit("international migrants"), _LIVING, summary.origins)
    away = _people(profile, summary.abroad, mark_unit("people"), _ABROAD, summary.destinations)
    yield _joined(here, away)
    yield _money_and_refuge(profile, summary)
    yield _joined(
        _fled(profile, summary) if _weighs(summary.refugees_abroad, summary) else "",
        _displaced(summary.displaced) if _weighs(summary.displaced, summary) else "",
    )
    if summary.palestine and summary.palestine.value.value >= LEAST:
        yield t(
            "{people} are registered with UNRWA {country:in} ({year}), whom UNHCR does not count.",
            people=summary.palestine.value.told("Palestine refugees"), country=profile.place,
            year=Year(summary.palestine.year),
        )  # fmt: skip
    yield balance(summary.net)


def _weighs(figure: Figure | None, summary: Summary) -> bool:
    """Return whether displacement must be in the lead: at least one in two hundred of the population."""
    if figure is None or summary.population is None:
        return figure is not None
    return figure.value.value > summary.population.value.value / 200


def _joined(*clauses: str) -> str:
    """Join clauses into one sentence."""
    present = [clause for clause in clauses if clause]
    return t("; ").join(present) + "." if present else ""


def _people(
    profile: Profile, figure: Figure | None, noun: str, messages: dict[int, str], groups: Groups | None
) -> str:
    if figure is None or figure.value.value < LEAST:
        return ""
    given = {"people": figure.value.told(noun), "country": profile.place, "year": Year(figure.year)}
    if groups is None:
        return t(messages[0], **given)
    given |= {"place": Place(groups.places[0]), "share": groups.shares[0]}
    if groups.unknown is not None:
        return t(messages[4], **given, rest=groups.unknown)
    if len(groups.places) > 1:
        given |= {"other": Place(groups.places[1]), "rest": groups.shares[1]}
    return t(messages[1 + len(groups.places) if groups.most else 1], **given)


def _money_and_refuge(profile: Profile, summary: Summary) -> str:
    money, hosted = summary.received, summary.hosted
    it = t("The territory") if profile.about["kind"] == "territory" else t("The country")
    given: dict[str, object] = {"it": it}
    if hosted and hosted.value.value >= LEAST:
        people = f"{hosted.value.told('refugees and asylum-seekers')}"
        given |= {"people": _and_others(people, hosted, summary.in_need), "end": Year(hosted.year)}
    if money and money.value.value and not old(money.year):
        given |= {"sum": money.value.told(), "year": Year(money.year)}
        if "people" in given:
            return t(
                "{it} received {sum} in remittances ({year}) and hosts {people} (end of {end}).", **given
            )
        return t("{it} received {sum} in remittances ({year}).", **given)
    part = summary.received_share
    if money is None and part and part.value.value and not old(part.year):
        given |= {"part": part.value.told("%"), "year": Year(part.year)}
        if "people" in given:
            return t(
                "{it} received remittances of {part} of its GDP ({year}) and hosts {people} (end of {end}).",
                **given,
            )
        return t("{it} received remittances of {part} of its GDP ({year}).", **given)
    return t("{it} hosts {people} (end of {end}).", **given) if "people" in given else ""


def _and_others(people: str, figure: Figure, others: Figure | None) -> str:
    """Add others in need of protection, if they are many compared with the figure and of the same date."""
    if (
        others is None
        or others.year != figure.year
        or others.value.value < max(LEAST, figure.value.value / 10)
    ):
        return people
    return t(
        "{people} and {others}",
        people=people,
        others=others.value.told("other people in need of international protection"),
    )


def _fled(profile: Profile, summary: Summary) -> str:
    figure, others = summary.refugees_abroad, summary.in_need_abroad
    if figure is None or figure.value.value < LEAST:
        return ""
    return t(
        "{people} {country:from} are in other countries (end of {year})",
        people=_and_others(f"{figure.value.told('refugees')}", figure, others), country=profile.place,
        year=Year(figure.year),
    )  # fmt: skip


def _displaced(figure: Figure | None) -> str:
    if figure is None or figure.value.value < LEAST or old(figure.year):
        return ""
    given = {"people": figure.value.told("people"), "year": Year(figure.year)}
    if figure.indicator == "idps_conflict":
        return t("{people} are internally displaced by conflict (end of {year})", **given)
    return t("{people} are internally displaced (end of {year})", **given)


# Tiles.


def tiles(profile: Profile, summary: Summary) -> Display:
    """Show four key figures, each with its year, its share and its change."""
    cards: dict[str, tuple[Figure | None, Value | None]]
    if not profile.sources.live:
        cards = {
            "population": (summary.population, None),
            HOSTED: (summary.hosted, None),
            "idps": (summary.displaced, None),
            "remittances_received_gdp": (summary.received_share, None),
        }
    else:
        cards = {
            "migrant_stock": (summary.migrants, summary.migrants_share),
            "emigrant_stock": (summary.abroad, summary.abroad_share),
            HOSTED: (summary.hosted, None),
            "remittances_received_usd": (summary.received, None),
        }
        if summary.hosted is None and summary.palestine:
            cards[HOSTED] = (summary.palestine, None)
    shown: dict[str, str] = {}
    for indicator, (figure, part) in cards.items():
        key = figure.indicator if figure and part is None else indicator
        below = dated(when(figure), figure.year, trend(profile, figure)) if figure and figure.year else ""
        shown |= tile(key, figure.value if figure else None, part, below)
    return tables.tiles(shown)


def trend(profile: Profile, figure: Figure) -> tuple[Change, int] | None:
    """Return the change over about five years, and since when; None across a break or for few people."""
    line = profile.sources.values(figure.indicator, profile.iso3)
    moved = first_screen.trend(line[line.index <= figure.year])
    breaks = profile.breaks(figure.indicator, moved[1] + 1) if moved else []
    return None if any(year <= figure.year for _, year in breaks) else moved


# Charts.


def net_chart(profile: Profile, summary: Summary) -> Display | None:
    """Draw net migration by year, the projection dashed if a source has one."""
    return first_screen.net_chart(profile, summary.net, more=_rates(profile))


def _rates(profile: Profile) -> pd.DataFrame | None:
    """Return the yearly rates of the same source, which the part on movement draws."""
    rates = profile.values("net_migration_rate")
    return rates.to_frame(t("Net migration rate")) if len(rates) else None


def ends_chart(profile: Profile) -> Display | None:
    """Draw the largest origins of migrants here, and the largest destinations of people from here."""
    origins = profile.sources.pairs("migrants_by_origin", profile.iso3)
    destinations = profile.sources.pairs("emigrants_by_destination", profile.iso3)
    heads = {t("Migrants, by origin"): origins, t("Emigrants, by destination"): destinations}
    shown = {head: pairs for head, pairs in heads.items() if pairs and len(pairs.ranked)}
    if not shown:
        return None
    return paired(
        profile,
        {head: pairs.ranked.head(TOP) for head, pairs in shown.items()},
        title=_ends_title(profile, origins, destinations),
        editions=[pairs.edition for pairs in heads.values() if pairs],
        name="origins and destinations",
        note=apart(origins),
        also=[profile.iso3],
    )


def _ends_title(profile: Profile, origins: Pairs | None, destinations: Pairs | None) -> str:
    """Name the largest origin and destination, unless there are few people or more of no known country."""
    given: dict[str, object] = {"country": profile.place}
    for key, pairs in (("origin", origins), ("end", destinations)):
        if pairs is not None and pairs.leads and pairs.total.value >= LEAST:
            given |= {key: Place(pairs.ranked["place"].iloc[0]), "year": Year(pairs.year)}
    if "origin" in given and given["origin"] == given.get("end"):
        return t(
            "{origin:start} is the largest origin of migrants {country:in} and the largest destination of "
            "emigrants ({year})",
            **given,
        )
    if "origin" in given and "end" in given:
        return t(
            "{origin:start} is the largest origin of migrants {country:in}, {end} the largest destination of "
            "emigrants ({year})",
            **given,
        )
    if "origin" in given:
        return t("{origin:start} is the largest origin of migrants {country:in} ({year})", **given)
    if "end" in given:
        return t("{end:start} is the largest destination of people {country:from} ({year})", **given)
    return t("Migrants {country:in} by origin, people {country:from} by destination", **given)


def show(profile: Profile, summary: Summary) -> Display:
    """Show lead, tiles and two figures."""
    below = [] if summary.migrants or not profile.sources.live else [note(_lacking(profile))]
    figures = [net_chart(profile, summary), ends_chart(profile)]
    if not profile.sources.live:
        shown = residents.population(profile).loc[: profile.parameters.horizon]
        figures = [residents.chart(profile, shown, 2.0)]
    locator = maps.locator(profile.iso3, profile.neighbours)
    below.append(tiles(profile, summary))
    return first_screen.screen(profile, lead(profile, summary), locator, below, figures)


def _lacking(profile: Profile) -> str:
    if inside := places.INSIDE.get(profile.iso3):
        return t(
            "The sources used here count {country} within {other}, without a number of migrants of its own.",
            country=profile.place,
            other=Place(places.name(inside)),
        )
    return t("The sources used here do not say how many migrants live {country:in}.", country=profile.place)
