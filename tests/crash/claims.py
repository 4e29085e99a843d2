"""A month of claims as a command that may be run again after it was killed: confirmed with its premium, employers refunded, bodies paid."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

from shebao.agency.benefits import confirmations
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.procedures import actions as procedures
from shebao.agency.remittances import queries as remittances
from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT
from tests.crash.month import VOLATILE, business_digest
from tests.world.employers import make_employer, uscc
from tests.world.law import PLACE
from tests.world.people import start_over
from tests.world.staff import carry_through, make_staff
from tests.world.unemployment import MAY_15, claim, dismissed, enter_minimum_wage, open_books

__all__ = ["PLACE", "build", "business_digest", "faults", "live"]
os.environ.setdefault("SHEBAO_PLACE", PLACE)
VOLATILE["matters_matter"] = VOLATILE.get("matters_matter", set()) | {"sealed"}
VOLATILE["matters_step"] = VOLATILE.get("matters_step", set()) | {"at", "id"}
VOLATILE["remittances_remittance"] = {"account_sealed"}
LATER = date(2023, 6, 14)
JUNE = date(2023, 6, 12)
PREMIUM = {
    "premium_fen": 390_00,
    "premium_document": "示例医保〔2023〕1号",
    "payee": "示例县医疗保险基金",
    "bank": "示例银行",
    "account_number": "62001234567890",
}


def build() -> None:
    """Two claimants decided in May, an employer with an account, books that can pay."""
    start_over()
    staff = make_staff()
    enter_minimum_wage()
    open_books()
    for person in dismissed(("钱戊", "周甲")):
        carry_through("decide_unemployment", claim(person), staff, MAY_15)
    make_employer(1, "丙纺织厂", bank="示例银行", account_number="6200123456780001")


def live(staff: dict[str, int]) -> None:
    """Each matter of the month, from wherever it stands to its end."""
    business = [staff["acceptance"], staff["reviewer"]]
    finance = [staff["finance_maker"], staff["finance_checker"]]
    carry("confirm_unemployment_month", {"month": "2023-06", **PREMIUM}, business)
    row = {"uscc": uscc(1), "name": "丙纺织厂", "paid_fen": 46_000_00, "size": "sme", "heads": 20, "laid_off": 3, "paid_months": 12}
    refund = {"year": 2023, "rows": [row], "document": "示例〔2023〕3号", "objection": "无"}
    refund |= {"published_from": "2023-06-05", "published_to": "2023-06-09"}
    carry("refund_stability", refund, [*business, staff["approver"]])
    for order_id, fen in ((1, 780_00), (2, 27_600_00)):
        pay = {"order_id": order_id, "on": "2023-06-14", "reference": f"HK{order_id}", "amount_fen": fen}
        carry("pay_remittances", pay, finance, LATER, at=order_id - 1)


def faults() -> tuple[int, int]:
    """(claimants or bodies that got nothing, those that got it twice)."""
    months = [confirmations.months_of([person], UNEMPLOYMENT).get(person, []) for person in (1, 2)]
    lost = sum(202306 not in one for one in months)
    paid = [payee for order in (1, 2) for payee in remittances.of_order(order)] if not lost else []
    return lost + sum(payee.state != "paid" for payee in paid), sum(payee.turn > 1 for payee in paid)


def carry(key: str, payload: dict[str, Any], members: list[int], day: date = JUNE, at: int = 0) -> None:
    """A matter from its acceptance to its approval, whichever of the steps are done already; at: which of its kind, the oldest first."""
    rows = sorted(matters.listed(kinds=[key]), key=lambda row: row.id)
    there = len(rows) > at
    matter = rows[at].id if there else procedures.submit(key, payload, by=By(members[0], day))
    state = rows[at].state if there else "accepted"
    if len(members) == 3 and state == "accepted":
        procedures.review(matter, by=By(members[1], day))
        state = "reviewed"
    if state in ("accepted", "reviewed"):
        procedures.approve(matter, by=By(members[-1], day))
