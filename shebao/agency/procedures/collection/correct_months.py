"""Months that only old papers tell of (缴费月数更正、历史数据补录): entered as paid by their voucher, credited, or taken back."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts.actions import credit_months
from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations.actions import HistoricRow
from shebao.agency.declarations.kinds import MONTHLY, WITH_ACCOUNT
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text, months_between

KEY = "correct_months"
TITLE = "缴费月数更正"
LAW = "社会保险法 第74条；社会保险经办条例（国令第765号）第11条；社会保险个人权益记录管理办法（人社部令第14号）"
WORKING_DAYS = None
RISK = "high"
RESULT = "缴费年限更正表"
REVERSAL = "补记有误的再办一次，选“冲回补记”，填补记编号；更正前后的记录都保留。"
ADD, BACK = "add", "back"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("what", "办理事项", "choice", choices=((ADD, "补记月份"), (BACK, "冲回补记"))),
    Field("scheme", "险种", "choice", required=False, choices=tuple((key, INSURANCES[key]) for key in MONTHLY)),
    Field("employer_id", "当时的用人单位", "employer", required=False, help="个人缴费的不填"),
    Field("from_month", "起始月", "month", required=False, help="补记时必填"),
    Field("to_month", "终止月", "month", required=False, help="补记时必填"),
    Field("base_fen", "各月缴费基数（元）", "yuan", required=False, help="补记时必填；各月不同的分几次办"),
    Field("unit_fen", "各月单位缴费（元）", "yuan", required=False),
    Field("person_fen", "各月个人缴费（元）", "yuan", required=False),
    Field("record_number", "要冲回的补记编号", "number", required=False, help="冲回时必填；在人员页“历史缴费补记”里"),
    Field("document", "原始凭证号、卷号", longest=80, help="没有入账凭证的请办补缴"),
    Field("why", "理由", longest=120),
    scans_field("原始凭证扫描件", "缴费花名册、手册、转移单或财务收据；PDF、JPEG 或 PNG，最多 6 份", required=True),
)
_NEEDED = {ADD: ("scheme", "from_month", "to_month", "base_fen"), BACK: ("record_number",)}
YOUNGEST = 16


def check(payload: Payload, day: date) -> Payload:
    """Refused for what is missing, months before sixteen or after this system began to assess, and months there are already."""
    for field in FIELDS:
        if field.name in _NEEDED[payload["what"]] and not payload.get(field.name):
            refuse("procedures.months", f"没有填写{field.label}", "请补填。", field.name)
    if payload["what"] == ADD:
        born = month_of(people.person(payload["person_id"]).birth_date)
        if payload["from_month"] < add_months(born, YOUNGEST * 12):
            refuse("procedures.months", f"起始月未满 {YOUNGEST} 周岁", "请核对月份。", "from_month")
        if payload["to_month"] >= month_of(day):
            refuse("procedures.months", f"{month_text(payload['to_month'])} 不是过去的月份", "本月起的由月度核定产生。", "to_month")
        if not payload.get("unit_fen", 0) + payload.get("person_fen", 0):
            refuse("procedures.months", "单位和个人缴费都没有填写", "没有入账凭证的请办补缴。", "person_fen")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many months come or go, and what the account gets."""
    person = people.person(payload["person_id"])
    if payload["what"] == BACK:
        return [Change("冲回补记", f"第 {payload['record_number']} 号", f"{person.name}的这些月份不再计缴费年限，已记的个人账户冲回")]
    months = months_between(payload["from_month"], payload["to_month"]) + 1
    changes = [
        Change(
            INSURANCES[payload["scheme"]],
            "没有记录",
            f"{month_text(payload['from_month'])} 至 {month_text(payload['to_month'])}，{months} 个月",
        ),
        Change(
            "各月",
            f"基数 {grouped(payload['base_fen'])} 元",
            f"单位 {grouped(payload.get('unit_fen', 0))} 元，个人 {grouped(payload.get('person_fen', 0))} 元",
        ),
        Change("依据", "", f"{payload['document']}；{payload['why']}"),
        Change("基金账", "", "不记账：款项当年已入账"),
        Change("须集体会审", "", "年限直接增加养老金，审批前须有集体会审纪要"),
    ]
    if payload["scheme"] in WITH_ACCOUNT and payload.get("person_fen"):
        changes.insert(2, Change("个人账户", "", f"补记 {grouped(payload['person_fen'] * months)} 元；以往年度利息另办“更正个人账户”"))
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """The number of the record."""
    text = f"{payload['document']}；{payload['why']}"
    if payload["what"] == BACK:
        key = int(payload["record_number"])
        scheme, entry = declarations.take_back_months(payload["person_id"], key, by.day, text, by=by)
    else:
        scheme = payload["scheme"]
        row = HistoricRow(
            payload["from_month"], payload["to_month"], payload["base_fen"], payload.get("unit_fen", 0), payload.get("person_fen", 0)
        )
        key, entry = declarations.record_months(payload["person_id"], scheme, payload.get("employer_id", 0), [row], by.day, text, by=by)
    if scheme in WITH_ACCOUNT:
        credit_months(entry.seq, scheme, by=by)
    return key


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"
