"""Somebody who draws two benefits chooses one (重复领取待遇的选择与清退): the other ends, what was paid of it for the months of both is a debt.

The months of both and their sum are read from the lines that were paid, never typed.
"""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import queries as benefit_queries
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

KEY = "resolve_double_benefit"
TITLE = "重复领取待遇的选择与清退"
LAW = "社会保险经办条例（国令第765号）第46条；人社部发〔2014〕17号；人社部规〔2016〕5号"
WORKING_DAYS = None
RISK = "high"
RESULT = "重复领取选择告知书、清退核定表"
REVERSAL = "选择有误的，再办一次选“撤回清退”：终止的一项恢复原状态，少发的月份补发，债务撤销；已有抵扣的先补发抵扣的款项。"
SETTLE, WITHDRAW = "settle", "withdraw"
STEPS = ((SETTLE, "保留一项，终止另一项"), (WITHDRAW, "撤回清退"))
WAYS = {"account": "从终止一项的个人账户余额抵扣", "benefit": "从保留的待遇中抵扣", "cash": "本人退回现金"}
SCHEMES = tuple(schemes.titles().items())
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("what", "办什么", "choice", choices=STEPS),
    Field("ended", "终止的一项", "choice", choices=SCHEMES, help="撤回时填写原来终止的一项"),
    Field("kept", "保留的一项", "choice", required=False, choices=SCHEMES, help="本人选择书上的选择；撤回时不填"),
    Field("last_month", "终止项最后应发月", "month", required=False, help="两项都领以前的最后一个月；以后已发的立债"),
    Field("told_on", "选择告知书送达日期", "date", required=False, help="没有送达的不能办理"),
    Field("way", "抵扣方式", "choice", required=False, choices=tuple(WAYS.items()), help="写进债务登记；抵扣、退回另按单据办理"),
    Field("reason", "说明", required=False, longest=100, help="撤回的写明原因"),
    scans_field("选择书、告知回执扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the two are one or one is not drawn, and before the person was told and has chosen."""
    payload["accepted_on"] = day.isoformat()
    if payload["what"] == WITHDRAW:
        if not payload.get("reason"):
            refuse("procedures.double", "没有写明撤回的原因", "请写明原因和依据。", "reason")
        simulated(lambda: _do(payload, By(None, day)), lambda: None)
        return payload
    for field in FIELDS[3:7]:
        if payload.get(field.name) is None:
            refuse("procedures.double", f"没有填写{field.label}", "请照本人选择书和告知回执填写。", field.name)
    if payload["kept"] == payload["ended"]:
        refuse("procedures.double", "保留的和终止的是同一项", "请照本人选择书核对。", "kept")
    if payload["told_on"] > day.isoformat():
        refuse("procedures.double", "选择告知书还没有送达", "送达并由本人选择以后再办理。", "told_on")
    if payload["last_month"] >= month_of(day):
        refuse("procedures.double", f"终止项最后应发月 {month_text(payload['last_month'])} 应早于本月", "请核对月份。", "last_month")
    one, name = int_column([payload["person_id"]]), people.person(payload["person_id"]).name
    for which in ("kept", "ended"):
        if benefit_queries.states_of(one, payload[which])[0] not in ("active", "suspended"):
            refuse("procedures.double", f"{name}没有在领{schemes.title(payload[which])}待遇", "不是重复领取的不在这里办理。", which)
    simulated(lambda: _do(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What stays, what ends, and what the months of both came to."""
    person, ended = payload["person_id"], payload["ended"]
    if payload["what"] == WITHDRAW:
        left = sum(row.left_fen for row in runs.debts_of(person, ended))
        changes = [
            Change(f"{schemes.title(ended)}待遇", "终止：重复领取", "恢复原状态，停发的月份补发"),
            Change("撤回原因", "", payload["reason"]),
        ]
        return [*changes, *([Change("已立的债", f"{grouped(left)} 元", "撤销")] if left else [])]
    changes = [
        Change(f"{schemes.title(scheme)}待遇", f"{grouped(_monthly(person, scheme))} 元/月", after)
        for scheme, after in ((payload["kept"], "保留"), (ended, f"终止，应发至 {month_text(payload['last_month'])}"))
    ]
    owed = runs.not_opened({person: payload["last_month"]}, ended).get(person)
    text = f"{owed_text(owed)}，{WAYS[payload['way']]}" if owed is not None else "没有"
    return [*changes, Change("重叠月份已发", "", text), Change("告知", "", f"{payload['told_on']} 送达选择告知书")]


def apply(payload: Payload, *, by: By) -> None:
    """End one and open its debt; or take both back."""
    _do(payload, by)


def _monthly(person_id: int, scheme: str) -> int:
    return int(benefit_queries.monthly_fen(int_column([person_id]), scheme)[0])


def _do(payload: Payload, by: By) -> None:
    person, ended = payload["person_id"], payload["ended"]
    one = int_column([person])
    if payload["what"] == WITHDRAW:
        benefits.reinstate(one, ended, add_months(month_of(by.day), 1), because="drawn_twice", by=by)
        if runs.debts_of(person, ended):
            payout.cancel_debts(person, ended, payload["reason"], by=by)
        return
    benefits.end(one, ended, payload["last_month"], "drawn_twice", by=by)
    owed = runs.not_opened({person: payload["last_month"]}, ended).get(person)
    if owed is not None and owed.fen:
        why = f"与{schemes.title(payload['kept'])}重复领取，{WAYS[payload['way']]}"
        payout.open_debts([payout.DebtRow(person, owed._replace(from_account_fen=0), people.person(person).name, why)], ended, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"
