"""A county of the tests with people out of work: insured for years, dismissed, with verified accounts, and books of the fund that can pay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from shebao.agency.enrolment.actions import end, enrol
from shebao.agency.fund import actions as fund
from shebao.agency.journal.by import By
from shebao.agency.parameters import actions as parameters
from shebao.agency.parameters.actions import NewValue
from shebao.agency.procedures.actions import carry_through as carry
from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT

from .calendar import GO_LIVE, by
from .law import PLACE
from .people import bank_card, make_people, new_person

APRIL, MAY_15 = date(2023, 4, 28), date(2023, 5, 15)


def enter_value(key: str, value: str, since: date = date(2023, 1, 1), document: str = "示例〔2023〕2号") -> None:
    """A value of the county, as the county entered it from a document."""
    parameters.enter(NewValue(key, PLACE, since, None, value, document, confidence="high"), by=By(None, GO_LIVE))


def enter_minimum_wage() -> None:
    """1,820 yuan, as in the worked example."""
    enter_value("minimum_wage", "1820")


def dismissed(names: Sequence[str] = ("钱戊",), *, birth: date = date(1985, 4, 2), left: int = 202304) -> list[int]:
    """People who were insured for 26 months through somebody and left, with accounts."""
    people = make_people([new_person(name, birth=birth, card=bank_card()) for name in names], day=GO_LIVE)
    enrol(people, UNEMPLOYMENT, 202103, by=by(GO_LIVE))
    end(people, UNEMPLOYMENT, left, "dismissed", by=by(APRIL))
    return people


def open_books(fen: int = 10**8, month: int = 202305) -> None:
    """The fund's books with money in the expenditure and the fiscal account."""
    fund.open_books(
        UNEMPLOYMENT, month, date(month // 100, month % 100, 1), {"1004": fen, "1003": fen}, by=by(date(month // 100, month % 100, 1))
    )


def claim(person_id: int, **more: Any) -> dict[str, Any]:
    """What is asked for a claim of the worked example."""
    facts = {
        "person_id": person_id,
        "left_on": "2023-04-20",
        "reason": "dismissed",
        "registered_on": "2023-05-04",
        "category": "male60",
        "paid_months": 26,
        "months_by_hand": 6,
    }
    return facts | more


def paid_by_finance(key: str, payload: dict[str, Any], staff: dict[str, int], day: date) -> Any:
    """Take a matter of the fund's two people through their hands."""
    maker, checker = staff["finance_maker"], staff["finance_checker"]
    return carry(key, payload, day=day, maker_id=maker, reviewer_id=checker, approver_id=checker)
