"""Registering a temporary cut of a rate (阶段性降费落实登记): it holds for every employer, and what each pays less is counted, not booked."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from shebao.agency.employers import actions as employers
from shebao.agency.employers.actions.rates import CUT_SCHEMES
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import scaled_text
from shebao.base.months import month_text

KEY = "apply_rate_cut"
TITLE = "阶段性降费落实登记"
LAW = "社会保险法 第60条；失业保险条例 第6条；本次降费的文件由办理人填写文号"
WORKING_DAYS = None
RISK = "low"
RESULT = "降费登记回执"
REVERSAL = "登记有误的，再登记一次同险种同期间的费率；已核定的月份不随之改变。"
FIELDS = (
    Field("scheme", "险种", "choice", choices=tuple((key, INSURANCES[key]) for key in CUT_SCHEMES)),
    Field("from_month", "起始月", "month"),
    Field("to_month", "终止月", "month"),
    Field("document", "文件名称和文号", longest=120),
    Field("normal_unit", "不降费时的单位费率（%）", required=False, help="失业保险填写，例如 2"),
    Field("normal_person", "不降费时的个人费率（%）", required=False, help="失业保险填写，例如 1"),
    Field("factor", "工伤降费系数", required=False, help="工伤保险填写：下调 20% 填 0.8，下调 50% 填 0.5"),
    scans_field("文件扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the rates are not given, for an unknown scheme, for a span that overlaps one registered."""
    if payload["scheme"] == "unemployment" and not (payload.get("normal_unit") and payload.get("normal_person")):
        refuse("procedures.rate_cut", "没有填写不降费时的费率", "失业保险请填写单位和个人两个费率。", "normal_unit")
    if payload["scheme"] == "work_injury" and not payload.get("factor"):
        refuse("procedures.rate_cut", "没有填写工伤降费系数", "下调 20% 填 0.8，下调 50% 填 0.5。", "factor")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What holds in the span, and what is only counted."""
    span = f"{month_text(payload['from_month'])} 至 {month_text(payload['to_month'])}"
    changes = [Change(f"{INSURANCES[payload['scheme']]}阶段性降费", "", span), Change("文件", "", payload["document"])]
    if payload["scheme"] == "unemployment":
        changes.append(Change("不降费时的费率", "", f"单位 {payload['normal_unit']}%，个人 {payload['normal_person']}%"))
        changes.append(Change("实际费率", "", "按参数库当地失业保险费率核定"))
    else:
        changes.append(Change("工伤费率", "原费率", f"原费率 × {scaled_text(_scaled(payload, 'factor', 10_000), 4)}"))
    return [*changes, Change("基金账", "", "不记账；各单位少缴的金额在“征收”页的减负清单里")]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the cut."""
    normal = (_scaled(payload, "normal_unit", 10_000), _scaled(payload, "normal_person", 10_000))
    factor = _scaled(payload, "factor", 10_000) if payload["scheme"] == "work_injury" else 10_000
    return employers.apply_cut(payload["scheme"], (payload["from_month"], payload["to_month"]), normal, factor, payload["document"], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{INSURANCES[payload['scheme']]}{TITLE}：{month_text(payload['from_month'])} 至 {month_text(payload['to_month'])}"


def _scaled(payload: Payload, name: str, times: int) -> int:
    """A decimal as a whole number of its smallest unit; 0 where it is not given."""
    text = payload.get(name, "")
    if not text:
        return 0
    try:
        value = Fraction(text) * times
    except (ValueError, ZeroDivisionError):
        refuse("procedures.rate_cut", f"“{text}”不是一个数", "请填写数字，例如 0.8。", name)
    if value.denominator != 1 or not 0 < value <= 10**6:
        refuse("procedures.rate_cut", f"“{text}”太细或不在范围内", "最多四位小数。", name)
    return int(value)
