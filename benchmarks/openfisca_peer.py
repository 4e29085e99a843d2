"""The three formulas as one writes them for OpenFisca-Core: variables with formulas over numpy arrays, amounts given in fen."""

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
        divisor = np.array(DIVISORS)[person("age_in_months", period).astype(np.int64)]
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


def pension_of(data: dict[str, np.ndarray], divisors: list[float], first_month: int) -> Any:
    """The totals in yuan, from divisors by month of age beginning at the first one."""
    DIVISORS[:] = [0.0] * first_month + divisors
    system = TaxBenefitSystem([Person])
    for variable in (*INPUT_CLASSES, avg_index, basic_pension, account_pension, transitional_pension, total):
        system.add_variable(variable)
    simulation = SimulationBuilder().build_default_simulation(system, count=len(data["months"]))
    for name in INPUTS:
        simulation.set_input(name, PERIOD, data[name])
    return simulation.calculate("total", PERIOD)


FIRST_YEAR = 1994


def accrual_of(opening: np.ndarray, monthly: list[np.ndarray], rates: list[float]) -> np.ndarray:
    """Balances in yuan after some years: this year's from last year's, the way OpenFisca models a stock."""

    class monthly_credit(Variable):
        value_type = float
        entity = Person
        definition_period = DateUnit.YEAR

    class balance(Variable):
        value_type = float
        entity = Person
        definition_period = DateUnit.YEAR

        def formula(person, period):
            before, credit = person("balance", period.last_year), person("monthly_credit", period) / 100
            rate = rates[period.start.year - FIRST_YEAR]
            return before + half_up(before * rate, 2) + credit * 12 + half_up(credit * 78 * rate / 12, 2)

    system = TaxBenefitSystem([Person])
    for variable in (monthly_credit, balance):
        system.add_variable(variable)
    simulation = SimulationBuilder().build_default_simulation(system, count=len(opening))
    simulation.max_spiral_loops = len(rates) + 1
    simulation.set_input("balance", str(FIRST_YEAR - 1), opening / 100)
    for year, credits in enumerate(monthly):
        simulation.set_input("monthly_credit", str(FIRST_YEAR + year), credits)
    for year in range(len(rates)):
        result = simulation.calculate("balance", str(FIRST_YEAR + year))
    return result


def adjustment_of(pension: np.ndarray, years: np.ndarray, age: np.ndarray, remote: np.ndarray) -> np.ndarray:
    """The new pension in yuan from the old one in fen, whole years, age and remote area."""
    inputs = {"pension_before": pension, "credited_years": years, "age": age, "remote_area": remote}
    classes = [type(name, (Variable,), {"value_type": float, "entity": Person, "definition_period": DateUnit.MONTH}) for name in inputs]

    class after(Variable):
        value_type = float
        entity = Person
        definition_period = DateUnit.MONTH

        def formula(person, period):
            before, y = person("pension_before", period) / 100, person("credited_years", period)
            a, far = person("age", period), person("remote_area", period)
            tiers = np.minimum(y, 15) * 1.0 + np.clip(y - 15, 0, 10) * 1.2 + np.maximum(y - 25, 0) * 1.5
            steps = np.where((a >= 70) & (a <= 79), 30, 0) + np.where(a >= 80, 60, 0)
            return before + 28 + tiers + half_up(before * 0.011, 2) + steps + far * 5

    system = TaxBenefitSystem([Person])
    for variable in (*classes, after):
        system.add_variable(variable)
    simulation = SimulationBuilder().build_default_simulation(system, count=len(pension))
    for name, values in inputs.items():
        simulation.set_input(name, PERIOD, values)
    return simulation.calculate("after", PERIOD)


def run(what: str, data: dict[str, Any], law: tuple[Any, ...]) -> Any:
    """One formula over its columns, simulation and inputs set up anew; law: what the formula takes from the place's parameters."""
    if what == "pension":
        return pension_of(data, *law)
    return accrual_of(data["opening"], data["monthly"], *law) if what == "accrual" else adjustment_of(**data)
