"""One month of collection as a command that may be run again after it was killed: assessed, handed over, received, credited, booked."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

from shebao.agency.accounts import queries as accounts
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.procedures import actions as procedures
from tests.crash.month import VOLATILE, business_digest
from tests.world.employers import (
    JUNE_1,
    PERSON,
    TWENTY_EIGHTH,
    TWENTY_FIRST,
    UNIT,
    WAGES,
    enter_reference_wage,
    hire,
    make_employer,
    make_workers,
    number_of,
    open_all_books,
    receipt,
    receipts,
)
from tests.world.law import PLACE
from tests.world.people import start_over
from tests.world.staff import make_staff

__all__ = ["PLACE", "build", "business_digest", "carry", "faults", "live"]
os.environ.setdefault("SHEBAO_PLACE", PLACE)
VOLATILE["matters_matter"] = VOLATILE.get("matters_matter", set()) | {"sealed"}
# PostgreSQL does not give a number again that a rolled-back step took.
VOLATILE["matters_step"] = VOLATILE.get("matters_step", set()) | {"at", "id"}
LATER = TWENTY_EIGHTH


def build() -> None:
    """The machine works with its three workers, nothing assessed yet."""
    start_over()
    staff = make_staff()
    enter_reference_wage()
    open_all_books()
    hire(make_workers(), WAGES, make_employer(), staff, day=JUNE_1)


def live(staff: dict[str, int]) -> None:
    """Each matter of the month, from wherever it stands to its end."""
    business = [staff["acceptance"], staff["reviewer"], staff["approver"]]
    finance = [staff["finance_maker"], staff["finance_checker"], staff["approver"]]
    carry("assess_month", {"month": "2023-06"}, TWENTY_FIRST, business)
    carry("send_to_tax", {"month": "2023-06"}, TWENTY_FIRST, finance[:2])
    rows = [receipt(f"P{i}", "employee", UNIT[i], PERSON[i], payer_number=number_of(person)) for i, person in enumerate(_workers())]
    more = [receipt("U", "unemployment", 226_78 + 1, 97_20), receipt("I", "work_injury", 129_59)]
    carry("receive_from_tax", receipts([*rows, *more]), TWENTY_EIGHTH, finance)


def faults() -> tuple[int, int]:
    """(people whose account was not credited, people whose account was credited twice or wrongly)."""
    balances = [accounts.of_person(person, "employee") for person in _workers()]
    credited = [account.balance_fen if account else 0 for account in balances]
    return credited.count(0), sum(fen not in (0, due) for fen, due in zip(credited, PERSON, strict=True))


def _workers() -> list[int]:
    return [1, 2, 3]


def carry(key: str, payload: dict[str, Any], day: date, members: list[int]) -> None:
    """A matter from its acceptance to its approval, whichever of the steps are done already."""
    rows = matters.listed(kinds=[key])
    matter = rows[0].id if rows else procedures.submit(key, payload, by=By(members[0], day))
    state = rows[0].state if rows else "accepted"
    if len(members) == 3 and state == "accepted":
        procedures.review(matter, by=By(members[1], day))
        state = "reviewed"
    if state in ("accepted", "reviewed"):
        procedures.approve(matter, by=By(members[-1], day))
