"""The ways to set up name the same packages, and nothing in them depends on this machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from folders import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RUN = set(PROJECT["dependencies"])
DEV = set(PROJECT["optional-dependencies"]["dev"])


def names(requirements: set[str]) -> set[str]:
    return {re.split(r"[<>=\[; ]", line, maxsplit=1)[0].lower() for line in requirements}


def locked(file: str) -> dict[str, str]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    return dict(re.findall(r"^([\w.-]+)==(\S+)", "\n".join(lines), re.M))


def test_conda_lists_the_same_set() -> None:
    text = (ROOT / "environment.yml").read_text("utf-8")
    listed = set(re.findall(r"^\s+- ([a-z].*)$", text, re.M)) - {"conda-forge", "pip", "pip:"}
    assert listed == RUN | DEV | {f"python{PROJECT['requires-python']}"}


def test_every_direct_dependency_is_locked() -> None:
    assert names(RUN) <= set(locked("requirements.lock"))
    assert names(RUN | DEV) <= set(locked("requirements-dev.lock"))


def test_the_two_locks_agree() -> None:
    both = locked("requirements-dev.lock")
    assert {n: v for n, v in locked("requirements.lock").items() if both.get(n) != v} == {}


def test_locks_name_no_host_and_no_folder() -> None:
    for file in ("requirements.lock", "requirements-dev.lock", "environment.yml"):
        assert not re.search(r"://|^-[fi] |^--(index|find)", (ROOT / file).read_text("utf-8"), re.M), file


@pytest.mark.batch
def test_a_wheel_works_elsewhere(tmp_path: Path) -> None:
    """It brings data, notebooks and templates, writes none of its pages and data into itself, and takes data
    of one's own.
    """
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        assert [name for name in wheel.namelist() if "live/" in name or "__pycache__" in name] == []
        wheel.extractall(tmp_path / "site")
    brought = {path.relative_to(tmp_path / "site") for path in (tmp_path / "site").rglob("*")}
    here = tmp_path / "elsewhere"
    here.mkdir()
    (here / "own.csv").write_text("country,year,value\nKenya,2021,1200\n")
    gone = ("MIGBRIEF_HOME", "MIGBRIEF_DATA", "XDG_DATA_HOME")
    env = {name: value for name, value in os.environ.items() if name not in gone}
    env |= {
        "PYTHONPATH": str(tmp_path / "site"),
        "HOME": str(tmp_path),
        "LOCALAPPDATA": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], cwd=here, env=env, check=True, capture_output=True, text=True
        )
        return done.stdout

    migbrief = ("-m", "migbrief")
    assert "\na4 " in run(*migbrief, "list")
    about = ("--indicator", "nurses", "--name", "Nurses", "--unit", "persons", "--source", "A survey")
    run(*migbrief, "data", "add", "own.csv", *about, "--licence", "CC0")
    run(*migbrief, "new", "mine")
    code = (
        "import migbrief as mb; print(mb.__file__, mb.data('nurses')['value'].item());"
        "print([str(page) for page in mb.render('mine.ipynb', country='NPL').pages])"
    )
    refused = [sys.executable, *migbrief, "edition", "remove", "2012-tenth", "--yes"]
    done = subprocess.run(refused, cwd=here, env=env, capture_output=True, text=True)
    assert done.returncode == 2 and "MIGBRIEF_HOME" in done.stderr
    said = run("-c", code)
    assert f"{tmp_path / 'site'}" in said and " 1200.0" in said
    (page,) = (here / "reports" / "notebooks").glob("mine*.html")
    assert str(page) in said and " live in Nepal (" in page.read_text("utf-8")
    assert {path.relative_to(tmp_path / "site") for path in (tmp_path / "site").rglob("*")} == brought


def test_the_docs_name_only_files_that_there_are() -> None:
    folders = ("data", "docs", "lib", "notebooks", "tests", "tools")
    there = [
        f"/{p.relative_to(ROOT)}" for folder in folders for p in (ROOT / folder).rglob("*") if p.is_file()
    ]
    there += [f"/{p.name}" for p in ROOT.iterdir() if p.is_file()]
    made = {"out.ipynb", "index.html", "index--fr.html"}  # by commands
    wrong, seen = [], 0
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        if page.name == "CHANGELOG.md":  # tells of files that are gone
            continue
        for name in re.findall(
            r"`([\w./-]+\.(?:py|md|csv|j2|css|js|toml|cfg|ipynb|json|cff))`", page.read_text("utf-8")
        ):
            seen += 1
            if name.rpartition("/")[2] not in made and not any(path.endswith(f"/{name}") for path in there):
                wrong.append(f"{page.name}: {name}")
    assert seen > 60
    assert wrong == []


def test_the_makefile_names_only_tests_that_there_are() -> None:
    command = ["make", "--dry-run", "check-all"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tests = re.findall(r"\btests/\S+\.py", said)
    assert len(tests) >= 3
    assert [name for name in tests if not (ROOT / name).is_file()] == []
