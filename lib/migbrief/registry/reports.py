"""The available reports: a notebook and a set of parameters each.

To add a kind of report, add records: all code beyond this module uses only ``Report``.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from migbrief import paths
from migbrief.editions import catalogue
from migbrief.errors import UserError, unknown
from migbrief.text.i18n import LANGUAGES, mark, t

from .notebook_cell import read
from .records import Report

OVERVIEW: Final = "overview"
PROFILES: Final = ("country-profile", "region-profile")
SUFFIX: Final = ".ipynb"
COMPARE: Final = "compare"
SECTION: Final = "section"  # the notebook of sections without their own

MOST_LETTERS: Final = 60  # of the parameters in a file name
NAME: Final = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{MOST_LETTERS - 1}}}")
SETTLED: Final = frozenset(
    {"countries", "peers", "edition", "vintage", "group"}
)  # checked against known names
NUMBER: Final = re.compile(r"\d+(\.\d+)?|True|False")


def reports(of: str = "") -> list[Report]:
    """Return the reports on an edition (the default one): the overview and one for each section.

    Only those whose notebook exists. Raises ``UserError`` for an unknown or broken edition.
    """
    name = of or catalogue.default()
    paper = catalogue.title(name)
    whole = Report(
        id=_id(name, OVERVIEW),
        title=paper,
        notebook=paths.notebooks() / f"{OVERVIEW}.ipynb",
        model=OVERVIEW,
        output=PurePosixPath("sections") / f"{_id(name, OVERVIEW)}.html",
        parameters={"edition": name},
        own=("edition",),
        facets={"edition": paper},
    )
    candidates = [
        whole,
        *(_section(name, paper, row) for row in catalogue.sections(name)),
        *_comparison(name),
    ]
    return [report for report in candidates if report.notebook.is_file()]


def own() -> list[Report]:
    """Return a report for each further notebook of the folder with a parameters cell.

    Not for one whose metadata has ``"migbrief": {"report": false}``.
    """
    found = [path for path in sorted(paths.notebooks().glob(f"*{SUFFIX}")) if _is_own(path)]
    every = [_of_notebook(path) for path in found if (of := read(path)).report and of.parameters is not None]
    return sorted(every, key=lambda report: report.id == report.model)  # lookups find the last


def _is_own(path: Path) -> bool:
    ours = {OVERVIEW, SECTION, COMPARE, *PROFILES, *catalogue.notebooks()}
    with suppress(OSError):  # a name that no file can have
        return path.is_file() and path.stem not in ours
    return False


def of_path(path: Path) -> Report:
    """Return the report of a notebook anywhere. Raise ``UserError`` if it does not exist."""
    absolute = path.expanduser().absolute()
    if not absolute.is_file():
        raise UserError("there is no notebook {path}", path=path)
    return _of_notebook(absolute)


def _of_notebook(path: Path) -> Report:
    about = read(path)
    inside = path.parent == paths.notebooks()
    id = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "notebook"
    return Report(
        id=id if not re.fullmatch(r"[a-z]{3}|region-.*", id) else f"notebook-{id}",
        title=about.title,
        notebook=path,
        model=path.stem if inside else str(path),
        output=PurePosixPath("notebooks") / f"{id}.html",
        kind="notebooks",
        description=about.description,
    )


def _comparison(name: str) -> list[Report]:
    """Return the report that compares the default edition with another, if there is one."""
    others = [other for other in catalogue.available() if other != name]
    if name != catalogue.default() or not others:
        return []
    return [
        Report(
            id=COMPARE,
            title=t("Two papers side by side"),
            notebook=paths.notebooks() / f"{COMPARE}.ipynb",
            model=COMPARE,
            output=PurePosixPath("sections") / f"{COMPARE}.html",
            parameters={"edition": name, "against": others[0]},
            facets={"edition": catalogue.title(name)},
        )
    ]


def every() -> list[Report]:
    """Return the reports on all editions, the default one first, then those of further notebooks.

    An edition that cannot be read has none.
    """
    all_reports = []
    for name in sorted(catalogue.available(), key=lambda name: name != catalogue.default()):
        with suppress(UserError):  # migbrief check reports what is wrong
            all_reports += reports(name)
    return all_reports + own()


def find(names: Iterable[str], of: str = "") -> list[Report]:
    """Return the reports with these ids, each once; without ids, all on the edition.

    A section is named by its key; in another edition than ``of`` (the default one), after that edition. The
    name of an edition or its paper's title stands for all its reports. Profiles have ids too: the ISO3 code
    of a country, ``region-`` and the id of a group. Names of countries or groups, and paths of notebooks,
    work as well. Raises ``UserError`` for an unknown id.
    """
    here = reports(of)
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return [*here, *own()]
    known = {report.id.casefold(): report for report in every()}
    known |= {_key(report).casefold(): report for report in here}
    wanted = [one for name in wanted for one in ([name] if name.casefold() in known else _of_paper(name))]
    known |= {name.casefold(): of_path(Path(name)) for name in wanted if name.endswith(SUFFIX)}
    if not {name.casefold() for name in wanted} <= set(known):
        from migbrief.datasets import countries  # read data that sections do not need

        from . import profile_reports

        known |= {report.id.casefold(): report for report in profile_reports.select()}
        places = [name if name.casefold() in known else profile_reports.place(name) for name in wanted]
        more = [place for place in places if place.startswith("region-") and place not in known]
        known |= {report.id: report for report in profile_reports.region_reports(profile_reports.named(more))}
        profile_reports.refuse_without_profile(places)
        for name, place in zip(wanted, places, strict=True):
            if _is_own(file := paths.notebooks() / f"{name}{SUFFIX}"):  # even a broken one
                known.setdefault(place.casefold(), _of_notebook(file))
            elif name.casefold() == COMPARE:
                raise UserError("there is only one edition; a comparison needs two")
            elif place.casefold() not in known:
                options = [*known, *profile_reports.names()]
                hint = t("migbrief list names them all")
                raise unknown(mark("report"), name, options, hint, countries.successors(name))
        wanted = places
    chosen = [known[name.casefold()] for name in wanted]
    return list({(report.id, report.notebook): report for report in chosen}.values())


def _of_paper(name: str) -> list[str]:
    """Return the ids of the reports on an edition, by its name or its paper's title; else the name itself."""
    for edition in catalogue.available():
        title = ""
        with suppress(UserError):  # migbrief check says what is wrong with it
            title = catalogue.title(edition)
        if name.casefold() in (edition, title.casefold()):
            return [report.id for report in reports(edition)]
    return [name]


def _key(report: Report) -> str:
    return str(report.parameters.get("section", report.model))


def with_parameters(report: Report, given: Mapping[str, object], name: str = "") -> Report:
    """Return the report with other parameters, checked.

    If they differ from the defaults, or with a ``name``, it gets its own id and page. With another edition,
    it is that edition's report of the same section.
    """
    from .parameters import changed, parse

    given = dict(given)
    if "edition" in report.own and (other := given.pop("edition", "")):
        (report,) = find([_key(report)], str(other))
    own, wanted = (parse(report.model, {**report.parameters, **more}) for more in ({}, given))
    for fixed in report.own:
        if getattr(wanted, fixed) != getattr(own, fixed):
            if fixed == "section":
                raise UserError("{id} is the report of one section; for others: migbrief list", id=report.id)
            raise UserError(
                "{id} is the report of one {name}; for another: migbrief render profiles --{name} NAME",
                id=report.id,
                name=fixed,
            )
    kept = {fixed: report.parameters[fixed] for fixed in report.own if fixed in report.parameters}
    before, values = kept | changed(own), kept | changed(wanted)
    if values == before and not name:
        return report
    id = f"{report.id}--{_checked_name(name) if name else _slug(before, values)}"
    page = report.output.with_name(f"{id}.html")
    return replace(report, id=id, parameters=values, output=page, named=bool(name))


def _checked_name(name: str) -> str:
    """Return a user's name of a page, if it is valid as a file name on every system."""
    slug = name.strip().replace(" ", "-")
    if slug in LANGUAGES or f"--{slug}".endswith("--brief") or not NAME.fullmatch(slug):
        raise UserError(
            "name takes letters, digits and hyphens, {n} at most; no language, nor brief; got {value}",
            n=str(MOST_LETTERS),
            value=repr(name[: 2 * MOST_LETTERS]),
        )
    return slug


def _slug(before: Mapping[str, object], values: Mapping[str, object]) -> str:
    """Return the suffix of a varied report: its language, then its other parameters, as ``fr--income-group``.

    A digest of all follows if that is ambiguous, since it is cut or the text is free.
    """
    from .parameters import as_text

    differing = {name: value for name, value in values.items() if before.get(name) != value}
    back = before.keys() - values.keys() - {"language"}
    language = str(values.get("language", ""))
    if not back and differing.keys() <= {"language"}:
        return language or "en"
    texts = {name: as_text(value) for name, value in differing.items() if name != "language"}
    words = [text if name == "peers" else f"{name}-{text}" for name, text in texts.items()]
    slug = re.sub(r"[^A-Za-z0-9]+", "-", "-".join(words)).strip("-")
    settled = all(name in SETTLED or NUMBER.fullmatch(text) for name, text in texts.items())
    if back or not settled or len(slug) > MOST_LETTERS:
        digest = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:8]
        slug = f"{slug[:MOST_LETTERS].strip('-')}-{digest}"
    return f"{language}--{slug}" if language else slug


def _section(name: str, paper: str, row: Mapping[str, str]) -> Report:
    """Return the report of a section, a row of sections.csv, with its own notebook or the shared one."""
    id = _id(name, row["section"])
    own = paths.notebooks() / f"{row['notebook']}.ipynb"
    stem = row["notebook"] if row["notebook"] and own.is_file() else SECTION
    return Report(
        id=id,
        title=row["title"],
        notebook=paths.notebooks() / f"{stem}.ipynb",
        model=stem,
        output=PurePosixPath("sections") / f"{id}.html",
        description=f"{row['subject'][:1].upper()}{row['subject'][1:]}",
        parameters={"edition": name, "section": row["section"]},
        own=("edition", "section"),
        facets={"edition": paper},
    )


def _id(name: str, key: str) -> str:
    return key if name == catalogue.default() else f"{name}-{key}"
