"""The employee pension formula as one writes it for OpenFisca-Core: variables with formulas over numpy arrays."""

# ruff: noqa: N801, N805 -- OpenFisca names variables and their first argument this way.

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2024-01"
Person = build_entity(key="person", plural="persons", label="a person", is_person=True)
DIVISORS: list[float] = []


def half_up(values: np.ndarray, places: int) -> np.ndarray:
    """Round half up, as the regulation says, on floats."""
    scale = 10**places
    return np.floor(values * scale + 0.5) / scale


INPUTS = ("calc_base", "index_months", "months", "deemed_months", "account_balance", "age_in_months")
INPUT_CLASSES = [type(name, (Variable,), {"value_type": float, "entity": Person, "definition_period": DateUnit.MONTH}) for name in INPUTS]


class avg_index(Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH

    def formula(person, period):
        return half_up(person("index_months", period) / 10_000 / person("months", period), 4)


class basic_pension(Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH

    def formula(person, period):
        base, mean = person("calc_base", period), person("avg_index", period)
        return half_up((base + base * mean) / 2 * (person("months", period) / 12) * 0.01, 2)


class account_pension(Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH

    def formula(person, period):
        divisor = np.array(DIVISORS)[person("age_in_months", period).astype(np.int64) - 480]
        return half_up(person("account_balance", period) / 100 / divisor, 2)


class transitional_pension(Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH

    def formula(person, period):
        wage = half_up(person("calc_base", period) * person("avg_index", period), 2)
        return half_up(wage * (person("deemed_months", period) / 12) * 0.013, 2)


class total(Variable):
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH

    def formula(person, period):
        return person("basic_pension", period) + person("account_pension", period) + person("transitional_pension", period)


def build(data: dict[str, np.ndarray], divisors: list[float]) -> Any:
    """A simulation with everyone's inputs set."""
    DIVISORS[:] = divisors
    system = TaxBenefitSystem([Person])
    for variable in (*INPUT_CLASSES, avg_index, basic_pension, account_pension, transitional_pension, total):
        system.add_variable(variable)
    simulation = SimulationBuilder().build_default_simulation(system, count=len(data["months"]))
    for name in INPUTS:
        simulation.set_input(name, PERIOD, data[name])
    return simulation


def calculate(simulation: Any) -> dict[str, np.ndarray]:
    """All five results."""
    names = ("avg_index", "basic_pension", "account_pension", "transitional_pension", "total")
    return {name: simulation.calculate(name, PERIOD) for name in names}
