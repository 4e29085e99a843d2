"""Taking back new versions of awards that one matter made (撤回重新核定或调整): the version before holds again from the same month."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import awards
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.procedures.columns import PERSON
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text

from ._versions import revision_notes, sums

KEY = "withdraw_revision"
TITLE = "撤回重新核定或调整"
LAW = "社会保险经办条例（国令第765号）第46条"
WORKING_DAYS = None
RISK = "high"
RESULT = "撤回告知书"
REVERSAL = "撤回有误的，重新办理原来的重新核定、调整或更正。"
ROWS = PERSON
FIELDS = (
    Field("matter", "原办件编号", "number", help="作出重新核定、年度调整、更正或清算的那件"),
    Field("rows", "名单", "file", required=False, help="不填为那件办件的全部人员；每行：身份证号码、姓名"),
    Field("why", "撤回原因", longest=200),
    Field("month", "首次按原数发放月", "month", required=False, help="不填则为受理次月"),
    Field("file_name", "文件名", required=False),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a matter that made no new versions, and for people of whom a later version was made."""
    payload["accepted_on"] = day.isoformat()
    payload.setdefault("month", add_months(month_of(day), 1))
    made = history.revisions_of(payload["matter"])
    if not made:
        refuse("procedures.withdrawal", f"办件 {payload['matter']} 没有重新核定过待遇", "请核对编号。", "matter")
    listed = payload.setdefault("rows", [{"person_id": person} for person in made])
    others = [row["person_id"] for row in listed if row["person_id"] not in made]
    if others:
        refuse("procedures.withdrawal", f"名单中有 {len(others)} 人不在那件办件里", "请核对名单。", "rows", people=others)
    later = [row["person_id"] for row in listed if not made[row["person_id"]].latest]
    if later:
        advice = "请先撤回或更正后来的核定。"
        refuse("procedures.withdrawal", f"有 {len(later)} 人后来又有新的核定", advice, "rows", people=later)
    several = [row["person_id"] for row in listed if made[row["person_id"]].versions > 1]
    if several:
        advice = "更正连同以后各年调整一起重作的，不能撤回，请再办理一次更正。"
        refuse("procedures.withdrawal", f"那件办件给 {len(several)} 人作了几个版本", advice, "rows", people=several)
    payload["scheme"] = next(iter(made.values())).scheme
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many, and what they come to a month before and after."""
    versions, scheme = _versions(payload), payload["scheme"]
    before, after = sums(scheme, versions)
    return [
        Change("险种", "", schemes.title(scheme)),
        Change("撤回", "", f"{len(versions):,} 人，自 {month_text(payload['month'])} 起按原核定发放"),
        Change("月养老金合计", f"{grouped(before)} 元", f"{grouped(after)} 元"),
        Change("已按新数发放的", "", "多发的须告知本人并追回，少发的另行补发"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Each person's amount before and after."""
    return revision_notes(payload["scheme"], _versions(payload), payload["month"])


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the versions that bring the earlier ones back."""
    check(dict(payload), date.fromisoformat(payload["accepted_on"]))
    body = {"matter": payload["matter"], "why": payload["why"]}
    made = history.revisions_of(payload["matter"])
    provisional = made[payload["rows"][0]["person_id"]].provisional_before
    versions = _versions(payload)
    return benefit_actions.revise(
        versions, payload["scheme"], "withdrawn", month=payload["month"], by=by, body=body, provisional=provisional
    )


def _versions(payload: Payload) -> list[awards.Award]:
    """The award before the one that is taken back, from the month in which that one began."""
    made = history.revisions_of(payload["matter"])
    people = [row["person_id"] for row in payload["rows"]]
    return [awards.Award(person, made[person].from_month, made[person].effective_month, made[person].before) for person in people]
