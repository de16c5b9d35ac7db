"""A picker for JupyterLab: choose a country, its peers, the vintage and a year; the profile redraws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType
from typing import Any, Final

import ipywidgets as widgets

from . import countries, indicators, lab, population
from .display import Display, paragraph
from .errors import UserError
from .models import PEER_KINDS, CountryProfile
from .profile import Profile, profile_of
from .profiles import drivers, gaps, glance, trends, young
from .profiles import peers as beside

# A part of the profile → what it shows, from top to bottom.
PARTS: Final[Mapping[str, tuple[Callable[[Profile], Display], ...]]] = MappingProxyType(
    {
        "At a glance": (glance.block, beside.locator, glance.table),
        "People and ages": (drivers.growth_sentence, drivers.people, drivers.pyramid),
        "Towns, output and work": (drivers.young, drivers.economy),
        "Net migration": (trends.net_migration, young.extremes, young.chart),
        "Displacement and remittances": (trends.displacement, trends.remittances),
        "Beside its peers": (beside.strips, beside.table),
        "Data gaps": (gaps.chart, gaps.missing),
    }
)


class Picker(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """The controls and the part of the profile they ask for. ``profile`` is the one now shown."""

    def __init__(self, country: str, peers: str, vintage: str, year: int) -> None:
        self.profile = profile_of(country=country, peers=peers, vintage=vintage, horizon=year)
        asked = self.profile.parameters
        names = countries.load()["name"]
        kinds = list(PEER_KINDS) if asked.peers in PEER_KINDS else [*PEER_KINDS, asked.peers]
        self.country = _dropdown("Country", [(name, code) for code, name in names.items()], asked.country)
        self.peers = _dropdown("Peers", kinds, asked.peers)
        self.vintage = _dropdown("Vintage", indicators.vintages(), asked.vintage)
        self.year = _dropdown("Year ahead", _years(), asked.horizon)
        self.part = _dropdown("Show", list(PARTS), next(iter(PARTS)))
        self.view = widgets.HTML()
        controls = (self.country, self.peers, self.vintage, self.year, self.part)
        for control in controls:
            control.observe(self._redraw, names="value")
        row = widgets.Box(controls, layout=widgets.Layout(flex_flow="row wrap"))
        super().__init__([row, self.view])
        self._redraw()

    def _redraw(self, change: object = None) -> None:
        try:
            self.profile = profile_of(
                country=self.country.value,
                peers=self.peers.value,
                vintage=self.vintage.value,
                horizon=self.year.value,
            )
            heading = f"<h2>{escape(self.profile.name)}: {escape(self.part.value.lower())}</h2>"
            shown = [heading, *(part(self.profile).html for part in PARTS[self.part.value])]
        except UserError as error:
            shown = [paragraph(str(error)).html]
        self.view.value = f"<style>{lab.style()}</style>{''.join(shown)}"


def picker(
    country: str = "KEN", peers: str = "sub-region", vintage: str = "2025", year: int = 2050
) -> Picker:
    """A picker that starts at these choices, each as in the profile's parameters; ``year`` is its horizon.

    Raises :class:`~migbrief.errors.UserError` for a country, peers, vintage or year that there is not.
    """
    return Picker(country, peers, vintage, year)


def _dropdown(label: str, options: Any, value: object) -> Any:
    layout = widgets.Layout(width="20rem")
    return widgets.Dropdown(description=label, options=options, value=value, layout=layout)


def _years() -> list[int]:
    """The years a profile may look ahead to."""
    bounds = {type(rule).__name__: rule for rule in CountryProfile.model_fields["horizon"].metadata}
    return list(range(bounds["Ge"].ge, bounds["Le"].le + 1, population.STEP))
