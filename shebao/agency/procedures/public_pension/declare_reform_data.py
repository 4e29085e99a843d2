"""What a public institution declares of somebody who worked before the reform (“中人”待遇计发基础数据): reviewed once, read at the award."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, NoReturn

from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import reform
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.agency.schemes.public_institution import TITLE as OF_PUBLIC
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped, yuan_text
from shebao.core.policy.reading import read_number

KEY = "declare_reform_data"
TITLE = "“中人”待遇计发基础数据申报审核"
LAW = "国发〔2015〕2号；人社部发〔2015〕28号"
WORKING_DAYS = None
RISK = "high"
RESULT = "计发基础数据审核表"
REVERSAL = "数据有误的，再申报一次，最近审核的一份用于核定；已核定的待遇另办更正。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("wage_fen", "2014 年 9 月工资（职务和级别工资，元）", "yuan"),
    Field("ratio", "老办法计发比例", help="小数，例如 0.90"),
    Field("subsidy_fen", "2014 年 9 月退休补贴标准（元）", "yuan", help="没有的填 0"),
    Field("increase_fen", "国办发〔2015〕3号增加退休费（元）", "yuan", help="没有的填 0"),
    Field("position", "职务或岗位", longest=60),
    Field("grade", "级别或薪级", longest=60),
    Field("deemed_months", "视同缴费月数", "number"),
    Field("deemed_index", "视同缴费指数", help="照省视同缴费指数表"),
    scans_field("工资审批表等扫描件", "单位盖章、本人签字；PDF、JPEG 或 PNG，最多 6 份"),
)
_NUMBERS = {"ratio": (0, 1, "老办法计发比例"), "deemed_index": (0, 10, "视同缴费指数")}


def check(payload: Payload, day: date) -> Payload:
    """Refused for somebody who is not insured in the scheme, and for figures that cannot be."""
    person = people.person(payload["person_id"])
    if not enrolment.open_among(int_column([person.id]), PUBLIC).size:
        refuse("procedures.not_insured", f"{person.name}没有参加{OF_PUBLIC}", "请先办理参保登记。", "person_id")
    for name, (low, high, title) in _NUMBERS.items():
        value = read_number(payload[name], partial(_refuse_number, name, title))
        if not low < value <= high:
            refuse("procedures.reform", f"{title}应大于 {low}、不超过 {high}", "请核对。", name)
    if not 0 < payload["deemed_months"] <= 960:
        refuse("procedures.reform", "视同缴费月数应大于 0", "改革以后参加工作的不是“中人”，不申报。", "deemed_months")
    if payload["wage_fen"] <= 0 or min(payload["subsidy_fen"], payload["increase_fen"]) < 0:
        refuse("procedures.reform", "工资应大于零，补贴和增加额不能为负", "请核对金额。", "wage_fen")
    return payload


def _refuse_number(name: str, title: str, problem: str) -> NoReturn:
    refuse("procedures.reform", f"{title}{problem}", "请核对。", name)


def preview(payload: Payload) -> list[Change]:
    """What is on record of the person before and after."""
    stored = reform.declared(payload["person_id"]) or {}
    facts = facts_of(payload)
    titles = {field.name: field.label for field in FIELDS}
    before = {name: stored.get(key, "未申报") for name, key in _KEYS.items()}
    return [Change(titles[name], str(before[name]), str(facts[key])) for name, key in _KEYS.items()]


_KEYS = {
    "wage_fen": "A_basic_wage_2014_09",
    "ratio": "M_ratio",
    "subsidy_fen": "B_retire_subsidy",
    "increase_fen": "C_2014_increase",
    "deemed_months": "deemed_months",
    "deemed_index": "deemed_index",
    "position": "position",
    "grade": "grade",
}


def facts_of(payload: Payload) -> dict[str, Any]:
    """The declaration as the calculation reads it."""
    return {key: yuan_text(payload[name]) if name.endswith("_fen") else str(payload[name]) for name, key in _KEYS.items()}


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the declaration."""
    return benefit_actions.declare_reform(payload["person_id"], facts_of(payload), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：“中人”基础数据，2014 年 9 月工资 {grouped(payload['wage_fen'])} 元"
