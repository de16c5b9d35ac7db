"""The journal of a running report, and the file beside it that records when its current cell began."""

from pathlib import Path
from typing import Final

NEVER: Final = 2**31 - 1  # time of a clock file (see ``clock``) while no cell runs


def clock(journal: Path) -> Path:
    """Return the file beside a report's journal whose modification time is when the current cell began.

    The time is ``time.monotonic``, which all processes of a machine share and which never goes back.
    """
    return journal.with_suffix(".cell")
