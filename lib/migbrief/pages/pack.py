"""Packing reports: one ZIP file with pages, executed notebooks, their data, and licences."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final

from migbrief import __version__, paths
from migbrief.display.csv import safe_cell
from migbrief.errors import UserError, unknown
from migbrief.files import placed, refuse_links
from migbrief.registry.manifest import read_manifest
from migbrief.registry.records import Report
from migbrief.text.counts import Count
from migbrief.text.i18n import mark

from .assets import data_sources, official_sources
from .page_links import fill_links, language_links, without_links

FORMULA: Final = re.compile(rb'(?:^|,)"?\s*(?:[=+@|\t]|-(?!\d))', re.MULTILINE)  # may begin a formula
STAMP: Final = (1980, 1, 1, 0, 0, 0)  # of every entry, so that the same reports make the same file


def pack(reports: Sequence[Report], made: Path, target: Path, tables: Sequence[str] = ()) -> int:
    """Write the pages of ``reports`` in the folder ``made`` to a ZIP file; return the number of files.

    Includes all tables of data, or those that ``tables`` names: files, or folders of them. Raises
    ``UserError``, and writes nothing, if a report is not made or its last run failed.
    """
    entries = _good_entries(reports, made)
    files: dict[str, bytes] = {}
    packed = [entries[report.id] for report in reports]
    for entry in packed:
        for name in filter(None, (entry["page"], entry.get("executed", ""))):
            files[name] = (made / name).read_bytes()
    for name, switch in language_links(packed).items():
        files[name] = fill_links(files[name], {"languages": switch})
    files |= {f"data/{name}": _guard_formulas(paths.data() / name) for name in _choose_tables(tables)}
    files["README.txt"] = _readme(reports, packed).encode()
    read = [edition for entry in packed for edition in entry.get("source_editions", ())]
    files["LICENCES.txt"] = _licences(read).encode()
    files["LICENSE"] = (paths.root() / "LICENSE").read_bytes()
    _write(files, target)
    return len(files)


def _choose_tables(tables: Sequence[str]) -> list[str]:
    """Return the named tables of data, by path, with the dictionary; all if none is named."""
    every = [path.relative_to(paths.data()).as_posix() for path in paths.shipped()]
    every = sorted(name for name in every if name.endswith((".csv", ".json", ".md")))
    if not tables or tables == ("none",):
        return [] if tables else every
    chosen = {"README.md"}
    for table in tables:
        asked = table.removeprefix("data/").rstrip("/")
        found = [name for name in every if name == asked or name.startswith(f"{asked}/")]
        if not found:
            raise unknown(mark("table"), table, {*every, *(name.rpartition("/")[0] for name in every)} - {""})
        chosen.update(found)
    return sorted(chosen)


def single(report: Report, made: Path, target: Path) -> None:
    """Write the page of a report as one HTML file with no link to other files, such as for a mail."""
    entry = _good_entries([report], made)[report.id]
    page = fill_links((made / entry["page"]).read_bytes(), {})
    with placed(target.absolute(), folders=False) as temporary:
        temporary.write_bytes(without_links(page, PurePosixPath(entry["page"]), ()))


def _good_entries(reports: Sequence[Report], made: Path) -> dict[str, dict[str, Any]]:
    """Return the manifest's entries by id. Raise ``UserError`` if a report has no good page."""
    refuse_links(made)
    entries = {entry["id"]: entry for entry in read_manifest(made)}
    missing = [r.id for r in reports if not _is_made(entries.get(r.id), made)]
    if missing:
        names = " ".join(missing[:8])
        raise UserError(
            "{n} of {total} reports have no page of a good run in {folder}; "
            "first run: migbrief render {names}",
            n=Count(len(missing)),
            total=Count(len(reports)),
            folder=made,
            names=names,
        )
    return entries


def _is_made(entry: Mapping[str, Any] | None, made: Path) -> bool:
    return entry is not None and entry["status"] == "ok" and (made / entry["page"]).is_file()


def _guard_formulas(path: Path) -> bytes:
    """Return a file's content; texts of tables are escaped for spreadsheets."""
    content = path.read_bytes()
    if path.suffix != ".csv" or not FORMULA.search(content):
        return content
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        writer.writerow(
            [cell if cell[:1] == "-" and cell[1:2].isdigit() else safe_cell(cell) for cell in row]
        )
    return out.getvalue().encode()


def _full_title(report: Report) -> str:
    """Return a report's title after that of its paper."""
    return ": ".join(dict.fromkeys(filter(None, (report.facets.get("edition"), report.title))))


def _readme(reports: Sequence[Report], entries: Sequence[Mapping[str, Any]]) -> str:
    lines = [
        "Migration Brief: reports with their data, sources and licences",
        "",
        "Open a page in any browser; no network is needed.",
        "",
        *(
            f"{e['page']}: {_full_title(r)} (made {e['page_made']})"
            for r, e in zip(reports, entries, strict=True)
        ),
        "",
        "executed/   the notebooks as they ran, with their parameters",
        "data/       tables that the reports read; data/README.md is the dictionary",
        "LICENCES.txt, LICENSE   what you may do with data and code",
        "",
        f"Made with migbrief {__version__}.",
    ]
    return "\n".join(lines) + "\n"


def _licences(editions: Iterable[str]) -> str:
    lines = ["Sources and licences of the data", ""]
    for source in data_sources() + official_sources(editions):
        link = f" <{source.link}>" if source.link else ""
        terms = f" <{source.licence_link}>" if source.licence_link else ""
        tables = "; ".join(source.tables)
        lines.append(f"- {tables}: {source.title}{link}: {source.licence}{terms}")
    return "\n".join([*lines, "- The tables of the edition, and the code: MIT License (see LICENSE)", ""])


def _write(files: Mapping[str, bytes], target: Path) -> None:
    """Write all files into ``target``, whole or not at all."""
    with (
        placed(target.absolute(), folders=False) as temporary,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for path, content in sorted(files.items()):
            info = zipfile.ZipInfo(path, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
