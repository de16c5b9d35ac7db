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

from migbrief import paths
from migbrief.errors import UserError

from .factbook import bounds, entries, merge_codes, origin_codes, reader
from .records import FIGURE_COLUMNS, ORIGIN_COLUMNS, REMARK_COLUMNS, OriginRow, Remark, cells, table

COUNTRIES = "reference/countries.csv"
REPORT = "indicators/build_report.csv"
ORIGINS = "indicators/factbook-refugee-origins.csv"


@dataclass(frozen=True)
class Stage:
    """A step of the build: from the texts of the stages before it to its own, by path in ``data``."""

    name: str
    build: Callable[[Mapping[str, str]], dict[str, str]]


def stage_of(module: str) -> Stage:
    """The stage of a sources module that exposes ``build() -> dict[str, str]``."""

    def build(_: Mapping[str, str]) -> dict[str, str]:
        texts: dict[str, str] = importlib.import_module(f"{__package__}.{module}").build()
        return texts

    return Stage(module, build)


def factbook_files(done: Mapping[str, str]) -> dict[str, str]:
    """The tidy figures of both vintages, the refugee origins and the build report."""
    countries = list(csv.DictReader(io.StringIO(done[COUNTRIES])))
    iso3 = {row["gec"]: row["iso3"] for row in countries if row["gec"] and row["iso3"]}
    shared: dict[str, set[str]] = defaultdict(set)
    for gec, code in iso3.items():
        shared[code].add(gec)
    called = _entity_names()
    names = {row["name"]: row["iso3"] for row in countries if row["iso3"]}
    texts: dict[str, str] = {}
    listed: list[OriginRow] = []
    remarks: list[Remark] = []
    for vintage in sorted(entries.PACKAGES):
        parsed = reader.parse_vintage(entries.entities(vintage), vintage, iso3)
        merged, decided = merge_codes.figures(parsed.figures, shared, called)
        figures, doubted = bounds.figures(merged)
        texts[f"indicators/factbook-{vintage}.csv"] = table(FIGURE_COLUMNS, figures)
        listed += [replace(row, origin=origin_codes.code(row.origin_name, names)) for row in parsed.origins]
        remarks += [*parsed.remarks, *decided, *doubted]
    remarks.sort(key=lambda row: cells(row, REMARK_COLUMNS))
    texts[ORIGINS] = table(ORIGIN_COLUMNS, merge_codes.origins(listed))
    texts[REPORT] = table(REMARK_COLUMNS, remarks)
    return texts


def _entity_names() -> dict[str, str]:
    """What the Factbook calls each of its entities, by GEC code."""
    text = (paths.data() / "reference" / "gec.csv").read_text("utf-8")
    return {row["gec"]: row["factbook_name"] for row in csv.DictReader(io.StringIO(text))}


STAGES: tuple[Stage, ...] = (
    stage_of("countries"),
    stage_of("country_names"),
    stage_of("outlines"),
    stage_of("un_groups"),
    stage_of("wpp"),
    Stage("factbook", factbook_files),
)


def run() -> dict[str, str]:
    """The text of every built file by its path, in memory."""
    done: dict[str, str] = {}
    for stage in STAGES:
        done |= stage.build(done)
    return done


def write(texts: Mapping[str, str]) -> None:
    """Put all files in place: each is written whole beside its place, then all are renamed."""
    ready: dict[Path, Path] = {}
    target = paths.data()
    try:
        for name, text in texts.items():
            target = paths.data() / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("wb", dir=target.parent, delete=False) as scratch:
                ready[target] = Path(scratch.name)
                scratch.write(text.encode())
            ready[target].chmod(0o644)
        for target, whole in ready.items():
            whole.replace(target)
    except OSError as error:
        raise UserError(f"cannot write {target}: {error.strerror}; check the folder and its disk") from error
    finally:
        for whole in ready.values():
            whole.unlink(missing_ok=True)


def changed_files(texts: Mapping[str, str]) -> list[str]:
    """The paths whose committed file is absent or not what the build gives."""
    return [name for name, text in texts.items() if _bytes(paths.data() / name) != text.encode()]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


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
