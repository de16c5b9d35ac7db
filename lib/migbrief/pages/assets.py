"""Parts of every page: style, script, content security policy, and the sources of data."""

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

OWN_WORK: Final = mark("Written by us")  # marks a table of the data package without an outside source
# Comments and indentation of style and script, which only authors read.
NOISE: Final = re.compile(r"^[ \t]+(?://[^\n]*\n)?|/\*.*?\*/\n?|^//[^\n]*\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Assets:
    """Style, script and content security policy of a page."""

    style: str
    dark: str
    script: str
    policy: str


@cache
def assets(*more: str) -> Assets:
    """Return style, script and content security policy, read once; ``more`` names a page's own files."""
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
    """An origin of data, with its licence; links may be blank.

    ``tables`` are the titles of the tables that come from it.
    """

    tables: tuple[str, ...]
    title: str
    link: str
    licence: str
    licence_link: str


@cache
def data_sources() -> tuple[Source, ...]:
    """Return the outside sources of the data package, each once with its tables; none without a package."""
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
    """Return source editions of official data, named with or without a digest, from their ledgers.

    Editions that may not be passed on are on no page, so they are left out.
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
    """Return a web address unchanged, and any other as blank: pages link to no scripts or local files.

    >>> web_address("https://www.un.org/"), web_address("javascript:alert(1)")
    ('https://www.un.org/', '')
    """
    return text if isinstance(text, str) and text.startswith(("https://", "http://")) else ""


def html_of(text: str) -> Markup:
    """Return text of a template as HTML, with words of data that stay English marked as such."""
    return Markup(referring(str(text)))


def css_string(text: str) -> str:
    """Return text as a CSS string that cannot end itself or the surrounding style element."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'


def localized_name(page: str, language: str = "") -> str:
    """Return a page's name in a language, the current one by default: ``index--fr.html``."""
    code = language or current()
    name, dot, ending = page.rpartition(".")
    return page if code == DEFAULT else f"{name}--{code}{dot}{ending}"


def format_day(moment: datetime) -> str:
    """Return the day in UTC and the current language: ``9 February 2012``."""
    return words.date(f"{moment.astimezone(UTC):%Y-%m-%d}")
