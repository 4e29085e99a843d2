"""Going on with a claim that was stopped (恢复领取失业保险金): the months kept, from the month it should not have been stopped or begins again."""

from __future__ import annotations

import json
from datetime import date

from shebao.agency.benefits import awards
from shebao.agency.benefits import queries as benefits
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import unemployment as scheme
from shebao.agency.store.columns import int_column
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.agency.unemployment.kinds import ending_title
from shebao.agency.unemployment.queries import ClaimRow
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import Month, month_of, month_text

from ._claims import obstacles

KEY = "resume_unemployment"
TITLE = "恢复领取失业保险金"
LAW = "社会保险法 第四十六条；失业保险条例 第十七条"
WORKING_DAYS = 10
RISK = "high"
RESULT = "恢复领取失业保险金告知书"
REVERSAL = "恢复有误的，办理“停领失业保险金”，多发的按多发追回。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("from_month", "恢复领取月", "month", help="错停的填错停的那个月；刑满、退役的填重新登记失业的月份"),
    Field("reason", "恢复原因", longest=160),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where no months are kept, where the month lies before the stop, or where something stands that excludes the claim."""
    claim, month = _stopped(payload["person_id"]), payload["from_month"]
    if not claim.last_month < month <= month_of(day):
        refuse("procedures.resume", f"恢复月应在停领（{month_text(claim.last_month)} 止）以后、本月以前", "请核对月份。", "from_month")
    why = obstacles([claim], month).get(claim.person_id)
    if why:
        refuse("procedures.resume", f"{people.person(claim.person_id).name}{why}", "请先办结那边的事项。", "person_id")
    payload["accepted_on"], payload["month"] = day.isoformat(), month_of(day)
    simulated(lambda: _resume(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The months that go on, and what is paid back."""
    claim = _stopped(payload["person_id"])
    return [
        Change(
            "失业保险金",
            f"{month_text(claim.last_month)} 止，{ending_title(claim.end_reason)}",
            f"{month_text(payload['from_month'])} 起恢复",
        ),
        Change("领取期限", "", f"保留的 {claim.kept} 个月"),
        Change("月标准", f"{grouped(claim.monthly_fen)} 元", "照上次核定的事实和现行标准重新计算"),
        *(
            Change("多发待遇", f"{grouped(row.left_fen)} 元", "撤销：这些月份照领")
            for row in _wrongly_owed(claim.person_id, payload["from_month"])
        ),
        Change("原因", "", payload["reason"]),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the claim that goes on."""
    return _resume(payload, by)


def _stopped(person_id: int) -> ClaimRow:
    claim = known.claim_of(person_id)
    if claim is None or not claim.last_month or not claim.kept:
        refuse("procedures.resume", f"{people.person(person_id).name}没有保留的领取月数", "请核对人员；在领的不需要恢复。", "person_id")
    return claim


def _wrongly_owed(person_id: int, month: Month) -> list[runs.DebtState]:
    """Debts of months that are claimed after all: the stop that opened them was an error."""
    debts = runs.debts_of(person_id, scheme.KEY)
    return debts if debts and all(row.first_month >= month for row in debts) else []


def _resume(payload: Payload, by: By) -> int:
    claim = _stopped(payload["person_id"])
    month: Month = payload["from_month"]
    decision = benefits.decision(int(awards.in_force(int_column([claim.person_id]), scheme.KEY, month).decision_id[0]))
    inputs = json.loads(decision["inputs"]) | {"month": month_text(month), "unused_months": "0"}
    if "months_by_hand" in inputs:
        inputs["months_by_hand"] = str(claim.kept)
    if _wrongly_owed(claim.person_id, month):
        payout.cancel_debts(claim.person_id, scheme.KEY, payload["reason"], by=by)
    awarded = scheme.award(inputs, installation.place(), parameters.known_on(date.fromisoformat(payload["accepted_on"])))
    row = claims.NewClaim(
        claim.person_id, claim.employer_id, claim.left_on, claim.reason, claim.registered_on, claim.category,
        claim.paid_months, claim.kept, claim.kept, month,
    )  # fmt: skip
    return claims.open_claim(row, awarded, payload["month"], by=by)
