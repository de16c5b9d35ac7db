"""What a notebook cell shows: escaped HTML for pages, plain text for everything else."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from migbrief.text.i18n import t
from migbrief.text.markup import here, inline, plain


@dataclass(frozen=True)
class Display:
    """HTML with its plain-text twin. Whoever builds one has escaped what came from data."""

    html: str
    text: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}

    def __repr__(self) -> str:
        return self.text


def stack(*parts: Display) -> Display:
    """Several displays as one, in order."""
    return Display("\n".join(p.html for p in parts), "\n\n".join(p.text for p in parts))


def heading(text: str, level: int = 2) -> Display:
    """A heading of a part that stands on a page only where there is something to show."""
    return Display(f"<h{level}>{escape(text)}</h{level}>", text)


def paragraph(text: str, kind: str = "mb-prose") -> Display:
    """A paragraph of prose, marked up as in :func:`inline`."""
    return Display(f'<p class="{kind}">{inline(text)}</p>', plain(text))


def note(text: str) -> Display:
    """A quieter paragraph: a limit, a definition, an assumption."""
    return paragraph(text, "mb-note")


def sourced(said: Display, source: str, key: str) -> Display:
    """Something said with its source below it, to which footnotes lead by the key."""
    line = t("Source: {source}.", source=source)
    return Display(f'{said.html}<p class="mb-source">{escape(line)}{here(key)}</p>', f"{said.text}\n{line}")


def bullets(items: list[str]) -> Display:
    """A list of sentences."""
    inner = "".join(f"<li>{inline(item)}</li>" for item in items)
    return Display(f'<ul class="mb-list">{inner}</ul>', "\n".join(f"- {plain(item)}" for item in items))
