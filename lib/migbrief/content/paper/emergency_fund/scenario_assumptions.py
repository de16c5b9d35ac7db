"""The assumptions of the emergency fund's scenario. Only the size of the fund can be the paper's."""

from typing import Final

import pandas as pd

from migbrief.content.paper.brief import Brief
from migbrief.display import tables
from migbrief.display.html import Display
from migbrief.display.tables import Column, Table
from migbrief.registry import parameter_models, parameters
from migbrief.text import words
from migbrief.text.i18n import mark, t
from migbrief.text.value import Cite, Value

from .funds import stated, unstated
from .scenario import Scenario

OWN: Final = [
    name
    for name in parameter_models.Scenario.model_fields
    if name not in parameter_models.Section.model_fields
]
TECHNICAL: Final = ("years", "runs", "seed")


def size(brief: Brief[parameter_models.Scenario]) -> Value | None:
    """Return the size of the fund: the reader's, else the paper's; None if neither gives one."""
    return parameter(brief, "fund_usd") if brief.parameters.fund_usd else stated(brief)


def parameter(brief: Brief[parameter_models.Scenario], name: str) -> Value:
    """Return a parameter of the scenario with its unit; it cites its row among the assumptions."""
    extra = type(brief.parameters).model_fields[name].json_schema_extra
    unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
    cite = Cite(f"assumption {name}", t("an assumption of this report, {name}", name=name))
    return Value(float(getattr(brief.parameters, name)), unit, cites=(cite,))


def assumed(brief: Brief[parameter_models.Scenario]) -> Scenario | None:
    """Return the scenario of the reader's parameters; None if the fund has no size."""
    fund = size(brief)
    if fund is None:
        return None
    given = {name: getattr(brief.parameters, name) for name in OWN}
    return Scenario(**(given | {"fund_usd": fund.value}))


def source(s: Scenario) -> str:
    return t(
        "the project's scenario model, {runs} runs, seed {seed}", runs=words.number(s.runs), seed=str(s.seed)
    )


def missing() -> Display:
    return unstated(mark("the size of an emergency fund, and none is given as a parameter (fund_usd)"))


def assumptions(brief: Brief[parameter_models.Scenario]) -> pd.DataFrame:
    """Return every assumption of the scenario, a row each.

    Columns ``meaning`` (in words), ``name`` (the parameter), ``value`` (a value; the seed as text), ``unit``,
    ``basis`` and ``changed`` (whether the reader set it).
    """
    rows = []
    for setting in parameters.settings(brief.parameters):
        name = setting.name
        if name not in OWN:
            continue
        value = size(brief) if name == "fund_usd" else parameter(brief, name)
        basis = mark("simulation") if name in TECHNICAL else mark("assumed")
        if name == "fund_usd" and not setting.changed:
            basis = mark("not stated") if value is None else mark("the paper")
        rows.append(
            {
                "meaning": setting.meaning.split(";")[0],
                "name": name,
                "value": setting.value if name == "seed" else value,
                "unit": setting.unit,
                "basis": basis,
                "changed": mark("changed by the reader") if setting.changed else mark("default"),
            }
        )
    return pd.DataFrame(rows)


def assumption_table(brief: Brief[parameter_models.Scenario], rows: pd.DataFrame) -> Table:
    """Show assumptions with value, basis, and whether the reader set them."""
    return tables.table(
        rows,
        t("The assumptions of the scenario"),
        columns={
            "meaning": mark("Assumption"),
            "name": Column(mark("Parameter"), kind="code"),
            "value": Column(mark("Value"), kind="figure"),
            "unit": Column(mark("Unit"), hidden=True),
            "basis": mark("Basis"),
            "changed": mark("Set by"),
        },
        source=t("this report's parameters"),
        note=t(
            "No source is known to us for the assumed values. Change them by their parameter's name and read "
            "the figures again."
        ),
        name="assumptions",
    )
