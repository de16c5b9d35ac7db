"""The project's folders. Nothing is created or read at import time."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from migbrief.text.i18n import add_catalogues

from .errors import UserError

PACKAGE: Final = Path(__file__).parent  # the library with its templates and catalogues
TEMPLATES: Final = PACKAGE / "templates"  # of pages, with their style sheets


def root() -> Path:
    """Return the project folder: ``$MIGBRIEF_HOME``, or the nearest parent folder that holds ``data``."""
    if (project := find()) is not None:
        return project
    if home := os.environ.get("MIGBRIEF_HOME"):
        raise UserError(
            "MIGBRIEF_HOME is {home}, which has no data folder; point it at the project",
            home=Path(home).resolve(),
        )
    raise UserError("cannot find the project's data folder; set MIGBRIEF_HOME to the project folder")


def find() -> Path | None:
    """Return the project folder, or None where there is none."""
    named = os.environ.get("MIGBRIEF_HOME")
    if named:
        return _named(named, "" if os.path.isabs(named) else os.getcwd())  # noqa: PTH109, PTH117
    return _above()


@lru_cache(maxsize=4)
def _named(named: str, of: str) -> Path | None:
    """Return the folder in ``MIGBRIEF_HOME``, if it holds ``data``; cached like ``_above``."""
    home = Path(of, named).resolve()
    return home if (home / "data").is_dir() else None


@lru_cache(maxsize=1)
def _above() -> Path | None:
    """Return the first parent of this file that holds ``data``; cached, since every reader needs it."""
    for parent in Path(__file__).resolve().parents:
        if (parent / "data" / "editions").is_dir():
            return parent
    return None


add_catalogues(find, "data/editions/*/locale/{code}.po")  # an edition's tables have their own translations


def data(*parts: str) -> Path:
    """Return the data folder, or a file in it; the path is cached, as joining takes longer than a look-up."""
    return _within(root(), "data", *parts)


@lru_cache(maxsize=64)
def _within(folder: Path, *parts: str) -> Path:
    return folder.joinpath(*parts)


def shipped() -> list[Path]:
    """Return the files of the data folder, without official data that were added or fetched.

    Lock and backup files of open programs are left out too: LibreOffice ``.~lock.facts.csv#``, Excel
    ``~$facts.xlsx``, editors ``facts.csv~``.
    """
    live = data() / "live"
    files = (
        p for p in data().rglob("*") if not (p.name.startswith((".", "~")) or p.name.endswith(("~", "#")))
    )
    return [p for p in files if p.is_file() and live not in p.parents]


def editions() -> Path:
    return data() / "editions"


def notebooks() -> Path:
    return root() / "notebooks"


def own_notebooks() -> Path:
    """Return the folder for new notebooks: beside ours; for a wheel, the working folder."""
    return Path.cwd() if installed() else notebooks()


def installed() -> bool:
    """Return whether data and notebooks are inside an installed package, where nothing is written."""
    return find() == PACKAGE.resolve()


def workplace() -> Path:
    """Return the folder for users' files: the project; for a wheel, the working folder."""
    return Path.cwd() if installed() else root()


def reports() -> Path:
    """Return the folder for pages."""
    return workplace() / "reports"
