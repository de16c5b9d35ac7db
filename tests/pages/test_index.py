"""The index: what it shows after good runs, failed runs and damaged records."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migbrief.pages import index, page_links, report_page
from migbrief.registry import profile_reports
from migbrief.registry import reports as catalogue
from migbrief.registry.manifest import Result, merge, read_manifest
from migbrief.registry.records import Report

WHEN = datetime(2012, 2, 9, 14, 0, tzinfo=UTC)
LATER = datetime(2012, 2, 10, 9, 0, tzinfo=UTC)
Make = Callable[..., Report]


def good(report: Report, out: Path, made: datetime = WHEN) -> Result:
    page = out / report.output
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("<!DOCTYPE html>")
    return Result(report, "ok", 1.0, made, page=str(report.output))


def failed(report: Report, made: datetime = LATER) -> Result:
    return Result(report, "failed", 1.0, made, "cell 5: KeyError: 'x'", str(report.failed))


def publish(out: Path, done: list[Result], known: list[Report]) -> Path:
    return index.publish(out, merge(read_manifest(out), done, out), known)


def text(out: Path) -> str:
    return (out / "index.html").read_text("utf-8")


def test_good_failed_and_missing_reports_are_distinguished(fixture_report: Make, tmp_path: Path) -> None:
    a, b, c = (fixture_report(n) for n in ("good", "raises", "warns"))
    index = publish(tmp_path, [good(a, tmp_path), failed(b)], [a, b, c])
    html = index.read_text("utf-8")
    assert '<a href="sections/good.html">good</a>' in html and "9 February 2012" in html
    assert "cell 5: KeyError: &#39;x&#39;" in html and 'href="failed/sections/raises.html"' in html
    assert "Not made yet" in html and html.split('id="failures"')[1].split("</ul>")[0].count("<li>") == 1


def test_a_failure_after_a_success_is_stale_and_links_both(fixture_report: Make, tmp_path: Path) -> None:
    report = fixture_report("good")
    publish(tmp_path, [good(report, tmp_path)], [report])
    publish(tmp_path, [failed(report)], [report])
    html = text(tmp_path)
    assert "Last run failed" in html and "the page of 9 February 2012 still stands" in html
    assert 'href="sections/good.html"' in html and 'href="failed/sections/good.html"' in html
    publish(tmp_path, [good(report, tmp_path, LATER)], [report])
    assert "Last run failed" not in text(tmp_path)


def test_reports_of_earlier_batches_stay(fixture_report: Make, tmp_path: Path) -> None:
    a, b = fixture_report("good"), fixture_report("warns")
    publish(tmp_path, [good(a, tmp_path)], [a, b])
    publish(tmp_path, [good(b, tmp_path)], [a, b])
    assert text(tmp_path).count('<a href="sections/') == 2 and "Not made yet" not in text(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert [entry["id"] for entry in manifest["reports"]] == ["good", "warns"]
    assert manifest["reports"][0]["made"] == "2012-02-09T14:00:00Z"


def test_a_report_whose_page_is_gone_is_not_linked(fixture_report: Make, tmp_path: Path) -> None:
    a, b = fixture_report("good"), fixture_report("warns")
    publish(tmp_path, [good(a, tmp_path)], [a])
    (tmp_path / a.output).unlink()
    publish(tmp_path, [good(b, tmp_path)], [a, b])
    assert "sections/good.html" not in text(tmp_path)


@pytest.mark.parametrize("content", ["{half", "[]", '{"reports": [1, {"id": "x"}]}', ""])
def test_a_corrupt_manifest_is_made_anew(content: str, fixture_report: Make, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(content)
    report = fixture_report("good")
    publish(tmp_path, [good(report, tmp_path)], [report])
    assert json.loads((tmp_path / "manifest.json").read_text())["reports"][0]["id"] == "good"


def test_text_from_reports_never_becomes_markup(fixture_report: Make, tmp_path: Path) -> None:
    base = fixture_report("good", group="<script>alert(1)</script>")
    hostile = Report(
        "x", "<img src=x onerror=alert(2)>", base.notebook, "section", base.output, parameters=base.parameters
    )
    publish(tmp_path, [failed(hostile)], [])
    html = text(tmp_path)
    assert "<img" not in html and html.count("<script>") == 1


def test_the_index_asks_the_network_for_nothing(fixture_report: Make, tmp_path: Path) -> None:
    publish(tmp_path, [good(fixture_report("good"), tmp_path)], [])
    html = text(tmp_path)
    assert "default-src &#39;none&#39;" in html
    assert not re.search(r"<link|<img|<iframe|src=|url\(|@import", html)


def in_french(report: Report, extra: str = "", **parameters: object) -> Report:
    id = f"{report.id}--fr{extra}"
    given = {**report.parameters, "language": "fr", **parameters}
    return replace(report, id=id, parameters=given, output=report.output.with_name(f"{id}.html"))


def test_each_language_has_an_index_of_its_own(fixture_report: Make, tmp_path: Path) -> None:
    a, b, c = (fixture_report(n) for n in ("good", "warns", "raises"))
    publish(tmp_path, [good(a, tmp_path), good(b, tmp_path), good(in_french(a), tmp_path)], [a, b, c])
    english, french = text(tmp_path), (tmp_path / "index--fr.html").read_text("utf-8")
    assert '<html lang="en">' in english and '<html lang="fr">' in french
    assert "good--fr" not in english and "2 of 3 reports made" in english
    assert '<a href="sections/good--fr.html">good</a>' in french and "9 février 2012" in french
    assert "Rapports produits\u00a0: 1 sur 3" in french
    cards = dict(re.findall(r"<h3>(?:<a[^>]*>)?(\w+)(.*?)</li>", french, re.S))
    offered = '<a href="sections/warns.html" hreflang="en">warns</a> <span class="soft">(en anglais)</span>'
    assert offered in french and "Pas encore produit" not in cards["warns"]
    assert "Pas encore produit" in cards["raises"] and "en anglais" not in cards["raises"]
    for html, current in ((english, "en"), (french, "fr")):
        links = re.findall(r'<a href="([^"]*)" lang="(..)" hreflang="\2"( aria-current="page")?>(\w+)', html)
        assert [(page, name) for page, _, _, name in links] == [
            ("index.html", "English"),
            ("index--fr.html", "Français"),
        ]
        assert [code for _, code, here, _ in links if here] == [current]


def test_a_page_links_to_itself_in_the_other_languages_there_are(
    fixture_report: Make, tmp_path: Path
) -> None:
    """Also when they come later or go; made again it would be the same, and its PDF stays good."""
    a = fixture_report("good")
    page, other = tmp_path / a.output, tmp_path / in_french(a).output
    place = "<!DOCTYPE html><!-- languages --><!-- end of languages -->"

    def make(report: Report) -> Result:
        done = good(report, tmp_path)
        (tmp_path / report.output).write_text(place)
        return done

    publish(tmp_path, [make(a)], [a])
    assert page.read_text("utf-8") == place
    stamp = page.stat().st_mtime_ns
    publish(tmp_path, [make(in_french(a))], [a])
    for path, spoken in ((page, "en"), (other, "fr")):
        links = re.findall(r'href="([^"]+)" lang="(..)"', path.read_text("utf-8"))
        assert links == [("good.html", "en"), ("good--fr.html", "fr")]
        assert f'lang="{spoken}" hreflang="{spoken}" aria-current="page"' in path.read_text("utf-8")
    assert page.stat().st_mtime_ns == stamp and page_links.strip_links(page.read_bytes()) == place.encode()
    other.unlink()
    publish(tmp_path, [], [a])
    assert page.read_text("utf-8") == place


def test_a_date_that_most_pages_share_is_shown_once(fixture_report: Make, tmp_path: Path) -> None:
    a, b, c = (fixture_report(n) for n in ("good", "warns", "raises"))
    publish(tmp_path, [good(a, tmp_path), good(b, tmp_path), good(c, tmp_path, LATER)], [a, b, c])
    assert text(tmp_path).count("9 February 2012") == text(tmp_path).count("10 February 2012") == 1


def test_a_report_with_other_parameters_stands_in_the_index_of_its_language(
    fixture_report: Make, tmp_path: Path
) -> None:
    a = fixture_report("good")
    varied = in_french(a, "-vintage-2015-0a", vintage="2015")
    publish(tmp_path, [good(a, tmp_path), good(varied, tmp_path)], [a])
    french = (tmp_path / "index--fr.html").read_text("utf-8")
    assert "With other parameters" not in text(tmp_path)
    assert "Avec d’autres paramètres" in french and "Avec vintage 2015<" in french
    assert '<a href="sections/good--fr-vintage-2015-0a.html">' in french


def test_a_failure_is_listed_only_in_the_index_of_its_language(fixture_report: Make, tmp_path: Path) -> None:
    a = fixture_report("good")
    publish(tmp_path, [good(a, tmp_path), failed(in_french(a))], [a])
    french = (tmp_path / "index--fr.html").read_text("utf-8")
    assert 'id="failures"' in french and 'href="failed/sections/good--fr.html"' in french
    assert "en anglais" in french, "what stands in English is offered"
    assert 'id="failures"' not in text(tmp_path)


def test_one_language_needs_no_switch_and_an_empty_index_goes(fixture_report: Make, tmp_path: Path) -> None:
    a = fixture_report("good")
    publish(tmp_path, [good(a, tmp_path), good(in_french(a), tmp_path)], [a])
    (tmp_path / in_french(a).output).unlink()
    publish(tmp_path, [], [a])
    assert not (tmp_path / "index--fr.html").exists()
    assert "hreflang" not in text(tmp_path)


PLACES = "<!-- neighbours --><!-- end of neighbours --><!-- languages --><!-- end of languages -->"


def profiles(out: Path, ids: list[str], language: str = "en") -> list[Result]:
    """Results of profiles whose pages have nothing but places for links."""
    found = catalogue.find(ids)
    if language != "en":
        found = [catalogue.with_parameters(report, {"language": language}) for report in found]
    done = [good(report, out) for report in found]
    for report in found:
        (out / report.output).write_text(PLACES)
    return done


def links(out: Path, page: str) -> dict[str, str]:
    """The links to other reports on a page: what each says, and where it leads."""
    around = (out / page).read_text("utf-8").split("<!-- end of neighbours -->")[0]
    return {re.sub("<.*?>", "", said): to for to, said in re.findall(r'href="(.*?)">(.*?)</a>', around)}


def test_a_profile_leads_to_those_before_and_after_it_that_are_there(tmp_path: Path) -> None:
    known = profile_reports.select(everything=True)
    publish(tmp_path, profiles(tmp_path, ["DEU", "KEN", "EGY", "region-eastern-africa"]), known)
    home = {"All countries": "../index.html#countries"}
    assert links(tmp_path, "profiles/EGY.html") == home | {"Germany": "DEU.html"}
    assert links(tmp_path, "profiles/DEU.html") == home | {"Egypt": "EGY.html", "Kenya": "KEN.html"}
    region = {"Eastern Africa": "region-eastern-africa.html"}
    assert links(tmp_path, "profiles/KEN.html") == home | region | {"Germany": "DEU.html"}
    assert links(tmp_path, "profiles/region-eastern-africa.html") == {"All groups": "../index.html#groups"}
    made = profiles(tmp_path, ["GHA"])
    (tmp_path / "profiles/EGY.html").unlink()
    publish(tmp_path, made, known)
    assert links(tmp_path, "profiles/DEU.html") == home | {"Ghana": "GHA.html"}
    assert links(tmp_path, "profiles/KEN.html") == home | region | {"Ghana": "GHA.html"}
    assert page_links.strip_links((tmp_path / "profiles/KEN.html").read_bytes()) == PLACES.encode()


def test_links_do_not_depend_on_which_page_was_made_first() -> None:
    known = profile_reports.select(["DEU", "KEN", "EGY"])
    entries = [{"id": r.id, "page": r.output.as_posix(), "parameters": {}} for r in known]
    found = page_links.neighbours(entries, known)
    assert len(found) == 3 and "KEN" in found["profiles/DEU.html"]
    assert page_links.neighbours(entries[::-1], known) == found


def test_neighbours_are_in_the_order_of_the_language_and_in_that_language(tmp_path: Path) -> None:
    """Germany comes before Egypt in French: Allemagne, Égypte."""
    known = profile_reports.select(everything=True)
    french = profiles(tmp_path, ["DEU", "KEN", "EGY"], "fr")
    publish(tmp_path, [*profiles(tmp_path, ["DEU", "KEN"]), *french], known)
    found = links(tmp_path, "profiles/EGY--fr.html")
    assert (found["Allemagne"], found["Kenya"]) == ("DEU--fr.html", "KEN--fr.html")
    assert "../index--fr.html#countries" in found.values()
    assert "DEU.html" in links(tmp_path, "profiles/KEN.html").values()


def test_the_default_country_and_region_lead_to_their_other_languages(tmp_path: Path) -> None:
    """Kenya is the default of its notebook, so that only its English entry names it as a parameter."""
    ids = ["KEN", "NPL", "region-eastern-africa"]
    publish(tmp_path, [*profiles(tmp_path, ids), *profiles(tmp_path, ids, "fr")], [])
    for id in ids:
        for page in (f"profiles/{id}.html", f"profiles/{id}--fr.html"):
            html = (tmp_path / page).read_text("utf-8")
            assert re.findall(r'href="([^"]+)" lang', html) == [f"{id}.html", f"{id}--fr.html"]


def test_what_a_page_finds_stands_in_its_line_of_the_index(fixture_report: Make, tmp_path: Path) -> None:
    page = (
        '<p class="mb-lead">This section states 32\u2060<sup class="mb-ref"><a href="#n">[1]</a></sup> '
        "quantities. Of them, <strong>9</strong> hold &amp; one is contradicted.</p>"
    )
    said = report_page.finding(page)
    assert said == "This section states 32 quantities. Of them, 9 hold & one is contradicted."
    a, b = fixture_report("good"), fixture_report("warns")
    found = replace(good(a, tmp_path), finding=said)
    publish(tmp_path, [found, good(b, tmp_path)], [a, b])
    assert "Of them, 9 hold &amp; one is contradicted." in text(tmp_path)
    publish(tmp_path, [failed(a)], [a, b])
    assert "Of them, 9 hold" in text(tmp_path), "the page that still stands says so"


def test_a_finding_is_cut_at_the_end_of_a_sentence() -> None:
    sentence = (
        "Of 32 quantities, 9 are supported by a later source, and 5 only by the paper itself, as it says. "
    )
    said = report_page.finding(f'<p class="mb-lead">{sentence * 9}</p>')
    assert said == (sentence * (report_page.LONGEST // len(sentence))).strip()
    assert report_page.finding("<p>No lead.</p>") == ""


def test_a_page_of_older_data_says_so(fixture_report: Make, tmp_path: Path) -> None:
    a, b = fixture_report("good"), fixture_report("warns")
    entries = merge([], [good(a, tmp_path), good(b, tmp_path)], tmp_path)
    entries[0]["old"] = True
    index.publish(tmp_path, entries, [a, b])
    assert text(tmp_path).count("of older data or an older version") == 1
