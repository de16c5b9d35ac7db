"""A real JupyterLab in a real browser: notebooks open, take another parameter and run to their end."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser import launch, needs_browser
from migbrief import paths
from migbrief.text import i18n

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.lab,
    needs_browser,
]

TOKEN = "for-the-tests-only"
SECONDS = 120_000  # of one notebook, in milliseconds; it takes a few seconds on a free machine


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """``migbrief lab`` on a copy of the notebooks; its address, and the folder of the notebooks."""
    home = tmp_path_factory.mktemp("lab") / "project"
    shutil.copytree(paths.notebooks(), home / "notebooks", ignore=shutil.ignore_patterns(".*"))
    (home / "data").symlink_to(paths.data())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")  # no settings of the user's own
    own = {name: str(home.parent / name.lower()) for name in folders}
    words = [
        *(sys.executable, "-m", "migbrief", "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1"),
        *(f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"),
        "--LabApp.expose_app_in_browser=True",
    ]
    log = (home.parent / "server.log").open("w")
    process = subprocess.Popen(
        words, env={**os.environ, **own, "MIGBRIEF_HOME": str(home)}, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process, Path(log.name))
        yield address, home / "notebooks"
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/api/status?token={TOKEN}", timeout=2):
                return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.25)
    raise AssertionError(f"JupyterLab did not start: {log.read_text()}")


@pytest.fixture(scope="module")  # two of them in one process would quarrel
def chromium() -> Iterator[Browser]:
    with launch() as browser:
        yield browser


def opened(browser: Browser, server: tuple[str, Path], name: str) -> Page:
    """A notebook in a Lab of its own, its kernel ready."""
    page = browser.new_context(viewport={"width": 1300, "height": 900}).new_page()
    workspace = name.replace("/", "-")
    page.goto(f"{server[0]}/lab/workspaces/{workspace}/tree/notebooks/{name}.ipynb?token={TOKEN}")
    page.wait_for_function(
        "() => { const w = window.jupyterapp?.shell.currentWidget;"
        " return w?.context?.isReady && w.sessionContext?.session?.kernel?.status === 'idle'; }",
        timeout=SECONDS,
    )
    return page


def change(page: Page, before: str, after: str) -> None:
    """Type another value over a parameter, as a person would."""
    line = page.locator(".jp-CodeCell .cm-line", has_text=before).first
    line.click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type(after)
    page.keyboard.press("Escape")


def run_all(page: Page) -> list[dict[str, Any]]:
    """Run all cells by the menu's command; the code cells as they then are."""
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'",
        timeout=SECONDS,
    )
    cells = page.evaluate("() => window.jupyterapp.shell.currentWidget.context.model.toJSON().cells")
    return [cell for cell in cells if cell["cell_type"] == "code"]


def wrong(cells: list[dict[str, Any]]) -> list[Any]:
    """Errors, warnings, and cells that did not run."""
    outputs = [output for cell in cells for output in cell["outputs"]]
    bad = [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]
    return bad + [cell["source"] for cell in cells if cell["execution_count"] is None]


def test_a_notebook_takes_another_parameter_and_runs_to_its_end(
    chromium: Browser, server: tuple[str, Path]
) -> None:
    """The others do without Lab (tests/test_notebooks.py)."""
    page = opened(chromium, server, "section")
    change(page, 'section: str = ""', 'section: str = "b"')
    cells = run_all(page)
    assert 'section: str = "b"' in "".join(cells[0]["source"])
    assert wrong(cells) == []
    assert "Mauritius" in json.dumps([cell["outputs"] for cell in cells])
    page.context.close()


HOW_TO = sorted(path.stem for path in (paths.notebooks() / "how-to").glob("*.ipynb"))


def test_the_how_to_notebooks_run_and_show_no_mathematics(
    chromium: Browser, server: tuple[str, Path]
) -> None:
    """Money is no mathematics, nobody asks about news, and a notebook saved as it is stays the same file."""
    page = opened(chromium, server, "country-profile")
    same = server[1] / "country-profile.ipynb"
    before = same.read_bytes()
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    assert same.read_bytes() == before == (paths.notebooks() / same.name).read_bytes()
    assert page.get_by_text("Jupyter news").count() == 0
    page.context.close()
    seen = 0
    for name in HOW_TO:
        page = opened(chromium, server, f"how-to/{name}")
        cells = run_all(page)
        assert wrong(cells) == [], name
        seen += "$" in json.dumps([cell["outputs"] for cell in cells])
        assert page.locator("mjx-container, .MathJax").count() == 0, name
        page.context.close()
    assert seen >= 1


def test_the_picker_redraws(chromium: Browser, server: tuple[str, Path]) -> None:
    page = opened(chromium, server, "explore")
    change(page, 'country: str = "KEN"', 'country: str = "Germany"')
    assert wrong(run_all(page)) == []
    view = page.locator(".widget-html").nth(2)  # those before it are of the bench
    view.get_by_text("Germany: at a glance").wait_for(timeout=SECONDS)
    page.get_by_label("Country", exact=True).select_option("Nepal")
    view.get_by_text("Nepal: at a glance").wait_for(timeout=SECONDS)
    assert "Nepal has" in view.inner_text() and "Germany has" not in view.inner_text()
    page.get_by_label("Show", exact=True).select_option("People and work")
    view.get_by_text("Nepal: people and work").wait_for(timeout=SECONDS)
    assert view.locator("svg[role=img]").count() >= 2
    page.get_by_label("Language", exact=True).select_option("Français")
    with i18n.speaking("fr"):
        part = i18n.t("People and work")
    view.get_by_text(f"Népal\xa0: {part.lower()}").wait_for(timeout=SECONDS)
    assert page.get_by_label("Afficher", exact=True).input_value() == part
    page.context.close()


def test_a_profile_of_another_country_can_be_read_in_the_dark_theme(
    chromium: Browser, server: tuple[str, Path]
) -> None:
    page = opened(chromium, server, "country-profile")
    page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    page.wait_for_function("() => document.body.dataset.jpThemeLight === 'false'", timeout=SECONDS)
    change(page, 'country: str = "KEN"', 'country: str = "Nepal"')
    cells = run_all(page)
    assert wrong(cells) == []
    assert "Nepal" in json.dumps([cell["outputs"] for cell in cells])
    label = page.locator(".mb-chart svg text").first
    label.wait_for(state="attached", timeout=SECONDS)
    ink, ground = label.evaluate(
        "e => [getComputedStyle(e).fill, getComputedStyle(e.closest('.mb-chart')).backgroundColor]"
    )
    assert contrast(ink, ground) >= 4.5 and luminance(ground) < 0.1
    page.context.close()


def luminance(colour: str) -> float:
    """Relative luminance of ``rgb(r, g, b)``, by WCAG."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
