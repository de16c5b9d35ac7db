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
    "refugees_and_asylum_seekers_hosted": Measure("persons", _PEOPLE, reader="refugees"),
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


# By section and field: the indicator of its figures, or of each of its parts by a pattern for their names.
# A field's own figures stand under no part, a total, or the field's name with a year.
FIELDS: dict[str, dict[str, str | dict[str, str]]] = {
    "People and Society": {
        "Population": "population",
        "Net migration rate": "net_migration_rate",
        "Unemployment, youth ages 15-24": "youth_unemployment",
        "Health expenditure": "health_expenditure",
        "Health expenditures": "health_expenditure",
        "Current health expenditure": "health_expenditure",
        "Literacy": "literacy",
        "Life expectancy at birth": "life_expectancy",
        "Infant mortality rate": "infant_mortality",
        "Total fertility rate": "total_fertility_rate",
        "Median age": "median_age",
        "Age structure": {
            "0-14 years": "age_0_14",
            "15-64 years|15-24 years|25-54 years|55-64 years": "age_15_64",
            "65 years and over": "age_65_over",
        },
        "Urbanization": {"urban population": "urban_population", "rate of urbanization": "urbanization_rate"},
    },
    "Transnational Issues": {
        "Refugees and internally displaced persons": {
            r"\d*refugees \(country of origin\)": "refugees_hosted",  # the 2015 edition's
            "refugees": "refugees_and_asylum_seekers_hosted",  # one total, the 2025 edition's
            "IDPs": "idps",
            "stateless persons": "stateless_persons",
        },
        "Trafficking in persons": {"tier rating": "trafficking_tier"},
    },
    "Economy": {
        "Remittances": "remittances",
        "GDP (official exchange rate)": "gdp_official",
        "Real GDP (purchasing power parity)": "gdp_ppp",
        "GDP (purchasing power parity)": "gdp_ppp",
        "GDP (purchasing power parity) - real": "gdp_ppp",
        "Real GDP per capita": "gdp_per_capita",
        "GDP - per capita (PPP)": "gdp_per_capita",
        "Real GDP growth rate": "gdp_growth",
        "GDP - real growth rate": "gdp_growth",
        "GDP real growth rate": "gdp_growth",
        "Unemployment rate": "unemployment",
        "Youth unemployment rate (ages 15-24)": "youth_unemployment",
        "Labor force": "labor_force",
        "Gini Index coefficient - distribution of family income": "gini",
        "Distribution of family income - Gini index": "gini",
        "Population below poverty line": "poverty",
    },
    "Environment": {"Carbon dioxide emissions": "co2_total"},
    "Energy": {"Carbon dioxide emissions from consumption of energy": "co2_total"},
    "Government": {"International organization participation": "iom_membership"},
}
OWN_PART = (
    r"(?:total(?: population| emissions)?|Health expenditure \(as % of GDP\)|{field} (?P<year>\d{{4}}))?"
)

IGNORED = re.compile(
    r"male|female|definition|current situation|population pyramid|ten largest urban agglomerations|from .*"
    r"|Health expenditure \(as % of national budget\)",
    re.IGNORECASE,
)
"""Parts that are other measures."""

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
