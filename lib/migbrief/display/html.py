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
    """Put several displays one below the other.

    >>> stack(paragraph("One."), paragraph("Two.")).text
    'One.\\n\\nTwo.'
    """
    return Display("\n".join(p.html for p in parts), "\n\n".join(p.text for p in parts))


def beside(*parts: Display) -> Display:
    """Put displays side by side where the page is wide enough, else one below the other.

    >>> beside(paragraph("One."), paragraph("Two.")).text
    'One.\\n\\nTwo.'
    """
    if len(parts) == 1:
        return parts[0]
    inner = "\n".join(f"<div>{p.html}</div>" for p in parts)
    return Display(f'<div class="mb-beside">{inner}</div>', "\n\n".join(p.text for p in parts))


def fold(summary: str, inside: Display) -> Display:
    """Fold a display away behind a line that opens it.

    >>> fold("More", paragraph("One.")).text
    'More\\nOne.'
    """
    html = f'<details class="mb-more"><summary>{escape(summary)}</summary>{inside.html}</details>'
    return Display(html, f"{summary}\n{inside.text}")


def headed(said: Display, picture: Display) -> Display:
    """Put a small picture at the side of a text.

    >>> headed(paragraph("One."), paragraph("Two.")).text
    'One.'
    """
    return Display(f'<div class="mb-headed">{said.html}{picture.html}</div>', said.text)


def heading(text: str, level: int = 2) -> Display:
    """Head a part that stands on a page only where there is something to show.

    >>> heading("Migrants").html
    '<h2>Migrants</h2>'
    """
    return Display(f"<h{level}>{escape(text)}</h{level}>", text)


def paragraph(text: str, kind: str = "mb-prose") -> Display:
    """Show a paragraph of prose, marked up as in :func:`inline`.

    >>> paragraph("*Half* of them.").html
    '<p class="mb-prose"><strong>Half</strong> of them.</p>'
    """
    return Display(f'<p class="{kind}">{inline(text)}</p>', plain(text))


def note(text: str) -> Display:
    """Show a quieter paragraph: a limit, a definition, an assumption.

    >>> note("Estimates.").html
    '<p class="mb-note">Estimates.</p>'
    """
    return paragraph(text, "mb-note")


def sourced(display: Display, source: str, key: str) -> Display:
    """Show something with its source below it, to which footnotes lead by the key.

    >>> print(sourced(paragraph("One."), "A survey", "survey"))
    One.
    Source: A survey.
    """
    line = t("Source: {source}.", source=source)
    return Display(
        f'{display.html}<p class="mb-source">{escape(line)}{here(key)}</p>', f"{display.text}\n{line}"
    )


def bullets(items: list[str]) -> Display:
    """Show a list of sentences.

    >>> print(bullets(["One.", "Two."]))
    - One.
    - Two.
    """
    inner = "".join(f"<li>{inline(item)}</li>" for item in items)
    return Display(f'<ul class="mb-list">{inner}</ul>', "\n".join(f"- {plain(item)}" for item in items))


def claimed(said: Display, *pictures: Display) -> Display:
    """Put a lead and its picture on the first screen of a report on a paper.

    >>> claimed(paragraph("One.")).text
    'One.'
    """
    parts = (said, *pictures)
    inner = "\n".join(p.html for p in parts)
    return Display(f'<div class="mb-headed mb-claims">{inner}</div>', "\n\n".join(p.text for p in parts))
