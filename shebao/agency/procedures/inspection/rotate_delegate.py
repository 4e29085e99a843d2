"""Rotation, standing in, handing over and keeping out (轮岗、代理授权、回避登记): rights follow the days, asked for, looked at and decided apart."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.staff import actions as staff_actions
from shebao.agency.staff import queries as staff
from shebao.agency.staff.posts import rulebook, title_of
from shebao.base.finding import refuse

KEY = "rotate_delegate"
TITLE = "轮岗、代理授权、回避登记"
LAW = "社会保险经办条例（国令第765号）第37条；会计法 第39条（财务岗位交接）"
WORKING_DAYS = None
RISK = "high"
RESULT = "岗位交接单"
REVERSAL = "代理可办本事项“提前结束代理”，权限当天恢复；轮岗、离岗有误的再办岗位任命；回避登记保留，由别人继续办理。"
AREA = "staff"
DEPUTISE, END, ROTATE, LEAVE, RECUSE = "deputise", "end", "rotate", "leave", "recuse"
WHAT = {DEPUTISE: "代理", END: "提前结束代理", ROTATE: "轮岗", LEAVE: "离岗交接", RECUSE: "回避"}
NEEDS: dict[str, tuple[str, ...]] = {
    DEPUTISE: ("username", "post", "deputy", "until"),
    END: ("swap_id",),
    ROTATE: ("username", "post", "to_post"),
    LEAVE: ("username", "post"),
    RECUSE: ("username", "matter_number"),
}
_POSTS = tuple((post.key, post.title) for post in rulebook().posts.values())
FIELDS = (
    Field("what", "事项", "choice", choices=tuple(WHAT.items())),
    Field("username", "登录名", required=False, help="离岗、轮岗、回避或被代理的人"),
    Field("post", "岗位", "choice", required=False, choices=_POSTS),
    Field("to_post", "轮到的岗位", "choice", required=False, choices=_POSTS, help="轮岗的填写"),
    Field("since", "自", "date"),
    Field("until", "至", "date", required=False, help="代理的填写，最长 30 天；到期权限自动恢复"),
    Field("deputy", "代理人登录名", required=False, help="代理期间代理人自己的岗位停用"),
    Field("matter_number", "办件编号", required=False, help="回避的填写，例如 2023-000123"),
    Field("swap_id", "代理编号", "number", required=False, help="“岗位和授权”页面上的编号"),
    Field("reason", "原因和交接清单", longest=200),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for what the choice needs and was not given, a day that is past, and everything the counter of staff refuses."""
    labels = {field.name: field.label for field in FIELDS}
    for name in NEEDS[payload["what"]]:
        if payload.get(name) in (None, ""):
            refuse("procedures.rotate", f"没有填写{labels[name]}", f"办理“{WHAT[payload['what']]}”要有{labels[name]}。", name)
    if date.fromisoformat(payload["since"]) < day:
        refuse("procedures.since", f"开始日 {payload['since']} 已经过去", "岗位变动不能倒签。", "since")
    payload["asked_on"] = day.isoformat()
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Whose posts are what, from when to when."""
    what, since = payload["what"], payload["since"]
    if what == END:
        row = _swap(payload)
        return [Change(f"第 {row.pk} 次代理：{title_of(row.post)}", f"至 {row.until.isoformat()}", "批准当天结束，权限恢复"), _why(payload)]
    name = staff.names([_member(payload)])[_member(payload)]
    if what == DEPUTISE:
        deputy = staff.names([_deputy(payload)])[_deputy(payload)]
        sleeping = "、".join(sorted(title_of(post) for post in staff.posts_of(_deputy(payload))))
        span = f"{since} 至 {payload['until']}"
        return [
            Change(f"“{title_of(payload['post'])}”由谁办", name, f"{deputy}，{span}"),
            Change(f"{deputy}自己的岗位", sleeping, "代理期间停用，到期自动恢复"),
            Change("代理人经办过的件", "", "本人受理、复核过的仍由别人决定"),
            _why(payload),
        ]
    if what == RECUSE:
        return [Change(f"办件 {payload['matter_number']}", f"{name}可以办理", "回避，不再复核或批准"), _why(payload)]
    after = f"{title_of(payload['to_post'])}" if what == ROTATE else "不再担任"
    return [Change(f"{name}的岗位", title_of(payload["post"]), f"{after}（自 {since}）"), _why(payload)]


def apply(payload: Payload, *, by: By) -> Any:
    """The entry of what was done."""
    what, since = payload["what"], date.fromisoformat(payload["since"])
    if what == END:
        return staff_actions.end_swap(payload["swap_id"], payload["reason"], by=by)
    member = _member(payload)
    if what == DEPUTISE:
        until = date.fromisoformat(payload["until"])
        new = staff_actions.NewSwap(member, _deputy(payload), payload["post"], since, until, payload["reason"])
        return staff_actions.deputise(new, by=by)
    if what == RECUSE:
        return staff_actions.recuse(member, _matter(payload), payload["reason"], by=by)
    staff_actions.relieve(member, payload["post"], until=since, actor_id=by.actor_id)
    to_post = payload["to_post"] if what == ROTATE else ""
    if to_post:
        staff_actions.appoint(member, to_post, since=since, actor_id=by.actor_id, matter_id=by.matter_id)
    new_one = staff_actions.NewHandOver(member, what, payload["post"], to_post, since, payload["reason"])
    return staff_actions.hand_over(new_one, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    who = payload.get("username") or f"第 {payload['swap_id']} 次代理"
    return f"{WHAT[payload['what']]}：{who}"


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open change a member; several may keep out of one matter."""
    if payload["what"] == END:
        return "swap", payload["swap_id"]
    return "member", _member(payload)


def count(payload: Payload) -> int:
    """Nobody's own matter."""
    return 0


def _why(payload: Payload) -> Change:
    return Change("原因和交接清单", "", payload["reason"])


def _member(payload: Payload) -> int:
    return staff.member_id(payload["username"])


def _deputy(payload: Payload) -> int:
    return staff.member_id(payload["deputy"])


def _swap(payload: Payload) -> Any:
    row = staff.swap(payload["swap_id"])
    if row is None:
        refuse("staff.swap", f"没有第 {payload['swap_id']} 次代理，或已经结束", "请在“岗位和授权”页面上看编号。", "swap_id")
    return row


def _matter(payload: Payload) -> int:
    key = matters.by_number(payload["matter_number"])
    if key is None:
        refuse("procedures.matter", f"没有办件 {payload['matter_number']}", "请核对办件编号。", "matter_number")
    return key
