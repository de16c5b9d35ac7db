"""The journal of a report at work, and the file beside it that shows since when its cell has run."""

from __future__ import annotations

from pathlib import Path
from typing import Final

NEVER: Final = 2**31 - 1  # the time of a clock (see ``clock``) while no cell runs


def clock(journal: Path) -> Path:
    """The file beside a report's journal whose time is that at which the cell at work began.

    By the clock that only goes on (``time.monotonic``), which all processes of a machine share.
    """
    return journal.with_suffix(".cell")
