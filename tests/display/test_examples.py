"""The examples in docstrings of display run, and every function that content may call has one."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

from migbrief import display
from migbrief.display import charts, csv, html, maps, tables

MODULES = [found.name for found in pkgutil.walk_packages(display.__path__, "migbrief.display.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    done = doctest.testmod(importlib.import_module(name))
    assert done.failed == 0


def test_public_functions_show_how_they_are_called() -> None:
    def functions(module: ModuleType) -> list[str]:
        own = getattr(module, "__all__", None) or [
            name
            for name, found in vars(module).items()
            if getattr(found, "__module__", "") == module.__name__
        ]
        public = [vars(module)[name] for name in own if not name.startswith("_")]
        return [f.__qualname__ for f in public if inspect.isfunction(f) and ">>>" not in (f.__doc__ or "")]

    assert [functions(module) for module in (charts, maps, tables, html, csv)] == [[], [], [], [], []]
    assert len(charts.__all__) > 15 and len(MODULES) > 20
