"""Diaspora: who receives remittances, as a share of GDP, in dollars, and over the years of one vintage."""

from __future__ import annotations

import pandas as pd

from ... import charts, context, countries, indicators, words
from ...display import Display
from ...language import mark, t, tn
from ...section import Brief
from ..common import FEWEST, absent, highest, leading, paired, places, pool, scope

SHARE = "remittances"
GDP = "gdp_official"
TENTH = 10  # % of GDP: the map's title counts from here on, and so does its darkest class
LINES = 6  # more lines than this cannot be told apart
HEADINGS = (mark("Share year"), mark("GDP usd"))  # of the data behind the figures


def _shares(brief: Brief) -> pd.DataFrame:
    rows = indicators.latest(SHARE, brief.vintage, pool(brief))
    return rows.assign(country=rows["name"]).sort_values("value", ascending=False, kind="stable")


def remittance_ranking(brief: Brief) -> Display:
    """The highest receivers by share of GDP, and the countries asked for."""
    rows = _shares(brief)
    if rows.empty:
        return absent(brief, SHARE)
    shown = leading(rows, brief)
    given = {
        "scope": scope(brief),
        "most": highest(rows, "% of GDP"),
        "countries": places(len(rows), rows.index),
    }
    if len(rows) < FEWEST:
        title = t("Remittances{scope}: highest in {most}, of {countries} with data", **given)
    else:
        title = t(
            "Remittances{scope}: highest in {most}; the median of {countries} with data is {median}",
            median=words.quantity(rows["value"].median(), "%"),
            **given,
        )
    return context.ranking(SHARE, brief.vintage, list(shown.index), title=title, highlight=brief.highlight)


def remittance_map(brief: Brief) -> Display:
    """The share of GDP on the world map."""
    rows = indicators.latest(SHARE, brief.vintage)
    if rows.empty:
        return absent(brief, SHARE, where="")
    title = t(
        "{n} of {countries} with data received remittances worth a tenth of GDP or more",
        n=int((rows["value"] >= TENTH).sum()),
        countries=places(len(rows), rows.index),
    )
    return context.world_map(SHARE, brief.vintage, title=title, highlight=brief.highlight, limit=TENTH)


def dollars(brief: Brief) -> pd.DataFrame:
    """Remittances in US$, computed as share × official GDP, highest first; indexed by iso3.

    The share is that of GDP's own year where the vintage has it. GDP in other currencies is left out.
    Columns ``country``, ``value`` (US$), ``share``, ``share_year``, ``gdp_usd``, ``gdp_year``.
    """
    gdp = indicators.latest(GDP, brief.vintage, pool(brief))
    pairs = paired(SHARE, GDP, brief.vintage, list(gdp.index[gdp["unit"] == "US$"]))
    out = pairs.rename(
        columns={
            "first": "share",
            "first_year": "share_year",
            "second": "gdp_usd",
            "second_year": "gdp_year",
        }
    )
    out.insert(1, "value", out["share"] / 100 * out["gdp_usd"])
    return out.sort_values("value", ascending=False, kind="stable")


def remittance_dollars(brief: Brief) -> Display:
    """The highest receivers in US$, computed; the title says how few are high by both measures."""
    rows = dollars(brief)
    if rows.empty:
        return absent(brief, SHARE, GDP)
    shown = leading(rows, brief)
    n = min(brief.parameters.top, len(rows))
    both = len(set(rows.index[:n]) & set(_shares(brief).index[:n]))
    apart = int((rows["share_year"] != rows["gdp_year"]).sum())
    return charts.bars(
        shown.rename_axis("iso3").reset_index()[
            ["iso3", "country", "value", "share", "share_year", "gdp_usd", "gdp_year"]
        ],
        label="country",
        value="value",
        title=tn(
            "In dollars, computed{scope}: most went to {most}; {n} of the {top} largest receivers in dollars "
            "is also among the {top} with the highest share of GDP",
            "In dollars, computed{scope}: most went to {most}; {n} of the {top} largest receivers in dollars "
            "are also among the {top} with the highest share of GDP",
            both,
            scope=scope(brief),
            most=highest(rows, "US$"),
            top=n,
        ),
        source=_sources(brief, rows),
        unit="US$",
        axis=t("US$ a year, computed"),
        highlight=[countries.name(k) for k in brief.highlight],
        note=t(
            "Computed by us: share of GDP times GDP at official exchange rates of the same vintage, and of "
            "the same year but for {countries} of {n}. The share is rounded to a tenth of a percent, so "
            "small dollar figures are rough.",
            countries=places(apart, rows.index),
            n=len(rows),
        ),
        name="remittances in dollars, computed",
    )


def _sources(brief: Brief, rows: pd.DataFrame) -> str:
    used = indicators.load(brief.vintage)
    kept = used[used["iso3"].isin(rows.index)]
    share = kept[(kept["indicator"] == SHARE)].assign(year=lambda d: d["iso3"].map(rows["share_year"]))
    gdp = kept[kept["indicator"] == GDP].assign(year=lambda d: d["iso3"].map(rows["gdp_year"]))
    return t("computed from {source}", source=words.source(pd.concat([share, gdp])))


def remittance_series(brief: Brief) -> Display:
    """The share of GDP over the years of one vintage: the countries asked for, then the highest."""
    rows = _shares(brief)
    if rows.empty:
        return absent(brief, SHARE)
    wanted = [*[k for k in brief.highlight if k in rows.index], *rows.index]
    found = {}
    for k in dict.fromkeys(wanted):
        points = indicators.series(SHARE, k, brief.vintage).dropna(subset=["year"])
        if points["year"].nunique() > 1:
            found[k] = points.drop_duplicates("year", keep="last").set_index("year")["value"].astype(float)
        if len(found) == LINES:
            break
    if not found:
        return absent(brief, SHARE)
    wide = pd.DataFrame({countries.name(k): s for k, s in found.items()}).sort_index()
    wide.index = pd.Index([int(y) for y in wide.index], name="year")
    moved = pd.Series({c: s.dropna().iloc[-1] - s.dropna().iloc[0] for c, s in wide.items()})
    up, most = int((moved > 0).sum()), str(moved.abs().idxmax())
    ends = wide[most].dropna()
    first, last = (words.quantity(float(x), "%") for x in (ends.iloc[0], ends.iloc[-1]))
    used = indicators.latest(SHARE, brief.vintage, list(found))
    all_years = pd.concat([used.assign(year=int(y)) for y in (wide.index[0], wide.index[-1])])
    return charts.lines(
        wide,
        title=t(
            "The share rose in {n} of {countries} shown between their first and last year; it moved most in "
            "{most}, from {first} to {last} of GDP",
            n=up,
            countries=places(len(found), found),
            most=most,
            first=first,
            last=last,
        ),
        source=words.source(all_years),
        axis=t("Remittances, % of GDP"),
        unit="%",
        note=t(
            "One vintage's own years only. A share can rise because remittances grew or because GDP fell."
        ),
        name="remittances by year",
    )
