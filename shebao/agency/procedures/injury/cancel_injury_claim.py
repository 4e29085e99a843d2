"""Taking a decision back before anything of it was paid (撤销工伤待遇核定): what it owes, its awards, its claim, or a payable."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import queries as benefits
from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import CLAIMS, PAYABLES
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.procedures.injury_checks import PAYMENT, REPAYMENT, reversed_voucher
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_text

KEY = "cancel_injury_claim"
TITLE = "撤销工伤待遇核定"
LAW = "社会保险经办条例（国令第765号）第46条；工伤保险条例 第三十一条"
WORKING_DAYS = None
RISK = "high"
RESULT = "撤销工伤待遇核定告知书"
REVERSAL = "撤销有误的，重新办理原来的核定；票据可以重新交来。"
CLAIM, PAYABLE, PAID, REPAID = "claim", "payable", "payment", "repayment"
WHAT = {
    CLAIM: "待遇核定",
    PAYABLE: "应付机构款",
    PAID: "机构款的付款登记（凭证已冲销）",
    REPAID: "先行支付的偿还登记（凭证已冲销）",
}
FIELDS = (
    Field("what", "撤销什么", "choice", choices=tuple(WHAT.items())),
    Field("number", "编号", "number", help="待遇核定、应付款或偿还登记的编号，从案件页、协议机构页进入会自动填好"),
    Field("reason", "撤销原因", longest=200),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused once anything of it is in a run or was paid."""
    simulated(lambda: _cancel(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What was owed and awarded, and that it goes."""
    if payload["what"] == PAYABLE:
        row = injury.payable(payload["number"])
        return [
            Change(f"{PAYABLES[row.kind][0]}：{row.payee}", f"应付 {grouped(row.amount_fen)} 元（{row.what}）", "撤销"),
            Change("撤销原因", "", payload["reason"]),
        ]
    if payload["what"] in (PAID, REPAID):
        return [
            Change(WHAT[payload["what"]], f"第 {payload['number']} 号", "撤销，仍然待付或尚欠"),
            Change("撤销原因", "", payload["reason"]),
        ]
    claim = injury.claim(payload["number"])
    case = injury.case(claim.case_id)
    changes = [Change(f"{case.name}：{CLAIMS[claim.kind]}", f"{claim.decided_on.isoformat()} 核定", "撤销")]
    changes += [
        Change(f"应付{runs.DUE_KINDS[row.kind]}：{people.person(row.person_id).name}", f"{grouped(row.amount_fen)} 元", "撤销")
        for row in runs.dues_of_claims([claim.id], INJURY)
    ]
    for person in _awarded(claim):
        award = history.award_of(person, INJURY)
        was = f"自 {month_text(award['from_month'])} 起 {grouped(award['total_fen'])} 元/月"
        changes.append(Change(f"按月待遇：{people.person(person).name}", was, "撤销，没有发放过"))
    if claim.kind == "advance":
        changes.append(Change("追偿", f"{grouped(injury.advance(claim.id).left_fen)} 元", "撤销"))
    return [*changes, Change("撤销原因", "", payload["reason"])]


def apply(payload: Payload, *, by: By) -> None:
    """Take it back, the money first."""
    _cancel(payload, by)


def _cancel(payload: Payload, by: By) -> None:
    what, number, reason = payload["what"], payload["number"], payload["reason"]
    if what in (PAID, REPAID):
        if not reversed_voucher(PAYMENT if what == PAID else REPAYMENT, number):
            refuse("procedures.injury_claim", "这笔登记的凭证还没有冲销", "请先由基金财务办理“冲销凭证”，再撤销登记。", "number")
        undo = actions.undo_payment if what == PAID else actions.cancel_repayment
        undo(number, reason, by=by)
        return
    if what == PAYABLE:
        actions.cancel_payable(number, reason, by=by)
        return
    claim = injury.claim(payload["number"])
    if claim.kind == "disability" and len(injury.standing_claims(claim.case_id, "disability")) > 1:
        what = "这个案件核定过几次按月待遇，不能单独撤销一次"
        refuse("procedures.injury_claim", what, "请办理“撤回重新核定或调整”，或按正确的数再核定一次。", "number")
    payout.cancel_owed_for(payout.of_claim(claim.id), INJURY, payload["reason"], by=by)
    for person in _awarded(claim):
        _end(person, by)
    actions.cancel_claim(claim.id, payload["reason"], by=by)


def _awarded(claim: injury.ClaimRow) -> list[int]:
    """Who draws a monthly benefit because of a claim and stands in payment."""
    case = injury.case(claim.case_id)
    listed = {"disability": [case.person_id], "death": [row.person_id for row in injury.dependants(case.id)]}.get(claim.kind, [])
    return [int(person) for person in benefits.in_state_among(int_column(listed), INJURY, "active", "suspended")] if listed else []


def _end(person_id: int, by: By) -> None:
    if any(line.scheme == INJURY and line.kind in ("regular", "back_pay") for line in runs.lines_of_person(person_id)):
        what = f"{people.person(person_id).name}的按月待遇已经列入发放"
        refuse("procedures.injury_claim", what, "已经发放的不能撤销，请再核定一次立新版本，或办理资格变动。", "number")
    start = history.award_of(person_id, INJURY)["from_month"]
    benefit_actions.end(int_column([person_id]), INJURY, add_months(start, -1), "granted_in_error", by=by, month=start)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a claim or a payable."""
    return (payload["what"], payload["number"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    if payload["what"] == REPAID:
        return f"先行支付偿还登记第 {payload['number']} 号：{TITLE}"
    if payload["what"] in (PAYABLE, PAID):
        return f"{injury.payable(payload['number']).payee}：{TITLE}"
    return f"{injury.case(injury.claim(payload['number']).case_id).name}：{TITLE}"
