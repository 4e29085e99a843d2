"""Undoing a record of the annuity that was wrong (撤销职业年金登记): accounts and register are as before, the voucher is cancelled by a red one."""

from __future__ import annotations

from datetime import date

from shebao.agency.annuity import actions as annuity
from shebao.agency.annuity.kinds import UNDONE
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.annuity_checks import ARRIVAL, POSTING, REMITTANCE
from shebao.agency.procedures.trial import simulated

from ._books import reverse

KEY = "undo_annuity"
TITLE = "撤销职业年金登记"
LAW = "国办发〔2015〕18号；会计基础工作规范 第五十一条；社会保险经办条例（国令第765号）第28条"
WORKING_DAYS = None
RISK = "high"
RESULT = "撤销登记告知书"
REVERSAL = "撤销有误的，重新办理原来的事项。"
AREA = "collection"
FIELDS = (
    Field("kind", "撤销哪一种", "choice", choices=tuple(UNDONE.items())),
    Field("record", "登记编号", "number", help="入账单、请款单、到款单、上解单或申领登记上的编号"),
    Field("reason", "撤销原因", longest=200),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)
_SOURCES = {"posting": POSTING, "arrival": ARRIVAL, "remittance": REMITTANCE}


def check(payload: Payload, day: date) -> Payload:
    """Refused where there is no such record, it was undone, something stands on it, or its voucher's year is closed."""
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is undone, and that its voucher is cancelled."""
    kind = payload["kind"]
    changes = [Change(f"{UNDONE[kind]}第 {payload['record']} 号", "有效", "撤销；原登记保留")]
    if kind in _SOURCES:
        changes.append(Change("凭证", "", "红字冲销，编在办结当月"))
    return [*changes, Change("撤销原因", "", payload["reason"])]


def apply(payload: Payload, *, by: By) -> None:
    """Take the record back, and cancel its voucher."""
    annuity.undo(payload["kind"], payload["record"], payload["reason"], by=by)
    if payload["kind"] in _SOURCES:
        reverse((_SOURCES[payload["kind"]], payload["record"]), by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a record."""
    return (f"annuity_{payload['kind']}", payload["record"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{UNDONE[payload['kind']]}第 {payload['record']} 号"
