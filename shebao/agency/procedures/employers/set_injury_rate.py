"""Setting an employer's work-injury rate (工伤费率核定与浮动): class of risk, factor, from which month, on which ground."""

from __future__ import annotations

from datetime import date

from shebao.agency.employers import actions as employers
from shebao.agency.employers import queries
from shebao.agency.employers.actions.rates import Rate
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import scaled_text
from shebao.base.months import month_text

from .register_employer import CLASSES

KEY = "set_injury_rate"
TITLE = "工伤费率核定"
LAW = "社会保险法 第34条、第35条；工伤保险条例 第8条；人社部发〔2015〕71号"
WORKING_DAYS = None
RISK = "high"
RESULT = "工伤费率核定通知书"
REVERSAL = "核定有误的，再办理一次“工伤费率核定”；已核定的月份不随之改变。"
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("risk_class", "行业风险类别", "choice", choices=CLASSES),
    Field(
        "factor",
        "浮动系数",
        "choice",
        choices=tuple((str(one), scaled_text(one, 2)) for one in (50, 80, 100, 120, 150)),
        help="一类行业只能上浮",
    ),
    Field("from_month", "起始月", "month"),
    Field("document", "依据", longest=120, help="支缴率、发生率计算表或行业变更材料的名称"),
    scans_field("计算表扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a factor the class may not have, for an employer not insured against injury, for a month before its last rate."""
    if "work_injury" not in queries.insured_in(payload["employer_id"], payload["from_month"]):
        refuse("procedures.injury_rate", "该单位在这个月没有参加工伤保险", "请先办理增加险种。", "employer_id")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The rate in force and the new one, with the ways to contest it."""
    one, rates = queries.employer(payload["employer_id"]), queries.injury_rates(payload["employer_id"])
    before = (
        f"第 {rates[0].risk_class} 类，系数 {scaled_text(rates[0].factor_e2, 2)}，自 {month_text(rates[0].from_month)}" if rates else "无"
    )
    after = f"第 {payload['risk_class']} 类，系数 {scaled_text(int(payload['factor']), 2)}，自 {month_text(payload['from_month'])}"
    return [
        Change("用人单位", "", f"{one.name}，{one.uscc}"),
        Change("工伤费率", before, after),
        Change("依据", "", payload["document"]),
        Change("送达时告知", "", "对费率有异议的，可以自收到之日起 60 日内申请行政复议，或 6 个月内提起行政诉讼（工伤保险条例第55条）"),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the rate."""
    rate = Rate(payload["employer_id"], payload["from_month"], int(payload["risk_class"]), int(payload["factor"]))
    return employers.set_injury_rates([rate], payload["document"], by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open rate an employer."""
    return ("employer", payload["employer_id"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{queries.employer(payload['employer_id']).name}：{TITLE}"
