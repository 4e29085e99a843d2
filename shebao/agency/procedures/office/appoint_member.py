"""Giving a member of staff a post (岗位任命): asked for by the system post, looked at by inspection, decided by the rights post."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.staff import actions as staff_actions
from shebao.agency.staff import queries as staff
from shebao.agency.staff.posts import right_title, rulebook, title_of
from shebao.base.finding import refuse

KEY = "appoint_member"
TITLE = "岗位任命"
LAW = "社会保险经办条例（国令第765号）第36条；人社厅发〔2021〕64号：申请、内控复核、审批后授权"
WORKING_DAYS = None
RISK = "high"
RESULT = "岗位任命通知"
REVERSAL = "任命有误的，再办理一次“岗位任命”，写明停任日期。"
AREA = "staff"
FIELDS = (
    Field("username", "登录名"),
    Field("post", "岗位", "choice", choices=tuple((post.key, post.title) for post in rulebook().posts.values())),
    Field("since", "任职日期", "date"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the account is unknown, holds the post already, or its person may not hold it beside another."""
    staff_actions.check_appointment(staff.member_id(payload["username"]), payload["post"])
    if date.fromisoformat(payload["since"]) < day:
        refuse("procedures.since", f"任职日期 {payload['since']} 早于受理日期 {day.isoformat()}", "任命不能倒签。", "since")
    return payload


def preview(payload: Payload) -> list[Change]:
    """The posts of the person, before and after, and the rights that are added."""
    member = staff.member_id(payload["username"])
    now = staff.posts_of(member)
    namesakes = staff.namesakes(member)
    warned = [Change("同名账号", "、".join(namesakes), "本人标识不同：请当面核实不是同一个人")] if namesakes else []
    added = sorted(rulebook().posts[payload["post"]].rights - staff.rights(member))
    return [
        Change("岗位", _listed(now), _listed(now | {payload["post"]})),
        Change("增加的权限", "", "、".join(map(right_title, added)) or "无"),
        *warned,
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the member."""
    member = staff.member_id(payload["username"])
    staff_actions.appoint(member, payload["post"], since=date.fromisoformat(payload["since"]), actor_id=by.member_id, matter_id=by.matter)
    return member


def subject(payload: Payload) -> tuple[str, int]:
    """One open appointment a member."""
    return "member", staff.member_id(payload["username"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{payload['username']}，{title_of(payload['post'])}"


def _listed(posts: frozenset[str]) -> str:
    return "、".join(post.title for post in rulebook().posts.values() if post.key in posts) or "无"
