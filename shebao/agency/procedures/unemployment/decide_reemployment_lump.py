"""The months left paid at once on re-employment or an own business (剩余失业保险金一次领取), where the place has such a rule."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.base.finding import refuse
from shebao.base.money import grouped, yuan_text
from shebao.base.months import month_of, month_text

from ._claims import claim_going_on, law
from ._grants import account_of, fen, grant_and_owe, granted

KEY = "decide_reemployment_lump"
TITLE = "剩余失业保险金一次领取核定"
LAW = "地方失业保险条例（没有地方规定的不办）；社会保险法 第五十一条"
WORKING_DAYS = 10
RISK = "high"
RESULT = "剩余失业保险金一次领取核定表"
REVERSAL = "付款以前有误的，办理“撤销一次性补贴”，再办“恢复领取失业保险金”；付款以后有误的，按多发追回。"
EVENTS = (("work", "再就业"), ("business", "自主创业"))
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("event", "事件", "choice", choices=EVENTS),
    Field("on", "日期", "date", help="签订劳动合同或领取营业执照的日期"),
    Field("insured_months", "再就业后已参保月数", "number", required=False, help="再就业的必填；当地一般要求满三个月"),
    scans_field("劳动合同或营业执照扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)
LEAST_INSURED = 3


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing is left, where the place has no rule, or where the new work has not lasted."""
    claim = claim_going_on(payload["person_id"])
    payload["accepted_on"] = day.isoformat()
    if not claim.left:
        refuse("procedures.lump", "没有剩余的领取月数", "不需要办理。", "person_id")
    if payload["event"] == "work" and payload.get("insured_months", 0) < LEAST_INSURED:
        refuse("procedures.lump", f"再就业后参保不满 {LEAST_INSURED} 个月", "满三个月以后再办。", "insured_months")
    simulated(lambda: _grant(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The months left, those paid and kept, the amount."""
    claim = claim_going_on(payload["person_id"])
    answer = _answer(payload)
    kept = int(answer.values["months_kept"]) if "months_kept" in answer.values else 0
    day = date.fromisoformat(payload["accepted_on"])
    return [
        Change("剩余月数", f"{claim.left} 个月", f"一次领取 {claim.left - kept} 个月，保留 {kept} 个月"),
        Change("月标准", "", f"{grouped(claim.monthly_fen)} 元"),
        Change("按月领取", "在领", f"{month_text(max(claim.months, default=claim.from_month))} 止"),
        simulated(lambda: _grant(payload, By(None, day)), lambda: granted(payload["person_id"], "reemployment")),
        *account_of(payload["person_id"]),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the grant."""
    return _grant(payload, by)


def _answer(payload: Payload):  # type: ignore[no-untyped-def]
    claim = claim_going_on(payload["person_id"])
    day = date.fromisoformat(payload["accepted_on"])
    facts = {"months_left": str(claim.left), "monthly": yuan_text(claim.monthly_fen), "month": month_text(month_of(day))}
    return law("unemployment_amount", facts | ({"business_started": "true"} if payload["event"] == "business" else {}), day)


def _grant(payload: Payload, by: By) -> int:
    claim, answer = claim_going_on(payload["person_id"]), _answer(payload)
    kept = int(answer.values["months_kept"]) if "months_kept" in answer.values else 0
    last = max(claim.months, default=claim.from_month)
    ending = claims.Ending(claim.id, claim.person_id, last, "paid_at_once", claim.used, kept, dict(EVENTS)[payload["event"]])
    claims.end_claims([ending], by=by)
    month = month_of(date.fromisoformat(payload["accepted_on"]))
    facts = {"event": payload["event"], "on": payload["on"], "months": claim.left - kept, "kept": kept}
    row = claims.NewGrant(claim.person_id, f"claim.{claim.turn}", month, fen(answer), facts)
    assert known.claim_of(claim.person_id) is not None
    return grant_and_owe([row], "reemployment", by=by)[0]
