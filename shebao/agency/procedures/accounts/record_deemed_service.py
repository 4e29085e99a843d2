"""Years that count as paid though nothing was paid (视同缴费年限认定): stretch by stretch from the archive, with the page each stands on."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import NoReturn

from shebao.agency.benefits import conclusions
from shebao.agency.contributions import months as contribution_months
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.procedures.employee_pension._conclusions import SCHEME, born, insured, months_of
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.months import Month, month_text, months_between
from shebao.core.policy.calculation import calculate
from shebao.core.policy.reading import read_number

KEY = "record_deemed_service"
TITLE = "视同缴费年限认定"
LAW = "社会保险法 第十三条；国发〔2005〕38号 第六条；劳社部发〔1999〕8号"
WORKING_DAYS = None
RISK = "high"
RESULT = "视同缴费年限认定表"
REVERSAL = "认定有误的，再认定一次，最近的一次用于核定；已经核定的待遇另办更正核定。"
NATURES = {"国有企业工龄": "state_work", "集体企业工龄": "collective_work", "机关事业工龄": "public_work", "军龄": "army", "知青": "youth"}
ROWS = (
    Wanted("from_month", "起月", "month"),
    Wanted("to_month", "止月", "month"),
    Wanted("nature", "性质", choices=NATURES),
    Wanted("page", "档案卷页", longest=60),
)
FIELDS = (
    Field("person_id", "人员", "person"),
    SCHEME,
    Field("rows", "视同缴费的各段", "file", help="每行一段：起月、止月、性质、档案卷页"),
    Field("file_name", "文件名", required=False),
    Field("deemed_index", "视同缴费指数", required=False, help="省里有视同指数表的照表填写"),
    Field("position", "职务或岗位", required=False, longest=60),
    Field("dissent", "不予认定的时段和理由", required=False, longest=300, help="例如：开除、判刑以前的工龄，没有恢复文书"),
    scans_field("档案原件扫描件", "招工表、调令、工资表、退伍登记等；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused before 16, after accounts began, for months paid already, and for stretches that overlap."""
    payload["accepted_on"] = day.isoformat()
    person, scheme = insured(payload["person_id"], payload["scheme"]), payload["scheme"]
    if not payload["rows"]:
        refuse("procedures.deemed", "没有填写各段", "请至少填写一段。", "rows")
    listed, begun = months_of(payload["rows"], born(person.id, scheme)), _account_start(payload)
    if listed[-1] >= begun:
        what = f"{month_text(listed[-1])} 在建立个人账户（{month_text(begun)}）以后"
        refuse("procedures.deemed", what, "建账以后没有缴费的月份不算视同，须补缴。", "rows", "国发〔2005〕38号 第六条")
    paid = contribution_months.paid_months(int_column([person.id]), scheme)["month"].tolist()
    both = sorted(set(paid) & set(listed))
    if both:
        refuse("procedures.deemed", f"{month_text(both[0])} 等 {len(both)} 个月已有实际缴费", "同一个月只算一次，请改短那一段。", "rows")
    if payload.get("deemed_index"):
        value = read_number(payload["deemed_index"], partial(_refuse_index))
        if not 0 < value <= 10:
            _refuse_index("应大于 0、不超过 10")
    return payload


def _refuse_index(problem: str) -> NoReturn:
    refuse("procedures.deemed", f"视同缴费指数{problem}", "请照省视同指数表核对。", "deemed_index")


def _account_start(payload: Payload) -> Month:
    first = min(row["from_month"] for row in payload["rows"])
    facts = {"work_start": month_text(first), "scheme": "public_institution" if payload["scheme"] == PUBLIC else "enterprise"}
    begun: Month = calculate("reform_group", installation.place(), facts, parameters.places()).values["account_start"]
    return begun


def preview(payload: Payload) -> list[Change]:
    """How many months before and after, and what was not recognised."""
    person, scheme = payload["person_id"], payload["scheme"]
    before = conclusions.standing(person, scheme, "deemed")
    months = len(months_of(payload["rows"], born(person, scheme)))
    changes = [
        Change("视同缴费月数", f"{before.facts['months']} 个月" if before else "未认定", f"{months} 个月，{len(payload['rows'])} 段"),
        Change("建立个人账户时间", "", month_text(_account_start(payload))),
    ]
    if payload.get("deemed_index"):
        changes.append(Change("视同缴费指数", "", payload["deemed_index"]))
    if payload.get("dissent"):
        changes.append(Change("不予认定", "", payload["dissent"]))
    return [*changes, Change("告知", "", "认定表送达本人；有异议的可以申请复查、行政复议或提起诉讼")]


def notes(payload: Payload) -> list[RowNote]:
    """How many months each stretch is."""
    return [RowNote("", f"{months_between(row['from_month'], row['to_month']) + 1} 个月") for row in payload["rows"]]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the conclusion."""
    person, scheme = payload["person_id"], payload["scheme"]
    facts = {"months": len(months_of(payload["rows"], born(person, scheme))), "rows": payload["rows"]}
    facts |= {name: payload[name] for name in ("deemed_index", "position", "dissent") if payload.get(name)}
    return conclusions.conclude(person, scheme, "deemed", facts, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"


def count(payload: Payload) -> int:
    """One person, however many stretches."""
    return 1
