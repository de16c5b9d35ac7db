"""The reports and parameters that a command's arguments ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migbrief import paths
from migbrief.errors import UserError
from migbrief.text.i18n import t

if TYPE_CHECKING:
    from migbrief.registry.records import Report


def reports(
    names: tuple[str, ...],
    countries: tuple[str, ...],
    regions: tuple[str, ...],
    everything: bool,
    edition: str = "",
) -> list[Report]:
    """The reports asked for: sections of an edition by name, profiles by country, group or all."""
    from migbrief.registry import reports as catalogue

    profiles = "profiles" in names
    if (countries or regions or everything) and not profiles:
        raise UserError(
            t("--country, --region and --all go with profiles: migbrief render profiles --country KEN")
        )
    rest = [name for name in names if name != "profiles"]
    chosen = catalogue.find(rest, edition) if rest or not profiles else []
    if profiles:
        from migbrief.registry import profile_reports

        if not (countries or regions or everything):
            raise UserError(t("which profiles? give --country, --region, or --all for every one of them"))
        chosen += profile_reports.select(countries, regions, everything)
    if not chosen:
        raise UserError(t("there are no notebooks in {folder}; nothing to render", folder=paths.notebooks()))
    return chosen


def parameters(given: tuple[str, ...]) -> dict[str, str | list[str]]:
    """``("a=1", "b=2")`` → a mapping; a name once, or more often where it takes a list."""
    from migbrief.registry.parameter_models import SEVERAL

    said: dict[str, list[str]] = {}
    for word in given:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise UserError(
                t("-p takes name=value, such as -p countries=KEN,Nepal; got {value}", value=repr(word))
            )
        name = name.strip()
        if name in said and name not in SEVERAL:
            raise UserError(t("parameter {name} is given twice; give it once", name=name))
        said.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in said.items()}
