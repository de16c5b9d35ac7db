"""A folder of reports as a static site, ready to host."""

import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final
from xml.etree import ElementTree as xml

from migbrief import __version__
from migbrief.errors import UNSEEN, UserError
from migbrief.files import SITE, placed, refuse_links
from migbrief.registry import report_lookup
from migbrief.registry.manifest import read_manifest
from migbrief.text.i18n import speaking

from .page_links import entry_language, without_links

LIST: Final = ".site.json"  # files of the last publication, with digests
MOST_BYTES: Final = 25_000_000  # of one file, a limit of hosts of static pages
PACKED: Final = (".html", ".csv", ".xml", ".ipynb", ".txt")  # also written compressed
ATOM: Final = "http://www.w3.org/2005/Atom"
MAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
LATEST: Final = 100  # entries of the feed
NAME: Final = "Migration Brief"


def publish(
    folder: Path,
    target: Path,
    address: str = "",
    notebooks: bool = False,
    figures: bool = False,
    pictures: bool = False,
) -> tuple[int, int]:
    """Write a site of the good pages in ``folder`` to ``target``; return the numbers of pages and files.

    With ``address``, its future URL, it gets what needs full links: a sitemap, a feed of changes, and a card
    for each page. With ``figures`` each chart and table is also a separate file, and with ``pictures`` each
    chart also a PNG. Files no longer published are removed. Raises ``UserError`` if the target has files that
    no publication wrote.
    """
    refuse_links(folder)
    before = _list(target)
    entries = [entry for entry in read_manifest(folder) if entry["page"]]
    if not entries:
        raise UserError("there are no reports in {folder}", folder=folder)
    site = _Site(target, before)
    names = [name for name in _files(folder, entries) if notebooks or not name.startswith("executed/")]
    by_page = {str(entry["page"]): entry for entry in entries}
    for name in names:
        content = (folder / name).read_bytes()
        if name.endswith(".html"):
            content = without_links(content, PurePosixPath(name), names)
            if (figures or pictures) and name in by_page:
                _embeds(site, content, by_page[name], address, pictures)
            if address:
                content = _with_tags(content, by_page.get(name), name, address, site)
        site.put(name, content)
    for name, text in _about(entries, names, address).items():
        site.put(name, text.encode())
    site.end()
    return len(entries), len(site.written)


class _Site:
    """The target: writes changed files, with compressed copies, and removes those not written again."""

    def __init__(self, target: Path, before: Mapping[str, str]) -> None:
        self._target, self._before = target, before
        self.written: dict[str, str] = {}

    def has(self, name: str, of: bytes) -> bool:
        """Return whether a file made ``of`` this content is there already; if so, keep it."""
        digest = _digest(of)
        if self._before.get(name) != digest or not (self._target / name).is_file():
            return False
        self.written[name] = digest
        return True

    def put(self, name: str, content: bytes, of: bytes | None = None) -> None:
        if len(content) > MOST_BYTES:
            raise UserError("{file} is larger than 25 MB, which hosts refuse; leave it out", file=name)
        if self.has(name, content if of is None else of):
            if (packed := f"{name}.gz") in self._before:
                self.written[packed] = self._before[packed]
            return
        self._write(name, content, content if of is None else of)
        if name.endswith(PACKED):
            self._write(f"{name}.gz", gzip.compress(content, 9, mtime=0), content)

    def end(self) -> None:
        for name in self._before.keys() - self.written.keys():
            (self._target / name).unlink(missing_ok=True)
        self._write(LIST, json.dumps(self.written, indent=0, sort_keys=True).encode(), b"")

    def _write(self, name: str, content: bytes, of: bytes) -> None:
        with placed(self._target / name) as temporary:
            temporary.write_bytes(content)
        if name != LIST:
            self.written[name] = _digest(of)


def _list(target: Path) -> dict[str, str]:
    """Return the files of the last publication; refuse a folder with anything else."""
    try:
        known = json.loads((target / LIST).read_text("utf-8")) if (target / LIST).is_file() else {}
    except (OSError, ValueError, RecursionError):
        known = {}
    if target.exists() and not target.is_dir():
        raise UserError("{path} is a file, not a folder", path=target)
    if not known and target.is_dir() and any(target.iterdir()):
        raise UserError("{folder} has other files in it; name an empty folder", folder=target)
    refuse_links(target, SITE)
    return {str(k): str(v) for k, v in known.items() if _is_plain(str(k))} if isinstance(known, dict) else {}


def _is_plain(name: str) -> bool:
    return not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts


def _files(folder: Path, entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    names = ["manifest.json", *(path.name for path in sorted(folder.glob("index*.html")))]
    names += [f"data/{path.name}" for path in sorted((folder / "data").glob("*")) if path.is_file()]
    yield from names
    yield from (name for name in dict.fromkeys(report_lookup.files_of(entries)) if (folder / name).is_file())


def _embeds(site: _Site, page: bytes, entry: Mapping[str, Any], address: str, pictures: bool) -> None:
    """Write the figures of a page as separate files."""
    from . import embeds

    language, place = entry_language(entry), PurePosixPath(str(entry["page"]))
    link = f"{address}/{place}" if address else f"../../{place}"
    with speaking(language):
        for name, text in embeds.files(page.decode(), language, link):
            file, drawn = PurePosixPath("figures", place.stem, name), text.encode()
            site.put(str(file), drawn)
            if pictures and file.suffix == ".svg":
                _picture(site, str(file.with_suffix(".png")), drawn)


def _picture(site: _Site, name: str, drawn: bytes) -> None:
    if not site.has(name, drawn):
        from migbrief.display.picture import png

        site.put(name, png(drawn.decode()), drawn)


def _with_tags(page: bytes, entry: Mapping[str, Any] | None, name: str, address: str, site: _Site) -> bytes:
    """Return the page with tags for search engines and social networks, and write its card."""
    link = f"{address}/{name}"
    tags = f'<link rel="canonical" href="{html.escape(link)}">\n'
    if entry:
        title = re.search(rb"<title>(.*?)</title>", page)
        tags_of_page = {
            "title": html.unescape(title[1].decode()).removesuffix(f" · {NAME}") if title else entry["title"],
            "description": str(entry["finding"] or entry["description"]),
            "type": "article",
            "url": link,
            "image": f"{address}/cards/{PurePosixPath(name).stem}.png",
        }
        _card(tags_of_page, site, PurePosixPath(name).stem)
        for key, value in tags_of_page.items():
            tags += f'<meta property="og:{key}" content="{html.escape(value)}">\n'
        tags += '<meta name="twitter:card" content="summary_large_image">\n'
    return page.replace(b"<title>", tags.encode() + b"<title>", 1)


def _card(tags: Mapping[str, str], site: _Site, stem: str) -> None:
    name, of = f"cards/{stem}.png", f"{tags['title']}\n{tags['description']}".encode()
    if not site.has(name, of):
        from migbrief.display.preview_card import card

        site.put(name, card(tags["title"], tags["description"], NAME), of)


def _about(entries: Sequence[Mapping[str, Any]], names: Sequence[str], address: str) -> dict[str, str]:
    """Return the files that describe a site."""
    newest = max(str(entry["page_made"]) for entry in entries)
    files = {"CITATION.cff": _citation(newest, address)}
    if not address:
        return files
    pages = {str(entry["page"]): str(entry["page_made"]) for entry in entries}
    times = {n: pages.get(n, newest) for n in names if n in pages or n.startswith("index")}
    files["sitemap.xml"] = _sitemap(times, address)
    files["feed.xml"] = _feed(entries, newest, address)
    files["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {address}/sitemap.xml\n"
    return files


def _citation(newest: str, address: str) -> str:
    lines = ["cff-version: 1.2.0", 'message: "Cite the page, and the publishers of the data that it names."']
    lines += [
        "type: dataset",
        f'title: "{NAME}: reports on international migration"',
        f"version: {__version__}",
    ]
    lines += ["authors:", '  - name: "The Migration Brief contributors"', f"date-released: {newest[:10]}"]
    return "\n".join([*lines, *([f'url: "{address}"'] if address else [])]) + "\n"


def _sitemap(pages: Mapping[str, str], address: str) -> str:
    root = xml.Element("urlset", xmlns=MAP)
    for name, made_at in pages.items():
        url = xml.SubElement(root, "url")
        xml.SubElement(url, "loc").text = f"{address}/{name}"
        xml.SubElement(url, "lastmod").text = made_at
    return _document(root)


def _feed(entries: Sequence[Mapping[str, Any]], newest: str, address: str) -> str:
    """Return the pages made last, as an Atom feed."""
    root = xml.Element("feed", xmlns=ATOM)
    for tag, text in (("title", NAME), ("id", f"{address}/"), ("updated", newest)):
        xml.SubElement(root, tag).text = text
    xml.SubElement(root, "link", rel="self", href=f"{address}/feed.xml")
    xml.SubElement(xml.SubElement(root, "author"), "name").text = NAME
    for entry in sorted(entries, key=lambda e: str(e["page_made"]), reverse=True)[:LATEST]:
        item = xml.SubElement(root, "entry")
        link = f"{address}/{entry['page']}"
        title = f"{entry['title']} ({entry_language(entry)})"
        summary = str(entry["finding"] or entry["description"])
        for tag, text in (
            ("title", title),
            ("id", link),
            ("updated", entry["page_made"]),
            ("summary", summary),
        ):
            xml.SubElement(item, tag).text = str(text)
        xml.SubElement(item, "link", href=link)
    return _document(root)


def _document(root: xml.Element) -> str:
    xml.indent(root)
    text = UNSEEN.sub("", xml.tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
