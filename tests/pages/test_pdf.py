"""Printing to PDF: which browser, what is said where there is none, and which pages are printed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from migbrief.cli import main
from migbrief.errors import UserError
from migbrief.pages import pdf


@pytest.fixture
def no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIGBRIEF_BROWSER", str(tmp_path / "none"))


def test_without_a_browser_one_line_says_what_to_do(no_browser: None, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    done = CliRunner().invoke(main.main, ["render", "intro", "--to", "pdf", "--out", str(out)])
    assert done.exit_code == 2 and not out.exists()
    assert done.stderr.count("\n") == 1
    assert "none is installed" in done.stderr and "--to pdf" in done.stderr


def test_the_browser_named_is_the_one_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own-browser"
    own.write_text("#!/bin/sh\necho no screen >&2\nexit 3\n")
    own.chmod(0o755)
    monkeypatch.setenv("MIGBRIEF_BROWSER", str(own))
    assert pdf.require_browser() == own
    page = tmp_path / "a1.html"
    page.write_text("<h1>A1</h1>")
    with pytest.raises(UserError, match=r"could not print a1\.html: no screen"):
        pdf.print_page(page)
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_pdf_older_than_its_page_is_printed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[str] = []
    monkeypatch.setattr(pdf, "print_page", lambda page: printed.append(page.name))
    for name, age in (("stale", 100), ("fresh", -100)):
        (tmp_path / f"{name}.html").write_text(name)
        made = (tmp_path / f"{name}.html").stat().st_mtime - age
        (tmp_path / f"{name}.pdf").write_text(name)
        os.utime(tmp_path / f"{name}.pdf", (made, made))
    assert len(pdf.print_pages([tmp_path / f"{name}.html" for name in ("stale", "fresh")])) == 2
    assert printed == ["stale.html"]
