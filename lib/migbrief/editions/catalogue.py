"""The available editions, their titles and sections, read without the imports that tables need."""

import csv
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from migbrief import paths
from migbrief.errors import UserError, unknown
from migbrief.text.i18n import add_words, mark


def available() -> list[str]:
    """Return the names of the editions in ``data/editions``, sorted.

    >>> "2012-tenth" in available()
    True
    """
    folder = paths.editions()
    if not folder.is_dir():
        return []
    return sorted(p.name for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))


def default() -> str:
    """Return the default edition.

    It is the one named by ``MIGBRIEF_EDITION``, else the one marked in its ``edition.csv``, else the first.
    Raises ``UserError`` if it is unknown, if several are marked, or if there is no edition.

    >>> default()
    '2012-tenth'
    """
    names = available()
    if named := os.environ.get("MIGBRIEF_EDITION", ""):
        if named not in names:
            raise unknown(mark("edition in MIGBRIEF_EDITION"), named, names)
        return named
    if not names:
        raise UserError("there is no edition in {folder}", folder=paths.editions())
    chosen = [name for name in names if _is_default(name)] or names[:1]
    if len(chosen) > 1:
        listed = ", ".join(chosen)
        raise UserError(
            "several editions are the default: {names}; leave default in one edition.csv", names=listed
        )
    return chosen[0]


def title(name: str) -> str:
    """Return the title of an edition. Raises ``UserError`` for an unknown edition or a broken table.

    >>> title("2012-tenth")
    'IOM input to the Tenth Coordination Meeting, 2012'
    """
    return _rows(name, "edition")[0]["title"]


def sections(name: str) -> list[dict[str, str]]:
    """Return the rows of an edition's ``sections.csv`` in the paper's order, blanks as empty text.

    Raises ``UserError`` for an unknown edition or a broken table.

    >>> [row["section"] for row in sections("2012-tenth")][:2]
    ['intro', 'a1']
    """
    return sorted(_rows(name, "sections"), key=lambda row: int(row["order"]))


def notebooks() -> set[str]:
    """Return the notebooks that belong to single sections of any edition.

    >>> "a4-internal-capacities" in notebooks()
    True
    """
    names: set[str] = set()
    for name in available():
        with suppress(UserError):  # migbrief check reports what is wrong
            names |= {row.get("notebook", "") for row in sections(name)}
    return names - {""}


def _is_default(name: str) -> bool:
    path = paths.editions() / name / "edition.csv"
    try:
        return _says_default(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, csv.Error):
        return False


@lru_cache(maxsize=16)
def _says_default(path: Path, stamp: int) -> bool:
    return any(row.get("default") == "true" for row in _read(path))


def _rows(name: str, table: str) -> list[dict[str, str]]:
    if name not in available():
        raise unknown(mark("edition"), name, available())
    try:
        rows = _read(paths.editions() / name / f"{table}.csv")
        sound = rows and all(row["title"] and int(row.get("order") or 0) >= 0 for row in rows)
    except (OSError, ValueError, KeyError, csv.Error):
        sound = False
    add_words(row[column] for row in rows for column in ("title", "subject") if row.get(column))
    if not sound:
        table_name = {"table": f"{name}/{table}.csv", "edition": name}
        raise UserError("{table} cannot be read; run: migbrief check {edition}", **table_name)
    return rows


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [{k: (v or "").strip() for k, v in row.items() if k} for row in rows]
