"""Announcing a round of certification (集中认证安排): of which scheme, from when to when, and the first-year rule that holds from it on;
and saying for how many months a certification holds in a scheme."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.certification import actions as certification
from shebao.agency.certification import queries as rounds
from shebao.agency.certification.actions import NewRound
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.scheme_field import SCHEME, scheme_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import title
from shebao.base.finding import refuse
from shebao.base.months import month_of, month_title

KEY = "plan_certification_round"
TITLE = "集中认证安排"
LAW = "社会保险经办条例（国令第765号）第26条；轮次和首次认证的月数是当地规定（未核对）"
WORKING_DAYS = None
RISK = "low"
RESULT = "集中认证安排表"
REVERSAL = "安排有误的，办本事项“撤销”，已登记的认证照样有效；再重新安排。"
OPEN, CANCEL, VALIDITY = "open", "cancel", "validity"
FIELDS = (
    Field(
        "what",
        "办什么",
        "choice",
        required=False,
        choices=((OPEN, "安排"), (CANCEL, "撤销"), (VALIDITY, "规定有效期")),
        help="不选就是安排",
    ),
    SCHEME,
    Field("title", "名称", required=False, longest=60, help="例如“2023 年上半年集中认证”"),
    Field("from_on", "自", "date", required=False),
    Field("to_on", "至", "date", required=False),
    Field("first_months", "新领取人员几个月内首次认证", "number", required=False, help="当地有规定的填写，例如 12；没有的不填"),
    Field(
        "valid_months",
        "认证有效几个月",
        "number",
        required=False,
        help="规定有效期的填写，自“自”的月份起；各险种可以不同，例如工伤、供养 6",
    ),
    Field("document", "依据", required=False, longest=120),
    Field("round_id", "轮次编号", "number", required=False, help="撤销的填写"),
    Field("reason", "撤销原因", required=False, longest=120),
)
_NEEDS = {
    OPEN: ("title", "from_on", "to_on", "document"),
    CANCEL: ("round_id", "reason"),
    VALIDITY: ("from_on", "valid_months", "document"),
}


def check(payload: Payload, day: date) -> Payload:
    """Refused for days out of order and rounds that overlap."""
    labels = {field.name: field.label for field in FIELDS}
    for name in _NEEDS[_what(payload)]:
        if payload.get(name) in (None, ""):
            refuse("procedures.round", f"没有填写{labels[name]}", f"办理本事项要有{labels[name]}。", name)
    if payload.get("first_months", 0) > 24:
        refuse("procedures.round", "首次认证的月数最多 24", "请核对当地规定。", "first_months")
    scheme_of(payload)
    payload["asked_on"] = day.isoformat()
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Whom the round is about, and the first-year rule before and after."""
    if _what(payload) == CANCEL:
        one = rounds.round_of(payload["round_id"])
        return [Change(one.title, f"{one.from_on.isoformat()} 至 {one.to_on.isoformat()}", "撤销"), Change("原因", "", payload["reason"])]
    if _what(payload) == VALIDITY:
        since = month_of(date.fromisoformat(payload["from_on"]))
        before = rounds.validity_months(scheme_of(payload), since)
        return [
            Change(f"{title(scheme_of(payload))}认证有效期", f"{before} 个月", f"{month_title(since)}起 {payload['valid_months']} 个月")
        ]
    scheme, first = scheme_of(payload), payload.get("first_months", 0)
    before = rounds.first_months(scheme, date.fromisoformat(payload["from_on"]))
    said = [f"{months} 个月内" if months else "没有规定" for months in (before, first)]
    return [
        Change(payload["title"], "", f"{payload['from_on']} 至 {payload['to_on']}，在发人员都要认证一次"),
        Change("新领取人员首次认证", *said),
        Change("待遇", "", "不因没有参加这一轮暂停；逾期的先告知，满期后另办暂停"),
    ]


def apply(payload: Payload, *, by: By) -> Any:
    """The round's id, or the entry of its cancellation."""
    if _what(payload) == CANCEL:
        return certification.cancel_round(payload["round_id"], payload["reason"], by=by)
    if _what(payload) == VALIDITY:
        since = month_of(date.fromisoformat(payload["from_on"]))
        return certification.set_validity(scheme_of(payload), since, payload["valid_months"], payload["document"], by=by)
    first, last = date.fromisoformat(payload["from_on"]), date.fromisoformat(payload["to_on"])
    new = NewRound(scheme_of(payload), payload["title"], first, last, payload.get("first_months", 0), payload["document"])
    return certification.open_round(new, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    if _what(payload) == VALIDITY:
        return titled(payload, "规定认证有效期")
    return f"撤销第 {payload['round_id']} 轮集中认证" if _what(payload) == CANCEL else titled(payload, f"{TITLE}：{payload['title']}")


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open cancellation a round."""
    return ("round", payload["round_id"]) if _what(payload) == CANCEL else None


def count(payload: Payload) -> int:
    """Nobody's own matter."""
    return 0


def _what(payload: Payload) -> str:
    return payload.get("what") or OPEN
