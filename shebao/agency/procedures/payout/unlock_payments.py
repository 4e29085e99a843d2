"""Unlocking payments after a restore (恢复后解除发放锁定): the inspector says how files were reconciled, the approver decides."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs

KEY = "unlock_payments"
TITLE = "恢复后解除发放锁定"
LAW = "社会保险经办条例（国令第765号）第37条：高风险业务分级审核"
WORKING_DAYS = None
RISK = "low"
RESULT = "解除发放锁定审批单"
REVERSAL = "解除有误的，由技术人员再登记一次恢复，发放重新锁定。"
AREA = "guard"
FIELDS = (
    Field("finding", "核对结果", help="备份之后送出的银行文件怎样逐一核对，结果是什么"),
    scans_field("核对材料扫描件", "银行对账单、回盘登记；PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where payments are not locked or nobody says how the files were reconciled."""
    payout.check_unlock(payload["finding"])
    return payload


def preview(payload: Payload) -> list[Change]:
    """The lock, of which restore, on what finding."""
    number, locked = runs.epoch()
    return [
        Change("待遇发放", f"第 {number} 次恢复后{'锁定' if locked else '已解锁'}", "解除锁定，可以制盘、送盘"),
        Change("核对结果", "", payload["finding"]),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the unlocking."""
    return payout.unlock(payload["finding"], asked_by=matters.maker_of(by.matter), by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open request a restore."""
    return "epoch", runs.epoch()[0]
