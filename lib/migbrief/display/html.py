"""What a notebook cell shows: escaped HTML for pages, plain text for everything else."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from migbrief.errors import UserError, unknown
from migbrief.text.i18n import current, mark, speaking, t
from migbrief.text.markup import inline, plain, referring

from . import lab

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Display:
    """HTML with its plain-text twin. Whoever builds one has escaped what came from data.

    ``parts`` are the displays it is put together from.
    """

    html: str
    text: str
    parts: tuple[Display, ...] = ()
    again: Callable[..., Display] | None = None  # makes it with other settings

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self._repr_html_(), "text/plain": self.text}

    def _repr_html_(self) -> str:
        return lab.dressed(self.html)

    def __repr__(self) -> str:
        return self.text

    def results(self) -> list[Display]:
        """Return the figures and tables in it, each with ``data``, in order."""
        return list(self._results())

    def _results(self) -> Iterator[Display]:
        for part in self.parts:
            yield from part._results()

    def __getattr__(self, name: str) -> Any:
        """``data`` is that of the one figure or table in it."""
        if name != "data":
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self._only(self.results()), name)

    def figure(self) -> Figure:
        """Return the one figure in it as a matplotlib figure of your own."""
        return self._only([part for part in self.results() if hasattr(part, "alt")]).figure()

    def but(self, **changes: Any) -> Display:
        """Return the one figure or table in it made again, with another ``title``, ``note`` or setting.

        A setting is whatever its kind takes, such as ``log=True``. Raises ``UserError`` for any other.
        """
        if self.again is None:
            return self._only(self.results()).but(**changes)
        return self.again(**changes)

    def save(self, path: str | Path, *, width: float | None = None) -> Path:
        """Save it as the ending says: figures as .svg, .png or .pdf, data as .xlsx or .csv.

        A workbook takes all figures and tables in it; other forms take one. ``width`` is that of a .png or
        .svg, in pixels.
        """
        from . import saving

        return saving.save(self, Path(path), width)

    def _only(self, parts: list[Display]) -> Display:
        if len(parts) == 1:
            return parts[0]
        raise UserError(
            t("this display has {n} figures and tables; take one of its results()", n=str(len(parts)))
            if parts
            else t("this display has no figure and no table")
        )


NOTHING: Final = Display("", "")  # where there is nothing to show
LACKING: Final = "mb-note mb-lacking"  # of a paragraph that says no more than that a source is lacking
P = ParamSpec("P")
D = TypeVar("D", bound=Display)


def remade(function: Callable[P, D]) -> Callable[P, D]:
    """Let what a function shows be made again with other settings, in the language of the first time.

    >>> remade(lambda *, note: paragraph(note))(note="One.").but(note="Two.").text
    'Two.'
    """
    parameters = inspect.signature(function).parameters.values()
    takes = {p.name for p in parameters if p.kind is p.KEYWORD_ONLY} | {"title", "note", "source"}
    title = "title" if any(p.kind is p.VAR_KEYWORD for p in parameters) else "caption"

    @functools.wraps(function)
    def make(*args: P.args, **given: P.kwargs) -> D:
        language = current()

        def again(**changes: Any) -> D:
            for name in changes:
                if name not in takes:
                    raise unknown(mark("setting"), name, takes)
            first: Any = args
            if "title" in changes and title == "caption":
                changes["caption"] = changes.pop("title")
                first = args[:1]  # of a table the caption comes second
            with speaking(language):
                return make(*first, **{**given, **changes})

        return replace(function(*args, **given), again=again)

    return make


def stack(*parts: Display) -> Display:
    """Put several displays one below the other.

    >>> stack(paragraph("One."), paragraph("Two.")).text
    'One.\\n\\nTwo.'
    """
    return Display("\n".join(p.html for p in parts), "\n\n".join(p.text for p in parts), parts)


def beside(*parts: Display) -> Display:
    """Put displays side by side where the page is wide enough, else one below the other.

    >>> beside(paragraph("One."), paragraph("Two.")).text
    'One.\\n\\nTwo.'
    """
    if len(parts) == 1:
        return parts[0]
    inner = "\n".join(f"<div>{p.html}</div>" for p in parts)
    return Display(f'<div class="mb-beside">{inner}</div>', "\n\n".join(p.text for p in parts), parts)


def fold(summary: str, inside: Display) -> Display:
    """Fold a display away behind a line that opens it.

    >>> fold("More", paragraph("One.")).text
    'More\\nOne.'
    """
    html = f'<details class="mb-more"><summary>{referring(summary)}</summary>{inside.html}</details>'
    return Display(html, f"{summary}\n{inside.text}", (inside,))


def headed(text: Display, picture: Display) -> Display:
    """Put a small picture at the side of a text.

    >>> headed(paragraph("One."), paragraph("Two.")).text
    'One.'
    """
    return Display(f'<div class="mb-headed">{text.html}{picture.html}</div>', text.text, (text, picture))


def heading(text: str, level: int = 2) -> Display:
    """Head a part that stands on a page only where there is something to show.

    >>> heading("Migrants").html
    '<h2>Migrants</h2>'
    """
    return Display(f"<h{level}>{referring(text)}</h{level}>", text)


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


def bullets(items: list[str]) -> Display:
    """Show a list of sentences.

    >>> print(bullets(["One.", "Two."]))
    - One.
    - Two.
    """
    inner = "".join(f"<li>{inline(item)}</li>" for item in items)
    return Display(f'<ul class="mb-list">{inner}</ul>', "\n".join(f"- {plain(item)}" for item in items))


def claimed(*parts: Display) -> Display:
    """Put a lead and its picture on the first screen of a report on a paper.

    >>> claimed(paragraph("One.")).text
    'One.'
    """
    inner = "\n".join(p.html for p in parts)
    return Display(f'<div class="mb-headed mb-claims">{inner}</div>', "\n\n".join(p.text for p in parts))
