"""What may not be done with arrears, refunds and months gone by, and why: every refusal names its row and what to do instead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.contributions import months
from shebao.agency.contributions.set_off import Open, matched
from shebao.agency.declarations import arrears
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.procedures import actions as procedures
from shebao.base.finding import Refused
from tests.agency.procedures.modules.collection import at
from tests.world.calendar import by
from tests.world.employers import PERSON, UNIT, Works, collected, make_workers, receipt, scan
from tests.world.money import book
from tests.world.staff import carry_through

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
JUNE, JULY_3, JULY_21 = 202306, date(2023, 7, 3), date(2023, 7, 21)


def reconciled(works: Works) -> None:
    """June of the pension received, moved on and reconciled: the month is closed."""
    works.receive(works.rows())
    book("treasury_to_fiscal", 7_775_52, date(2023, 6, 30), "CZ1", scheme="employee")
    papers = {"scheme": "employee", "month": "2023-06", "tax_fen": 7_775_52, "treasury_fen": 7_775_52, "fiscal_fen": 7_775_52}
    collected("reconcile_collection", papers, works.staff, JULY_3)


def refused(key: str, payload: dict[str, Any], day: date = JULY_21) -> Refused:
    with pytest.raises(Refused) as caught:
        procedures.preview(key, payload, day=day)
    return caught.value


def test_a_month_that_was_reconciled_opens_only_by_a_correction(works: Works) -> None:
    reconciled(works)
    (late,) = make_workers(("孙丁",))
    row = {"person_id": late, "hired_on": "2023-06-20", "wage_fen": 5_000_00, "form": "contract", "from_month": JUNE}

    assert "2023-06 已经对账结账，以往的月份请办理补缴" in str(
        refused("enrol_many_employees", {"employer_id": str(works.employer), "rows": [row]}, JULY_3)
    )
    higher = [{"person_id": works.workers[1], "from_month": JUNE, "to_month": JUNE, "wage_fen": 7_000_00}]
    carry_through("correct_base", at(works, rows=higher, reason="mistake", document="工资证明"), works.staff, JULY_3)

    assert [row.owed_fen for row in months.owed(works.employer) if row.scheme == "employee"] == [120_00]


def test_somebody_enrolled_before_a_month_was_reconciled_is_not_assessed_for_it_any_more(works: Works) -> None:
    (late,) = make_workers(("孙丁",))
    row = {"person_id": late, "hired_on": "2023-06-20", "wage_fen": 5_000_00, "form": "contract", "from_month": JUNE}
    carry_through("enrol_many_employees", {"employer_id": str(works.employer), "rows": [row]}, works.staff, date(2023, 6, 25))
    reconciled(works)

    assert "2023-06 已经对账结账，不能再核定" in str(refused("assess_month", {"month": "2023-06"}, JULY_3))


def test_wages_below_the_floor_are_lifted_and_above_the_cap_cut_with_a_note_on_the_row(works: Works) -> None:
    rows = [{"person_id": person, "wage_fen": fen} for person, fen in zip(works.workers, (3_000_00, 5_000_00, 30_000_00), strict=True)]
    year = {"employer_id": str(works.employer), "year": "2023", "rows": rows, "wage_total_fen": 38_000_00, "confirmed": "yes"}

    _, changes, table = procedures.headed("declare_bases", year, day=JULY_3)

    assert table is not None
    assert [row.note.flags for row in table.rows] == [("低于下限，按下限 4,316.00 元",), (), ("高于上限，按上限 21,582.00 元",)]
    assert ("低于下限", "1 人", "按下限 4,316.00 元") in changes


def back_pay(works: Works, **more: Any) -> dict[str, Any]:
    row = {"person_id": works.workers[1], "from_month": 202304, "to_month": 202305, "wage_fen": 6_500_00} | more.pop("row", {})
    form = at(works, what="pay", rows=[row], parts="pension", basis="application", document="申请", late_fee="yes")
    return form | more


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"from_month": 202302}, "补缴起月早于单位成立（2023-03-01）"),
        ({"to_month": 202306}, "2023-06 等 1 个月已有核定，不能重复补缴"),
        ({"to_month": 202307}, "还没有过去"),
        ({"wage_fen": 0}, "工资应大于零"),
        ({"from_month": 202006}, "须附人民法院、仲裁、劳动监察或审计文书"),
        ({"from_month": 199001}, "补缴起月未满 16 周岁"),
    ],
)
def test_months_of_the_past_are_refused_saying_why_at_their_row(works: Works, row: dict[str, Any], reason: str) -> None:
    finding = refused("back_pay_employee", back_pay(works, row=row)).finding

    assert any(number == 1 and reason in text for number, text in finding.values["rows"])


def test_a_refund_is_never_more_than_was_paid_and_not_in_another_refund(works: Works) -> None:
    works.receive(works.rows()[:1])
    wang, li = works.workers[0], works.workers[1]
    carry_through("change_employer_account", at(works, bank="示例银行", account_number="6200123456789"), works.staff, JULY_3)
    form = at(works, scheme="employee", payee="employer", reason="repeated", via="account")
    rows = [{"person_id": wang, "month": JUNE, "unit_fen": UNIT[0] + 1}, {"person_id": li, "month": JUNE, "unit_fen": 1_00}]

    assert refused("refund_contributions", form | {"rows": rows}).finding.values["rows"] == [
        (1, "2023-06 最多可退单位 690.56 元、个人 345.28 元"),
        (2, "2023-06 最多可退单位 0.00 元、个人 0.00 元"),
    ]
    carry_through("refund_contributions", form | {"rows": [{"person_id": wang, "month": JUNE}]}, works.staff, JULY_3)
    assert "退费金额应大于零" in str(refused("refund_contributions", form | {"rows": [{"person_id": wang, "month": JUNE}]}))
    paying = {"refund_number": "1", "what": "pay", "on": "2023-07-20", "slip": "BK1", "amount_fen": UNIT[0] + PERSON[0] + 1}
    assert "单据 1,035.85 元，核定退费 1,035.84 元" in str(refused("pay_refund", paying))


def test_money_of_an_earlier_year_goes_back_as_other_expense_and_not_by_the_treasury(works: Works) -> None:
    works.receive(works.rows())
    january = date(2024, 1, 15)
    form = at(works, scheme="employee", payee="employer", reason="wrong", rows=[{"person_id": works.workers[0], "month": JUNE}])

    assert "有以前年度入库的费款" in str(refused("refund_contributions", form | {"via": "treasury"}, january))

    carry_through("change_employer_account", at(works, bank="示例银行", account_number="6200123456789"), works.staff, january)
    key = carry_through("refund_contributions", form | {"via": "account"}, works.staff, january)
    paying = {"refund_number": str(key), "what": "pay", "on": "2024-01-15", "slip": "BK1", "amount_fen": UNIT[0] + PERSON[0]}
    assert "支出户存款余额不足" in str(refused("pay_refund", paying, january))
    book("treasury_to_fiscal", 7_775_52, date(2023, 6, 30), "CZ1", scheme="employee")
    book("feed", UNIT[0] + PERSON[0], january, "BK0", scheme="employee")
    changes = procedures.preview("pay_refund", paying, day=january)
    assert [change for change in changes if change.what == "借"] == [("借", "其他支出—退还以前年度保险费", "1,035.84 元")]


def test_a_late_fee_stops_where_money_came_and_goes_on_for_what_is_owed(works: Works) -> None:
    works.receive(works.rows()[:2])

    pieces = arrears.pieces(works.employer, "employee", JULY_21)

    assert [(piece.from_on, piece.to_on, piece.principal_fen) for piece in pieces] == [(date(2023, 6, 30), JULY_21, UNIT[2] + PERSON[2])]
    carry_through("assess_late_fee", {"employer_id": str(works.employer), "what": "charge"}, works.staff, JULY_21)
    assert arrears.pieces(works.employer, "employee", JULY_21) == []
    assert [piece.from_on for piece in arrears.pieces(works.employer, "employee", date(2023, 7, 31))] == [JULY_21]


def test_an_employer_with_a_late_fee_does_not_leave(works: Works) -> None:
    works.receive(works.rows()[3:])
    works.receive([receipt("L", "employee", sum(UNIT), sum(PERSON))], date(2023, 7, 20), "GK0720")
    carry_through("assess_late_fee", {"employer_id": str(works.employer), "what": "charge"}, works.staff, JULY_21)

    leaving = {"employer_id": str(works.employer), "reason": "deregistered", "scans": scan()}
    assert "还有滞纳金 77.76 元没有缴" in str(refused("cancel_employer", leaving))


@pytest.mark.parametrize(
    ("key", "more", "reason"),
    [
        ("defer_contributions", {"what": "defer", "scheme": "employee", "from_month": "2023-06", "to_month": "2023-08", "due_on": "2023-12-31",
                                 "cause": "agreement", "document": "协议"}, "延期缴费协议没有填写担保"),
        ("file_bankruptcy_claim", {"what": "file", "court_case": "1 号", "accepted_on": "2023-06-10", "deadline": "2023-07-20"}, "已经截止"),
        ("assess_undeclared", {"month": "2023-06"}, "已经核定过"),
        ("assess_undeclared", {"month": "2023-05"}, "没有应缴额"),
        ("claim_arrears", {"action": "withdrawn"}, "没有登记过催缴"),
        ("claim_arrears", {"action": "reminded", "cut_off": "2023-06-29"}, "没有到期的欠费"),
    ],
)  # fmt: skip
def test_steps_against_arrears_that_cannot_be_taken_are_refused_saying_why(
    works: Works, key: str, more: dict[str, Any], reason: str
) -> None:
    assert reason in str(refused(key, at(works) | more))


def test_a_person_s_own_part_is_set_off_only_against_the_same_person() -> None:
    credits = [Open(1, 202306, 7, 1, -10_00, -5_00)]
    dues = [Open(2, 202305, 8, 1, 6_00, 9_00), Open(3, 202307, 7, 1, 6_00, 2_00)]

    moved = matched(credits, dues)

    assert {key: (unit, own) for key, unit, own in zip(*(column.tolist() for column in moved.values()), strict=True)} == {
        1: (-10_00, -2_00),
        2: (6_00, 0),
        3: (4_00, 2_00),
    }


def test_a_row_for_a_project_nobody_registered_is_a_difference(works: Works) -> None:
    works.receive([receipt("X", "work_injury", 100_00, project="XM9")])

    from shebao.agency.declarations import queries

    assert [(row["kind"], row["fen"]) for row in queries.open_differences()] == [("unknown_payer", 100_00)]


def test_who_is_insured_without_an_employer_and_chose_no_base_owes_nothing(works: Works) -> None:
    (drawn,) = make_workers(("移交退休人",))
    enrolment.enrol([drawn], "employee", 202306, by=by(JULY_3))

    carry_through("assess_month", {"month": "2023-07"}, works.staff, JULY_21)

    assert months.of_person(drawn) == []
