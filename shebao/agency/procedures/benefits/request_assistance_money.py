"""Claims on the budget for subsidies and contributions paid by the state (代缴与补贴资金请拨及到账核对): a register until money comes on its slip.

A claim is never booked: the fund's books know the money when the fiscal account's slip is there. What a claim asks for is held
against the rows that say who was subsidised.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from shebao.agency.contributions import queries as contributions
from shebao.agency.fund import actions as fund
from shebao.agency.fund import orders
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.books.level_money import book_money, show_money
from shebao.agency.procedures.books.slip_fields import COUNTERPARTY, ON, PAGES, REFERENCE, SCANS, check_slip, need, optional
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.core.books.events import event

KEY = "request_assistance_money"
TITLE = "代缴与补贴资金请拨及到账核对"
LAW = "社会保险基金财务制度（财社〔2017〕144号）；社会保险基金会计制度（财会〔2017〕28号）4101；国发〔2014〕8号（未核对原文）"
WORKING_DAYS = None
RISK = "high"
RESULT = "请款报告、到账核对表"
REVERSAL = "没有到账的办理“作废请款”；到账记错的办理“冲销凭证”，再凭正确的单据登记。"
AREA = "fund"
CLAIM, ARRIVED, CANCEL = "claim", "arrived", "cancel"
STEPS = ((CLAIM, "请款"), (ARRIVED, "财政款到账"), (CANCEL, "作废请款"))
LEVELS = (("central", "中央"), ("province", "省级"), ("city", "市级"), ("county", "县级"))


class Item(NamedTuple):
    """What is claimed: its title, the movement it is booked as, and the part of contributions that says how much is due ("": none)."""

    title: str
    movement: str
    part: str = ""


ITEMS = {
    "contribution": Item("缴费补贴", "subsidy_contribution", "subsidy"),
    "assisted": Item("代缴", "assisted", "assisted"),
    "basic": Item("基础养老金", "subsidy"),
    "funeral": Item("丧葬补助", "subsidy_fund"),
}
FIELDS = (
    Field("what", "办什么", "choice", choices=STEPS),
    Field("number", "请款文号", longest=60, help="每一级每一项一份；到账、作废时填同一文号"),
    Field("item", "项目", "choice", required=False, choices=tuple((key, item.title) for key, item in ITEMS.items()), help="请款时填写"),
    Field("level", "资金级次", "choice", required=False, choices=LEVELS, help="请款时填写"),
    Field("year", "年度", "year", required=False, help="请款时填写"),
    Field("heads", "人数", "number", required=False, help="请款时填写，与名单一致"),
    Field("amount_fen", "金额（元）", "yuan", required=False, help="请款的应收金额；到账时照单据填写"),
    optional(ON, "到账时填写"),
    optional(REFERENCE, "到账时照单据填写"),
    COUNTERPARTY,
    PAGES,
    Field("reason", "说明", required=False, longest=100, help="作废的写明原因"),
    SCANS,
)
_BY_NAME = {field.name: field for field in FIELDS}


def check(payload: Payload, day: date) -> Payload:
    """Refused for more people or money than the rows say, for a claim entered before, and for money beyond a claim."""
    step = payload["what"]
    if step == CANCEL:
        need(payload, (_BY_NAME["reason"],), "作废")
    elif step == CLAIM:
        need(payload, tuple(_BY_NAME[name] for name in ("item", "level", "year", "heads", "amount_fen")), "请款")
        _check_due(payload)
    else:
        need(payload, (_BY_NAME["amount_fen"], ON, REFERENCE), "到账")
        check_slip(payload, RESIDENT, day)
    simulated(lambda: _do(payload, By(None, day)), lambda: None)
    return payload


def _check_due(payload: Payload) -> None:
    """Of what the contributions of the year make due."""
    item, said = ITEMS[payload["item"]], _due(payload)
    if said is None:
        return
    people, fen = said
    asked = _asked(payload)
    if payload["heads"] > people:
        refuse(
            "procedures.budget",
            f"{payload['year']} 年度{item.title}名单是 {people:,} 人，请款 {payload['heads']:,} 人",
            "请照名单填写。",
            "heads",
        )
    if asked + payload["amount_fen"] > fen:
        refuse(
            "procedures.budget",
            f"{payload['year']} 年度{item.title}按缴费记录应收 {grouped(fen)} 元，各级已请 {grouped(asked)} 元，再请 {grouped(payload['amount_fen'])} 元",
            "请核对级次和金额；名单有误的先更正。",
            "amount_fen",
        )


def _due(payload: Payload) -> tuple[int, Fen] | None:
    """(people, fen) that the rows of a year's contributions make due; None where no row says it."""
    part = ITEMS[payload["item"]].part
    if not part:
        return None
    rows = [row for row in contributions.totals(RESIDENT, payload["year"]).values() if row[f"{part}_fen"]]
    return sum(row["people"] for row in rows), sum(row[f"{part}_fen"] for row in rows)


def _head(payload: Payload) -> str:
    return f"{payload['year']} 年度{ITEMS[payload['item']].title}"


def _asked(payload: Payload) -> Fen:
    """What standing claims of all levels ask for the same item and year."""
    rows = orders.orders(RESIDENT, kind=orders.BUDGET, most=10_000)
    return sum(row.amount_fen for row in rows if not row.cancelled and row.reason.startswith(_head(payload) + "，"))


def _movement(row: orders.OrderRow) -> str:
    """The kind of movement that a claim's money is booked as."""
    return next(item.movement for item in ITEMS.values() if row.reason.partition("，")[0].endswith(f"年度{item.title}"))


def preview(payload: Payload) -> list[Change]:
    """The claim against the rows and the claims before it, or the entry of what arrived and what is still to come."""
    if payload["what"] == CLAIM:
        said = _due(payload)
        due = f"{said[0]:,} 人 {grouped(said[1])} 元" if said else "由待遇发放测算，照测算表填写"
        return [
            Change(
                "应收登记",
                f"各级已请 {grouped(_asked(payload))} 元",
                f"{payload['number']}：{_text(payload)}，{grouped(payload['amount_fen'])} 元",
            ),
            Change("按名单应收", "", due),
            Change("记账", "", "不记账；财政款到账时凭单据记"),
        ]
    row = orders.order(RESIDENT, orders.BUDGET, payload["number"])
    if payload["what"] == CANCEL:
        return [Change(f"财政请款 {row.number}", f"{grouped(row.amount_fen)} 元，未到账", f"作废：{payload['reason']}")]
    booked = By(None, date.fromisoformat(payload["on"]))
    return show_money(payload, RESIDENT, row, event(_movement(row)), lambda: _do(payload, booked), False)


def apply(payload: Payload, *, by: By) -> Any:
    """The claim's id, or the voucher's."""
    return _do(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{dict(STEPS)[payload['what']]} {payload['number']}" + (f"：{_text(payload)}" if payload["what"] == CLAIM else "")


def _text(payload: Payload) -> str:
    return f"{_head(payload)}，{dict(LEVELS)[payload['level']]}，{payload['heads']:,} 人"


def _do(payload: Payload, by: By) -> Any:
    if payload["what"] == CLAIM:
        month = payload["year"] * 100 + 12
        return fund.place_order(RESIDENT, orders.BUDGET, payload["number"], month, payload["amount_fen"], by=by, reason=_text(payload))
    row = orders.order(RESIDENT, orders.BUDGET, payload["number"])
    if payload["what"] == CANCEL:
        return fund.cancel_order(row, payload["reason"], by=by)
    return book_money(payload, row, event(_movement(row)), by=by, back=False)
