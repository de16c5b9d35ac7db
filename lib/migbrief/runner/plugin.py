"""The entry point that Papermill loads as the engine ``migbrief``.

Papermill loads plug-ins while its own ``engines`` module is still being imported, so this must not import it;
the engine itself is imported with the first notebook.
"""

from typing import Any


class _WhenUsed(type):
    def __getattr__(cls, name: str) -> Any:
        from .engine import ForkEngine

        return getattr(ForkEngine, name)


class Engine(metaclass=_WhenUsed):
    """Proxy of :class:`migbrief.runner.engine.ForkEngine`."""
