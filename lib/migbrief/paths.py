"""Where the project's folders are. Nothing is created or read at import time."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from .errors import UserError


def root() -> Path:
    """The project folder: ``$MIGBRIEF_HOME``, or the first parent of this file that holds ``data``."""
    named = os.environ.get("MIGBRIEF_HOME")
    if named:
        home = Path(named).resolve()
        if not (home / "data").is_dir():
            raise UserError(f"MIGBRIEF_HOME is {home}, which has no data folder; point it at the project")
        return home
    if (found := _above()) is not None:
        return found
    raise UserError("cannot find the project's data folder; set MIGBRIEF_HOME to the project folder")


@lru_cache(maxsize=1)
def _above() -> Path | None:
    """The first parent of this file that holds ``data``; looked for once, since every reader asks."""
    for parent in Path(__file__).resolve().parents:
        if (parent / "data" / "editions").is_dir():
            return parent
    return None


def data() -> Path:
    return root() / "data"


def editions() -> Path:
    return data() / "editions"


def notebooks() -> Path:
    return root() / "notebooks"


def reports() -> Path:
    return root() / "reports"
