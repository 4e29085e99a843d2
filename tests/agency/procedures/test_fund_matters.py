"""Money that arrives and months that close, as matters of two people: booked once, in order, and never into a closed month."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.fund import queries as books
from shebao.agency.fund.actions import post_voucher, reverse_voucher
from shebao.agency.matters import queries as matters
from shebao.agency.procedures import actions
from shebao.agency.procedures.books.close_month import next_to_close
from shebao.agency.staff import queries as staff
from shebao.base.finding import Refused
from shebao.core.books import entries
from tests.world.calendar import MAY
from tests.world.law import SCHEME
from tests.world.money import County

pytestmark = pytest.mark.django_db
JUNE_2 = date(2023, 6, 2)


@pytest.fixture
def county(db: None) -> County:
    """Books opened on the first of May with money in the fiscal and expenditure accounts."""
    return County()


def carried(county: County, key: str, payload: dict[str, Any], day: date = JUNE_2) -> Any:
    """A request taken through by the two people of the fund's finance."""
    matter_id = actions.submit(key, payload, actor_id=county.staff["finance_maker"], day=day)
    return actions.approve(matter_id, actor_id=county.staff["finance_checker"], day=day)


def receipt(what: str = "subsidy", yuan: str = "1000.00", on: str = "2023-05-20") -> dict[str, Any]:
    return {"what": what, "amount_fen": yuan, "on": on}


def collected(month: int, on: date, fen: int, source: int) -> None:
    """Contributions in the income account, as the counter of contributions books them."""
    post_voucher(
        SCHEME,
        month,
        on,
        f"保费{source}",
        entries.contributions([entries.Received(entries.INCOME_ACCOUNT, entries.FEES, "own", fen)]),
        ("contributions", source),
        actor_id=None,
    )


def test_a_subsidy_reaches_the_fiscal_account_once_approved(county: County) -> None:
    before = books.balance_of(SCHEME, "1003")
    matter_id = actions.submit("record_receipt", receipt(), actor_id=county.staff["finance_maker"], day=JUNE_2)
    waiting = books.balance_of(SCHEME, "1003")

    with pytest.raises(Refused):
        actions.approve(matter_id, actor_id=county.staff["finance_maker"], day=JUNE_2)
    actions.approve(matter_id, actor_id=county.staff["finance_checker"], day=JUNE_2)

    assert waiting == before
    assert books.balance_of(SCHEME, "1003") == before + 1000_00


def test_two_subsidies_of_one_month_are_two_vouchers_and_interest_of_the_expenditure_account_is_handed_over(county: County) -> None:
    fiscal, paying = books.balance_of(SCHEME, "1003"), books.balance_of(SCHEME, "1004")

    carried(county, "record_receipt", receipt(yuan="10.00"))
    carried(county, "record_receipt", receipt(yuan="20.00"))
    carried(county, "record_receipt", receipt("interest_1004", "3.21"))

    assert books.balance_of(SCHEME, "1003") == fiscal + 33_21
    assert books.balance_of(SCHEME, "1004") == paying


def test_a_receipt_entered_twice_is_refused_with_the_earlier_voucher_and_a_second_one_goes_by_its_own_reference(county: County) -> None:
    carried(county, "record_receipt", receipt() | {"reference": "Ｂ2023 0520-1"})
    before = books.balance_of(SCHEME, "1003")

    with pytest.raises(Refused, match="银行流水号 B20230520-1") as told:
        actions.submit("record_receipt", receipt() | {"reference": "b20230520-1"}, actor_id=county.staff["finance_maker"], day=JUNE_2)
    shown = actions.preview("record_receipt", receipt() | {"reference": "B20230520-2"}, day=JUNE_2)
    carried(county, "record_receipt", receipt() | {"reference": "B20230520-2"})
    carried(county, "record_receipt", receipt(yuan="1000.01") | {"reference": "B20230520-1"})
    carried(county, "record_receipt", receipt(on="2023-05-21") | {"reference": "B20230520-1"})

    checker = staff.names([county.staff["finance_checker"]])[county.staff["finance_checker"]]
    assert f"2023年5月第2号凭证（2023-05-20，{checker}记账）" in str(told.value) and "流水号后再提交" in told.value.finding.advice
    assert shown[-1].what.startswith("同日同额已入账") and "第2号凭证" in shown[-1].before
    assert books.balance_of(SCHEME, "1003") == before + 3 * 1000_00 + 1


def test_of_the_same_receipt_entered_by_two_people_only_the_first_is_accepted(county: County) -> None:
    first, second = (actions.submit("record_receipt", receipt(), actor_id=county.staff["finance_maker"], day=JUNE_2) for _ in range(2))
    before = books.balance_of(SCHEME, "1003")
    actions.approve(first, actor_id=county.staff["finance_checker"], day=JUNE_2)

    with pytest.raises(Refused, match="已经入账：2023年5月第2号凭证"):
        actions.approve(second, actor_id=county.staff["finance_checker"], day=JUNE_2)

    assert books.balance_of(SCHEME, "1003") == before + 1000_00
    assert matters.matter(second).row.state == "accepted"  # type: ignore[union-attr]


def test_a_receipt_whose_voucher_was_reversed_may_be_entered_again(county: County) -> None:
    booked = carried(county, "record_receipt", receipt())
    reverse_voucher(booked, MAY, date(2023, 5, 31), actor_id=county.staff["finance_checker"])
    before = books.balance_of(SCHEME, "1003")

    carried(county, "record_receipt", receipt())

    assert books.balance_of(SCHEME, "1003") == before + 1000_00


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (receipt() | {"reference": "9" * 41}, "最多 40 个"),
        (receipt(yuan="0"), "大于零"),
        (receipt(on="2023-06-03"), "晚于今天"),
        (receipt(on="2023-04-30"), "没有建账"),
        (receipt("gift"), "到账款项"),
    ],
)
def test_a_receipt_that_cannot_be_is_refused_and_books_nothing(county: County, wrong: dict[str, Any], words: str) -> None:
    before = books.balances(SCHEME)

    with pytest.raises(Refused, match=words):
        actions.submit("record_receipt", wrong, actor_id=county.staff["finance_maker"], day=JUNE_2)

    assert books.balances(SCHEME) == before


def test_closing_empties_the_income_account_of_that_month_only(county: County) -> None:
    collected(MAY, date(2023, 5, 30), 500_00, 1)
    collected(202306, date(2023, 6, 1), 700_00, 2)

    shown = actions.preview("close_month", {"month": "2023-05"}, day=JUNE_2)
    carried(county, "close_month", {"month": "2023-05"})

    assert ("收入户余额", "500.00 元", "0.00 元，全部上划财政专户") in shown
    assert books.balance_of(SCHEME, "1002") == 700_00
    assert next_to_close() == 202306
    with pytest.raises(Refused, match="已结账"):
        carried(county, "record_receipt", receipt())


@pytest.mark.parametrize(("month", "words"), [("2023-06", "下一个要结账的是2023年5月"), ("2023-04", "下一个要结账的是2023年5月")])
def test_months_close_in_their_order(county: County, month: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        actions.submit("close_month", {"month": month}, actor_id=county.staff["finance_maker"], day=JUNE_2)


def test_a_month_closes_only_when_it_is_over_and_only_once(county: County) -> None:
    with pytest.raises(Refused, match="还没有结束"):
        actions.submit("close_month", {"month": "2023-05"}, actor_id=county.staff["finance_maker"], day=date(2023, 5, 30))
    first = actions.submit("close_month", {"month": "2023-05"}, actor_id=county.staff["finance_maker"], day=JUNE_2)
    second = actions.submit("close_month", {"month": "2023-05"}, actor_id=county.staff["finance_maker"], day=JUNE_2)

    actions.approve(first, actor_id=county.staff["finance_checker"], day=JUNE_2)

    with pytest.raises(Refused):
        actions.approve(second, actor_id=county.staff["finance_checker"], day=JUNE_2)
