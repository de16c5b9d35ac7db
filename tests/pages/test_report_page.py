"""Pages: no foreign script, nothing loaded, unique anchors, and what the page was made from."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import nbformat
import pytest

from folders import FIXTURES
from migbrief.datasets import caveats
from migbrief.display import theme
from migbrief.display.html import LACKING
from migbrief.pages import embeds, report_page
from migbrief.pages.assets import css_string
from migbrief.pages.headings import Outline
from migbrief.pages.report_page import command
from migbrief.pages.report_page import to_html as to_page
from migbrief.paths import TEMPLATES
from migbrief.registry.parameters import parse
from migbrief.registry.profile_reports import country_reports
from migbrief.registry.records import Report
from migbrief.runner.render import render
from migbrief.text.i18n import t
from migbrief.text.markdown import is_safe_link, to_html


class Reader(HTMLParser):
    """Collects what the tests ask a page for."""

    VOID = frozenset({"meta", "link", "img", "br", "hr", "input", "wbr", "col", "path", "rect", "use"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The page of a fixture notebook, made once."""
    from pathlib import PurePosixPath

    out = tmp_path_factory.mktemp("pages")
    pages: dict[str, str] = {}

    def page(name: str) -> str:
        if name not in pages:
            report = Report(
                name, name, FIXTURES / f"{name}.ipynb", "section", PurePosixPath(f"sections/{name}.html")
            )
            pages[name] = (out / render(report, out).page).read_text("utf-8")
        return pages[name]

    return page


@pytest.mark.parametrize("name", ["showcase", "good", "raises", "injects"])
def test_a_page_is_a_sound_document(made: Callable[[str], str], name: str) -> None:
    html = made(name)
    page = read(html)
    assert page.open == [] and html.startswith("<!DOCTYPE html>")
    assert page.all("html")[0]["lang"] == "en" and len(page.all("title")) == 1
    assert (
        len(page.all("h1"))
        == len(page.all("main"))
        == len(page.all("header"))
        == len(page.all("footer"))
        == 1
    )
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    anchors = [a["href"] for a in page.all("a") if (a.get("href") or "").startswith("#")]
    assert "#main" in anchors and {str(a)[1:] for a in anchors} <= set(ids)


@pytest.mark.parametrize("name", ["showcase", "injects"])
def test_a_page_loads_nothing_and_runs_only_our_script(made: Callable[[str], str], name: str) -> None:
    html = made(name)
    page = read(html)
    assert not page.all("iframe", "link", "object", "embed", "base", "form")
    assert all((i.get("src") or "").startswith("data:") for i in page.all("img"))
    assert len(page.all("script")) == 1 and "src" not in page.all("script")[0]
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert all(is_safe_link(a.get("href") or "") or a.get("download") for a in page.all("a"))
    policy = next(m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy and policy.startswith("default-src 'none'") and "sha256-" in policy
    assert "url(http" not in html and "@import" not in html


def test_injected_markdown_is_shown_not_obeyed(made: Callable[[str], str]) -> None:
    html = made("injects")
    assert "&lt;script&gt;alert(&quot;block&quot;)" in html and "alert(1)&lt;/script&gt;</h1>" in html
    assert "<b>plain</b>" in html and "javascript:alert(4)" not in html
    assert "&lt;script&gt;alert(7)" in html


def test_code_is_folded_and_parameters_are_a_table(made: Callable[[str], str]) -> None:
    html = made("good")
    assert '<details class="code"><summary>Parameters of this run</summary>' in html
    assert '<details class="code"><summary>Code of cell 4</summary>' in html
    assert (
        '<th scope="row"><code>countries</code></th>' in html and "Parameters: all at their defaults" in html
    )
    assert "US$\u00a030 and US$\u00a040" in html  # money, not mathematics


def test_the_contents_list_follows_the_headings(made: Callable[[str], str]) -> None:
    html = made("good")
    assert re.findall(r'<li class="level-(\d)"><a href="#([\w-]+)">', html) == [
        ("2", "figures"),
        ("2", "figures-2"),
        ("3", "parameters-as-given"),
    ]


def test_the_foot_says_what_made_the_page(made: Callable[[str], str]) -> None:
    html = made("good")
    foot = html[html.index("<footer") :]
    for said in (
        "good.ipynb",
        "2012-tenth",
        "migbrief 0",
        "How to cite",
        "migbrief render good",
        "World Population Prospects 2024</a> (<a",
    ):
        assert said in foot


def test_a_remark_on_a_name_stands_once_on_a_page_and_on_each_figure_taken_away() -> None:
    remark = t(caveats.NAMES["XKX"])
    figure = '<figure class="mb-figure" id="fig-{name}"><svg></svg><p class="mb-note">{note}</p></figure>'
    notes = {"one": remark, "two": remark, "three": f"Estimates. {remark}"}
    shown = [figure.format(name=name, note=note) for name, note in notes.items()]
    outputs = [nbformat.v4.new_output("display_data", {"text/html": html}) for html in shown]
    cells = [nbformat.v4.new_code_cell("", outputs=outputs)]
    report = country_reports(["XKX"])[0]
    made = datetime(2026, 1, 2, tzinfo=UTC)
    html = to_page(nbformat.v4.new_notebook(cells=cells), report, parse(report.model, {}), made)
    assert f'<p class="mb-note">{remark}</p>' in html and f"Estimates. <span hidden>{remark}</span>" in html
    assert html.count(remark) == 3 and html.count(f" hidden>{remark}") == 2
    away = [text for name, text in embeds.files(html, "en", "x.html") if name.endswith(".html")]
    assert len(away) == 3 and all(remark in text and "hidden" not in text for text in away)


@pytest.mark.parametrize("colon", [":", "\u00a0:"])  # as in French
def test_a_figure_taken_away_names_the_licence_of_its_source(colon: str) -> None:
    """A source line has titles, the list of sources ids: licences were missing where those share no word."""
    source = "UN DESA, International Migrant Stock 2024"
    figure = (
        f'<figure class="mb-figure" id="fig-a"><svg></svg><p class="mb-source">Source: {source}.</p></figure>'
    )
    foot = (
        "<dd>World Population Prospects 2024 [wpp-2024]; International Migrant Stock 2024 [undesa-2024]</dd>"
        f"<li>wpp-2024{colon} <a href='x'>United Nations, 2024</a> (CC BY 3.0 IGO)</li>"
        f"<li>undesa-2024{colon} <a href='y'>United Nations (2024). Stock</a> (CC BY 3.0 IGO)</li>"
    )
    pages = dict(embeds.files(f"<title>A</title>{figure}{foot}", "en", "x.html"))
    assert (
        "Sources and licences: <a href='y'>United Nations (2024). Stock</a> (CC BY 3.0 IGO)"
        in pages["a.html"]
    )


def test_the_notebook_and_its_parameters_travel_in_the_page(made: Callable[[str], str]) -> None:
    (link,) = [a for a in read(made("good")).all("a") if (a.get("download") or "").endswith(".ipynb")]
    assert link["download"] == "good.ipynb"
    kind, _, body = str(link["href"]).partition(",")
    assert kind == "data:application/x-ipynb+json;base64"
    nb = nbformat.reads(base64.b64decode(body).decode("utf-8"), as_version=4)
    nbformat.validate(nb)
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    assert any("injected-parameters" in cell.metadata.get("tags", []) for cell in code)
    assert all(cell.outputs == [] for cell in code) and len(nb.cells) > len(code)


def test_the_command_can_be_pasted_into_a_shell(fixture_report: Callable[..., Report]) -> None:
    report = fixture_report("good", countries=["KEN", "NPL"], group="Eastern Africa")
    assert command(report) == "migbrief render good -p countries=KEN,NPL -p 'group=Eastern Africa'"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org", True),
        ("mailto:a@example.org", True),
        ("../index.html#x", True),
        ("#note:1", True),
        ("a/b:c", True),
        ("javascript:alert(1)", False),
        (" JaVaScRiPt:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("java&#115;cript:alert(1)", False),
        ("java\u200bscript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("//example.org/x", False),
    ],
)
def test_links_are_judged_by_their_scheme(url: str, safe: bool) -> None:
    assert is_safe_link(url) is safe


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        ("<b>left open", "<p><b>left open</b></p>"),
        ("never opened</b>", "<p>never opened&lt;/b&gt;</p>"),
        ("<b><i>crossed</b></i>", "<p><b><i>crossed&lt;/b&gt;</i></b></p>"),
        ("two<br>lines", "<p>two<br>lines</p>"),
        ("gone <!-- a remark -->", "<p>gone </p>"),
        ('<b class="x">no</b>', "<p>&lt;b class=&quot;x&quot;&gt;no&lt;/b&gt;</p>"),
    ],
)
def test_raw_tags_are_balanced_or_shown(source: str, html: str) -> None:
    assert to_html(source).strip() == html


def test_attached_pictures_travel_in_the_page() -> None:
    html = to_html("![a map](attachment:m.png)", {"m.png": {"image/png": "aGVsbG8="}})
    assert '<img src="data:image/png;base64,aGVsbG8=" alt="a map">' in html
    assert "picture: a map" in to_html("![a map](attachment:gone.png)")


def test_repeated_ids_are_renamed_with_what_refers_to_them() -> None:
    outline = Outline()
    figure = '<svg id="f"><clipPath id="c"/><g clip-path="url(#c)"/><use href="#c"/></svg>'
    assert outline.add(figure) == figure
    again = outline.add(figure)
    assert '<svg id="f-2">' in again and 'id="c-2"' in again
    assert "url(#c-2)" in again and 'href="#c-2"' in again


def test_a_second_title_becomes_a_heading() -> None:
    outline = Outline()
    assert outline.add("<h1>One &amp; only</h1>") == "" and outline.title == "One & only"
    assert outline.add("<h1>Two</h1>") == '<h2 id="two">Two</h2>'


def test_light_colours_are_those_of_the_figures_and_dark_has_every_name() -> None:
    light = (TEMPLATES / "migbrief" / "style.css").read_text("utf-8")
    dark = (TEMPLATES / "migbrief" / "dark.css").read_text("utf-8")
    for colour, name in theme.css_variables().items():
        assert f"--{name}: {colour};" in light, name
        assert f"--{name}: #" in dark, name


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("sheet", ["style.css", "dark.css"])
def test_contrast_meets_wcag_aa(sheet: str) -> None:
    """Text colours at 4.5:1 on paper and surface; marks of figures at 3:1 on paper."""
    css = (TEMPLATES / "migbrief" / sheet).read_text("utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))

    def ratio(a: str, b: str) -> float:
        high, low = sorted((_luminance(colours[a]), _luminance(colours[b])), reverse=True)
        return (high + 0.05) / (low + 0.05)

    texts = ["ink", "ink-soft", "accent", "link", "good", "bad", "warn", "muted", "verdict-differs"]
    assert {(t, g) for t in texts for g in ("paper", "surface") if ratio(t, g) < 4.5} == set()
    assert {n for n in colours if n.startswith(("series-", "verdict-")) if ratio(n, "paper") < 3} == set()


@pytest.mark.parametrize(
    ("code", "title", "dark"),
    [
        ("fr", "Kenya\u00a0: profil migratoire", "Utiliser des couleurs sombres"),
        ("es", "Kenya: perfil migratorio", "Usar colores oscuros"),
    ],
)
def test_a_page_is_in_its_language(code: str, title: str, dark: str) -> None:
    """Kenya is the default country, so that its page in another language has no parameter but that."""
    report = replace(country_reports(["KEN"])[0], parameters={"language": code})
    values = parse(report.model, report.parameters)
    html = to_page(nbformat.v4.new_notebook(), report, values, datetime(2026, 1, 2, tzinfo=UTC))
    assert f'<html lang="{code}">' in html and f"<h1>{title}</h1>" in html
    assert f'data-use-dark="{dark}"' in html
    text = re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.S)
    for english in (
        "Show code",
        "Skip to",
        "Use dark",
        "How to cite",
        "Sources and",
        "Eastern Africa",
        "the ",
    ):
        assert english not in text


def test_a_title_in_the_foot_of_printed_pages_stays_a_string() -> None:
    said = css_string('Côte "A"</style><script>\\\n')
    assert said.startswith('"Côte \\22 A\\22 \\3c \\2f style') and said.endswith('"')
    assert not set("<>/\n") & set(said) and said.count('"') == 2


def test_a_heading_keeps_what_belongs_together() -> None:
    outline = Outline()
    outline.add(
        "<h2>De\n15\N{NO-BREAK SPACE}%  à «\N{NARROW NO-BREAK SPACE}tout\N{NARROW NO-BREAK SPACE}»</h2>"
    )
    assert (
        outline.headings[0].text
        == "De 15\N{NO-BREAK SPACE}% à «\N{NARROW NO-BREAK SPACE}tout\N{NARROW NO-BREAK SPACE}»"
    )


def test_a_heading_under_which_nothing_is_shown_is_left_out() -> None:
    """Without official data whole parts of a profile have nothing to show."""
    v4 = nbformat.v4

    def code(*texts: str) -> nbformat.NotebookNode:
        shown = [v4.new_output("execute_result", {"text/html": t, "text/plain": t}) for t in texts]
        return v4.new_code_cell("x", outputs=shown)

    empty, told, alone = (v4.new_markdown_cell(f"## {name}") for name in ("Empty", "Told", "Alone"))
    worded = v4.new_markdown_cell("## Worded\n\nWith a sentence.")
    lacking = code(f'<p class="{LACKING}">No source has it.</p>')
    cells = [empty, code(""), lacking, told, code(""), code("shown"), alone, code(), worded, code("")]
    kept = [cell.source for cell in report_page._headed(cells) if cell.cell_type == "markdown"]
    assert kept == [told.source, alone.source, worded.source] and not lacking.outputs
