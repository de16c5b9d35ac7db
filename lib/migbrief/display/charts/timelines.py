"""Timelines: when things were planned or took place, and when they were observed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final, Unpack

import pandas as pd
from babel.dates import get_month_names
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num, num2date

from migbrief.display import theme
from migbrief.display.html import remade
from migbrief.text import words
from migbrief.text.i18n import current, t

from .base import Caption, Chart, chart
from .drawing import Drawing
from .labels import KEY, row_places, wrap, wrap_to
from .marks import Key, in_words
from .panel import DASHED, Panel

DAY: Final = pd.Timedelta(days=1)
MARGIN: Final = 0.04  # of the time shown, at both ends
LABEL: Final = 24  # characters of a line of a label


@dataclass(frozen=True)
class Look:
    """The style of the bars or of a kind of mark, and its label in the legend."""

    colour: str
    label: str
    marker: str = "D"


@remade
def timeline(
    items: pd.DataFrame,
    *,
    bars: Look,
    marks: Mapping[str, Look],
    seen: pd.DataFrame,
    alt: str,
    data: pd.DataFrame,
    goal: tuple[pd.Timestamp, str] | None = None,
    **caption: Unpack[Caption],
) -> Chart:
    """Draw one row an item: a bar for its time, a mark for each date on which it was observed.

    ``items`` has a row an item, in the order drawn, with ``label``, ``start`` and ``end`` (first and last
    day; NaT is shown as no date given) and ``outcome`` (a key of ``marks``, written at the right). ``seen``
    has a row a mark: ``item`` (the index of its item), ``first`` and ``last`` day that it may stand for,
    ``kind`` (a key of ``marks``); the mark is drawn in the middle of them, on a thin line that spans them.
    ``goal`` is a day with its name, drawn across all rows. ``data`` is the table of data.

    Raises ``ValueError`` if neither an item nor a mark has a date.

    >>> day = pd.Timestamp("2012-05-01")
    >>> items = pd.DataFrame({"label": ["A"], "start": [day], "end": [day], "outcome": ["kept"]})
    >>> none = pd.DataFrame(columns=["item", "first", "last", "kind"])
    >>> looks = {"bars": Look(theme.LINE, "planned"), "marks": {"kept": Look(theme.INK, "kept")}}
    >>> words = {"title": "T", "alt": "A", "source": "S", "name": "n"}
    >>> timeline(items, seen=none, data=items, **looks, **words).title
    'T'
    """
    days = pd.concat([items["start"], items["end"], seen["first"], seen["last"]]).dropna()
    if days.empty:
        raise ValueError("a time line needs a date")
    limits = [days.min(), days.max(), *([goal[0]] if goal else [])]
    low, high = min(limits), max(limits) + DAY
    room = max(MARGIN * (high - low), 7 * DAY)
    labels = [wrap(str(label), LABEL) for label in items["label"]]
    at, tall = row_places(labels)
    rows = dict(zip(items.index, at, strict=True))

    def draw(drawing: Drawing) -> None:
        panel = drawing.panel()
        panel.x.limits = _day(low - room), _day(high + room)
        panel.rows(at, labels, tall)
        for index, item in items.iterrows():
            _item(panel, rows[index], item, bars)
            outcome = t(item["outcome"]).replace(" ", "\n", 1)
            panel.text(outcome, 1.02, rows[index], colour=marks[item["outcome"]].colour, of="x")
        if goal:
            panel.rule(x=_day(goal[0]), colour=theme.INK, width=0.9, dashes=DASHED)
        for _, mark in seen.iterrows():
            item = str(items["label"][mark["item"]])
            _mark(panel, rows[mark["item"]], item, mark, marks[mark["kind"]])
        panel.x.grid, panel.x.name = True, t("Date")
        panel.x.numbers(_round_dates, _date_labels)
        drawing.legend(_keys(items, bars, marks, seen, goal))

    return chart(draw, alt=alt, data=data, height=1.4 + 0.3 * tall, **caption)


def _day(date: pd.Timestamp) -> float:
    return float(date2num(date))


def _round_dates(low: float, high: float, most: int) -> list[float]:
    """Return round dates between two days."""
    locator = AutoDateLocator(tz=UTC, minticks=2, maxticks=max(most, 4))  # with 3, some spans have no fit
    ticks = locator.tick_values(num2date(low, UTC), num2date(high, UTC))
    return [float(at) for at in ticks if low <= at <= high]


def _date_labels(days: Sequence[float]) -> list[str]:
    """Return dates as short as possible in the current language; the last has what all have in common."""
    formatter = ConciseDateFormatter(AutoDateLocator(tz=UTC), tz=UTC, usetex=False)
    texts = [months(text) for text in formatter.format_ticks(list(days))]
    if texts and (common := months(formatter.get_offset())):
        texts[-1] += f"\n{common}"
    return texts


def _item(panel: Panel, at: float, item: pd.Series, look: Look) -> None:
    if pd.isna(item["start"]):
        panel.text(t("no date given"), 0.05, at, colour=theme.SOFT, of="x", back=theme.PAPER)
        return
    left, right = _day(item["start"]), _day(item["end"] + DAY)
    shown = in_words([_describe(str(item["label"]), look, item["start"], item["end"])])
    panel.bars([at], [left], [right], look.colour, 0.5, edge=theme.PAPER, of=shown)


def _describe(label: str, look: Look, first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Describe a bar or mark: the item, its meaning, and from which month to which."""
    start, end = (words.date(f"{day:%Y-%m}") for day in (first, last))
    time = start if start == end else t("{first} to {last}", first=start, last=end)
    return f"{label} · {t(look.label)} · {time}"


def _mark(panel: Panel, at: float, item: str, mark: pd.Series, look: Look) -> None:
    first, last = _day(mark["first"]), _day(mark["last"])
    shown = in_words([_describe(item, look, mark["first"], mark["last"])])
    if first < last:
        panel.line([first, last], [at, at], look.colour, width=1.6)
    style: dict[str, Any] = {"marker": look.marker, "size": 6.8, "edge": theme.PAPER, "width": 0.7}
    panel.dots([(first + last) / 2], [at], look.colour, of=shown, **style)


def _keys(
    items: pd.DataFrame,
    bars: Look,
    marks: Mapping[str, Look],
    seen: pd.DataFrame,
    goal: tuple[pd.Timestamp, str] | None,
) -> list[Key]:
    """Return legend keys of the bars and of the kinds of marks present."""
    dated = items["start"].notna().any()
    keys = [Key(t(bars.label), bars.colour, edge=theme.PAPER)] if dated else []
    kinds = set(seen["kind"])
    keys += [Key(t(look.label), look.colour, look.marker) for kind, look in marks.items() if kind in kinds]
    if goal:
        first, *cut = wrap_to(goal[1], 72 * theme.WIDTH - 3 * KEY * theme.FONT_SIZE).split("\n")
        keys.append(Key(f"{first} …" if cut else first, theme.INK, dashes=DASHED))
    return keys


def months(text: str) -> str:
    """Replace English abbreviations of months by those of the current language.

    >>> months("2011-Feb")
    '2011-Feb'
    """
    if current() == "en":
        return text
    names = get_month_names("abbreviated", locale=current())
    for number, english in get_month_names("abbreviated", locale="en").items():
        text = text.replace(english, names[number])
    return text
