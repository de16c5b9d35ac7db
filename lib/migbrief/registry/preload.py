"""What a warm process loads before its first report.

The runner knows nothing of migration, so it gets the content here, by the name of its module.
"""

import contextlib
import importlib
from collections.abc import Sequence
from typing import Any, Final, Protocol

CONTENT: Final = "migbrief.content.preload"
FRONT_DOOR: Final = "migbrief.api"  # imported by notebooks


class Content(Protocol):
    """The interface of the module ``CONTENT``."""

    def tables(self) -> None:
        """Read the tables that reports share from disk."""

    def modules(self) -> Sequence[str]:
        """Import every module that a notebook may call; return the names of those imported."""

    def examples(self) -> Sequence[Any]:
        """Return one display of each kind, drawn as in a report."""


def content() -> Content:
    """Return the module that loads what reports need."""
    with contextlib.suppress(Exception):  # a notebook that needs it reports the error
        importlib.import_module(FRONT_DOOR)
    module: Any = importlib.import_module(CONTENT)
    return module
