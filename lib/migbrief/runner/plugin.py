"""What Papermill loads as the engine ``migbrief``.

Papermill loads its plug-ins while its own ``engines`` module is still being imported, so this must not import
that: the engine itself comes with the first notebook.
"""

from __future__ import annotations

from typing import Any


class _WhenUsed(type):
    def __getattr__(cls, name: str) -> Any:
        from .engine import ForkEngine

        return getattr(ForkEngine, name)


class Engine(metaclass=_WhenUsed):
    """Stands for :class:`migbrief.runner.engine.ForkEngine`."""
