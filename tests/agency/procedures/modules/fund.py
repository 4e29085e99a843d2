"""The fund's line: each module done from end to end by the posts of the fund's finance (and the approver), then undone its own way."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.fund import deposits, orders, reports
from shebao.agency.fund import queries as books
from shebao.agency.local_payments import queries as local
from shebao.agency.matters import attachments
from shebao.agency.procedures import actions
from tests.support.scans import picture
from tests.world.calendar import MAY
from tests.world.law import SCHEME
from tests.world.money import County, book, reconcile

WORLD = "paying"
JUNE_2 = date(2023, 6, 2)
ELSEWHERE = {
    "close_year": "close_month（12月的月末结账就是年末结转）和 issue_fund_report（年报就是决算报表）",
    "reconcile_bank": "reconcile_account",
}
"""Keys of the catalogue of matters that stand under another name here."""


def by_finance(county: County, key: str, payload: dict[str, Any], day: date = JUNE_2) -> Any:
    """Through the posts of the fund's finance, and the approver where three people decide."""
    posts = {"maker_id": "finance_maker", "reviewer_id": "finance_checker", "approver_id": "approver"}
    return actions.carry_through(key, payload, day=day, **{role: county.staff[post] for role, post in posts.items()})


def by_business(county: County, key: str, payload: dict[str, Any], day: date = JUNE_2) -> Any:
    """Through the three business posts."""
    posts = {"maker_id": "acceptance", "reviewer_id": "reviewer", "approver_id": "approver"}
    return actions.carry_through(key, payload, day=day, **{role: county.staff[post] for role, post in posts.items()})


def slip(fen: str, number: str, on: str = "2023-05-20") -> dict[str, Any]:
    """A slip's columns."""
    return {"amount_fen": fen, "on": on, "reference": number}


def cancelled(county: County, voucher_id: int) -> None:
    """A voucher of May cancelled in red."""
    voucher, _ = books.voucher(voucher_id)
    asked = {"scheme": voucher.scheme, "month": "2023-05", "number": str(voucher.number), "on": "2023-05-31", "reason": "登记错了"}
    by_finance(county, "reverse_voucher", asked)


def request_funds(county: County) -> None:
    """Asked, fed, partly sent back; another plan taken back before it was fed."""
    plan = {"what": "plan", "month": "2023-05", "amount_fen": "900.00", "benefits_fen": "900.00"}
    by_finance(county, "request_funds", plan | {"number": "用款1"})
    by_finance(county, "request_funds", {"what": "fed", "number": "用款1"} | slip("900.00", "HD1"))
    by_finance(county, "request_funds", {"what": "back", "number": "用款1"} | slip("100.00", "HD2"))
    by_finance(county, "request_funds", plan | {"number": "用款2"})
    by_finance(county, "request_funds", {"what": "cancel", "number": "用款2", "reason": "重报"})
    assert [(row.moved_fen, row.cancelled) for row in orders.orders(SCHEME)] == [(0, "重报"), (800_00, "")]


def remit_upward(county: County) -> None:
    """Ordered, paid, and some of it sent back by the superior."""
    by_finance(county, "remit_upward", {"what": "order", "number": "上解1", "month": "2023-05", "amount_fen": "500.00"})
    by_finance(county, "remit_upward", {"what": "paid", "number": "上解1"} | slip("500.00", "SJ1"))
    by_finance(county, "remit_upward", {"what": "back", "number": "上解1"} | slip("500.00", "SJ2"))
    assert books.booked_item(SCHEME, "5301", "") == 0


def request_superior_grant(county: County) -> None:
    """Asked, granted, arrived, and given back."""
    asked = {"what": "ask", "number": "缺口1", "month": "2023-05", "amount_fen": "500.00", "reason": "测算"}
    by_finance(county, "request_superior_grant", asked)
    notice = {"what": "grant", "number": "下拨1", "request": "缺口1", "month": "2023-05", "amount_fen": "400.00"}
    by_finance(county, "request_superior_grant", notice)
    by_finance(county, "request_superior_grant", {"what": "arrived", "number": "下拨1"} | slip("400.00", "BZ1"))
    by_finance(county, "request_superior_grant", {"what": "back", "number": "下拨1"} | slip("400.00", "BZ2"))
    assert books.booked_item(SCHEME, "4401", "") == 0


def record_term_deposit(county: County) -> None:
    """Made, and its voucher cancelled."""
    made = {
        "event": "made",
        "number": "DQ1",
        "on": "2023-05-04",
        "bank": "县农商行",
        "principal_fen": "9.00",
        "rate": "1.8",
        "ends": "2023-08-04",
    }
    voucher = by_finance(county, "record_term_deposit", made)
    assert deposits.standing_fen(SCHEME) == 9_00
    cancelled(county, voucher)
    assert deposits.standing_fen(SCHEME) == 0


def enter_voucher(county: County) -> None:
    """Entered by three with slip and scan, put right by another, and that one cancelled."""
    rows = [{"account": "1003", "debit_fen": 7_00}, {"account": "4501", "item": "违约金", "credit_fen": 7_00}]
    asked = {
        "rows": rows,
        "kind": "other",
        "on": "2023-05-20",
        "memo": "违约金",
        "why": "没有别的事项",
        "paper": "财政专户缴拨凭证",
        "reference": "CZ1",
        "account": "1003",
        "scans": [attachments.keep("单据.png", picture())._asdict()],
    }
    wrong, _ = books.voucher(by_finance(county, "enter_voucher", asked))
    rows = [{"account": "1003", "debit_fen": 6_00}, {"account": "4501", "item": "违约金", "credit_fen": 6_00}]
    right = asked | {"rows": rows, "kind": "correct", "wrong_month": "2023-05", "wrong_number": str(wrong.number)}
    cancelled(county, by_finance(county, "enter_voucher", right))
    assert books.booked_item(SCHEME, "4501", "penalty") == 0


def clear_suspense(county: County) -> None:
    """Money of unknown origin taken as income, and that taken back."""
    book("on_hold", 5_00, date(2023, 5, 8), "DC1")
    cancelled(county, by_finance(county, "clear_suspense", {"what": "on_hold_unpayable", "reason": "无人认领"} | slip("5.00", "批1")))
    assert books.balance_of(SCHEME, "2001") == 5_00


def record_receipt(county: County) -> None:
    """A receipt booked on its slip and cancelled."""
    cancelled(county, by_finance(county, "record_receipt", {"what": "subsidy"} | slip("5.00", "CZ1")))
    assert books.booked_item(SCHEME, "4101", "basic_pension") == 0


def set_budget(county: County) -> None:
    """The year's budget, and its adjustment in its place."""
    first = {"year": 2023, "kind": "first", "document": "某政函〔2023〕1号", "rows": [{"account": "5201", "amount_fen": 5_00}]}
    by_finance(county, "set_budget", first)
    by_finance(
        county,
        "set_budget",
        first | {"kind": "adjusted", "document": "某政函〔2023〕9号", "rows": [{"account": "5201", "amount_fen": 9_00}]},
    )
    assert books.budget(SCHEME, 2023) == {("5201", ""): 9_00}


def reconcile_account(county: County) -> None:
    """A statement entered, and a right one in its place."""
    row = {"on": "2023-05-31", "number": "LX1", "in_fen": 1_00}
    asked = {
        "account": "1004",
        "month": "2023-05",
        "balance_fen": "100001.00",
        "rows": [row],
        "reason": "次月到",
        "owner": "出纳",
        "due_on": "2023-06-10",
    }
    by_finance(county, "reconcile_account", asked)
    by_finance(county, "reconcile_account", asked | {"owner": "会计"})


def issue_fund_report(county: County) -> None:
    """A closed month's report, and a second version in its place."""
    book("interest_1003", 5_00, date(2023, 5, 8), "LX1")
    reconcile(MAY)
    by_finance(county, "close_month", {"month": "2023-05"})
    asked = {"span": "month", "month": "2023-05", "open": "private"}
    by_finance(county, "issue_fund_report", asked)
    by_finance(county, "issue_fund_report", asked | {"note": "更正"})
    assert [row.version for row in reports.reports(SCHEME)] == [2, 1]


def record_local_money(county: County) -> None:
    """The county's money arrived and went back to it."""
    asked = {"item": "heating", "kind": "arrived", "month": "2023-05"} | slip("5.00", "D1")
    by_finance(county, "record_local_money", asked)
    by_finance(county, "record_local_money", asked | {"kind": "given_back", "reference": "J1"})
    assert local.held_fen("heating") == 0


MODULES = (
    ("request_funds", request_funds, "request_funds"),
    ("remit_upward", remit_upward, "remit_upward"),
    ("request_superior_grant", request_superior_grant, "request_superior_grant"),
    ("record_term_deposit", record_term_deposit, "reverse_voucher"),
    ("enter_voucher", enter_voucher, "reverse_voucher"),
    ("clear_suspense", clear_suspense, "reverse_voucher"),
    ("record_receipt", record_receipt, "reverse_voucher"),
    ("set_budget", set_budget, "set_budget"),
    ("reconcile_account", reconcile_account, "reconcile_account"),
    ("issue_fund_report", issue_fund_report, "issue_fund_report"),
    ("record_local_money", record_local_money, "record_local_money"),
)
