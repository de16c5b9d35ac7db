"""What a warm process loads before its first report.

The runner knows no migration, so it asks here for the content by the name of its module.
"""

import contextlib
import importlib
from collections.abc import Sequence
from typing import Any, Final, Protocol

CONTENT: Final = "migbrief.content.preload"
FRONT_DOOR: Final = "migbrief.api"  # what notebooks import


class Content(Protocol):
    """What the module of ``CONTENT`` has."""

    def tables(self) -> None:
        """Read the tables that reports share, as they are on disk."""

    def modules(self) -> Sequence[str]:
        """Import every module that a notebook may call; the names of those that could be."""

    def examples(self) -> Sequence[Any]:
        """One display of each kind, drawn as a report would."""


def content() -> Content:
    """The module that loads what reports need."""
    with contextlib.suppress(Exception):  # a notebook that needs it will say why
        importlib.import_module(FRONT_DOOR)
    module: Any = importlib.import_module(CONTENT)
    return module
