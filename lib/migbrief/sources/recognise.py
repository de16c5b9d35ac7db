"""Recognise the source of a file by content, never by name; folders and ZIPs are searched."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

from migbrief.datasets.store import definitions
from migbrief.datasets.store.schema import Release
from migbrief.errors import UserError, reason, unknown
from migbrief.text.counts import Count
from migbrief.text.i18n import mark, t

from .content import MOST, XLS, Content, described, describes, stem
from .idmc import read as idmc
from .iom import read as iom
from .knomad import read as knomad
from .licences import PUBLISHERS
from .own import read as own
from .prospects import read as prospects
from .undesa import read as undesa
from .unhcr import read as unhcr
from .worldbank import read as worldbank

# Number of places below which a publisher's table is partial; API answers announce their size.
FEWEST: Final = {"worldbank": 150, "knomad": 150, "idmc": 40}
READERS: Final = (worldbank, unhcr, idmc, knomad, prospects, iom, undesa, own)


class Unrecognised(UserError):
    """A file of no known source; the message says what was found and what is expected."""

    def __init__(self, file: str, seen: str) -> None:
        self.short = t("{file}: {seen}", file=file, seen=seen)
        super().__init__(
            t(
                "{file} is not recognised: it is {seen}; expected a file of a publisher ({publishers}), or a "
                "table with iso3, year and value",
                file=file,
                seen=seen,
                publishers=", ".join(dict.fromkeys(t(of.publisher) for of in PUBLISHERS.values())),
            )
        )


@dataclass
class Read:
    """The result of reading files: releases, and lines on what was skipped or could not be read."""

    releases: list[Release] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(content: Content) -> list[Release]:
    """Return the releases in one file. Raise :class:`Unrecognised`, or ``UserError`` for a broken file.

    The sheets of a workbook are tables like any other; those that are not recognised are notes.
    """
    parts = content.tables() if content.is_workbook and not undesa.recognises(content) else [content]
    known = [(reader, part) for part in parts if (reader := _reader(part))]
    if not known:
        raise Unrecognised(content.name, _describe_content(content))
    first = known[0][0]
    sheets = [part for reader, part in known if reader is first][: 1 if first is own else None]
    releases = _joined([release for part in sheets for release in _releases(first, part)])
    for release in releases:
        _check_release(content, release)
        few = release.figures["iso3"].nunique() or release.pairs["iso3"].nunique()
        if content.json is None and first is not own and few < FEWEST.get(release.source, 0):
            release.partial = f"{few} places"
        name = content.name.replace("\\", "/").rpartition("/")[2]
        release.files = ({"name": name, "bytes": len(content.data), "sha256": content.sha256},)
    return releases


def _reader(content: Content) -> Any:
    readers = (own,) if content.beside and own.recognises(content) else READERS
    return next((reader for reader in readers if reader.recognises(content)), None)


def _releases(reader: Any, content: Content) -> list[Release]:
    try:
        return list(reader.read(content))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, StopIteration) as error:
        # Columns or cells that a reader does not expect give one line, never a traceback.
        reason = f"{type(error).__name__} {error}"[:120]
        raise UserError(
            "{file} is like a file of {source}, but is not understood: {why}", file=content.name,
              source=reader.__name__.split(".")[-2], why=reason) from None  # fmt: skip


def _joined(releases: list[Release]) -> list[Release]:
    """Join the releases of a workbook's sheets by their edition."""
    joined: dict[str, Release] = {}
    for release in releases:
        before = joined.setdefault(release.edition, release)
        if before is not release:
            before.figures = pd.concat([before.figures, release.figures], ignore_index=True)
            before.pairs = pd.concat([before.pairs, release.pairs], ignore_index=True)
            for name in ("names", "dropped", "unmatched"):
                getattr(before, name).update(getattr(release, name))
    return list(joined.values())


def _check_release(content: Content, release: Release) -> None:
    """Raise ``UserError`` for what no table of figures can be, whoever published it."""
    known = definitions.load()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}", release.edition):
        raise UserError(
            "{value} is not the name of an edition, such as undesa-2024", value=repr(release.edition)
        )
    if not any(rows["value"].notna().any() for rows in (release.figures, release.pairs)):
        raise UserError("{file}: it has no figures for countries", file=content.name)
    for rows in (release.figures, release.pairs):
        key = [c for c in ("iso3", "origin", "indicator", "year", "sex") if c in rows]
        if (twice := rows.duplicated(key)).any():
            shown = " ".join(map(str, rows.loc[twice, key].iloc[0]))
            raise UserError("{file}: there are two values for {key}", file=content.name, key=shown)
        names = set(rows["indicator"].unique())
        people = [name for name in names & set(known) if known[name].kind in ("stock", "movement", "share")]
        if (below := rows["indicator"].isin(people) & (rows["value"] < 0)).any():
            shown = " ".join(map(str, rows.loc[below, [*key, "value"]].iloc[0]))
            raise UserError("{file}: a number below zero: {row}", file=content.name, row=shown)
        if odd := names - set(known) - set(release.names):
            raise unknown(mark("indicator"), min(odd), known)
    places = {*release.figures["iso3"].unique(), *release.pairs["iso3"].unique()}
    if len(release.unmatched) > max(5, len(places) / 4):
        codes = ", ".join(sorted(release.unmatched)[:5])
        raise UserError(
            "{file}: codes or names that are not countries: {codes}", file=content.name, codes=codes
        )


def _describe_content(content: Content) -> str:
    if content.is_workbook:
        return t("a workbook with the sheets {names}", names=", ".join(list(content.sheets())[:4]))
    if content.plain[:4] == XLS:
        return t("a workbook of Excel 97 to 2003; save it as .xlsx or CSV")
    if content.plain.lstrip()[:1] == b"<":
        return t("a web page or XML")
    parsed = content.json
    if isinstance(parsed, dict):
        return t("JSON with the keys {names}", names=", ".join(list(map(str, parsed))[:6]))
    if parsed is not None:
        return t("a list in JSON")
    if len(content.header) > 1:
        return t("a table with the columns {names}", names=", ".join(content.header[:6]))
    if not content.readable and b"\x00" not in content.plain[:2000]:
        return t("text in another encoding than UTF-8; save it as CSV UTF-8")
    return t("{n} bytes that are no table", n=Count(len(content.data)))


def read_files(named: Iterable[Path], options: Mapping[str, Any] = MappingProxyType({})) -> Read:
    """Read everything in files, folders and ZIPs. In these, files without data are skipped and listed.

    A file that was named and is not recognised is an error, as is a broken one anywhere. ``options`` describe
    a user's own table.
    """
    result = Read()
    for path in named:
        for content, inside in _contents(path, options, result):
            try:
                result.releases += read(content)
            except Unrecognised as error:
                if inside:
                    result.skipped.append(error.short)
                else:
                    result.faults.append(str(error))
            except UserError as error:
                result.faults.append(str(error))
    return result


def _contents(path: Path, options: Mapping[str, Any], result: Read) -> Iterator[tuple[Content, bool]]:
    """Yield each file's content, and whether it is in a named folder or ZIP."""
    inside = path.is_dir()
    try:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if inside else [path]
    except OSError as error:
        result.faults.append(t("{file} cannot be read: {why}", file=path, why=reason(error)))
        return
    for file in files:
        try:
            if file.suffix == ".yaml" and describes(file.name, (near.name for near in file.parent.iterdir())):
                continue
            if file.stat().st_size > MOST:
                raise UserError("{file}: refused, it is larger than {n} MB", file=file, n=str(MOST // 10**6))
            yaml_file = file.with_name(stem(file.name) + ".yaml")
            description = (
                described(yaml_file.read_bytes()) if yaml_file.is_file() and yaml_file != file else {}
            )
            content = Content(str(file), file.read_bytes(), {**description, **options})
            if content.is_zip and not content.is_workbook:
                yield from ((member, True) for member in content.members())
            else:
                yield content, inside
        except OSError as error:
            result.faults.append(t("{file} cannot be read: {why}", file=file, why=reason(error)))
        except UserError as error:
            result.faults.append(str(error))
