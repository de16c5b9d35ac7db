"""Where axes stand in a figure: matplotlib's constrained layout, with a short way for the common shapes.

Constrained layout measures everything twice and solves for any grid. One column of panels needs neither:
each side gives way to what stands beyond it, and the panels share the height that is left. A map, whose
axes show nothing beyond themselves, takes what its legend leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.layout_engine import ConstrainedLayoutEngine

from migbrief.display import svg

from .labels import ABOVE, BELOW, EDGE, text_width, wrap_to

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAD = EDGE / 72  # inches around each panel and legend, as constrained layout has it
NARROW = 0.7  # of the figure's width: axes this wide are measured, and again if they become narrower
GAP = 0.02  # share of the height between panels, likewise


class ColumnLayout(ConstrainedLayoutEngine):
    """Constrained layout, done directly where a figure is one column of panels or a map.

    The name of an axis is broken where it is longer than the figure, and moved where it would be cut off.
    """

    def execute(self, fig: Figure) -> Any:
        wide, high = 72 * fig.get_size_inches() - 2 * EDGE
        svg.canvas(fig)  # so that what measures is what draws
        for ax in fig.axes:
            ax.xaxis.label.set_text(wrap_to(ax.xaxis.label.get_text(), wide))
            ax.yaxis.label.set_text(wrap_to(ax.yaxis.label.get_text(), high))
        if _is_column(fig):
            self._column(fig)
        else:
            super().execute(fig)
        _keep_in(fig)

    def _column(self, fig: Figure) -> None:
        renderer = svg.canvas(fig).get_renderer()
        size, dpi = fig.get_size_inches(), fig.dpi
        wide, high = size * dpi
        pad = PAD * dpi
        above = below = 0.0
        for legend in fig.legends:
            taken = float(legend.get_window_extent(renderer).height) + 2 * pad
            if legend.get_label() == ABOVE:
                above = max(above, taken)
            else:
                below = max(below, taken)
        if _is_map(fig):
            _move(
                fig.axes[0],
                pad / wide,
                (below + pad) / high,
                1 - 2 * pad / wide,
                1 - (above + below + 2 * pad) / high,
            )
            return
        width = NARROW * wide
        for ax in fig.axes:
            box = ax.get_position()
            _move(ax, 0.15, box.y0, NARROW, box.height)
        for _ in range(2):
            measured = width
            sides = [_beyond(ax, renderer) for ax in fig.axes]
            left, right = max(s[0] for s in sides) + pad, max(s[1] for s in sides) + pad
            between = 2 * pad + GAP * high / len(sides)
            spent = sum(s[2] + s[3] for s in sides) + (len(sides) - 1) * between + 2 * pad + above + below
            width, height = wide - left - right, (high - spent) / len(sides)
            if width < 1 or height < 1:
                super().execute(fig)
                return
            top = high - above - pad
            for ax, (_, _, up, down) in zip(fig.axes, sides, strict=True):
                top -= up
                _move(ax, left / wide, (top - height) / high, width / wide, height / high)
                top -= height + down + between
            # A name that starts inside the axes stands out further when they become narrower.
            if width >= measured:
                break


def _keep_in(fig: Figure) -> None:
    """Move names of axes along them where they would be cut off."""
    wide, high = 72 * fig.get_size_inches()
    for ax in fig.axes:
        box = ax.get_position()
        ax.xaxis.label.set_x(_along(ax.xaxis.label.get_text(), box.x0, box.x1, wide))
        ax.yaxis.label.set_y(_along(ax.yaxis.label.get_text(), box.y0, box.y1, high))


def _along(text: str, start: float, end: float, whole: float) -> float:
    """Where on its axis, from 0 to 1, the middle of its name stands: at its own if there is room."""
    if not text or end <= start:
        return 0.5
    half = (text_width(text) / 2 + EDGE) / whole
    middle = min(max((start + end) / 2, half), 1 - half)
    return (middle - start) / (end - start)


def _is_column(fig: Figure) -> bool:
    specs = [ax.get_subplotspec() for ax in fig.axes]
    if not specs or fig.subfigs or fig.get_suptitle() or any(spec is None for spec in specs):
        return False
    grids = {spec.get_gridspec() for spec in specs}  # type: ignore[union-attr]
    (grid, *others) = grids
    return (
        not others
        and grid.ncols == 1
        and grid.nrows == len(specs)
        and grid.get_height_ratios() in (None, [1] * grid.nrows)
        and (_is_map(fig) or all(ax.get_aspect() == "auto" and not ax.child_axes for ax in fig.axes))
        and all(legend.get_label() in (ABOVE, BELOW) for legend in fig.legends)
    )


def _is_map(fig: Figure) -> bool:
    (ax, *others) = fig.axes
    return not others and not ax.axison and ax.get_aspect() == 1


def _beyond(ax: Axes, renderer: Any) -> tuple[float, float, float, float]:
    """How far what belongs to the axes stands out of them: left, right, above, below; in pixels."""
    box = ax.bbox
    whole = ax.get_tightbbox(renderer, call_axes_locator=False, for_layout_only=True)
    if whole is None:
        return 0.0, 0.0, 0.0, 0.0
    sides = box.x0 - whole.x0, whole.x1 - box.x1, whole.y1 - box.y1, box.y0 - whole.y0
    return tuple(max(0.0, float(side)) for side in sides)  # type: ignore[return-value]


def _move(ax: Axes, left: float, bottom: float, width: float, height: float) -> None:
    ax.set_position((left, bottom, width, height))
    ax.set_in_layout(True)  # which setting a position ends
