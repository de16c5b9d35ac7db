"""The examples in docstrings and in docs/api.md run; every public function of some rooms has one."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil

import pytest

import migbrief
from folders import ROOT
from migbrief import api, datasets, display, editions

MODULES = [
    module.name
    for room in (api, datasets, display, editions)
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
]


def test_there_are_modules() -> None:
    assert len(MODULES) > 60


@pytest.mark.parametrize("name", MODULES)
def test_examples_run_and_none_is_missing(name: str) -> None:
    module = importlib.import_module(name)
    own = [
        function
        for called, function in vars(module).items()
        if inspect.isfunction(inspect.unwrap(function))
        and getattr(function, "__module__", "") == name
        and not called.startswith("_")
    ]
    if not name.startswith("migbrief.datasets.store"):  # its examples are not written yet
        assert [f.__name__ for f in own if ">>>" not in (f.__doc__ or "")] == []
    assert doctest.testmod(module).failed == 0


@pytest.mark.slow
def test_the_page_of_the_front_door_runs() -> None:
    """Each of its functions stands in it, and each of its examples gives what it says."""
    page = ROOT / "docs" / "api.md"
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    done = doctest.testfile(str(page), module_relative=False, optionflags=flags)
    assert done.failed == 0 and done.attempted > 20
    text = page.read_text("utf-8")
    assert [name for name in dir(migbrief) if f"mb.{name}(" not in text] == []
