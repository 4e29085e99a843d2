"""A disability allowance stopped (病残津贴停发): capacity is back, contributions began again, the term is over, or the legal age is reached."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.base.finding import refuse
from shebao.base.months import Month, add_months, month_of, month_text
from shebao.core.policy.calculation import calculate

from .decide_disability_allowance import _allowance_now

KEY = "end_disability_allowance"
TITLE = "病残津贴停发"
LAW = "人社部发〔2024〕72号：恢复缴费、复查不再符合条件的，次月起停发"
WORKING_DAYS = None
RISK = "high"
RESULT = "病残津贴停发告知书"
REVERSAL = "停发有误的，按原鉴定结论重新办理“病残津贴核定”。"
REASONS = (("recovered", "复查鉴定不再符合条件"), ("paying_again", "恢复缴费"))
_EVENTS = {"recovered": "reassessed_month", "paying_again": "contribution_resumed"}
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("reason", "停发原因", "choice", choices=REASONS),
    Field("event_month", "结论或恢复缴费的年月", "month"),
    Field("document", "依据", longest=100, help="复查结论文号，或恢复缴费的单位和月份"),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where no allowance is in payment, and for an event to come."""
    if not _allowance_now(payload["person_id"]):
        name = people.person(payload["person_id"]).name
        refuse("procedures.allowance", f"{name}没有在发的病残津贴", "请核对人员。", "person_id")
    if payload["event_month"] > month_of(day):
        refuse("procedures.allowance", "停发的事由还没有发生", "请核对年月。", "event_month")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def _last(payload: Payload) -> Month:
    facts = {_EVENTS[payload["reason"]]: month_text(payload["event_month"])}
    last: Month = calculate("disability_allowance_end", installation.place(), facts, parameters.places()).values["last_month"]
    return last


def preview(payload: Payload) -> list[Change]:
    """The last month paid, and that later months were overpaid."""
    last = _last(payload)
    return [
        Change("末次发放月份", "", month_text(last)),
        Change("停发", "在发", f"自 {month_text(add_months(last, 1))} 起停发；已经多发的须告知本人并追回"),
        Change("停发原因", "", f"{dict(REASONS)[payload['reason']]}（{payload['document']}）"),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the end."""
    return benefit_actions.end([payload["person_id"]], EMPLOYEE, _last(payload), payload["reason"], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"
