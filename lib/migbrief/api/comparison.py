"""Charts of one indicator for several places."""

from typing import Final, Literal, get_args

import pandas as pd

from migbrief.content.shared import rows as of_rows
from migbrief.content.shared import sources
from migbrief.content.shared.sources import Sources, yearly
from migbrief.datasets import countries
from migbrief.display import charts, maps
from migbrief.display.charts import Caption, Chart
from migbrief.errors import UserError, unknown
from migbrief.text import words
from migbrief.text.articles import Place
from migbrief.text.i18n import mark, t
from migbrief.text.value import Year

from .figures import VINTAGE, Places, Years, data

Kind = Literal["", "lines", "bars", "map"]
MOST: Final = 8  # lines that readers can distinguish
FEW: Final = 3  # years that make a line
NAMED: Final = 3  # places that a title names
_ENDS: Final = {"origin": mark("{indicator}, {place:from}"), "destination": mark("{indicator}, {place:in}")}


def compare(
    places: Places | pd.DataFrame,
    indicator: str = "",
    *,
    kind: Kind = "",
    year: Years = None,
    edition: str | None = None,
    title: str = "",
    note: str = "",
    log: bool = False,
) -> Chart:
    """Draw one indicator for several places: lines over the years, bars of the latest figures, or a map.

    ``places`` and ``indicator``, ``year`` and ``edition`` are as in :func:`data`; or ``places`` are rows from
    :func:`data` or :func:`pairs`, drawn unchanged. ``kind`` is ``lines``, ``bars`` or ``map``, by default
    lines if a few places have several years, else bars. ``log`` suits figures of very different size. The
    chart names its source; ``.data`` are its numbers, ``.figure()`` returns matplotlib's figure,
    ``.save("x.png")`` writes it, ``.but(title="…")`` returns a changed copy. Raises ``UserError``, with the
    reason, if there is nothing to draw.

    >>> import migbrief as mb
    >>> chart = mb.compare(["Kenya", "Nepal"], "median_age", edition="factbook-2025")
    >>> chart.data[["country", "value"]].to_dict("list")
    {'country': ['Nepal', 'Kenya'], 'value': [28.1, 21.5]}
    """
    if kind not in get_args(Kind):
        raise unknown(mark("kind of figure"), kind, get_args(Kind)[1:])
    of = sources.opened(VINTAGE)
    if isinstance(places, pd.DataFrame):
        rows = places.reset_index(drop=True)
    else:
        if not indicator:
            raise UserError("which indicator? mb.search() lists all")
        rows = data(indicator, places, year=year, edition=edition)
    if rows.empty:
        raise UserError(getattr(rows, "why", "") or t("there are no rows to draw"))
    if len(keys := list(rows["indicator"].unique())) > 1:
        raise UserError("one figure shows one indicator; these rows have {names}", names=", ".join(keys))
    rows = rows.assign(place=_labels(rows), value=of_rows.values(rows, of))
    several = rows.groupby("place")["year"].nunique().max() >= FEW and rows["place"].nunique() <= MOST
    draw = {"lines": _lines, "bars": _bars, "map": _map}[kind or ("lines" if several else "bars")]
    return draw(rows, of, title, note, log)


def _labels(rows: pd.DataFrame) -> pd.Series:
    """Return labels of rows: the country; for pairs, the end with several places, or both."""
    if "country" in rows:
        return rows["country"]
    several = [end for end in ("origin", "destination") if rows[end].nunique() > 1]
    if len(several) == 2:
        return rows["origin"] + " → " + rows["destination"]
    return rows[several[0] if several else "origin"]


def _latest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the latest row of each place, the largest first."""
    last = rows.sort_values("year", kind="stable", na_position="first").drop_duplicates("place", keep="last")
    return last.sort_values("value", key=lambda c: c.map(float), ascending=False, kind="stable")


def _caption(rows: pd.DataFrame, of: Sources, title: str, note: str) -> Caption:
    """Return title, source and name of the figure."""
    last = _latest(rows)
    figures = [
        t("{name}: {figure}", name=place, figure=value.told("" if value.unit == "persons" else None))
        for place, value in zip(last["place"][:NAMED], last["value"][:NAMED], strict=True)
    ]
    years = {int(year) for year in last["year"].dropna()}
    name = of.name(str(rows["indicator"].iloc[0]))
    for end, form in _ENDS.items():
        if end in rows and rows[end].nunique() == 1:
            name = t(form, indicator=name, place=Place(str(rows[end].iloc[0])))
    if len(years) == 1:
        name = t("{indicator} in {year}", indicator=name, year=Year(years.pop()))
    sentence = f"{name}. {words.series(figures)}"
    return {
        "title": title or sentence,
        "note": note,
        "source": of.line(*rows["edition"].unique()),
        "name": f"compare {rows['indicator'].iloc[0]}",
    }


def _unit(rows: pd.DataFrame) -> str:
    return str(rows["value"].iloc[0].unit)


def _lines(rows: pd.DataFrame, of: Sources, title: str, note: str, log: bool) -> Chart:
    known = rows[rows["year"].notna()]
    order = list(_latest(known)["place"])
    table = known.assign(year=known["year"].astype(int)).pivot(index="year", columns="place", values="value")
    steps = pd.Series(table.index).diff().dropna()
    alt = _caption(known, of, title, note)
    return charts.lines(
        yearly(table[order]) if len(steps) and steps.max() <= 2 else table[order].sort_index(),
        axis=_axis(rows, of), unit=_unit(rows), joined=bool(len(steps)) and steps.max() <= 2, log=log,
        **alt,
    )  # fmt: skip


def _bars(rows: pd.DataFrame, of: Sources, title: str, note: str, log: bool) -> Chart:
    last = _latest(rows).rename(columns={"place": "country"} if "country" not in rows else {})
    years = last["year"].dropna().unique()
    shown = last[["country", "value"]].reset_index(drop=True)
    if len(years) > 1:
        period = t("The figures are of {first} to {last}.", first=Year(min(years)), last=Year(max(years)))
        note = f"{period} {note}".strip()
    return charts.bars(
        shown, label="country", value="value", unit=_unit(rows), axis=_axis(rows, of), log=log,
        **_caption(rows, of, title, note),
    )  # fmt: skip


def _map(rows: pd.DataFrame, of: Sources, title: str, note: str, log: bool) -> Chart:
    ends = ["iso3"] if "iso3" in rows else ["origin_iso3", "destination_iso3"]
    codes = next((rows[end] for end in ends if rows[end].nunique() > 1), rows[ends[0]])
    last = _latest(rows.assign(code=codes))
    last = last[last["code"].isin(countries.load().index)].set_index("code")
    return maps.choropleth(
        last[["value"]], value="value", unit=_unit(rows), axis=_axis(rows, of), log=log,
        around=list(last.index), **_caption(rows, of, title, note),
    )  # fmt: skip


def _axis(rows: pd.DataFrame, of: Sources) -> str:
    """Return the label of the axis: the indicator and its unit."""
    unit = words.measure(_unit(rows))
    return t("{measure}, {unit}", measure=of.name(str(rows["indicator"].iloc[0])), unit=unit)
