"""``data update``: fetch new releases from publishers, check them, and add them to the store."""

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pandas as pd

from migbrief.datasets import store
from migbrief.datasets.store import Release, Store
from migbrief.datasets.store.schema import FIGURES, PAIRS
from migbrief.errors import UserError
from migbrief.text.counts import Count
from migbrief.text.i18n import t

from . import recognise
from .content import Content
from .http import FetchError
from .idmc import fetch as idmc
from .prospects import fetch as prospects
from .undesa import fetch as undesa
from .unhcr import fetch as unhcr
from .worldbank import fetch as worldbank

SOURCES: Final[dict[str, Callable[[], Iterator[Content]]]] = {
    "undesa": undesa.fetch,
    "worldbank": worldbank.fetch,
    "unhcr": unhcr.fetch,
    "wpp": prospects.fetch,
    "idmc": idmc.fetch,
}
LEAST: Final = 0.7  # share of the places so far, below which a release is rejected
FACTOR: Final = 50.0  # between the medians of two releases, above which the unit differs


@dataclass
class Outcome:
    """The result of an update: lines on changes, notes, and a line for each source that failed."""

    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def update(names: Iterable[str] = (), folder: Path | None = None) -> Outcome:
    """Fetch the sources named, or all. One that fails keeps its last good edition."""
    outcome, unreached = Outcome(), list[str]()
    chosen = list(names) or list(SOURCES)
    for name in chosen:
        if name == "idmc" and not os.environ.get(idmc.KEY):
            outcome.notes.append(
                t("idmc: no {key}; its figures come as UNHCR and the World Bank republish them", key=idmc.KEY)
            )
            continue
        try:
            outcome.lines += _update(name, folder)
        except FetchError as error:
            (outcome.faults if error.reached else unreached).append(str(error))
        except UserError as error:
            outcome.faults.append(t("{source}: {why}", source=name, why=error))
    if len(unreached) > 1 and not outcome.lines and not outcome.faults:
        others = ", ".join(chosen)
        unreached = [t("no publisher can be reached ({names}); nothing changed", names=others)]
    outcome.faults += unreached
    return outcome


def _update(name: str, folder: Path | None) -> list[str]:
    """Fetch, read and check one source completely before adding anything to the store."""
    releases: list[Release] = []
    for content in SOURCES[name]():
        releases += recognise.read(content)
    before = store.opened(folder)
    for release in releases:
        _plausible(before, release)
    changes = store.add(releases, folder, anew=True)
    after = store.opened(folder)
    lines = []
    for edition in dict.fromkeys(c.edition for c in changes if c.what != "same"):
        lines += [f"{edition}: {line}" for line in _differences(before, after, edition)]
    return lines


def _plausible(before: Store, release: Release) -> None:
    """Raise ``UserError`` for a partial release, and one with fewer places, or in another
    unit, than before.
    """
    if release.partial:
        raise UserError("only a part arrived ({why}); not stored", why=release.partial)
    for indicator, old, new in _old_and_new(before, release):
        were, are = old["iso3"].nunique(), new["iso3"].nunique()
        if are < LEAST * were:
            message = t(
                "{indicator} has {n} places, {of} before; not stored",
                indicator=indicator,
                n=Count(are),
                of=Count(were),
            )
            raise UserError(message)
    same_unit(before, release)


def to_add(files: Iterable[Path], options: Mapping[str, Any]) -> recognise.Read:
    """Return the releases in files; those in another unit than before are errors."""
    result, before = (
        recognise.read_files(files, {key: value for key, value in options.items() if value}),
        store.opened(),
    )
    for release in list(result.releases):
        try:
            same_unit(before, release)
        except UserError as error:
            result.releases.remove(release)
            result.faults.append(f"{release.files[0]['name']}: {error}")
    return result


def same_unit(before: Store, release: Release) -> None:
    """Raise ``UserError`` if a publisher's release has values many times those of the same figures before."""
    for indicator, old, new in _old_and_new(before, release):
        key = [column for column in ("iso3", "origin", "year", "sex") if column in new]
        both = old.set_index(key)["value"].to_frame("old").join(new.set_index(key)["value"].rename("new"))
        both = both[(both["old"] != 0) & (both["new"] != 0)].dropna()
        ratio = float((both["new"] / both["old"]).abs().median()) if len(both) else 1.0
        if not 1 / FACTOR < ratio < FACTOR:
            raise UserError(
                "{indicator} is {ratio} times what it was; another unit? not stored",
                indicator=indicator,
                ratio=f"{ratio:.3g}",
            )


def _old_and_new(before: Store, release: Release) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """Yield what is published of each indicator of a release, in the edition shown so far and now."""
    for kind, rows in (("figures", release.figures), ("pairs", release.pairs)):
        for indicator in rows["indicator"].unique():
            edition = _shown_edition(before, indicator, release.source)
            if edition is not None:
                new = _published(rows[rows["indicator"] == indicator])
                yield indicator, _published(before.rows(kind, indicator, edition)), new


def _shown_edition(before: Store, indicator: str, source: str) -> str | None:
    """Return the edition of a source from which an indicator was shown so far, if any."""
    editions = [e for e in before.holding(indicator) if before.ledger(e)["source"] == source]
    return editions[0] if editions and not before.ledger(editions[0])["partial"] else None


def _published(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["value"].notna() & ~rows["qualifier"].str.contains("derived", regex=False)]


def _differences(before: Store, after: Store, edition: str) -> Iterator[str]:
    """Yield lines on what was added, removed or changed in an edition, one for each indicator."""
    entry = after.ledger(edition)
    for kind, columns in (("figures", FIGURES), ("pairs", PAIRS)):
        for indicator in entry["coverage"][kind]:
            earlier = (
                edition if edition in before.state else _shown_edition(before, indicator, entry["source"])
            )
            new = after.rows(kind, indicator, edition)
            old = before.rows(kind, indicator, earlier) if earlier else new.iloc[:0]
            key = list(columns[: columns.index("value")])
            a, b = old.set_index(key)["value"], new.set_index(key)["value"]
            shared = a.index.intersection(b.index)
            x, y = a.loc[shared], b.loc[shared]
            came, went = len(b) - len(shared), len(a) - len(shared)
            changed = int(((x != y) & ~(x.isna() & y.isna())).sum())
            if came or went or changed:
                yield t(
                    "{indicator}: {came} rows came, {went} went, {changed} values changed; {places} places, "
                    "{before} before",
                    indicator=indicator,
                    came=str(came),
                    went=str(went),
                    changed=str(changed),
                    places=str(new["iso3"].nunique()),
                    before=str(old["iso3"].nunique()),
                )


def reachable(seconds: float = 10.0) -> bool:
    """Return whether any publisher answers within ``seconds`` in all; never with ``OFFLINE=1``."""
    if os.environ.get("OFFLINE") == "1":
        return False
    import httpx

    until = time.monotonic() + seconds
    for name, home in (("unhcr", unhcr.HOME), ("worldbank", worldbank.HOME)):
        address = os.environ.get(f"MIGBRIEF_SOURCE_{name.upper()}", home)
        # Name, connection and answer may each take a part: half of the remaining time for all of them.
        wait = httpx.Timeout(max(0.1, (until - time.monotonic()) / 6))
        with (
            contextlib.suppress(httpx.HTTPError, httpx.InvalidURL),
            httpx.stream("GET", address, timeout=wait),
        ):
            return True
    return False
