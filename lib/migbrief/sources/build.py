"""Everything that is built in ``data/``: named stages, each giving the texts of its files."""

from __future__ import annotations

import csv
import importlib
import io
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .. import paths
from ..errors import UserError
from . import entries, factbook, merge, origins, plausible
from .records import FIGURE_COLUMNS, ORIGIN_COLUMNS, REMARK_COLUMNS, OriginRow, Remark, csv_text

COUNTRIES = "reference/countries.csv"
REPORT = "indicators/build_report.csv"
ORIGINS = "indicators/factbook-refugee-origins.csv"


@dataclass(frozen=True)
class Stage:
    """A step of the build: from the texts of the stages before it to its own, by path in ``data``."""

    name: str
    build: Callable[[Mapping[str, str]], dict[str, str]]


def plugged(module: str) -> Stage:
    """The stage of a sources module that exposes ``build() -> dict[str, str]``."""

    def build(_: Mapping[str, str]) -> dict[str, str]:
        texts: dict[str, str] = importlib.import_module(f"{__package__}.{module}").build()
        return texts

    return Stage(module, build)


def factbook_files(done: Mapping[str, str]) -> dict[str, str]:
    """The tidy figures of both vintages, the refugee origins and the build report."""
    countries = list(csv.DictReader(io.StringIO(done.get(COUNTRIES) or _committed(COUNTRIES))))
    iso3 = {row["gec"]: row["iso3"] for row in countries if row["gec"] and row["iso3"]}
    shared: dict[str, set[str]] = defaultdict(set)
    for gec, code in iso3.items():
        shared[code].add(gec)
    names = {row["name"]: row["iso3"] for row in countries if row["iso3"]}
    texts: dict[str, str] = {}
    listed: list[OriginRow] = []
    remarks: list[Remark] = []
    for vintage in sorted(entries.PACKAGES):
        parsed = factbook.parse_vintage(entries.entities(vintage), vintage, iso3)
        merged, decided = merge.figures(parsed.figures, shared)
        figures, doubted = plausible.figures(merged)
        texts[f"indicators/factbook-{vintage}.csv"] = csv_text(
            FIGURE_COLUMNS, (row.cells() for row in figures)
        )
        listed += [replace(row, origin=origins.code(row.origin_name, names)) for row in parsed.origins]
        remarks += [*parsed.remarks, *decided, *doubted]
    remarks.sort(key=lambda row: row.cells())
    texts[ORIGINS] = csv_text(ORIGIN_COLUMNS, (row.cells() for row in merge.origins(listed)))
    texts[REPORT] = csv_text(REMARK_COLUMNS, (row.cells() for row in remarks))
    return texts


STAGES: tuple[Stage, ...] = (
    plugged("countries_build"),
    plugged("outlines"),
    plugged("wpp"),
    Stage("factbook", factbook_files),
)


def run(stages: tuple[Stage, ...] = STAGES) -> dict[str, str]:
    """The text of every built file by its path, in memory."""
    done: dict[str, str] = {}
    for stage in stages:
        done |= stage.build(done)
    return done


def write(texts: Mapping[str, str], root: Path | None = None) -> None:
    """Put every file in place whole: written beside it first, then renamed."""
    root = root or paths.data()
    for name, text in texts.items():
        target = root / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("wb", dir=target.parent, delete=False) as scratch:
                scratch.write(text.encode())
            whole = Path(scratch.name)
            whole.chmod(0o644)
            whole.replace(target)
        except OSError as error:
            raise UserError(
                f"cannot write {target}: {error.strerror}; check the folder's permissions"
            ) from error


def differing(texts: Mapping[str, str], root: Path | None = None) -> list[str]:
    """The paths whose committed file is absent or not what the build gives."""
    root = root or paths.data()
    return [
        name
        for name, text in texts.items()
        if not (root / name).is_file() or (root / name).read_bytes() != text.encode()
    ]


def summary(texts: Mapping[str, str]) -> str:
    """Rows of each file, and how many texts gave no figure and why."""
    lines = [f"data/{name}: {_rows(text)} rows" for name, text in texts.items()]
    report = csv.DictReader(io.StringIO(texts.get(REPORT, "")))
    reasons = Counter(row["reason"] for row in report if row["reason"].startswith("left out:"))
    if reasons:
        lines.append(f"{sum(reasons.values())} texts left out, listed in data/{REPORT}:")
        lines += [
            f"  {count:5} {reason.removeprefix('left out: ')}" for reason, count in reasons.most_common(8)
        ]
    return "\n".join(lines)


def _rows(text: str) -> int:
    return sum(1 for _ in csv.reader(io.StringIO(text))) - 1


def _committed(name: str) -> str:
    try:
        return (paths.data() / name).read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"data/{name} is needed for the build and cannot be read: {error.strerror}"
        ) from error
