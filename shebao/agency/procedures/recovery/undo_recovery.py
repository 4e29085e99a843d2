"""Putting a step of recovery right that was entered in error (更正追回登记): what it took from the debt is owed again."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries
from shebao.agency.procedures.recovery_checks import reversed_voucher
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped

from ._debt import step_title

KEY = "undo_recovery"
TITLE = "更正追回登记"
LAW = "社会保险经办条例（国令第765号）第46条；会计基础工作规范（财政部令第98号）第五十一条"
WORKING_DAYS = None
RISK = "high"
RESULT = "更正通知"
REVERSAL = "更正有误的，把原来的一步重新登记一次。"
FIELDS = (
    Field("step_id", "经过编号", "number", help="债务页“经过”里那一步的编号"),
    Field("reason", "更正原因", longest=200),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a repayment whose voucher still stands."""
    step = queries.debt_step(payload["step_id"])
    if step is not None and step.kind == "repaid" and not reversed_voucher(step.debt.scheme, step.pk):
        refuse("procedures.undo", "这笔退回款的凭证还没有冲销", "请先由基金财务办理“冲销凭证”。", "step_id")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The step, and what is owed again."""
    step = queries.debt_step(payload["step_id"])
    assert step is not None
    row = queries.debt(step.debt_id)
    assert row is not None
    back = f"恢复 {grouped(step.amount_fen)} 元" if step.kind in ("repaid", "set_off", "written_off") else "不变"
    return [
        Change(f"{row.name}：{step_title(step.kind)}", f"{step.day.isoformat()} {step.document}", "更正，不再算数"),
        Change("尚欠", f"{grouped(row.left_fen)} 元", back),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the step that undoes."""
    return payout.undo_debt_step(payload["step_id"], payload["reason"], by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a step."""
    return ("debt_step", payload["step_id"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    step = queries.debt_step(payload["step_id"])
    return f"{TITLE}：{step_title(step.kind)}" if step else TITLE
