"""A project folder for tests of failures: real batches over notebooks made of code."""

from __future__ import annotations

import html
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat
from nbformat import v4

from folders import home_with
from migbrief.files import PREFIX

PARAMETERS = (
    'edition: str = ""\nsection: str = ""\ncountries: list = []\ngroup: str = ""\nvintage: str = "2025"'
)
# The notebooks of sections; a paper may have one for each.
NOTEBOOKS = {
    "intro": "intro",
    "a1": "a1-capacity-building",
    "a2": "a2-cooperation-dialogue",
    "a3": "a3-thematic-initiatives",
    "b": "b-gfmd",
    "c": "c-high-level-dialogue",
}
Done = subprocess.CompletedProcess[str]
BEFORE = "print('made before')"


class Project:
    """A project folder with the real data and notebooks made of code; a1 and c always work."""

    def __init__(self, home: Path, library: Path) -> None:
        self.home, self.out, self.library = home, home / "reports", library
        home_with(home, NOTEBOOKS)
        self.notebook("a1-capacity-building", "1 + 1")
        self.notebook("c-high-level-dialogue", "2 + 2")

    def notebook(self, name: str, *cells: str) -> None:
        first = v4.new_code_cell(PARAMETERS)
        first.metadata.tags = ["parameters"]
        made = [v4.new_markdown_cell(f"# {name}"), first, *(v4.new_code_cell(c) for c in cells)]
        nbformat.write(v4.new_notebook(cells=made), self.home / "notebooks" / f"{name}.ipynb")

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "migbrief", "render", "--jobs", "2", *words]

    def environment(self) -> dict[str, str]:
        return {**os.environ, "MIGBRIEF_HOME": str(self.home), "PYTHONPATH": str(self.library)}

    def render(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), env=self.environment(), capture_output=True, text=True, timeout=240
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            self.command(*words), env=self.environment(), stdout=pipe, stderr=pipe, text=True
        )

    def wait_for(self, *names: str) -> None:
        """Until these files are there."""
        deadline = time.monotonic() + 120
        while not all((self.out / name).exists() for name in names):
            assert time.monotonic() < deadline, f"{names} did not come"
            time.sleep(0.02)

    def entries(self) -> dict[str, dict[str, str]]:
        return {e["id"]: e for e in json.loads((self.out / "manifest.json").read_text("utf-8"))["reports"]}

    def assert_whole(self) -> None:
        """No half-written file, and every page is complete."""
        for path in self.out.rglob("*"):
            assert not path.name.startswith(PREFIX), path
            if path.suffix == ".html":
                assert path.read_text("utf-8").rstrip().endswith("</html>"), path
            if path.suffix == ".ipynb":
                nbformat.read(path, as_version=4)

    def assert_failed(
        self, done: Done, reasons: Mapping[str, str], began: bool = True, also: Sequence[str] = ()
    ) -> None:
        """The batch said so, the others are there, the index shows each failure and its page."""
        n = len(reasons)
        summary = f"2 of {2 + n} reports made, {n} failed: "
        assert (done.returncode, done.stdout[: len(summary)]) == (1, summary), done.stdout + done.stderr
        lines = [f"migbrief: {id} failed: {reason}" for id, reason in reasons.items()]
        assert sorted(done.stderr.splitlines()) == sorted([*lines, *also])
        assert (self.out / "sections/a1.html").is_file() and (self.out / "sections/c.html").is_file()
        index = (self.out / "index.html").read_text("utf-8")
        for id, reason in reasons.items():
            assert not (self.out / f"sections/{id}.html").exists()
            entry = self.entries()[id]
            assert (entry["status"], entry["error"]) == ("failed", reason)
            assert reason.split(":")[0] in index
            assert entry["failed_page"] == f"failed/sections/{id}.html" and entry["failed_page"] in index
            page = (self.out / entry["failed_page"]).read_text("utf-8")
            assert "made before" in page if began else reason in html.unescape(page)
        self.assert_whole()
