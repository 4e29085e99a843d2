"""Pension contributions of claimants near the legal age, paid back by the fund (大龄领金人员养老保险费): paid first, then refunded."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.contributions import months as month_store
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.base.finding import refuse
from shebao.base.money import yuan_text
from shebao.base.months import Month, month_of, month_range, month_text

from ._claims import law, legal_month
from ._grants import account_of, fen, grant_and_owe, granted

KEY = "refund_older_claimant_pension"
TITLE = "大龄领金人员养老保险费支付"
LAW = "国务院关于渐进式延迟法定退休年龄的办法 第七条；人社部发〔2024〕76号：2025-01-01 至 2039-12-31"
WORKING_DAYS = 10
RISK = "high"
RESULT = "大龄领金人员养老保险费核定表"
REVERSAL = "付款以前有误的，办理“撤销一次性补贴”；付款以后有误的，按多发追回。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("from_month", "缴费起月", "month"),
    Field("to_month", "缴费止月", "month"),
    Field("monthly_fen", "每月实缴（元）", "yuan", required=False, help="本系统有灵活就业缴费记录的不填；别处缴的照缴费凭证填写"),
    Field("lowest_fen", "当地灵活就业最低缴费（元/月）", "yuan", required=False, help="系统能算出的不填；缺基数时照文件填写"),
    scans_field("缴费凭证扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where no claim was drawn, where nothing was paid as a flexible worker, and for months refunded before."""
    payload["accepted_on"] = day.isoformat()
    claim = known.claim_of(payload["person_id"])
    if claim is None or not claim.months:
        refuse("procedures.older", "此人没有领取失业保险金的月份", "请核对人员。", "person_id")
    if payload["to_month"] < payload["from_month"]:
        refuse("procedures.older", "缴费止月早于起月", "请核对月份。", "to_month")
    before = {month for row in known.grants_of(claim.person_id, "older_pension") for month in row.facts["months"]}
    again = [month for month, _ in _paid(payload) if month in before]
    if again:
        refuse("procedures.older", f"{month_text(again[0])} 已经支付过", "一个月只支付一次，请去掉已支付的月份。", "from_month")
    if not _paid(payload):
        refuse("procedures.older", "这段时间没有灵活就业缴费记录", "别处缴费的，请填写每月实缴并上传缴费凭证。", "monthly_fen")
    if not fen(_answer(payload)):
        refuse("procedures.older", "这些月份都不在支付范围", "须是领取失业保险金、距法定退休年龄一年以内的月份。", "from_month")
    simulated(lambda: _grant(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Month by month what is paid and what is not, and why."""
    values = _answer(payload).values
    day = date.fromisoformat(payload["accepted_on"])
    return [
        *(Change(month, "", f"{amount.text(2) if hasattr(amount, 'text') else amount} 元") for month, amount in values["refunds"]),
        *(Change(month, "", f"不支付：{why}") for month, why in values["left_out"]),
        simulated(lambda: _grant(payload, By(None, day)), lambda: granted(payload["person_id"], "older_pension")),
        *account_of(payload["person_id"]),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the grant."""
    return _grant(payload, by)


def _paid(payload: Payload) -> list[tuple[Month, int]]:
    """(month, fen) paid as a flexible worker in the span."""
    span = (payload["from_month"], payload["to_month"])
    if payload.get("monthly_fen"):
        return [(month, payload["monthly_fen"]) for month in month_range(*span)]
    rows = [row for row in month_store.of_person(payload["person_id"], EMPLOYEE) if not row.employer_id and row.paid_month]
    return sorted((row.month, row.paid_person_fen + row.paid_unit_fen) for row in rows if span[0] <= row.month <= span[1])


def _answer(payload: Payload) -> Any:
    claim, day = known.claim_of(payload["person_id"]), date.fromisoformat(payload["accepted_on"])
    assert claim is not None
    facts: dict[str, Any] = {
        "legal_retirement_month": month_text(legal_month(claim.person_id, claim.category, day)),
        "first_month": month_text(claim.months[0]),
        "last_month": month_text(claim.months[-1]),
        "contributions": [[month_text(month), yuan_text(paid)] for month, paid in _paid(payload)],
    }
    if "lowest_fen" in payload:
        facts["lowest_amount"] = yuan_text(payload["lowest_fen"])
    return law("older_claimant_pension_refund", facts, day)


def _grant(payload: Payload, by: By) -> int:
    answer = _answer(payload)
    paid = [int(month.replace("-", "")) for month, _ in answer.values["refunds"]]
    month = month_of(date.fromisoformat(payload["accepted_on"]))
    key = f"{payload['from_month']}-{payload['to_month']}"
    return grant_and_owe([claims.NewGrant(payload["person_id"], key, month, fen(answer), {"months": paid})], "older_pension", by=by)[0]
