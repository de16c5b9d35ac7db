"""Adding source editions to the store: whole or not at all, one process at a time.

``state.json`` says which folder holds each edition; it is replaced atomically when a new folder is complete.
A process that has read it continues with those editions, and one that is killed leaves the last good ones.
"""

import contextlib
import copy
import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from migbrief.errors import UserError, reason, unknown, unreadable
from migbrief.files import PREFIX, try_lock, write_atomic
from migbrief.text.i18n import mark

from ..store_state import SCHEMA, STATE, as_text, folder, state
from . import derived, table
from .schema import FIGURES, PAIRS, Release, tidy

LEDGER: Final = "ledger.json"
PATIENCE: Final = 20.0  # seconds that one process waits for another
PARTIAL: Final = "-partial"
LEAST: Final = 0.7  # share of the places in a publisher's other editions, below which a table is partial
ABOUT: Final = (
    *("publisher", "title", "address", "licence", "licence_address", "citation", "kind", "redistributable"),
    "note",
)
_OLD: Final = 86_400.0  # seconds after which a replaced folder is no longer read


@dataclass(frozen=True)
class Change:
    """The result for an edition: ``new``, ``changed``, ``same`` or ``removed``; rows before and after."""

    edition: str
    what: str
    before: int
    after: int
    partial: str = ""


def add(releases: Iterable[Release], store: Path | None = None, anew: bool = False) -> list[Change]:
    """Add releases to the store; files of one release become one edition, unless they disagree.

    Returns changes by edition. Rows that several files give alike count once; a file with another value for
    the same figure becomes an edition of its own, ``NAME~2``. Pages fewer than they announce, and whatever a
    reader calls partial, go into ``NAME-partial``. ``anew``: replace the same indicators in the same edition,
    since publishers change a release in place.
    """
    store = store or folder()
    with locked(store):
        folders = state(store)
        changes = []
        releases = [replace(r, partial=r.partial or _shortfall(store, folders, r)) for r in releases]
        for edition, parts in _by_edition(_join_pages(store, folders, releases)).items():
            changes += _add_files(store, folders, edition, parts, anew)
            changes += _drop_completed(store, folders, edition, parts)
        _remove_leftovers(store, folders)
        return changes


def remove(edition: str, store: Path | None = None) -> Change:
    """Remove an edition from the store. Raise ``UserError`` if it is unknown."""
    store = store or folder()
    with locked(store):
        folders = state(store)
        if edition not in folders:
            raise unknown(mark("source edition"), edition, folders)
        rows = sum(ledger(store / folders[edition])["rows"].values())
        gone = store / folders.pop(edition)
        _write_state(store, folders)
        shutil.rmtree(gone, ignore_errors=True)
        return Change(edition, "removed", rows, 0)


def ledger(place: Path) -> dict[str, Any]:
    """Return the ledger of an edition's folder."""
    try:
        return dict(json.loads((place / LEDGER).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise unreadable(place, error) from None


def _shortfall(store: Path, folders: Mapping[str, str], release: Release) -> str:
    """Return how many places a table has, if that is a fraction of those in the publisher's editions.

    Rows that the edition already has are not counted.
    """
    if release.pages or release.source in ("own", "iom"):
        return ""
    have = {
        kind: rows[rows["value"].notna()].groupby("indicator")["iso3"].nunique()
        for kind, rows in (("figures", release.figures), ("pairs", release.pairs))
    }
    for edition, place in folders.items():
        entry = ledger(store / place)
        if entry["source"] != release.source or entry["partial"]:
            continue
        for kind, of in entry["coverage"].items():
            for indicator, n in have[kind].items():
                held_of = of.get(str(indicator), {}).get("places", 0)
                if n < LEAST * held_of and not _agrees(
                    _read_edition(store, folders, release.edition), release
                ):
                    return f"{indicator}: {n} places, {held_of} in {edition}"
    return ""


def _agrees(old: tuple[pd.DataFrame, pd.DataFrame, Any] | None, new: Release) -> bool:
    return old is not None and all(
        _union(a, b, columns) is not None
        for a, b, columns in ((old[0], new.figures, FIGURES), (old[1], new.pairs, PAIRS))
    )


def _join_pages(store: Path, folders: Mapping[str, str], releases: list[Release]) -> list[Release]:
    """Join pages of one set, with those already in the store; partial if some are missing."""
    once = {(r.edition, *([f["sha256"] for f in r.files] or [n])): r for n, r in enumerate(releases)}
    sets: dict[tuple[str, str], list[Release]] = {}
    joined = []
    for release in once.values():
        if release.pages:
            sets.setdefault((release.edition, release.pages[0]), []).append(release)
        else:
            joined.append(release)
    for (edition, name), pages in sets.items():
        before = _held_pages(store, folders, edition + PARTIAL, pages)
        known = {file["sha256"] for file in before.files} if before else set()
        fresh = [page for page in pages if not known & {file["sha256"] for file in page.files}]
        pages = [before, *fresh] if before and fresh else pages
        have, of = sum(page.n_rows for page in pages), max(page.pages[1] for page in pages if page.pages)
        shortfall = f"{have} of {of} {name}" if have < of else ""
        joined.append(
            replace(_one_release(pages), partial=pages[0].partial or shortfall, n_rows=have, pages=(name, of))
        )
    return joined


def _held_pages(
    store: Path, folders: Mapping[str, str], edition: str, pages: list[Release]
) -> Release | None:
    """Return the pages of a set that a partial edition holds."""
    old = _read_edition(store, folders, edition)
    name = pages[0].pages[0] if pages[0].pages else ""
    if not old or name not in old[2]["pages"]:
        return None
    entry = old[2]["pages"][name]
    figures, pairs = (rows[rows["indicator"].isin(entry["indicators"])] for rows in old[:2])
    files = tuple(file for file in old[2]["files"] if file["sha256"] in entry["files"])
    return replace(
        pages[0], figures=figures, pairs=pairs, files=files, n_rows=entry["rows"], pages=(name, entry["of"])
    )


def _one_release(pages: list[Release]) -> Release:
    """Join pages. Rows with one key are added up if they are events, else they count once."""
    tables = []
    for columns, of in ((FIGURES, [p.figures for p in pages]), (PAIRS, [p.pairs for p in pages])):
        rows = pd.concat(of, ignore_index=True)
        rows = rows.iloc[np.argsort(rows["value"].isna(), kind="stable")]  # keep qualifiers of a number
        grouped = rows.groupby(list(columns[: columns.index("value")]), sort=False)
        made = grouped.first().reset_index()
        if pages[0].events:
            made["value"] = grouped["value"].sum(min_count=1).to_numpy()
        tables.append(tidy(made, "origin" in columns))
    files = tuple(file for page in pages for file in page.files)
    return replace(pages[0], figures=tables[0], pairs=tables[1], files=files)


def _by_edition(releases: list[Release]) -> dict[str, list[Release]]:
    """Group releases by their edition."""
    by_name: dict[str, list[Release]] = {}
    for release in releases:
        name = release.edition + (PARTIAL if release.partial else "")
        by_name.setdefault(name, []).append(release)
    return by_name


def _add_files(
    store: Path, folders: dict[str, str], edition: str, parts: list[Release], anew: bool = False
) -> list[Change]:
    """Add files to an edition; those that disagree with it go into another."""
    old = _read_edition(store, folders, edition)
    known = {file["sha256"] for file in old[2]["files"]} if old else set()
    fresh = [p for p in parts if not p.files or not known >= {file["sha256"] for file in p.files}]
    if old and not fresh:
        rows = sum(old[2]["rows"].values())
        return [Change(edition, "same", rows, rows, old[2]["partial"])]
    figures, pairs = (old[0], old[1]) if old else (tidy(pd.DataFrame()), tidy(pd.DataFrame(), pairs=True))
    again = fresh if anew else [part for part in fresh if part.pages and part.partial]
    figures, pairs = _without(figures, again), _without(pairs, again)
    taken, others = [], []
    for part in fresh:
        both = _union(figures, part.figures, FIGURES), _union(pairs, part.pairs, PAIRS)
        if both[0] is None or both[1] is None:
            others.append(part)
        else:
            figures, pairs = both
            taken.append(part)
    changes = (
        [_write(store, folders, edition, (figures, pairs), taken, old[2] if old else None)] if taken else []
    )
    if others:
        number = int(edition.rpartition("~")[2]) + 1 if "~" in edition else 2
        changes += _add_files(store, folders, f"{edition.partition('~')[0]}~{number}", others)
    return changes


def _drop_completed(store: Path, folders: dict[str, str], edition: str, parts: list[Release]) -> list[Change]:
    """Remove pages that are now complete from their partial edition."""
    old = _read_edition(store, folders, edition + PARTIAL)
    whole = [part for part in parts if part.pages and old and part.pages[0] in old[2]["pages"]]
    if not old or not whole:
        return []
    figures, pairs, entry = _without(old[0], whole), _without(old[1], whole), old[2]
    names = {part.pages[0] for part in whole if part.pages}
    gone = {sha for name in names for sha in entry["pages"].pop(name)["files"]}
    if len(figures) + len(pairs):
        entry["files"] = [file for file in entry["files"] if file["sha256"] not in gone]
        return [_write(store, folders, edition + PARTIAL, (figures, pairs), [], entry)]
    del folders[edition + PARTIAL]
    _write_state(store, folders)
    return [Change(edition + PARTIAL, "removed", sum(entry["rows"].values()), 0)]


def _without(rows: pd.DataFrame, parts: Iterable[Release]) -> pd.DataFrame:
    """Return rows of indicators other than those being replaced."""
    names = {
        name for part in parts for made in (part.figures, part.pairs) for name in made["indicator"].unique()
    }
    return rows[~rows["indicator"].isin(names)]


def _read_edition(
    store: Path, folders: Mapping[str, str], edition: str
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, Any]] | None:
    if edition not in folders:
        return None
    opened = table.Tables(store / folders[edition])
    figures, pairs = (derived.published(opened.frame(opened.all(name))) for name in ("figures", "pairs"))
    return figures, pairs, ledger(store / folders[edition])


def _union(old: pd.DataFrame, new: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame | None:
    """Merge both tables, shared rows once; None if they give different values for one figure."""
    shared = set(old["indicator"].unique()) & set(new["indicator"].unique())
    if not shared:
        return pd.concat([old, new], ignore_index=True) if len(old) else new
    key = list(columns[: columns.index("value")])
    before = old[old["indicator"].isin(shared)].set_index(key)["value"]
    old_values = before.reindex(pd.MultiIndex.from_frame(new[key]))
    in_both = pd.MultiIndex.from_frame(new[key]).isin(before.index)
    a, b = old_values.to_numpy()[in_both], new["value"].to_numpy()[in_both]
    if not np.array_equal(a, b, equal_nan=True):
        return None
    return pd.concat([old, new[~in_both]], ignore_index=True)


def _write(
    store: Path,
    folders: dict[str, str],
    edition: str,
    tables: tuple[pd.DataFrame, pd.DataFrame],
    parts: list[Release],
    old: dict[str, Any] | None,
) -> Change:
    """Write an edition's folder beside the others and put it in place."""
    figures, pairs = derived.complete(*tables)
    made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=store))
    try:
        table.write(made, figures, pairs)
        entry = _entry(edition, figures, pairs, parts, old)
        entry["digests"] = {path.name: _sha256(path) for path in sorted(made.iterdir())}
        text = json.dumps(entry, indent=1, ensure_ascii=False)
        (made / LEDGER).write_text(text + "\n", encoding="utf-8")
        identity = json.dumps([entry["digests"], sorted(f["sha256"] for f in entry["files"])])
        place = f"{edition}@{hashlib.sha256(identity.encode()).hexdigest()[:12]}"
        if not (store / place).exists():
            made.chmod(0o755)
            made.rename(store / place)
    except OSError as error:
        raise UserError("cannot write {path}: {why}", path=store, why=reason(error)) from None
    finally:
        shutil.rmtree(made, ignore_errors=True)
    folders[edition] = place
    _write_state(store, folders)
    before = sum(old["rows"].values()) if old else 0
    return Change(edition, "changed" if old else "new", before, len(figures) + len(pairs), entry["partial"])


def _entry(
    edition: str, figures: pd.DataFrame, pairs: pd.DataFrame, parts: list[Release], old: dict[str, Any] | None
) -> dict[str, Any]:
    """Return the ledger's entry of an edition."""
    entry: dict[str, Any] = copy.deepcopy(old or {}) or {
        **{"schema": SCHEMA, "edition": edition, "source": parts[0].source},
        **{key: parts[0].about.get(key, "") for key in ABOUT},
        **{"files": [], "names": {}, "dropped": {}, "unmatched": {}, "pages": {}, "partial": ""},
    }
    entry["partial"] = "; ".join(dict.fromkeys(p.partial for p in parts if p.partial)) or entry["partial"]
    entry["retrieved"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    for part in parts:
        entry["files"] += [dict(file) for file in part.files if file not in entry["files"]]
        if part.pages:
            names = {n for rows in (part.figures, part.pairs) for n in rows["indicator"].unique()}
            entry["pages"][part.pages[0]] = {
                **{"of": part.pages[1], "rows": part.n_rows, "indicators": sorted(names)},
                "files": [file["sha256"] for file in part.files],
            }
        entry["names"] |= {name: list(named) for name, named in part.names.items()}
        for what, counts in (("dropped", part.dropped), ("unmatched", part.unmatched)):
            for code, count in counts.items():
                entry[what][code] = entry[what].get(code, 0) + count
    entry["rows"] = {"figures": len(figures), "pairs": len(pairs)}
    entry["coverage"] = {"figures": coverage(figures), "pairs": coverage(pairs)}
    return entry


def coverage(rows: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return rows, places, first and last year with a number, and the sum of both sexes, by indicator."""
    by_indicator = {}
    for indicator, all_of in rows.groupby("indicator"):
        some = all_of[all_of["value"].notna()]
        by_indicator[str(indicator)] = {
            "rows": len(all_of),
            "places": int(some["iso3"].nunique()),
            "years": [int(some["year"].min()), int(some["year"].max())] if len(some) else [],
            "sum": round(float(some.loc[some["sex"] == "both", "value"].sum()), 3),
        }
    return by_indicator


def _write_state(store: Path, folders: Mapping[str, str]) -> None:
    write_atomic(store / STATE, as_text(dict(folders)))


def _remove_leftovers(store: Path, folders: Mapping[str, str]) -> None:
    """Remove what killed runs left, and editions replaced so long ago that nobody reads them."""
    for path in store.iterdir():
        stale = path.is_dir() and "@" in path.name and path.name not in folders.values()
        if path.name.startswith(PREFIX) or (stale and time.time() - path.stat().st_mtime > _OLD):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def locked(store: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Lock the store for this process, waiting for another one. Raise ``UserError`` after ``patience``."""
    try:
        store.mkdir(parents=True, exist_ok=True)
        file = (store / "lock").open("a+b")
    except OSError as error:
        raise UserError("cannot write {path}: {why}", path=store, why=reason(error)) from None
    with file:
        until = time.monotonic() + patience
        while not try_lock(file.fileno()):
            if time.monotonic() > until:
                raise UserError("another process is writing to {folder}; try again later", folder=store)
            time.sleep(0.05)
        yield
