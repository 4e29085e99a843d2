"""A month of an employer from enrolment to the fund's books: three workers of a machine works, June 2023, to the fen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection

from shebao.agency.accounts import queries as accounts
from shebao.agency.contributions import months
from shebao.agency.declarations import queries as declarations
from shebao.agency.declarations.actions import ReceiptRow, receive
from shebao.agency.declarations.law import assessed
from shebao.agency.declarations.relief import reliefs
from shebao.agency.employers import queries as employers
from shebao.agency.fund import queries as books
from shebao.agency.matters import attachments
from shebao.agency.people.actions import record_deaths
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.books.claims import claims
from shebao.agency.procedures.checks import Check, run_checks
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from shebao.core.policy.locale import shipped_places
from tests.support.guards import drop_guards
from tests.support.scans import picture
from tests.world.calendar import by
from tests.world.employers import (
    PERSON,
    TWENTY_EIGHTH,
    TWENTY_FIRST,
    UNIT,
    Works,
    collected,
    make_workers,
    number_of,
    receipt,
    receipts,
)
from tests.world.money import book
from tests.world.staff import carry_through

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
JUNE = 202306


def balances(scheme: str) -> dict[tuple[str, str], int]:
    return {key: fen for key, fen in books.balances(scheme).items() if key[0] in ("1005", "4001", "4501")}


def balance_of(person: int) -> int:
    account = accounts.of_person(person, "employee")
    return account.balance_fen if account else 0


def problems() -> list[Check]:
    """What `verify` finds wrong."""
    return [check for check in run_checks() if not check.ok]


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
    assert problems() == []


def test_what_is_assessed_is_due_to_the_fund_until_its_money_arrives(works: Works) -> None:
    before = {claim.title: (claim.due_fen, claim.outstanding_fen) for claim in claims("employee")}

    works.receive(works.rows())

    assert before == {"个人缴费": (2_591_84, 2_591_84), "单位缴费": (5_183_68, 5_183_68), "灵活就业人员缴费": (0, 0)}
    assert {claim.outstanding_fen for claim in claims("employee")} == {0}


def test_assessing_twice_writes_nothing_and_says_so(works: Works) -> None:
    with pytest.raises(Refused, match="没有要核定的人，已参保的都已核定"):
        carry_through("assess_month", {"month": "2023-06"}, works.staff, TWENTY_FIRST)

    assert len(declarations.assessed(JUNE, "employee")) == 1


def test_a_scheme_in_which_nobody_is_insured_asks_no_law_of_a_place_that_has_none_on_file() -> None:
    nobody = int_column([])

    due = assessed("work_injury", nobody, nobody, nobody, 202301, shipped_places(), "hunan_hongjiang")

    assert (due.base_fen.size, dict(due.rows)) == (0, {})


def test_the_same_list_twice_is_refused_and_changes_nothing(works: Works) -> None:
    works.receive(works.rows())
    before = balances("employee")

    with pytest.raises(Refused, match="这份名单（2023-06-28 入库，5 行）已经入过账"):
        works.receive(works.rows(), number="OTHER")

    assert balances("employee") == before


def test_a_list_that_repeats_a_ticket_is_refused_naming_every_row(works: Works) -> None:
    works.receive(works.rows()[:1])
    rows = [*works.rows(), receipt("U", "unemployment", 1)]

    with pytest.raises(Refused) as refused:
        works.receive(rows, number="OTHER")

    assert [(row, reason) for row, reason in refused.value.finding.values["rows"]] == [
        (1, "税票 P0 的这一笔已经入过账"),
        (6, "与第4行是同一张税票的同一笔"),
    ]


def test_a_slip_that_is_not_the_sum_of_its_rows_is_refused(works: Works) -> None:
    payload = receipts(works.rows())
    payload["employee_fen"] += 1

    with pytest.raises(Refused, match="企业职工养老：国库凭证 7,775.53 元，明细合计 7,775.52 元，差 0.01 元"):
        collected("receive_from_tax", payload, works.staff, TWENTY_EIGHTH)


@pytest.mark.slow
def test_a_row_paid_in_part_settles_the_oldest_month_first_and_the_rest_later(works: Works) -> None:
    carry_through("assess_month", {"month": "2023-07"}, works.staff, date(2023, 7, 21))
    july = date(2023, 7, 28)

    works.receive([receipt("A", "work_injury", 150_00, to_month=202307)], july, "A")

    paid = {row.month: row.paid_unit_fen for person in works.workers for row in months.of_person(person, "work_injury")}
    assert sum(row.owed_fen for row in months.owed(works.employer) if row.scheme == "work_injury") == 2 * 129_59 - 150_00
    assert [(row.month, row.owed_fen) for row in months.owed(works.employer) if row.scheme == "work_injury"] == [(202307, 109_18)]
    assert len(paid) == 2
    works.receive([receipt("B", "work_injury", 109_18, from_month=202307)], july, "B")
    assert [row for row in months.owed(works.employer) if row.scheme == "work_injury"] == []
    assert problems() == []


def test_a_month_whose_employer_alone_has_paid_is_not_paid_in_full(works: Works) -> None:
    person = works.workers[0]
    rows = [ReceiptRow("T1", works.employer, person, "employee", JUNE, JUNE, UNIT[0], 0)]

    assert receive(rows, TWENTY_EIGHTH, by=by(TWENTY_EIGHTH)) is not None
    (month,) = months.of_person(person, "employee")
    assert (month.paid_month, month.owed_fen) == (0, PERSON[0])
    assert receive(rows, TWENTY_EIGHTH, by=by(TWENTY_EIGHTH)) is None, "the same list again writes nothing"
    receive([rows[0]._replace(ticket="T2", unit_fen=0, person_fen=PERSON[0])], TWENTY_EIGHTH, by=by(TWENTY_EIGHTH))
    (month,) = months.of_person(person, "employee")
    assert (month.paid_month, month.owed_fen) == (JUNE, 0)


def test_money_that_settles_nothing_is_a_difference_with_an_owner_and_credited_to_nobody(works: Works) -> None:
    more = receipt("M", "employee", 100_00, 50_00, uscc="", payer_number="11010119900101999X")
    over = receipt("O", "unemployment", 226_78 + 1_00, 97_20)

    works.receive([more, over])

    assert [(row["kind"], row["scheme"], row["fen"], row["owner"]) for row in declarations.open_differences().order_by("id")] == [
        ("unknown_payer", "employee", 150_00, "finance_maker"),
        ("share", "unemployment", 1_00, "finance_maker"),
    ]
    assert balances("employee") == {("1005", ""): 150_00, ("4001", "unmatched"): -150_00}
    assert balances("unemployment")["4001", "unmatched"] == -1_00
    assert [balance_of(person) for person in works.workers] == [0, 0, 0]
    collected("close_difference", {"difference_id": "1", "outcome": "refunded", "reference": "TK1"}, works.staff, TWENTY_EIGHTH)
    assert declarations.open_differences().count() == 1
    assert problems() == []


def test_a_late_fee_is_other_income_and_never_reaches_an_account(works: Works) -> None:
    rows = [receipt("L", "employee", sum(UNIT), sum(PERSON), late_fee_fen=77_76)]

    works.receive(rows, date(2023, 7, 20))

    assert balances("employee") == {
        ("1005", ""): 7_853_28,
        ("4001", "unit"): -5_183_68,
        ("4001", "own"): -2_591_84,
        ("4501", "late_fee"): -77_76,
    }
    account = accounts.of_person(works.workers[0], "employee")
    assert account is not None and [(line.month, line.kind, line.amount_fen) for line in account.movements] == [(202307, "own", 345_28)]


def test_what_is_declared_while_an_assessment_waits_makes_its_approval_refused(works: Works) -> None:
    from shebao.agency.journal.by import By

    (late,) = make_workers(("孙丁",))
    matter = procedures.submit("assess_month", {"month": "2023-07"}, by=By(works.staff["acceptance"], date(2023, 7, 20)))
    procedures.review(matter, by=By(works.staff["reviewer"], date(2023, 7, 20)))
    rows = [{"person_id": late, "hired_on": "2023-07-03", "wage_fen": 5_000_00, "form": "contract", "from_month": 202307}]
    carry_through("enrol_many_employees", {"employer_id": str(works.employer), "rows": rows}, works.staff, date(2023, 7, 20))

    with pytest.raises(Refused, match="变更预览已与受理时不同"):
        procedures.approve(matter, by=By(works.staff["approver"], date(2023, 7, 21)))

    assert declarations.assessed(202307, "employee") == []


@pytest.mark.slow
def test_who_comes_late_is_assessed_alone(works: Works) -> None:
    (late,) = make_workers(("孙丁",))
    rows = [{"person_id": late, "hired_on": "2023-06-20", "wage_fen": 5_000_00, "form": "contract", "from_month": 202306}]
    carry_through("enrol_many_employees", {"employer_id": str(works.employer), "rows": rows}, works.staff, date(2023, 6, 25))

    carry_through("assess_month", {"month": "2023-06"}, works.staff, date(2023, 6, 25))

    assert [(one.turn, one.rows, one.unit_fen) for one in declarations.assessed(JUNE, "employee")] == [(1, 3, 5_183_68), (2, 1, 800_00)]
    assert problems() == []


def test_who_leaves_is_not_assessed_any_more_and_may_not_leave_a_month_that_was(works: Works) -> None:
    leaving = {"employer_id": str(works.employer), "person_id": str(works.workers[0]), "reason": "dismissed"}

    with pytest.raises(Refused, match="2023-06 已经核定，不能减到以前"):
        carry_through("withdraw_employees", leaving | {"to_month": "2023-05"}, works.staff, date(2023, 7, 3))
    carry_through("withdraw_employees", leaving | {"to_month": "2023-06"}, works.staff, date(2023, 7, 3))
    carry_through("assess_month", {"month": "2023-07"}, works.staff, date(2023, 7, 21))

    assert [one.rows for one in declarations.assessed(202307, "employee")] == [2]


def test_a_yearly_declaration_is_everybody_insured_and_its_sum_is_that_of_the_sheet(works: Works) -> None:
    rows = [{"person_id": person, "wage_fen": 7_000_00} for person in works.workers]
    year = {"employer_id": str(works.employer), "year": "2024", "confirmed": "yes"}
    day = date(2023, 12, 20)

    with pytest.raises(Refused, match="在保职工 3 人，名单少了 1 人：赵甲三"):
        carry_through("declare_bases", year | {"rows": rows[:2], "wage_total_fen": 14_000_00}, works.staff, day)
    with pytest.raises(Refused, match="名单合计 21,000.00 元，申报表合计 20,000.00 元"):
        carry_through("declare_bases", year | {"rows": rows, "wage_total_fen": 20_000_00}, works.staff, day)
    carry_through("declare_bases", year | {"rows": rows, "wage_total_fen": 21_000_00}, works.staff, day)

    assert [row.wage_fen for row in declarations.wages_of(works.workers[0])] == [7_000_00, 3_900_00]
    with pytest.raises(Refused, match="以后年度的工资已申报"):
        carry_through("declare_bases", year | {"year": "2023", "rows": rows, "wage_total_fen": 21_000_00}, works.staff, day)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"hired_on": "2023-07-30"}, "用工日期 2023-07-30 晚于今天"),
        ({"from_month": 202304, "hired_on": "2023-04-01"}, "是以往月份，请办理补缴"),
        ({"wage_fen": 0}, "首月工资应大于零"),
        ({}, "已在企业职工养老参保，请原单位先办减员"),
    ],
)
def test_who_may_not_be_enrolled_is_refused_saying_why(works: Works, change: dict[str, Any], reason: str) -> None:
    person = make_workers(("孙丁",))[0] if change else works.workers[0]
    row = {"person_id": person, "hired_on": "2023-06-20", "wage_fen": 5_000_00, "form": "contract", "from_month": 202307} | change

    with pytest.raises(Refused, match=reason):
        carry_through("enrol_many_employees", {"employer_id": str(works.employer), "rows": [row]}, works.staff, date(2023, 7, 3))


def test_a_temporary_cut_is_counted_employer_by_employer_and_booked_nowhere(works: Works) -> None:
    cut = {"scheme": "unemployment", "from_month": "2023-05", "to_month": "2024-12", "document": "例〔2023〕2号"}

    carry_through("apply_rate_cut", cut | {"normal_unit": "2", "normal_person": "1"}, works.staff, TWENTY_EIGHTH)

    (one,) = employers.cuts()
    assert [(row.name, row.normal_fen, row.due_fen, row.relief_fen) for row in reliefs(one)] == [("甲机械厂", 971_94, 323_98, 647_96)]
    assert books.balances("unemployment") == {("1003", ""): 1, ("3001", ""): -1}


@pytest.mark.slow
def test_a_corrected_wage_makes_the_difference_of_the_assessed_month_due(works: Works) -> None:
    works.receive(works.rows())
    rows = [{"person_id": works.workers[1], "from_month": 202306, "to_month": 202306, "wage_fen": 7_000_00}]
    scan = [attachments.keep("证明.png", picture())._asdict()]
    matter = {"employer_id": str(works.employer), "rows": rows, "reason": "mistake", "document": "工资证明", "scans": scan}

    carry_through("correct_base", matter, works.staff, date(2023, 7, 3))

    assert [(row.scheme, row.unit_fen, row.person_fen) for row in months.owed(works.employer)] == [
        ("employee", 80_00, 40_00),
        ("unemployment", 3_50, 1_50),
        ("work_injury", 2_00, 0),
    ]
    with pytest.raises(Refused, match="更正后 2023-06 的应缴比已核定的少"):
        carry_through("correct_base", matter | {"rows": [rows[0] | {"wage_fen": 5_000_00}]}, works.staff, date(2023, 7, 4))
    works.receive([receipt("D", "employee", 80_00, 40_00, payer_number=number_of(works.workers[1]))], date(2023, 7, 10), "D")
    assert balance_of(works.workers[1]) == 560_00
    assert problems() == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "column", "check"),
    [
        ("contributions_personmonth", "paid_person_fen", "contributions.months"),
        ("declarations_receipt", "unit_fen", "declarations.books"),
        ("accounts_accountentry", "amount_fen", "accounts.months"),
        ("contributions_personmonth", "base_fen", "declarations.assessments"),
    ],
)
def test_an_altered_row_of_the_chain_is_found_out(works: Works, table: str, column: str, check: str) -> None:
    works.receive(works.rows())
    drop_guards(table)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = {column} + 1 WHERE id = (SELECT MIN(id) FROM {table})")

    assert check in {one.id for one in problems()}


@pytest.mark.slow
def test_a_month_is_reconciled_with_tax_treasury_and_fiscal_account_to_the_fen(works: Works) -> None:
    works.receive(works.rows())
    last = date(2023, 6, 30)
    for scheme, fen in (("employee", 7_775_52), ("unemployment", 323_98), ("work_injury", 129_59)):
        book("treasury_to_fiscal", fen, last, f"CZ-{scheme}", scheme=scheme)
    july = date(2023, 7, 3)
    papers = {"scheme": "employee", "month": "2023-06", "treasury_fen": 7_775_52, "fiscal_fen": 7_775_52}

    collected("reconcile_collection", papers | {"tax_fen": 7_775_52}, works.staff, july)
    with pytest.raises(Refused, match="税务月报与入库明细相差 100.00 元，没有写明原因"):
        collected("reconcile_collection", papers | {"tax_fen": 7_875_52}, works.staff, july)
    more = {"tax_fen": 7_875_52, "tax_cause": "in_transit", "tax_note": "税票 W1，六月三十日征收，七月一日入库"}
    collected("reconcile_collection", papers | more, works.staff, july)

    assert books.balance_of("employee", "1005") == 0 and books.balance_of("employee", "1003") == 7_775_53
    ((one, rows),) = declarations.reconciliations(JUNE)
    assert (one.version, [(row.side, row.kind, row.fen, row.owner) for row in rows]) == (
        2,
        [("tax", "in_transit", 100_00, "finance_maker")],
    )
    assert problems() == []


def test_whoever_signs_an_assessment_is_told_of_the_dead_who_are_still_insured(works: Works) -> None:
    record_deaths([(works.workers[0], date(2023, 6, 25))], by=by(date(2023, 7, 1)))

    changes = procedures.preview("assess_month", {"month": "2023-07"}, day=date(2023, 7, 20))

    assert [change.before for change in changes if change.what == "死亡以后还在参保"][0].startswith("1 人：王甲一")
