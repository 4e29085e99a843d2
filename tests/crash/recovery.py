"""A certification that lapses and is made good, and a debt agreed on, paid back and kept back of a month's pay, as a command that may be
run again after it was killed."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

from shebao.agency.benefits import queries as benefits
from shebao.agency.certification import queries as certification
from shebao.agency.matters import attachments
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as payouts
from shebao.agency.payout.queries import Overpaid
from shebao.agency.store.columns import int_column
from tests.crash.claims import carry
from tests.crash.month import VOLATILE, business_digest, carry_run
from tests.support.scans import picture
from tests.world.calendar import GO_LIVE, JUNE, JUNE_DAY, by
from tests.world.law import PLACE, SCHEME
from tests.world.money import County

__all__ = ["PLACE", "build", "business_digest", "faults", "live"]
os.environ.setdefault("SHEBAO_PLACE", PLACE)
VOLATILE["matters_matter"] = VOLATILE.get("matters_matter", set()) | {"sealed"}
VOLATILE["matters_step"] = VOLATILE.get("matters_step", set()) | {"at", "id"}
MAY_8, JUNE_1, JULY_1 = date(2023, 5, 8), date(2023, 6, 1), date(2023, 7, 1)
LATER = JULY_1
LATE, OWING = 1, 2
"""Who does not certify in time, and whose pension was drawn too long: the first two people of the county."""


def build() -> None:
    """Three pensioners paid in May; a debt of 1,000 yuan of three months."""
    county = County(pensioners=3)
    county.settled()
    payout.open_debts([payout.DebtRow(OWING, Overpaid((202211, 202212, 202301), 1_000_00, 0, 0), "领取人甲", "")], SCHEME, by=by(GO_LIVE))


def live(staff: dict[str, int]) -> None:
    """Each matter from wherever it stands to its end."""
    business = [staff["acceptance"], staff["reviewer"], staff["approver"]]
    two, finance = business[:2], [staff["finance_maker"], staff["finance_checker"]]
    rows = {"rows": [{"person_id": LATE}]}
    carry("notify_certification", {"month": "2023-06", "way": "visit", "on": "2023-04-20"} | rows, two, MAY_8)
    carry("suspend_overdue", {"month": "2023-06"} | rows, business, JUNE_1)
    scans = {"scans": [attachments.keep("文书.png", picture())._asdict()]}
    served: dict[str, Any] = {
        "debt_id": 1,
        "what": "served",
        "on": "2023-05-01",
        "due_on": "2023-05-31",
        "document": "某社保退〔2023〕1号",
        "note": "直接送达",
    }
    carry("enforce_debt", served, business, MAY_8)
    slip = {
        "debt_id": 1,
        "amount_fen": "600.00",
        "earlier_fen": "500.00",
        "account": "1004",
        "on": "2023-05-20",
        "reference": "TH1",
        "payer": "领取人甲",
    }
    carry("record_repayment", slip, finance, JUNE_1)
    order: dict[str, Any] = {
        "debt_id": 1,
        "source": "monthly",
        "basis": "decided",
        "person_id": OWING,
        "amount_fen": "41.51",
        "from_month": "2023-06",
        "minimum_fen": "60.00",
        "minimum_document": "某政发〔2023〕2号",
        "earlier_fen": "600.00",
        "on": "2023-06-01",
        "document": "抵扣决定1号",
    }
    carry("set_off_debt", order | scans, business, JUNE_1)
    carry_run("regular", JUNE_DAY, staff, JUNE)
    agreed = {
        "debt_id": 1,
        "first_fen": "58.49",
        "monthly_fen": "100.00",
        "from_month": "2023-07",
        "reason": "困难",
        "on": "2023-06-01",
    } | scans
    carry("agree_instalments", agreed, business, JUNE_1)
    seen = {"rows": [{"person_id": LATE, "on": "2023-06-20", "kind": "window"}]}
    carry("record_certifications", seen, two, JULY_1)
    carry("resume_certified", {"month": "2023-07"} | rows, two, JULY_1)


def faults() -> tuple[int, int]:
    """(what is not in its place: the pension resumed, the certification, the debt's rest, its money in the books; what is there twice)."""
    debt, events = payouts.debt(1), certification.of_person(LATE)["events"]
    steps = [step.kind for step in payouts.standing_debt_steps(1)]
    lost = sum(
        (
            benefits.states_of(int_column([LATE]), SCHEME)[0] != "active",
            not events,
            debt is None or debt.left_fen > 358_49,
            payouts.repaid_by_step(SCHEME) == {},
        )
    )
    kept = payouts.kept_back([1])
    twice = (len(events) > 1, debt is not None and debt.left_fen < 358_49, len(steps) > 3, len(kept) > 1)
    return lost, sum(twice)
