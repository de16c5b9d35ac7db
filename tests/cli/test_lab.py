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
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser import launch, needs_browser
from migbrief import paths
from migbrief.text import i18n

if TYPE_CHECKING:
    from playwright.sync_api import Page

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


@pytest.fixture(scope="module")
def lab(server: tuple[str, Path]) -> Iterator[Page]:
    """One JupyterLab, in which the tests open notebooks as tabs."""
    with launch() as browser:
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        page.goto(f"{server[0]}/lab/workspaces/tests?token={TOKEN}")
        page.wait_for_function("() => window.jupyterapp?.shell.currentWidget", timeout=SECONDS)
        yield page


IS_IDLE = (
    "path => { const w = [...window.jupyterapp.shell.widgets('main')].find(w => w.context?.path === path);"
    " return w?.context.isReady && w.sessionContext.session?.kernel?.status === 'idle'; }"
)


@contextmanager
def opened(page: Page, *names: str) -> Iterator[list[str]]:
    """Notebooks in tabs, each with a kernel of its own that is ready; closed at the end."""
    paths = [f"notebooks/{name}.ipynb" for name in names]
    for path in paths:
        page.evaluate("path => void window.jupyterapp.commands.execute('docmanager:open', { path })", path)
    for path in paths:
        page.wait_for_function(IS_IDLE, arg=path, timeout=SECONDS)
    yield paths
    page.evaluate(
        "async () => { const all = [...jupyterapp.shell.widgets('main')].filter(w => w.sessionContext);"
        " for (const w of all) { await w.context.save(); await w.sessionContext.shutdown(); w.close(); } }"
    )


def show(page: Page, path: str) -> None:
    """Bring a tab to the front."""
    page.evaluate("path => void window.jupyterapp.commands.execute('docmanager:open', { path })", path)
    page.wait_for_function("path => window.jupyterapp.shell.currentWidget.context?.path === path", arg=path)


def change(page: Page, before: str, after: str) -> None:
    """Type another value over a parameter, as a person would."""
    line = page.locator(".jp-CodeCell .cm-line", has_text=before).first
    line.click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type(after)
    page.keyboard.press("Escape")


def run_all(page: Page, *paths: str) -> list[list[dict[str, Any]]]:
    """Run all cells by the menu's command, of several notebooks at once; the code cells of each then."""
    for path in paths:
        show(page, path)
        page.evaluate(
            "() => { const w = window.jupyterapp.shell.currentWidget;"
            " w.ran = window.jupyterapp.commands.execute('notebook:run-all-cells'); }"
        )
    done = []
    for path in paths:
        show(page, path)
        cells = page.evaluate(
            "async () => { const w = window.jupyterapp.shell.currentWidget; await w.ran;"
            " return w.context.model.toJSON().cells; }"
        )
        done.append([cell for cell in cells if cell["cell_type"] == "code"])
        assert page.locator("mjx-container, .MathJax").count() == 0, path
    return done


def wrong(cells: list[dict[str, Any]]) -> list[Any]:
    """Errors, warnings, and cells that did not run."""
    outputs = [output for cell in cells for output in cell["outputs"]]
    bad = [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]
    return bad + [cell["source"] for cell in cells if cell["execution_count"] is None]


def test_a_notebook_saved_as_it_is_stays_the_same_file(lab: Page, server: tuple[str, Path]) -> None:
    """So git stays clean, and JupyterLab does not ask about its news."""
    same = server[1] / "country-profile.ipynb"
    before = same.read_bytes()
    with opened(lab, "country-profile"):
        lab.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    assert same.read_bytes() == before == (paths.notebooks() / same.name).read_bytes()
    assert lab.get_by_text("Jupyter news").count() == 0


def test_notebooks_take_another_parameter_and_run_to_their_end(lab: Page) -> None:
    """A section and a profile; the value under the pointer is shown."""
    changes = {
        "section": ('section: str = ""', 'section: str = "b"', "Mauritius"),
        "country-profile": ('country: str = "KEN"', 'country: str = "Nepal"', "Nepal"),
    }
    with opened(lab, *changes) as tabs:
        for tab, (before, after, _) in zip(tabs, changes.values(), strict=True):
            show(lab, tab)
            change(lab, before, after)
        for cells, (_, after, said) in zip(run_all(lab, *tabs), changes.values(), strict=True):
            assert after in "".join(cells[0]["source"])
            assert wrong(cells) == []
            assert said in json.dumps([cell["outputs"] for cell in cells])
        themes = {"JupyterLab Dark": "false", "JupyterLab Light": "true"}
        for theme, light in themes.items():
            lab.evaluate(
                "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
            )
            lab.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg=light)
            label = lab.locator(".mb-chart svg text").first
            label.wait_for(state="attached", timeout=SECONDS)
            ink, ground = label.evaluate(
                "e => [getComputedStyle(e).fill, getComputedStyle(e.closest('.mb-chart')).backgroundColor]"
            )
            assert contrast(ink, ground) >= 4.5 and (luminance(ground) < 0.1) == (light == "false")


HOW_TO = sorted(path.stem for path in (paths.notebooks() / "how-to").glob("*.ipynb"))


def test_the_how_to_notebooks_run(lab: Page) -> None:
    """Each in a tab and a kernel of its own, all at once; dollar signs are not read as mathematics."""
    with opened(lab, *(f"how-to/{name}" for name in HOW_TO)) as tabs:
        done = run_all(lab, *tabs)
    assert {name: wrong(cells) for name, cells in zip(HOW_TO, done, strict=True) if wrong(cells)} == {}
    assert "$" in json.dumps([cell["outputs"] for cells in done for cell in cells])


def test_the_bench_draws_shows_values_and_inserts_its_code_and_the_picker_redraws(lab: Page) -> None:
    with opened(lab, "explore") as (tab,):
        show(lab, tab)
        change(lab, 'country: str = "KEN"', 'country: str = "Germany"')
        (cells,) = run_all(lab, tab)
        assert wrong(cells) == []
        _use_bench(lab)
        _use_picker(lab)


def _use_bench(page: Page) -> None:
    svg = page.locator(".widget-output .mb-chart svg").first
    svg.scroll_into_view_if_needed(timeout=SECONDS)
    box = svg.bounding_box()
    assert box is not None
    tip = page.locator(".mb-tip:not([hidden])")
    for down in range(20, int(box["height"]), 20):  # a column of the figure; the lines cross it
        page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + down)
        if tip.count():
            break
    assert re.fullmatch(r"\d{4} · \w+ \(persons\) · [\d,]+", tip.inner_text())
    page.get_by_label("Places", exact=True).fill("Nepal, Uganda, Ethiopia")
    page.keyboard.press("Enter")
    page.locator(".widget-output figcaption", has_text="Nepal").wait_for(timeout=SECONDS)
    page.mouse.move(5, 5)
    assert tip.count() == 0, "of a figure that is gone"
    page.get_by_role("button", name="Insert the code").click()
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.getSource()"
        " === \"mb.compare('Nepal, Uganda, Ethiopia', 'population')\"",
        timeout=SECONDS,
    )
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")
    page.locator(".jp-Cell.jp-mod-active .mb-chart svg").wait_for(timeout=SECONDS)
    page.get_by_role("button", name="Make the page").click()
    page.locator(".widget-output a", has_text="Nepal").click(timeout=SECONDS)
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.context.path === 'reports/profiles/NPL.html'",
        timeout=SECONDS,
    )
    show(page, "notebooks/explore.ipynb")


def _use_picker(page: Page) -> None:
    view = page.locator(".widget-output", has=page.locator("h2")).last
    view.get_by_text("Germany: at a glance").wait_for(timeout=SECONDS)
    page.get_by_label("Country", exact=True).select_option("Nepal")
    view.get_by_text("Nepal: at a glance").wait_for(timeout=SECONDS)
    assert "live in Nepal" in view.inner_text() and "Germany" not in view.inner_text()
    page.get_by_label("Show", exact=True).select_option("People and work")
    view.get_by_text("Nepal: people and work").wait_for(timeout=SECONDS)
    assert view.locator("svg[role=img]").count() == 1  # without official data; the population stands in front
    page.get_by_label("Language", exact=True).select_option("Français")
    with i18n.speaking("fr"):
        part = i18n.t("People and work")
    view.get_by_text(f"Népal\xa0: {part.lower()}").wait_for(timeout=SECONDS)
    assert page.get_by_label("Afficher", exact=True).input_value() == part


def luminance(colour: str) -> float:
    """Relative luminance of ``rgb(r, g, b)``, by WCAG."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
