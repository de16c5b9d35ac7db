"""A widget for JupyterLab: find an indicator, choose places, see a chart or table, and copy the code."""

import json
from typing import Any, Final

import ipywidgets as widgets

from migbrief.datasets import countries
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
# `migbrief lab` lets a script reach JupyterLab; otherwise the clipboard is used.
INSERT: Final = """
(async () => {
  const lab = window.jupyterapp, said = document.currentScript.previousElementSibling;
  if (!lab) { await navigator.clipboard.writeText(CODE); said.textContent = COPIED; return; }
  await lab.commands.execute("notebook:insert-cell-below");
  await lab.commands.execute("notebook:replace-selection", { text: CODE });
})();"""


class Bench(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """The controls, the result, and the code that gives the same result in a cell."""

    def __init__(self, indicator: str, places: str) -> None:
        self._all = [(str(row["name"]), str(row["indicator"])) for _, row in search().iterrows()]
        self.find = widgets.Text(description=t("Search"), placeholder=t("words, such as refugees"))
        self.indicator = widgets.Select(
            description=t("Indicator"), options=self._all, value=indicator, rows=7, layout=WIDE
        )
        self.places = widgets.Text(
            description=t("Places"), value=places, continuous_update=False, layout=WIDE
        )
        self.add = widgets.Combobox(
            description=t("Add a place"),
            options=_places(),
            placeholder=t("a name, such as Nepal"),
            layout=WIDE,
        )
        self.kind = widgets.ToggleButtons(
            description=t("Drawn as"), options=[(t(label), kind) for kind, label in KINDS.items()]
        )
        self.scale = widgets.Checkbox(description=t("Logarithmic scale"))
        self.code = widgets.Textarea(description=t("The code"), rows=3, layout=WIDE)
        self.insert = widgets.Button(description=t("Insert the code"), icon="plus")
        self.page = widgets.Button(description=t("Make the page"), icon="file")
        self.view, self.said = widgets.Output(), widgets.Output()
        self.find.observe(self._narrow, names="value")
        self.add.observe(self._add_place, names="value")
        for control in (self.indicator, self.places, self.kind, self.scale):
            control.observe(self._redraw, names="value")
        self.insert.on_click(self._insert)
        self.page.on_click(self._make)
        left = widgets.VBox([self.find, self.indicator])
        buttons = widgets.HBox([self.insert, self.page])
        right = widgets.VBox([self.add, self.places, self.kind, self.scale, self.code, buttons, self.said])
        super().__init__([widgets.HBox([left, right], layout={"flex_flow": "row wrap"}), self.view])
        self._redraw()

    def _narrow(self, change: Any) -> None:
        """Offer the indicators that match the words."""
        matching = set(search(change["new"])["indicator"])
        self.indicator.options = [pair for pair in self._all if pair[1] in matching] or self._all

    def _add_place(self, change: Any) -> None:
        """Add a place once one of those offered is chosen."""
        if change["new"] in self.add.options:
            places = [self.places.value.strip(), change["new"]]
            self.places.value, self.add.value = ", ".join(filter(None, places)), ""

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
                options: dict[str, Any] = {
                    "kind": kind,
                    "year": "latest" if kind in ("bars", "map") else None,
                }
                shown = compare(places or "World", self.indicator.value, log=self.scale.value, **options).html
        except UserError as error:
            shown = paragraph(str(error)).html
        lab.show(self.view, lab.dressed(shown))

    def _insert(self, _: Any) -> None:
        """Insert the code into a new cell below, or copy it where the notebook cannot be reached."""
        script = INSERT.replace("CODE", json.dumps(self.code.value).replace("</", "<\\/"))
        copied = json.dumps(t("The code is copied; paste it into a cell."))
        lab.show(self.said, f"<p></p><script>{script.replace('COPIED', copied)}</script>")

    def _make(self, _: Any) -> None:
        """Make the page of the first place and link to it."""
        lab.show(self.said, paragraph(t("Making the page…")).html)
        try:
            lab.show(self.said, render(self.places.value.split(",")[0].strip())._repr_html_())
        except UserError as error:
            lab.show(self.said, paragraph(str(error)).html)


def _places() -> list[str]:
    """Return names of countries and groups to offer, without those that contain a comma."""
    names = [*(countries.name(code) for code in countries.load().index), *countries.groups()]
    return [name for name in names if "," not in name]


def bench(indicator: str = "population", places: str = "KEN, UGA, ETH") -> Bench:
    """Show a bench with an indicator, by its key, and places to start with.

    >>> bench("median_age", "Kenya, Nepal").code.value
    "mb.compare('Kenya, Nepal', 'median_age')"
    """
    return Bench(indicator, places)
