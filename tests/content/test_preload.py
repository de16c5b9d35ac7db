"""What a warm process loads: all that notebooks may call, or each report would load it again."""

from __future__ import annotations

import pkgutil

from migbrief import content
from migbrief.content import preload
from migbrief.datasets import population
from migbrief.display.maps import window


def test_every_module_of_content_is_loaded() -> None:
    there = {found.name for found in pkgutil.walk_packages(content.__path__, f"{content.__name__}.")}
    assert len(there) > 40
    assert set(preload.modules()) == there


def test_the_tables_that_reports_share_are_read() -> None:
    """A warm process skips tables it cannot read, without a message."""
    for kept in (*vars(population).values(), window.world):
        if hasattr(kept, "cache_clear"):  # of the tables, and of what was asked of them before
            kept.cache_clear()
    preload.tables()
    assert population._table.cache_info().currsize == window.world.cache_info().currsize == 1
