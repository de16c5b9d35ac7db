"""The parameter models of the notebooks: names, types, defaults, bounds, units and meanings.

A notebook's parameters cell holds the defaults; a model checks what is given, and never replaces them.
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
MAX_TITLE: Final = 80  # characters of a title of a reader's own
SEVERAL: Final = ("countries", "peers")  # parameters that may be given more than once
MAX_LIST: Final = 300  # entries; there are about 250 countries and territories


def _split(value: object) -> object:
    """``KEN,Nepal``, a JSON list or several of them → ISO3 codes; the rest is left for pydantic to judge."""
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
    """What the page of every notebook takes, whether or not its parameters cell has it."""

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
        """Refuse a truth value, such as YAML's ``yes``: Python takes it for the number 1.

        Nor a text with control characters.
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
    """What every notebook on a paper or a place takes."""

    edition: Annotated[Text, AfterValidator(_edition)] = Field(
        "",
        validate_default=True,
        description="the paper under review, a folder of data/editions; blank for the default one",
    )
    vintage: Annotated[Text, AfterValidator(_vintage)] = Field(
        "2025", description="which edition of the Factbook to compare with"
    )


class Compared(BaseParameters):
    """A notebook on two papers."""

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
    """What every notebook on a section of a paper takes."""

    section: Text = Field("", description="the section of the paper, as in sections.csv; blank for the first")

    @model_validator(mode="after")
    def _known(self) -> Self:
        from migbrief.editions import edition

        if self.section:
            edition.load(self.edition).section(self.section)  # refuses one that it has not
        return self


class Focused(Section):
    """A notebook on a section beside open data."""

    countries: Codes = Field([], max_length=MAX_LIST, description="countries in focus, by ISO code or name")
    group: Annotated[Text, AfterValidator(_group)] = Field(
        "", description="region or income group in focus, by name or M49 code"
    )
    top: int = Field(10, ge=3, le=60, description="how many countries a figure shows")


class Scenario(Section):
    """The Emergency Fund model. Every assumption is a parameter; none is a forecast.

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
    """The Migration Profile of one country."""

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
    """The profile of a region, an income group, or any list of countries."""

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


# By the name of the notebook, without ending; one on a section that is not among them takes Focused.
MODELS: Final[dict[str, type[BaseParameters]]] = {
    "overview": BaseParameters,
    "compare": Compared,
    "section": Focused,
    "a4-internal-capacities": Scenario,
    "country-profile": CountryProfile,
    "region-profile": RegionProfile,
}
