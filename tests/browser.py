"""A real browser for tests: the Chromium that is installed, or a message why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from migbrief.pages import pdf
from shared_site import FAILING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NEEDED = "no Chromium or Chrome is installed (Debian: apt-get install chromium)"
AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

PAGES = {
    "index": "index.html",
    "French index": "index--fr.html",
    "dictionary": "data/dictionary.html",
    "Spanish dictionary": "data/dictionary--es.html",
    "overview": "sections/overview.html",
    "a1": "sections/a1.html",
    "a4": "sections/a4.html",
    "country": "profiles/KEN.html",
    "region": "profiles/region-eastern-africa.html",
    "French": "sections/overview--fr.html",
    "Spanish": "profiles/KEN--es.html",
    "failed": FAILING.failed.as_posix(),
}

needs_browser = pytest.mark.skipif(pdf.find_browser() is None, reason=NEEDED)


@contextmanager
def launch() -> Iterator[Browser]:
    """The installed browser under Playwright; nothing is downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = [word for word in pdf.options() if word != "--headless"]
        browser = playwright.chromium.launch(executable_path=pdf.require_browser(), args=options)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def watch(page: Page) -> Watch:
    """Record from now on every request of the page, and every error or warning on its console."""
    seen = Watch()
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: seen.complaints.append(said.text) if said.type in ("error", "warning") else None,
    )
    return seen


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA, or by some rules; one line a rule with the first places."""
    page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations']}).then(r => r.violations)",
        [*rules] or AA,
    )
    return [
        f"{rule['id']}: {rule['help']} ({len(rule['nodes'])}): "
        + "; ".join(
            f"{n['target'][-1]} {' '.join(n['failureSummary'].split())[:200]}" for n in rule["nodes"][:3]
        )
        for rule in found
    ]
