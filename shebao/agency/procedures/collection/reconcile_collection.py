"""Reconciling a month of collection (社保、税务、国库、财政三方对账): what three others say on paper against receipts and books."""

from __future__ import annotations

from datetime import date

from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations import queries
from shebao.agency.declarations.actions import Compared
from shebao.agency.declarations.kinds import CAUSES, OWNER, SIDES
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.fund import statements
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.staff.posts import title_of
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import first_day, last_day, month_title
from shebao.core.books.entries import TREASURY_ACCOUNT

KEY = "reconcile_collection"
TITLE = "三方对账"
LAW = "社会保险经办条例（国令第765号）第41条；社会保险费征缴暂行条例 第15条"
WORKING_DAYS = None
RISK = "high"
RESULT = "三方对账表"
REVERSAL = "对账有误的，再交一次同月的对账，新的一版代替旧的一版，各版都保留。"
AREA = "collection"
FIELDS = (
    Field("scheme", "险种", "choice", choices=tuple(INSURANCES.items())),
    Field("month", "月份", "month", help="已经结束的月份"),
    Field("tax_fen", "税务月报合计（元）", "yuan"),
    Field("treasury_fen", "国库分户账收入合计（元）", "yuan"),
    Field("fiscal_fen", "财政专户收款合计（元）", "yuan"),
    *(
        field
        for side, title in SIDES.items()
        for field in (
            Field(f"{side}_cause", f"{title}不一致的原因", "choice", required=False, choices=tuple(CAUSES.items())),
            Field(f"{side}_note", f"{title}：逐笔说明", required=False, longest=120),
        )
    ),
    scans_field("税务月报、国库对账单、财政专户对账凭证扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a month that has not ended, and for a difference without its cause."""
    if last_day(payload["month"]) > day:
        refuse("procedures.reconcile", f"{month_title(payload['month'])}还没有结束", "请在月末以后对账。", "month")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Each pair side by side, and the owner of what differs."""
    one, causes = _compared(payload), _causes(payload)
    pairs = {
        "tax": (one.tax_fen, one.received_fen),
        "treasury": (one.treasury_fen, one.booked_fen),
        "fiscal": (one.fiscal_fen, one.moved_fen),
        "transit": (one.booked_fen, one.moved_fen),
    }
    changes = []
    for side, (paper, ours) in pairs.items():
        text = "一致"
        if paper != ours:
            cause, note = causes[side]
            text = f"差 {grouped(paper - ours)} 元：{CAUSES[cause]}，{note}；由{title_of(OWNER)}处理"
        changes.append(Change(SIDES[side], f"{grouped(paper)} 元、{grouped(ours)} 元", text))
    open_ones = queries.open_sums().get(payload["scheme"])
    if open_ones:
        changes.append(Change("未了结的入库差异", "", f"{open_ones[0]:,} 笔，{grouped(open_ones[1])} 元，记在待认账"))
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """The id of the reconciliation."""
    return int(declarations.reconcile(payload["scheme"], payload["month"], _compared(payload), _causes(payload), by=by).pk)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{INSURANCES[payload['scheme']]} {month_title(payload['month'])}{TITLE}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open reconciliation a scheme and month."""
    return (f"reconcile_{payload['scheme']}"[:32], payload["month"])


def _compared(payload: Payload) -> Compared:
    """The papers as typed, our receipts, and what the books moved into and out of the treasury in the month."""
    month = payload["month"]
    received = queries.received(payload["scheme"], first_day(month), last_day(month))
    ours = received.unit_fen + received.person_fen + received.late_fee_fen + received.interest_fen
    moved = statements.movements(payload["scheme"], TREASURY_ACCOUNT, since=month, to=month)
    into, out = sum(row.fen for row in moved if row.fen > 0), -sum(row.fen for row in moved if row.fen < 0)
    return Compared(payload["tax_fen"], ours, payload["treasury_fen"], into, payload["fiscal_fen"], out)


def _causes(payload: Payload) -> dict[str, tuple[str, str]]:
    given = {side: (payload.get(f"{side}_cause", ""), payload.get(f"{side}_note", "")) for side in SIDES}
    return {side: pair for side, pair in given.items() if any(pair)}
