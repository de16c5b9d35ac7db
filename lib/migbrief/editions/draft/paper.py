"""Reading a paper's text from its file: plain text, Markdown, HTML, PDF with a text layer, DOCX."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from migbrief.editions.textcheck.lexicon import LEXICON
from migbrief.editions.textcheck.lookup import read_text
from migbrief.errors import UserError, reason
from migbrief.text.i18n import mark, t

from .pdf_text import pdf_text

if TYPE_CHECKING:
    from bs4 import Tag

KINDS: Final = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
_LARGEST: Final = 100_000_000  # bytes, also of what a DOCX unpacks to
_NAMES: Final = {
    "fr": mark("French"),
    "es": mark("Spanish"),
    "pt": mark("Portuguese"),
    "de": mark("German"),
    "it": mark("Italian"),
}
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEFT_OUT: Final = "script style nav header footer aside form noscript template svg"


def read_paper(path: Path) -> str:
    """Return a paper's text, with headings marked as in Markdown if its file has them.

    Raises ``UserError`` for a file that cannot be read, has no text, or is not in English.

    >>> read_paper(Path("nowhere.txt"))
    Traceback (most recent call last):
    migbrief.errors.UserError: cannot read nowhere.txt: No such file or directory; give a text file
    """
    kind = path.suffix.lower()
    if kind not in KINDS and path.is_file() and kind not in ("", ".text", ".markdown"):
        raise UserError(
            "{path}: cannot read {kind} files; give {kinds}", path=path, kind=kind, kinds=", ".join(KINDS)
        )
    reader: Callable[[bytes], str] | None = {
        ".html": _html,
        ".htm": _html,
        ".pdf": pdf_text,
        ".docx": _docx,
    }.get(kind)
    text = read_text(path) if reader is None else _converted(path, reader)
    if not re.search(r"\w", text):
        why = t("a scan has none until its letters are recognised") if kind == ".pdf" else t("it is empty")
        raise UserError("{path} has no text: {why}", path=path, why=why)
    language = language_of(text)
    if language != "en":
        name = t(_NAMES[language]) if language in _NAMES else t("another language")
        raise UserError("{path} is in {language}; papers are read in English only", path=path, language=name)
    return text


def language_of(text: str) -> str:
    """Return the code of a text's language by its most common words; blank if unknown.

    >>> language_of("Les hérons nichent dans les roseaux et sur les rives des lacs")
    'fr'
    """
    words = re.findall(r"[^\W\d_]+", text[:200_000].casefold())
    counts = Counter(words)
    if len(words) < 20 and not counts:
        return "en"
    shares = {code: sum(counts[w] for w in listed.split()) for code, listed in LEXICON["languages"].items()}
    best = max(shares, key=lambda code: shares[code])
    if shares[best] >= max(1, len(words) // 10) and shares[best] > shares["en"]:
        return best
    foreign = sum(n for word, n in counts.items() if not word.isascii())
    return "" if len(words) > 20 and (foreign > len(words) // 2 or shares["en"] < len(words) // 25) else "en"


def _converted(path: Path, reader: Callable[[bytes], str]) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError("{path} is larger than {n} MB", path=path, n=str(_LARGEST // 1_000_000))
        return reader(path.read_bytes())
    except OSError as error:
        why = reason(error)
    except (ValueError, KeyError, RuntimeError, zipfile.BadZipFile) as error:
        why = str(error) or type(error).__name__
    raise UserError("cannot read {path}: {why}", path=path, why=why)


def _docx(data: bytes) -> str:
    import mammoth

    with zipfile.ZipFile(BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist()) > _LARGEST:
            raise ValueError(t("it unpacks to more than {n} MB", n=str(_LARGEST // 1_000_000)))
    # Paragraphs that Word marks as headings become headings; pictures are left out.
    skip = mammoth.images.img_element(lambda image: {"src": ""})
    return _html(mammoth.convert_to_html(BytesIO(data), convert_image=skip).value.encode())


def _html(data: bytes) -> str:
    from bs4 import BeautifulSoup

    page = BeautifulSoup(data, "html.parser")
    for tag in page.find_all(_LEFT_OUT.split()):
        tag.decompose()
    for tag in page.find_all("sup"):
        tag.replace_with(tag.get_text(strip=True).strip("[]").translate(_SUPERSCRIPTS))
    body = page.find("main") or page.find("article") or page.body or page
    return "\n\n".join(_blocks(body))


def _blocks(root: Tag) -> Iterable[str]:
    """Yield the headings, paragraphs, list items and table rows of a page, in order."""
    names = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "tr", "blockquote", "dd", "dt", "figcaption")
    loose = [tag for tag in root.find_all(("div", "section", "td")) if not tag.find((*names, "div"))]
    for tag in root.find_all((*names, "div", "section")):
        if tag.find(names) or (tag.name in ("div", "section") and tag not in loose):
            continue
        cells = tag.find_all(("td", "th")) if tag.name == "tr" else []
        text = "; ".join(" ".join(c.get_text(" ").split()) for c in cells) if cells else tag.get_text()
        text = " ".join(text.split())
        if not text:
            continue
        strong = "".join(bold.get_text() for bold in tag.find_all(("b", "strong")))
        if re.fullmatch(r"h[1-6]", tag.name):
            yield f"{'#' * int(tag.name[1])} {text}"
        elif tag.name == "li" or tag.find_parent("li"):
            yield f"- {text}"
        else:
            yield f"**{text}**" if not cells and " ".join(strong.split()) == text else text
