"""A bench for JupyterLab: find an indicator, name places, look at it, and take the code along."""

from __future__ import annotations

from typing import Any, Final

import ipywidgets as widgets

from migbrief.display import lab
from migbrief.display.html import paragraph
from migbrief.display.tables import table
from migbrief.errors import UserError
from migbrief.text.i18n import mark, t

from .comparison import compare
from .figures import data, search
from .rendering import render

KINDS: Final = {"": mark("Figure"), "lines": mark("Lines"), "bars": mark("Bars"), "map": mark("Map"),
                "table": mark("Table")}  # fmt: skip
MOST: Final = 200  # rows of a table
WIDE: Final = {"width": "32rem"}


class Bench(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """The controls, what they ask for, and the code that shows the same in a cell."""

    def __init__(self, indicator: str, places: str) -> None:
        self._all = [(str(row["name"]), str(row["indicator"])) for _, row in search().iterrows()]
        self.find = widgets.Text(description=t("Search"), placeholder=t("words, such as refugees"))
        self.indicator = widgets.Select(
            description=t("Indicator"), options=self._all, value=indicator, rows=7, layout=WIDE
        )
        self.places = widgets.Text(
            description=t("Places"), value=places, continuous_update=False, layout=WIDE
        )
        self.kind = widgets.ToggleButtons(
            description=t("Drawn as"), options=[(t(said), kind) for kind, said in KINDS.items()]
        )
        self.scale = widgets.Checkbox(description=t("Logarithmic scale"))
        self.code = widgets.Textarea(description=t("The code"), rows=3, layout=WIDE)
        self.page = widgets.Button(description=t("Make the page"), icon="file")
        self.view, self.said = widgets.HTML(), widgets.HTML()
        self.find.observe(self._narrow, names="value")
        for control in (self.indicator, self.places, self.kind, self.scale):
            control.observe(self._redraw, names="value")
        self.page.on_click(self._make)
        left = widgets.VBox([self.find, self.indicator])
        right = widgets.VBox([self.places, self.kind, self.scale, self.code, self.page, self.said])
        super().__init__([widgets.HBox([left, right], layout={"flex_flow": "row wrap"}), self.view])
        self._redraw()

    def _narrow(self, change: Any) -> None:
        """Offer the indicators that have the words."""
        found = set(search(change["new"])["indicator"])
        self.indicator.options = [pair for pair in self._all if pair[1] in found] or self._all

    def _redraw(self, _: Any = None) -> None:
        if self.indicator.value is None:
            return
        places, kind = self.places.value.strip() or None, self.kind.value
        args = f"{places!r}, {self.indicator.value!r}"
        try:
            if kind == "table":
                self.code.value = f"mb.data({self.indicator.value!r}, {places!r})"
                shown = table(
                    data(self.indicator.value, places).head(MOST), self.indicator.label, shown=10
                ).html
            else:
                more = f", kind={kind!r}" if kind else ""
                self.code.value = f"mb.compare({args}{more}{', log=True' if self.scale.value else ''})"
                asked: dict[str, Any] = {"kind": kind, "year": "latest" if kind in ("bars", "map") else None}
                shown = compare(places or "World", self.indicator.value, log=self.scale.value, **asked).html
        except UserError as error:
            shown = paragraph(str(error)).html
        self.view.value = lab.dressed(shown)

    def _make(self, _: Any) -> None:
        """Make the page of the first place that is named, and link it."""
        self.said.value = t("Making the page…")
        try:
            self.said.value = render(self.places.value.split(",")[0].strip())._repr_html_()
        except UserError as error:
            self.said.value = paragraph(str(error)).html


def bench(indicator: str = "population", places: str = "KEN, UGA, ETH") -> Bench:
    """Show a bench that begins with an indicator, by its key, and places.

    >>> bench("median_age", "Kenya, Nepal").code.value
    "mb.compare('Kenya, Nepal', 'median_age')"
    """
    return Bench(indicator, places)
