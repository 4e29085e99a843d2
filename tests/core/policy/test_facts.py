"""The limits of every fact that columns of people are read from: the last amount within is taken, one fen beyond is refused."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest

from shebao.base.finding import Refused
from shebao.core.policy.accounts import questions as accounts
from shebao.core.policy.adjustment import questions as adjustment
from shebao.core.policy.contributions import questions as contributions
from shebao.core.policy.questions import Fact, Question
from shebao.core.policy.resident import questions as resident
from shebao.core.sheet import UNITS

WAGE, ACCOUNT = (0, 10_000_000), (-100_000_000, 100_000_000)
LIMITS: dict[ModuleType, dict[str, dict[str, tuple[int, int]]]] = {
    accounts: {
        "EMPLOYEE_YEAR": {
            "opening_balance": (0, 100_000_000),
            "principal": ACCOUNT,
            "month_product": (-1_200_000_000, 1_200_000_000),
            "interest_months": (0, 12),
        },
    },
    adjustment: {
        "ADJUSTMENT": {"pension_before": (0, 1_000_000), "contribution_years": (0, 80), "age": (15, 130)},
        "FULL": {"pension_before": (0, 1_000_000), "contribution_years": (0, 80), "age": (15, 130)},
        "NATIONAL_LEVEL": {"average_pension": (0, 1_000_000), "retirees": (0, 1_000_000_000)},
    },
    contributions: {
        "EMPLOYEE": {"reported_wage": WAGE},
        "PUBLIC": {"reported_wage": WAGE},
        "ANNUITY": {"contribution_base": WAGE},
        "UNEMPLOYMENT": {"reported_wage": WAGE},
        "INJURY_BASE": {"reported_wage": WAGE},
        "INJURY": {"payroll": WAGE, "benchmark_rate": (0, 1), "float_factor": (0, 3), "temporary_factor": (0, 1)},
        "FLEXIBLE": {"contribution_base": WAGE},
    },
    resident: {
        "PENSION": {"paid_years": (0, 80), "account_balance": (0, 100_000_000)},
        "PENSION_BY_SHARE": {"paid_years": (0, 80), "account_balance": (0, 100_000_000)},
        "CLAIM": {"paid_years": (0, 80)},
        "CLAIM_URBAN": {"paid_years": (0, 80)},
        "CONTRIBUTION": {"tier": (0, 100_000), "collective": (0, 1_000_000)},
        "ACCOUNT_YEAR": {
            "opening_balance": ACCOUNT,
            "month_product": (-1_200_000_000, 1_200_000_000),
            "paid_product": (0, 1_200_000_000),
            "credited": ACCOUNT,
            "paid_out": (0, 1_200_000_000),
        },
        "DEATH": {"account_balance": ACCOUNT, "interest_after_claim": ACCOUNT, "account_pension_paid": ACCOUNT},
    },
}
"""Module → question → fact → (least, most) in the unit that people write; damaged data lie beyond, no person's figure does."""


def questions(room: ModuleType) -> dict[str, Question]:
    """The questions a room declares."""
    return {name: one for name, one in vars(room).items() if isinstance(one, Question)}


def numbers(question: Question) -> dict[str, Fact]:
    """The facts of a question that have limits."""
    return {name: fact for name, fact in question.facts.items() if UNITS[fact.unit].kind == "number"}


@pytest.mark.parametrize("room", LIMITS, ids=lambda room: room.__name__.split(".")[-2])
def test_a_fact_is_taken_at_its_limits_and_refused_a_step_beyond(room: Any) -> None:
    assert {name: set(numbers(one)) for name, one in questions(room).items() if numbers(one)} == {
        name: set(facts) for name, facts in LIMITS[room].items()
    }
    for name, facts in LIMITS[room].items():
        for called, (least, most) in facts.items():
            fact = questions(room)[name].facts[called]
            scale = 10 ** (UNITS[fact.unit].places or 0)
            fact.column(np.array([least * scale, most * scale]))
            for beyond in (least * scale - 1, most * scale + 1):
                with pytest.raises(Refused, match=fact.title[:4]):
                    fact.column(np.array([beyond]))
