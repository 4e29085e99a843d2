"""A month of an employer from enrolment to the fund's books: three workers of a machine works, June 2023, to the fen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.accounts import queries as accounts
from shebao.agency.contributions import months
from shebao.agency.declarations import queries as declarations
from shebao.agency.fund import queries as books
from shebao.agency.procedures.checks import run_checks
from shebao.base.finding import Refused
from tests.world.employers import (
    TWENTY_EIGHTH,
    collected,
    enter_reference_wage,
    hire,
    make_employer,
    make_workers,
    number_of,
    open_all_books,
    receipt,
    receipts,
)
from tests.world.staff import carry_through

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
JUNE = 202306
TWENTY_FIRST = date(2023, 6, 21)
WAGES = (3_900_00, 6_500_00, 25_000_00)
UNIT, PERSON = (690_56, 1_040_00, 3_453_12), (345_28, 520_00, 1_726_56)


class Works:
    """The machine works with three workers, assessed for June and handed to the tax office."""

    def __init__(self, staff: dict[str, int]) -> None:
        self.staff = staff
        enter_reference_wage()
        open_all_books()
        self.employer = make_employer()
        self.workers = make_workers()
        hire(self.workers, WAGES, self.employer, staff)
        carry_through("assess_month", {"month": "2023-06"}, staff, TWENTY_FIRST)
        collected("send_to_tax", {"month": "2023-06"}, staff, date(2023, 6, 24))

    def rows(self, *, one_by_one: bool = True) -> list[dict[str, Any]]:
        """What the tax office says when everything is paid: pension person by person, the others in one sum each."""
        pension = [
            receipt(f"P{i}", "employee", UNIT[i], PERSON[i], payer_number=number_of(person)) for i, person in enumerate(self.workers)
        ]
        whole = [receipt("P", "employee", sum(UNIT), sum(PERSON))]
        others = [receipt("U", "unemployment", 226_78, 97_20), receipt("I", "work_injury", 129_59)]
        return (pension if one_by_one else whole) + others

    def receive(self, rows: list[dict[str, Any]], on: date = TWENTY_EIGHTH, number: str = "GK0628") -> int:
        return int(collected("receive_from_tax", receipts(rows, on, number), self.staff, on))


@pytest.fixture
def works(staff: dict[str, int]) -> Works:
    return Works(staff)


def balances(scheme: str) -> dict[tuple[str, str], int]:
    return {key: fen for key, fen in books.balances(scheme).items() if key[0] in ("1005", "4001", "4501")}


def balance_of(person: int) -> int:
    account = accounts.of_person(person, "employee")
    return account.balance_fen if account else 0


def everything_holds() -> bool:
    return [check for check in run_checks() if not check.ok] == []


def test_a_month_is_assessed_person_by_person_with_floor_and_cap(works: Works) -> None:
    assert [(row.base_fen, row.unit_fen, row.person_fen) for person in works.workers for row in months.of_person(person, "employee")] == [
        (4_316_00, 690_56, 345_28),
        (6_500_00, 1_040_00, 520_00),
        (21_582_00, 3_453_12, 1_726_56),
    ]
    due = {row["scheme"]: (row["unit_fen"], row["person_fen"]) for row in declarations.assessments(JUNE)}
    assert due == {"employee": (5_183_68, 2_591_84), "unemployment": (226_78, 97_20), "work_injury": (129_59, 0)}
    (batch,) = declarations.batches()
    assert (batch["rows"], batch["total_fen"]) == (9, 8_229_09)
    assert books.balances("employee") == {("1003", ""): 1, ("3001", ""): -1}


@pytest.mark.parametrize("one_by_one", [True, False], ids=["person by person", "the employer in one sum"])
def test_receipts_settle_months_credit_accounts_and_are_booked_on_their_slips(works: Works, one_by_one: bool) -> None:
    works.receive(works.rows(one_by_one=one_by_one))

    assert balances("employee") == {("1005", ""): 7_775_52, ("4001", "unit"): -5_183_68, ("4001", "own"): -2_591_84}
    assert balances("unemployment") == {("1005", ""): 323_98, ("4001", "unit"): -226_78, ("4001", "own"): -97_20}
    assert balances("work_injury") == {("1005", ""): 129_59, ("4001", "unit"): -129_59}
    assert [balance_of(person) for person in works.workers] == list(PERSON)
    assert months.owed(works.employer) == []
    assert list(declarations.open_differences()) == []
    assert everything_holds()


def test_assessing_twice_writes_nothing_and_says_so(works: Works) -> None:
    with pytest.raises(Refused, match="没有要核定的人，已参保的都已核定"):
        carry_through("assess_month", {"month": "2023-06"}, works.staff, TWENTY_FIRST)

    assert len(declarations.assessed(JUNE, "employee")) == 1
