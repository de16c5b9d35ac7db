"""Groups of countries: their members, and the names of their pages."""

from __future__ import annotations

import re

import pytest

from migbrief.content.region.region import open_region
from migbrief.datasets import countries
from migbrief.editions import groups
from migbrief.errors import UserError
from migbrief.registry import parameters, profile_reports
from migbrief.registry import reports as catalogue
from migbrief.text.i18n import speaking


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("eastern africa", "Eastern Africa"),
        ("014", "Eastern Africa"),
        ("eastern-africa", "Eastern Africa"),
        ("World", "World"),
        ("low income", "Low income"),
        ("European Union", "EU27"),
    ],
)
def test_groups_are_found_by_name_code_and_id(text: str, name: str) -> None:
    assert groups.group(text).name == name == groups.group(name).name


def test_unknown_groups_name_the_nearest() -> None:
    with pytest.raises(UserError, match=r"unknown region 'Estern Africa'; did you mean .*Eastern Africa"):
        groups.group("Estern Africa")
    with pytest.raises(UserError, match="unknown region 'linet'"):  # a group that a paper names
        parameters.parse("region-profile", {"region": "linet"})
    with pytest.raises(UserError, match="unknown country 'Kenja'; did you mean Kenya"):
        open_region(countries=["Kenja"])
    with pytest.raises(UserError, match="title of region-profile must be 80 characters or fewer"):
        open_region(countries=["KEN"], title="x" * 81)


def test_each_group_is_available_once_with_an_id_of_its_own() -> None:
    found = groups.available()
    assert len({g.id for g in found}) == len({g.name for g in found}) == len(found)
    assert {g.name for g in found} == set(countries.groups())
    assert all(re.fullmatch(r"[a-z0-9-]+", g.id) and len(g.members) > 1 for g in found)


def test_countries_win_over_the_region_each_once_by_name() -> None:
    chosen = open_region(countries=["Uganda", "KE", "KEN"])
    assert (chosen.name, chosen.members, chosen.group.kind) == ("Kenya and Uganda", ["KEN", "UGA"], "list")
    assert f"{chosen.place:in}, {chosen.place:start}" == "in these countries, These countries"
    assert open_region(countries=["PSE", "State of Palestine", "Palestine"]).members == ["PSE"]


def test_a_title_of_ones_own_is_used_in_prose() -> None:
    chosen = open_region(countries=["UGA", "KEN"], title="the Lake")
    assert chosen.name == "the Lake" and f"{chosen.place:start}" == "the Lake"
    assert f"{chosen.place:in}" == "in the group “the Lake”"
    with speaking("fr"):
        assert f"{chosen.place:from}" == "du groupe « the Lake »"
    assert open_region(region="Africa", title="A continent").name == "A continent"


def test_a_list_of_countries_is_a_page_of_its_own() -> None:
    """Once `-p members=NPL,PHL` made a page titled "Eastern Africa"."""
    (region,) = catalogue.find(["region-eastern-africa"])
    own = catalogue.with_parameters(region, {"countries": "NPL,PHL"})
    assert own.output != region.output
    assert profile_reports.title(own) == "Nepal and Philippines: Migration Profile"
    assert profile_reports.description(own) == "Countries chosen, 2 countries and territories."
    named = catalogue.with_parameters(region, {"countries": "NPL,PHL", "title": "Two"})
    assert profile_reports.title(named) == "Two: Migration Profile"
    assert len({region.id, own.id, named.id}) == 3
    many = catalogue.with_parameters(region, {"countries": "KEN,UGA,ETH,SOM,DJI,ERI"})
    assert profile_reports.name(many) == "Djibouti, Eritrea, Ethiopia, Kenya and 2 more"
