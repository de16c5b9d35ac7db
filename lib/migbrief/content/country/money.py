"""Remittances received and paid, their share of GDP, corridors, and the cost of sending."""

import itertools
from typing import Final

import pandas as pd

from migbrief.content.shared.sources import yearly
from migbrief.datasets import caveats
from migbrief.display import charts
from migbrief.display.html import Display, beside
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Year, share

from .profile import Profile

FLOWS: Final = {"remittances_received_usd": mark("Received"), "remittances_paid_usd": mark("Paid")}
STEP: Final = 2.0  # times: a change by this factor within a year is noted
LEAST: Final = 1e7  # US$ below which such a change is not noted
TOP: Final = 5
GDP: Final = "remittances_received_gdp"


def series(profile: Profile) -> pd.DataFrame:
    """Return remittances received and paid by year, in US$, as values."""
    flows = {key: profile.sources.values(key, profile.iso3) for key in FLOWS}
    return yearly(pd.DataFrame({key: values for key, values in flows.items() if len(values)}))


def chart(profile: Profile, rows: pd.DataFrame) -> Display | None:
    """Draw both series on one axis, with a note on steps too large to be a change in what migrants send."""
    if rows.empty:
        return None
    first = rows.columns[0]
    latest = rows[first].dropna()
    title = (
        mark("{country:start} received {sum} in remittances in {year}")
        if first == "remittances_received_usd"
        else mark("{country:start} paid {sum} in remittances in {year}")
    )
    return charts.lines(
        rows.rename(columns={key: t(FLOWS[key]) for key in rows}),
        title=t(title, country=profile.place, sum=latest.iloc[-1].told(), year=Year(latest.index[-1])),
        source=profile.sources.line(*(profile.sources.edition(key) for key in rows)),
        axis=t("Current US$"),
        unit="US$",
        note=caveats.join(_steps(rows), t("Only remittances sent through recorded channels are counted.")),
        name=f"remittances {profile.iso3}",
        height=2.2,
    )


def _steps(rows: pd.DataFrame) -> str:
    """Describe the latest year in which the first series at least halved or doubled; blank if none."""
    pairs = list(itertools.pairwise(rows.iloc[:, 0].dropna().items()))
    for (start, a), (end, b) in reversed(pairs):
        least, most = sorted((a.value, b.value))
        if most >= LEAST and most >= STEP * least:
            return t(
                "From {before} in {first} to {after} in {last}: a jump of this size may be due to a "
                "change in what is counted.",
                before=a.told(), first=Year(start), after=b.told(), last=Year(end),
            )  # fmt: skip
    return ""


def gdp_chart(profile: Profile) -> Display | None:
    """Draw remittances received as a share of GDP, by year."""
    values = profile.sources.values(GDP, profile.iso3)
    values = values[values.map(lambda v: v.value > 0).astype(bool)] if len(values) else values
    if values.empty:
        return None
    latest = values.iloc[-1]
    return charts.lines(
        values.to_frame(t("share of GDP")),
        title=t(
            "Remittances received were {part} of the GDP {country:of} in {year}",
            part=latest.told("%"), country=profile.place, year=Year(values.index[-1]),
        ),
        source=profile.sources.line(profile.sources.edition(GDP)),
        axis=t("Personal remittances received, % of GDP"),
        unit="%",
        joined=len(values) > 4,
        name=f"remittances share {profile.iso3}",
        height=2.2,
    )  # fmt: skip


def corridors(profile: Profile) -> Display | None:
    """Show the largest sending countries, as modelled."""
    pairs = profile.sources.pairs("remittances_by_sender", profile.iso3)
    if pairs is None or not pairs.leads:
        return None
    rows = pairs.ranked.head(TOP).rename(columns={"people": "amount"})
    return charts.bars(
        rows[["place", "amount"]],
        label="place",
        value="amount",
        title=t(
            "Modelled: {part} of the remittances {country:to} are sent {place:from} ({year})",
            part=share(pairs.ranked["people"].iloc[0], pairs.total), country=profile.place,
            place=Place(rows["place"].iloc[0]), year=Year(pairs.year),
        ),
        source=profile.sources.line(pairs.edition),
        unit="US$",
        axis=t("US$, modelled"),
        note=t(
            "These are estimates of a model that distributes remittances by migrant stocks and "
            "incomes; they were not measured."
        ),
        name=f"corridors {profile.iso3}",
        behind=pairs.ranked.rename(columns={"people": "amount"})[["place", "amount"]],
        label_width=22,
    )  # fmt: skip


def cost(profile: Profile) -> dict[str, object]:
    """Find the cost of sending 200 US dollars: ``part`` of the amount, ``year``; None where unknown."""
    latest = profile.sources.latest("remittance_cost", profile.iso3)
    return {"part": latest and latest.value.told("%"), "year": latest and Year(latest.year)}


def show(profile: Profile, rows: pd.DataFrame) -> Display:
    """Show series, shares and corridors, where a source has them."""
    few = profile.sources.edition(GDP).startswith("factbook")  # which has shares of few years
    shares = gdp_chart(profile) if rows.empty or not few else None
    none = mark("The sources used here have no figures on remittances received {country:in}.")
    return beside(chart(profile, rows), shares, corridors(profile)) or profile.lacking(
        none, "remittances_received_usd"
    )
