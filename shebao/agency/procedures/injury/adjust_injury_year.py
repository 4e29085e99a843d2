"""The yearly adjustment of monthly injury benefits (工伤定期待遇年度调整): allowances, nursing and dependants by the place's notice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import awards
from shebao.agency.benefits import queries as benefits
from shebao.agency.injury import queries as injury
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.employee_pension._versions import revision_notes, sums
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped, yuan_text
from shebao.base.months import Month, add_months, month_of, month_text, months_between

KEY = "adjust_injury_year"
TITLE = "工伤定期待遇年度调整"
LAW = "工伤保险条例 第四十条；省、自治区、直辖市调整办法"
WORKING_DAYS = None
RISK = "high"
RESULT = "工伤定期待遇调整名册"
REVERSAL = "调整有误的，办理“撤回重新核定或调整”，整批或名单中的人恢复到调整以前。"
ROWS = PERSON
FIELDS = (
    Field("effective_from", "执行起月", "month", help="照调整文件；办法先作为参数录入"),
    Field("document", "文件名称和文号", longest=100),
    Field("area_wage_fen", "护理费计发基数（元）", "yuan", required=False, help="统筹地区上年度职工月平均工资；不调整护理费的不填"),
    Field("minimum_wage_fen", "最低工资（元）", "yuan", required=False, help="参数没有录入的照当地文件填写"),
    Field("rows", "名单", "file", required=False, help="不填为应调整的全部人员；每行：身份证号码、姓名"),
    Field("month", "首次按新数发放月", "month", required=False, help="不填则为受理次月；执行起月以来的差额另行一次补发"),
    Field("file_name", "文件名", required=False),
    scans_field("调整文件扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for those adjusted already or not at all, and where the place's notice is not on file."""
    payload["accepted_on"] = day.isoformat()
    payload.setdefault("month", add_months(month_of(day), 1))
    since: Month = payload["effective_from"]
    if payload["month"] < since:
        refuse("procedures.adjustment", f"{month_text(since)} 还没有到", "请核对执行起月。", "effective_from")
    awards_of = _stored(since)
    done = [person for person, inputs in awards_of.items() if inputs.get("month") == month_text(since)]
    listed = [row["person_id"] for row in payload["rows"]] if payload.get("rows") else [one for one in awards_of if one not in set(done)]
    twice, others = sorted(set(listed) & set(done)), sorted(set(listed) - set(awards_of))
    if not listed or twice or others:
        what = "没有应调整的人" if not listed else f"{len(twice)} 人已作这次调整" if twice else f"{len(others)} 人不在发或以后起领"
        refuse("procedures.adjustment", what, "请核对执行起月和名单。", "rows", people=twice or others)
    payload["rows"] = [{"person_id": person} for person in sorted(listed)]
    _versions(payload)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many, what it adds a month, and what the months behind it come to."""
    versions = _versions(payload)
    before, after = sums(INJURY, versions)
    late = max(months_between(payload["effective_from"], payload["month"]), 0)
    return [
        Change("调整人数", "", f"{len(versions):,} 人，自 {month_text(payload['effective_from'])} 起执行（{payload['document']}）"),
        Change("每月合计", f"{grouped(before)} 元", f"{grouped(after)} 元"),
        Change("一次补发", "", f"{late} 个月，最多 {grouped(late * max(after - before, 0))} 元（按各人应发减已发）"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Each person's amount before and after."""
    return revision_notes(INJURY, _versions(payload), payload["month"])


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the new versions."""
    body = {"document": payload["document"], "month": payload["effective_from"]}
    return benefit_actions.revise(_versions(payload), INJURY, "adjusted", month=payload["month"], by=by, body=body)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{month_text(payload['effective_from'])} {TITLE}：{len(payload.get('rows', ())):,} 人"


def _stored(since: Month) -> dict[int, dict[str, Any]]:
    """Person → what the award that holds in a month was computed from, of everybody who draws one then; what a pension lacks is
    decided anew with the new pension, and is not among them."""
    column = benefits.people_in_payment(INJURY, since)
    held = awards.in_force(column, INJURY, since)
    inputs = history.inputs_of(held.decision_id)
    rows = zip(column.tolist(), held.decision_id.tolist(), strict=True)
    facts = {person: json.loads(inputs[decision] or "{}") for person, decision in rows if decision}
    return {person: one for person, one in facts.items() if one.get("retired") != "true"}


def _versions(payload: Payload) -> list[awards.Award]:
    """Everybody's award after the adjustment, from what holds in its month."""
    since, day = payload["effective_from"], date.fromisoformat(payload["accepted_on"])
    ids = [row["person_id"] for row in payload["rows"]]
    column = int_column(ids)
    held = awards.in_force(column, INJURY, since)
    amounts = {key: fen.tolist() for key, fen in held.amounts.parts.items()}
    starts = history.versions_of(ids, INJURY)
    grades = _grades(ids)
    scheme, place, places = schemes.of(INJURY), installation.place(), parameters.known_on(day)
    result = []
    for at, person in enumerate(ids):
        before = {key: fen[at] for key, fen in amounts.items()}
        facts = _facts(payload, before, grades.get(person))
        if facts is None:
            refuse(
                "procedures.adjustment",
                f"{people.called([person])}没有登记伤残等级，不能按等级调整",
                "请先登记案件和鉴定结论。",
                "rows",
                people=[person],
            )
        awarded = scheme.award(facts, place, places)
        result.append(awards.Award(person, starts[person].from_month, since, awarded))
    return result


def _facts(payload: Payload, before: dict[str, int], graded: tuple[int, str] | None) -> dict[str, Any] | None:
    """What the adjustment asks of one award; None where it must know the grade and does not."""
    facts: dict[str, Any] = {"calculation": "injury_adjustment", "month": month_text(payload["effective_from"])}
    if before["dependant"]:
        return facts | {"dependant_before": yuan_text(before["dependant"])}
    if graded is None:
        return None
    if before["allowance"]:
        facts |= {"grade": str(graded[0]), "allowance_before": yuan_text(before["allowance"])}
        if payload.get("minimum_wage_fen"):
            facts["minimum_wage"] = yuan_text(payload["minimum_wage_fen"])
    if before["nursing"] and payload.get("area_wage_fen"):
        facts |= {"nursing": graded[1], "avg_wage": yuan_text(payload["area_wage_fen"])}
    elif before["nursing"]:
        facts["nursing_before"] = yuan_text(before["nursing"])
    return facts


def _grades(person_ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Person → grade and nursing of their last graded case."""
    rows = injury.cases().filter(person_id__in=list(person_ids)).order_by("happened_on")
    return {row["person_id"]: (row["grade"], row["nursing"]) for row in rows if row["grade"] is not None}
