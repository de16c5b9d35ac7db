"""Where the project's folders are. Nothing is created or read at import time."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from migbrief.text.i18n import add_catalogues

from .errors import UserError

PACKAGE: Final = Path(__file__).parent  # the library itself, with all that it brings
TEMPLATES: Final = PACKAGE / "templates"  # of pages, with their style sheets


def root() -> Path:
    """The project folder: ``$MIGBRIEF_HOME``, or the first folder above this file that holds ``data``."""
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
    """The folder that ``MIGBRIEF_HOME`` names, where it holds ``data``; looked at once, as in ``_above``."""
    home = Path(of, named).resolve()
    return home if (home / "data").is_dir() else None


@lru_cache(maxsize=1)
def _above() -> Path | None:
    """The first parent of this file that holds ``data``; looked for once, since every reader asks."""
    for parent in Path(__file__).resolve().parents:
        if (parent / "data" / "editions").is_dir():
            return parent
    return None


add_catalogues(find, "data/editions/*/locale/{code}.po")  # an edition's tables have words of their own


def data() -> Path:
    return root() / "data"


def shipped() -> list[Path]:
    """The files of the data folder, without official data that were added or fetched.

    Nor what programs leave beside a file that is open in them: LibreOffice ``.~lock.facts.csv#``, Excel
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
    """Where a notebook that somebody begins goes: beside ours; of a wheel, into the folder one is in."""
    return Path.cwd() if installed() else notebooks()


def installed() -> bool:
    """Whether data and notebooks are those of a wheel, in the library itself: there we write nothing."""
    return find() == PACKAGE.resolve()


def workplace() -> Path:
    """Where what users make goes: the project; of a wheel, the folder one is in."""
    return Path.cwd() if installed() else root()


def reports() -> Path:
    """The folder for pages."""
    return workplace() / "reports"
