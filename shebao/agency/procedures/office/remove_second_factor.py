"""Taking a lost telephone's one-time codes away (解除动态码): the system post asks and says how the person was recognised, another post agrees."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.staff import queries as staff
from shebao.agency.staff import second_factor

KEY = "remove_second_factor"
TITLE = "解除动态码"
LAW = "社会保险经办条例（国令第765号）第36条、第37条；人社厅发〔2021〕64号：授权须经复核，不得一人办结"
WORKING_DAYS = None
RISK = "low"
RESULT = "动态码解除回执"
REVERSAL = "本人登录后在“动态码”里重新设置；不是本人要求的，立即报告安全审计岗。"
AREA = "staff"
FIELDS = (
    Field("username", "登录名"),
    Field("evidence", "怎样核实是本人", help="例如：本人持工作证到场"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for an account that is unknown or closed, and where there is nothing to take away."""
    second_factor.check_removal(staff.member_id(payload["username"]))
    return payload


def preview(payload: Payload) -> list[Change]:
    """What follows from it for the member."""
    member = staff.member_id(payload["username"])
    name = staff.names([member])[member]
    return [
        Change(f"{name}的动态码", "登录、签署时要填", "解除，只凭密码登录，直到本人重新设置"),
        Change("怎样核实是本人", "", payload["evidence"]),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry by which the codes are no longer asked for."""
    member = staff.member_id(payload["username"])
    return second_factor.remove(member, asked_by=matters.maker_of(by.matter), by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open request a member."""
    return "member", staff.member_id(payload["username"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{payload['username']}"
