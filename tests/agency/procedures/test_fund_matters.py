"""Money that moves on its slip, vouchers that are cancelled, budgets and months that close: matters of two people of finance."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.fund import queries as books
from shebao.agency.fund import statements
from shebao.agency.fund.actions import check_vouchers
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Change
from shebao.agency.procedures import actions
from shebao.agency.procedures.books.claims import claims
from shebao.agency.procedures.books.close_month import next_to_close
from shebao.agency.staff import queries as staff
from shebao.base.finding import Refused
from tests.world.calendar import MAY
from tests.world.law import PLACE, SCHEME
from tests.world.money import County, bank_answer, problems_of, reconcile, second_account_of

pytestmark = pytest.mark.django_db
JUNE_2 = date(2023, 6, 2)


@pytest.fixture
def county(paying: County) -> County:
    """Books opened on the first of May with money in the fiscal and expenditure accounts."""
    return paying


def carried(county: County, key: str, payload: dict[str, Any], day: date = JUNE_2) -> Any:
    """A request taken through by the two people of the fund's finance, and the approver where three decide."""
    posts = {"maker_id": "finance_maker", "reviewer_id": "finance_checker", "approver_id": "approver"}
    return actions.carry_through(key, payload, day=day, **{role: county.staff[post] for role, post in posts.items()})


def receipt(what: str = "subsidy", yuan: str = "1000.00", on: str = "2023-05-20", number: str = "B1") -> dict[str, Any]:
    return {"what": what, "amount_fen": yuan, "on": on, "reference": number}


def test_a_subsidy_reaches_the_fiscal_account_once_approved(county: County) -> None:
    before = books.balance_of(SCHEME, "1003")
    matter_id = actions.submit("record_receipt", receipt(), by=By(county.staff["finance_maker"], JUNE_2))
    waiting = books.balance_of(SCHEME, "1003")

    with pytest.raises(Refused):
        actions.approve(matter_id, by=By(county.staff["finance_maker"], JUNE_2))
    actions.approve(matter_id, by=By(county.staff["finance_checker"], JUNE_2))

    assert waiting == before
    assert books.balance_of(SCHEME, "1003") == before + 1000_00


def test_a_voucher_bears_its_slip_its_day_and_the_two_people_who_made_and_checked_it(county: County) -> None:
    asked = receipt("feed", "300.00", "2023-05-20", "HD 0520-7") | {"counterparty": "财政专户", "pages": 2}

    voucher, _ = books.voucher(carried(county, "record_receipt", asked))

    slip, signed = books.slip_of(voucher.pk), books.signatures(voucher.pk)
    assert slip is not None
    assert (slip.kind, slip.number, slip.account, slip.amount_fen, slip.counterparty, slip.pages) == (
        "银行回单",
        "HD0520-7",
        "1004",
        300_00,
        "财政专户",
        2,
    )
    assert (voucher.on, slip.on, voucher.memo) == (date(2023, 5, 20), date(2023, 5, 20), "财政专户拨入支出户（HD0520-7，财政专户）")
    assert {role: (row.member_id, row.on) for role, row in signed.items()} == {
        "make": (county.staff["finance_maker"], JUNE_2),
        "check": (county.staff["finance_checker"], JUNE_2),
    }
    assert problems_of("fund.slips") == problems_of("fund.signatures") == ()


def test_two_subsidies_and_two_interests_of_one_month_are_four_vouchers_and_interest_stays_until_the_bank_moves_it(county: County) -> None:
    fiscal, paying = books.balance_of(SCHEME, "1003"), books.balance_of(SCHEME, "1004")

    carried(county, "record_receipt", receipt(yuan="10.00"))
    carried(county, "record_receipt", receipt(yuan="20.00", number="B2"))
    carried(county, "record_receipt", receipt("interest_1004", "3.21"))
    carried(county, "record_receipt", receipt("interest_1004", "0.79", number="B2"))
    before = books.balance_of(SCHEME, "1003"), books.balance_of(SCHEME, "1004")
    carried(county, "record_receipt", receipt("interest_to_fiscal", "4.00", on="2023-06-01"))

    assert before == (fiscal + 30_00, paying + 4_00)
    assert (books.balance_of(SCHEME, "1003"), books.balance_of(SCHEME, "1004")) == (fiscal + 34_00, paying)


def test_a_slip_entered_twice_is_refused_with_the_earlier_voucher_and_another_one_goes_by_its_own_number(county: County) -> None:
    carried(county, "record_receipt", receipt(number="Ｂ2023 0520-1"))
    before = books.balance_of(SCHEME, "1003")

    for again in (receipt(number="b20230520-1"), receipt(yuan="1000.01", number="B20230520-1"), receipt("grant", number="B20230520-1")):
        with pytest.raises(Refused, match="单据号 B20230520-1") as refused:
            actions.submit("record_receipt", again, by=By(county.staff["finance_maker"], JUNE_2))
    shown = actions.preview("record_receipt", receipt(number="B20230520-2"), day=JUNE_2)
    carried(county, "record_receipt", receipt(number="B20230520-2"))
    carried(county, "record_receipt", receipt(on="2023-05-21", number="B20230520-1"))

    checker = staff.names([county.staff["finance_checker"]])[county.staff["finance_checker"]]
    assert f"2023年5月第2号凭证（2023-05-20，{checker}记账）" in str(refused.value) and "单据号后再提交" in refused.value.finding.advice
    assert shown[-1].what.startswith("同日同额已入账") and "第2号凭证" in shown[-1].before
    assert books.balance_of(SCHEME, "1003") == before + 2 * 1000_00


def test_of_the_same_receipt_entered_by_two_people_only_the_first_is_accepted(county: County) -> None:
    first, second = (actions.submit("record_receipt", receipt(), by=By(county.staff["finance_maker"], JUNE_2)) for _ in range(2))
    before = books.balance_of(SCHEME, "1003")
    actions.approve(first, by=By(county.staff["finance_checker"], JUNE_2))

    with pytest.raises(Refused, match="已经入账：2023年5月第2号凭证"):
        actions.approve(second, by=By(county.staff["finance_checker"], JUNE_2))

    assert books.balance_of(SCHEME, "1003") == before + 1000_00
    assert matters.matter(second).row.state == "accepted"  # type: ignore[union-attr]


def test_a_receipt_whose_voucher_was_reversed_may_be_entered_again(county: County) -> None:
    opening = books.balance_of(SCHEME, "1003")
    booked, _ = books.voucher(carried(county, "record_receipt", receipt(yuan="9000.00")))
    undone = {"month": "2023-05", "number": str(booked.number), "on": "2023-05-31", "reason": "金额看错，应为 1000.00"}

    shown = actions.preview("reverse_voucher", undone, day=JUNE_2)
    red, _ = books.voucher(carried(county, "reverse_voucher", undone))
    carried(county, "record_receipt", receipt())

    assert books.balance_of(SCHEME, "1003") == opening + 1000_00
    assert (red.reverses_id, red.on) == (booked.pk, date(2023, 5, 31))
    assert Change("借 财政专户存款", "9,000.00 元", "红字 -9,000.00 元") in shown
    assert problems_of("fund.vouchers") == problems_of("fund.slips") == ()


@pytest.mark.parametrize(
    ("number", "on", "words"),
    [("1", "2023-05-31", "期初余额，不能冲销"), ("9", "2023-05-31", "没有第9号凭证"), ("2", "2023-06-03", "晚于今天")],
)
def test_what_cannot_be_cancelled_is_refused_by_name(county: County, number: str, on: str, words: str) -> None:
    carried(county, "record_receipt", receipt())
    asked = {"month": "2023-05", "number": number, "on": on, "reason": "试"}

    with pytest.raises(Refused, match=words):
        actions.submit("reverse_voucher", asked, by=By(county.staff["finance_maker"], JUNE_2))


def test_a_voucher_of_the_banks_answer_is_not_cancelled_alone_and_bears_the_banks_day(county: County) -> None:
    run = county.submitted(day=date(2023, 5, 10))
    county.settle(run, bank_answer(run, date(2023, 5, 12)), date(2023, 5, 15))
    voucher = books.vouchers(SCHEME)[0]

    assert voucher.on == date(2023, 5, 12)
    with pytest.raises(Refused, match="由银行回盘生成"):
        actions.submit(
            "reverse_voucher",
            {"month": "2023-05", "number": voucher.number, "on": "2023-05-31", "reason": "试"},
            by=By(county.staff["finance_maker"], JUNE_2),
        )


def test_a_list_of_payers_books_nothing_and_is_a_claim_until_its_money_arrives(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    (payer,) = county.insured(1, birth=date(1985, 3, 5))
    before = books.balances(SCHEME)

    actions.carry_through(
        "collect_contributions",
        {"rows": [{"person_id": payer, "year": 2023, "tier_fen": 500_00}]},
        day=date(2023, 5, 8),
        maker_id=county.staff["acceptance"],
        reviewer_id=county.staff["reviewer"],
        approver_id=county.staff["approver"],
    )
    due = {claim.title: claim.outstanding_fen for claim in claims(SCHEME)}
    unchanged = books.balances(SCHEME)
    carried(county, "record_receipt", receipt("fees_treasury", "500.00"))
    carried(county, "record_receipt", receipt("subsidy_contribution", "20.00"))

    assert unchanged == before
    assert due["个人缴费"] == 500_00 and due["政府补贴"] > 20_00
    assert {claim.title: claim.outstanding_fen for claim in claims(SCHEME)} == due | {"个人缴费": 0, "政府补贴": due["政府补贴"] - 20_00}
    assert books.balance_of(SCHEME, "1005") == 500_00


def test_a_budget_is_entered_by_three_people_and_its_adjustment_is_shown_beside_it(county: County) -> None:
    first = {
        "year": 2023,
        "document": "某政函〔2023〕1号",
        "rows": [{"account": "4101", "item": "对基础养老金的补贴", "amount_fen": 500_00}],
    }
    carried(county, "set_budget", first)
    second = first | {"document": "某政函〔2023〕9号", "rows": [{"account": "5201", "amount_fen": 7_00}]}

    shown = actions.preview("set_budget", second, day=JUNE_2)

    assert books.budget(SCHEME, 2023) == {("4101", "basic_pension"): 500_00}
    assert shown == [Change("财政补贴收入—对基础养老金的补贴", "500.00 元", "不再列入"), Change("转移支出", "未编", "7.00 元")]
    for rows, words in (
        ([{"account": "3201", "amount_fen": 1_00}], "工伤保险基金专用|不能使用科目"),
        ([{"account": "5201", "item": "假期", "amount_fen": 1_00}], "没有明细“假期”"),
        ([{"account": "5201", "amount_fen": 1_00}] * 2, "已有一行"),
        ([{"account": "1003", "amount_fen": 1_00}], "不是收入或支出科目"),
    ):
        with pytest.raises(Refused, match=words):
            actions.submit("set_budget", first | {"rows": rows}, by=By(county.staff["finance_maker"], JUNE_2))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (receipt(number="9" * 49), "最多 48 个"),
        (receipt(number=""), "没有填写单据号"),
        (receipt() | {"pages": "0"}, "附单据张数"),
        (receipt() | {"counterparty": "某" * 41}, "最多 40 个字"),
        (receipt(yuan="0"), "大于零"),
        (receipt(on="2023-06-03"), "晚于今天"),
        (receipt(on="2023-04-30"), "没有建账"),
        (receipt("gift"), "收支事项"),
        (receipt("feed", "99999999.00"), "财政专户存款余额不足"),
    ],
)
def test_a_receipt_that_cannot_be_is_refused_and_books_nothing(county: County, wrong: dict[str, Any], words: str) -> None:
    before = books.balances(SCHEME)

    with pytest.raises(Refused, match=words):
        actions.submit("record_receipt", wrong, by=By(county.staff["finance_maker"], JUNE_2))

    assert books.balances(SCHEME) == before


def test_closing_moves_no_money_and_asks_why_some_is_left_where_none_should_be(county: County) -> None:
    carried(county, "record_receipt", receipt("fees_income", "500.00"))
    month = {"month": "2023-05"}
    reconcile(MAY)

    with pytest.raises(Refused, match="收入户存款还有 500.00 元"):
        actions.submit("close_month", month, by=By(county.staff["finance_maker"], JUNE_2))
    shown = actions.preview("close_month", month | {"reason": "31日到账"}, day=JUNE_2)
    carried(county, "close_month", month | {"reason": "31日到账"})

    assert Change("收入户存款月末余额", "500.00 元", "留到下月，原因：31日到账") in shown
    assert books.balance_of(SCHEME, "1002") == 500_00
    assert next_to_close() == 202306
    with pytest.raises(Refused, match="已结账"):
        carried(county, "record_receipt", receipt(number="B9"))


def test_a_month_closes_only_when_another_person_has_checked_the_banks_vouchers(county: County) -> None:
    county.settled(day=date(2023, 5, 15))
    maker, checker = county.staff["finance_maker"], county.staff["finance_checker"]

    with pytest.raises(Refused, match="还有 1 张凭证没有复核"):
        actions.submit("close_month", {"month": "2023-05"}, by=By(maker, JUNE_2))
    with pytest.raises(Refused, match="没有这项权限"):
        check_vouchers(SCHEME, MAY, by=By(maker, JUNE_2))
    with pytest.raises(Refused, match="都是您制单的"):
        check_vouchers(SCHEME, MAY, by=By(second_account_of("finance_maker", "finance_checker"), JUNE_2))
    reconcile(MAY)
    assert check_vouchers(SCHEME, MAY, by=By(checker, JUNE_2)) == 1
    with pytest.raises(Refused, match="都已复核"):
        check_vouchers(SCHEME, MAY, by=By(checker, JUNE_2))
    carried(county, "close_month", {"month": "2023-05"})

    assert problems_of("fund.signatures") == ()


@pytest.mark.parametrize(("month", "words"), [("2023-06", "下一个要结账的是2023年5月"), ("2023-04", "下一个要结账的是2023年5月")])
def test_months_close_in_their_order(county: County, month: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        actions.submit("close_month", {"month": month}, by=By(county.staff["finance_maker"], JUNE_2))


def test_a_month_closes_only_when_it_is_over_and_only_once(county: County) -> None:
    with pytest.raises(Refused, match="还没有结束"):
        actions.submit("close_month", {"month": "2023-05"}, by=By(county.staff["finance_maker"], date(2023, 5, 30)))
    first = actions.submit("close_month", {"month": "2023-05"}, by=By(county.staff["finance_maker"], JUNE_2))
    second = actions.submit("close_month", {"month": "2023-05"}, by=By(county.staff["finance_maker"], JUNE_2))

    actions.approve(first, by=By(county.staff["finance_checker"], JUNE_2))

    with pytest.raises(Refused):
        actions.approve(second, by=By(county.staff["finance_checker"], JUNE_2))


def statement_of_bank(*rows: dict[str, Any], balance: str, **more: Any) -> dict[str, Any]:
    return {"account": "1004", "month": "2023-05", "balance_fen": balance, "rows": list(rows), **more}


def line(day: int, number: str, *, come: int = 0, gone: int = 0) -> dict[str, Any]:
    return {"on": f"2023-05-{day:02d}", "number": number, "in_fen": come, "out_fen": gone}


def test_a_month_does_not_close_before_its_accounts_are_reconciled_with_their_statements(county: County) -> None:
    carried(county, "record_receipt", receipt("feed", "300.00"))
    carried(county, "record_receipt", receipt("interest_1004", "5.00", number="LX1"))
    month = {"month": "2023-05"}

    with pytest.raises(Refused, match="财政专户存款、支出户存款2023年5月还没有对账"):
        actions.submit("close_month", month, by=By(county.staff["finance_maker"], JUNE_2))
    carried(
        county,
        "reconcile_account",
        {"account": "1003", "month": "2023-05", "balance_fen": 10**9 - 300_00, "rows": [line(20, "CZ99", gone=300_00)]},
    )
    carried(county, "reconcile_account", statement_of_bank(line(20, "B1", come=300_00), line(20, "LX1", come=5_00), balance="100305.00"))
    carried(county, "close_month", month)

    assert next_to_close() == 202306


def test_what_stands_on_one_side_alone_is_named_on_the_sheet_and_must_be_explained(county: County) -> None:
    carried(county, "record_receipt", receipt("feed", "300.00"))
    asked = statement_of_bank(line(20, "B1", come=300_00), line(31, "LX2", come=7_00), balance="100307.00")
    maker, late = county.staff["finance_maker"], {"reason": "利息单次月到", "owner": "出纳", "due_on": "2023-06-10"}

    with pytest.raises(Refused, match="0 笔账上已记、对账单没有，1 笔对账单有、账上没记"):
        actions.submit("reconcile_account", asked, by=By(maker, JUNE_2))
    for lack in ("owner", "due_on"):
        with pytest.raises(Refused, match="要有人负责、有处理期限|1 笔对账单有"):
            actions.submit("reconcile_account", asked | late | {lack: ""}, by=By(maker, JUNE_2))
    shown = actions.preview("reconcile_account", asked | late, day=JUNE_2)
    matter = actions.submit("reconcile_account", asked | late, by=By(maker, JUNE_2))
    with pytest.raises(Refused):
        actions.approve(matter, by=By(maker, JUNE_2))

    assert Change("支出户存款余额", "账上 100,300.00 元", "对账单 100,307.00 元") in shown
    assert Change("对账单有、账上未记：收", "2023-05-31 LX2 ", "7.00 元") in shown
    assert shown[-1] == Change("调节后余额", "100,307.00 元", "100,307.00 元")


@pytest.mark.parametrize(
    ("rows", "balance", "words"),
    [
        ([line(20, "B1", come=300_00)], "100300.01", "调节后两边相差 -0.01 元"),
        ([line(20, "B1", come=300_00, gone=1)], "100300.00", "应只填一个"),
        ([line(20, "B1")], "100300.00", "应只填一个"),
        ([line(20, " ", come=300_00)], "100300.00", "没有流水号"),
        ([{"on": "2023-06-01", "number": "B1", "in_fen": 300_00}], "100300.00", "不属于2023年5月"),
    ],
)
def test_a_statement_that_does_not_add_up_is_refused(county: County, rows: list[dict[str, Any]], balance: str, words: str) -> None:
    carried(county, "record_receipt", receipt("feed", "300.00"))

    with pytest.raises(Refused, match=words):
        actions.submit("reconcile_account", statement_of_bank(*rows, balance=balance), by=By(county.staff["finance_maker"], JUNE_2))


def test_a_cancelled_voucher_is_on_neither_side_and_an_item_in_transit_is_cleared_by_the_next_statement(county: County) -> None:
    wrong, _ = books.voucher(carried(county, "record_receipt", receipt("feed", "900.00", number="B0")))
    carried(county, "reverse_voucher", {"month": "2023-05", "number": str(wrong.number), "on": "2023-05-21", "reason": "金额看错"})
    carried(county, "record_receipt", receipt("feed", "300.00", on="2023-05-31"))
    may = statement_of_bank(
        line(30, "LX1", come=1_00), balance="100001.00", reason="31日拨款银行次日入账", owner="出纳", due_on="2023-06-05"
    )

    carried(county, "reconcile_account", may)
    carried(county, "record_receipt", receipt("interest_1004", "1.00", on="2023-05-30", number="LX1"))
    june = {"account": "1004", "month": "2023-06", "balance_fen": "100301.00", "rows": [line(1, "B1", come=300_00) | {"on": "2023-06-01"}]}
    carried(county, "reconcile_account", june, date(2023, 7, 1))

    in_may, in_june = (statements.reconciled(SCHEME, "1004", month) for month in (MAY, 202306))
    assert in_may is not None and in_june is not None
    assert [one.number for one in in_may.ours_alone] == ["B1"] and in_may.bank_alone == ()
    assert (in_june.ours_alone, in_june.bank_alone, in_june.matched, in_june.difference_fen) == ((), (), 2, 0)
