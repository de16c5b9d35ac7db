"""An executed notebook → one self-contained HTML page, with nbconvert and our own template."""

import itertools
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import quote

from jupyter_core.paths import ENV_JUPYTER_PATH, SYSTEM_JUPYTER_PATH
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbformat import NotebookNode
from traitlets.config import Config

from migbrief import __version__, paths
from migbrief.datasets import caveats, countries, read_log, store_state
from migbrief.display.footnotes import number as number_footnotes
from migbrief.display.html import LACKING
from migbrief.editions import edition
from migbrief.errors import UserError, one_line
from migbrief.registry.parameter_models import BaseParameters, PageParameters
from migbrief.registry.parameters import as_text, settings
from migbrief.registry.profile_reports import description as described
from migbrief.registry.profile_reports import title as titled
from migbrief.registry.records import Report
from migbrief.text import words
from migbrief.text.i18n import mark, refuses_bare_numbers, speaking, t
from migbrief.text.markdown import to_html as markdown_to_html
from migbrief.text.markdown import translated
from migbrief.text.markup import referring

from .assets import assets, css_string, data_sources, format_day, html_of, localized_name, official_sources
from .headings import Outline
from .notebook_cells import HIDDEN_TAGS, code_html, notebook_data_url, number_cells

A_HEADING: Final = re.compile(r"\s*##+ .+\s*")  # a cell with nothing else
KICKERS: Final = {"sections": mark("Report on the paper")}
BASE: Final = "nbconvert/templates/base"
LONGEST_REASON: Final = 300  # characters
VINTAGE: Final[str] = BaseParameters.model_fields["vintage"].default
LEAD: Final = re.compile(r'<p class="mb-lead">(.*?)</p>', re.DOTALL)
LONGEST: Final = 400  # letters of a page's finding on the index
META: Final = re.compile(r"<\s*/?\s*(?:meta|base)\b[^>]*>?", re.IGNORECASE)  # could redirect a reader
SHOWN_TYPES: Final = ("text/html", "image/svg+xml", "image/png", "image/jpeg", "text/latex", "text/plain")


class PageExporter(HTMLExporter):  # type: ignore[misc]  # nbconvert is seen as untyped
    """nbconvert's HTML exporter, without the clean-up that parses the whole page a second time."""

    def get_prefix_root_dirs(self) -> list[str]:
        """Return only nbconvert's folders: a user's own templates, which may be broken, are not used."""
        return [root for root in (*ENV_JUPYTER_PATH, *SYSTEM_JUPYTER_PATH) if Path(root, BASE).is_dir()][:1]

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.autoescape = True
        environment.globals.update(t=t, css_string=css_string, referring=html_of)
        return environment

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        self.register_filter("highlight_code", code_html)
        html, used = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        return str(html), used


def to_html(
    nb: NotebookNode, report: Report, values: PageParameters, made: datetime, error: str = "", full: str = ""
) -> str:
    """Return the page of an executed notebook. Changes ``nb``.

    ``error`` marks it as the page of a failed run; ``full`` is the page that this one is a brief of.
    """
    with speaking(values.language):
        outline = Outline()
        source = notebook_data_url(nb)
        notes = _prepare(nb, outline)
        page = _page(report, values, made, error, outline, source)
        page.notes, page.full = Markup(notes), full
        html, _ = _exporter().from_notebook_node(nb, {"page": page})
        return html


def command(report: Report) -> str:
    """Return the shell command that makes this page again."""
    words = ["migbrief", "render", report.id.partition("--")[0]]
    for name, value in report.parameters.items():
        if name not in report.own:
            words += ["-p", f"{name}={as_text(value)}"]
    return shlex.join(words)


@cache
def _exporter() -> PageExporter:
    checked = {"optimistic_validation": True}  # once, not after each of its steps
    config = Config({"NbConvertBase": {"display_data_priority": list(SHOWN_TYPES)}, "Exporter": checked})
    return PageExporter(
        config=config,
        template_name="migbrief",
        template_file="report.html.j2",
        extra_template_basedirs=[str(paths.TEMPLATES)],
        template_data_paths=[],
    )


def _prepare(nb: NotebookNode, outline: Outline) -> str:
    """Convert Markdown to safe HTML, anchor headings and label code cells, in the page's order.

    Returns HTML of the end notes.
    """
    shown: list[NotebookNode] = []  # what holds HTML
    nb.cells = list(_headed(nb.cells))
    for cell, number in zip(nb.cells, number_cells(nb), strict=True):
        try:
            for data in _prepare_cell(cell, number, outline):
                if "text/html" in data:
                    shown.append(data)
        except Exception as error:  # whatever a library makes of odd outputs
            why = one_line(f"{type(error).__name__}: {error}")[:LONGEST_REASON]
            raise UserError("cell {cell}: {why}", cell=str(number), why=why) from error
    pieces, notes = number_footnotes([data["text/html"] for data in shown], strict=refuses_bare_numbers())
    for data, html in zip(shown, _remarked_once(pieces), strict=True):
        data["text/html"] = html
    nb.cells = [cell for cell in nb.cells if not HIDDEN_TAGS & set(cell.metadata.get("tags", []))]
    return notes


def _remarked_once(pieces: Iterable[str]) -> list[str]:
    """Hide the caveat on the name of a place wherever a page repeats it; exported figures show it."""
    worded = [referring(t(remark)) for remark in caveats.NAMES.values()]
    remarks = "|".join(map(re.escape, worded))
    pattern = re.compile(f'<p class="mb-note">(?P<whole>{remarks})</p>|(?P<part>{remarks})')
    seen: set[str] = set()

    def hide(match: re.Match[str]) -> str:
        remark = match["whole"] or match["part"]
        if remark not in seen:
            seen.add(remark)
            return match[0]
        opened, closed = ('<p class="mb-note"', "</p>") if match["whole"] else ("<span", "</span>")
        return f"{opened} hidden>{remark}{closed}"

    return [pattern.sub(hide, p) if any(remark in p for remark in worded) else p for p in pieces]


def _headed(cells: Sequence[NotebookNode]) -> Iterator[NotebookNode]:
    """Yield the cells without headings that are followed by nothing but notes of missing sources."""
    for i, cell in enumerate(cells):
        below = list(itertools.takewhile(lambda c: c.cell_type == "code", cells[i + 1 :]))
        shown = [output.get("data", {}) for code in below for output in code.outputs]
        bare = [not d.get("text/plain", "?") or LACKING in "".join(d.get("text/html", "")) for d in shown]
        if cell.cell_type == "markdown" and A_HEADING.fullmatch(cell.source) and bare and all(bare):
            for code in below:
                code.outputs = []
        else:
            yield cell


def _prepare_cell(cell: NotebookNode, number: int | None, outline: Outline) -> Iterator[NotebookNode]:
    """Prepare one cell; yield what holds HTML: its metadata, or the data of its outputs."""
    if cell.cell_type == "markdown":
        html = markdown_to_html(translated(cell.source), cell.get("attachments"))
        cell.metadata["migbrief_html"] = outline.add(html)
        yield cell.metadata
    if cell.cell_type != "code":
        return
    cell.metadata["migbrief_label"] = (
        t("Code of cell {number}", number=str(number)) if number else t("Parameters of this run")
    )
    for output in cell.outputs:
        data = output.get("data") or {}
        if "text/html" not in data and "text/markdown" in data:
            data["text/html"] = markdown_to_html(data["text/markdown"])
        if "text/html" in data:
            data["text/html"] = outline.add(META.sub("", "".join(data["text/html"])))
            yield data


def _page(
    report: Report, values: PageParameters, made: datetime, error: str, outline: Outline, source: str
) -> SimpleNamespace:
    """Return everything that the template shows around a notebook's cells, as plain text that it escapes."""
    # The title of a profile is its country or region, and that of a section the paper's.
    title = titled(report) if report.own or not outline.title else outline.title
    title = values.title or title
    where = report.failed if error else report.output
    rows = settings(values)
    differing = [f"{row.name} {row.value or t('none')}" for row in rows if row.changed]
    # Country, region and language are not repeated: the title and the text show them.
    elsewhere = {*report.own, "language", "title", "subtitle", "edition", "against", "vintage"}
    elsewhere |= {"countries"} if report.kind == "regions" or values.title else set()
    focus = [f"{row.name}: {row.value}" for row in rows if row.changed and row.name not in elsewhere]
    if values.title and (codes := getattr(values, "countries", [])):  # whom a reader's own title stands for
        focus.append(words.listing(map(countries.name, codes), 6))
    name, vintage = getattr(values, "edition", ""), getattr(values, "vintage", VINTAGE)
    date = format_day(made)
    papers = {n: _paper(n) for n in (name, getattr(values, "against", "")) if n}
    up = "../" * (len(where.parts) - 1)
    return SimpleNamespace(
        notebook=report.notebook.name,
        **vars(assets()),
        title=title,
        description=described(report),
        kicker=t(KICKERS[report.kind]) if report.kind in KICKERS else "",
        subtitle=values.subtitle,
        byline=[*_byline(report, papers.values(), vintage), t("Made {date}", date=date), *focus],
        home=up + localized_name("index.html"),
        executed=f"{up}{where.with_suffix('.ipynb') if error else report.executed}",
        source=source,
        headings=outline.headings,
        settings=rows,
        settings_line=t("{settings} (the others at their defaults)", settings=", ".join(differing))
        if differing
        else t("all at their defaults"),
        about=[
            *((t("Paper"), f"{paper} ({n})") for n, paper in papers.items()),
            (t("Data"), _data(vintage)),
            (t("Library"), f"migbrief {__version__}"),
            (t("Made"), f"{date} (UTC)"),
        ],
        citation=_citation(title, papers.get(name, ""), _data(vintage, "{title}"), date),
        bibtex=_bibtex(report, title, date, made.year),
        language=values.language,
        command=command(report),
        digests=_digests(report),
        error=error,
        sources=data_sources() + official_sources(store_state.read()),
    )


def _citation(title: str, paper: str, data: str, date: str) -> str:
    """Return the citation of the page; ``paper`` is the title of its paper, blank if it is not on one."""
    fields = {"title": title, "data": data, "version": __version__, "date": date}
    if not paper:
        return t("Migration Brief, “{title}”; data: {data}; migbrief {version}, {date}.", **fields)
    return t(
        "Migration Brief, “{title}”; paper: {paper}; data: {data}; migbrief {version}, {date}.",
        paper=paper,
        **fields,
    )


def _bibtex(report: Report, title: str, date: str, year: int) -> str:
    """Return the citation of the page as a data URL of a BibTeX entry."""
    plain = re.sub(r"[{}\\]", "", title)
    entry = (
        f"@misc{{migbrief-{report.id},\n  author = {{{{Migration Brief}}}},\n  title = {{{{{plain}}}}},\n"
        f"  year = {{{year}}},\n  note = {{migbrief {__version__}, {date}}},\n}}\n"
    )
    return f"data:text/x-bibtex;charset=utf-8,{quote(entry)}"


def _byline(report: Report, papers: Iterable[str], vintage: str) -> list[str]:
    """Return the paper or papers of a section, or the date of a profile's data."""
    if report.kind == "sections":
        return list(papers)
    until = [store_state.until(edition) for edition in store_state.read()]
    currency = (
        t("Data until {year}", year=str(max(until)))
        if any(until)
        else t("Data: Factbook {vintage}", vintage=vintage)
    )
    return [currency]


def _data(vintage: str, wording: str = "{title} [{id}]") -> str:
    """Return the titles of the source editions of a page, with their ids if ``wording`` has them."""
    from migbrief.datasets import store

    shown = store.to_show()
    ids = [edition.partition("@")[0] for edition in store_state.read()]
    whole = [id for id in ids if not id.endswith("-partial") and id in shown.state]
    titles = [wording.format(title=shown.title(id), id=id) for id in whole]
    return t("; ").join(dict.fromkeys([*titles, f"CIA World Factbook {vintage}"]))


def _digests(report: Report) -> str:
    """Return the source editions that a report read, or could read, with digests, or how to get some."""
    if report.kind not in ("profiles", "regions") and not store_state.read():
        return ""
    read_log.record(store_state.LOG)
    named = ", ".join(store_state.read() or store_state.named())
    none = t("none held; to get some, run: migbrief data update")
    return t("Official data: {editions}", editions=named or none)


def _paper(name: str) -> str:
    """Return the title of an edition's paper; its name if it cannot be read."""
    try:
        return t(edition.load(name).title)
    except UserError:
        return name


def finding(html: str) -> str:
    """Return a page's lead in plain text: whole sentences of at most ``LONGEST`` letters."""
    lead = LEAD.search(html)
    if lead is None:
        return ""
    text = " ".join(unescape(re.sub(r"<sup class=\"mb-ref.*?</sup>|<[^>]+>|\u2060", "", lead[1])).split())
    sentences = re.split(r"(?<=[.!?])\s+(?=[^a-z])", text)
    kept = list(itertools.accumulate(sentences, "{} {}".format))
    return next((text_so_far for text_so_far in reversed(kept) if len(text_so_far) <= LONGEST), kept[0])
