"""Pages of region profiles through real Papermill, their figures against ``data``."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path, PurePosixPath

import pytest

from migbrief import paths
from migbrief.content.region import common
from migbrief.content.region.region import open_region
from migbrief.datasets import countries, indicators, population
from migbrief.registry.records import Report
from migbrief.runner.render import render
from migbrief.text import i18n

pytestmark = pytest.mark.batch


def _text(page: Path) -> str:
    html = re.sub(r"<(script|style|svg|details)\b.*?</\1>", " ", page.read_text("utf-8"), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def _page(tmp_path: Path, capfd: pytest.CaptureFixture[str], **given: object) -> str:
    notebook = paths.notebooks() / "region-profile.ipynb"
    output = PurePosixPath("profiles/region.html")
    report = Report("region", "A region", notebook, "region-profile", output, "profiles", parameters=given)
    result = render(report, tmp_path)
    assert (result.status, result.error, result.warnings) == ("ok", "", 0)
    assert capfd.readouterr() == ("", "")
    page = tmp_path / result.page
    assert page.stat().st_size < 1_000_000
    return _text(page)


def test_the_pilots_of_the_paper(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = _page(tmp_path, capfd, members=["BGD", "JAM", "MLI", "MDA"])
    pilots = ("BGD", "JAM", "MLI", "MDA")
    people = population.total(pilots)[2025]
    listed = indicators.latest("population", "2025", pilots)["value"].sum()
    assert f"{people / 1e6:.0f} million people live there (all 4 members, 2025)" in text
    assert f"World Population Prospects has {people / 1e6:.0f} million in all 4 members in 2025" in text
    assert f"the Factbook {listed / 1e6:.0f} million (all 4 members" in text
    assert "4 countries" in text and "Bangladesh, Jamaica, Mali and the Republic of Moldova" in text
    for part in ("At a glance", "Context and drivers", "Trends", "Impact", "Governance and cooperation"):
        assert part in text
    assert "Outliers" in text and "Data coverage" in text and " nan" not in text


def test_members_without_data(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = _page(tmp_path, capfd, members=["SJM", "BVT"], vintage="2015")
    assert "World Population Prospects has no figures for Bouvet Island and the Svalbard" in text
    assert "no data" in text and "The paper names none of these countries" in text


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        (
            "fr",
            (
                "millions de personnes y vivent (les 4 membres, ",
                "Bangladesh, Jamaïque, Mali et République de Moldova",
                "Chiffres clés du groupe",
                "Dans le document : ",
            ),
        ),
        (
            "es",
            (
                "Allí viven",
                "Bangladesh, Jamaica, Malí y República de Moldova",
                "Cifras clave del grupo",
                "Lo que nombra aquí el documento: ",
            ),
        ),
    ],
)
def test_the_pilots_in_another_language(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], code: str, parts: tuple[str, ...]
) -> None:
    text = _page(tmp_path, capfd, members=["BGD", "JAM", "MLI", "MDA"], language=code).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    for part in parts:
        assert part in text
    assert " nan" not in text and "{" not in text


def test_a_group_in_another_language() -> None:
    with i18n.speaking("fr"):
        assert open_region(region="Western Asia", language="fr").name == "Asie occidentale"
        names = [countries.name(code) for code in open_region(region="Western Asia", language="fr").members]
        assert names == sorted(names, key=countries.fold)
        assert common.of_members(1, 20) == "1 des 20 membres"
    assert common.of_members(1, 20) == "1 of 20 members"
    assert common.of_members(0, 1) == "0 of 1 member"
