"""A contact sheet of every kind of page: phone, laptop and print, light and dark. For eyes, not for tests.

    python tests/shots.py FOLDER [KIND]...

Writes ``sheet.png`` with the top of every page, and for each kind a picture of the whole page.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageDraw

from browser import PAGES, launch
from migbrief.pages import pdf
from shared_site import make

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZES = {"phone": (390, 844), "laptop": (1366, 800)}
SCHEMES = ("light", "dark")
CELL = (400, 620)  # pixels of one picture on the sheet
GAP = 12
COLUMN = 3400  # a page longer than this goes on in a column beside


def main(folder: Path, kinds: list[str]) -> None:
    site = folder / "site"
    site.mkdir(parents=True, exist_ok=True)
    make(site)
    rows = {}
    with launch() as browser:
        for kind in kinds:
            page = site / PAGES[kind]
            seen = {
                f"{size} {scheme}": whole(browser, page, size, scheme) for size in SIZES for scheme in SCHEMES
            }
            seen["print"] = printed(page)
            for name, picture in seen.items():
                columns(picture).save(folder / f"{kind}-{name.replace(' ', '-')}.png")
            rows[kind] = seen
    sheet(rows).save(folder / "sheet.png")
    print(f"Look at {folder / 'sheet.png'} and the pictures beside it.")


def whole(browser: Browser, page: Path, size: str, scheme: str) -> Image.Image:
    """The whole page, as high as it is."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    tab = context.new_page()
    tab.goto(page.as_uri())
    shot = tab.screenshot(full_page=True)
    context.close()
    return Image.open(io.BytesIO(shot)).convert("RGB")


def printed(page: Path) -> Image.Image:
    """The pages of the PDF one below the other."""
    with pypdfium2.PdfDocument(pdf.print_page(page)) as document:
        pages = [sheet.render(scale=1.1).to_pil().convert("RGB") for sheet in document]
    width, height = max(p.width for p in pages), sum(p.height + GAP for p in pages)
    strip = Image.new("RGB", (width, height), "grey")
    top = 0
    for one in pages:
        strip.paste(one, (0, top))
        top += one.height + GAP
    return strip


def columns(picture: Image.Image) -> Image.Image:
    """A long picture cut into columns side by side."""
    n = -(-picture.height // COLUMN)
    out = Image.new("RGB", (n * (picture.width + GAP), min(picture.height, COLUMN)), "grey")
    for i in range(n):
        part = picture.crop((0, i * COLUMN, picture.width, min((i + 1) * COLUMN, picture.height)))
        out.paste(part, (i * (picture.width + GAP), 0))
    return out


def sheet(rows: dict[str, dict[str, Image.Image]]) -> Image.Image:
    """The top of every page in every way of looking at it, labelled."""
    names = list(next(iter(rows.values())))
    width, height = CELL[0] + GAP, CELL[1] + 2 * GAP + 16
    out = Image.new("RGB", (width * len(names), height * len(rows)), "grey")
    draw = ImageDraw.Draw(out)
    for y, (kind, seen) in enumerate(rows.items()):
        for x, name in enumerate(names):
            picture = seen[name]
            top = picture.crop((0, 0, picture.width, min(picture.height, picture.width * CELL[1] // CELL[0])))
            top.thumbnail(CELL)
            draw.text((x * width + GAP, y * height + 6), f"{kind}, {name}", fill="white")
            out.paste(top, (x * width + GAP, y * height + 24))
    return out


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), sys.argv[2:] or list(PAGES))
