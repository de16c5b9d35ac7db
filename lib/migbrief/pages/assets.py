"""What every page carries: style, script, the policy that allows nothing else, and the data's sources."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Final

from markupsafe import Markup

from migbrief import paths
from migbrief.datasets.csv_errors import explain_read_errors
from migbrief.text import words
from migbrief.text.i18n import DEFAULT, current, mark
from migbrief.text.markup import referring

OWN_WORK: Final = mark("Written by us")  # how the data package says that a table has no outside source
# Remarks and indents of style and script, which only their authors read.
NOISE: Final = re.compile(r"^[ \t]+(?://[^\n]*\n)?|/\*.*?\*/\n?|^//[^\n]*\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Assets:
    """The style and script that go into every page, and the policy that allows nothing else."""

    style: str
    dark: str
    script: str
    policy: str


@cache
def assets(*more: str) -> Assets:
    """Style, script and content security policy, read once; ``more`` names what a page has of its own."""
    folder = paths.TEMPLATES / "migbrief"

    def read(kind: str, *names: str) -> str:
        texts = [(folder / f"{name}.{kind}").read_text("utf-8") for name in (*names, *more)]
        return NOISE.sub("", "".join(texts))

    style, script = read("css", "style"), read("js", "values", "page")
    dark = (folder / "dark.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    return Assets(style, dark, script, policy)


@dataclass(frozen=True)
class Source:
    """Where some of the data come from, under which licence; links may be blank.

    ``tables`` are the titles of what comes from there: a source alone does not say what it is the source of.
    """

    tables: tuple[str, ...]
    title: str
    link: str
    licence: str
    licence_link: str


@cache
def data_sources() -> tuple[Source, ...]:
    """The outside sources of the data package, each once with its tables. Empty while there is no package."""
    descriptor = paths.data() / "datapackage.json"
    if not descriptor.is_file():
        return ()
    with explain_read_errors(descriptor, built=False):
        package = json.loads(descriptor.read_text("utf-8"))
    sources: dict[Source, dict[str, None]] = {}
    for resource in package["resources"]:
        licence = (resource.get("licenses") or package.get("licenses") or [{}])[0]
        for source in resource.get("sources", []):
            if source["title"] != OWN_WORK:
                links = web_address(source.get("path", "")), web_address(licence.get("path", ""))
                one = Source((), source["title"], links[0], licence.get("title", ""), links[1])
                sources.setdefault(one, {})[resource["title"]] = None
    return tuple(replace(one, tables=tuple(tables)) for one, tables in sources.items())


def official_sources(editions: Iterable[str]) -> tuple[Source, ...]:
    """Source editions of official data, named with or without a digest, as their ledgers have them.

    What may not be passed on is on no page, so it is not among them.
    """
    wanted = {name.partition("@")[0] for name in editions}
    if not wanted:
        return ()
    from migbrief.datasets import store

    def shown(about: Mapping[str, str]) -> tuple[str, str, str]:
        return web_address(about["address"]), about["licence"], web_address(about["licence_address"])

    return tuple(
        Source((edition,), about["citation"].rstrip("."), *map(str, shown(about)))
        for edition, about in store.to_show().editions().items()
        if edition in wanted
    )


def web_address(text: object) -> str:
    """Return an address of the web, and nothing for any other: a page links to no script and no file.

    >>> web_address("https://www.un.org/"), web_address("javascript:alert(1)")
    ('https://www.un.org/', '')
    """
    return text if isinstance(text, str) and text.startswith(("https://", "http://")) else ""


def html_of(text: str) -> Markup:
    """Return text of a template as HTML in which words of data that stay English say so."""
    return Markup(referring(str(text)))


def css_string(text: str) -> str:
    """Return text as a CSS string that cannot end itself or the style element around it."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'


def localized_name(page: str, language: str = "") -> str:
    """Return a page's name in a language, by default the current one: ``index--fr.html``."""
    code = language or current()
    name, dot, ending = page.rpartition(".")
    return page if code == DEFAULT else f"{name}--{code}{dot}{ending}"


def format_day(moment: datetime) -> str:
    """Return the day in UTC and the current language: ``9 February 2012``."""
    return words.date(f"{moment.astimezone(UTC):%Y-%m-%d}")
