"""Every function of a report speaks the language of the profile, region or brief that it is given.

The language of messages is one setting of the process. Without this, a profile in English would go on in
French as soon as a French one is opened beside it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from functools import cache, cached_property, wraps
from types import FunctionType
from typing import Any, Generic, TypeVar

from migbrief.text.i18n import speaking

T = TypeVar("T")


class spoken_property(cached_property[T], Generic[T]):
    """A cached property that is worked out in the language of its object's parameters."""

    def __get__(self, of: Any, owner: Any = None) -> Any:
        if of is None:
            return self
        with speaking(of.parameters.language):
            return super().__get__(of, owner)


def speak_for(package: str, kind: str, without: str = "") -> None:
    """Wrap the functions of a package's modules whose first parameter is of a ``kind``, such as ``Profile``.

    A module that cannot be imported is passed over: whoever asks for it will see why. ``without`` is the name
    of a module that is left alone.
    """
    folder = importlib.import_module(package).__path__
    for found in pkgutil.walk_packages(folder, f"{package}.", onerror=lambda name: None):
        if found.name.rpartition(".")[2] == without:
            continue
        with suppress(Exception):
            module = importlib.import_module(found.name)
            for name, value in list(vars(module).items()):
                if isinstance(value, FunctionType) and _takes(value, kind) and not name.startswith("_"):
                    setattr(module, name, _spoken(value))


def _takes(function: FunctionType, kind: str) -> bool:
    """Whether the first parameter is annotated as of that kind."""
    first = function.__code__.co_varnames[:1]
    annotation = str(function.__annotations__.get(first[0], "")) if first else ""
    return annotation.partition("[")[0] == kind and not hasattr(function, "__wrapped__")


@cache
def _spoken(function: FunctionType) -> Callable[..., Any]:
    (name,) = function.__code__.co_varnames[:1]

    @wraps(function)
    def spoken(*args: Any, **given: Any) -> Any:
        of = args[0] if args else given[name]
        with speaking(of.parameters.language):
            return function(*args, **given)

    return spoken
