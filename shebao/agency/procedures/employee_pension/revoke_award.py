"""Revoking a standing award before anything was paid (撤销核定): the benefit ends as if it had never begun; a new claim may follow."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import queries as benefits
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.employee import TITLE as OF_EMPLOYEES
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.agency.schemes.public_institution import TITLE as OF_PUBLIC
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_text

KEY = "revoke_award"
TITLE = "撤销未发放的养老待遇核定"
LAW = "社会保险经办条例（国令第765号）第46条"
WORKING_DAYS = None
RISK = "high"
RESULT = "撤销核定告知书"
REVERSAL = "撤销以后可以重新申领、重新核定；撤销的核定保留在记录里。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("scheme", "险种", "choice", choices=((EMPLOYEE, OF_EMPLOYEES), (PUBLIC, OF_PUBLIC))),
    Field("why", "撤销原因", longest=200),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing is in payment, and once anything was sent to the bank: then it is corrected."""
    person, scheme = people.person(payload["person_id"]), payload["scheme"]
    if not benefits.in_state_among(int_column([person.id]), scheme, "active", "suspended").size:
        refuse("procedures.revocation", f"{person.name}没有{schemes.title(scheme)}的在发待遇", "请核对人员和险种。", "person_id")
    if any(line.scheme == scheme for line in payout.lines_of_person(person.id)):
        refuse("procedures.revocation", f"{person.name}的待遇已经列入发放", "已经发放的不能撤销，请办理更正核定。", "person_id")
    return payload


def preview(payload: Payload) -> list[Change]:
    """The award that is taken away."""
    award = history.award_of(payload["person_id"], payload["scheme"])
    was = f"自 {month_text(award['from_month'])} 起每月 {grouped(award['total_fen'])} 元"
    return [Change(schemes.title(payload["scheme"]), was, "撤销，没有发放过；可以重新申请核定")]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the end."""
    check(payload, by.day)
    award = history.award_of(payload["person_id"], payload["scheme"])
    start = award["from_month"]
    one = int_column([payload["person_id"]])
    return benefit_actions.end(one, payload["scheme"], add_months(start, -1), "granted_in_error", by=by, month=start)
