"""Where the files of the tests stand."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent  # of the repository
FIXTURES = TESTS / "fixtures" / "notebooks"
HERONS = TESTS / "fixtures" / "herons"  # an edition whose every figure can be counted by hand
