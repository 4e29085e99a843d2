"""Using the fund's money (用款计划): a month's plan by purpose, asked of the finance bureau, and the feed that follows it on its slip.

A plan books nothing. What is asked is what the month needs beyond what lies in the expenditure account; over the budget, or
with much lying there already, it must say why.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.fund import actions as fund
from shebao.agency.fund import orders
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import queries as payout
from shebao.agency.procedures.books.ledger_field import LEDGER, ledger_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import month_title
from shebao.core.books.entries import EXPENDITURE_ACCOUNT
from shebao.core.books.events import event
from shebao.core.books.statements import hundredths

from .entry_preview import entry_preview
from .slip_fields import COUNTERPARTY, ON, PAGES, REFERENCE, SCANS, check_slip, need, optional, slip_of

KEY = "request_funds"
TITLE = "用款计划与财政专户拨款"
LAW = "社会保险法第六十八条；社会保险经办条例（国令第765号）第四十条；社会保险基金财务制度（财社〔2017〕144号）第四十一条"
WORKING_DAYS = None
RISK = "high"
RESULT = "用款申请书"
REVERSAL = "没有拨款的计划办理“作废计划”；拨来的款多了，办理“退回财政专户”，借财政专户存款、贷支出户存款。"
AREA = "fund"
PLAN, FED, BACK, CANCEL = "plan", "fed", "back", "cancel"
STEPS = ((PLAN, "申请用款"), (FED, "财政拨款到账"), (BACK, "退回财政专户"), (CANCEL, "作废计划"))
PURPOSES = (
    ("benefits_fen", "待遇支出"),
    ("transfers_fen", "转移支出"),
    ("refunds_fen", "退还保险费"),
    ("upward_fen", "上解上级"),
    ("others_fen", "其他支出"),
)
_MOVEMENTS = {FED: "feed", BACK: "feed_back"}
FIELDS = (
    LEDGER,
    Field("what", "办什么", "choice", choices=STEPS),
    Field("number", "计划文号", help="申请时自编，如“用款2023-05”；拨款、退回、作废时填已登记的文号", longest=60),
    Field("month", "用款月份", "month", required=False, help="申请时填写"),
    Field("amount_fen", "金额（元）", "yuan", required=False, help="申请时填申请额，拨款、退回时照单据填写"),
    *(Field(name, f"用途：{title}（元）", "yuan", required=False, help="申请时填写，没有的不填") for name, title in PURPOSES),
    optional(ON, "拨款、退回时填写"),
    optional(REFERENCE, "拨款、退回时照支出户回单填写"),
    COUNTERPARTY,
    PAGES,
    Field("reason", "说明", required=False, help="超过预算、支出户留存较多，或者作废的，写明原因"),
    SCANS,
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a plan without purposes or over the budget without a reason, and for money that no plan stands behind."""
    step, ledger = payload["what"], ledger_of(payload)
    if books.first_month(ledger) is None:
        refuse("procedures.funds", "还没有建账", "请先办理基金建账。", "scheme")
    if step == CANCEL:
        need(payload, (FIELDS[-2],), "作废")
    elif step == PLAN:
        need(payload, (FIELDS[3], FIELDS[4]), "申请用款")
        if not _uses(payload):
            refuse("procedures.funds", "没有填写用途", "请按待遇、转移、退费、上解分别填写金额。", PURPOSES[0][0])
        over = _over_budget(payload)
        if over > 0 and not payload.get("reason"):
            refuse("procedures.funds", f"支出将超过全年预算 {grouped(over)} 元", "请先办理预算调整，或写明原因。", "reason")
    else:
        need(payload, (FIELDS[4], ON, REFERENCE), "拨款和退回")
        check_slip(payload, ledger, day)
    simulated(lambda: _do(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Of a plan: each purpose, what lies in the expenditure account, the budget; of money: its entry and the plan it follows."""
    step, ledger = payload["what"], ledger_of(payload)
    if step == PLAN:
        return _preview_plan(payload, ledger)
    row = orders.order(ledger, orders.PLAN, payload["number"])
    if step == CANCEL:
        return [Change(f"用款计划 {row.number}", f"{grouped(row.amount_fen)} 元，未拨", f"作废：{payload['reason']}")]
    on, fen = date.fromisoformat(payload["on"]), payload["amount_fen"]
    lines = event(_MOVEMENTS[step]).lines(fen)
    left = row.left_fen + (fen if step == BACK else -fen)
    return [
        *entry_preview(payload, ledger, on, lines, lambda: _do(payload, By(None, on))),
        Change(
            f"用款计划 {row.number}", f"申请 {grouped(row.amount_fen)} 元，已拨 {grouped(row.moved_fen)} 元", f"还未拨 {grouped(left)} 元"
        ),
    ]


def apply(payload: Payload, *, by: By) -> Any:
    """The plan's id, or the voucher's."""
    return _do(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    fen = f"：{grouped(payload['amount_fen'])} 元" if payload.get("amount_fen") else ""
    return titled(payload, f"{dict(STEPS)[payload['what']]} {payload['number']}{fen}")


def _preview_plan(payload: Payload, ledger: str) -> list[Change]:
    month = payload["month"]
    held, uses = books.balance_of(ledger, EXPENDITURE_ACCOUNT), sum(fen for _, fen in _uses(payload))
    under_way = sum(run.amount_fen for run in payout.runs(ledger, month=month) if run.state not in ("settled", "discarded", "refused"))
    retained = orders.retained_months(ledger, month)
    rows = [Change(f"用途：{title}", "", f"{grouped(fen)} 元") for title, fen in _uses(payload)]
    rows.append(Change("支出户存款", f"{grouped(held)} 元", f"各项用途 {grouped(uses)} 元，缺 {grouped(max(uses - held, 0))} 元"))
    if retained is not None:
        rows.append(Change("支出户留存", "", f"够付约 {hundredths(retained)} 个月；当地规定留存几个月的，请核对"))
    if under_way:
        rows.append(Change(f"{month_title(month)}还没有结清的发放批次", "", f"{grouped(under_way)} 元"))
    rows.append(Change("申请财政专户拨款", "", f"{grouped(payload['amount_fen'])} 元，供{month_title(month)}使用"))
    over = _over_budget(payload)
    if over > 0:
        rows.append(Change("超过全年支出预算", f"{grouped(over)} 元", f"说明：{payload['reason']}"))
    elif payload.get("reason"):
        rows.append(Change("说明", "", payload["reason"]))
    return rows


def _uses(payload: Payload) -> list[tuple[str, Fen]]:
    return [(title, payload[name]) for name, title in PURPOSES if payload.get(name, 0) > 0]


def _over_budget(payload: Payload) -> Fen:
    """How much the year's expense with this plan is above its budget; nought where no expense was budgeted."""
    ledger, year = ledger_of(payload), payload["month"] // 100
    planned = sum(fen for (code, _), fen in books.budget(ledger, year).items() if code.startswith("5"))
    spent = books.statement_of(ledger, year * 100 + 1, year * 100 + 12).expense_fen
    return max(spent + sum(fen for _, fen in _uses(payload)) - planned, 0) if planned else 0


def _do(payload: Payload, by: By) -> Any:
    step, ledger = payload["what"], ledger_of(payload)
    if step == PLAN:
        uses, reason = _uses(payload), payload.get("reason", "")
        return fund.place_order(
            ledger, orders.PLAN, payload["number"], payload["month"], payload["amount_fen"], by=by, lines=uses, reason=reason
        )
    row = orders.order(ledger, orders.PLAN, payload["number"])
    if step == CANCEL:
        return fund.cancel_order(row, payload["reason"], by=by)
    movement = event(_MOVEMENTS[step])
    on = date.fromisoformat(payload["on"])
    return int(fund.book_order(row, movement.key, on, slip_of(payload, movement), by=by, back=step == BACK).pk)
