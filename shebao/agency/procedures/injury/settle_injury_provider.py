"""Settling a month with a provider under agreement (协议机构工伤费用结算): its list is judged item by item, a deposit kept, the rest owed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped, half_up, scaled_text
from shebao.base.months import month_of, month_text

from ._bills import COLUMNS, Judged, bill_notes, cut_changes, judge

KEY = "settle_injury_provider"
TITLE = "协议机构工伤费用结算"
LAW = "社会保险经办条例（国令第765号）第22条、第33条；工伤保险条例 第四十八条"
WORKING_DAYS = None
RISK = "high"
RESULT = "协议机构工伤费用结算单"
REVERSAL = "付款以前有误的，办理“撤销工伤待遇核定”（填应付款编号），票据可以重新结算；已经付款的，在下月结算中核减。"
ROWS = (
    *PERSON,
    Wanted("case_id", "工伤案件编号", "count", required=False),
    *(column for column in COLUMNS if column.name != "provider"),
)
FIELDS = (
    Field("provider", "协议机构", help="机构全称或统一社会信用代码", longest=80),
    Field("month", "结算月份", "month"),
    Field(
        "rows",
        "结算明细",
        "file",
        help="每行一项：身份证号码、姓名、票据号（结算单号）、日期、项目、目录类别、金额、自费；一人几个案件的写案件编号",
    ),
    Field("file_name", "文件名", required=False),
    scans_field("结算申报表扫描件", "机构盖章的申报表；PDF、JPEG 或 PNG，最多 6 份"),
)
ADVICE = "请从结算明细中去掉，或先办理工伤认定结论登记。"


def check(payload: Payload, day: date) -> Payload:
    """Refused outside the agreement or while payment is paused, for rows of another month or of nobody injured, and for tickets paid."""
    provider = injury.find_provider(payload["provider"])
    payload["provider_id"] = provider.id
    agreement = injury.agreement(provider.id, payload["month"])
    if agreement is None:
        what = f"{provider.name} {month_text(payload['month'])} 不在服务协议期内"
        refuse("procedures.settlement", what, "不在协议期的不能结算；请核对月份或先办理签订、续签。", "month", "工伤保险条例 第四十八条")
    if agreement.paused:
        refuse("procedures.settlement", f"{provider.name}已暂停拨付", "恢复拨付以后再结算。", "provider")
    if payload["month"] > month_of(day):
        refuse("procedures.settlement", f"{month_text(payload['month'])} 还没有到", "请核对月份。", "month")
    payload["deposit_e4"] = agreement.deposit_e4
    _find_cases(payload)
    for number, row in enumerate(payload["rows"], 1):
        if month_of(date.fromisoformat(row["on"])) != payload["month"]:
            refuse("procedures.settlement", f"第{number}行：日期 {row['on']} 不在结算月份", "请分月结算。", "rows")
    simulated(lambda: _apply(payload, By(None, day)), lambda: None)
    return payload


def _find_cases(payload: Payload) -> None:
    """The case of every row: the one named, or the only recognised one of the person."""
    known: dict[int, list[injury.CaseRow]] = {}
    for number, row in enumerate(payload["rows"], 1):
        person = row["person_id"]
        if person not in known:
            known[person] = [case for case in injury.cases_of(person) if case.result == "recognised" and case.liable != "employer"]
        mine = known[person]
        if row.get("case_id"):
            mine = [case for case in mine if case.id == row["case_id"]]
        if len(mine) != 1:
            what = "没有由基金支付的工伤案件" if not mine else "有几个工伤案件，没有写案件编号"
            refuse("procedures.settlement", f"第{number}行：{row['name']}{what}", ADVICE, "rows")
        row["case_id"] = mine[0].id


def preview(payload: Payload) -> list[Change]:
    """What was charged, cut, kept and is owed, and to which account."""
    judged, provider = _judged(payload), injury.provider(payload["provider_id"])
    net, deposit = _amounts(judged, payload["deposit_e4"])
    people = len({one.bill.case_id for one in judged})
    account = injury.account(provider.id)
    return [
        Change("协议机构", "", f"{provider.name}，{month_text(payload['month'])}"),
        Change("申报", "", f"{people} 人，{len(judged)} 项，{grouped(sum(one.bill.charged_fen for one in judged))} 元"),
        Change("核减", "", f"{grouped(sum(one.bill.cut_fen for one in judged))} 元"),
        *cut_changes(judged),
        Change("质量保证金", "", f"{grouped(deposit)} 元（{scaled_text(payload['deposit_e4'], 2)}%），考核以后返还"),
        Change("应付机构", "", f"{grouped(net - deposit)} 元，由基金财务凭银行回单付款记账"),
        Change("收款账户", "", f"{account[0]} {account[1]}" if account else "没有登记账户，付款以前请登记"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """What is paid of each item, and why something was cut."""
    return bill_notes(_judged(payload))


def apply(payload: Payload, *, by: By) -> int:
    """The settlement's id."""
    return _apply(payload, by)


def _apply(payload: Payload, by: By) -> int:
    judged = _judged(payload)
    _, deposit = _amounts(judged, payload["deposit_e4"])
    return actions.settle(payload["provider_id"], payload["month"], [one.bill for one in judged], deposit, by=by)


def _judged(payload: Payload) -> list[Judged]:
    cases: Mapping[int, injury.CaseRow] = injury.cases_by_id(sorted({row["case_id"] for row in payload["rows"]}))
    return judge(payload["rows"], cases, provider=injury.provider(payload["provider_id"]).name)


def _amounts(judged: list[Judged], deposit_e4: int) -> tuple[Fen, Fen]:
    """(what is approved, what of it is kept as deposit)."""
    net = sum(one.paid_fen for one in judged)
    return net, int(half_up(net * deposit_e4, 10_000))


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open matter a provider."""
    return ("provider", payload["provider_id"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{injury.provider(payload['provider_id']).name}：{month_text(payload['month'])} 工伤费用结算"


def count(payload: Payload) -> int:
    """How many injured people the list is about."""
    return len({row["person_id"] for row in payload["rows"]})
