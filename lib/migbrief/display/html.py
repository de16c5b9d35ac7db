"""The output of a notebook cell: escaped HTML for pages, plain text for everything else."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from migbrief.errors import UserError, unknown
from migbrief.text.counts import Count
from migbrief.text.i18n import current, mark, speaking, t
from migbrief.text.markup import inline, plain, referring

from . import lab

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Display:
    """HTML with its plain-text equivalent. Its maker must have escaped all data.

    ``parts`` are the displays that it consists of.
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

    def __bool__(self) -> bool:
        return bool(self.html)

    def results(self) -> list[Display]:
        """Return its figures and tables, each with ``data``, in order."""
        return list(self._results())

    def _results(self) -> Iterator[Display]:
        for part in self.parts:
            yield from part._results()

    def __getattr__(self, name: str) -> Any:
        """Return ``data`` of its only figure or table."""
        if name != "data":
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self._only(self.results()), name)

    def figure(self) -> Figure:
        """Return its only figure as a new matplotlib figure."""
        return self._only([part for part in self.results() if hasattr(part, "alt")]).figure()

    def but(self, **changes: Any) -> Display:
        """Return its only figure or table with another ``title``, ``note`` or setting.

        Settings are those of the function that made it, such as ``log=True``. Raises ``UserError`` for
        others.
        """
        if self.again is None:
            return self._only(self.results()).but(**changes)
        return self.again(**changes)

    def save(self, path: str | Path, *, width: float | None = None) -> Path:
        """Save it in the format of the extension: figures as .svg, .png or .pdf, data as .xlsx or .csv.

        A workbook holds all its figures and tables, other formats one. ``width`` is that of a .png or .svg,
        in pixels.
        """
        from . import saving

        return saving.save(self, Path(path), width)

    def _only(self, parts: list[Display]) -> Display:
        if len(parts) == 1:
            return parts[0]
        raise UserError(
            t("this display has {n} figures and tables; take one of its results()", n=Count(len(parts)))
            if parts
            else t("this display has no figure and no table")
        )


NOTHING: Final = Display("", "")  # for functions with nothing to show
LACKING: Final = "mb-note mb-lacking"  # a paragraph that only says what no source has
P = ParamSpec("P")
D = TypeVar("D", bound=Display)


def remade(function: Callable[P, D]) -> Callable[P, D]:
    """Let the display that a function returns be made again with other settings, in its first language.

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
                first = args[:1]  # the caption of a table is its second argument
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


def beside(*parts: Display | None) -> Display:
    """Put those of some displays that there are side by side, or one below the other on a narrow page.

    >>> beside(paragraph("One."), None, paragraph("Two.")).text
    'One.\\n\\nTwo.'
    """
    shown = tuple(part for part in parts if part)
    if len(shown) < 2:
        return shown[0] if shown else NOTHING
    inner = "\n".join(f"<div>{p.html}</div>" for p in shown)
    return Display(f'<div class="mb-beside">{inner}</div>', "\n\n".join(p.text for p in shown), shown)


def fold(summary: str, inside: Display) -> Display:
    """Fold a display under a line that opens it.

    >>> fold("More", paragraph("One.")).text
    'More\\nOne.'
    """
    html = f'<details class="mb-more"><summary>{referring(summary)}</summary>{inside.html}</details>'
    return Display(html, f"{summary}\n{inside.text}", (inside,))


def headed(text: Display, picture: Display) -> Display:
    """Put a small picture beside a text.

    >>> headed(paragraph("One."), paragraph("Two.")).text
    'One.'
    """
    return Display(f'<div class="mb-headed">{text.html}{picture.html}</div>', text.text, (text, picture))


def heading(text: str) -> Display:
    """Add the heading of a part that a page shows only if the part has something to show.

    >>> heading("Migrants").html
    '<h2>Migrants</h2>'
    """
    return Display(f"<h2>{referring(text)}</h2>", text)


def paragraph(text: str, kind: str = "mb-prose") -> Display:
    """Show a paragraph of prose, with the markup of :func:`inline`.

    >>> paragraph("*Half* of them.").html
    '<p class="mb-prose"><strong>Half</strong> of them.</p>'
    """
    return Display(f'<p class="{kind}">{inline(text)}</p>', plain(text))


def note(text: str) -> Display:
    """Show a note: a limit, a definition, an assumption.

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
