"""Entering or correcting a value of the law (录入法定标准): three people, a document, and a look at whom it changes first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field, scans_of
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import actions as parameters
from shebao.agency.parameters import queries as known
from shebao.agency.parameters.actions import NewValue
from shebao.agency.payout import queries as payout
from shebao.base.dated import MissingValue, Places, Value
from shebao.base.finding import Refused, refuse
from shebao.base.money import grouped
from shebao.base.months import Month, add_months, month_of, month_title
from shebao.core.policy.keys import all_keys, key_of
from shebao.core.sheet import UNITS

from .table_text import read_table, shown
from .unusual import refuse_unusual, unusual

KEY = "enter_parameter"
TITLE = "录入法定标准"
LAW = "社会保险经办条例（国令第765号）第三十七条：高风险业务分级审核"
WORKING_DAYS = None
RISK = "high"
AREA = "parameters"
FIELDS = (
    Field("key", "参数", "parameter", help="参数目录里没有的，请联系参数目录维护人"),
    Field("place", "地区", "place", help="文件在哪一级执行就选哪一级；计算时就近优先"),
    Field("effective_from", "启用日期", "date"),
    Field("effective_to", "停用日期", "date", required=False, help="不填则执行到另有规定为止"),
    Field("content", "数值", help="数字直接填写；档次表照标准页的写法，例如 300、400、500，或 100：30；500：60"),
    Field("document", "文件名称和文号"),
    scans_field("文件扫描件", "PDF、JPEG 或 PNG，不超过 20 MB；几页的请合成一个 PDF。复核人对照它核对数值。", required=True, most=1),
    Field(
        "confidence",
        "可信程度",
        "choice",
        required=False,
        help="不填为“高”：有正式文件，数值与原文核对过",
        choices=(("high", "高"), ("medium", "中"), ("low", "低"), ("unverified", "未核实")),
    ),
    Field("note", "说明", required=False, help="数值和现行的相差几倍的，必须写明原因"),
)
FINISHED = ("settled", "discarded")


def check(payload: Payload, day: date) -> Payload:
    """Refused where a payout is under way, the value is out of range, or nothing changes."""
    refuse_while_paying()
    new = new_value(payload)
    value = parameters.check(new)
    present = known.places().find(value.key, value.place, value.effective_from)
    if present is not None and present.place == value.place and present.value == value.value and present.effective_to == value.effective_to:
        refuse("procedures.unchanged", f"“{key_of(value.key).title}”现在就是这个数值", "不需要重复录入。", "content")
    refuse_unusual(value, new.note)
    payload["place"], payload["asked_on"] = value.place, day.isoformat()
    return payload


def refuse_while_paying() -> None:
    """A run that is under way was computed with the values of its day; they stay until it is settled or discarded."""
    open_runs = [run for run in payout.runs(most=50) if run.state not in FINISHED]
    if open_runs:
        refuse(
            "procedures.frozen",
            f"有 {len(open_runs)} 个发放批次正在进行（{payout.title(open_runs[0])}），期间不得变更标准",
            "请先办结或作废这些批次。",
        )


def preview(payload: Payload) -> list[Change]:
    """The value before and after, and how many recipients and how much money a month it changes."""
    new = new_value(payload)
    value = parameters.check(new)
    rows = [before_and_after(value), Change("执行期间", "", f"{value.effective_from} 至 {new.effective_to or '另有规定'}")]
    rows += doubts([value], [new.note])
    month = month_of_effect(payload, value.effective_from)
    return rows + effect(month, known.places(), known.places().overlay([value]), day_of(payload))


def doubts(values: Sequence[Value], notes: Sequence[str]) -> list[Change]:
    """Every value far from the one it replaces, with the reason that was written."""
    return [
        Change("请逐位核对", problem, f"说明：{note}") for value, note in zip(values, notes, strict=True) if (problem := unusual(value))
    ]


def day_of(payload: Payload) -> date:
    """The day of the request; the business day before it is one."""
    asked = payload.get("asked_on")
    return date.fromisoformat(asked) if asked else installation.business_day()


def before_and_after(value: Value) -> Change:
    """One value as it is and as it will be, each with its document."""
    present = known.places().find(value.key, value.place, value.effective_from)
    info = key_of(value.key)
    unit = f" {UNITS[info.unit].title}".rstrip() if UNITS[info.unit].kind == "number" else ""
    return Change(
        info.title,
        f"{shown(present.value)}{unit}（{present.document}）" if present else "没有",
        f"{shown(value.value)}{unit}（{value.document}）",
    )


def month_of_effect(payload: Payload, first: date) -> Month:
    """The first month that can be paid by a new value: the one after the request, or the one the value begins in."""
    return max(add_months(month_of(date.fromisoformat(payload.get("asked_on") or first.isoformat())), 1), month_of(first))


def apply(payload: Payload, *, by: By) -> int:
    """The id of the entered value."""
    return parameters.enter(new_value(payload), by=by)


def subject(payload: Payload) -> None:
    """No single object: two values may wait at the same time."""
    return


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{key_of(payload['key']).title}"


def new_value(payload: Payload) -> NewValue:
    """The value of a request; a table may be typed as the pages print it, or as JSON."""
    text = payload["content"].strip()
    content: Any = text
    if text.startswith(("[", "{")):
        try:
            content = json.loads(text)
        except ValueError as problem:
            refuse("procedures.content", f"档次表不是有效的 JSON：{problem}", "请检查括号、引号和逗号。", "content")
    elif all_keys().get(payload["key"]) and key_of(payload["key"]).unit == "Table":
        content = read_table(text, _earlier(payload["key"]))
    until = payload.get("effective_to")
    return NewValue(
        payload["key"],
        payload["place"],
        date.fromisoformat(payload["effective_from"]),
        date.fromisoformat(until) if until else None,
        content,
        payload["document"],
        payload.get("confidence") or "high",
        payload.get("note", ""),
        scans_of(payload)[0].digest,
    )


def _earlier(key: str) -> Any:
    """A value the parameter has had somewhere, to see what kind of table it is; None where it never had one."""
    places = known.places()
    return next((row.value for at in places.places for row in places.history(key, at) if row.value), None)


def effect(month: Month, before: Places, after: Places, day: date) -> list[Change]:
    """What values do to every scheme in payment: the month to be paid, the back pay that follows, and who would wait at the guard."""
    rows = []
    for scheme in schemes.titles():
        if benefits.people_in_payment(scheme, month).size:
            try:
                where = payout.Where(scheme, installation.place(), month, day)
                rows += _effect(where, payout.next_month(where, before, after), payout.months_paid_again(where, before, after))
            except (MissingValue, Refused) as problem:
                rows.append(Change(f"{_scheme(scheme)}{month_title(month)}发放", "", f"无法试算：{problem.finding.message}"))
    return rows or [Change(f"{month_title(month)}发放", "没有在发人员", "没有影响")]


def _scheme(scheme: str) -> str:
    """How a line begins that is about another scheme than the agency's main one."""
    return "" if scheme == schemes.MAIN else f"{schemes.title(scheme)} "


def _effect(where: payout.Where, then: payout.NextMonth, behind: payout.Behind) -> list[Change]:
    """The lines of one scheme."""
    scheme, more = _scheme(where.scheme), then.after_fen - then.before_fen
    month = f"{scheme}{month_title(where.month)}"
    rows = [Change(f"{month}发放", f"{grouped(then.before_fen)} 元", "不变")]
    if then.changed:
        change = f"{grouped(then.after_fen)} 元（{'增加' if more >= 0 else '减少'} {grouped(abs(more))} 元）"
        rows = [Change(f"{month}影响人数", "", f"{then.changed} 人"), Change(f"{month}发放", f"{grouped(then.before_fen)} 元", change)]
    if then.waiting:
        rows.append(Change("请核对", "", f"{then.waiting:,} 人的月待遇增减过大，发放时连同受这次变更影响的人一并待核，由稽核查后放行"))
    if behind.people:
        wait = "；超过同一来由的限额，补发时整批待核，由稽核查后放行" if behind.waits else ""
        rows.append(Change(f"{scheme}以前月份补发", "", f"{behind.people:,} 人，{grouped(behind.fen)} 元{wait}"))
    if behind.overpaid_people:
        sums = f"{behind.overpaid_people:,} 人，{grouped(behind.overpaid_fen)} 元"
        rows.append(Change(f"{scheme}以前月份多发", "", f"{sums}，不会自动扣回，须另行追回"))
    return rows
