"""Every figure of the shared site is whole and legible on a phone, without overlapping words."""

from __future__ import annotations

import re
from typing import Any

import pytest

from browser import launch, needs_browser, violations
from shared_site import Site

Measured = dict[str, list[dict[str, Any]]]  # page → its figures

pytestmark = [pytest.mark.browser, needs_browser]

PHONE = 360  # pixels across: figures shrink with the screen, so that a wider one shows them larger
LEGIBLE = 9.2  # pixels of the smallest text there, 10 at 390

# Of a text, the line box: letters fill less than the middle two thirds of its height.
MEASURE = """() => [...document.querySelectorAll('.mb-chart svg:not(.atlas)')].map(svg => {
    const all = svg.getBoundingClientRect(), chart = svg.closest('.mb-chart'), words = [];
    let smallest = 99;
    for (const text of svg.querySelectorAll('text')) {
        const said = text.textContent.trim(), box = text.getBoundingClientRect(), m = text.getScreenCTM();
        if (!said) continue;
        smallest = Math.min(smallest, parseFloat(getComputedStyle(text).fontSize) * Math.hypot(m.a, m.b));
        const x = m.b ? box.width * 0.18 : 0, y = m.b ? 0 : box.height * 0.18;
        words.push([said, box.left + x, box.right - x, box.top + y, box.bottom - y]);
    }
    const hair = 0.5, wrong = [];
    words.forEach(([a, left, right, top, bottom], i) => {
        if (left < all.left - hair || right > all.right + hair ||
            top < all.top - hair || bottom > all.bottom + hair) wrong.push(`cut off: ${a}`);
        for (const [b, l, r, t, u] of words.slice(i + 1))
            if (Math.min(right, r) - Math.max(left, l) > hair &&
                Math.min(bottom, u) - Math.max(top, t) > hair) wrong.push(`overlap: ${a} | ${b}`);
    });
    if (chart.scrollWidth > chart.clientWidth) wrong.push('scrolls sideways');
    return {name: svg.closest('figure').id, smallest, wrong};
})"""


@pytest.fixture(scope="module")
def measured(site: Site) -> Measured:
    """What a browser finds in the figures of each page at the width of a phone."""
    found = {}
    with launch() as browser:
        tab = browser.new_page(viewport={"width": PHONE, "height": 800})
        for id, path in site.pages.items():
            tab.goto(path.as_uri())
            found[id] = tab.evaluate(MEASURE)
    return found


def test_every_figure_fits_a_phone(measured: Measured) -> None:
    """No word of a figure is cut off or overlaps another, and none needs scrolling sideways."""
    assert sum(map(len, measured.values())) > 150
    faults = [
        f"{page}: {figure['name']}: {fault}"
        for page, figures in measured.items()
        for figure in figures
        for fault in figure["wrong"]
    ]
    assert not faults, "\n".join(faults)


def test_every_figure_is_legible_on_a_phone(measured: Measured) -> None:
    smallest = {
        f"{page}: {figure['name']}": figure["smallest"]
        for page, figures in measured.items()
        for figure in figures
        if figure["smallest"] < LEGIBLE
    }
    assert not smallest


SHOWN = (
    "[...document.querySelectorAll('.mb-tip[role=status]')].filter(e => !e.hidden).map(e => e.textContent)"
)


def test_a_chart_shows_its_values_by_mouse_touch_and_keyboard(site: Site) -> None:
    """What is said is what the table behind the chart says: each way leads to the same figure."""
    with launch() as browser:
        context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
        tab = context.new_page()
        tab.goto(site.pages["KEN"].as_uri())
        figure = tab.locator(".mb-figure:has(.mb-data):has([data-of])").first
        chart, row = figure.locator(".mb-chart svg"), figure.locator(".mb-data tbody tr").first
        head, *cells = [cell.strip() for cell in row.locator("th, td").all_text_contents()]
        chart.focus()
        tab.keyboard.press("ArrowRight")
        (by_key,) = tab.evaluate(SHOWN)
        assert by_key.startswith(head) and any(by_key.endswith(cell) for cell in cells)
        ring = tab.locator(".mb-at").bounding_box()
        assert ring
        at = ring["x"] + ring["width"] / 2, ring["y"] + ring["height"] / 2
        tab.keyboard.press("Escape")
        assert tab.evaluate(SHOWN) == []
        tab.mouse.move(*at)
        assert tab.evaluate(SHOWN) == [by_key]
        tab.mouse.move(0, 0)
        tab.touchscreen.tap(*at)
        assert tab.evaluate(SHOWN) == [by_key]
        tab.keyboard.press("End")
        assert tab.evaluate(SHOWN) not in ([], [by_key])


def test_every_figure_shows_its_values_by_keyboard_and_axe_finds_nothing(site: Site) -> None:
    with launch() as browser:
        # Without motion: asked while focus scrolls, axe finds buttons that pass under the head of the page.
        tab = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        for id in ("overview", "a4", "KEN", "region-eastern-africa"):
            tab.goto(site.pages[id].as_uri())
            drawn = tab.locator(".mb-figure .mb-chart svg")
            for i in range(drawn.count()):
                drawn.nth(i).focus()
                tab.keyboard.press("End")
                (said,) = tab.evaluate(SHOWN)
                assert re.search(r"\d", said) and len(said) > 5, (id, i, said)
            tab.evaluate("scrollTo(0, 0)")
            assert len(tab.evaluate(SHOWN)) == 1 and tab.evaluate("scrollY") == 0
            assert violations(tab) == []
