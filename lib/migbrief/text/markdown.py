"""Convert Markdown cells to HTML that is safe: no scripts, nothing loaded, nothing disguised.

Raw HTML is shown as text, except a few formatting tags without attributes. Links may lead to the web, to a
mail address or within the folder; images must be embedded. Dollar signs are money, not maths.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any, Final

import mistune

from .i18n import DEFAULT, current, t
from .typography import tied

LINK_SCHEMES: Final = {"http", "https", "mailto"}
PICTURES: Final = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+\Z")
PLAIN_TAG: Final = re.compile(r"<(/?)(b|i|em|strong|sub|sup|small|kbd|mark|cite|code|q)\s*>", re.I)
BLANK_LINES: Final = re.compile(r"\n\s*\n")
BREAK: Final = re.compile(r"<br\s*/?>", re.I)


def is_safe_link(url: str) -> bool:
    """Return whether a page may have this link: with a known scheme, or none (relative, or an anchor)."""
    bare = re.sub(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e]", "", unescape(url))
    scheme = re.match(r"([^/?#]*?):", bare)
    return (scheme is None or scheme[1].lower() in LINK_SCHEMES) and not bare.startswith(("//", "\\"))


class SafeRenderer(mistune.HTMLRenderer):
    """mistune's renderer with checks of all raw HTML and links."""

    def __init__(self, attachments: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(escape=True)
        self.attachments = attachments
        self.open: list[str] = []  # raw formatting tags not yet closed

    def render_tokens(self, tokens: Any, state: Any) -> str:
        """Render children, and close raw tags that were opened among them."""
        depth = len(self.open)
        html = super().render_tokens(tokens, state)
        while len(self.open) > depth:
            html += f"</{self.open.pop()}>"
        return html

    def text(self, text: str) -> str:
        return str(super().text(tied(text)))

    def inline_html(self, html: str) -> str:
        if BREAK.fullmatch(html):
            return "<br>"
        tag = PLAIN_TAG.fullmatch(html)
        if tag and not tag[1]:
            self.open.append(tag[2].lower())
            return f"<{self.open[-1]}>"
        if tag and self.open and self.open[-1] == tag[2].lower():
            return f"</{self.open.pop()}>"
        return self._raw(html)

    def block_html(self, html: str) -> str:
        shown = self._raw(html.strip())
        return f"<p>{shown}</p>\n" if shown else ""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if not is_safe_link(url):
            return text
        hint = f' title="{escape(title)}"' if title else ""
        return f'<a href="{escape(unescape(url))}"{hint}>{text}</a>'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith("attachment:"):
            bundle = self.attachments.get(url.removeprefix("attachment:"), {})
            url = next((f"data:{mime};base64,{data}" for mime, data in bundle.items()), "")
        if not PICTURES.match(url):
            label = t("[picture: {text}]", text=text or t("without description"))
            return f'<span class="mb-missing-picture">{escape(label)}</span>'
        return f'<img src="{escape(url)}" alt="{escape(text)}">'

    @staticmethod
    def _raw(html: str) -> str:
        return "" if html.startswith("<!--") else escape(html)


def to_html(source: str, attachments: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Return Markdown as HTML, with tables, footnotes, definition lists and strikethrough."""
    renderer = SafeRenderer(attachments or {})
    convert: Any = mistune.create_markdown(
        renderer=renderer, plugins=["table", "footnotes", "def_list", "strikethrough"]
    )
    html = str(convert(source))
    label = escape(t("Table"))
    table = f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}"><table>'
    return html.replace("<table>", table).replace("</table>", "</table></div>")


def joined(block: str) -> str:
    """Return a Markdown block on one line, as in the catalogues; tables, lists and quotes
    keep their lines.
    """
    if re.search(r"^\s*([|>*-]|\d+\.)\s", block, re.M):
        return block.strip()
    return " ".join(block.split())


def translated(markdown: str) -> str:
    """Translate Markdown into the current language block by block; untranslated blocks stay English."""
    if current() == DEFAULT:
        return markdown
    return "\n\n".join(_block(block) for block in BLANK_LINES.split(markdown.strip()))


def _block(block: str) -> str:
    message = joined(block)
    known = t(message)
    return block if known == message else known
