"""Which field of the Factbook feeds which indicator, in both vintages, and in which unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Measure:
    """How the figures of an indicator are read: ``unit`` is ours, ``words`` what may follow the number.

    ``sign`` is what must stand at the number: ``%``, ``$`` or nothing. ``reader`` names the parser. Figures
    below ``least`` or above ``most`` are left out.
    """

    unit: str
    words: str = ""
    sign: str = ""
    reader: str = "quantity"
    least: float = 0.0
    most: float = inf

    def accepts(self, words: str) -> bool:
        return re.fullmatch(self.words, words, re.IGNORECASE) is not None


_PEOPLE = (
    r"(?:(?:[\w'’-]+ ){0,3}(?:people|persons?|refugees?|idps?|inhabitants))?(?: ?(?:were )?displaced.*)?"
)
_TONNES = r"(?:mt|metric tonn?e?s)(?: of CO2)?"

MEASURES: dict[str, Measure] = {
    "population": Measure("persons", r"(?:people|persons)?", reader="population"),
    "net_migration_rate": Measure(
        "per 1,000 population", r"migrants?(?:\(s\))?/1,000 population", least=-inf
    ),
    "refugees_hosted": Measure("persons", _PEOPLE, reader="refugees"),
    "idps": Measure("persons", _PEOPLE, reader="people"),
    "stateless_persons": Measure("persons", _PEOPLE, reader="people"),
    "trafficking_tier": Measure("tier", reader="tier"),
    "remittances": Measure("% of GDP", "of GDP", "%"),
    "gdp_official": Measure("US$", sign="$"),
    "gdp_ppp": Measure("US$ PPP", sign="$"),
    "gdp_per_capita": Measure("US$ PPP", sign="$"),
    "gdp_growth": Measure("% a year", sign="%", least=-inf),
    "unemployment": Measure("%", sign="%", most=100),
    "youth_unemployment": Measure("%", sign="%", most=100),
    "labor_force": Measure("persons", r"(?:people|persons|workers)?"),
    "gini": Measure("index", most=100),
    "poverty": Measure("%", r"(?:of (?:the )?population)?", "%", most=100),
    "health_expenditure": Measure("% of GDP", "of GDP", "%", most=100),
    "literacy": Measure("%", r"(?:of (?:the )?population)?", "%", most=100),
    "life_expectancy": Measure("years", r"(?:years)?"),
    "infant_mortality": Measure("per 1,000 live births", "deaths/1,000 live births"),
    "total_fertility_rate": Measure("children per woman", "children born/woman"),
    "median_age": Measure("years", r"(?:years)?"),
    "age_0_14": Measure("%", r"(?:of (?:the )?population)?", "%", most=100),
    "age_15_64": Measure("%", r"(?:of (?:the )?population)?", "%", most=100),
    "age_65_over": Measure("%", r"(?:of (?:the )?population)?", "%", most=100),
    "urban_population": Measure("%", r"of total population", "%", most=100),
    "urbanization_rate": Measure("% a year", r"annual rate of change", "%", least=-inf),
    "co2_total": Measure("tonnes", _TONNES),
    "iom_membership": Measure("status", reader="membership"),
}


@dataclass(frozen=True)
class Field:
    """One Factbook field. ``parts`` maps a pattern for the part's name ("" is the field's own text) to an
    indicator; ``ignore`` matches parts that are other measures; ``grouped`` parts share one date.
    """

    section: str
    name: str
    parts: dict[str, str]
    ignore: str = "(?!)"
    grouped: bool = False


_SOCIETY, _ECONOMY = "People and Society", "Economy"
_SEXES = "male|female"
_YEARLY = r"{} (?P<year>\d{{4}})"


def _yearly(name: str, indicator: str) -> Field:
    """A field of 2025 with one part a year, named after it."""
    return Field(_ECONOMY, name, {_YEARLY.format(re.escape(name)): indicator})


FIELDS: tuple[Field, ...] = (
    Field(_SOCIETY, "Population", {"": "population", "total": "population"}, _SEXES),
    Field(_SOCIETY, "Net migration rate", {"": "net_migration_rate"}),
    Field(
        "Transnational Issues",
        "Refugees and internally displaced persons",
        {
            r"\d*refugees(?: \(country of origin\))?": "refugees_hosted",
            "IDPs": "idps",
            "stateless persons": "stateless_persons",
        },
    ),
    Field(
        "Transnational Issues",
        "Trafficking in persons",
        {"tier rating": "trafficking_tier"},
        "current situation",
    ),
    _yearly("Remittances", "remittances"),
    Field(_ECONOMY, "GDP (official exchange rate)", {"": "gdp_official"}),
    _yearly("Real GDP (purchasing power parity)", "gdp_ppp"),
    Field(_ECONOMY, "GDP (purchasing power parity)", {"": "gdp_ppp"}),
    Field(_ECONOMY, "GDP (purchasing power parity) - real", {"": "gdp_ppp"}),
    _yearly("Real GDP per capita", "gdp_per_capita"),
    Field(_ECONOMY, "GDP - per capita (PPP)", {"": "gdp_per_capita"}),
    _yearly("Real GDP growth rate", "gdp_growth"),
    Field(_ECONOMY, "GDP - real growth rate", {"": "gdp_growth"}),
    Field(_ECONOMY, "GDP real growth rate", {"": "gdp_growth"}),
    Field(
        _ECONOMY,
        "Unemployment rate",
        {"": "unemployment", r"Unemployment rate (?P<year>\d{4})": "unemployment"},
    ),
    Field(
        _ECONOMY,
        "Youth unemployment rate (ages 15-24)",
        {"total": "youth_unemployment"},
        _SEXES,
        grouped=True,
    ),
    Field(_SOCIETY, "Unemployment, youth ages 15-24", {"total": "youth_unemployment"}, _SEXES, grouped=True),
    Field(_ECONOMY, "Labor force", {"": "labor_force"}),
    _yearly("Gini Index coefficient - distribution of family income", "gini"),
    Field(_ECONOMY, "Distribution of family income - Gini index", {"": "gini"}),
    Field(_ECONOMY, "Population below poverty line", {"": "poverty"}),
    Field(
        _SOCIETY,
        "Health expenditure",
        {"": "health_expenditure", r"Health expenditure \(as % of GDP\)": "health_expenditure"},
        r"Health expenditure \(as % of national budget\)",
    ),
    Field(_SOCIETY, "Health expenditures", {"": "health_expenditure"}),
    Field(_SOCIETY, "Current health expenditure", {"": "health_expenditure"}),
    Field(_SOCIETY, "Literacy", {"total population": "literacy"}, f"{_SEXES}|definition", grouped=True),
    Field(
        _SOCIETY, "Life expectancy at birth", {"total population": "life_expectancy"}, _SEXES, grouped=True
    ),
    Field(_SOCIETY, "Infant mortality rate", {"total": "infant_mortality"}, _SEXES, grouped=True),
    Field(_SOCIETY, "Total fertility rate", {"": "total_fertility_rate"}),
    Field(_SOCIETY, "Median age", {"total": "median_age"}, _SEXES, grouped=True),
    Field(
        _SOCIETY,
        "Age structure",
        {
            "0-14 years": "age_0_14",
            "15-64 years": "age_15_64",
            "15-24 years|25-54 years|55-64 years": "age_15_64",
            "65 years and over": "age_65_over",
        },
        "population pyramid",
        grouped=True,
    ),
    Field(
        _SOCIETY,
        "Urbanization",
        {"urban population": "urban_population", "rate of urbanization": "urbanization_rate"},
        "ten largest urban agglomerations",
    ),
    Field(
        "Environment",
        "Carbon dioxide emissions",
        {"": "co2_total", "total emissions": "co2_total"},
        "from .*",
    ),
    Field("Energy", "Carbon dioxide emissions from consumption of energy", {"": "co2_total"}),
    Field("Government", "International organization participation", {"": "iom_membership"}),
)

ADDITIVE = {"persons", "tonnes", "US$"}
"""Units whose figures add up over countries."""

BANDS = ("15-24 years", "25-54 years", "55-64 years")
"""The 2015 vintage splits ages 15 to 64 in three; their sum is the indicator."""

USUAL_NOTES = re.compile(
    r"(?:note:?\s*)*(?:\([^()]*\)|data (?:are )?in \d{4} (?:US )?dollars\.?"
    r"|data in current dollars at official exchange rate|% of .*"
    r"|annual GDP % growth based on constant local currency|index \(0-100\) of income distribution.*"
    r"|number of people ages 15 or older who are employed or seeking work"
    r"|personal transfers and compensation between resident and non-resident "
    r"individuals/households/entities)",
    re.IGNORECASE,
)
"""Notes that only define or date the field; any other note is listed in the build report."""

JOINT_NOTES = re.compile(r"includes? (?:Jersey and Guernsey|Guernsey and Jersey)", re.IGNORECASE)
"""Notes which say that two entities with codes of their own are counted together, and given twice."""

NOTED_UNITS = {
    ("US$", "NZ$"): re.compile(r"New Zealand dollars?|\bNZD\b|NZ\$", re.IGNORECASE),
    ("US$ PPP", "US$"): re.compile(r"data are in current dollars", re.IGNORECASE),
}
"""Units, usual and true, of entries whose note says that the bare dollar sign means another money."""

RENAMED = {"2015": {"cc": "uc", "sk": "nn"}}
"""GEC codes of an older vintage that have changed: Curacao and Sint Maarten."""
