"""Correcting a standing award (待遇核定更正): a new version from the right facts; the adjustments since are made again on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import awards
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import Awarded
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.base.finding import refuse
from shebao.base.money import grouped, yuan_text
from shebao.base.months import add_months, month_of, month_range, month_text

from ._standing import Standing, adjustments_of, standing_in

KEY = "correct_award"
TITLE = "职工养老待遇核定更正"
LAW = "社会保险法 第七十四条；社会保险经办条例（国令第765号）第46条"
WORKING_DAYS = None
RISK = "high"
REASONS = (
    ("archive", "档案认定"),
    ("months", "缴费月数"),
    ("arrears", "欠费到账"),
    ("balance", "个人账户"),
    ("index", "缴费指数"),
    ("judgment", "判决、复议或审计"),
)
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("effective_from", "执行起月", "month", help="从哪个月起按更正后的数：核定有误的填起领月；欠费到账的填到账次月"),
    Field("reason", "更正原因", "choice", choices=REASONS),
    Field("document", "依据", longest=200, help="证据材料、文书名称和文号"),
    Field("paid_months", "累计缴费月数（含视同）", "number", required=False, help="不改的不填，下同"),
    Field("deemed_months", "其中视同缴费月数", "number", required=False),
    Field("avg_index", "平均缴费指数", required=False),
    Field("account_fen", "个人账户储存额（元）", "yuan", required=False),
    Field("month", "首次按新数发放月", "month", required=False, help="不填则为受理次月；以前各月少发的另行一次补发"),
    scans_field("证据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)
_CHANGED = ("paid_months", "deemed_months", "avg_index", "account_fen")


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing changes, for an award another system computed, and for a month outside the benefit."""
    payload["accepted_on"] = day.isoformat()
    payload.setdefault("month", add_months(month_of(day), 1))
    award = history.award_of(payload["person_id"], EMPLOYEE)
    if not any(name in payload for name in _CHANGED):
        refuse("procedures.correction", "没有填写要更正的内容", "请填写更正后的月数、指数或储存额。", "paid_months")
    if not award["from_month"] <= payload["effective_from"] <= payload["month"]:
        span = f"{month_text(award['from_month'])} 至 {month_text(payload['month'])}"
        refuse("procedures.correction", f"执行起月应在 {span} 之间", "请核对执行起月。", "effective_from")
    payload["corrects"] = award["id"]
    simulated(lambda: _correct(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The parts before and after, and every month's difference, to be paid once or to be claimed."""
    day = date.fromisoformat(payload["accepted_on"])
    before = history.award_of(payload["person_id"], EMPLOYEE)
    after = simulated(lambda: _correct(payload, By(None, day)), lambda: history.award_of(payload["person_id"], EMPLOYEE))
    old = {part.key: part.fen for part in before["parts"]}
    changes = [
        Change(part.title, f"{grouped(old.get(part.key, 0))} 元/月", f"{grouped(part.fen)} 元/月")
        for part in after["parts"]
        if part.fen != old.get(part.key, 0)
    ]
    changes.append(Change("月养老金", f"{grouped(before['total_fen'])} 元", f"{grouped(after['total_fen'])} 元"))
    return [*changes, *_differences(payload, day)]


def _differences(payload: Payload, day: date) -> list[Change]:
    """Months already due under the old version: how many, and what they come to."""
    person, since, until = payload["person_id"], payload["effective_from"], payload["month"]
    months = [] if until <= since else list(month_range(since, add_months(until, -1)))
    old = history.versions_of([person], EMPLOYEE)[person]
    new = simulated(lambda: _correct(payload, By(None, day)), lambda: history.versions_of([person], EMPLOYEE)[person])
    short, over = (sum(max(sign * (new.due_in(month) - old.due_in(month)), 0) for month in months) for sign in (1, -1))
    changes = []
    if short:
        changes.append(Change("以前各月少发", "", f"{len(months)} 个月共 {grouped(short)} 元，在下一次补发批次中一次补发"))
    if over:
        changes.append(Change("以前各月多发", "", f"{len(months)} 个月共 {grouped(over)} 元，须告知本人、听取陈述后追回"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the last version made."""
    return _correct(payload, by)


def _correct(payload: Payload, by: By) -> Entry:
    """Post the versions: one from the month of the correction, and one for each adjustment that begins later."""
    if history.award_of(payload["person_id"], EMPLOYEE)["id"] != payload["corrects"]:
        refuse("procedures.correction", "受理以后又有了新的核定", "请退回后按新的核定重新填写。", "person_id")
    body: dict[str, Any] = {"reason": payload["reason"], "document": payload["document"]}
    entry = None
    for version in corrected_versions(payload):
        entry = benefit_actions.revise([version], EMPLOYEE, "corrected", month=payload["month"], by=by, body=dict(body))
    assert entry is not None
    return entry


def corrected_versions(payload: Payload) -> Sequence[awards.Award]:
    """The award from the right facts with all adjustments up to the month of the correction, then one more for each later one."""
    person, since = payload["person_id"], payload["effective_from"]
    places, place = parameters.known_on(date.fromisoformat(payload["accepted_on"])), installation.place()
    first = _first_award(payload)
    awarded: Awarded = schemes.of(EMPLOYEE).award(first.facts, place, places)
    versions = [awards.Award(person, first.from_month, first.from_month, awarded)]
    for adjustment in history.adjustments_in_force(person, EMPLOYEE):
        row = Standing(person, first.from_month, first.facts, versions[-1].awarded.parts)
        remote = {"remote_area": adjustment.get("remote_area", "false")}
        versions += adjustments_of([row], EMPLOYEE, int(adjustment["year"]), remote, places)
    begun = [version for version in versions if version.effective_month <= since]
    return [begun[-1]._replace(effective_month=since), *(version for version in versions if version.effective_month > since)]


def _first_award(payload: Payload) -> Standing:
    """What the award was computed from, with what is corrected put in."""
    (row,) = standing_in([payload["person_id"]], EMPLOYEE, payload["effective_from"])
    facts = dict(row.facts)
    if "avg_index" not in facts:
        refuse("procedures.correction", "这份待遇由原系统核定，本系统没有它的计算依据", "请向原机构取得核定表，按原核定更正。", "person_id")
    facts.pop("provisional", None)
    for name in ("paid_months", "deemed_months"):
        if name in payload:
            facts[name] = str(payload[name])
    if "avg_index" in payload:
        facts["avg_index"] = payload["avg_index"]
    if "account_fen" in payload:
        facts["account_balance"] = yuan_text(payload["account_fen"])
    return row._replace(facts=facts)
