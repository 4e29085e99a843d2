"""Deciding provisional awards again on the base that was published (重新核定): a new version from the first month, the difference paid once."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import awards
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.parameters import queries as parameters
from shebao.agency.procedures.columns import PERSON
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text

from ._versions import revision_notes, sums

KEY = "recalculate_pension"
TITLE = "计发基数公布后重新核定"
LAW = "国发〔2005〕38号 第六条；各省计发基数公布通知"
WORKING_DAYS = None
RISK = "high"
RESULT = "重新核定告知书"
REVERSAL = "重新核定有误的，办理“撤回重新核定或调整”，上一版本自同一月起恢复。"
ROWS = PERSON
FIELDS = (
    Field("year", "退休年度", "year", help="这一年退休、按上年基数预发的人"),
    Field("rows", "名单", "file", required=False, help="不填为这一年预发的全部人员；每行：身份证号码、姓名"),
    Field("month", "首次按新数发放月", "month", required=False, help="不填则为受理次月；以前各月的差额另行一次补发"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the base is not on file, and for somebody whose award is not provisional."""
    year, place = payload["year"], installation.place()
    payload["accepted_on"] = day.isoformat()
    payload.setdefault("month", add_months(month_of(day), 1))
    row = parameters.known_on(day).find("calc_base", place, date(year, 12, 31))
    if row is None:
        refuse("procedures.base", f"{year} 年计发基数还没有录入", "请先凭文件录入参数（三人办理），再重新核定。", "year")
    payload["base"] = f"{row.value} 元（{row.document}）"
    waiting = history.provisional_awards(EMPLOYEE, year)
    listed = payload.setdefault("rows", [{"person_id": person} for person in waiting])
    others = [one["person_id"] for one in listed if one["person_id"] not in waiting]
    if not listed or others:
        what = f"名单中有 {len(others)} 人不是 {year} 年预发的" if others else f"没有 {year} 年退休、正在预发的人"
        refuse("procedures.not_provisional", what, "请核对年度和名单。", "rows", people=others)
    _versions(payload)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The base, how many, and what they come to a month before and after."""
    before, after = sums(EMPLOYEE, _versions(payload))
    return [
        Change(f"{payload['year']} 年计发基数", "上年基数预发", payload["base"]),
        Change("重新核定", "", f"{len(payload['rows']):,} 人，自 {month_text(payload['month'])} 起按新数发放"),
        Change("月养老金合计", f"{grouped(before)} 元", f"{grouped(after)} 元"),
        Change("以前各月差额", "", "按人按月计算，应发减已发，在下一次补发批次中一次补发；少于已发的不自动扣，须告知本人"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Each person's amount before and after."""
    return revision_notes(EMPLOYEE, _versions(payload), payload["month"])


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the new versions."""
    body = {"year": payload["year"], "base": payload["base"]}
    return benefit_actions.revise(_versions(payload), EMPLOYEE, "recalculated", month=payload["month"], by=by, body=body)


def _versions(payload: Payload) -> list[awards.Award]:
    """Everybody's award computed again from what it was computed from, no longer provisional."""
    places, place = parameters.known_on(date.fromisoformat(payload["accepted_on"])), installation.place()
    stored = history.provisional_awards(EMPLOYEE, payload["year"])
    rows = []
    for person in (row["person_id"] for row in payload["rows"]):
        award = stored[person]
        inputs: dict[str, Any] = {name: value for name, value in json.loads(award.inputs).items() if name != "provisional"}
        awarded = schemes.of(EMPLOYEE).award(inputs, place, places)
        rows.append(awards.Award(person, award.from_month, award.from_month, awarded))
    return rows
