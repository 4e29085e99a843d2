"""Taking a letter back, or refusing one (撤回或不予转移): nothing has moved yet."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.transfers import actions as transfers
from shebao.agency.transfers.kinds import STATES

from ._case import case_in, described, heading_of, subject
from ._packets import answer_to

__all__ = ["subject"]
KEY = "cancel_transfer"
TITLE = "撤回联系函或不予转移"
LAW = "国办发〔2009〕66号；人社厅发〔2019〕94号：不能转移的，10 个工作日内书面告知"
WORKING_DAYS = 10
RISK = "low"
RESULT = "撤回或不予转移告知书"
REVERSAL = "撤回有误的，重新申请转入；不予转移有误的，请对方重新发联系函。"
FIELDS = (Field("case_id", "转移件编号", "number"), Field("reason", "原因", longest=160))


def check(payload: Payload, day: date) -> Payload:
    """Refused once a sheet was sent or received."""
    case_in(payload, "letter_sent", "letter_received")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The case that ends."""
    row = case_in(payload, "letter_sent", "letter_received")
    after = "撤回" if row.state == "letter_sent" else "不予转移，告知书随电子件发给对方"
    return [*described(row), Change("转移件", STATES[row.state].title, f"{after}：{payload['reason']}")]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the case."""
    row = case_in(payload, "letter_sent", "letter_received")
    if row.state == "letter_received":
        transfers.keep_packet(row.id, answer_to(row, "refusal", by.day, {"reason": payload["reason"]}), sent=True, by=by)
        transfers.step(row.id, "refused", by.day, payload["reason"], by=by)
    else:
        transfers.step(row.id, "withdrawn", by.day, payload["reason"], by=by)
    return row.id


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)
