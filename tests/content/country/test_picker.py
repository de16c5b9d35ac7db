"""The picker redraws what is chosen; the style of Lab carries both themes."""

from __future__ import annotations

import re

import pytest

from migbrief.content.country.picker import PARTS, Picker, picker
from migbrief.display import lab
from migbrief.display.html import paragraph
from migbrief.errors import UserError
from migbrief.registry.parameter_models import PEER_KINDS


def html(choose: Picker) -> str:
    (output,) = choose.view.outputs
    return str(output["data"]["text/html"])


def seen(choose: Picker) -> str:
    return re.sub(r"<(style|svg|script)\b.*?</\1>", "", html(choose), flags=re.S)


def test_a_choice_redraws() -> None:
    choose = picker(country="Kenya")
    assert "live in Kenya (2025, projected)" in seen(choose).replace("\u2060", "")
    assert choose.country.value == "KEN"
    choose.country.value = "NPL"
    assert "live in Nepal (2025, projected)" in seen(choose) and "Kenya" not in seen(choose)
    choose.part.value = "Beside its peers"
    choose.peers.value = "income group"
    assert "lower-middle-income countries" in seen(choose)
    choose.vintage.value = "2015"
    assert "2015 edition" in seen(choose) and choose.profile.vintage == "2015"


def test_every_part_shows_something_for_every_kind_of_peer() -> None:
    choose = picker(country="NRU")
    for kind in PEER_KINDS:
        choose.peers.value = kind
        for part in PARTS:
            choose.part.value = part
            assert f"Nauru: {part.lower()}" in html(choose) and "<p class" in html(choose)


def test_another_language_names_the_controls_and_keeps_the_choice() -> None:
    choose = picker("DEU")
    choose.part.value = "People and work"
    choose.peers.value = "region"
    choose.language.value = "fr"
    told = seen(choose)
    assert "<h2>Allemagne\xa0: population et travail</h2>" in told and "people and work" not in told
    assert (choose.country.value, choose.peers.value) == ("DEU", "region")
    assert choose.part.value == "People and work"
    assert (choose.country.label, choose.peers.label) == ("Allemagne", "région")
    controls = choose.children[0].children
    labels = ["Pays", "Comparé à", "Édition", "Horizon", "Afficher", "Langue"]
    assert [control.description for control in controls] == labels
    assert [label for label, _ in choose.language.options] == ["English", "Français", "Español"]
    choose.language.value = "es"
    assert "<h2>Alemania: población y trabajo</h2>" in seen(choose)
    choose.language.value = "en"
    assert "<h2>Germany: people and work</h2>" in seen(choose)
    assert picker("DEU", language="es").country.label == "Alemania"


def test_own_peers_and_a_year_start_it() -> None:
    choose = picker("KEN", "UGA,Nepal", year=2070)
    assert choose.peers.value == "UGA,NPL" and choose.year.value == 2070
    choose.part.value = "People and work"
    assert "2070" in seen(choose)


def test_what_there_is_not_is_refused() -> None:
    with pytest.raises(UserError, match="Kenya"):
        picker("Kennya")


def test_displays_bring_their_style_in_notebooks_and_none_in_pages() -> None:
    shown = paragraph("US$ 3 million; US$ 5 million")
    html = shown._repr_html_()
    assert html.startswith('<div class="migbrief mathjax_ignore"><style>') and shown.html in html
    light, dark = lab.style().split('[data-jp-theme-light="false"]')
    assert "--ink: #1d2733" in light and "--ink: #e4e9ee" in dark
    with lab.making_page():
        assert shown._repr_html_() == shown.html
