"""A settlement with a hospital, its payment, and the yearly adjustment, as a command that may be run again after it was killed."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

from shebao.agency.benefits import queries as benefits
from shebao.agency.injury import queries as injury
from shebao.agency.parameters import actions as parameters
from shebao.agency.parameters.actions import NewValue
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.store.columns import int_column
from tests.crash.collection import carry
from tests.crash.month import VOLATILE, business_digest
from tests.world.calendar import by
from tests.world.injury import Injuries, bill, sign_hospital
from tests.world.law import PLACE

__all__ = ["PLACE", "build", "business_digest", "faults", "live"]
os.environ.setdefault("SHEBAO_PLACE", PLACE)
LATER = date(2024, 2, 20)
VOLATILE["injury_provideraccount"] = {"account_sealed"}
RAISE = {
    "injury_allowance_raise": {"1": "240", "2": "220", "3": "200", "4": "180"},
    "injury_allowance_raise_ratio": "0.02",
    "injury_dependant_raise": "60",
    "injury_dependant_raise_ratio": "0.02",
}
"""An invented notice of the yearly adjustment; no province's own is on file."""


def enter_notice(year: int = 2024) -> None:
    """The values of the notice as the county entered them."""
    span = {"effective_from": date(year, 1, 1), "effective_to": date(year, 12, 31)}
    for key, content in RAISE.items():
        parameters.enter(NewValue(key, PLACE, content=content, document=f"示例〔{year}〕9号", confidence="high", **span), by=by(LATER))


def build() -> None:
    """A graded worker in payment, a hospital under agreement, nothing settled or adjusted yet."""
    world = Injuries()
    sign_hospital(world, to_month="2024-12")
    _, case_id = world.graded(3, "part")
    world.disability(case_id)
    enter_notice()


def live(staff: dict[str, int]) -> None:
    """Each matter from wherever it stands to its end."""
    business = [staff["acceptance"], staff["reviewer"], staff["approver"]]
    row = {
        "person_id": _person(),
        "name": "吴己",
        **{name: value for name, value in bill("J1", "2024-01-25", 800).items() if name != "provider"},
    }
    carry("settle_injury_provider", {"provider": "县人民医院", "month": "2024-01", "rows": [row]}, LATER, business)
    paid: dict[str, Any] = {"payable_id": 1, "amount_fen": "760.00", "on": LATER.isoformat(), "reference": "YH1"}
    carry("pay_injury_payable", paid, LATER, [staff["finance_maker"], staff["finance_checker"]])
    notice = {"effective_from": "2024-01", "document": "示例〔2024〕9号", "area_wage_fen": "6400.00", "minimum_wage_fen": "1820.00"}
    carry("adjust_injury_year", notice, LATER, business)


def faults() -> tuple[int, int]:
    """(what was not paid or adjusted, what was paid or adjusted twice)."""
    paid = [row.state for row in injury.payables()]
    monthly = int(benefits.monthly_fen(int_column([_person()]), INJURY)[0])
    return int(paid != ["paid"]) + int(monthly == 5_800_00), int(len(paid) > 1) + int(monthly > 6_200_00)


def _person() -> int:
    return injury.case(1).person_id
