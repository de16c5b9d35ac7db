"""Decide whether a report is up to date, by fingerprints of its inputs kept beside the pages.

The inputs of a report are its notebook and parameters, the library with its templates, the versions of
dependencies, and data. Country figures are compared one by one with those that the report read
(``figures_read``); source editions of official data matter only to reports that asked for any; any other
change of data affects every report. A missing or changed page is made again. If the ledger cannot be read,
everything is made again.
"""

import csv
import hashlib
import importlib.metadata
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from migbrief import paths
from migbrief.datasets import read_log, store_state
from migbrief.errors import UserError
from migbrief.files import write_atomic
from migbrief.pages.page_links import strip_links
from migbrief.registry.manifest import Result, entry, is_sound
from migbrief.registry.records import Report
from migbrief.text.counts import Count
from migbrief.text.i18n import mark, t

LEDGER: Final = ".fingerprints.jsonl"
FIGURES: Final = ".figures.json"  # digests of the country figures that the ledger's pages are made from
PACKAGES: Final = (
    *("babel", "ipykernel", "ipython", "jinja2", "matplotlib", "mistune", "nbconvert", "nbformat", "numpy"),
    *("pandas", "papermill", "pygments"),
)

Figures = dict[str, dict[str, str]]  # vintage → "ISO3 indicator" → digest


@dataclass(frozen=True)
class Record:
    """What a page was made from, and the page: digests, the figures it read, its manifest entry."""

    id: str
    base: str
    data: str
    figures: str
    figures_read: read_log.FiguresRead | None
    editions: dict[str, str]  # available source editions, with their digests
    page: str
    entry: dict[str, Any]


class State:
    """The library, versions and data at one moment. Take it before the reports: later changes count."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        here = paths.PACKAGE
        files = [*(p for p in here.rglob("*") if p.is_file() and p.suffix != ".pyc"), *paths.shipped()]
        # Taken before anything is read: whatever is written from now on counts as a change.
        self._seen = {path: _stamp(path) for path in files}
        self._bases: dict[str, str] = {}
        self._notebooks = {r.notebook: _stamp(r.notebook) for r in reports}
        source = (p for p in here.rglob("*") if p.is_file() and p.suffix != ".pyc")
        versions = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
        self.library = _digest([*_contents(here, source), platform.python_version(), *versions])
        data = paths.data()
        self._tables = {
            path.stem.removeprefix("factbook-"): path.read_bytes()
            for path in sorted((data / "indicators").glob("factbook-[0-9]*.csv"))
        }
        tables = {data / "indicators" / f"factbook-{vintage}.csv" for vintage in self._tables}
        others = (p for p in paths.shipped() if p not in tables)
        self.data = _digest([*_contents(data, others), *self._tables, os.environ.get("MIGBRIEF_EDITION", "")])
        self.figures_digest = _digest(self._tables.values())
        self.editions = store_state.digests()
        for report in reports:
            self.base(report)

    def is_as_before(self, report: Report) -> bool:
        """Return whether no input was written since, not even with the same content."""
        then = self._notebooks.get(report.notebook)
        same = then is None or then == _stamp(report.notebook)
        return same and all(_stamp(path) == seen for path, seen in self._seen.items())

    @cached_property
    def figures(self) -> Figures:
        """Digests of each country's rows of each indicator, by vintage."""
        return {vintage: _figure_digests(content) for vintage, content in self._tables.items()}

    def base(self, report: Report) -> str:
        """Return the digest of all inputs except data."""
        if report.id not in self._bases:
            self._bases[report.id] = self._base(report)
        return self._bases[report.id]

    def _base(self, report: Report) -> str:
        try:
            notebook = report.notebook.read_bytes()
        except OSError:
            notebook = b""
        parts = (report.id, report.title, report.model, str(report.output), report.kind, report.description)
        given = json.dumps(dict(report.parameters), sort_keys=True, default=str)
        return _digest([self.library, notebook, report.notebook.name, *parts, given])


class Ledger:
    """The record of what the pages of an output folder were made from, one line a report."""

    def __init__(self, out: Path, state: State) -> None:
        self._out, self._state = out, state
        self._records = {record.id: record for record in _read(out / LEDGER)}
        self._changes = self._changed_figures()

    def is_current(self, report: Report) -> bool:
        """Return whether the report's page exists and a new run would give the same."""
        known = self._records.get(report.id)
        return (
            self.is_of_this_state(report)
            and known is not None
            and known.page == _page_digest(self._out, known.entry)
        )

    def why_stale(self, report: Report) -> str:
        """Return why a report would be made again; blank if it is current."""
        known = self._records.get(report.id)
        if known is None:
            return t("it was not made yet, or failed")
        if known.base != self._state.base(report):
            return t("its notebook, the library or a version changed")
        if known.data != self._state.data or not self._figures_same(known):
            return t("data that it rests on changed")
        if not self._editions_same(known):
            names = {n for n, _ in known.editions.items() ^ self._state.editions.items()}
            return t("official data came or went: {names}", names=", ".join(sorted(names)))
        return "" if self.is_current(report) else t("its page is gone or was changed")

    def is_of_this_state(self, report: Report) -> bool:
        """Return whether the report was made from the current inputs; its page may be gone."""
        known = self._records.get(report.id)
        return (
            known is not None
            and known.base == self._state.base(report)
            and known.data == self._state.data
            and self._figures_same(known)
            and self._editions_same(known)
        )

    def refuse_old(self, reports: Mapping[str, Report | None]) -> None:
        """Raise ``UserError`` if the page of a report, by its id, is out of date."""
        if old := [id for id, report in reports.items() if report and not self.is_current(report)]:
            advice = mark(
                "{n} of {total} reports are of other data, notebooks or versions: {names}; render them again"
            )
        elif old := [id for id, report in reports.items() if report is None]:
            advice = mark("{n} of {total} reports no longer exist: {names}; remove them: migbrief prune")
        else:
            return
        raise UserError(advice, n=Count(len(old)), total=Count(len(reports)), names=" ".join(old[:5]))

    @property
    def state(self) -> str:
        """The digest of library, versions and data."""
        now = self._state
        return _digest([now.library, now.data, now.figures_digest, json.dumps(now.editions, sort_keys=True)])

    def entries(self) -> list[dict[str, Any]]:
        """Return the manifest entries of all existing pages, to rebuild a lost manifest."""
        records = self._records.values()
        return [r.entry for r in records if (self._out / str(r.entry.get("page", "?"))).is_file()]

    def add(self, result: Result) -> None:
        """Record a result at once, so that it survives a batch that is killed."""
        if result.status != "ok" or not self._state.is_as_before(result.report):
            return  # the inputs changed meanwhile: it is unknown which of them the page was made from
        state, made = self._state, entry(result)
        record = Record(
            result.report.id,
            state.base(result.report),
            state.data,
            state.figures_digest,
            result.figures_read,
            state.editions,
            _page_digest(self._out, made),
            made,
        )
        self._records[record.id] = record
        with (self._out / LEDGER).open("a", encoding="utf-8") as file:
            file.write("\n" + json.dumps(vars(record)))  # a new line first: the last one may be cut short

    def save(self) -> None:
        """Write the ledger and the digests of figures it refers to; drop reports made from other figures."""
        state = self._state
        kept = []
        for record in self._records.values():
            if record.figures == state.figures_digest or (
                record.data == state.data and self._figures_same(record)
            ):
                kept.append(json.dumps({**vars(record), "figures": state.figures_digest}))
        content = {"digest": state.figures_digest, "figures": state.figures}
        write_atomic(self._out / FIGURES, json.dumps(content, sort_keys=True))
        write_atomic(self._out / LEDGER, "\n".join(kept) + "\n")

    def _figures_same(self, known: Record) -> bool:
        if known.figures == self._state.figures_digest:
            return True
        if known.figures_read is None or self._changes is None or known.figures != self._changes[0]:
            return False
        return not any(read_log.is_affected(known.figures_read, *change) for change in self._changes[1])

    def _editions_same(self, known: Record) -> bool:
        read = known.figures_read
        return known.editions == self._state.editions or (read is not None and store_state.LOG not in read)

    def _changed_figures(self) -> tuple[str, list[tuple[str, str, str, bool]]] | None:
        """Return the previous digest of the figures, and each change since: vintage, indicator, iso3, and
        whether the whole indicator was added or removed.
        """
        if all(record.figures == self._state.figures_digest for record in self._records.values()):
            return None
        try:
            kept = json.loads((self._out / FIGURES).read_text("utf-8"))
            before: Figures = kept["figures"]
            digest = str(kept["digest"])
            return digest, list(_differences(before, self._state.figures))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None


def _stamp(path: Path) -> tuple[int, ...]:
    """Return when a file was last written or moved into place."""
    try:
        state = path.stat()
    except OSError:
        return ()
    return state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _differences(before: Figures, now: Figures) -> Iterator[tuple[str, str, str, bool]]:
    for vintage in {*before, *now}:
        old, new = before.get(vintage, {}), now.get(vintage, {})
        had, has = ({key.split(" ", 1)[1] for key in figures} for figures in (old, new))
        for key in {*old, *new}:
            if old.get(key) != new.get(key):
                iso3, indicator = key.split(" ", 1)
                yield vintage, indicator, iso3, (indicator in had) != (indicator in has)


def _figure_digests(content: bytes) -> dict[str, str]:
    csv.field_size_limit(sys.maxsize)  # cells may have any length
    rows = csv.reader(content.decode("utf-8", "replace").splitlines())
    header = next(rows, [])
    if not {"iso3", "indicator"} <= set(header):
        return {}
    country, indicator = header.index("iso3"), header.index("indicator")
    rows_of: dict[str, list[str]] = {}
    for row in rows:
        if len(row) > max(country, indicator):
            rows_of.setdefault(f"{row[country]} {row[indicator]}", []).append("\x1f".join(row))
    return {key: _digest(lines)[:16] for key, lines in rows_of.items()}


def _read(path: Path) -> Iterator[Record]:
    """Return the records of a ledger; invalid lines are skipped."""
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            record = Record(**json.loads(line))
        except (ValueError, TypeError, RecursionError):
            continue
        if is_sound(record.entry) and _is_read(record.figures_read) and isinstance(record.editions, dict):
            yield record


def _is_read(figures: object) -> bool:
    """Return whether a value read from a file is a valid record of figures read."""
    if not isinstance(figures, dict | None):
        return False
    asked = [
        codes
        for vintage in (figures or {}).values()
        if isinstance(vintage, dict)
        for codes in vintage.values()
    ]
    whole = all(isinstance(vintage, dict) for vintage in (figures or {}).values())
    return whole and all(
        isinstance(codes, list) and all(isinstance(c, str) for c in codes) for codes in asked
    )


def _page_digest(out: Path, made: Mapping[str, Any]) -> str:
    """Return the digests of the page as made and of the executed notebook; blank where one is missing."""
    try:
        page, executed = (out / str(made.get(key, "")) for key in ("page", "executed"))
        return _digest([strip_links(page.read_bytes()), executed.read_bytes()])
    except OSError:
        return ""


def _contents(folder: Path, files: Iterable[Path]) -> Iterator[str | bytes]:
    for path in sorted(files):
        yield path.relative_to(folder).as_posix()
        yield path.read_bytes()


def _digest(parts: Iterable[str | bytes]) -> str:
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "replace") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
