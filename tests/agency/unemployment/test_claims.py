"""A claim from the decision to the books: paid month by month with its premium, stopped late, the debt and the premium claimed back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.payout.models import Exclusion
from shebao.agency.procedures.checks import run_checks
from shebao.agency.remittances import queries as remittances
from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT
from shebao.agency.unemployment import queries as claims
from shebao.base.finding import Refused
from tests.world.law import PLACE
from tests.world.runs import settled_run
from tests.world.staff import carry_through, make_staff
from tests.world.unemployment import MAY_15, claim, dismissed, enter_minimum_wage, open_books, paid_by_finance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
PREMIUM = {
    "premium_fen": 390_00,
    "premium_document": "示例医保〔2023〕1号",
    "payee": "示例县医疗保险基金",
    "bank": "示例银行",
    "account_number": "62001234567890",
}


@pytest.fixture
def staff(tmp_path: Path, settings) -> dict[str, int]:
    settings.FILES_FOLDER = tmp_path / "files"
    enter_minimum_wage()
    return make_staff()


def pay_open_orders(staff: dict[str, int], day: date) -> None:
    for order in remittances.open_orders(UNEMPLOYMENT):
        due = sum(row.amount_fen for row in remittances.of_order(order.id) if row.state != "paid")
        payload = {"order_id": order.id, "on": day.isoformat(), "reference": f"HK{order.id}", "amount_fen": due}
        paid_by_finance("pay_remittances", payload, staff, day)


def expense(item: str) -> int:
    return books.booked_item(UNEMPLOYMENT, "5001", item)


@pytest.mark.slow
def test_the_worked_example_of_a_claim_comes_out_to_the_fen_vouchers_included(staff: dict[str, int]) -> None:
    open_books()
    (person,) = dismissed()
    carry_through("decide_unemployment", claim(person), staff, MAY_15)
    row = claims.claim_of(person)
    assert row and (row.granted, row.monthly_fen, row.months) == (6, 1_638_00, (202305,))

    for month in (5, 6, 7, 8):
        day = date(2023, month, 10 if month > 5 else 18)
        if month > 5:
            carry_through("confirm_unemployment_month", {"month": 202300 + month, **PREMIUM}, staff, day)
        settled_run(staff, UNEMPLOYMENT, 202300 + month, day)
        pay_open_orders(staff, day)
    assert (expense("benefit"), expense("medical")) == (6_552_00, 3 * 390_00)

    carry_through("stop_unemployment", {"person_id": person, "reason": "reemployed", "from_month": 202308}, staff, date(2023, 8, 28))
    row = claims.claim_of(person)
    assert row and (row.last_month, row.used, row.kept) == (202307, 3, 3)
    (debt,) = runs.debts_of(person, UNEMPLOYMENT)
    assert (debt.amount_fen, debt.first_month) == (1_638_00, 202308)

    day = date(2023, 9, 5)
    back = {"on": "2023-09-05", "reference": "YB1", "amount_fen": 390_00}
    paid_by_finance("receive_medical_back", back, staff, day)
    repaid = {"scheme": UNEMPLOYMENT, "what": "recovered_unemployment", "amount_fen": 1_638_00, "on": "2023-09-05", "reference": "TK1"}
    paid_by_finance("record_receipt", repaid, staff, day)
    assert (expense("benefit"), expense("medical")) == (4_914_00, 2 * 390_00)
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
def test_a_month_nobody_confirmed_is_not_paid_and_the_run_says_so_of_everybody(staff: dict[str, int]) -> None:
    open_books()
    (person,) = dismissed()
    carry_through("decide_unemployment", claim(person), staff, MAY_15)
    june = date(2023, 6, 12)
    assert settled_run(staff, UNEMPLOYMENT, 202305, MAY_15).lines == 1
    run = payout.propose(UNEMPLOYMENT, 202306, "regular", place=PLACE, by=By(staff["acceptance"], june))
    run = payout.compute(run.pk, actor_id=staff["acceptance"])

    assert list(Exclusion.objects.filter(run=run).values_list("person_id", "kind", "reason")) == [(person, "excluded", "unconfirmed")]
    payout.discard(run.pk, "没有核验", by=By(staff["acceptance"], june))
    carry_through("confirm_unemployment_month", {"month": 202306}, staff, june)
    assert settled_run(staff, UNEMPLOYMENT, 202306, june).amount_fen == 1_638_00


def test_whoever_left_of_his_own_will_or_paid_less_than_a_year_or_is_at_work_does_not_claim(staff: dict[str, int]) -> None:
    (person,) = dismissed()

    with pytest.raises(Refused, match="不满 12 个月"):
        carry_through("decide_unemployment", claim(person, paid_months=11), staff, MAY_15)
    with pytest.raises(Refused, match="失业原因"):
        carry_through("decide_unemployment", claim(person, reason="quit"), staff, MAY_15)
    carry_through("decide_unemployment", claim(person), staff, MAY_15)
    with pytest.raises(Refused, match="已有待遇"):
        carry_through("decide_unemployment", claim(person), staff, MAY_15)
