"""Text from data and parameters stays text: on pages, in tables to download, and in what a notebook runs."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest
from click.testing import CliRunner

from migbrief import paths
from migbrief.cli.main import main
from migbrief.display.csv import to_csv
from migbrief.errors import UserError
from migbrief.registry import parameters, profile_reports
from migbrief.registry import reports as catalogue
from migbrief.registry.parameter_models import MODELS
from migbrief.runner import batch

POISON = (
    '<script>alert(1)</script><img src=x onerror="alert(2)"><a href="javascript:alert(3)">a</a>'
    "[m](javascript:alert(4)) **b** `c` $x^2$ \\(y\\) \"'><svg/onload=alert(5)> &lt;script&gt; =1+1"
)
HOSTILE = [
    POISON,
    "../../../etc/passwd",
    "/etc/passwd",
    "..\\..\\x",
    "C:\\x",
    '"); import os; os.system("touch pwned"); ("',
    "'\n__import__('os').system('touch pwned')\n'",
    '"""\nraise SystemExit\n"""',
    "a\r\nb",
    "x" * 100_000,
    "KEN\x00",
    "\x00",
    "\u202eNEK",
    "KEN\u200f",
    "{{7*7}}${7*7}#{7*7}%s%(x)s{0}",
    "__import__('os')",
    "[__import__('os')]",
    '["KEN", {"a": 1}]',
    "[" * 10_000,
    "1e999",
    "NaN",
    "-0",
    "\ud800",
    "",
    " ",
]


class Links(HTMLParser):
    """What of a page a browser would act on."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def assert_inert(html: str) -> Links:
    """No script but ours, no handler, no scripted or foreign address; and the policy says so too."""
    page = Links(html)
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    for tag, attributes in page.tags:
        assert tag not in ("iframe", "object", "embed", "base", "form", "applet", "frame"), tag
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            if name in ("href", "src", "action", "xlink:href", "formaction", "srcdoc", "data"):
                assert re.match(
                    r"(https?://|mailto:|#|data:(text/csv|text/x-bibtex|application/x-ipynb\+json|image/)|[\w./-]+(#|\?|$))",
                    value or "#",
                ), value
            if name == "src":
                assert (value or "").startswith("data:image/"), value
    (policy,) = [a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in str(policy) and "'unsafe-eval'" not in str(policy)
    assert re.search(r"script-src 'sha256-[\w+/=]+';", str(policy))
    return page


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose edition has poison in every free-text column of every table."""
    home = tmp_path_factory.mktemp("poisoned") / "project"
    shutil.copytree(paths.data(), home / "data")
    shutil.copytree(paths.notebooks(), home / "notebooks", ignore=shutil.ignore_patterns(".*"))
    count = 0
    for path in sorted((home / "data" / "editions" / "2012-tenth").glob("*.csv")):
        schema = json.loads((home / "data" / "schemas" / f"{path.stem}.json").read_text("utf-8"))
        keys = {key for foreign in schema.get("foreignKeys", []) for key in _list(foreign["fields"])}
        keys |= set(_list(schema.get("primaryKey", [])))
        free = [
            field["name"]
            for field in schema["fields"]
            if field["type"] == "string"
            and field["name"]
            not in keys | {"expression", "notebook", "anchor", "letter", "acronym", "name", "group", "author"}
            and not {"enum", "pattern"} & set(field.get("constraints", {}))
        ]
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        for column in free:
            table[column] = [value + POISON if value else value for value in table[column]]
            count += 1
        table.to_csv(path, index=False)
    assert count >= 10
    return home


def _list(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def pages(poisoned: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every report on the paper and a profile, made of the poisoned edition."""
    out = tmp_path_factory.mktemp("pages")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MIGBRIEF_HOME", str(poisoned))
        reports = [*catalogue.reports(), *profile_reports.country_reports(["KEN"])]
        results = batch.render_all(reports, out, 2)
    assert {r.report.id: r.error for r in results if r.status == "failed"} == {}
    return {result.report.id: (out / result.page).read_text("utf-8") for result in results}


@pytest.mark.batch
def test_text_of_an_edition_never_becomes_markup(pages: dict[str, str]) -> None:
    seen = 0
    for html in pages.values():
        seen += "<script>alert(1)</script>" in "".join(assert_inert(html).text)
    assert seen >= 6, "the poison is on few pages, so this shows little"


@pytest.mark.parametrize("value", HOSTILE, ids=lambda v: repr(v[:20]))
@pytest.mark.parametrize("model", MODELS)
def test_a_hostile_parameter_is_refused_or_harmless(model: str, value: str) -> None:
    for name in MODELS[model].model_fields:
        try:
            made = getattr(parameters.parse(model, {name: value}), name)
        except UserError as error:
            assert "\n" not in str(error) and len(str(error)) < 600
            continue
        # What is let through is a known name, a number in bounds, or the same as nothing given.
        default = getattr(parameters.parse(model, {}), name)
        assert made == default or not isinstance(made, str) or made in value


@pytest.mark.parametrize("value", ["../x", "/etc", "a/b", "..", ".", "x\x00", "..\\x"])
def test_an_edition_is_a_name_and_not_a_path(value: str) -> None:
    done = CliRunner().invoke(main, ["render", "intro", "-p", f"edition={value}", "--out", "never"])
    assert done.exit_code == 2 and "unknown edition" in done.stderr
    assert not Path("never").exists()


def test_a_variant_stays_in_its_folder() -> None:
    report = catalogue.find(["intro"])[0]
    for text in ("Asia", "Africa"):
        varied = catalogue.with_parameters(report, {"group": text})
        assert varied.output.parent == report.output.parent
        assert re.fullmatch(r"[A-Za-z0-9-]+\.html", varied.output.name)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝", "\n="])
def test_a_download_is_no_formula(start: str) -> None:
    text = to_csv(pd.DataFrame({start + "h": [start + "cmd|' /C calc'!A0"]}))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    for (cell,) in rows:
        assert cell[0] == "'" or cell.lstrip()[:1] not in "=+-@", cell


@pytest.mark.batch
def test_downloads_of_poisoned_pages_are_no_formulas(pages: dict[str, str]) -> None:
    found = re.findall(r'href="data:text/csv;charset=utf-8,([^"]+)"', "".join(pages.values()))
    assert len(found) > 20
    for body in found:
        for row in csv.reader(io.StringIO(unquote(unescape(body)).removeprefix("\ufeff"))):
            for cell in row:
                assert not cell.startswith(("=", "@", "+", "\t", "\r")), cell
                assert not cell.startswith("-") or re.fullmatch(r"-[\d.e+-]+", cell), cell
