"""The parameter models of notebooks: names, types, defaults, bounds, units and meanings.

A notebook's parameters cell holds the defaults; a model checks values and never replaces them.
"""

import json
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from migbrief.errors import UNSEEN, UserError, unknown
from migbrief.text.i18n import mark, t

MAX_TEXT: Final = 200  # characters; no name of a country, group or edition is longer
PEER_KINDS: Final = (mark("sub-region"), mark("region"), mark("income group"))
MAX_TITLE: Final = 80  # characters of a reader's own title
SEVERAL: Final = ("countries", "peers")  # parameters that may be given several times
MAX_LIST: Final = 300  # entries; there are about 250 countries and territories


def _split(value: object) -> object:
    """Return ISO3 codes from ``KEN,Nepal``, a JSON list or several; other values are left to pydantic."""
    if isinstance(value, str) and value.strip().startswith("["):
        try:
            value = json.loads(value)
        except RecursionError:
            raise UserError("countries is a list inside lists; write KEN,Nepal,PH") from None
        except ValueError as error:
            fault = t("countries is not a valid JSON list: {why}; or write KEN,Nepal,PH", why=error)
            raise UserError(fault) from None
    values = value if isinstance(value, (list, tuple)) else [value]
    if not all(isinstance(v, (str, int)) for v in values):
        return value
    from migbrief.datasets import countries

    return [code for v in values for code in countries.resolve_list(str(v))]


def _once(codes: list[str]) -> list[str]:
    return list(dict.fromkeys(codes))


def _group(value: str) -> str:
    if not value:
        return ""
    from migbrief.datasets import countries

    return countries.group_name(value)


def _edition(value: str) -> str:
    from migbrief.editions import edition

    if not value:
        return edition.default()
    if value not in (names := edition.available()):
        raise unknown(mark("edition"), value, names)
    return value


def _vintage(value: str) -> str:
    from migbrief.datasets import indicators

    if value not in (names := indicators.vintages()):
        raise unknown(mark("data edition"), value, names)
    return value


def _language(value: str) -> str:
    from migbrief.text.i18n import LANGUAGES

    if value not in LANGUAGES:
        raise unknown(mark("language"), value, LANGUAGES)
    return value


def _country(value: str) -> str:
    from migbrief.datasets import countries

    return countries.resolve(value)


def _join_codes(value: object) -> object:
    """Return a list of countries as one text."""
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else value


def _peers(value: str) -> str:
    kind = value.strip().casefold().replace("_", " ")
    if kind in PEER_KINDS:
        return kind
    if kind == "subregion":
        return "sub-region"
    from migbrief.datasets import countries

    if countries.is_group(value):
        return countries.group_name(value)
    title, _, listed = value.rpartition(": ")  # "Our neighbours (the ministry, 2024): UGA,TZA"
    if listed.strip().casefold().endswith(".csv"):
        title = countries.list_title(Path(listed.strip()).expanduser())
    chosen = _split(listed)
    if not (isinstance(chosen, list) and chosen and all(isinstance(code, str) for code in chosen)):
        fields = {"kinds": ", ".join(PEER_KINDS), "value": repr(value)}
        raise UserError("peers takes {kinds} or countries such as KEN,Nepal; got {value}", **fields)
    return f"{title}: " * bool(title) + ",".join(_once(chosen))


def _region(value: str) -> str:
    from migbrief.editions import groups

    return groups.group(value).name


Text = Annotated[str, Field(max_length=MAX_TEXT)]
Codes = Annotated[list[Text], BeforeValidator(_split), AfterValidator(_once)]


class PageParameters(BaseModel):
    """Parameters of every notebook's page, even if its parameters cell lacks them."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        coerce_numbers_to_str=True,
        allow_inf_nan=False,
    )

    @field_validator("*", mode="before")
    @classmethod
    def _no_truth(cls, value: object, info: ValidationInfo) -> object:
        """Reject booleans, such as YAML's ``yes``, which Python treats as 1, and control
        characters in text.
        """
        if isinstance(value, bool) and cls.model_fields[str(info.field_name)].annotation is not bool:
            raise ValueError
        if isinstance(value, str) and UNSEEN.search(value):
            raise ValueError
        return value

    language: Annotated[Text, AfterValidator(_language)] = Field(
        "en", description="the language of the report: en, fr or es"
    )
    title: Annotated[str, Field(max_length=MAX_TITLE)] = Field(
        "", description="a title of your own for the page; blank for the notebook's"
    )
    subtitle: Annotated[str, Field(max_length=MAX_TEXT)] = Field("", description="a line below the title")


class BaseParameters(PageParameters):
    """Parameters of every notebook on a paper or a place."""

    edition: Annotated[Text, AfterValidator(_edition)] = Field(
        "",
        validate_default=True,
        description="the paper under review, a folder of data/editions; blank for the default one",
    )
    vintage: Annotated[Text, AfterValidator(_vintage)] = Field(
        "2025", description="which edition of the Factbook to compare with"
    )


class Compared(BaseParameters):
    """Parameters of a notebook on two papers."""

    against: Text = Field("", description="another paper to compare with; blank for the first there is")

    @model_validator(mode="after")
    def _another(self) -> Self:
        from migbrief.editions import catalogue

        others = [name for name in catalogue.available() if name != self.edition]
        if self.against in others or not others:
            return self
        if self.against not in ("", self.edition):
            raise unknown(mark("edition"), self.against, others)
        return self.model_copy(update={"against": others[0]})


class Section(BaseParameters):
    """Parameters of every notebook on a section of a paper."""

    section: Text = Field("", description="the section of the paper, as in sections.csv; blank for the first")

    @model_validator(mode="after")
    def _known(self) -> Self:
        from migbrief.editions import edition

        if self.section:
            edition.load(self.edition).section(self.section)  # raises UserError for an unknown section
        return self


class Focused(Section):
    """Parameters of a notebook on a section with open data."""

    countries: Codes = Field([], max_length=MAX_LIST, description="countries in focus, by ISO code or name")
    group: Annotated[Text, AfterValidator(_group)] = Field(
        "", description="region or income group in focus, by name or M49 code"
    )
    top: int = Field(10, ge=3, le=60, description="how many countries a figure shows")


class Scenario(Section):
    """Parameters of the Emergency Fund model. Every assumption is one; none is a forecast.

    The bounds keep a run within seconds and a few hundred megabytes.
    """

    fund_usd: float = Field(
        0.0,
        ge=0,
        le=1e10,
        description="size of the fund; 0 takes the size the paper states",
        json_schema_extra={"unit": "US$"},
    )
    crises_per_year: float = Field(
        4.0,
        ge=0,
        le=200,
        description="crises that draw on the fund, on average",
        json_schema_extra={"unit": mark("a year")},
    )
    crisis_cost_usd: float = Field(
        3_000_000.0, gt=0, le=1e9, description="mean cost of one crisis", json_schema_extra={"unit": "US$"}
    )
    cost_spread: float = Field(
        1.0,
        ge=0,
        le=3,
        description="spread of the costs (standard deviation of their logarithm); 0 makes them equal",
    )
    advance_share: float = Field(
        1.0, gt=0, le=1, description="share of a crisis's cost that the fund is asked to advance"
    )
    repayment_months: int = Field(
        9,
        ge=1,
        le=120,
        description="time until an advance is paid back",
        json_schema_extra={"unit": mark("months")},
    )
    repayment_rate: float = Field(0.95, ge=0, le=1, description="share of an advance that comes back")
    years: int = Field(
        10, ge=1, le=30, description="length of one run", json_schema_extra={"unit": mark("years")}
    )
    runs: int = Field(
        2000, ge=10, le=10_000, description="simulated runs", json_schema_extra={"unit": mark("runs")}
    )
    seed: int = Field(
        2012, ge=0, le=2**32 - 1, description="start of the random numbers: same seed, same page"
    )


class CountryProfile(BaseParameters):
    """Parameters of the profile of one country."""

    country: Annotated[Text, AfterValidator(_country)] = Field(
        "KEN", description="the country, by ISO code or name"
    )
    peers: Annotated[str, BeforeValidator(_join_codes), AfterValidator(_peers)] = Field(
        "sub-region",
        max_length=MAX_LIST * MAX_TEXT,
        description="whom to compare with: sub-region, region, income group, a group such as LDC or ECOWAS, "
        "countries by code or name, or a CSV file with a column iso3 or country",
    )
    horizon: int = Field(
        2050,
        ge=2030,
        le=2100,
        multiple_of=5,
        description="year beside the latest in pyramids and projections",
    )


class RegionProfile(BaseParameters):
    """Parameters of the profile of a region, an income group, or any list of countries."""

    region: Annotated[Text, AfterValidator(_region)] = Field(
        "Eastern Africa",
        description="an M49 region or sub-region, World, an income group, EU27, or a group such as ECOWAS",
    )
    countries: Codes = Field(
        [], max_length=MAX_LIST, description="any list of countries instead, by ISO code or name"
    )
    title: Annotated[str, Field(max_length=MAX_TITLE)] = Field(
        "", description="what to call the group; blank for its name, or those of the countries"
    )
    horizon: int = Field(2050, ge=2030, le=2100, multiple_of=5, description="last year shown of projections")


# By name of the notebook, without extension; other notebooks on a section use Focused.
MODELS: Final[dict[str, type[BaseParameters]]] = {
    "overview": BaseParameters,
    "compare": Compared,
    "section": Focused,
    "a4-internal-capacities": Scenario,
    "country-profile": CountryProfile,
    "region-profile": RegionProfile,
}
