"""What the repository offers beside its reports."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migbrief.datasets import countries, indicators
from migbrief.errors import UserError
from migbrief.pages import data_files, index_map, index_numbers
from migbrief.pages import index as repository
from migbrief.registry import manifest, profile_reports, reports
from migbrief.text.i18n import speaking


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The French index of a folder where Kenya's profile is made in French, Uganda's in English only."""
    out = tmp_path_factory.mktemp("rapports")
    known = [*reports.reports(), *profile_reports.select(everything=True)]
    kenya, uganda = reports.find(["KEN", "UGA"])
    made = [reports.with_parameters(kenya, {"language": "fr"}), uganda]
    entries = [
        manifest.entry(manifest.Result(report, "ok", 1, datetime.now(UTC), page=str(report.output)))
        for report in made
    ]
    found = data_files.extras(out, known, entries)
    assert (out / "data" / "dictionary--fr.html").is_file()
    with speaking("fr"):
        return repository.to_html(entries, known, found["fr"])


def test_the_foot_of_a_page_says_what_each_source_is_the_source_of(french: str) -> None:
    rows = re.findall(r"<li>(.*?)</li>", french[french.index("Sources et licences") :])
    said = [re.sub(r"<[^>]+>", "", row) for row in rows]
    names = next(row for row in said if row.startswith("Autres noms de pays qui sont compris"))
    assert "Établi par nos soins et d’après hdx-python-country" in names
    factbook = next(row for row in said if row.startswith("Chiffres par pays"))
    assert "CIA World Factbook" in factbook and "CC BY" not in factbook


def test_an_index_is_in_its_language_throughout(french: str) -> None:
    """Names, regions, kinds of group, the map and the addresses are those of the language."""
    names = re.findall(
        r'<tr data-find="[^"]*" data-region="[^"]*"><th scope="row">(?:<a[^>]*>)?([^<]+)', french
    )
    assert names[:2] == ["Kenya", "Ouganda"], "what is made comes first"
    assert names[2:7] == ["Afghanistan", "Afrique du Sud", "Albanie", "Algérie", "Allemagne"]
    assert names.index("Égypte") == names.index("Dominique") + 1, "accents do not matter"
    assert '<a href="profiles/KEN--fr.html">Kenya</a>' in french
    assert '<a href="profiles/KEN--fr.html" tabindex="-1"' in french
    uganda = re.search(r'<tr data-find="Ouganda Uganda UGA UG".*?</tr>', french)
    assert uganda and '<a href="profiles/UGA.html" hreflang="en">Ouganda</a>' in uganda[0]
    assert uganda and '<abbr title="en anglais">EN</abbr>' in uganda[0]
    assert '<a href="profiles/UGA.html" tabindex="-1"' in french
    assert "Sous-région M49" in french and ">Afrique orientale<" in french
    groups = re.findall(r'data-kind="groups">([^<]+)', french)
    assert (
        "Monde" in groups and [name for name in groups if re.search(r"\b(countries|of)\b", name, re.I)] == []
    )
    assert 'href="data/dictionary--fr.html"' in french


def test_the_counts_of_the_finder_come_with_the_page(french: str) -> None:
    assert 'data-countries-one="{n} pays ou territoire"' in french
    assert 'data-countries-other="{n} pays et territoires"' in french
    assert 'data-groups-one="{n} groupe"' in french and 'data-groups-other="{n} groupes"' in french
    assert "data-reports-one=" in french


def test_data_that_have_not_changed_are_not_written_again(tmp_path: Path) -> None:
    spoken = [{"id": "a1--fr", "parameters": {"language": "fr"}}]
    data_files.extras(tmp_path, [], spoken, "s")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "data").iterdir()}
    data_files.extras(tmp_path, [], spoken, "s")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "data").iterdir()} == before
    assert {path.name for path in before} == {"dictionary.html", "dictionary--fr.html", "indicators.csv"}


def test_the_dictionary_leads_to_itself_in_other_languages(tmp_path: Path) -> None:
    data_files.extras(tmp_path, [], [])
    dictionary = tmp_path / "data" / "dictionary.html"
    assert "dictionary--fr.html" not in dictionary.read_text("utf-8")
    data_files.extras(tmp_path, [], [{"id": "a1--fr", "parameters": {"language": "fr"}}])
    assert '<a href="dictionary--fr.html" lang="fr" hreflang="fr">Français</a>' in dictionary.read_text(
        "utf-8"
    )
    french = (tmp_path / "data" / "dictionary--fr.html").read_text("utf-8")
    assert '<a href="dictionary.html" lang="en" hreflang="en">English</a>' in french


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The index of a folder where only Kenya's and Eastern Africa's profiles are made."""
    out = tmp_path_factory.mktemp("reports")
    known = [*reports.reports(), *profile_reports.select(everything=True)]
    entries = []
    for report in known:
        if report.id in ("KEN", "region-eastern-africa"):
            (out / report.output).parent.mkdir(parents=True, exist_ok=True)
            (out / report.output).write_text("")
            entries.append(
                manifest.entry(manifest.Result(report, "ok", 1, datetime.now(UTC), page=str(report.output)))
            )
    found = data_files.extras(out, known, entries)
    return repository.to_html(entries, known, found["en"])


def test_every_country_and_group_is_there_and_what_is_not_made_is_folded(index: str) -> None:
    table, thin = countries.load(), profile_reports.places_without_profile()
    ranked = [code for code in table.index[table["ranked"]] if code not in thin]
    assert index.count("<tr data-find=") == len(ranked)
    assert index.count('data-kind="groups"') == len(profile_reports.region_reports())
    assert '<a href="profiles/KEN.html">Kenya</a>' in index
    assert '<a href="profiles/region-eastern-africa.html">Eastern Africa</a>' in index
    made, folded = index.split('<details class="mb-more"')
    assert made.count("<tr data-find=") == 1 and '<th scope="row">Nepal</th>' in folded
    said = f"{len(ranked) - 1} countries and territories: not made yet"
    unmade = re.findall(r"<summary>(\d+) reports?: not made yet</summary>", index)  # of each paper there is
    assert f"<summary>{said}</summary>" in folded and sum(map(int, unmade)) == len(reports.reports())


def test_a_row_has_its_numbers_and_says_where_there_are_none(index: str) -> None:
    kenya, holy_see = (re.search(rf'<tr data-find="{n}.*?</tr>', index) for n in ("Kenya KEN", "Niue NIU"))
    assert kenya and holy_see
    (hosted,) = indicators.observations("refugees_and_asylum_seekers_hosted", "KEN", "2025")
    assert f'<td data-n="{hosted.value}">{hosted.value:,.0f}</td>' in kenya[0]
    assert '<td class="missing">no data</td>' in holy_see[0] and "no data" not in kenya[0]


def test_the_map_shows_the_first_measure_and_has_the_others_at_hand(index: str) -> None:
    keys = re.findall(r'<div class="atlas-key"( hidden)?><strong>(.*?)</strong>', index)
    assert [bool(hidden) for hidden, _ in keys] == [False, True, True, True]
    assert [head for _, head in keys] == re.findall(r'<option value="\d">(.*?)</option>', index)
    kenya = re.search(
        r'<a href="profiles/KEN.html" tabindex="-1" class="(.*?)" data-k="(.*?)" data-v="(.*?)">', index
    )
    assert kenya and kenya[1] == kenya[2].split(",")[0]
    (rate,) = indicators.observations("net_migration_rate", "KEN", "2025")
    assert kenya[3].split("|")[0] == f"{rate.value:.1f}" and len(kenya[3].split("|")) == len(keys)


def test_the_map_links_only_what_is_there() -> None:
    svg = index_map.world_map(
        {"KEN": "profiles/KEN.html", "TUV": "profiles/TUV.html"}, index_numbers.shades()
    )
    assert svg.count("<a href=") == 2
    assert "<title>Kenya: " in svg and "<title>Nepal: " in svg
    assert "imply" in svg, "the usual note on boundaries"


def test_addresses_of_the_map_are_escaped() -> None:
    svg = index_map.world_map({"KEN": 'x"onload="alert(1)'}, index_numbers.shades())
    assert 'onload="' not in svg


def test_the_file_of_all_figures_has_every_figure_and_no_formula(tmp_path: Path) -> None:
    data_files.extras(tmp_path, [], [])
    text = (tmp_path / data_files.FIGURES).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == sum(len(indicators.load(v)) for v in indicators.vintages())
    kenya = [
        r for r in rows if (r["iso3"], r["indicator"], r["vintage"]) == ("KEN", "net_migration_rate", "2025")
    ]
    (found,) = indicators.observations("net_migration_rate", "KEN", "2025")
    assert float(kenya[0]["value"]) == found.value and kenya[0]["country"] == "Kenya"
    risky = [r["raw"] for r in rows if r["raw"][:1] in ("=", "+", "-", "@")]
    assert not risky


def test_the_dictionary_describes_every_table_and_indicator() -> None:
    page = data_files.dictionary_page()
    for name in (
        "factbook-2025.csv",
        "facts.csv",
        "wpp-2024-population.csv",
        "net_migration_rate",
        "BX.TRF.PWKR.DT.GD.ZS",
    ):
        assert name in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize(
    ("code", "title", "said"),
    [
        (
            "fr",
            "Dictionnaire des données",
            [
                *("Qui l’a écrit.", "nombre entier", "dans sections", "peut être vide", "Taux de chômage"),
                *('<th scope="row">population</th>', "enfants par femme", "Banque mondiale"),
                "Source\N{NO-BREAK SPACE}: Établi par nos soins.",
            ],
        ),
        (
            "es",
            "Diccionario de datos",
            [
                *("Quién lo escribió.", "número entero", "en sections", "Tasa de desempleo"),
                *('<th scope="row">population</th>', "hijos por mujer", "Banco Mundial"),
                "Fuente: Elaborado por nosotros.",
            ],
        ),
    ],
)
def test_the_dictionary_is_in_french_and_spanish_too(code: str, title: str, said: list[str]) -> None:
    """Text, types and meanings are translated; code, names of columns and values are the same."""
    english = data_files.dictionary_page()
    with speaking(code):
        page = data_files.dictionary_page()
    assert f'<html lang="{code}">' in page and f"<h1>{title}</h1>" in page
    assert [words for words in said if words not in page] == []
    assert f"../index--{code}.html" in page
    codes = [sorted(re.findall(r"<code>(.*?)</code>", text)) for text in (english, page)]
    assert codes[0] == codes[1]
    assert " is " not in re.sub(r"<(style|script|code|em)\b.*?</\1>|<[^>]+>", "", page, flags=re.S)


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({"chosen": ["Kenya", "np"]}, ["KEN", "NPL"]),
        ({"chosen": ["KEN", "Kenya"]}, ["KEN"]),
        ({"groups": ["Micronesia"]}, ["region-micronesia", "FSM", "GUM", "KIR", "MHL", "NRU", "MNP", "PLW"]),
    ],
)
def test_profiles_are_picked_by_country_and_group(given: dict[str, list[str]], ids: list[str]) -> None:
    assert sorted(r.id for r in profile_reports.select(**given)) == sorted(ids)


def test_all_profiles_have_pages_of_their_own() -> None:
    every = profile_reports.select(everything=True)
    assert len({r.id for r in every}) == len({r.output for r in every}) == len(every) > 260
    with pytest.raises(UserError, match="Kenya"):
        profile_reports.select(["Kenyaa"])


def test_a_profile_can_be_named_like_any_report_and_varied() -> None:
    (kenya,) = reports.find(["ken"])
    assert kenya.title == "Kenya: Migration Profile"
    varied = reports.with_parameters(kenya, {"vintage": "2015"})
    assert varied.id.startswith("KEN--vintage-2015") and varied.output.parent == kenya.output.parent
    assert varied.parameters["vintage"] == "2015"
    assert reports.with_parameters(kenya, {"vintage": "2025"}) == kenya


def test_before_the_first_profile_the_index_says_how_to_make_them() -> None:
    known = [*reports.reports(), *profile_reports.select(everything=True)]
    html = repository.to_html([], known)
    assert "<tr data-find=" not in html and "render profiles --all" in html
    assert f"0 of {len(reports.reports())} reports made" in html


def test_places_with_too_few_figures_are_named_and_have_no_page(index: str) -> None:
    assert "Without a page, as open data has fewer than 6 figures: " in index and "Svalbard" in index
    assert not {"SJM", "CCK"} & {report.id for report in profile_reports.select(everything=True)}
    for ask in (lambda: profile_reports.select(["Svalbard"]), lambda: reports.find(["sjm"])):
        with pytest.raises(UserError, match="has fewer than 6 figures in open data, too few"):
            ask()
