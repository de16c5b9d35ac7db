"""Reports as a static site: its files, what networks show of shared links, and that no link is dead."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag, urljoin
from xml.etree import ElementTree as xml

import pytest
from click.testing import CliRunner

from browser import launch, needs_browser, violations, watch
from migbrief.cli.main import main
from migbrief.display.preview_card import card
from migbrief.errors import UserError
from migbrief.pages import site as static
from migbrief.pages.page_links import without_links
from shared_site import Site

ADDRESS = "https://example.org/m"


@pytest.fixture(scope="module")
def published(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("published") / "site"
    static.publish(site.out, target, ADDRESS, figures=True)
    return target


@pytest.fixture(scope="module")
def served(published: Path) -> Iterator[str]:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(published))
    handler.log_message = lambda *a: None  # type: ignore[attr-defined]
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_each_page_has_a_card_and_says_where_it_stands(published: Path) -> None:
    good = [e for e in json.loads((published / "manifest.json").read_text("utf-8"))["reports"] if e["page"]]
    assert len(good) > 10 and not (published / "executed").exists()
    for entry in good:
        page = (published / entry["page"]).read_text("utf-8")
        assert f'<link rel="canonical" href="{ADDRESS}/{entry["page"]}">' in page
        image = re.search(rf'og:image" content="{ADDRESS}/(cards/[^"]+\.png)"', page)
        assert image and (published / image[1]).read_bytes().startswith(b"\x89PNG")


def test_map_feed_and_compressed_copies_agree_with_the_pages(published: Path) -> None:
    there = {p.relative_to(published).as_posix() for p in published.rglob("*") if p.is_file()}
    places = [e.text or "" for e in xml.parse(published / "sitemap.xml").iter(f"{{{static.MAP}}}loc")]
    assert len(places) > 10 and {p.removeprefix(f"{ADDRESS}/") for p in places} <= there
    links = [e.get("href", "") for e in xml.parse(published / "feed.xml").iter(f"{{{static.ATOM}}}link")]
    assert {p.removeprefix(f"{ADDRESS}/") for p in links} <= there
    for name in ("index.html", "data/indicators.csv", "profiles/KEN.html"):
        assert gzip.decompress((published / f"{name}.gz").read_bytes()) == (published / name).read_bytes()
    assert max((published / name).stat().st_size for name in there) < static.MOST_BYTES


def test_publishing_again_writes_nothing_and_removes_what_is_gone(
    published: Path, site: Site, tmp_path: Path
) -> None:
    target = tmp_path / "site"
    shutil.copytree(published, target)
    before = {p: p.stat().st_ino for p in target.rglob("*") if p.is_file() and p.name != static.LIST}
    static.publish(site.out, target, ADDRESS, figures=True)
    assert {p: p.stat().st_ino for p in target.rglob("*") if p.is_file() and p.name != static.LIST} == before

    fewer = tmp_path / "fewer"
    shutil.copytree(site.out, fewer)
    (fewer / "profiles/KEN.html").unlink()
    manifest = json.loads((fewer / "manifest.json").read_text("utf-8"))
    manifest["reports"] = [e for e in manifest["reports"] if e["id"] != "KEN"]
    (fewer / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    static.publish(fewer, target, ADDRESS)
    for name in ("profiles/KEN.html", "profiles/KEN.html.gz", "cards/KEN.png", "figures/KEN/pyramid-ken.csv"):
        assert not (target / name).exists()


def test_a_folder_of_somebody_else_is_refused(site: Site, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UserError, match="has other files in it"):
        static.publish(site.out, tmp_path)
    result = CliRunner().invoke(main, ["publish", str(tmp_path / "x"), "--url", "example.org"])
    assert result.exit_code == 2 and "--url takes an address such as https://" in result.stderr


@pytest.mark.parametrize("name", ["cards", "figures", "notebooks", ".site.json"])
def test_nothing_outside_is_written_through_a_link_in_a_site(site: Site, tmp_path: Path, name: str) -> None:
    target, outside = tmp_path / "site", tmp_path / "outside"
    target.mkdir()
    outside.mkdir()
    (target / ".site.json").write_text('{"cards/KEN.png": "x"}')
    (target / name).unlink(missing_ok=True)
    if name == ".site.json":
        os.mkfifo(target / name)  # which nobody writes: reading it would never end
    else:
        (target / name).symlink_to(outside)
        (outside / "KEN.png").write_text("mine")
    with pytest.raises(UserError, match=r"is a link, or not a file|has other files in it"):
        static.publish(site.out, target, ADDRESS)
    assert [path.name for path in outside.iterdir()] == ([] if name == ".site.json" else ["KEN.png"])


def test_links_to_what_is_not_there_lose_their_address_and_keep_their_words() -> None:
    page = b'<a class="x" href="../index.html#a">All</a> <a href="b.html">B</a> <a href="#here">C</a>'
    page += b' <a href="https://a.b/">D</a> <a href="data:text/csv,a">E</a>'
    kept = without_links(page, PurePosixPath("profiles/a.html"), ["index.html"])
    assert kept == page.replace(b' href="b.html"', b"")


def test_a_card_of_any_writing_says_nothing_on_the_terminal(recwarn: pytest.WarningsRecorder) -> None:
    assert card("移民 🙂 $x$", "\x1b العربية", "foot").startswith(b"\x89PNG") and not recwarn.list


def test_a_feed_holds_no_letter_that_xml_has_not() -> None:
    entry = {"page": "a.html", "page_made": "2026-01-01T00:00:00Z", "title": "a\x01b\x1b", "finding": "c\x00"}
    feed = static._feed([{**entry, "parameters": {}}], "2026-01-01T00:00:00Z", "https://example.org")
    assert "ab (en)" in "".join(xml.fromstring(feed.encode()).itertext())


def test_a_figure_is_a_file_of_its_own_with_source_and_licence(site: Site, published: Path) -> None:
    own, page = published / "figures" / "KEN", site.pages["KEN"].read_text("utf-8")
    ids = re.findall(r'<figure class="mb-(?:figure|table)" id="(?:fig|table)-([^"]+)"', page)
    assert len(ids) > 5 and {f"{name}.html" for name in ids} <= {p.name for p in own.iterdir()}
    drawings = list(own.glob("*.svg"))
    assert len(drawings) > 3
    for path in drawings:
        assert "var(--" not in path.read_text("utf-8") and xml.parse(path).getroot().tag.endswith("svg")
    page = (own / "population-ken.html").read_text("utf-8")
    assert "World Population Prospects" in page and "3.0 IGO" in page
    assert f'href="{ADDRESS}/profiles/KEN.html#fig-population-ken"' in page and "mb-ref" not in page
    row = next(
        r for r in (own / "population-ken.csv").read_text("utf-8").splitlines() if r.startswith("1950,")
    )
    assert row.startswith("1950,5769185")


def test_a_chart_is_a_picture_too_where_it_is_asked_for(site: Site, tmp_path: Path) -> None:
    folder, page = tmp_path / "folder", site.pages["intro"].relative_to(site.out)
    (folder / page).parent.mkdir(parents=True)
    shutil.copy(site.out / page, folder / page)
    manifest = json.loads((site.out / "manifest.json").read_text("utf-8"))
    manifest["reports"] = [e for e in manifest["reports"] if e["id"] == "intro"]
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    static.publish(folder, tmp_path / "site", figures=True, pictures=True)
    own = tmp_path / "site" / "figures" / "intro"
    drawings = {path.stem for path in own.glob("*.svg")}
    assert drawings and {path.stem for path in own.glob("*.png")} == drawings


@needs_browser
@pytest.mark.browser
def test_in_a_browser_no_link_is_dead_and_no_error_is_logged(served: str) -> None:
    with launch() as browser:
        tab = browser.new_page()
        seen, links = watch(tab), set()
        for name in ("index.html", "profiles/KEN.html", "sections/overview.html"):
            tab.goto(served + name)
            assert violations(tab) == []
            found = tab.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
            links |= {urldefrag(urljoin(served + name, link))[0] for link in found if ":" not in link[:8]}
        ours = {link for link in links if link.startswith(served)}
        assert len(ours) > 10
        assert [link for link in sorted(ours) if tab.request.get(link).status != 200] == []
        assert seen.complaints == [] and all(url.startswith(served) for url in seen.requests)
