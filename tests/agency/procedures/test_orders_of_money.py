"""Plans, orders between levels, deposits, manual vouchers and reports: matters of three people, each done and undone by the right posts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.fund import deposits, orders, reports, statements
from shebao.agency.fund import queries as books
from shebao.agency.fund.actions import open_books
from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.matters.kind import Change
from shebao.agency.procedures import actions
from shebao.agency.procedures.catalogue import kind
from shebao.base.finding import Refused
from tests.support.scans import picture
from tests.world.calendar import MAY
from tests.world.law import SCHEME
from tests.world.money import County, book, problems_of, reconcile

pytestmark = pytest.mark.django_db
JUNE_2 = date(2023, 6, 2)
CHECKS = (
    "fund.vouchers",
    "fund.slips",
    "fund.signatures",
    "fund.position",
    "fund.orders",
    "fund.deposits",
    "fund.reports",
    "fund.carried",
    "fund.banks",
)


@pytest.fixture
def county(paying: County) -> County:
    """Books opened on the first of May with money in the fiscal and expenditure accounts."""
    return paying


def carried(county: County, key: str, payload: dict[str, Any], day: date = JUNE_2) -> Any:
    """A request taken through by the posts it needs: the fund's finance, and the approver where three people decide."""
    assert kind(key).area == "fund"
    posts = {"maker_id": "finance_maker", "reviewer_id": "finance_checker", "approver_id": "approver"}
    return actions.carry_through(key, payload, day=day, **{role: county.staff[post] for role, post in posts.items()})


def refused(county: County, key: str, payload: dict[str, Any], words: str, day: date = JUNE_2) -> None:
    with pytest.raises(Refused, match=words):
        actions.submit(key, payload, by=By(county.staff["finance_maker"], day))


def slip(fen: str, number: str, on: str = "2023-05-20") -> dict[str, Any]:
    return {"amount_fen": fen, "on": on, "reference": number}


def scan() -> list[dict[str, Any]]:
    return [attachments.keep("单据.png", picture())._asdict()]


PLAN = {
    "what": "plan",
    "number": "用款2023-05",
    "month": "2023-05",
    "amount_fen": "900.00",
    "benefits_fen": "800.00",
    "refunds_fen": "100.00",
}


def test_a_plan_books_nothing_and_its_feed_follows_on_the_slip_by_three_people(county: County) -> None:
    shown = actions.preview("request_funds", PLAN, day=JUNE_2)
    before = books.balances(SCHEME)
    plan = carried(county, "request_funds", PLAN)
    unchanged = books.balances(SCHEME)
    fed = {"what": "fed", "number": "用款2023-05"} | slip("700.00", "HD-7")
    said = actions.preview("request_funds", fed, day=JUNE_2)
    voucher, _ = books.voucher(carried(county, "request_funds", fed))
    carried(county, "request_funds", {"what": "back", "number": "用款2023-05"} | slip("50.00", "HD-8", "2023-05-21"))

    (row,) = orders.orders(SCHEME, kind=orders.PLAN)
    assert unchanged == before and row.id == plan
    assert Change("支出户存款", "100,000.00 元", "各项用途 900.00 元，缺 0.00 元") in shown
    assert Change("用款计划 用款2023-05", "申请 900.00 元，已拨 0.00 元", "还未拨 200.00 元") in said
    assert (row.moved_fen, row.left_fen) == (650_00, 250_00)
    assert books.balance_of(SCHEME, "1004") - before["1004", ""] == 650_00
    assert voucher.on == date(2023, 5, 20) and orders.lines_of(plan) == [("待遇支出", 800_00), ("退还保险费", 100_00)]
    signed = books.signatures(voucher.pk)
    assert (signed["make"].member_id, signed["check"].member_id) == (county.staff["finance_maker"], county.staff["finance_checker"])
    assert [problems_of(check) for check in CHECKS] == [()] * len(CHECKS)


def test_what_a_plan_cannot_do_is_refused_and_one_without_money_is_taken_back(county: County) -> None:
    carried(county, "request_funds", PLAN)

    refused(county, "request_funds", PLAN, "已经登记过")
    refused(county, "request_funds", PLAN | {"number": "x", "benefits_fen": "1.00"}, "少于申请的 900.00 元")
    refused(county, "request_funds", {"what": "plan", "number": "x", "month": "2023-05", "amount_fen": "9.00"}, "没有填写用途")
    refused(county, "request_funds", {"what": "fed", "number": "用款2023-05"} | slip("900.01", "HD-7"), "还可收付 900.00 元")
    refused(county, "request_funds", {"what": "back", "number": "用款2023-05"} | slip("1.00", "HD-7"), "已收付 0.00 元")
    refused(county, "request_funds", {"what": "fed", "number": "别的"} | slip("1.00", "HD-7"), "没有文号为“别的”的用款计划")
    carried(county, "request_funds", {"what": "cancel", "number": "用款2023-05", "reason": "重报"})
    refused(county, "request_funds", {"what": "fed", "number": "用款2023-05"} | slip("1.00", "HD-7"), "已经作废")

    (row,) = orders.orders(SCHEME)
    assert (row.cancelled, row.left_fen) == ("重报", 0)


def test_a_plan_over_the_years_budget_says_why(county: County) -> None:
    budget = {"year": 2023, "document": "某政函〔2023〕1号", "rows": [{"account": "5201", "amount_fen": 500_00}]}
    carried(county, "set_budget", budget)

    refused(county, "request_funds", PLAN, "超过全年预算 400.00 元")
    shown = actions.preview("request_funds", PLAN | {"reason": "调整报批中"}, day=JUNE_2)

    assert Change("超过全年支出预算", "400.00 元", "说明：调整报批中") in shown


UP = {"scheme": SCHEME, "what": "order", "number": "省社〔2023〕5号", "month": "2023-05", "amount_fen": "1000.00"}


def test_an_order_to_remit_is_paid_in_parts_and_never_beyond_what_it_says(county: County) -> None:
    refused(county, "remit_upward", UP | {"amount_fen": "99999999.00"}, "超过基金结余")
    carried(county, "remit_upward", UP)
    paid = {"what": "paid", "number": "省社〔2023〕5号"}
    carried(county, "remit_upward", paid | slip("600.00", "SJ-1"))
    carried(county, "remit_upward", paid | slip("400.00", "HD-1") | {"account": "1004"})
    refused(county, "remit_upward", paid | slip("0.01", "SJ-2"), "还可收付 0.00 元")
    refused(county, "remit_upward", paid | slip("0.01", "SJ-2") | {"account": "1006"}, "不从这个账户办理")
    refused(county, "remit_upward", {"what": "cancel", "number": "省社〔2023〕5号", "reason": "误登"}, "已有 1,000.00 元收付")
    carried(county, "remit_upward", {"what": "back", "number": "省社〔2023〕5号"} | slip("100.00", "SJ-3"))

    (row,) = orders.orders(SCHEME, kind=orders.UP)
    assert (row.moved_fen, row.left_fen) == (900_00, 100_00)
    assert books.booked_item(SCHEME, "5301", "") == 900_00
    assert [problems_of(check) for check in CHECKS] == [()] * len(CHECKS)


def test_a_fund_that_runs_short_asks_is_granted_less_and_receives_it_in_the_account_of_the_slip(county: County) -> None:
    book("transfer_out", 60_000_00, date(2023, 5, 10), "ZC1")
    asked = {"what": "ask", "number": "缺口1", "month": "2023-05", "amount_fen": "5000.00", "reason": "按上月支出测算"}
    shown = actions.preview("request_superior_grant", asked, day=JUNE_2)
    request = carried(county, "request_superior_grant", asked)
    notice = {"what": "grant", "number": "省财〔2023〕8号", "request": "缺口1", "month": "2023-05", "amount_fen": "4000.00"}
    carried(county, "request_superior_grant", notice)
    refused(county, "request_superior_grant", notice | {"number": "y", "request": "没有"}, "没有文号为“没有”的缺口申请")
    arrived = {"what": "arrived", "number": "省财〔2023〕8号"}
    refused(county, "request_superior_grant", arrived | slip("4000.01", "BZ-1"), "还可收付 4,000.00 元")
    carried(county, "request_superior_grant", arrived | slip("4000.00", "BZ-1") | {"account": "1004"})
    carried(county, "request_superior_grant", {"what": "back", "number": "省财〔2023〕8号"} | slip("10.00", "BZ-2"))
    carried(county, "request_superior_grant", {"what": "cancel", "number": "缺口1", "reason": "已批"})

    (grant,) = orders.orders(SCHEME, kind=orders.GRANT)
    assert Change("可支付月数", "167.33 个月", "167.42 个月") in shown
    assert (grant.parent_id, grant.moved_fen) == (request, 3990_00)
    assert -books.booked_item(SCHEME, "4401", "") == 3990_00
    assert problems_of("fund.orders") == ()


def test_a_term_deposit_moves_within_the_fiscal_account_and_comes_back_with_interest(county: County) -> None:
    made = {
        "event": "made",
        "number": "DQ-1",
        "on": "2023-05-04",
        "bank": "县农商行",
        "principal_fen": "100000.00",
        "rate": "1.80",
        "ends": "2023-08-04",
    }
    before = books.balance_of(SCHEME, "1003")
    shown = actions.preview("record_term_deposit", made, day=JUNE_2)
    carried(county, "record_term_deposit", made)
    lying = deposits.standing_fen(SCHEME), deposits.booked_fen(SCHEME), books.balance_of(SCHEME, "1003")
    refused(county, "record_term_deposit", made, "已经登记过")
    refused(county, "record_term_deposit", made | {"number": "DQ-2", "rate": "很高"}, "年利率应是百分数")
    back = {"event": "matured", "number": "DQ-1", "on": "2023-08-04", "interest_fen": "450.00", "reference": "HD-9"}
    refused(county, "record_term_deposit", back | {"event": "early"}, "这次是到期", date(2023, 8, 5))
    said = actions.preview("record_term_deposit", back | {"interest_fen": "449.00"}, day=date(2023, 8, 5))
    carried(county, "record_term_deposit", back, date(2023, 8, 5))

    assert Change("到期应得利息", "", "约 450.00 元") in shown
    assert lying == (100_000_00, 100_000_00, before)
    assert said[-1].what == "与存单利率算的不同" and "-1.00 元" in said[-1].after
    assert (deposits.standing_fen(SCHEME), deposits.booked_fen(SCHEME)) == (0, 0)
    assert books.balance_of(SCHEME, "1003") == before + 450_00
    refused(county, "record_term_deposit", back, "没有存单号为“DQ-1”的在存", date(2023, 8, 5))
    assert [problems_of(check) for check in CHECKS] == [()] * len(CHECKS)


def test_a_deposit_whose_voucher_was_cancelled_stands_no_longer(county: County) -> None:
    made = {
        "event": "made",
        "number": "DQ-1",
        "on": "2023-05-04",
        "bank": "县农商行",
        "principal_fen": "5.00",
        "rate": "1.8",
        "ends": "2023-08-04",
    }
    voucher, _ = books.voucher(carried(county, "record_term_deposit", made))
    carried(county, "reverse_voucher", {"month": "2023-05", "number": str(voucher.number), "on": "2023-05-31", "reason": "存单录错"})

    assert (deposits.standing_fen(SCHEME), deposits.booked_fen(SCHEME)) == (0, 0)
    assert problems_of("fund.deposits") == ()


@pytest.mark.parametrize(
    ("rate", "begins", "ends", "fen"),
    [
        ("1.80", date(2023, 5, 4), date(2024, 5, 4), 1_800_00),
        ("1.80", date(2023, 8, 31), date(2024, 2, 29), 900_00),
        ("0.20", date(2023, 5, 4), date(2023, 5, 13), 5_00),
        ("1.75", date(2023, 1, 31), date(2023, 3, 10), 194_44),
    ],
)
def test_the_interest_of_a_certificate_counts_full_months_and_the_days_left(rate: str, begins: date, ends: date, fen: int) -> None:
    assert deposits.interest(100_000_00, rate, begins, ends) == fen


def voucher_of(*rows: tuple[str, str, int, int], **more: Any) -> dict[str, Any]:
    lines = [{"account": account, "item": item, "debit_fen": debit, "credit_fen": credit} for account, item, debit, credit in rows]
    return {"rows": lines, "kind": "other", "on": "2023-05-20", "memo": "试", "why": "没有别的事项可以办理", "scans": scan()} | more


def test_a_manual_voucher_needs_three_people_a_slip_and_a_scan(county: County) -> None:
    asked = voucher_of(
        ("1003", "", 77_00, 0),
        ("4501", "违约金", 0, 70_00),
        ("4201", "存款利息", 0, 7_00),
        paper="财政专户缴拨凭证",
        reference="cz 1",
        account="1003",
    )
    shown = actions.preview("enter_voucher", asked, day=JUNE_2)
    matter = actions.submit("enter_voucher", asked, by=By(county.staff["finance_maker"], JUNE_2))
    actions.review(matter, by=By(county.staff["finance_checker"], JUNE_2))
    with pytest.raises(Refused):
        actions.approve(matter, by=By(county.staff["finance_checker"], JUNE_2))
    voucher, lines = books.voucher(actions.approve(matter, by=By(county.staff["approver"], JUNE_2)))

    kept, signed = books.slip_of(voucher.pk), books.signatures(voucher.pk)
    assert Change("贷", "其他收入—违约金", "70.00 元") in shown
    assert kept is not None and (kept.number, kept.amount_fen) == ("CZ1", 77_00) and len(lines) == 3
    assert (signed["make"].member_id, signed["check"].member_id) == (county.staff["finance_maker"], county.staff["finance_checker"])
    refused(county, "enter_voucher", asked | {"scans": []}, "没有填写原始凭证扫描件")
    assert [problems_of(check) for check in CHECKS] == [()] * len(CHECKS)


@pytest.mark.parametrize(
    ("rows", "more", "words"),
    [
        ([("1003", "", 5, 0), ("4201", "存款利息", 0, 4)], {}, "借贷不平"),
        ([("1003", "", 5, 0), ("4201", "假期利息", 0, 5)], {}, "没有明细“假期利息”"),
        ([("1003", "", 5, 0), ("5102", "", 0, 5)], {}, "不能使用科目"),
        ([("1003", "", 5, 0), ("4201", "存款利息", 0, 5)], {"account": "4201"}, "单据却不是它出具的"),
        ([("1003", "", 5, 0), ("4201", "存款利息", 0, 5)], {"reference": ""}, "没有填写单据号"),
        ([("1003", "", 5, 0), ("4201", "存款利息", 0, 5)], {"on": "2023-04-30"}, "还没有建账"),
        ([("1003", "", 5, 0), ("4201", "存款利息", 0, 5)], {"on": "2023-06-03"}, "晚于今天"),
        ([("1004", "", 0, 10**9), ("5401", "其他", 10**9, 0)], {"account": "1004"}, "余额不足"),
        ([("1003", "", 5, 0), ("4201", "", 0, 5)], {"kind": "correct", "wrong_month": "2023-05", "wrong_number": "1"}, "不能手工更正"),
        ([("1003", "", 5, 0), ("4201", "", 0, 5)], {"kind": "correct", "wrong_month": "2023-05", "wrong_number": "9"}, "没有第9号凭证"),
        ([("1003", "", 5, 0), ("4201", "", 0, 5)], {"kind": "correct"}, "没有填写被更正凭证的会计期间"),
    ],
)
def test_a_manual_voucher_that_cannot_be_is_refused(county: County, rows: list[Any], more: dict[str, Any], words: str) -> None:
    refused(county, "enter_voucher", voucher_of(*rows, **{"paper": "银行回单", "reference": "B1", "account": "1003"} | more), words)


def test_a_wrong_voucher_is_put_right_in_one_act_on_the_same_slip(county: County) -> None:
    wrong = book("interest_1003", 500, date(2023, 5, 8), "LX1")
    asked = voucher_of(
        ("1003", "", 50, 0), ("4201", "存款利息", 0, 50), kind="correct", memo="利息", wrong_month="2023-05", wrong_number=str(wrong.number)
    )
    shown = actions.preview("enter_voucher", asked, day=JUNE_2)
    right, _ = books.voucher(carried(county, "enter_voucher", asked))

    kept = books.slip_of(right.pk)
    assert Change("原借 财政专户存款", "5.00 元", "红字 -5.00 元") in shown
    assert kept is not None and (kept.number, kept.amount_fen, right.memo) == ("LX1", 50, "订正5月8日凭证：利息")
    assert -books.booked_item(SCHEME, "4201", "deposit") == 50
    assert books.income_statement_of(SCHEME, MAY)[4].first_fen == 50
    assert [problems_of(check) for check in CHECKS] == [()] * len(CHECKS)


def test_money_on_hold_is_sent_back_or_taken_as_income_never_more_than_lies_there(county: County) -> None:
    book("on_hold", 90_00, date(2023, 5, 8), "DC1")
    back = {"what": "on_hold_back", "reason": "汇错，原路退回"} | slip("30.00", "TH1")
    refused(county, "clear_suspense", back | {"amount_fen": "90.01"}, "账上只有 90.00 元可以清理")
    carried(county, "clear_suspense", back)
    gain = {"what": "on_hold_unpayable", "reason": "公告两年无人认领"} | slip("60.00", "某财函〔2023〕3号")
    carried(county, "clear_suspense", gain)
    advance = book("advance", 12_00, date(2023, 5, 9), "YF1")
    carried(county, "clear_suspense", {"what": "advance_bad", "reason": "对方破产终结"} | slip("12.00", "某财函〔2023〕4号"))

    assert advance.pk and books.balance_of(SCHEME, "2001") == 0 and books.balance_of(SCHEME, "1101") == 0
    assert -books.booked_item(SCHEME, "4501", "unpayable") == 60_00 and books.booked_item(SCHEME, "5401", "bad") == 12_00
    number = str(books.vouchers(SCHEME)[0].number)
    carried(county, "reverse_voucher", {"month": "2023-05", "number": number, "on": "2023-05-31", "reason": "批文作废"})
    assert books.balance_of(SCHEME, "1101") == 12_00
    assert [problems_of(check) for check in CHECKS] == [()] * len(CHECKS)


@pytest.mark.slow
def test_a_report_is_kept_as_it_was_and_one_put_right_is_a_new_version(county: County) -> None:
    book("interest_1003", 500, date(2023, 5, 8), "LX1")
    asked = {"span": "month", "month": "2023-05", "open": "private"}
    refused(county, "issue_fund_report", asked, "还没有结账")
    reconcile(MAY)
    carried(county, "close_month", {"month": "2023-05"})
    refused(county, "issue_fund_report", asked | {"span": "quarter"}, "不是季报的末月")
    refused(county, "issue_fund_report", asked | {"open": "public"}, "没有填写网址")
    shown = actions.preview("issue_fund_report", asked, day=JUNE_2)
    carried(county, "issue_fund_report", asked)
    carried(county, "issue_fund_report", asked | {"open": "public", "address": "某县政府网站", "note": "更正附注"})

    first, second = sorted(reports.reports(SCHEME), key=lambda row: row.version)
    content = reports.content_of(second)
    assert Change("一、基金收入", "未上报", "5.00 元") in shown
    assert (first.version, second.version, second.address) == (1, 2, "某县政府网站")
    assert content["names"] == ["会社保01表", "会社保02表"] and content["columns"] == ["本月数", "本年累计数"]
    assert content["assets"][-1][3] == content["claims"][-1][3] == books.balance_sheet_of(SCHEME, MAY).assets[-1].second_fen
    assert [title for title, _ in content["notes"]][:2] == ["编制基础和会计政策", "基金结余和可支付月数"]
    assert problems_of("fund.reports") == ()


def test_the_annuitys_ledger_opens_collects_remits_closes_and_reports_on_its_own_forms(county: County) -> None:
    opened = {"scheme": "annuity", "month": "2023-05", "balance_1006": "100.00"}
    refused(county, "open_books", opened | {"balance_1003": "1.00"}, "没有科目")
    carried(county, "open_books", opened, date(2023, 5, 2))
    fees = {"scheme": "annuity", "what": "annuity_fees", "beside_fen": "800.00"} | slip("1200.00", "GJ-1")
    refused(county, "record_receipt", fees | {"what": "fees_treasury"}, "职业年金没有“税务征收的保险费入国库”")
    refused(county, "record_receipt", fees | {"beside_fen": "1200.01"}, "应是单据金额的一部分")
    shown = actions.preview("record_receipt", fees, day=JUNE_2)
    carried(county, "record_receipt", fees)
    carried(county, "remit_upward", UP | {"scheme": "annuity"})
    carried(county, "remit_upward", {"scheme": "annuity", "what": "paid", "number": "省社〔2023〕5号"} | slip("1000.00", "GJ-2"))
    reconcile(MAY, scheme="annuity")
    carried(county, "close_month", {"scheme": "annuity", "month": "2023-05"})
    carried(county, "issue_fund_report", {"scheme": "annuity", "span": "month", "month": "2023-05", "open": "private"})

    (report,) = reports.reports("annuity")
    content = reports.content_of(report)
    assert Change("贷", "职业年金缴费收入—单位缴费—非财政全额供款单位缴费", "800.00 元") in shown
    assert content["names"] == ["会职金01表", "会职金02表"]
    assert [row[2] for row in content["income"] if row[0] in ("职业年金缴费收入", "上解上级支出")] == [1200_00, 1000_00]
    assert books.balance_of("annuity", "1006") == books.balance_of("annuity", "3001") == 300_00
    assert [problems_of(check) for check in (*CHECKS, "fund.chart", "payout.books", "accounts.pensions")] == [()] * (len(CHECKS) + 3)


def test_what_one_side_had_alone_is_kept_with_its_owner_and_day_and_pointed_out_when_it_stands_too_long(county: County) -> None:
    row = {"on": "2023-05-31", "number": "LX2", "in_fen": 7_00}
    may = {
        "account": "1004",
        "month": "2023-05",
        "balance_fen": 10**7 + 7_00,
        "rows": [row],
        "reason": "利息单次月到",
        "owner": "出纳",
        "due_on": "2023-06-10",
    }
    carried(county, "reconcile_account", may)
    august = {
        "account": "1004",
        "month": "2023-08",
        "balance_fen": 10**7 + 8_00,
        "rows": [{"on": "2023-08-31", "number": "LX3", "in_fen": 1_00}],
    }
    shown = actions.preview("reconcile_account", august | {"reason": "x", "owner": "出纳", "due_on": "2023-09-10"}, day=date(2023, 9, 2))

    (item,) = statements.open_items(SCHEME, "1004", MAY)
    assert (item.side, item.number, item.fen, item.owner, item.due_on) == ("bank", "LX2", 7_00, "出纳", date(2023, 6, 10))
    assert [change.what for change in shown if "已超过 2 个月" in change.what] == ["对账单有、账上未记：收（已超过 2 个月）"]


def test_books_of_the_injury_fund_take_over_a_reserve_and_set_more_aside(county: County) -> None:
    open_books("work_injury", MAY, date(2023, 5, 1), {"1003": 500_00, "3201": 100_00}, by=By(None, date(2023, 5, 1)))
    carried(county, "record_receipt", {"scheme": "work_injury", "what": "reserve_set"} | slip("40.00", "某财函〔2023〕5号"))

    sheet = books.balance_sheet_of("work_injury", MAY)
    assert {row.title: row.second_fen for row in sheet.claims if row.depth} == {
        "暂收款": 0,
        "借入款项": 0,
        "一般基金结余": 360_00,
        "储备金结余": 140_00,
    }
    assert sheet.difference_fen == 0 and problems_of("fund.position") == ()
