"""What a warm process loads: all that notebooks may call, or each report would load it again."""

from __future__ import annotations

import pkgutil

from migbrief import content
from migbrief.content import preload


def test_every_module_of_content_is_loaded() -> None:
    there = {found.name for found in pkgutil.walk_packages(content.__path__, f"{content.__name__}.")}
    assert len(there) > 40
    assert set(preload.modules()) == there
