"""Setting somebody's password anew (重置密码): the system post asks and says how the person was recognised, another post agrees."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.staff import actions as staff_actions
from shebao.agency.staff import queries as staff

KEY = "reset_password"
TITLE = "重置密码"
LAW = "社会保险经办条例（国令第765号）第36条、第37条；人社厅发〔2021〕64号：授权须经复核，不得一人办结"
WORKING_DAYS = None
RISK = "low"
AREA = "staff"
FIELDS = (
    Field("username", "登录名"),
    Field("evidence", "怎样核实是本人", help="例如：本人持工作证到场"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for an account that is unknown or closed."""
    staff_actions.check_reset(staff.member_id(payload["username"]))
    return payload


def preview(payload: Payload) -> list[Change]:
    """What follows from it for the member."""
    member = staff.member_id(payload["username"])
    name = staff.names([member])[member]
    return [
        Change(f"{name}的密码", "忘记", "由系统管理岗重置一次，当面交给本人"),
        Change("复核、审批", "", f"重置后 {staff_actions.CYCLE_DAYS} 天内不能办理"),
        Change("怎样核实是本人", "", payload["evidence"]),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the second person's word; the password itself is set and shown on the page of the members."""
    member = staff.member_id(payload["username"])
    return staff_actions.grant_reset(member, asked_by=matters.maker_of(by.matter), by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open request a member."""
    return "member", staff.member_id(payload["username"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{payload['username']}"
