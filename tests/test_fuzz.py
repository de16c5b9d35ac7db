"""Any input gives a value or a one-line error, never a crash and never markup.

Together these tests try more than 3,000 inputs.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migbrief.datasets import countries
from migbrief.display import tables
from migbrief.display.csv import csv_link, to_csv
from migbrief.editions import expressions
from migbrief.errors import UserError
from migbrief.registry import parameters
from migbrief.registry.parameter_models import MODELS
from migbrief.runner.ledger import _figure_digests
from migbrief.runner.outputs import MAX_CHARACTERS, Collector
from migbrief.sources.factbook import dates, numbers
from migbrief.text import markdown, words
from migbrief.text.markup import inline, slug

pytestmark = pytest.mark.slow

many = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
FRAGMENTS = [
    "<script>",
    "</script>",
    "<img·src=x·onerror=a>",
    "javascript:",
    "](",
    "[a",
    "&#",
    "&lt;",
    "`",
    "**",
    "$",
    "\\(",
    "'",
    '"',
    "=",
    "|",
    "---",
    "<!--",
    "-->",
    "]]>",
    "<svg/onload=a>",
    "{{",
]
fragments = st.sampled_from(
    [f.replace("·", " ") for f in FRAGMENTS] + ["\x00", "\u202e", "\n", "\n\n", "    "]
)
FIGURES = [
    "1",
    "2,000",
    "954,000-1.2·million",
    "NA%",
    "++",
    "est.",
    "(2017·est.)",
    "77.9%",
    "-3.1",
    "$",
    "up·to",
    "billion",
    "less·than",
    "(",
    ")",
    ";",
    "migrant(s)/1,000·population",
    "FY",
    "2010-15",
    "no·data",
    "%",
    ".",
    "e9",
    "½",
]
figures = st.sampled_from([f.replace("·", " ") for f in FIGURES])
text = st.one_of(
    st.text(max_size=200), st.lists(st.one_of(fragments, st.text(max_size=8)), max_size=12).map("".join)
)
source = st.one_of(text, st.lists(st.one_of(figures, st.text(max_size=4)), max_size=8).map(" ".join))
surrogates = st.text(st.characters(), max_size=60)


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


@many
@given(source)
def test_numbers_of_a_source_are_read_or_reported(value: str) -> None:
    read = numbers.parse(value)
    assert isinstance(read, (numbers.Quantity, numbers.Unread))
    if isinstance(read, numbers.Quantity):
        assert abs(read.value) < float("inf")


@many
@given(source)
def test_dates_of_a_source_are_read_or_none(value: str) -> None:
    dates.parse(value)


@many
@given(st.sampled_from(sorted(MODELS)), st.data())
def test_a_parameter_is_checked_or_refused_in_one_line(model: str, data: st.DataObject) -> None:
    name = data.draw(st.one_of(st.sampled_from(sorted(MODELS[model].model_fields)), text))
    value = data.draw(
        st.one_of(source, surrogates, st.integers(), st.floats(), st.lists(text, max_size=3), st.none())
    )
    try:
        made = parameters.parse(model, {name: value})
    except UserError as error:
        assert "\n" not in str(error) and "Traceback" not in str(error)
    else:
        assert parameters.parse(model, made.model_dump()) == made, "checking twice gives another value"
        compile("\n".join(f"{k} = {v!r}" for k, v in made.model_dump().items()), "cell", "exec")


@many
@given(text)
def test_a_country_is_known_or_refused(value: str) -> None:
    with contextlib.suppress(UserError):
        assert countries.resolve(value) in countries.load().index


@many
@given(
    st.one_of(
        text,
        st.lists(
            st.sampled_from([*list("()+-*/%<>=,. 0123456789abc'\"[]{}:_"), "__class__", "lambda", "**"])
        ).map("".join),
    )
)
def test_an_expression_is_a_number_or_refused(value: str) -> None:
    with contextlib.suppress(UserError):
        assert isinstance(expressions.evaluate(value, {}), (int, float))


@many
@given(text)
def test_markdown_is_harmless(value: str) -> None:
    tags = Tags(markdown.to_html(value))
    assert not tags.found & {
        "script",
        "img",
        "svg",
        "iframe",
        "style",
        "object",
        "form",
        "input",
        "base",
        "meta",
        "link",
    } - ({"img"} if all(a.startswith("data:image/") for a in tags.addresses) else set())
    assert not [name for name in tags.attributes if name.startswith("on")]
    assert not [a for a in tags.addresses if "script:" in a.lower().replace("\t", "").replace("\n", "")]


@many
@given(text)
def test_inline_text_is_text(value: str) -> None:
    """Emphasis and addresses apart: even ``0.aa`` is one."""
    tags = Tags(inline(value))
    assert tags.found <= {"strong", "a", "wbr", "span"}
    assert all(address.startswith(("https://", "http://")) for address in tags.addresses)


@many
@given(st.lists(st.tuples(text, st.one_of(st.floats(), st.none())), min_size=1, max_size=4), text, text)
def test_a_table_holds_text(rows: list[tuple[str, float | None]], caption: str, name: str) -> None:
    html = tables.table(
        pd.DataFrame(rows, columns=["what", "value"]), caption or "c", source=name or "s", name=name
    ).html
    frame = {"figure", "figcaption", "caption", "div", "p", "details", "summary", "button"}
    tags = Tags(html)
    assert tags.found <= frame | {
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
        "span",
        "strong",
        "abbr",
        "wbr",
    }
    assert not [a for a in tags.attributes if a.startswith("on")]


@many
@given(st.lists(text, min_size=1, max_size=5), text)
def test_a_download_is_a_table_without_formulas(values: list[str], name: str) -> None:
    for row in csv.reader(io.StringIO(to_csv(pd.DataFrame({"h": values})), newline="")):
        assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert Tags(csv_link(pd.DataFrame({"h": values}), name)).found == {"a"}
    assert slug(name).replace("-", "").isalnum()


@many
@given(st.one_of(st.floats(), st.none(), st.integers(-(10**18), 10**18)), text)
def test_numbers_in_words_are_text(value: float | None, unit: str) -> None:
    for said in (words.number(value), words.compact(value), words.quantity(value, unit)):
        assert isinstance(said, str) and said


@many
@given(
    st.lists(st.tuples(st.sampled_from(["stdout", "stderr"]), st.text(max_size=50)), max_size=20),
    st.integers(1, 4000),
)
def test_printed_text_is_kept_or_counted(pieces: list[tuple[str, str]], times: int) -> None:
    from nbformat import v4

    cell, collector = v4.new_code_cell(), Collector(limited=True)
    for name, piece in pieces:
        collector.apply(cell, "stream", {"name": name, "text": piece * times})
    collector.finish(cell)
    whole = sum(len(piece) * times for _, piece in pieces)
    kept = sum(len(output.text) for output in cell.outputs)
    assert kept <= 2 * (MAX_CHARACTERS + 200) and (kept == whole or "left out" in cell.outputs[-1].text)


@many
@given(st.binary(max_size=300))
def test_any_bytes_can_be_fingerprinted(content: bytes) -> None:
    with contextlib.suppress(Exception):
        json.dumps(_figure_digests(b"iso3,indicator,value\n" + content))


@pytest.mark.parametrize("depth", [10, 1_000, 100_000])
def test_deep_nesting_is_refused_and_not_a_crash(depth: int) -> None:
    for opening in ("(", "[", "-", "> ", "**", "[a](", "<b>"):
        with contextlib.suppress(UserError):
            expressions.evaluate(opening * depth, {})
        with contextlib.suppress(UserError):
            parameters.parse("section", {"countries": opening * depth})
