"""The site that the rules of pages run on: every kind of page in three languages, made once a session.

``MIGBRIEF_CHECK=all`` makes it of all profiles there are (``make check-all``); with ``MIGBRIEF_SITE`` the
rules run on the folder of that name, made before, which spares time while a rule is written.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pytest

from folders import FIXTURES
from migbrief.pages import data_files, index
from migbrief.registry import manifest, profile_reports
from migbrief.registry import reports as catalogue
from migbrief.registry.records import Report
from migbrief.runner import batch
from migbrief.text.i18n import DEFAULT, LANGUAGES

EVERYTHING = os.environ.get("MIGBRIEF_CHECK") == "all"
SECTIONS = ("overview", "intro", "a1", "a2", "a3", "a4", "b", "c")
# A plain one, rates of a part, rates that do not fit, war, the largest, few people, an assigned code, a host
# of refugees, an island of refugees, the youngest, one without neighbours, and one with few figures.
COUNTRIES = ("KEN", "PSE", "UKR", "SYR", "USA", "TUV", "XKX", "DEU", "NRU", "SSD", "ISL", "BLM")
GROUPS = ("world", "eastern-africa", "western-africa", "low-income", "eu27")
BARE = ("KEN", "PSE", "TUV", "region-eastern-africa")  # also without official data
FRENCH = ("overview", "a1", "a4", "c", "KEN", "NRU", "region-eastern-africa")
SPANISH = ("overview", "a4", "b", "KEN", "PSE", "region-eastern-africa")
FAILING = catalogue.with_parameters(catalogue.find(["a2"])[0], {"vintage": "2015"})  # its notebook raises


@dataclass(frozen=True)
class Site:
    """A folder of pages made by the real pipeline."""

    out: Path

    @cached_property
    def pages(self) -> dict[str, Path]:
        """The pages of reports that were made, by id."""
        entries = manifest.read_manifest(self.out)
        return {e["id"]: self.out / e["page"] for e in entries if e["status"] != "failed"}

    @cached_property
    def html(self) -> dict[str, str]:
        """What every page holds, by its path: reports, the failed one, indexes and dictionaries."""
        return {
            path.relative_to(self.out).as_posix(): path.read_text("utf-8")
            for path in sorted(self.out.rglob("*.html"))
        }


def language_of(id: str) -> str:
    """The language of a report of the site or of a page by its name: of ``a1--fr`` French."""
    code = id.partition("--")[2]
    return code if code in LANGUAGES else DEFAULT


def chosen() -> list[Report]:
    """The reports of the site, but for the failing one."""
    plain = catalogue.find((*SECTIONS, *COUNTRIES, *(f"region-{group}" for group in GROUPS)))
    by_id = {report.id: report for report in plain}
    spoken = [("fr", FRENCH), ("es", SPANISH)]
    if EVERYTHING:
        plain = [*catalogue.reports(), *profile_reports.select(everything=True)]
        spoken = [(language, tuple(by_id)) for language in ("fr", "es")]
    return [
        *plain,
        *(catalogue.with_parameters(by_id[id], {"language": code}) for code, ids in spoken for id in ids),
    ]


def make(out: Path, official: Path | None = None) -> None:
    """Make the site in a folder, of a store of official data; a few profiles without any in ``bare``."""
    _make(out, [*chosen(), replace(FAILING, notebook=FIXTURES / "raises.ipynb")], official)
    if official is not None:
        (out / "bare").mkdir()
        _make(out / "bare", catalogue.find(BARE), None)


def _make(out: Path, reports: list[Report], official: Path | None) -> None:
    with batch.locked(out), pytest.MonkeyPatch.context() as patch:
        if official is not None:
            patch.setenv("MIGBRIEF_DATA", str(official))
        done = batch.render_all(reports, out, 2)
        known = [*catalogue.reports(), *profile_reports.select(everything=True)]
        entries = manifest.merge([], done, out)
        index.publish(out, entries, known, data_files.extras(out, known, entries))
    failed = {result.report.id: result.error for result in done if result.status == "failed"}
    assert set(failed) <= {FAILING.id}, failed
