"""Opening reports in a notebook: the profile of a place, and a section of a paper."""

from collections.abc import Sequence

from migbrief.content.country.profile import Profile, open_profile
from migbrief.content.paper.brief import Brief, open_brief
from migbrief.content.region.region import Region, open_region
from migbrief.datasets import countries
from migbrief.editions import catalogue
from migbrief.errors import UserError, unknown
from migbrief.text.i18n import mark


def profile(place: str | Sequence[str] = "", **parameters: object) -> Profile | Region:
    """Open the Migration Profile of a country, of a group of countries, or of a list of countries.

    ``place`` is a code or name; a list of places makes a group. ``parameters`` are those of the notebook
    ``country-profile`` or ``region-profile``: ``peers`` (countries to compare with), ``horizon``, ``title``
    (of a group), ``language``; ``country``, or ``region`` and ``countries``, resolve ambiguous names. The
    functions of ``migbrief.content.country`` and ``migbrief.content.region`` take the profile, and use its
    language whatever else is open. Raises ``UserError`` for an unknown place or parameter, with the nearest
    names.

    >>> import migbrief as mb
    >>> mb.profile("Kenya", peers="income group")
    Profile of KEN beside income group, in English
    >>> mb.profile("Eastern Africa").members[:2]
    ['BDI', 'COM']
    """
    if not place:
        return (
            open_region(**parameters)
            if {"region", "countries"} & set(parameters)
            else open_profile(**parameters)
        )
    if not isinstance(place, str):
        return open_region(countries=list(place), **parameters)
    try:
        code = countries.resolve(place)
    except UserError:
        if not countries.is_group(place):
            countries.codes(place)  # suggests the nearest countries and groups
            return open_region(countries=place, **parameters)
        return open_region(region=place, **parameters)
    return open_profile(country=code, **parameters)


def section(report: str, edition: str = "", **parameters: object) -> Brief:
    """Open a section of a paper, by its key such as ``a3``, or the whole as ``overview``.

    ``edition`` is the paper, the default one if blank; ``parameters`` are those of the section's notebook,
    such as ``countries=["NPL"]``, ``group`` or ``language``. The functions of ``migbrief.content.paper`` take
    the brief. Raises ``UserError`` for an unknown section, edition or parameter.

    >>> import migbrief as mb
    >>> mb.section("a3", countries=["Nepal"]).focus
    ['NPL']
    """
    name = edition or catalogue.default()
    if report == "overview":
        return open_brief("overview", edition=name, **parameters)
    notebooks = {row["section"]: row["notebook"] or "section" for row in catalogue.sections(name)}
    if report not in notebooks:
        raise unknown(mark("section"), report, ["overview", *notebooks])
    return open_brief(notebooks[report], edition=name, section=report, **parameters)
