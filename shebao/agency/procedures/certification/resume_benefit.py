"""Resuming one person's benefit that was suspended for a cause (恢复待遇): with the months missed or without, as what was found out says."""

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
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text

KEY = "resume_benefit"
TITLE = "恢复待遇"
LAW = "社会保险经办条例（国令第765号）第26条；劳社厅函〔2001〕44号（未核对原文）"
WORKING_DAYS = None
RISK = "high"
RESULT = "恢复发放告知书"
REVERSAL = "恢复有误的，再办理“其他原因暂停待遇”；多补发的另行追回。"
OWED, PLAIN = "owed", "plain"
RESULTS = ((OWED, "恢复并补发暂停的月份"), (PLAIN, "恢复，暂停的月份不补发"))
CAUSES = {OWED: "detained", PLAIN: "custody"}
"""Result → the cause the months missed count under, where what was found out is not what was suspected."""
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("scheme", "险种", "choice", choices=tuple(schemes.titles().items())),
    Field("result", "结果", "choice", choices=RESULTS, help="服刑期间不补；无罪、查明在世或没有重复的补发"),
    Field("from_month", "恢复起始月", "month", help="自该月起正常发放；服刑期满的为释放次月"),
    Field("reason", "查明的情况", longest=120),
    Field("document", "文件名称和文号", longest=100, help="释放证明、无罪文书、核实记录；终止的办理死亡登记或重复领取处理"),
    scans_field("文件扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing is suspended for a cause, for a month out of range, and for months to be paid of which a debt was set off."""
    payload["accepted_on"] = day.isoformat()
    if confirmations.needed(payload["scheme"]):
        refuse(
            "procedures.cause",
            f"{schemes.title(payload['scheme'])}待遇逐月确认，不在这里暂停、恢复",
            "请办理该险种自己的停领、恢复领取。",
            "scheme",
        )
    since, reason = _suspended(payload)
    if reason == "uncertified":
        refuse("procedures.resume", "是未按期认证的暂停", "请先登记认证，再办理“补认证恢复发放”。", "person_id")
    if not since <= payload["from_month"] <= add_months(month_of(day), 1):
        refuse("procedures.resume", f"恢复起始月应在暂停月 {month_text(since)} 以后、下月以前", "请核对月份。", "from_month")
    simulated(lambda: _resume(payload, By(None, day)), lambda: None)
    return payload


def _suspended(payload: Payload) -> tuple[int, str]:
    """(since when, why) the benefit is suspended; refused where it is not."""
    for one in benefit_queries.of_person(payload["person_id"]):
        if one["scheme"] == payload["scheme"] and one["state"] == "suspended":
            return int(one["since_month"]), str(one["reason"])
    name = people.person(payload["person_id"]).name
    refuse("procedures.resume", f"{name}的{schemes.title(payload['scheme'])}待遇没有暂停", "请核对人员和险种。", "person_id")


def preview(payload: Payload) -> list[Change]:
    """Since when and why it was suspended, from when it goes on, and whether the months missed are paid."""
    since, reason = _suspended(payload)
    monthly = int(benefit_queries.monthly_fen(int_column([payload["person_id"]]), payload["scheme"])[0])
    owed = payload["result"] == OWED
    missed = f"{month_text(since)} 起的月份由补发批次按应发减已发补足" if owed else "不补发"
    changes = [
        Change(
            f"{schemes.title(payload['scheme'])}待遇",
            f"{month_text(since)} 起暂停：{SUSPENSIONS[reason].title}",
            f"自 {month_text(payload['from_month'])} 起恢复，{grouped(monthly)} 元/月",
        ),
        Change("暂停的月份", "", missed),
        Change("查明的情况", "", f"{payload['reason']}（{payload['document']}）"),
    ]
    if owed and (debts := runs.debts_of(payload["person_id"], payload["scheme"])):
        changes.append(Change("已立的债", f"{grouped(sum(row.left_fen for row in debts))} 元", "撤销"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the resumption."""
    return _resume(payload, by)


def _resume(payload: Payload, by: By) -> Entry:
    one, scheme, wanted = int_column([payload["person_id"]]), payload["scheme"], payload["result"]
    since, reason = _suspended(payload)
    if SUSPENSIONS[reason].owed != (wanted == OWED):  # the months missed count under what was found out
        benefits.resume(one, scheme, since, by=by)
        benefits.suspend(one, scheme, since, CAUSES[wanted], by=by)
    if wanted == OWED and runs.debts_of(payload["person_id"], scheme):
        payout.cancel_debts(payload["person_id"], scheme, payload["reason"], by=by)
    return benefits.resume(one, scheme, payload["from_month"], by=by)
