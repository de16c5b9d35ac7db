"""matplotlib's figure with the same drawing for less work: ticks are the largest part of a chart's cost.

A tick is five artists, each with dozens of settings looked up anew, though all ticks of an axis are alike:
here those after the first are copies. And matplotlib asks an axis for its ticks about six times a drawing;
here it works them out again only when the view or the size of the axes has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import Tick, XAxis, YAxis
from matplotlib.figure import Figure

PARTS = ("tick1line", "tick2line", "gridline", "label1", "label2")


class Drawing(Figure):
    """A figure whose axes are :class:`Panel`. What is drawn is equal to what a plain figure draws."""

    def add_subplot(self, *args: Any, **kwargs: Any) -> Any:
        return super().add_subplot(*args, **{"axes_class": Panel, **kwargs})

    def after_layout(self, put: Callable[[], None]) -> None:
        """Call ``put`` once, when it is settled where the axes stand: for what depends on it."""
        self.__dict__.setdefault("waiting", []).append(put)


class _Ticks:
    """What both axes do in a quicker way."""

    def get_major_ticks(self, numticks: int | None = None) -> list[Tick]:
        ticks: list[Tick] = self.majorTicks  # type: ignore[attr-defined]
        n = len(self.get_majorticklocs()) if numticks is None else numticks  # type: ignore[attr-defined]
        while len(ticks) < n:
            ticks.append(_twin(ticks[0]))
        return ticks[:n]

    def _update_ticks(self) -> list[Tick]:
        now = (*self.get_view_interval(), *self.axes.bbox.bounds, self.major.locator, self.major.formatter)  # type: ignore[attr-defined]
        if self.__dict__.get("_quick_key") != now:
            self._quick_ticks = super()._update_ticks()  # type: ignore[misc]
            self._quick_key = now
        return list(self._quick_ticks)


class _XAxis(_Ticks, XAxis):
    pass


class _YAxis(_Ticks, YAxis):
    pass


class Panel(Axes):
    """Axes with quicker ticks."""

    def _init_axis(self) -> None:
        self.xaxis = _XAxis(self, clear=False)
        self.yaxis = _YAxis(self, clear=False)
        for side, axis in (
            ("bottom", self.xaxis),
            ("top", self.xaxis),
            ("left", self.yaxis),
            ("right", self.yaxis),
        ):
            self.spines[side].register_axis(axis)


def _twin(tick: Tick) -> Tick:
    """A tick with the settings of another and artists of its own."""
    twin = copy(tick)
    for name in PARTS:
        part = copy(getattr(tick, name))
        if hasattr(part, "_fontproperties"):
            part._fontproperties = part._fontproperties.copy()
        setattr(twin, name, part)
    return twin
