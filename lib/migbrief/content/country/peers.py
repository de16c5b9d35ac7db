"""The country compared with its peers: a strip plot for each measure."""

from typing import Final

import numpy as np
import pandas as pd

from migbrief.content.shared import measures
from migbrief.datasets import caveats, countries
from migbrief.display import charts
from migbrief.display.html import Display, note
from migbrief.text import words
from migbrief.text.i18n import t
from migbrief.text.value import Count, Value, Year

from .profile import MIN_MEDIAN, Profile

_LOG: Final = ("gdp_per_capita", "remittances_per_person")


def figures(profile: Profile) -> dict[str, pd.DataFrame]:
    """Return each measure with figures of the country and its peers, by iso3: ``name, value, year``."""
    codes = [profile.iso3, *profile.peers]
    tables = {key: measures.table(profile.sources, key, codes) for key in measures.available(profile.sources)}
    return {key: rows for key, rows in tables.items() if len(rows)}


def show(profile: Profile, tables: dict[str, pd.DataFrame]) -> Display:
    """Draw a strip for each measure: peers as dots, their median as a bar, the country as a diamond."""
    if not profile.peers:
        return note(t("There are no peers of this kind to set beside {country}.", country=profile.place))
    if not tables:
        return note(t("There are no figures to set beside {country}.", country=profile.place))
    known = measures.available(profile.sources)
    rows = pd.concat(
        frame.assign(indicator=measures.name(key), unit=words.measure(known[key].unit)).reset_index()
        for key, frame in tables.items()
    )
    label = profile.peers_label
    return charts.strips(
        rows[["indicator", "iso3", "name", "value"]],
        labels={measures.name(key): _label(key, frame, profile) for key, frame in tables.items()},
        own=profile.iso3,
        log=[measures.name(key) for key in _LOG if key in tables],
        least=MIN_MEDIAN,
        title=_title(profile, tables),
        alt=t(
            "Strips of dots, one a country of {peers}. {figures}.",
            peers=profile.peers_label,
            figures=t("; ").join(_median(key, frame, profile) for key, frame in tables.items()),
        ),
        source=profile.sources.line(*(_editions(profile, tables))),
        note=caveats.join(
            t(
                "Diamond: {country}. Dots: its peers ({peers}); upright bar: their median; ends: lowest and "
                "highest. Each strip has its own scale.",
                country=profile.name,
                peers=label if (kind := profile.peers_kind) in label else t("; ").join([label, kind]),
            ),
            t("Figures more than five years older than the newest are left out."),
            t("No median is given of fewer than {n} figures.", n=Count(MIN_MEDIAN))
            if any(len(_others(rows, profile.iso3)) < MIN_MEDIAN for rows in tables.values())
            else "",
        ),
        name=f"peers {profile.iso3}",
        behind=_by_country(profile, tables),
    )


def _by_country(profile: Profile, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return a row a country and a column a measure: the data behind the strips."""
    codes = [c for c in (profile.iso3, *profile.peers) if any(c in rows.index for rows in tables.values())]
    columns = {measures.name(key): [rows["value"].get(c) for c in codes] for key, rows in tables.items()}
    return pd.DataFrame({"country": [countries.name(c) for c in codes], **columns})


def _editions(profile: Profile, tables: dict[str, pd.DataFrame]) -> list[str]:
    known = measures.available(profile.sources)
    used = [profile.sources.edition(known[key].indicator) for key in tables]
    per_head = any(known[key].each for key in tables)
    return [*used, *([profile.sources.edition("population")] if per_head else [])]


def _title(profile: Profile, tables: dict[str, pd.DataFrame]) -> str:
    """Say in which measures the country is above the median of its peers, and in which below."""
    known = measures.available(profile.sources)
    sides: dict[str, list[str]] = {"above": [], "below": [], "": []}
    for key, rows in tables.items():
        sides[_side(rows, profile.iso3)].append(t(known[key].short))
    given = {"country": profile.place, "peers": profile.others_label,
             "above": words.listing(sides["above"]), "below": words.listing(sides["below"])}  # fmt: skip
    if sides["above"] and sides["below"]:
        return t(
            "{country:start} is above the median of {peers} in {above}, and below it in {below}", **given
        )
    if sides["above"]:
        return t("{country:start} is above the median of {peers} in {above}", **given)
    if sides["below"]:
        return t("{country:start} is below the median of {peers} in {below}", **given)
    return t("{country:start} beside {peers}", **given)


def _label(key: str, rows: pd.DataFrame, profile: Profile) -> str:
    """Label a strip with the measure, the country's own figure and the median of the others."""
    unit = measures.available(profile.sources)[key].unit
    own: Value | None = rows["value"].get(profile.iso3)
    figure = words.missing() if own is None else own.words(bare=True)
    if own is not None and own.year:
        figure = t("{figure} ({year})", figure=figure, year=Year(own.year))
    label = t(
        "{measure}, {unit}: {figure}", measure=measures.name(key), unit=words.measure(unit), figure=figure
    )
    others = _others(rows, profile.iso3)
    if len(others) < MIN_MEDIAN:
        return label
    return t("{figure}; median {median}", figure=label, median=_middle(others))


def _others(rows: pd.DataFrame, iso3: str) -> pd.Series:
    return rows[rows.index != iso3]["value"].map(float).astype(float)


def _median(key: str, rows: pd.DataFrame, profile: Profile) -> str:
    others = _others(rows, profile.iso3)
    own: Value | None = rows["value"].get(profile.iso3)
    few = len(others) < MIN_MEDIAN
    return t(
        "{measure}: {figure}, median of peers {median}",
        measure=measures.name(key),
        figure=words.missing() if own is None else own.words(),
        median=words.missing() if few else _middle(others),
    )


def _middle(others: pd.Series) -> str:
    """Word the median with one decimal, or more if that would leave none of a small one."""
    median = float(others.median())
    return words.number(median, 1 if abs(median) >= 0.1 else None)


def _side(rows: pd.DataFrame, iso3: str) -> str:
    others = _others(rows, iso3)
    if iso3 not in rows.index or len(others) < MIN_MEDIAN:
        return ""
    own, median = float(rows["value"][iso3]), float(others.median())
    return "" if np.isclose(own, median) else "above" if own > median else "below"
