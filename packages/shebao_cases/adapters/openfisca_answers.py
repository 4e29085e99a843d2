"""Answers two calculations with OpenFisca-Core as one writes them for it (floats, half-up by hand), for the card's comparison.

Run: shebao-cases run --program "python adapters/openfisca_answers.py" --calculation employee_pension --calculation injury_grade_benefit
"""

# ruff: noqa: N801, N805 -- OpenFisca names variables and their first argument this way.

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2024-01"
Person = build_entity(key="person", plural="persons", label="a person", is_person=True)
INPUTS = (
    "calc_base",
    "avg_index",
    "total_years",
    "account_balance",
    "divisor",
    "deemed_years",
    "transition_coefficient",
    "transition_index",
)
SHAPE = {"value_type": float, "entity": Person, "definition_period": DateUnit.MONTH}
INPUT_CLASSES = [type(name, (Variable,), dict(SHAPE)) for name in INPUTS]


def half_up(values: Any) -> Any:
    """To the fen, half up, on floats."""
    return np.floor(values * 100 + 0.5) / 100


class indexed_wage(Variable):
    value_type, entity, definition_period = float, Person, DateUnit.MONTH

    def formula(person, period):
        return half_up(person("calc_base", period) * person("avg_index", period))


class basic_pension(Variable):
    value_type, entity, definition_period = float, Person, DateUnit.MONTH

    def formula(person, period):
        base = person("calc_base", period)
        return half_up((base + base * person("avg_index", period)) / 2 * person("total_years", period) * 0.01)


class account_pension(Variable):
    value_type, entity, definition_period = float, Person, DateUnit.MONTH

    def formula(person, period):
        return half_up(person("account_balance", period) / person("divisor", period))


class transitional_pension(Variable):
    value_type, entity, definition_period = float, Person, DateUnit.MONTH

    def formula(person, period):
        wage = half_up(person("calc_base", period) * person("transition_index", period))
        return half_up(wage * person("deemed_years", period) * person("transition_coefficient", period))


class total(Variable):
    value_type, entity, definition_period = float, Person, DateUnit.MONTH

    def formula(person, period):
        return person("basic_pension", period) + person("account_pension", period) + person("transitional_pension", period)


OWN_FORMULA = ("guangdong", "yunnan")
"""Places whose formula differs; the model is the nation's alone."""
RESULTS = ("indexed_wage", "basic_pension", "account_pension", "transitional_pension", "total")


def system() -> TaxBenefitSystem:
    """The five variables and their inputs."""
    made = TaxBenefitSystem([Person])
    for variable in (*INPUT_CLASSES, indexed_wage, basic_pension, account_pension, transitional_pension, total):
        made.add_variable(variable)
    return made


def answer(question: dict[str, Any], law: TaxBenefitSystem) -> dict[str, Any]:
    """One answer; what the model does not know is unsupported."""
    inputs = {"deemed_years": "0", **question["inputs"]}
    if inputs["deemed_years"] == "0":
        inputs.setdefault("transition_coefficient", "0")
    inputs.setdefault("transition_index", inputs.get("avg_index"))
    known = {name: inputs[name] for name in INPUTS if inputs.get(name) is not None}
    if (
        question["calculation"] != "employee_pension"
        or question["place"].startswith(OWN_FORMULA)
        or len(known) < len(INPUTS)
        or set(inputs) - set(INPUTS) - {"month", "year"}
    ):
        return {"id": question["id"], "unsupported": True}
    simulation = SimulationBuilder().build_default_simulation(law, count=1)
    for name, value in known.items():
        simulation.set_input(name, PERIOD, np.array([float(value)]))
    values = {name: f"{float(simulation.calculate(name, PERIOD)[0]):.2f}" for name in RESULTS}
    return {"id": question["id"], "values": {**values, "deemed_years": inputs["deemed_years"]}}


if __name__ == "__main__":
    LAW = system()
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), LAW), ensure_ascii=False))
