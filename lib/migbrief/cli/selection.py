"""From a command's arguments to reports and parameters."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migbrief import paths
from migbrief.errors import UserError
from migbrief.text.counts import Count

if TYPE_CHECKING:
    from migbrief.registry.records import Report


@dataclass(frozen=True)
class Choice:
    """The arguments of a command line, as written."""

    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    everything: bool = False
    given: tuple[str, ...] = ()
    languages: str = ""
    sets: str = ""
    only_failed: bool = False


def chosen(choice: Choice, folder: Path) -> list[Report]:
    """Return every report requested, once, each with its own page in ``folder``."""
    given = parameters(choice.given)
    codes = [code.strip() for code in choice.languages.split(",") if code.strip()]
    if codes and "language" in given:
        raise UserError("the language is given twice, with --language and with -p; give it once")
    spoken = [{**given, "language": code} for code in codes] or [given]
    asked: Iterable[Report]
    if choice.sets:
        if choice.names or choice.countries or choice.regions or choice.everything:
            raise UserError("--from says which reports to make; name none beside it")
        asked = _of_sets(choice.sets, spoken)
    elif choice.only_failed and not (choice.names or choice.everything):
        return _failed(folder)
    else:
        edition = str(given.get("edition", ""))
        named = reports(choice.names, choice.countries, choice.regions, choice.everything, edition)
        asked = _with(named, spoken)
    selected = _unique(asked, folder)
    if choice.only_failed:
        failed = {report.id for report in _failed(folder)}
        return [report for report in selected if report.id in failed]
    return selected


def reports(
    names: tuple[str, ...],
    countries: tuple[str, ...],
    regions: tuple[str, ...],
    everything: bool,
    edition: str = "",
) -> list[Report]:
    """Return the reports requested: sections of an edition by name, profiles by country, group or all."""
    from migbrief.registry import reports as catalogue

    profiles = "profiles" in names
    if (countries or regions or everything) and not profiles:
        raise UserError(
            "--country, --region and --all go with profiles: migbrief render profiles --country KEN"
        )
    rest = [name for name in names if name != "profiles"]
    selected = catalogue.find(rest, edition) if rest or not profiles else []
    if profiles:
        from migbrief.registry import profile_reports

        if not (countries or regions or everything):
            raise UserError("which profiles? give --country, --region, or --all for every one of them")
        places = [place for word in countries for place in _expand_file(word)]
        selected += profile_reports.select(places, regions, everything)
    if not selected:
        raise UserError("there are no notebooks in {folder}; nothing to render", folder=paths.notebooks())
    return selected


def parameters(given: tuple[str, ...]) -> dict[str, str | list[str]]:
    """Return a mapping from ``("a=1", "b=2")``; a name may be repeated only if it takes a list."""
    from migbrief.registry.parameter_models import SEVERAL

    given_values: dict[str, list[str]] = {}
    for word in given:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise UserError(
                "-p takes name=value, such as -p countries=KEN,Nepal; got {value}", value=repr(word)
            )
        name = name.strip()
        if name in given_values and name not in SEVERAL:
            raise UserError("parameter {name} is given twice; give it once", name=name)
        given_values.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in given_values.items()}


def _expand_file(word: str) -> list[str]:
    """Return a country, or those of a file named as ``@countries.txt``, separated by lines or commas."""
    if not word.startswith("@"):
        return [word]
    from migbrief.datasets import countries

    from . import parameter_sets

    lines = parameter_sets.text_of(word[1:]).splitlines()
    places = [line.partition("#")[0].strip() for line in lines]
    codes = [code for place in places if place for code in countries.resolve_list(place)]
    if not codes:
        raise UserError("{file} names no country; write one per line", file=word[1:])
    return codes


def _with(named: Iterable[Report], sets: Iterable[Mapping[str, object]], name: str = "") -> list[Report]:
    from migbrief.registry import reports as catalogue

    return [catalogue.with_parameters(report, given, name) for given in sets for report in named]


def _of_sets(source: str, spoken: list[dict[str, str | list[str]]]) -> list[Report]:
    from . import parameter_sets

    named = cache(reports)
    selected = []
    for ask in parameter_sets.read(source):
        places = [(place,) if place else () for place in (ask.country, ask.region)]
        every = ask.report == "profiles" and not any(places)
        try:
            several = named((ask.report,), *places, every, str(ask.parameters.get("edition", "")))
            if ask.name and len(several) * len(spoken) > 1:
                raise UserError("one name for {n} reports", n=Count(len(several) * len(spoken)))
            selected += _with(several, [{**ask.parameters, **given} for given in spoken], ask.name)
        except UserError as error:
            raise UserError("{where}: {why}", where=ask.where, why=error) from None
    return selected


def _unique(asked: Iterable[Report], folder: Path) -> list[Report]:
    """Raise ``UserError`` for two reports on one page, whether both are requested or one exists."""
    from migbrief.registry.manifest import read_manifest

    there = {str(entry["page"]).casefold(): entry for entry in read_manifest(folder) if entry["page"]}
    by_page: dict[str, Report] = {}
    for report in asked:
        page = str(report.output).casefold()  # some systems ignore case in file names
        other, entry = by_page.setdefault(page, report), there.get(page)
        same = (other.id, other.notebook, dict(other.parameters))
        if same != (report.id, report.notebook, dict(report.parameters)) or (
            entry and _is_another(entry, report)
        ):
            raise UserError("two reports would be {page}; give one of them another name", page=report.output)
    return list(by_page.values())


def _is_another(entry: Mapping[str, Any], report: Report) -> bool:
    """Return whether an existing page would be lost: one that a user named, or of another notebook."""
    named = (
        entry.get("parameters", {}) != dict(report.parameters) and bool(entry.get("named")) != report.named
    )
    before = Path(os.path.normpath(paths.root() / str(entry.get("where", ""))))
    elsewhere = report.kind == "notebooks" and before != report.notebook and before.is_file()
    return entry["id"] != report.id or named or elsewhere


def _failed(folder: Path) -> list[Report]:
    """Return the reports whose last run failed, with their parameters."""
    from migbrief.registry import report_lookup
    from migbrief.registry.manifest import read_manifest

    failed = [entry for entry in read_manifest(folder) if entry["status"] == "failed"]
    known = {report.id: report for report in report_lookup.every_report()} if failed else {}
    reports = [report for entry in failed if (report := report_lookup.report_of(entry, known))]
    for report in reports:  # a folder that somebody sent does not say what runs here
        if not report.notebook.resolve().is_relative_to(paths.root().resolve()):
            raise UserError(
                "{id} is of a notebook outside the project; if you know it, run: migbrief render {path}",
                id=report.id,
                path=report.notebook,
            )
    return reports
