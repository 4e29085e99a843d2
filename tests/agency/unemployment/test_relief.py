"""Of what a county publishes under 惠企利民 only part leaves the fund: a cut of the rates is no expense, a refund is."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.agency.declarations.relief import reliefs
from shebao.agency.employers import queries as employers
from shebao.agency.employers.actions import apply_cut, change_account
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT
from shebao.core.books.slip import Slip
from shebao.core.books.voucher import Line as Entry
from tests.agency.procedures.modules.test_unemployment import refund, refund_row
from tests.world.calendar import by
from tests.world.employers import Works
from tests.world.staff import carry_through
from tests.world.unemployment import paid_by_finance

PUBLISHED = {"降费": 86_58, "稳岗返还": 27_57, "失业保险金": 66_88, "失业补助金": 30_10, "技能提升": 55, "扩岗": 3_90, "农民工": 27}
"""In hundredths of 万元, as one county published its year."""


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("county")
def test_a_cut_of_the_rates_is_counted_as_relief_and_only_what_was_paid_is_an_expense(works: Works) -> None:
    day = date(2023, 6, 29)
    works.receive(works.rows())
    apply_cut(UNEMPLOYMENT, (202306, 202312), (14_000, 6_000), 10_000, "示例〔2023〕9号", by=by(day))
    (cut,) = employers.cuts()
    assert sum(row.relief_fen for row in reliefs(cut)) > 0
    assert books.statement_of(UNEMPLOYMENT, 202306, 202306).expense == ()

    lines = [Entry("1004", debit_fen=320_00), Entry("1005", credit_fen=320_00)]
    fund.post_voucher(UNEMPLOYMENT, 202306, day, "调拨", lines, ("test", 1), by=by(day), slip=Slip("银行回单", "DB1", "1004", 320_00))
    change_account(works.employer, "示例银行", "6200123456780001", by=by(day))
    order = carry_through("refund_stability", refund([refund_row(1, "甲机械厂", paid_fen=500_00)]), works.staff, day)
    pay = {"order_id": order, "on": "2023-06-29", "reference": "HK1", "amount_fen": 300_00}
    paid_by_finance("pay_remittances", pay, works.staff, day)

    assert [(row.account, row.amount_fen) for row in books.statement_of(UNEMPLOYMENT, 202306, 202306).expense] == [("5104", 300_00)]


def test_of_a_published_table_the_relief_is_what_did_not_leave_the_fund() -> None:
    assert sum(PUBLISHED.values()) == 215_85
    assert sum(fen for name, fen in PUBLISHED.items() if name != "降费") == 129_27
