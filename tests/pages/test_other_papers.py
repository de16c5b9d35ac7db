"""Papers with other sections, years and groups have the reports that they list."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from folders import ROOT, TESTS, shared_folder
from migbrief import paths
from migbrief.editions import catalogue
from migbrief.errors import UserError
from migbrief.registry import manifest

YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)\b")
LATER, OTHER, DRAFT = "2013-later", "2014-other", "2024-ministry"
TITLE = "A paper with other sections"
OURS = r"\b(2012|2011|tenth|dixième|décima|IOM|OIM|coordination meeting|r[ée]uni[oó]n de coord\w+)\b"


def later(folder: Path) -> None:
    """All years of the paper plus one."""
    for path in folder.glob("*.csv"):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        for column in {"as_of", "start", "end", "date", "paraphrase", "name", "title", "subject"} & {*rows}:
            rows[column] = rows[column].map(lambda text: YEAR.sub(lambda y: str(int(y[0]) + 1), text))
        if path.stem == "facts":
            date = rows["kind"] == "date"
            for column in ("value", "value_high"):
                filled = date & (rows[column] != "")
                rows.loc[filled, column] = (rows.loc[filled, column].astype(int) + 1).astype(str)
        if path.stem in ("checks", "outcomes"):
            rows = rows.iloc[:0]
        if path.stem == "places":
            rows = rows[rows["outcome_id"] == ""]
        rows.to_csv(path, index=False)


def other(folder: Path) -> None:
    """Without section b, the other sections by other keys, and a group of countries of the paper's own."""
    keys = {"intro": "opening", "a1": "one", "a2": "two", "a3": "three", "a4": "four", "c": "last"}
    tables = {path: pd.read_csv(path, dtype=str, keep_default_na=False) for path in folder.glob("*.csv")}
    by_name = {path.stem: rows for path, rows in tables.items()}
    gone = {
        column: set(by_name[name].loc[by_name[name]["section"] == "b", column])
        for name, column in (("facts", "fact_id"), ("initiatives", "initiative_id"))
    }
    for path, rows in tables.items():
        for column in {*gone} & {*rows}:
            rows = rows[~rows[column].isin(gone[column])]
        if path.stem == "checks":
            rows = rows[~rows["expression"].str.contains("b-|section|'[abc]", regex=True)]
        if path.stem == "outcomes":
            listed = by_name["places"]["outcome_id"]
            rows = rows[(rows["fact_id"] + rows["initiative_id"] != "") | rows["outcome_id"].isin(listed)]
        if "section" in rows:
            rows = rows[rows["section"] != "b"].assign(section=lambda r: r["section"].map(keys))
        if path.stem == "places":
            rows.loc[rows["group"] == "Africa", "group"] = "Great Lakes"
        rows.to_csv(path, index=False)
    pd.DataFrame({"group": "Great Lakes", "iso3": ["KEN", "UGA", "TZA"]}).to_csv(
        folder / "groups.csv", index=False
    )


def command(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MIGBRIEF_HOME": str(home), **more}
    return subprocess.run(
        [sys.executable, "-m", "migbrief", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )


def make(home: Path) -> None:
    """A project with two more papers, and their reports with a profile of the group that one defines."""
    shutil.copytree(paths.data(), home / "data", ignore=shutil.ignore_patterns("live"), dirs_exist_ok=True)
    shutil.copytree(paths.notebooks(), home / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copy(ROOT / "LICENSE", home)
    editions = home / "data" / "editions"
    for name, change, title in ((LATER, later, "A paper a year later"), (OTHER, other, TITLE)):
        folder = shutil.copytree(editions / "2012-tenth", editions / name)
        change(folder)
        about = pd.read_csv(folder / "edition.csv", dtype=str, keep_default_na=False)
        about.assign(edition=name, title=title, default="").to_csv(folder / "edition.csv", index=False)
    made = command(home, "edition", "new", DRAFT, "--text", str(TESTS / "fixtures/papers/ministry-report.md"))
    assert made.returncode == 0, made.stderr
    asked = [
        f"{name}-{key}"
        for name in (LATER, OTHER)
        for key in ("overview", *pd.read_csv(editions / name / "sections.csv")["section"])
    ]
    done = command(home, "render", *asked, "region-great-lakes", "a1", "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    done = command(home, "render", "-p", f"edition={DRAFT}", "--language", "en,fr,es", "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    done = command(home, "render", "compare", "-p", f"edition={DRAFT}", "-p", "against=2012-tenth")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_folder(tmp_path_factory, "other-papers", make)


def said(page: Path) -> str:
    """What the text of a page says, without its data, code and foot."""
    html = page.read_text("utf-8")
    html = html[html.index("<main") : html.index("</main>")]
    html = re.sub(r"<(svg|style|script|details)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.batch
@pytest.mark.parametrize("name", [LATER, OTHER])
def test_a_paper_has_a_report_for_each_of_its_sections_and_no_other(home: Path, name: str) -> None:
    rows = pd.read_csv(home / "data" / "editions" / name / "sections.csv", dtype=str)
    made = {path.stem for path in (home / "reports" / "sections").glob(f"{name}-*.html")}
    assert made == {f"{name}-{key}" for key in ("overview", *rows["section"])}
    for key, title in zip(rows["section"], rows["title"], strict=True):
        text = said(home / "reports" / "sections" / f"{name}-{key}.html")
        assert title in text and re.search(r"This section states \d+", text)


@pytest.mark.batch
def test_a_paper_of_other_years_says_nothing_of_the_years_of_another(home: Path) -> None:
    pages = sorted((home / "reports" / "sections").glob(f"{LATER}-*.html"))
    assert len(pages) == 8
    for page in pages:
        text = said(page).replace("2012-tenth", "")
        assert "Tenth Coordination Meeting, 2012" not in text
    fund = said(home / "reports" / "sections" / f"{LATER}-a4.html")
    assert "for the Development Fund for 2013" in fund


@pytest.mark.batch
def test_a_drafted_paper_says_nothing_of_the_paper_that_comes_with_the_project(home: Path) -> None:
    """Not its year, its meeting, its author or its titles, in any language, data and code included."""
    pages = sorted((home / "reports" / "sections").glob(f"{DRAFT}-*.html"))
    assert len(pages) == 5 * 3  # four sections and the overview
    for page in pages:
        html = page.read_text("utf-8")
        main = html[html.index("<main") : html.index("</main>")]
        text = unescape(re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL))
        assert not re.search(OURS, text, re.IGNORECASE), page.name
        for marked in ('<span lang="en">', '<tspan lang="en">'):  # also the sections' names in drawings
            foreign = "--" in page.name and ("tspan" not in marked or "overview" in page.name)
            assert (marked in main) == foreign, page.name
    index = (home / "reports" / "index--fr.html").read_text("utf-8")
    assert '<span lang="en">Protection of workers</span>' in index


@pytest.mark.batch
def test_a_role_finds_what_another_key_and_id_would_hide(home: Path) -> None:
    """The scenario takes the size of the fund from the paper, whatever its section is called."""
    text = said(home / "reports" / "sections" / f"{OTHER}-four.html")
    assert "US$ 30 million" in text and "In the scenario" in text


@pytest.mark.batch
def test_a_group_of_a_paper_has_a_profile_from_any_command(home: Path) -> None:
    page = said(home / "reports" / "profiles" / "region-great-lakes.html")
    assert "Great Lakes" in page and "Uganda" in page
    (home / "data" / "editions" / OTHER / "groups.csv").write_text("group,iso3\nGreat Lakes\n", "utf-8")
    try:
        done = command(home, "list", "--profiles")
        assert done.returncode == 0 and "Kenya: Migration Profile" in done.stdout, (
            "a broken one stops no profile"
        )
    finally:
        pd.DataFrame({"group": "Great Lakes", "iso3": ["KEN", "UGA", "TZA"]}).to_csv(
            home / "data" / "editions" / OTHER / "groups.csv", index=False
        )


@pytest.mark.batch
def test_papers_are_known_by_their_titles(home: Path, tmp_path: Path) -> None:
    listed = command(home, "list").stdout.splitlines()
    assert listed.index(TITLE) < next(
        i for i, line in enumerate(listed) if line.startswith(f"{OTHER}-overview")
    )
    index = (home / "reports" / "index.html").read_text("utf-8")
    assert TITLE in index and f'href="sections/{OTHER}-four.html"' in index
    entries = manifest.read_manifest(home / "reports")
    assert {entry["id"] for entry in entries} >= {f"{OTHER}-four", f"{LATER}-b", "a1"}
    done = command(home, "pack", f"{OTHER}-four", "--out", str(tmp_path / "four.zip"))
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "four.zip") as packed:
        assert f"{TITLE}: Internal capacities" in packed.read("README.txt").decode()


@pytest.mark.batch
def test_another_paper_can_be_the_default(home: Path) -> None:
    listed = command(home, "list", MIGBRIEF_EDITION=OTHER).stdout
    assert listed.startswith(TITLE) and re.search(r"^four +", listed, re.MULTILINE)
    done = command(home, "list", MIGBRIEF_EDITION="none")
    assert done.returncode == 2 and "MIGBRIEF_EDITION" in done.stderr and done.stderr.count("\n") == 1


def test_two_papers_cannot_both_be_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, default in (("a", "true"), ("b", ""), ("c", "true")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "edition.csv").write_text(
            f"edition,title,default\n{name},A paper,{default}\n", "utf-8"
        )
    monkeypatch.setattr(paths, "editions", lambda: tmp_path)
    with pytest.raises(UserError, match=r"^several editions are the default: a, c; [^\n]*$"):
        catalogue.default()
    monkeypatch.setenv("MIGBRIEF_EDITION", "b")
    assert catalogue.default() == "b"
