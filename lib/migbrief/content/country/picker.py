"""A widget for JupyterLab that redraws a part of a profile for the chosen country, peers, edition, year and
language.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Any, Final

import ipywidgets as widgets

from migbrief.datasets import countries, indicators, population
from migbrief.display import lab
from migbrief.display.html import Display, paragraph
from migbrief.errors import UserError
from migbrief.registry.parameter_models import PEER_KINDS, CountryProfile
from migbrief.text.i18n import LANGUAGES, mark, t

from . import coverage, displacement, migrants, money, movement, peers, people, summary
from .profile import Profile, open_profile

# A part of the profile → the function that shows it.
PARTS: Final[Mapping[str, Callable[[Profile], Display]]] = MappingProxyType(
    {
        mark("At a glance"): lambda p: summary.show(p, summary.find(p)),
        mark("Migrants in the country"): lambda p: migrants.here(p, migrants.ranking(p).head(10)),
        mark("Emigrants"): lambda p: migrants.away(
            p, migrants.ranking(p, "emigrants_by_destination").head(10)
        ),
        mark("Movement"): lambda p: movement.show(p, movement.periods(p)),
        mark("Forced displacement"): lambda p: displacement.show(
            p, displacement.series(p, displacement.HERE).loc[displacement.SINCE :]
        ),
        mark("Money"): lambda p: money.show(p, money.series(p)),
        mark("People and work"): lambda p: people.show(p, people.population(p).loc[: p.parameters.horizon]),
        mark("Beside its peers"): lambda p: peers.show(p, peers.figures(p)),
        mark("All figures"): lambda p: coverage.table(p, coverage.figures(p)),
    }
)


class Picker(widgets.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """The controls and the chosen part of the profile. ``profile`` is the one currently shown."""

    def __init__(self, country: str, peers: str, vintage: str, year: int, language: str) -> None:
        self.profile = open_profile(
            country=country, peers=peers, vintage=vintage, horizon=year, language=language
        )
        asked = self.profile.parameters
        self.country = _dropdown(asked.country)
        self.peers = _dropdown(asked.peers)
        self.vintage = _dropdown(asked.vintage)
        self.year = _dropdown(asked.horizon)
        self.part = _dropdown(next(iter(PARTS)))
        self.language = _dropdown(asked.language)
        self.view = widgets.Output()
        self._kinds = list(dict.fromkeys([*PEER_KINDS, asked.peers]))
        self._label()
        controls = (self.country, self.peers, self.vintage, self.year, self.part, self.language)
        for control in controls:
            control.observe(self._redraw, names="value")
        row = widgets.Box(controls, layout=widgets.Layout(flex_flow="row wrap"))
        super().__init__([row, self.view])
        self._redraw()

    def _label(self) -> None:
        """Label the controls and their options in the current language, keeping the choices."""
        self._labelling = True  # new options select the first for a moment
        places = [(countries.name(code), code) for code in countries.sort_by_name(countries.load().index)]
        _offer(self.country, t("Country"), places)
        _offer(self.peers, t("Peers"), [(t(kind), kind) for kind in self._kinds])
        _offer(self.vintage, t("Edition"), [(name, name) for name in indicators.vintages()])
        _offer(self.year, t("Year ahead"), [(str(year), year) for year in _years()])
        _offer(self.part, t("Show"), [(t(part), part) for part in PARTS])
        _offer(self.language, t("Language"), [(name, code) for code, name in LANGUAGES.items()])
        self._labelling = False

    def _redraw(self, change: Any = None) -> None:
        if self._labelling:
            return
        try:
            self.profile = open_profile(
                country=self.country.value,
                peers=self.peers.value,
                vintage=self.vintage.value,
                horizon=self.year.value,
                language=self.language.value,
            )
            if change is not None and change["owner"] is self.language:
                self._label()
            part = t("{place}: {part}", place=self.profile.name, part=t(self.part.value).lower())
            shown = [f"<h2>{escape(part)}</h2>", PARTS[self.part.value](self.profile).html]
        except UserError as error:
            shown = [paragraph(str(error)).html]
        lab.show(self.view, lab.dressed("".join(shown)))


def picker(
    country: str = "KEN",
    peers: str = "sub-region",
    vintage: str = "2025",
    year: int = 2050,
    language: str = "en",
) -> Picker:
    """Return a picker with these initial choices, each as in the profile's parameters; ``year`` is the
    horizon.

    Raises :class:`~migbrief.errors.UserError` for an unknown country, peers, vintage, year or language.
    """
    return Picker(country, peers, vintage, year, language)


def _dropdown(value: object) -> Any:
    options = [("", value)]
    return widgets.Dropdown(options=options, value=value, layout=widgets.Layout(width="20rem"))


def _offer(control: Any, label: str, options: Sequence[tuple[str, Any]]) -> None:
    """Set a control's label and options without changing its value."""
    value = control.value
    control.description = label
    control.options = options
    control.value = value


def _years() -> list[int]:
    """Return the horizon years that a profile may have."""
    bounds = {type(rule).__name__: rule for rule in CountryProfile.model_fields["horizon"].metadata}
    return list(range(bounds["Ge"].ge, bounds["Le"].le + 1, population.STEP))
