"""How soon a page shows after it is opened from disk: measured and printed, never asserted.

python tests/paint.py
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from browser import PAGES, launch
from shared_site import make

RUNS = 7
FIRST = """() => new Promise(done => new PerformanceObserver(list => {
    const found = list.getEntriesByName('first-contentful-paint');
    if (found.length) done(found[0].startTime);
}).observe({type: 'paint', buffered: true}))"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, launch() as browser:
        site = Path(folder)
        make(site)
        print(f"{'page':<12}{'weight':>10}  first contentful paint, median of {RUNS} (lowest to highest)")
        for kind, path in PAGES.items():
            times = []
            for _ in range(RUNS):
                context = browser.new_context(viewport={"width": 1366, "height": 800})
                page = context.new_page()
                page.goto((site / path).as_uri())
                times.append(page.evaluate(FIRST))
                context.close()
            size = (site / path).stat().st_size / 1000
            middle = statistics.median(times)
            print(f"{kind:<12}{size:>7.0f} kB  {middle:.0f} ms ({min(times):.0f} to {max(times):.0f} ms)")


if __name__ == "__main__":
    main()
