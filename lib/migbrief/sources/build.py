"""Everything built in ``data/``: stages, each of which returns the texts of its files."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Final

from migbrief import paths
from migbrief.files import placed

from . import blocs, countries, country_names, outlines, un_groups, wpp
from .factbook import merge, reader
from .records import FIGURE_COLUMNS, REMARK_COLUMNS, Remark, csv_text

COUNTRIES: Final = "reference/countries.csv"
REPORT: Final = "indicators/build_report.csv"


def factbook_files(done: Mapping[str, str]) -> dict[str, str]:
    """Return the tidy figures of both vintages, and the build report."""
    places = list(csv.DictReader(io.StringIO(done[COUNTRIES])))
    iso3 = {row["gec"]: row["iso3"] for row in places if row["gec"] and row["iso3"]}
    shared: dict[str, set[str]] = defaultdict(set)
    for gec, code in iso3.items():
        shared[code].add(gec)
    with (paths.data() / "reference" / "gec.csv").open(encoding="utf-8", newline="") as file:
        names = {row["gec"]: row["factbook_name"] for row in csv.DictReader(file)}
    texts: dict[str, str] = {}
    remarks: list[Remark] = []
    for vintage in sorted(reader.PACKAGES):
        parsed = reader.parse_vintage(reader.entities(vintage), vintage, iso3)
        merged, decided = merge.merged(parsed.figures, shared, names)
        figures, doubted = merge.possible(merged)
        texts[f"indicators/factbook-{vintage}.csv"] = csv_text(FIGURE_COLUMNS, map(vars, figures))
        remarks += [*parsed.remarks, *decided, *doubted]
    texts[REPORT] = csv_text(REMARK_COLUMNS, map(vars, sorted(remarks)))
    return texts


# Each stage makes texts, by path in ``data``, from those of the stages before it.
STAGES: tuple[Callable[[Mapping[str, str]], dict[str, str]], ...] = (
    countries.build,
    country_names.build,
    outlines.build,
    un_groups.build,
    blocs.build,
    wpp.build,
    factbook_files,
)


def run() -> dict[str, str]:
    """Return the text of every built file by its path."""
    done: dict[str, str] = {}
    for stage in STAGES:
        done |= stage(done)
    return done


def write(texts: Mapping[str, str]) -> None:
    """Replace all files: each is written completely beside its target, then all are renamed."""
    with ExitStack() as whole:
        for name, text in texts.items():
            whole.enter_context(placed(paths.data() / name)).write_bytes(text.encode())


def changed_files(texts: Mapping[str, str]) -> list[str]:
    """Return the paths whose committed file is missing or differs from the build."""
    files = {name: paths.data() / name for name in texts}
    return [n for n, path in files.items() if not path.is_file() or path.read_bytes() != texts[n].encode()]


def summary(texts: Mapping[str, str]) -> str:
    """Return the number of rows of each file."""
    rows = {name: len(list(csv.reader(io.StringIO(text)))) - 1 for name, text in texts.items()}
    return "\n".join(f"data/{name}: {n} rows" for name, n in rows.items())
