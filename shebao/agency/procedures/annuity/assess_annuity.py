"""A unit's annuity contributions of a month posted (职业年金缴费入账): real money to the accounts and the books, the nominal part to its register."""

from __future__ import annotations

from datetime import date

from shebao.agency.annuity import actions as annuity
from shebao.agency.annuity import queries
from shebao.agency.employers import queries as employers
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.procedures.annuity_checks import POSTING
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_title

from ._books import collected

KEY = "assess_annuity"
TITLE = "职业年金缴费入账"
LAW = "国办发〔2015〕18号 第四条、第六条、第七条；财会〔2021〕19号"
WORKING_DAYS = None
RISK = "high"
RESULT = "职业年金入账单"
REVERSAL = "入账有误、还没有做实的，办理“撤销职业年金登记”，凭证红字冲销，再重新入账。"
AREA = "collection"
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("month", "所属月", "month", help="先按月核定机关事业养老缴费，年金用同一个基数"),
    Field("person_fen", "个人部分到账（元）", "yuan", help="个人 4%，必须到账才能入账"),
    Field("unit_real_fen", "单位实缴部分到账（元）", "yuan", required=False, help="非财政全额供款的单位填写，全额单位不填"),
    Field("unit_nominal_fen", "单位记账部分（元）", "yuan", required=False, help="财政全额供款的单位填写；只记备查簿，没有资金"),
    Field("on", "到账日期", "date", help="归集户银行回单上的日期"),
    Field("reference", "银行流水号", longest=48, help="归集户银行回单"),
    scans_field("银行回单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the sums typed from the slip are not those of the law for everybody assessed, or nominal money has a slip."""
    on = date.fromisoformat(payload["on"])
    if on > day:
        refuse("procedures.annuity", f"到账日期 {on.isoformat()} 晚于今天", "请照银行回单填写。", "on")
    shares = _shares(payload)
    real, nominal = payload.get("unit_real_fen", 0), payload.get("unit_nominal_fen", 0)
    if shares.nominal and real:
        advice = "全额供款单位的单位缴费只记账；当期确由财政拨付实缴的，请先变更资金来源。"
        refuse("procedures.annuity", "这个单位是财政全额供款，单位部分不应有资金到账", advice, "unit_real_fen", "国办发〔2015〕18号 第六条")
    if not shares.nominal and nominal:
        refuse("procedures.annuity", "这个单位不是财政全额供款，单位部分应当实缴，不能记账", "请填写单位实缴部分。", "unit_nominal_fen")
    unit = nominal if shares.nominal else real
    field = "unit_nominal_fen" if shares.nominal else "unit_real_fen"
    for typed, column, name, what in (
        (payload["person_fen"], shares.person_fen, "person_fen", "个人部分"),
        (unit, shares.unit_fen, field, "单位部分"),
    ):
        due = int(column.sum())
        if typed != due:
            refuse(
                "procedures.annuity",
                f"{what}填写 {grouped(typed)} 元，按 {shares.people.size} 人基数应为 {grouped(due)} 元，差 {grouped(typed - due)} 元",
                "请与单位核对名册和到账金额；没有全部到账的不能入账。",
                name,
            )
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def _shares(payload: Payload) -> queries.Shares:
    return queries.shares(int(payload["employer_id"]), payload["month"], installation.place(), parameters.places())


def preview(payload: Payload) -> list[Change]:
    """Whom it is for, both parts, what is money and what is nominal, and the entry of the voucher."""
    shares = _shares(payload)
    person, unit = int(shares.person_fen.sum()), int(shares.unit_fen.sum())
    total = person + (0 if shares.nominal else unit)
    return [
        Change("单位和所属月", "", f"{employers.employer(int(payload['employer_id'])).name}，{month_title(payload['month'])}"),
        Change("人数和基数", "", f"{shares.people.size:,} 人，基数合计 {grouped(int(shares.base_fen.sum()))} 元"),
        Change("个人缴费", "", f"{grouped(person)} 元，记入个人账户（实账）"),
        Change("单位缴费", "", f"{grouped(unit)} 元，{'记账，不作分录' if shares.nominal else '记入个人账户（实账）'}"),
        Change("凭证", "", f"借 归集户存款 {grouped(total)} 元，贷 职业年金缴费收入 {grouped(total)} 元"),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the posting."""
    on, reference = date.fromisoformat(payload["on"]), payload["reference"]
    employer, month = int(payload["employer_id"]), payload["month"]
    number, shares = annuity.post_contributions(
        employer, month, on, reference, place=installation.place(), places=parameters.places(), by=by
    )
    parts = {"own": int(shares.person_fen.sum())} | ({} if shares.nominal else {"unit": int(shares.unit_fen.sum())})
    memo = f"{employers.employer(employer).name}{month_title(month)}职业年金（第{number}号入账单）"[:120]
    collected(on, reference, parts, memo, (POSTING, number), by=by)
    return number


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter an employer."""
    return ("employer", int(payload["employer_id"]))


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{employers.employer(int(payload['employer_id'])).name}：{TITLE}，{month_title(payload['month'])}"
