"""What makes a report be made again, and what does not."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

import migbrief
from folders import FIXTURES, home_with
from migbrief import paths
from migbrief.datasets import read_log

pytestmark = pytest.mark.batch

FIGURES = "data/indicators/factbook-2025.csv"


SMALL_PROFILE = [  # what a profile reads, in little: its figures, those of its peers, who has any
    "country = 'KEN'\npeers = 'sub-region'\nhorizon = 2050\nedition = '2012-tenth'\nvintage = '2025'",
    "from migbrief.datasets import indicators\nfrom migbrief.content.country.profile import open_profile\n"
    "profile = open_profile(country=country, peers=peers, horizon=horizon, edition=edition, vintage=vintage)",
    "around = [profile.iso3, *profile.peers]\n"
    "indicators.observations('literacy', profile.iso3, vintage)\n"
    "indicators.latest('population', vintage, around)\n"
    "indicators.has_any('gini', vintage)",
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of its own, with a copy of data and library, rendered once."""
    home = home_with(tmp_path_factory.mktemp("made") / "project", {"intro": "intro"})
    shutil.copytree(Path(migbrief.__file__).parent, home / "lib" / "migbrief")
    shutil.copy(FIXTURES / "good.ipynb", home / "notebooks" / "intro.ipynb")
    cells = [v4.new_markdown_cell("# Profile"), *(v4.new_code_cell(code) for code in SMALL_PROFILE)]
    cells[1].metadata.tags = ["parameters"]
    nbformat.write(v4.new_notebook(cells=cells), home / "notebooks" / "country-profile.ipynb")
    assert render(home) == {"BDI", "TZA", "NPL", "intro"}
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "project"
    shutil.copytree(made, copy)
    return copy


def render(home: Path, *words: str) -> set[str]:
    """Render three countries and a section; the reports that were run."""
    before = stamps(home)
    countries = ["--country", "BDI", "--country", "TZA", "--country", "NPL"]
    command = [sys.executable, "-m", "migbrief", "render", "intro", "profiles", *countries, *words]
    done = subprocess.run(
        command,
        env={"MIGBRIEF_HOME": str(home), "PYTHONPATH": str(home / "lib"), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    after = stamps(home)
    return {name for name, stamp in after.items() if before.get(name) != stamp}


STALE = """
from pathlib import Path
from migbrief.cli import selection
from migbrief.runner.ledger import Ledger, State
chosen = selection.reports(("intro", "profiles"), ("BDI", "TZA", "NPL"), (), False)
ledger = Ledger(Path("reports").absolute(), State(chosen))
print(*(report.id for report in chosen if not ledger.is_current(report)))
"""


def stale(home: Path) -> set[str]:
    """The reports that the next batch would run, without running them."""
    env = {"MIGBRIEF_HOME": str(home), "PYTHONPATH": str(home / "lib"), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", STALE], env=env, cwd=home, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def stamps(home: Path) -> dict[str, int]:
    return {p.stem: p.stat().st_mtime_ns for p in (home / "reports" / "executed").rglob("*.ipynb")}


def change(home: Path, start: str, old: str, new: str) -> None:
    """Replace a text in the one line of the 2025 figures that starts so."""
    path = home / FIGURES
    lines = path.read_text("utf-8").splitlines(keepends=True)
    (at,) = [n for n, line in enumerate(lines) if line.startswith(start)]
    assert old in lines[at]
    lines[at] = lines[at].replace(old, new, 1)
    path.write_text("".join(lines), "utf-8")


def test_nothing_changed_means_nothing_run(home: Path) -> None:
    assert stale(home) == set() == render(home)


def test_force_makes_everything_again(home: Path) -> None:
    assert render(home, "--force") == {"BDI", "TZA", "NPL", "intro"}


def test_a_change_of_one_countrys_figure_concerns_it_and_its_peers_only(home: Path) -> None:
    """Burundi is a peer of Tanzania (Eastern Africa), not of Nepal; the section reads no figures."""
    change(home, "BDI,population,", ",13590102,", ",13590103,")
    assert render(home) == {"BDI", "TZA"}
    assert stale(home) == set()


def test_the_real_profile_reads_the_figures_of_its_peers(home: Path) -> None:
    shutil.copy(paths.notebooks() / "country-profile.ipynb", home / "notebooks")
    assert render(home) == {"BDI", "TZA", "NPL"}
    change(home, "BDI,median_age,", ",17.6,", ",17.7,")
    assert stale(home) == {"BDI", "TZA"}


def test_a_figure_that_only_its_own_profile_shows_concerns_that_alone(home: Path) -> None:
    change(home, "BDI,literacy,", ",71.4,", ",71.5,")
    assert stale(home) == {"BDI"}


def drop(home: Path, start: str) -> None:
    """Take the lines of the 2025 figures that hold a text out."""
    path = home / FIGURES
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if start not in line), "utf-8")


def test_a_figure_that_comes_or_goes_concerns_those_who_show_it_only(home: Path) -> None:
    whole = (home / FIGURES).read_text("utf-8")
    drop(home, "BDI,literacy,")
    assert render(home) == {"BDI"}
    (home / FIGURES).write_text(whole, "utf-8")
    assert stale(home) == {"BDI"}


def test_an_indicator_that_comes_or_goes_concerns_all_who_ask_whether_there_is_one(home: Path) -> None:
    drop(home, "BDI,gini,")
    assert stale(home) == set()
    drop(home, ",gini,")
    assert stale(home) == {"BDI", "TZA", "NPL"}


@pytest.mark.parametrize(
    ("path", "run"),
    [
        ("notebooks/intro.ipynb", {"intro"}),
        ("notebooks/country-profile.ipynb", {"BDI", "TZA", "NPL"}),
        ("data/editions/2012-tenth/facts.csv", {"BDI", "TZA", "NPL", "intro"}),
        ("lib/migbrief/content/country/summary.py", {"BDI", "TZA", "NPL", "intro"}),
        ("lib/migbrief/templates/migbrief/style.css", {"BDI", "TZA", "NPL", "intro"}),
    ],
)
def test_other_changes(home: Path, path: str, run: set[str]) -> None:
    file = home / path
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    assert stale(home) == run


def test_a_page_that_is_gone_or_was_changed_is_made_again(home: Path) -> None:
    (home / "reports/sections/intro.html").unlink()
    page = home / "reports/profiles/NPL.html"
    whole = page.read_text("utf-8")
    page.write_text(whole[:1000], "utf-8")
    assert render(home) == {"intro", "NPL"}
    assert len(page.read_text("utf-8")) > 1000


@pytest.mark.parametrize("junk", ["null\n[]\n{}", "\x00\xff", '{"id": 1, "base": []}'])
def test_a_corrupt_ledger_is_no_ledger(home: Path, junk: str) -> None:
    (home / "reports/.fingerprints.jsonl").write_text(junk, "utf-8")
    assert stale(home) == {"BDI", "TZA", "NPL", "intro"}


@pytest.mark.parametrize("junk", ["{", '{"reports": [1, {}]}'])
def test_a_corrupt_manifest_is_rebuilt_without_running_anything(home: Path, junk: str) -> None:
    manifest = home / "reports/manifest.json"
    before = {entry["id"]: entry for entry in json.loads(manifest.read_text("utf-8"))["reports"]}
    manifest.write_text(junk, "utf-8")
    assert render(home) == set()
    after = {entry["id"]: entry for entry in json.loads(manifest.read_text("utf-8"))["reports"]}
    assert after == before


def test_corrupt_figures_are_taken_as_changed(home: Path) -> None:
    (home / "reports/.figures.json").write_text("{", "utf-8")
    change(home, "BDI,literacy,", ",71.4,", ",71.5,")
    assert stale(home) == {"BDI", "TZA", "NPL", "intro"}


def test_reads_say_what_a_change_bears_on() -> None:
    asked: read_log.FiguresRead = {"2025": {"gini": ["KEN"], "population": ["*"], "idps": ["?", "KEN"]}}
    assert read_log.is_affected(asked, "2025", "gini", "KEN", False)
    assert not read_log.is_affected(asked, "2025", "gini", "UGA", True)
    assert not read_log.is_affected(asked, "2015", "gini", "KEN", False)
    assert read_log.is_affected(asked, "2025", "population", "UGA", False)
    assert not read_log.is_affected(asked, "2025", "idps", "UGA", False)
    assert read_log.is_affected(asked, "2025", "idps", "UGA", True)
    assert read_log.is_affected({"2025": {"*": ["*"]}}, "2025", "gini", "UGA", False)
