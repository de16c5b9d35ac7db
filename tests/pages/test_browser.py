"""The pages in a real browser, from disk: what a reader can see, reach, search, follow, save and print."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser import PAGES, launch, needs_browser, violations, watch
from migbrief.datasets import countries
from migbrief.display import theme
from migbrief.pages import pdf
from shared_site import COUNTRIES, Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, needs_browser]

COLOURS = ["color-contrast", "link-in-text-block"]

Open = Callable[..., "Page"]
every_page = pytest.mark.parametrize("kind", list(PAGES))


@pytest.fixture(scope="module")  # two of them in one process would quarrel
def chromium() -> Iterator[Browser]:
    with launch() as browser:
        yield browser


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Open]:
    """Opens a page in a fresh profile: ``visit("index", width=390, color_scheme="dark")``."""
    contexts = []

    def go(kind: str, width: int = 1366, height: int = 800, **options: Any) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.goto((site.out / PAGES[kind]).as_uri())
        return page

    yield go
    for context in contexts:
        context.close()


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def unfold(page: Page) -> None:
    page.evaluate(
        """document.querySelectorAll('details').forEach(d => { d.open = true; });
        document.querySelectorAll('button.mb-more[aria-expanded=false]').forEach(b => b.click());"""
    )


@every_page
def test_nothing_leaves_the_page(chromium: Browser, site: Site, kind: str) -> None:
    page = chromium.new_page()
    seen = watch(page)
    address = (site.out / PAGES[kind]).as_uri()
    page.goto(address)
    unfold(page)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.locator("#theme-toggle").click()
    page.wait_for_timeout(100)
    page.close()
    assert [url for url in seen.requests if url != address and not url.startswith("data:")] == []
    assert seen.requests[:1] == [address] and seen.complaints == []


# Each kind of page once: in another language it is built alike.
@pytest.mark.parametrize(
    "kind", ["index", "dictionary", "overview", "a1", "a4", "country", "region", "failed", "French index"]
)
def test_wcag_2_2_aa(visit: Open, kind: str) -> None:
    page = visit(kind, color_scheme="light")
    unfold(page)
    assert violations(page) == []
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")  # the same elements in other colours
    assert page.evaluate(ground) != light
    assert violations(page, COLOURS) == []


@pytest.mark.parametrize("kind", ["index", "a1", "country"])
def test_wcag_2_2_aa_on_a_phone(visit: Open, kind: str) -> None:
    assert violations(visit(kind, 390, 844)) == []


@pytest.mark.parametrize("width", [320, 640])  # a small phone; a laptop of 1280 at 200%
@every_page
def test_no_sideways_scrolling(visit: Open, kind: str, width: int) -> None:
    page = visit(kind, width, 700)
    assert overflow(page) == 0
    unfold(page)
    assert overflow(page) == 0


@every_page
def test_no_table_is_cut_off_on_a_laptop_or_on_paper(visit: Open, kind: str) -> None:
    """A printed one that is too wide would shrink the whole report and lose its last column."""
    page = visit(kind, 1280)
    cut = page.locator(".table-scroll:has(td.wide)").evaluate_all(
        "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.ariaLabel)"
    )
    assert cut == []
    page.set_viewport_size({"width": 672, "height": 800})  # A4 less the margins
    page.emulate_media(media="print")
    beyond = page.locator("main table").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).filter(r => r.right > 673 && r.width).length"
    )
    assert beyond == 0


def test_a_phone_reads_figures_and_gets_about(visit: Open) -> None:
    page = visit("a1", 390, 844, is_mobile=True, has_touch=True, device_scale_factor=2)
    smallest = page.evaluate(
        """Math.min(...[...document.querySelectorAll('.mb-chart svg text')].map(t =>
            parseFloat(getComputedStyle(t).fontSize) * t.ownerSVGElement.getScreenCTM().a))"""
    )
    assert smallest >= 9
    contents = page.locator(".contents details")
    assert contents.get_attribute("open") is None
    page.locator(".contents summary").tap()
    page.locator(".contents a", has_text="does it hold").tap()
    page.wait_for_function(
        "() => Math.abs(document.querySelector('[id$=does-it-hold]').getBoundingClientRect().top) < 150"
    )
    assert contents.get_attribute("open") is None


def test_a_phone_reads_a_table_of_sentences_row_by_row(visit: Open) -> None:
    page = visit("a1", 390, 844)
    table = page.locator("figure.mb-table:has(td.wide) table").first
    row = table.locator("tbody tr").first
    cells = row.locator("th, td").evaluate_all("all => all.map(c => c.getBoundingClientRect().right)")
    assert max(cells) <= 390
    verdict = row.locator("td:has(.verdict)")
    assert verdict.evaluate("c => getComputedStyle(c, '::before').content") == '"Verdict"'
    assert row.evaluate("r => r.getBoundingClientRect().height") < 400
    assert table.get_by_role("columnheader", name="Verdict").count() == 1
    page.set_viewport_size({"width": 1366, "height": 800})
    assert table.locator("thead").is_visible()


@pytest.mark.parametrize("kind", ["overview", "a1", "a4", "country", "French", "dictionary"])
def test_on_a_phone_no_words_are_cut_off_at_the_edge(visit: Open, kind: str) -> None:
    """Small tables scroll sideways only to compare many rows of numbers; what all rows share is said once."""
    page = visit(kind, 390, 844)
    unfold(page)
    cut = page.locator(".table-scroll:visible").evaluate_all(
        """all => all.filter(e => e.scrollWidth > e.clientWidth + 30).filter(e => {
            const rows = e.querySelectorAll('tbody tr').length, heads = e.querySelectorAll('thead th').length;
            const numbers = e.querySelectorAll('thead th.num').length;
            return heads <= 7 && rows <= 60 && (rows <= 6 || numbers * 2 <= heads - 1);
        }).map(e => e.ariaLabel)"""
    )
    assert cut == []
    for once in page.locator(".stack-once:visible").all():
        table = once.locator("xpath=following-sibling::table")
        hidden = {text.strip() for text in table.locator("td.unsaid").all_text_contents()}
        said = once.locator("span[data-label]").all_text_contents()
        assert hidden - {"", "-", "–", "—"} <= {"".join(text).strip() for text in said}


def test_a_figure_too_wide_for_a_window_scrolls_inside_by_keyboard(visit: Open) -> None:
    chart = visit("a1", 300, 700).locator(".mb-chart").first
    assert chart.evaluate("e => e.scrollWidth > e.clientWidth") and overflow(chart.page) == 0
    assert chart.get_attribute("tabindex") == "0" and chart.get_attribute("aria-label")
    chart.page.set_viewport_size({"width": 360, "height": 700})
    chart.page.wait_for_function("() => !document.querySelector('.mb-chart').hasAttribute('tabindex')")


def test_without_a_script_everything_is_there(visit: Open) -> None:
    page = visit("a1", java_script_enabled=False)
    assert page.locator("figure.mb-figure").first.is_visible()
    assert page.locator("details.code summary").first.is_visible()
    assert not page.locator("#code-toggle").is_visible()


def names(page: Page, kind: str = "countries") -> list[str]:
    """The names on an index that can be seen, of countries, groups or reports."""
    rows = "table.directory tbody tr:visible th" if kind == "countries" else f"[data-kind={kind}]:visible"
    found = page.locator(rows).all_inner_texts()
    return [re.sub(r"\s*(\n.*|EN|\(en anglais\))$", "", name, flags=re.DOTALL) for name in found]


def test_search_by_name_code_and_accent(visit: Open) -> None:
    page = visit("index")
    search = page.get_by_label("Search by name or code")
    everything = len(names(page))
    search.fill("cote d'iv")
    assert [name.replace("’", "'") for name in names(page)] == ["Côte d'Ivoire"]
    search.fill("ken")
    assert names(page) == ["Kenya"] and not page.locator(".atlas").is_visible()
    assert page.locator("#found").text_content() == "1 country or territory, 0 groups, 0 reports"
    search.fill("eastern")
    assert names(page, "groups") == ["Eastern Africa", "Eastern Asia", "Eastern Europe", "South-eastern Asia"]
    search.fill("labour")
    assert names(page) == [] and len(names(page, "reports")) == 1
    search.fill("nowhere at all")
    assert names(page) == names(page, "groups") == names(page, "reports") == []
    search.fill("")
    assert len(names(page)) == everything and page.locator(".atlas").is_visible()
    assert not page.locator("#found").is_visible()


def test_what_is_made_comes_first_and_the_rest_is_folded(visit: Open) -> None:
    page = visit("index")
    assert names(page) == in_order(COUNTRIES)
    page.get_by_role("button", name="not made yet").click()
    assert len(names(page)) > 200 and names(page)[: len(COUNTRIES)] == in_order(COUNTRIES)


def test_a_phone_sees_every_number_without_scrolling_sideways(visit: Open) -> None:
    page = visit("index", 390, 844)
    edges = page.locator("table.directory tbody:first-of-type > tr > *").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().right)"
    )
    heads = page.locator("table.directory").first.locator("thead th").count()
    assert heads >= 6 and len(edges) == heads * len(COUNTRIES) and max(edges) <= 390
    label = "e => getComputedStyle(e, '::before').content"
    first = page.locator("table.directory tbody tr").first.locator("td").first
    assert first.evaluate(label) in ('"Population"', '"Migrants"')


def in_order(codes: Iterable[str]) -> list[str]:
    return [countries.name(code) for code in countries.sort_by_name(codes)]


def test_filter_by_region(visit: Open) -> None:
    page = visit("index")
    page.get_by_label("Region", exact=True).select_option("Europe")
    assert names(page)[:4] == in_order({"DEU", "ISL", "UKR", "XKX"}) and "France" in names(page)
    assert names(page, "groups") == []


def test_sorting_by_keyboard(visit: Open) -> None:
    page = visit("index")
    head = page.locator("table.directory th", has_text="Refugees")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    place = head.evaluate("e => e.cellIndex + 1")
    cells = f"table.directory tbody:first-of-type td:nth-child({place})"
    numbers = "cells => cells.map(c => c.dataset.n ? Number(c.dataset.n) : null)"
    falling = page.locator(cells).evaluate_all(numbers)
    given = [n for n in falling if n is not None]
    assert head.get_attribute("aria-sort") == "descending" and given == sorted(given, reverse=True)
    assert falling[: len(given)] == given and len(falling) > len(given), "what has no figure stays last"
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert page.locator(cells).evaluate_all(numbers) == given[::-1] + falling[len(given) :]


def test_the_map_shows_the_measure_chosen_and_a_figure_on_hover_focus_and_tap(visit: Open) -> None:
    page = visit("index")
    kenya, tip = page.locator(".atlas a[href*=KEN]"), page.locator(".atlas-tip")
    fill = "e => getComputedStyle(e.querySelector('path')).fill"
    before = kenya.evaluate(fill)
    measures = page.get_by_label("Colours show").locator("option").all_text_contents()
    chosen = next(n for n, name in enumerate(measures) if "efugees" in name)
    page.get_by_label("Colours show").select_option(index=chosen)
    assert kenya.evaluate(fill) != before
    visible = [key.is_visible() for key in page.locator(".atlas-key").all()]
    assert visible == [n == chosen for n in range(len(measures))]
    kenya.hover()
    column = page.locator("table.directory th", has_text="Refugees").first.evaluate("e => e.cellIndex - 1")
    hosted = page.locator("table.directory tr", has_text="Kenya").locator("td").nth(column)
    rate = 1000 * float(hosted.get_attribute("data-n")) / 57_000_000  # people, to a few in a hundred
    assert abs(float(tip.text_content().removeprefix("Kenya: ")) / rate - 1) < 0.03
    page.mouse.move(5, 5)
    assert not tip.is_visible()
    stops = page.locator(".atlas [tabindex='0']")
    assert stops.count() == 1
    stops.focus()
    page.keyboard.press("End")
    assert tip.text_content().startswith("United States of America: ")
    page.keyboard.press("Home")
    assert tip.text_content().startswith("Germany: ")


def test_a_tap_on_the_map_shows_the_figure_and_another_opens_the_page(visit: Open) -> None:
    page = visit("index", 390, 844, is_mobile=True, has_touch=True)
    page.locator(".atlas a[href*=DEU]").tap()
    assert re.fullmatch(r"Germany: [\d.−]+%? · tap again to open", page.locator(".atlas-tip").text_content())
    page.locator(".atlas a[href*=DEU]").tap()
    page.wait_for_url("**/DEU.html")


def test_an_index_of_every_report_is_ready_within_a_second(visit: Open) -> None:
    """The machine may be busy with other tests: the best of three counts."""
    page = visit("index")
    ready = []
    for _ in range(3):
        page.reload()
        ready.append(page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart"))
    assert min(ready) < 1000


def test_a_search_knows_other_names_and_outlasts_a_look_at_a_report(visit: Open) -> None:
    page = visit("index", 390, 844)
    search = page.get_by_label("Search by name or code")
    for called, name in (("burma", "Myanmar"), ("Turkey", "Türkiye"), ("swaziland", "Eswatini")):
        search.fill(called)
        assert names(page) == [name]
    search.fill("")
    head = page.locator("table.directory thead th").nth(1)
    head.get_by_role("button").click()
    search.fill("keny")
    page.get_by_role("link", name="Kenya", exact=True).click()
    page.go_back()
    assert search.input_value() == "keny" and names(page) == ["Kenya"]
    assert head.get_attribute("aria-sort") == "descending"


def test_the_french_index_is_searched_filtered_and_sorted_in_french(visit: Open) -> None:
    page = visit("French index")
    assert page.evaluate("document.documentElement.lang") == "fr"
    made = names(page)
    page.locator("table.directory th button.sort").first.click()
    assert names(page) == made, "it comes in the order of French names"
    search = page.get_by_label("Chercher par nom ou code")
    for words in ("cote d'iv", "côte d’iv", "civ"):
        search.fill(words)
        assert "Côte d’Ivoire" in names(page)
    search.fill("cote d'iv")
    assert page.locator("#found").text_content().startswith("1 pays ou territoire, 0 groupe")
    search.fill("spain")
    assert names(page) == ["Espagne"], "the English name finds it too"
    search.fill("")
    page.get_by_label("Région", exact=True).select_option("Océanie")
    assert "Nouvelle-Zélande" in names(page) and "Kenya" not in names(page)


def test_a_profile_leads_to_the_next_and_to_all(visit: Open) -> None:
    page = visit("country")
    around = page.get_by_role("navigation", name="Other reports")
    at = in_order(COUNTRIES).index("Kenya")
    around.locator("[rel=next]").click()
    assert page.locator("h1").text_content() == f"{in_order(COUNTRIES)[at + 1]}: Migration Profile"
    around.locator("[rel=prev]").click()
    around.get_by_role("link", name="Eastern Africa").click()
    assert "Eastern Africa" in page.locator("h1").text_content()
    page.go_back()
    around.get_by_role("link", name="All countries").click()
    assert page.locator("h2#countries").is_visible() and "index.html#countries" in page.url


def test_names_in_tables_lead_to_the_pages_there_are_and_to_no_other(visit: Open, site: Site) -> None:
    page = visit("country")
    unfold(page)
    named = page.locator("[data-to]").evaluate_all(
        "all => all.map(e => [e.dataset.to, e.querySelector('a:not(.mb-here)')?.href ?? ''])"
    )
    made = {path.stem: path.as_uri() for path in site.pages.values()}
    assert dict(named) == {code: made.get(code, "") for code, _ in named}
    there = next(code for code, href in named if href and code not in ("KEN", "a1"))
    page.locator(f"[data-to={there}] a:not(.mb-here)").first.click()
    assert page.url == made[there]
    page = visit("country")
    page.locator("[data-to=a1] a").click()
    assert page.url == made["a1"]


def test_the_bar_of_a_phone_is_one_line_of_signs_without_neighbours_too(visit: Open) -> None:
    """A group of one's own has no reports before and after: its buttons had sign and words, on two lines."""
    page = visit("country", width=390)
    page.evaluate("document.querySelector('.around').remove()")
    tops = page.locator(".bar-in > *").evaluate_all("all => all.map(e => e.getBoundingClientRect())")
    middles = {round((box["top"] + box["bottom"]) / 2 / 8) for box in tops if box["height"]}
    assert len(middles) == 1
    signs = "all => all.map(e => getComputedStyle(e, '::before').content.split(' /')[0])"
    assert page.locator(".bar button").evaluate_all(signs) == ['"◐"', '"</>"']


def test_names_at_bars_lead_to_pages_too_and_a_pdf_to_no_file(visit: Open, site: Site) -> None:
    """A PDF is passed on alone: a link to a file beside the page would lead nowhere, and name its folder."""
    page = visit("country")
    label = page.locator("svg text.leads").first
    name = label.text_content()
    label.click()
    assert (page.text_content("h1") or "").startswith(f"{name}: ")
    page = visit("country")
    files = "[...document.links].filter(a => a.protocol === 'file:' && !a.hash).length"
    before = page.evaluate(files)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert before and page.evaluate(files) == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(files) == before


def test_the_indexes_lead_to_each_other_and_a_report_to_that_of_its_language(visit: Open) -> None:
    page = visit("French")
    page.locator(".brand").click()
    assert page.locator("h2#reports").text_content() == "Rapports sur des documents"
    page.get_by_role("navigation", name="Langues").get_by_role("link", name="Español").click()
    assert page.locator("[aria-current]").text_content() == "Español"
    page.locator("tr", has_text="Kenya").first.get_by_role("link").click()
    assert page.locator("h1").text_content() == "Kenya: perfil migratorio"
    page.locator(".brand").click()
    page.get_by_role("link", name="English").click()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_first_tab_skips_to_the_text_and_focus_is_seen(visit: Open) -> None:
    page = visit("country")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("e => e === document.activeElement") and skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none"


def test_dark_is_kept(visit: Open) -> None:
    page = visit("country")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Use dark colours").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark
    page.get_by_role("button", name="Use light colours").click()
    page.reload()
    assert page.evaluate(ground) == light
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_code_is_shown_on_demand(visit: Open) -> None:
    page = visit("a1")
    code = page.locator("details.code").first
    assert not code.is_visible()
    page.get_by_role("button", name="Show code").click()
    assert code.locator("pre").is_visible()
    page.get_by_role("button", name="code").click()
    assert not code.is_visible()


def test_the_contents_list_follows(visit: Open) -> None:
    page = visit("a1")
    for name in ("What it says, and does it hold?", "Limits"):
        page.locator(".contents a", has_text=name).first.click()
        page.wait_for_function(
            "name => document.querySelector('.contents [aria-current]')?.textContent === name", arg=name
        )


def test_a_footnote_leads_to_the_row_and_back(visit: Open) -> None:
    page = visit("country")
    note = page.locator(".mb-tiles dd .mb-ref a").first
    number = note.text_content()
    note.click()
    row = page.locator("tr:has(:target)")
    row.wait_for()
    assert (
        note.locator("xpath=ancestor::dd").inner_text().split("[")[0].strip(" \u2060") in row.text_content()
    )
    assert re.search(r"UN DESA, .* 20\d\d", row.text_content()), "the source edition"
    row.locator(".mb-here").click()
    assert page.locator(".mb-ref a:target").text_content() == number
    assert page.locator(".mb-ref a:target").evaluate("e => e.getBoundingClientRect().top") > 0


def test_rows_kept_back_join_their_table_on_demand(visit: Open) -> None:
    page = visit("a1")
    more = page.locator("button.mb-more").first
    table = page.locator("figure:has(button.mb-more) table").first
    before = table.locator("tr:visible").count()
    said = more.text_content()
    assert said == f"Show {table.locator('tr').count() - before} more rows"
    more.focus()
    page.keyboard.press("Enter")
    assert more.get_attribute("aria-expanded") == "true" and more.text_content() == "Show fewer rows"
    assert table.locator("tr:visible").count() == table.locator("tr").count() > before
    page.keyboard.press("Enter")
    assert table.locator("tr:visible").count() == before and more.text_content() == said
    page.emulate_media(media="print")  # a sheet is short: it keeps to the first rows, and says so
    assert table.locator("tr:visible").count() == before
    printed = more.evaluate("e => [getComputedStyle(e).fontSize, getComputedStyle(e, '::before').content]")
    assert printed[0] == "0px" and "on the page on screen" in printed[1]


def test_a_footnote_to_a_folded_row_unfolds_it(visit: Open) -> None:
    page = visit("a1")
    assert page.locator("[id^=note-]").count() >= 5
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = false; })")
    for note in page.locator(".mb-ref a").all():
        note.evaluate("e => e.click()")
        page.wait_for_function("() => document.querySelector(':target').checkVisibility()")


def saved(page: Page, link: str, folder: Path) -> list[list[str]]:
    """The rows of the CSV behind a link, as saved by the browser."""
    with page.expect_download() as waiting:
        page.locator(link).first.click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.reader(text))


CELLS = """rows => rows.map(r => [...r.cells].map(c =>
    [...c.childNodes].find(n => !n.classList?.contains('mb-here') && n.textContent.trim())?.textContent.trim()
        ?? ''))"""


def test_the_csv_of_a_table_holds_its_figures(visit: Open, tmp_path: Path) -> None:
    page = visit("country")
    figure = "#table-figures-ken"
    cells = page.locator(f"{figure} tbody tr").evaluate_all(CELLS)
    rows = saved(page, f"{figure} .mb-download", tmp_path)
    assert len(cells) >= 8
    assert [row[0] for row in rows[1:]] == [row[0].replace("\xa0", " ") for row in cells]
    for row, shown in zip(rows[1:], cells, strict=True):
        told = float(re.search(r"\d[\d,.]*", shown[1])[0].replace(",", ""))
        assert abs(abs(float(row[1])) - told) <= 0.05 * max(told, 1), row


def test_the_csv_of_a_figure_holds_its_data(visit: Open, tmp_path: Path) -> None:
    page = visit("a1")
    figure = "#" + page.locator("figure.mb-figure:has(td.num)").first.get_attribute("id")
    page.locator(f"{figure} .mb-data summary").click()
    rows = saved(page, f"{figure} .mb-download", tmp_path)
    cells = page.locator(f"{figure} .mb-data tbody tr").evaluate_all(CELLS)

    def figures(row: list[str]) -> list[float]:
        return [float(word.replace(",", "")) for word in row if re.fullmatch(r"[\d,]+(\.\d+)?", word)]

    assert [figures(row) for row in rows[1:]] == [figures(row) for row in cells]
    assert any(figures(row) for row in cells)


def test_the_index_leads_to_each_report_and_says_what_failed(visit: Open) -> None:
    page = visit("index")
    assert "ZeroDivisionError" in page.locator("#failures").text_content()
    page.locator("#failures summary").first.click()
    page.locator("#failures a", has_text="page of the failed run").click()
    assert "FAILED" in page.get_by_role("alert").first.text_content()
    page.locator(".brand").click()
    page.locator(".atlas a[href*=KEN]").first.click()
    assert page.locator("h1").text_content() == "Kenya: Migration Profile"


@pytest.mark.parametrize("kind", ["a1", "country"])
def test_a_pdf_has_numbers_tags_and_whole_figures(visit: Open, site: Site, kind: str) -> None:
    import pypdfium2
    import pypdfium2.raw as pdfium

    written = pdf.print_page(site.out / PAGES[kind])
    document = pypdfium2.PdfDocument(written)
    pages = [page.get_textpage().get_text_range() for page in document]
    assert written == (site.out / PAGES[kind]).with_suffix(".pdf") and pdfium.FPDFCatalog_IsTagged(
        document.raw
    )
    for n, text in enumerate(pages, 1):
        assert f"{n} / {len(pages)}" in text
    drawn = visit(kind).evaluate(
        """[...document.querySelectorAll('.mb-chart svg')].map(s =>
            [...s.querySelectorAll('text')].map(t => t.textContent.trim()).filter(t => t.length > 3))"""
    )
    flat = ["".join(text.split()) for text in pages]
    cut = [words for words in drawn if not any(all("".join(w.split()) in f for w in words) for f in flat)]
    document.close()
    assert drawn and cut == []


def test_tiles_fill_their_rows_whatever_their_number(visit: Open) -> None:
    """On phone, tablet and laptop; on a phone a tile of a profile is a line."""
    page = visit("country")
    for width, n in itertools.product((390, 700, 1366), range(1, 12)):
        page.set_viewport_size({"width": width, "height": 800})
        rows = page.evaluate(
            """n => {
                const tiles = document.querySelector('.mb-tiles'), rows = {};
                tiles.replaceChildren(...Array.from({length: n}, () => document.createElement('div')));
                for (const {top, width} of [...tiles.children].map(e => e.getBoundingClientRect()))
                    (rows[top] ??= []).push(width);
                return Object.values(rows).map(row =>
                    [row.length, tiles.clientWidth - row.reduce((a, b) => a + b + 1, -1)]);
            }""",
            n,
        )
        assert all(abs(left) < 2 for _, left in rows), (width, n, rows)
        assert width > 390 or max(row[0] for row in rows) == 1


@pytest.mark.parametrize("kind", ["a4", "country", "Spanish", "region"])
def test_on_a_phone_no_word_of_a_tile_heading_or_footnote_is_broken(visit: Open, kind: str) -> None:
    page = visit(kind, 390, 844)
    unfold(page)
    broken = page.evaluate(
        """() => {
            const found = [];
            for (const e of document.querySelectorAll('.mb-tiles dd, table:not(.stack) thead th, .mb-ref')) {
                const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
                for (let text; (text = walk.nextNode());)
                    for (const word of text.data.matchAll(/[^\\s\\u2060–-]+/g)) {
                        const range = document.createRange();
                        range.setStart(text, word.index);
                        range.setEnd(text, word.index + word[0].length);
                        if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1)
                            found.push(word[0]);
                    }
            }
            return found;
        }"""
    )
    assert broken == []


def test_printed_figures_leave_no_page_mostly_empty(visit: Open) -> None:
    """The tallest takes less than half of one, with letters of 6.2 points at least."""
    page = visit("country", 672)
    page.emulate_media(media="print")
    sizes = page.locator(".mb-figure .mb-chart svg").evaluate_all(
        "all => all.map(e => [e.getBoundingClientRect().height, e.getBoundingClientRect().width])"
    )
    millimetre = 96 / 25.4
    assert sizes and max(high for high, _ in sizes) < 125 * millimetre
    assert min(wide for _, wide in sizes) / 360 * theme.FONT_SIZE * 0.75 > 6.2


@pytest.mark.parametrize(
    ("kind", "code", "words", "dark"),
    [
        ("French", "fr", ("Sommaire", "Source\u00a0: "), ("Sombre", "Clair")),
        ("Spanish", "es", ("Kenya: ", "Remesas", "Fuente: "), ("Oscuro", "Claro")),
    ],
)
def test_a_page_is_in_its_language(
    visit: Open, kind: str, code: str, words: tuple[str, ...], dark: tuple[str, ...]
) -> None:
    """The page says which language it is in, and its frame, buttons and figures are in it."""
    page = visit(kind)
    assert page.evaluate("document.documentElement.lang") == code
    text = page.text_content("body") or ""
    assert [word for word in words if word not in text] == []
    assert page.inner_text("#theme-toggle") in dark
    spoken = " ".join(page.eval_on_selector_all("svg[role=img]", "all => all.map(s => s.ariaLabel)"))
    assert " the " not in spoken and " of " not in spoken


def test_a_profile_shows_a_chart_at_once_and_ends_in_time(chromium: Browser, site: Site) -> None:
    """With official data and without, in each language, on a laptop and a phone; its tables fit both. On the
    laptop the first charts are seen whole.
    """
    seen, pages = {}, sorted(site.out.rglob("profiles/*.html"))
    assert pages
    for width, height, longest in ((1280, 800, 10), (390, 844, 16)):
        page = chromium.new_page(viewport={"width": width, "height": height})
        for path in pages:
            page.goto(path.as_uri())
            top, low, tall, cut = page.evaluate(
                """() => [
                    document.querySelector('.mb-figure')?.getBoundingClientRect().top ?? 0,
                    Math.max(0, ...[...document.querySelectorAll('.cell:has(> .mb-headed) .mb-chart svg')]
                        .map(e => e.getBoundingClientRect().bottom)),
                    document.documentElement.scrollHeight / innerHeight,
                    [...document.querySelectorAll('.mb-beside > div > .mb-table .table-scroll')]
                        .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.ariaLabel)]"""
            )
            if top > height or (width > 1000 and low > height) or tall > longest or cut:
                seen[path.relative_to(site.out).as_posix(), width] = (
                    round(top),
                    round(low),
                    round(tall, 1),
                    cut,
                )
        page.close()
    assert seen == {}
