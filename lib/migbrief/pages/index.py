"""``index.html``: all reports of an output folder on one page, failed ones with the reason.

Each further language in which a report was made has its own index, such as ``index--fr.html``.
"""

from __future__ import annotations

import itertools
import json
import platform
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from babel.numbers import format_decimal

from migbrief import __version__
from migbrief.datasets.countries import fold
from migbrief.files import write_atomic
from migbrief.registry.manifest import write_manifest
from migbrief.registry.profile_reports import description as described
from migbrief.registry.profile_reports import in_order, name, title
from migbrief.registry.records import Report
from migbrief.text import words
from migbrief.text.i18n import DEFAULT, LANGUAGES, current, speaking, t, tn
from migbrief.text.value import Count

from .assets import assets, data_sources, format_day, localized_name
from .page_links import entry_language, update_links
from .templates_env import render

if TYPE_CHECKING:
    from .index_numbers import Measure

INDEX: Final = "index.html"
CODES: Final = ("code", "iso2", "other names")  # facets that are the same in every language


@dataclass(frozen=True)
class Extras:
    """What the subject adds to the index, in its language.

    ``cover`` is trusted HTML (a map of links); ``columns`` are the numbers of each country, ``notes`` remarks
    on them, first their sources; ``files`` are (title, address) to download or read; ``facts`` (name, text)
    for the footer, such as the vintages of the data.
    """

    cover: str = ""
    columns: Sequence[Measure] = ()
    notes: Sequence[str] = ()
    files: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Card:
    """A report as shown on the index: ok, stale (failed, with an earlier page), failed or missing.

    ``instead`` is the English page, if there is none in the language of the index.
    """

    title: str
    description: str
    state: str
    name: str = ""
    find: str = ""
    page: str = ""
    instead: str = ""
    made: str = ""
    error: str = ""
    failed_page: str = ""
    executed: str = ""
    settings: str = ""
    finding: str = ""
    old: bool = False  # made from data or by a version that no longer exists
    facets: Mapping[str, str] = field(default_factory=dict)

    @property
    def there(self) -> bool:
        """Whether there is a page, even if only in English."""
        return bool(self.page or self.instead)


def languages(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the languages that have an index: English, and every language of a report in the manifest."""
    codes = {entry_language(entry) for entry in entries} | {DEFAULT}
    return [code for code in LANGUAGES if code in codes]


def id_in_language(report: Report) -> str:
    """Return the id of a report's entry in the current language, with other parameters at their defaults."""
    return report.id if current() == DEFAULT else f"{report.id}--{current()}"


def publish(
    out: Path,
    entries: Sequence[Mapping[str, Any]],
    known: Sequence[Report] = (),
    extras: Mapping[str, Extras] | None = None,
    codes: Container[str] = LANGUAGES,
) -> Path:
    """Write the manifest and the index in each language of ``codes``, and link the languages of each report.

    Returns the path of the English index. ``known`` are the expected reports: one without an entry is shown
    as not made yet, and they set the order. ``extras`` are by language. The index of a language without
    reports is removed.
    """
    write_manifest(out, entries)
    update_links(out, entries, known)
    languages_made = languages(entries)
    for code in LANGUAGES:
        path = out / localized_name(INDEX, code)
        if code in languages_made and code not in codes:
            continue
        if code in languages_made:
            with speaking(code):
                html = to_html(entries, known, (extras or {}).get(code))
            write_atomic(path, html)
        else:
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return out / INDEX


def to_html(
    entries: Sequence[Mapping[str, Any]], known: Sequence[Report] = (), extras: Extras | None = None
) -> str:
    """Return the index page of manifest entries, in the current language."""
    by_id = {entry["id"]: entry for entry in entries}
    known = in_order(known)
    cards = {r.id: _card(by_id.get(id_in_language(r)), r, by_id.get(r.id)) for r in known}
    of_kind = {
        kind: [cards[r.id] for r in known if r.kind == kind] for kind in dict.fromkeys(r.kind for r in known)
    }
    reports, shown = {r.id: r for r in known}, {id_in_language(r) for r in known}
    variants = [
        _card(entry, reports.get(str(entry["id"]).partition("--")[0]))
        for entry in entries
        if entry_language(entry) == current() and entry["id"] not in shown
    ]
    profiles = of_kind.get("profiles", [])
    groups = of_kind.get("regions", [])
    sections = [*of_kind.get("sections", []), *of_kind.get("notebooks", [])]
    # The directory of profiles is left out if no profile was made.
    none = not any(card.there or card.state == "failed" for card in (*profiles, *groups))
    unmade = len(profiles) + len(groups) if none else 0
    every = [*sections, *([] if unmade else [*profiles, *groups]), *variants]
    failures = [card for card in every if card.state in ("failed", "stale")]
    without = {"countries": profiles, "groups": groups}
    return render(
        "index.html.j2",
        assets=assets("index"),
        language=current(),
        languages=[(code, LANGUAGES[code], localized_name(INDEX, code)) for code in languages(entries)],
        option="" if current() == DEFAULT else f" -p language={current()}",
        papers=_by_paper(sections),
        profiles=profiles,
        groups=_by_kind(card for card in groups if card.there),
        more_groups=_by_kind(card for card in groups if not card.there),
        unmade=unmade,
        without={kind: _unmade(kind, cards) for kind, cards in without.items()},
        forms={
            f"{kind}-{form}": _counted(kind, n, n="{n}")
            for kind in ("countries", "groups", "reports")
            for form, n in (("one", 1), ("other", 2))
        },
        regions=sorted({card.facets["region"] for card in profiles} - {""}, key=fold),
        variants=variants,
        failures=failures,
        made_count=words.number(sum(bool(card.page) for card in every), 0),
        total=words.number(len(every), 0),
        made=format_day(datetime.now(UTC)),
        usual=_commonest_day(every),
        version=__version__,
        python=platform.python_version(),
        extras=extras or Extras(),
        sources=data_sources(),
    )


def _card(
    entry: Mapping[str, Any] | None, report: Report | None, english: Mapping[str, Any] | None = None
) -> Card:
    """Return the card of an entry, of a report without one, or of an entry of an unknown report."""
    seen: dict[str, Any] = (
        {"title": t(entry["title"]), "description": t(entry["description"])} if entry else {}
    )
    if report:
        # A reader's own group is named by its parameters.
        own = replace(report, parameters={**report.parameters, **(entry or {}).get("parameters", {})})
        called = name(own)
        about = described(report) if report.kind == "sections" else ""
        find = " ".join(dict.fromkeys([called, report.facets.get("name", called), about])).strip()
        codes = " ".join(report.facets[k] for k in CODES if report.facets.get(k))
        seen |= {
            "title": title(own),
            "description": described(own),
            "name": called,
            "find": f"{find} {codes or report.id}",
            "facets": {k: v if k in CODES else t(v) for k, v in report.facets.items()},
        }
    if not entry or not entry["page"]:
        seen["instead"] = english["page"] if english and english is not entry else ""
    if not entry:
        return Card(**seen, state="missing")
    made = entry["page_made"] or entry["made"]
    return Card(
        **seen,
        state="ok" if entry["status"] == "ok" else "stale" if entry["page"] else "failed",
        page=entry["page"],
        made=format_day(datetime.fromisoformat(made)),
        error=entry["error"],
        failed_page=entry["failed_page"],
        executed=entry.get("executed", ""),
        finding=entry.get("finding", "") if entry["page"] else "",
        old=bool(entry.get("old")) and bool(entry["page"]),
        settings=", ".join(
            f"{key} {_value_text(value)}"
            for key, value in entry.get("parameters", {}).items()
            if key not in ("language", "title") and (report is None or report.parameters.get(key) != value)
        ),
    )


def _commonest_day(cards: Iterable[Card]) -> str:
    """Return the day on which most pages were made; blank without pages."""
    days = Counter(card.made for card in cards if card.state == "ok")
    return max(days, key=lambda made: days[made], default="")


def _unmade(kind: str, cards: Iterable[Card]) -> str:
    return t("{counted}: not made yet", counted=_counted(kind, sum(not card.there for card in cards)))


def _by_paper(cards: Iterable[Card]) -> list[tuple[str, list[Card], str]]:
    """Return the reports on papers by title of the paper, and how many are not made."""
    papers: dict[str, list[Card]] = {}
    for card in cards:
        papers.setdefault(card.facets.get("edition", ""), []).append(card)
    return [(paper, of, _unmade("reports", of)) for paper, of in papers.items()]


def _by_kind(groups: Iterable[Card]) -> list[tuple[str, list[Card]]]:
    """Return sorted groups by kind, in words."""
    kinds = itertools.groupby(groups, key=lambda card: card.facets["kind"])
    return [(words.capital(kind), list(cards)) for kind, cards in kinds]


def _counted(kind: str, count: int, **given: str) -> str:
    """Say how many countries, groups or reports there are."""
    return {
        "countries": tn("{n} country or territory", "{n} countries and territories", Count(count), **given),
        "groups": tn("{n} group", "{n} groups", Count(count), **given),
        "reports": tn("{n} report", "{n} reports", Count(count), **given),
    }[kind]


def _value_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, float) and current() != DEFAULT:
        return str(format_decimal(value, locale=current()))
    return json.dumps(value).strip('"')
