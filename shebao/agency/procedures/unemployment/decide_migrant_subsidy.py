"""Deciding the one-off living subsidy of a migrant contract worker (农民合同制工人一次性生活补助), who paid no share and draws no benefit."""

from __future__ import annotations

from datetime import date

from shebao.agency.employers import queries as employers
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.unemployment import actions as claims
from shebao.base.finding import refuse
from shebao.base.money import yuan_text
from shebao.base.months import month_of, month_text, months_between

from ._claims import law
from ._grants import account_of, fen, grant_and_owe, granted

KEY = "decide_migrant_subsidy"
TITLE = "农民合同制工人一次性生活补助核定"
LAW = "失业保险条例（国务院令第258号）第二十一条"
WORKING_DAYS = 10
RISK = "high"
RESULT = "一次性生活补助核定表"
REVERSAL = "付款以前有误的，办理“撤销一次性补贴”；付款以后有误的，按多发追回。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("employer_id", "用人单位", "employer"),
    Field("worked_from", "连续工作起月", "month"),
    Field("worked_to", "连续工作止月", "month"),
    Field("own_share", "个人缴纳失业保险费", "choice", choices=(("no", "本人没有缴纳"), ("yes", "本人缴纳过"))),
    Field("ended", "劳动合同", "choice", choices=(("ended", "期满未续订或提前解除"), ("running", "没有解除"))),
    Field("per_year_fen", "每满一年的标准（元）", "yuan", required=False, help="当地标准没有录入、提示缺少时，照文件填写"),
    Field("document", "标准文件", required=False, longest=80, help="填写了标准的必填：文件名称和文号"),
    scans_field("解除合同证明扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for less than a year, for somebody who paid a share, for a contract that runs."""
    payload["accepted_on"] = day.isoformat()
    if payload["own_share"] == "yes":
        refuse("procedures.migrant", "本人缴纳过失业保险费", "符合条件的应申领失业保险金，不领生活补助。", "own_share")
    if payload["ended"] == "running":
        refuse("procedures.migrant", "劳动合同没有解除", "期满未续订或提前解除以后再办。", "ended")
    months = months_between(payload["worked_from"], payload["worked_to"]) + 1
    if months < 12 or payload["worked_to"] > month_of(day):
        refuse("procedures.migrant", f"连续工作 {max(months, 0)} 个月，不满一年或月份有误", "请核对起止月份。", "worked_to")
    if "per_year_fen" in payload and not payload.get("document"):
        refuse("procedures.migrant", "填写了标准而没有写明文件", "请写明文件名称和文号。", "document")
    payload["months"] = months
    simulated(lambda: _grant(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The spell of work, the amount, the account."""
    day = date.fromisoformat(payload["accepted_on"])
    return [
        Change("用人单位", "", employers.employer(payload["employer_id"]).name),
        Change(
            "连续工作", "", f"{month_text(payload['worked_from'])} 至 {month_text(payload['worked_to'])}，满 {payload['months'] // 12} 年"
        ),
        simulated(lambda: _grant(payload, By(None, day)), lambda: granted(payload["person_id"], "migrant")),
        *account_of(payload["person_id"]),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the grant."""
    return _grant(payload, by)


def _grant(payload: Payload, by: By) -> int:
    day = date.fromisoformat(payload["accepted_on"])
    facts = {"years": f"{payload['months'] // 12}年{payload['months'] % 12}个月", "month": month_text(month_of(day))}
    if "per_year_fen" in payload:
        facts["per_year_amount"] = yuan_text(payload["per_year_fen"])
    amount = fen(law("migrant_worker_living_subsidy", facts, day))
    key = f"{payload['employer_id']}.{payload['worked_from']}"
    kept = {name: payload.get(name, "") for name in ("employer_id", "worked_from", "worked_to", "document")}
    return grant_and_owe([claims.NewGrant(payload["person_id"], key, month_of(day), amount, kept)], "migrant", by=by)[0]
