"""A lump sum that ended the relation taken back before it is paid (撤回一次性领取): the account is whole, the insurance goes on."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import closing
from shebao.agency.benefits import conclusions
from shebao.agency.enrolment.actions import reopen
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of

from ._conclusions import SCHEME
from .exit_lump_sum import ENDED

KEY = "undo_exit"
TITLE = "撤回一次性领取"
LAW = "人社部令第13号 第三条；社会保险经办条例（国令第765号）第28条"
WORKING_DAYS = None
RISK = "high"
RESULT = "撤回一次性领取告知书"
REVERSAL = "撤回以后可以重新申请一次性领取。"
FIELDS = (
    Field("person_id", "人员", "person"),
    SCHEME,
    Field("reason", "撤回原因", longest=200),
    scans_field("本人申请扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing was to be paid, or a run pays it already."""
    _exit(payload)
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def _exit(payload: Payload) -> conclusions.Concluded:
    row = conclusions.standing(payload["person_id"], payload["scheme"], "exit")
    if row is None:
        refuse("procedures.exit", "没有等待支付的一次性领取", "请核对人员和险种。", "person_id")
    return row


def preview(payload: Payload) -> list[Change]:
    """What was to be paid, and what becomes of account and insurance."""
    row = _exit(payload)
    return [
        Change("一次性支付", f"{grouped(row.facts['fen'])} 元", "撤回，不再支付"),
        Change("个人账户", "已清户", "重新启用，余额退回"),
        Change("养老保险关系", "终止", "恢复，没有间断"),
        Change("撤回原因", "", payload["reason"]),
    ]


def apply(payload: Payload, *, by: By) -> None:
    """Cancel the payment, open the account, and go on with the insurance."""
    row, person, scheme = _exit(payload), payload["person_id"], payload["scheme"]
    payout.cancel_owed_for(payout.of_claim(row.id), scheme, payload["reason"], by=by)
    closing.undo_exit(person, scheme, month_of(by.day), payload["reason"], by=by)
    conclusions.withdraw_conclusion(person, scheme, "exit", payload["reason"], by=by)
    reopen([person], scheme, ENDED[row.facts["reason"]], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"
