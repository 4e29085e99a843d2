"""Months of the former unemployment subsidy still owed (失业补助金存量): applied for while it was open, six months at most."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.base.finding import refuse
from shebao.base.money import grouped, yuan_text
from shebao.base.months import month_of, month_text, months_between

from ._claims import law
from ._grants import account_of, fen, grant_and_owe, granted

KEY = "pay_unemployment_subsidy"
TITLE = "失业补助金核定（存量）"
LAW = "人社部发〔2020〕40号；人社部发〔2021〕29号；人社厅发〔2022〕23号（2022-12-31 以后停止受理）"
WORKING_DAYS = 10
RISK = "low"
RESULT = "失业补助金核定表"
REVERSAL = "付款以前有误的，办理“撤销一次性补贴”；付款以后有误的，按多发追回。"
CLOSED_ON = date(2022, 12, 31)
MOST_MONTHS = 6
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("applied_on", "原申领日期", "date", help="2022 年 12 月 31 日以前"),
    Field("from_month", "起月", "month"),
    Field("to_month", "止月", "month"),
    Field("monthly_fen", "月额（元）", "yuan"),
    Field("benefit_fen", "当地失业保险金月标准（元）", "yuan", help="失业补助金不高于它的八成"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for an application after the policy ended, more than six months in all, or more than the share of the benefit."""
    payload["accepted_on"] = day.isoformat()
    if date.fromisoformat(payload["applied_on"]) > CLOSED_ON:
        refuse("procedures.former", f"失业补助金 {CLOSED_ON.isoformat()} 以后不再受理", "本事项只办以前受理的存量。", "applied_on")
    months = months_between(payload["from_month"], payload["to_month"]) + 1
    paid = sum(row.facts["months"] for row in known.grants_of(payload["person_id"], "former_subsidy"))
    if months < 1 or paid + months > MOST_MONTHS:
        refuse("procedures.former", f"连同以前共 {paid + months} 个月，最多 {MOST_MONTHS} 个月", "请核对起止月份。", "to_month")
    facts = {"monthly": yuan_text(payload["benefit_fen"]), "month": "2022-12"}
    cap = fen(law("unemployment_subsidy", facts, day), "subsidy_monthly")
    if payload["monthly_fen"] > cap:
        refuse(
            "procedures.former", f"月额高于失业保险金标准的八成 {grouped(cap)} 元", "请核对月额。", "monthly_fen", "人社部发〔2020〕40号"
        )
    payload["months"] = months
    simulated(lambda: _grant(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The months, the amount, the account."""
    span = f"{month_text(payload['from_month'])} 至 {month_text(payload['to_month'])}，{payload['months']} 个月"
    day = date.fromisoformat(payload["accepted_on"])
    return [
        Change("失业补助金", "", f"{span}，每月 {grouped(payload['monthly_fen'])} 元"),
        simulated(lambda: _grant(payload, By(None, day)), lambda: granted(payload["person_id"], "former_subsidy")),
        *account_of(payload["person_id"]),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the grant."""
    return _grant(payload, by)


def _grant(payload: Payload, by: By) -> int:
    facts = {name: payload[name] for name in ("months", "from_month", "to_month", "monthly_fen", "applied_on")}
    month = month_of(date.fromisoformat(payload["accepted_on"]))
    row = claims.NewGrant(payload["person_id"], str(payload["from_month"]), month, payload["monthly_fen"] * payload["months"], facts)
    return grant_and_owe([row], "former_subsidy", by=by)[0]
