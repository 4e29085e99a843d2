"""Correcting a standing award whatever the scheme: the award from the right facts, the adjustments since made again on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

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
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_range, month_text

from ._standing import Standing, adjustments_of, standing_in

LAW = "社会保险法 第七十四条；社会保险经办条例（国令第765号）第46条"
REASONS = (
    ("archive", "档案认定"),
    ("months", "缴费月数"),
    ("arrears", "欠费到账"),
    ("balance", "个人账户"),
    ("index", "缴费指数"),
    ("judgment", "判决、复议或审计"),
)
FIRST = (
    Field("person_id", "人员", "person"),
    Field("effective_from", "执行起月", "month", help="从哪个月起按更正后的数：核定有误的填起领月；欠费到账的填到账次月"),
    Field("reason", "更正原因", "choice", choices=REASONS),
    Field("document", "依据", longest=200, help="证据材料、文书名称和文号"),
)
LAST = (
    Field("month", "首次按新数发放月", "month", required=False, help="不填则为受理次月；以前各月少发的另行一次补发"),
    scans_field("证据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


class Correction(NamedTuple):
    """How a scheme's award is corrected: `facts(payload, stored)` are the facts of its calculation with what is corrected put in."""

    scheme: str
    facts: Callable[[Payload, Mapping[str, Any]], dict[str, Any]]


def check(correction: Correction, payload: Payload, day: date) -> Payload:
    """Refused for an award another system computed, and for a month outside the benefit."""
    payload["accepted_on"] = day.isoformat()
    payload.setdefault("month", add_months(month_of(day), 1))
    award = history.award_of(payload["person_id"], correction.scheme)
    if any(part.key == "disability" and part.fen for part in award["parts"]):
        advice = "没有发放过的撤销后重新核定；发放过的先停发，再按正确的数重新核定。"
        refuse("procedures.correction", "病残津贴不在这里更正", advice, "person_id")
    if not award["from_month"] <= payload["effective_from"] <= payload["month"]:
        span = f"{month_text(award['from_month'])} 至 {month_text(payload['month'])}"
        refuse("procedures.correction", f"执行起月应在 {span} 之间", "请核对执行起月。", "effective_from")
    payload["corrects"] = award["id"]
    simulated(lambda: apply(correction, payload, By(None, day)), lambda: None)
    return payload


def preview(correction: Correction, payload: Payload) -> list[Change]:
    """The parts before and after, and every month's difference, to be paid once or to be claimed."""
    day, person, scheme = date.fromisoformat(payload["accepted_on"]), payload["person_id"], correction.scheme
    before, old = history.award_of(person, scheme), history.versions_of([person], scheme)[person]
    after, new = simulated(
        lambda: apply(correction, payload, By(None, day)),
        lambda: (history.award_of(person, scheme), history.versions_of([person], scheme)[person]),
    )
    amounts = [{part.key: part for part in award["parts"]} for award in (before, after)]
    changes = []
    for key in dict.fromkeys([*amounts[0], *amounts[1]]):
        was, now = (one[key].fen if key in one else 0 for one in amounts)
        title = (amounts[1].get(key) or amounts[0][key]).title
        if was != now:
            changes.append(Change(title, f"{grouped(was)} 元/月", f"{grouped(now)} 元/月"))
    changes.append(Change("月养老金", f"{grouped(before['total_fen'])} 元", f"{grouped(after['total_fen'])} 元"))
    return [*changes, *_differences(payload, old, new)]


def _differences(payload: Payload, old: history.Versions, new: history.Versions) -> list[Change]:
    """Months already due under the old version: how many, and what they come to."""
    since, until = payload["effective_from"], payload["month"]
    months = [] if until <= since else list(month_range(since, add_months(until, -1)))
    short, over = (sum(max(sign * (new.due_in(month) - old.due_in(month)), 0) for month in months) for sign in (1, -1))
    changes = []
    if short:
        changes.append(Change("以前各月少发", "", f"{len(months)} 个月共 {grouped(short)} 元，在下一次补发批次中一次补发"))
    if over:
        changes.append(Change("以前各月多发", "", f"{len(months)} 个月共 {grouped(over)} 元，须告知本人、听取陈述后追回"))
    return changes


def apply(correction: Correction, payload: Payload, by: By) -> Entry:
    """Post the versions: one from the month of the correction, and one for each adjustment that begins later; the last one's entry."""
    scheme = correction.scheme
    if history.award_of(payload["person_id"], scheme)["id"] != payload["corrects"]:
        refuse("procedures.correction", "受理以后又有了新的核定", "请退回后按新的核定重新填写。", "person_id")
    body: dict[str, Any] = {"reason": payload["reason"], "document": payload["document"]}
    entry = None
    for version in corrected_versions(correction, payload):
        entry = benefit_actions.revise([version], scheme, "corrected", month=payload["month"], by=by, body=dict(body))
    assert entry is not None
    return entry


def corrected_versions(correction: Correction, payload: Payload) -> Sequence[awards.Award]:
    """The award from the right facts with all adjustments up to the month of the correction, then one more for each later one."""
    person, since, scheme = payload["person_id"], payload["effective_from"], correction.scheme
    places, place = parameters.known_on(date.fromisoformat(payload["accepted_on"])), installation.place()
    first = _first_award(correction, payload)
    awarded: Awarded = schemes.of(scheme).award(first.facts, place, places)
    versions = [awards.Award(person, first.from_month, first.from_month, awarded)]
    for adjustment in history.adjustments_in_force(person, scheme):
        row = Standing(person, first.from_month, first.facts, versions[-1].awarded.parts)
        remote = {"remote_area": adjustment.get("remote_area", "false")}
        versions += adjustments_of([row], scheme, int(adjustment["year"]), remote, places)
    begun = [version for version in versions if version.effective_month <= since]
    return [begun[-1]._replace(effective_month=since), *(version for version in versions if version.effective_month > since)]


def _first_award(correction: Correction, payload: Payload) -> Standing:
    """What the award was computed from, with what is corrected put in."""
    (row,) = standing_in([payload["person_id"]], correction.scheme, payload["effective_from"])
    if "birth" not in row.facts:
        refuse("procedures.correction", "这份待遇由原系统核定，本系统没有它的计算依据", "请向原机构取得核定表，按原核定更正。", "person_id")
    facts = {name: value for name, value in row.facts.items() if name != "provisional"}
    return row._replace(facts=correction.facts(payload, facts))
