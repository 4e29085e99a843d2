"""The yearly adjustment of pensions (年度养老金调整): everybody's increase by the province's scheme, from January on, the months behind it paid once."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import awards
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.parameters import queries as parameters
from shebao.agency.procedures.columns import PERSON
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.employee import TITLE as OF_EMPLOYEES
from shebao.agency.schemes.employee import expired
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.agency.schemes.public_institution import TITLE as OF_PUBLIC
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text, months_between

from ._standing import adjustments_of, standing_in
from ._versions import revision_notes, sums

KEY = "adjust_pensions_year"
TITLE = "年度养老金调整"
LAW = "社会保险法 第十八条；当年人社部、财政部通知；省定调整办法"
WORKING_DAYS = None
RISK = "high"
RESULT = "养老金调整通知书"
REVERSAL = "调整有误的，办理“撤回重新核定或调整”，整批或名单中的人恢复到调整以前。"
ROWS = PERSON
YES, NO = "yes", "no"
FIELDS = (
    Field("scheme", "险种", "choice", choices=((EMPLOYEE, OF_EMPLOYEES), (PUBLIC, OF_PUBLIC))),
    Field("year", "调整年度", "year", help="自这一年一月起执行；办法先作为参数录入"),
    Field("document", "文件名称和文号", longest=100),
    Field("remote", "艰苦边远地区", "choice", choices=((NO, "不是"), (YES, "是")), help="按本县是否列入，名单中的人一律适用"),
    Field("rows", "名单", "file", required=False, help="不填为应调整的全部人员；每行：身份证号码、姓名"),
    Field("month", "首次按新数发放月", "month", required=False, help="不填则为受理次月；一月以来的差额另行一次补发"),
    Field("file_name", "文件名", required=False),
    scans_field("调整文件扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a year to come, for those adjusted already or not at all, and while somebody's award is provisional."""
    scheme, year = payload["scheme"], payload["year"]
    payload["accepted_on"] = day.isoformat()
    payload.setdefault("month", add_months(month_of(day), 1))
    if year > day.year or payload["month"] < year * 100 + 1:
        refuse("procedures.adjustment", f"{year} 年的调整还没有开始", "请核对年度。", "year")
    people, done, waiting = history.adjustable(scheme, year)
    listed = [row["person_id"] for row in payload["rows"]] if payload.get("rows") else [one for one in people if one not in set(done)]
    _refuse(year, listed, people, done, waiting)
    payload["rows"] = [{"person_id": person} for person in listed]
    _versions(payload)
    return payload


def _refuse(year: int, listed: list[int], people: list[int], done: list[int], waiting: list[int]) -> None:
    if not listed:
        refuse("procedures.adjustment", f"没有应作 {year} 年调整的人", "请核对险种和年度。", "rows")
    provisional = sorted(set(listed) & set(waiting))
    if provisional:
        advice = "请先办理“计发基数公布后重新核定”，再作年度调整。"
        refuse("procedures.adjustment", f"有 {len(provisional)} 人还在预发", advice, "rows", people=provisional)
    twice, others = sorted(set(listed) & set(done)), sorted(set(listed) - set(people))
    if twice or others:
        what = f"{len(twice)} 人已作 {year} 年调整" if twice else f"{len(others)} 人不在发、服刑停发或在 {year} 年一月以后起领"
        refuse("procedures.adjustment", f"名单中有 {what}", "请从名单中去掉。", "rows", people=twice or others)


def preview(payload: Payload) -> list[Change]:
    """How many, what it adds a month, and what the months behind it come to."""
    versions, scheme = _versions(payload), payload["scheme"]
    before, after = sums(scheme, versions)
    late = max(months_between(payload["year"] * 100 + 1, payload["month"]), 0)
    return [
        Change("调整人数", "", f"{len(versions):,} 人，自 {month_text(payload['year'] * 100 + 1)} 起执行"),
        Change("月养老金合计", f"{grouped(before)} 元", f"{grouped(after)} 元"),
        Change("每月增加", "", f"{grouped(after - before)} 元，人均 {grouped((after - before) // len(versions))} 元"),
        Change("一次补发", "", f"{late} 个月，最多 {grouped(late * (after - before))} 元（按各人应发减已发）"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Each person's amount before and after."""
    return revision_notes(payload["scheme"], _versions(payload), payload["month"])


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the new versions."""
    body, versions = {"year": payload["year"], "document": payload["document"]}, _versions(payload)
    entry = benefit_actions.revise(versions, payload["scheme"], "adjusted", month=payload["month"], by=by, body=dict(body))
    terms = history.terms_of([version.person_id for version in versions], payload["scheme"])
    for version in versions:
        # The version that ends a benefit of limited time must stay the last one, or the adjustment would hold after its term.
        if (after := terms.get(version.person_id, 0)) > version.effective_month:
            ended = version._replace(effective_month=after, awarded=expired(version.awarded, after, installation.place()))
            benefit_actions.revise([ended], payload["scheme"], "term_over", month=after, by=by, body=dict(body))
    return entry


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{payload['year']} 年{TITLE}：{len(payload.get('rows', ())):,} 人"


def _versions(payload: Payload) -> list[awards.Award]:
    places = parameters.known_on(date.fromisoformat(payload["accepted_on"]))
    rows = standing_in([row["person_id"] for row in payload["rows"]], payload["scheme"], payload["year"] * 100 + 1)
    remote = {"remote_area": "true" if payload["remote"] == YES else "false"}
    return adjustments_of(rows, payload["scheme"], payload["year"], remote, places)
