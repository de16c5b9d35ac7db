"""The available profiles: one report a country or territory, one a group of countries."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Final

import pandas as pd

from migbrief import paths
from migbrief.datasets import countries, indicators
from migbrief.editions import groups as regions
from migbrief.editions.groups import Group
from migbrief.errors import UserError, unknown
from migbrief.text import words
from migbrief.text.i18n import DEFAULT, mark, speaking, t, tn
from migbrief.text.value import Count

from . import records
from .parameter_models import BaseParameters
from .records import Report

COUNTRY: Final = "country-profile"
REGION: Final = "region-profile"
MIN_FIGURES: Final = 6  # with fewer there is nothing on migration, and no page
VINTAGE: Final[str] = BaseParameters.model_fields["vintage"].default  # whose coverage the index shows


@speaking(DEFAULT)  # records do not depend on the current language
def country_reports(codes: Iterable[str] | None = None) -> list[Report]:
    """Return the reports of ranked places, or of ``codes`` (ISO3), that have enough figures, by name."""
    if not (paths.notebooks() / f"{COUNTRY}.ipynb").is_file():
        return []
    counts, ranked = _figure_counts(), countries.load()["ranked"]
    wanted = [c for c in (ranked.index[ranked] if codes is None else codes) if counts[c] >= MIN_FIGURES]
    return [_country(code) for code in sorted(wanted, key=countries.name)]


def places_without_profile() -> list[str]:
    """Return the places with too few figures for a page, by name."""
    counts = _figure_counts()
    return countries.sort_by_name(counts.index[counts < MIN_FIGURES])


def refuse_without_profile(codes: Iterable[str]) -> None:
    """Raise ``UserError`` for a place with too few figures for a page."""
    for code in sorted(set(codes) & set(places_without_profile())):
        raise UserError(
            "{country} has fewer than {n} figures in open data, too few for a Migration Profile",
            country=countries.name(code),
            n=Count(MIN_FIGURES),
        )


def place(name: str) -> str:
    """Return the id of the profile of a named country or group; other names stay unchanged.

    Raises ``UserError`` for a name of both, such as Micronesia.
    """
    ids = []
    for find in (countries.resolve, lambda text: f"region-{regions.group(text.removeprefix('region-')).id}"):
        with suppress(UserError):
            ids.append(find(name))
    if len(ids) > 1:
        raise unknown(mark("report"), name, ids, meant=ids)
    return ids[0] if ids else name


def named(ids: Iterable[str]) -> list[Group]:
    """Return the groups whose profiles have these ids, ignoring other ids."""
    groups = []
    for id in ids:
        with suppress(UserError):
            groups.append(regions.group(id.removeprefix("region-")))
    return groups


def names() -> list[str]:
    """Return the names of all places with profiles."""
    return [*map(countries.name, countries.load().index), *countries.groups()]


@speaking(DEFAULT)
def _figure_counts() -> pd.Series:
    """Return the number of figures of each place in open data."""
    return indicators.counts(VINTAGE)


@speaking(DEFAULT)
def region_reports(groups: Iterable[Group] | None = None) -> list[Report]:
    """Return a report for each group: the world, regions, income groups and EU27."""
    if not (paths.notebooks() / f"{REGION}.ipynb").is_file():
        return []
    return [_region(group) for group in (regions.available() if groups is None else groups)]


def select(chosen: Iterable[str] = (), groups: Iterable[str] = (), everything: bool = False) -> list[Report]:
    """Return the profiles selected, each once.

    ``chosen`` are countries by code or name. A group includes its own profile and those of its members.
    Without a selection, ``everything`` decides. Raises ``UserError`` for unknown names, and for places with
    too few figures.
    """
    codes = [countries.resolve(name) for name in chosen]
    refuse_without_profile(codes)
    chosen_groups = [regions.group(name) for name in groups]
    if everything or not (codes or chosen_groups):
        return [*region_reports(), *country_reports()]
    for group in chosen_groups:
        codes += [code for code in group.members if code not in codes]
    return [*region_reports(chosen_groups), *country_reports(dict.fromkeys(codes))]


def name(report: Report) -> str:
    """Return the name of a profile's place in the current language; for other reports, the title."""
    if report.own == ("country",):
        return countries.name(report.facets["code"])
    if report.kind == "sections":
        return title(report)
    if report.parameters.get("title"):
        return str(report.parameters["title"])
    if codes := report.parameters.get("countries"):
        return regions.custom_group(codes).name
    return t(report.title.removesuffix(": Migration Profile"))


def in_order(reports: Iterable[Report]) -> list[Report]:
    """Return reports by kind; countries, regions and sub-regions by name in the current language."""
    every = list(reports)
    kinds = list(dict.fromkeys((report.kind, report.facets.get("kind")) for report in every))

    def place(report: Report) -> tuple[int, str]:
        kind = report.facets.get("kind")
        by_name = report.kind == "profiles" or kind in (regions.KINDS["region"], regions.KINDS["sub_region"])
        return kinds.index((report.kind, kind)), countries.fold(name(report)) if by_name else ""

    return sorted(every, key=place)


def title(report: Report) -> str:
    """Return the title of a report in the current language; ``report.title`` is English."""
    if report.kind != "sections":
        return t("{place}: Migration Profile", place=name(report))
    return records.title(report)


def description(report: Report) -> str:
    """Return the description of a report in the current language; ``report.description`` is English."""
    if report.own == ("country",):
        return _country_description(report.facets["sub-region"], report.facets["income group"])
    if report.own == ("region",):
        if codes := report.parameters.get("countries"):
            return _group_description(regions.KINDS["list"], len(codes))
        return _group_description(report.facets["kind"], int(report.facets["members"]))
    return words.sentence(t(report.description))


def _country_description(sub_region: str, income: str) -> str:
    region = t(sub_region) if sub_region else t("No region")
    return t("{region}; {income}.", region=region, income=t(income) if income else t("no income group"))


def _group_description(kind: str, members: int) -> str:
    return tn(
        "{kind}, {n} countries and territories.",
        "{kind}, {n} countries and territories.",
        Count(members),
        kind=words.capital(t(kind)),
    )


def _country(code: str) -> Report:
    row = countries.rows()[code]

    def text(column: str) -> str:
        value = row[column]
        return value if isinstance(value, str) else ""

    return Report(
        id=code,
        title=f"{row['name']}: Migration Profile",
        notebook=paths.notebooks() / f"{COUNTRY}.ipynb",
        model=COUNTRY,
        output=PurePosixPath("profiles") / f"{code}.html",
        kind="profiles",
        description=_country_description(text("sub_region"), text("income_group")),
        parameters={"country": code},
        own=("country",),
        facets={
            "name": str(row["name"]),
            "code": code,
            "iso2": text("iso2"),
            "region": text("region"),
            "sub-region": text("sub_region"),
            "income group": text("income_group"),
            "other names": "; ".join(countries.other_names(code)),
        },
    )


def _region(group: Group) -> Report:
    return Report(
        id=f"region-{group.id}",
        title=f"{group.name}: Migration Profile",
        notebook=paths.notebooks() / f"{REGION}.ipynb",
        model=REGION,
        output=PurePosixPath("profiles") / f"region-{group.id}.html",
        kind="regions",
        description=_group_description(regions.KINDS[group.kind], len(group.members)),
        parameters={"region": group.name},
        own=("region",),
        facets={"name": group.name, "kind": regions.KINDS[group.kind], "members": str(len(group.members))},
    )
