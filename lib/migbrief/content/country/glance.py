"""At a glance: figures with year, source and rank, and sentences that fit every country."""

from __future__ import annotations

from typing import Final

import pandas as pd

from migbrief.datasets import caveats, indicators, migration_rates, missing_data
from migbrief.datasets.indicators import Observation
from migbrief.display import tables
from migbrief.display.html import Display, note, paragraph, stack
from migbrief.display.tables import Column, Table
from migbrief.text import words
from migbrief.text.i18n import DEFAULT, current, mark, t
from migbrief.text.markup import refer

from . import gaps, unrwa
from .profile import Profile, dated, few_for_median, middle, shown, sources

MIGRANTS: Final = "migrant_stock"  # item of the template that no table has


def sentences(profile: Profile) -> Display:
    """Two or three sentences built from what there is: people, who comes and goes, displacement."""
    parts = [_people(profile), _movement(profile), _displacement(profile), _money(profile)]
    return paragraph(" ".join(p for p in parts if p), "mb-lead")


def tiles(profile: Profile) -> Display:
    """The key figures, big, each with its year and its rank among peers."""
    definitions = indicators.definitions()
    cards = {}
    for key in _asked("tile"):
        found = profile.observe(key)
        when = f" · {dated(found)}" if found else ""
        rank = t("does not fit the population change of the UN") if _doubted(found) else profile.rank(key)
        among = f" · {rank}" if rank else ""
        name = t(str(definitions.loc[key, "name"]))
        cards[f"{name}{when}{among}"] = _short(found) + refer(key)
    about = t("Figures of the CIA World Factbook, {vintage} edition.", vintage=profile.vintage)
    return stack(tables.tiles(cards), note(caveats.join(about, profile.ranked_within())))


def table(profile: Profile) -> Table:
    """The same figures and some of the economy, with rank and the peers' median: what to cite."""
    definitions = indicators.definitions()
    rows = []
    asked = _asked("tile", "table")
    found = {key: profile.observe(key) for key in asked}
    peers = {key: migration_rates.comparable_figures(key, profile.vintage, profile.peers) for key in asked}
    for key, seen in found.items():
        among = peers[key]
        rows.append(
            {
                "key": key,
                "indicator": t(str(definitions.loc[key, "name"])),
                "figure": shown(seen) if seen else None,
                "year": dated(seen) or None,
                "rank": profile.rank(key) or None,
                "median": middle(among, str(definitions.loc[key, "unit"])),
            }
        )
    return tables.table(
        pd.DataFrame(rows),
        t("{country} at a glance{beside}", country=profile.subject, beside=profile.beside),
        columns={
            "indicator": mark("Indicator"),
            "figure": Column(mark("Figure")),
            "year": Column(mark("Year"), kind="year", format=str, missing="—"),
            "rank": Column(mark("Rank, highest first"), missing=mark("not ranked")),
            "median": Column(
                t("Median of {peers}", peers=profile.others_label)
                if profile.peers_label
                else t("Median of peers"),
                missing=mark("no data") if profile.peers else mark("no peers"),
            ),
        },
        source=sources(list(found.values()), list(peers.values())),
        note=caveats.join(
            t("Ranks and medians compare latest figures, which may be of different years."),
            few_for_median(list(peers.values())),
            caveats.of_countries([profile.iso3]),
            migration_rates.consistency_caveat([profile.iso3], profile.vintage),
            unrwa.remark(profile, [profile.vintage]),
        ),
        name=f"glance {profile.iso3}",
        notes="key",
    )


def block(profile: Profile) -> Display:
    """Sentences, then tiles, then what must be known of the place, and the figure no source here has."""
    remark, lacking = profile.about["note"], migrants(profile)
    parts = [sentences(profile), tiles(profile)]
    if not words.is_missing(remark):
        parts.append(note(t("About this place: {note}", note=words.sentence(t(str(remark))))))
    return stack(*parts, *([lacking] if lacking else []))


def _asked(*places: str) -> list[str]:
    """The indicators that a profile shows at a glance in these places, as ``indicators.csv`` says."""
    shown = indicators.definitions()["shown"]
    return [str(key) for place in places for key in shown.index[shown == place]]


def _doubted(found: Observation | None) -> bool:
    """Whether a figure is a net migration rate that the change of population rules out."""
    if found is None or found.indicator != migration_rates.RATE:
        return False
    return bool(migration_rates.inconsistent_period(found.iso3, found.value, found.year))


def migrants(profile: Profile) -> Display | None:
    """That the number of migrants is not here, why, and who publishes it; None where no table says so."""
    rows = gaps.template()
    rows = rows[rows["item"] == MIGRANTS]
    if rows.empty or MIGRANTS in gaps.held_elsewhere(profile):
        return None
    row = rows.iloc[0]
    return note(
        t(
            "Not shown here: {figure}. The open data held here has it for no country ({reason}); it is "
            "published by {place}.",
            figure=_lowered(t(str(row["name"]))),
            reason=_lowered(missing_data.translate_parts(str(row["reason"]))),
            place=missing_data.source_label(str(row["dataset"]), str(row["code"])),
        )
    )


def _lowered(text: str) -> str:
    """A phrase of a table inside a sentence."""
    return text[:1].lower() + text[1:]


def _short(found: Observation | None) -> str:
    """The figure without the unit that its label says."""
    if found is None:
        return words.missing()
    per = found.unit.startswith("per")
    unit = "" if per or found.unit == "years" else found.unit.removesuffix(" PPP")
    text = words.quantity(found.value, unit, high=found.value_high)
    return text + (" ‰" if found.unit == "per 1,000 population" else "")


def _year(found: Observation) -> str:
    """Its year, and a footnote to its row, which says whether it is an estimate."""
    return f" ({words.years([found.year])}){refer(found.indicator)}"


def _counted(found: Observation, noun: str) -> str:
    """A number of persons under another noun; French and Spanish name in the sentence what is counted."""
    text = shown(found)
    return text.replace("persons", noun) if current() == DEFAULT else text


def _people(profile: Profile) -> str:
    found = profile.observe("population")
    if found is None:
        return t(
            "The {vintage} Factbook gives no population for {country}.",
            vintage=profile.vintage,
            country=profile.the,
        )
    if found.value == 0:
        return t("{country} has no permanent population{year}.", country=profile.subject, year=_year(found))
    return t(
        "{country} has *{people}*, according to the Factbook{year}.",
        country=profile.subject,
        people=_counted(found, "people"),
        year=_year(found),
    )


def _movement(profile: Profile) -> str:
    """The rate as its source has it; nothing of one that does not fit the change of population."""
    rate = profile.observe(migration_rates.RATE)
    if rate is None:
        return t("There is no figure for its net migration rate.")
    if _doubted(rate):
        return ""
    said = {"rate": words.number(rate.value), "year": _year(rate)}
    if rate.value == 0:
        return t("The same source gives a net migration rate of *zero*{year}.", **said)
    if rate.value > 0:
        return t(
            "According to the same source, immigration exceeds emigration; net migration is *{rate} per "
            "1,000* residents a year{year}.",
            **said,
        )
    return t(
        "According to the same source, emigration exceeds immigration; net migration is *{rate} per 1,000* "
        "residents a year{year}.",
        **said,
    )


def _displacement(profile: Profile) -> str:
    refugees, displaced = profile.observe("refugees_hosted"), profile.observe("idps")
    both = profile.vintage in indicators.WITH_ASYLUM_SEEKERS
    hosted = f"{_counted(refugees, 'people' if both else 'refugees')}{_year(refugees)}" if refugees else ""
    inside = f"{_counted(displaced, 'internally displaced persons')}{_year(displaced)}" if displaced else ""
    if hosted and inside and both:
        return t(
            "It hosts {people} as refugees or asylum-seekers and has {displaced}.",
            people=hosted,
            displaced=inside,
        )
    if hosted and inside:
        return t("It hosts {refugees} and has {displaced}.", refugees=hosted, displaced=inside)
    if hosted and both:
        return t("It hosts {people} as refugees or asylum-seekers.", people=hosted)
    if hosted:
        return t("It hosts {refugees}.", refugees=hosted)
    if inside:
        return t("It has {displaced}.", displaced=inside)
    return t(
        "The source lists neither refugees hosted nor internally displaced persons; there may be some all "
        "the same."
    )


def _money(profile: Profile) -> str:
    found = profile.observe("remittances")
    if found is None:
        return ""
    if not found.value:
        return t("Remittances received round to 0% of GDP{year}.", year=_year(found))
    return t("Remittances received equal {share}{year}.", share=shown(found), year=_year(found))
