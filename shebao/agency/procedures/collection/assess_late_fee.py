"""Late fees charged to an employer (滞纳金核定): by the day, counted by the system from terms and receipts, never typed."""

from __future__ import annotations

from datetime import date

from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations.actions.late_fees import Fee, late_fees
from shebao.agency.declarations.arrears import late_fees_of
from shebao.agency.declarations.kinds import MONTHLY
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_text

KEY = "assess_late_fee"
TITLE = "滞纳金核定"
LAW = "社会保险法 第86条：自欠缴之日起按日加收万分之五；行政强制法 第45条：不超过本金；工伤保险条例 第62条"
WORKING_DAYS = None
RISK = "high"
RESULT = "滞纳金核定单"
REVERSAL = "核定有误的再办一次，选“撤销一笔”，填滞纳金编号；再按正确的期限重新核定。"
CHARGE, CANCEL = "charge", "cancel"
MOST_SHOWN = 12
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("what", "办理事项", "choice", choices=((CHARGE, "核定"), (CANCEL, "撤销一笔"))),
    Field("to_on", "计至", "date", required=False, help="不填为今天；已经缴清的部分自动计到入库日"),
    Field("fee_number", "要撤销的滞纳金编号", "number", required=False, help="在单位页的滞纳金清单里"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a day to come, where nothing is late, and for a number that is none."""
    payload.setdefault("to_on", day.isoformat())
    if date.fromisoformat(payload["to_on"]) > day:
        refuse("procedures.late_fee", f"{payload['to_on']} 还没有到", "最多计到今天。", "to_on")
    if payload["what"] == CANCEL and not payload.get("fee_number"):
        refuse("procedures.late_fee", "没有填写要撤销的滞纳金编号", "请在单位页核对。", "fee_number")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Each principal with its days and fee, and the sum."""
    one = employers.employer(payload["employer_id"])
    head = Change("用人单位", "", f"{one.name}，{one.uscc}")
    if payload["what"] == CANCEL:
        fee = next((row for row in late_fees_of(one.id) if row.pk == payload["fee_number"]), None)
        return [
            head,
            Change("撤销", f"{INSURANCES[fee.scheme]} {month_text(fee.month)}" if fee else "", f"{grouped(fee.fee_fen) if fee else 0} 元"),
        ]
    fees = _fees(payload)
    rows = [
        Change(
            f"{INSURANCES[fee.scheme]} {month_text(fee.piece.month)}",
            f"本金 {grouped(fee.piece.principal_fen)} 元，{fee.piece.from_on.isoformat()} 到期",
            f"计至 {fee.piece.to_on.isoformat()}，{fee.days} 天，{grouped(fee.fee_fen)} 元",
        )
        for fee in fees[:MOST_SHOWN]
    ]
    more = [Change("其余", "", f"{len(fees) - MOST_SHOWN} 笔")] if len(fees) > MOST_SHOWN else []
    total = grouped(sum(fee.fee_fen for fee in fees))
    return [head, *rows, *more, Change("滞纳金合计", "", f"{total} 元，进统筹基金（其他收入），不入个人账户；到账照国库单据记账")]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the fees."""
    if payload["what"] == CANCEL:
        return declarations.cancel_late_fee(payload["employer_id"], payload["fee_number"], by=by)
    return declarations.charge_late_fees(payload["employer_id"], _fees(payload), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{employers.employer(payload['employer_id']).name}：{TITLE}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open charge an employer."""
    return ("employer", payload["employer_id"])


def _fees(payload: Payload) -> list[Fee]:
    return late_fees(payload["employer_id"], MONTHLY, date.fromisoformat(payload["to_on"]))
