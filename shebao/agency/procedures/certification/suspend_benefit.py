"""Suspending one person's benefit for a cause other than a missing certification (其他原因暂停待遇): custody, a suspicion that is looked into.

A suspicion stops the payments to come and nothing more; custody stops from its month on, and what was paid after it is owed back.
"""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import confirmations
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.benefits.reasons import SUSPENSIONS
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.procedures.death.debts import owed_text
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text

KEY = "suspend_benefit"
TITLE = "其他原因暂停待遇"
LAW = "社会保险经办条例（国令第765号）第25条、第26条；劳社厅函〔2001〕44号（未核对原文）；工伤保险条例 第四十二条"
WORKING_DAYS = None
RISK = "high"
RESULT = "暂停发放告知书"
REVERSAL = "查明以后办理“恢复待遇”：暂停有误、无罪释放的补发，服刑期满的从次月起发；多发立债有误的，随恢复一并核对。"
CAUSES = ("custody", "detained", "death_reported", "duplicate", "unreachable", "refused_review")
OUTSIDE = "outside"
SERVED = (("inside", "收监执行"), (OUTSIDE, "缓刑、假释、暂予监外执行、管制"))
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("scheme", "险种", "choice", choices=tuple(schemes.titles().items())),
    Field(
        "reason",
        "原因",
        "choice",
        choices=tuple((key, SUSPENSIONS[key].title) for key in CAUSES),
        help="未按期认证的办理“逾期未认证暂停发放”",
    ),
    Field("served", "刑罚怎样执行", "choice", required=False, choices=SERVED, help="服刑的填写；不收监的照常发放"),
    Field("from_month", "暂停起始月", "month", help="服刑的可以是以前的月份；其余从本月或下月起"),
    Field("told_on", "告知本人或家属日期", "date", help="单凭数据比对不得停发，先核实、告知"),
    Field("document", "文件名称和文号", longest=100, help="法院、公安来函，核查记录"),
    scans_field("文件扫描件", "来函、核查记录、告知回执；PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a sentence that is not served inside, before anybody was told, and for a suspicion that reaches back."""
    payload["accepted_on"] = day.isoformat()
    if confirmations.needed(payload["scheme"]):
        refuse(
            "procedures.cause",
            f"{schemes.title(payload['scheme'])}待遇逐月确认，不在这里暂停、恢复",
            "请办理该险种自己的停领、恢复领取。",
            "scheme",
        )
    name, reason = people.person(payload["person_id"]).name, payload["reason"]
    if payload["told_on"] > day.isoformat():
        refuse("procedures.suspend", "告知日期在受理日期之后", "告知本人或家属以后再办理。", "told_on")
    if reason == "custody" and payload.get("served") is None:
        refuse("procedures.suspend", "没有写明刑罚怎样执行", "请照判决书和执行通知书选择。", "served")
    if reason == "custody" and payload["served"] == OUTSIDE:
        what = f"{name}没有收监执行，不能停发"
        refuse("procedures.suspend", what, "缓刑、假释、暂予监外执行、管制期间照常发放，只是不参加调整。", "served", "劳社厅函〔2001〕44号")
    if reason != "custody" and payload["from_month"] < month_of(day):
        refuse("procedures.suspend", f"{SUSPENSIONS[reason].title}只能从本月或下月起暂停", "以前的月份查明以后另行追回。", "from_month")
    if payload["from_month"] > add_months(month_of(day), 1):
        refuse("procedures.suspend", f"暂停起始月 {month_text(payload['from_month'])} 晚于下月", "请核对月份。", "from_month")
    simulated(lambda: _suspend(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What stops, whether the months are paid later, and what was paid after the cause began."""
    person, scheme, cause = payload["person_id"], payload["scheme"], SUSPENSIONS[payload["reason"]]
    monthly = int(benefit_queries.monthly_fen(int_column([person]), scheme)[0])
    later = "查明以后恢复，暂停的月份补发" if cause.owed else "期满或原因消除后恢复，暂停的月份不补发"
    changes = [
        Change(
            f"{schemes.title(scheme)}待遇",
            f"在发，{grouped(monthly)} 元/月",
            f"自 {month_text(payload['from_month'])} 起暂停：{cause.title}",
        ),
        Change("暂停的月份", "", later),
        Change("依据", "", f"{payload['document']}，{payload['told_on']} 已告知"),
    ]
    owed = _owed(payload)
    if owed is not None and owed.fen:
        changes.append(Change("起始月以来已发", "", f"{owed_text(owed)}，批准后立债，告知本人"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the suspension."""
    return _suspend(payload, by)


def _owed(payload: Payload) -> runs.Overpaid | None:
    """What was paid for months of custody; a suspicion makes no debt."""
    if SUSPENSIONS[payload["reason"]].owed:
        return None
    last = add_months(payload["from_month"], -1)
    return runs.not_opened({payload["person_id"]: last}, payload["scheme"]).get(payload["person_id"])


def _suspend(payload: Payload, by: By) -> Entry:
    person, scheme, reason = payload["person_id"], payload["scheme"], payload["reason"]
    month = max(payload["from_month"], month_of(by.day))
    entry = benefits.suspend(int_column([person]), scheme, month, reason, by=by)
    owed = _owed(payload)
    if owed is not None and owed.fen:
        why = f"{SUSPENSIONS[reason].title}（{payload['document']}）"
        payout.open_debts([payout.DebtRow(person, owed._replace(from_account_fen=0), people.person(person).name, why)], scheme, by=by)
    return entry
