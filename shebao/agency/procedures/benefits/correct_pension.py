"""Deciding a pension again from the records as they are now (更正待遇核定): a new version, the old one stays; what earlier months lack is owed."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text

KEY = "correct_pension"
TITLE = "更正待遇核定"
LAW = "社会保险法 第16条、第88条；社会保险经办条例（国令第765号）第28条"
WORKING_DAYS = 20
RISK = "high"
RESULT = "更正核定告知书"
REVERSAL = "更正有误的，先改正缴费、账户或身份记录，再办理一次“更正待遇核定”；每次更正都是新的一版，旧版保留。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("month", "新标准起发月", "month", required=False, help="不填则为受理次月；以前月份少发的由补发批次补足"),
    Field("reason", "更正原因", help="先改正缴费、账户或身份记录，再来更正核定", longest=100),
    scans_field("依据扫描件", "更正依据、本人陈述；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing is in payment or suspended, or the records as they are now give the same pension."""
    payload["accepted_on"] = day.isoformat()
    payload.setdefault("month", add_months(month_of(day), 1))
    before, after = _versions(payload)
    if before["total_fen"] == after["total_fen"] and before["paid_years"] == after["paid_years"]:
        refuse(
            "procedures.same_award",
            f"按现在的记录重新核定，仍是 {grouped(after['total_fen'])} 元，没有变化",
            "请先改正缴费、账户或身份记录。",
            "person_id",
        )
    return payload


def preview(payload: Payload) -> list[Change]:
    """Years, account and every part before and after; that too little is paid back and too much has to be recovered."""
    before, after = _versions(payload)
    parts = {part.key: part.fen for part in before["parts"]}
    more = after["total_fen"] - before["total_fen"]
    return [
        Change("缴费年数", f"{before['paid_years']} 年", f"{after['paid_years']} 年"),
        Change("个人账户储存额", f"{grouped(before['account_at_claim_fen'])} 元", f"{grouped(after['account_at_claim_fen'])} 元"),
        *(Change(part.title, f"{grouped(parts.get(part.key, 0))} 元/月", f"{grouped(part.fen)} 元/月") for part in after["parts"]),
        Change(
            "月养老金",
            f"{grouped(before['total_fen'])} 元/月",
            f"{grouped(after['total_fen'])} 元/月，自 {month_text(payload['month'])} 起",
        ),
        Change("以前月份", "", "少发的由补发批次逐月补足" if more > 0 else "多发的须告知本人并听取申辩，另行追回"),
        Change("更正原因", "", payload["reason"]),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the new version."""
    return _correct(payload, by)


def _versions(payload: Payload) -> tuple[dict[str, Any], dict[str, Any]]:
    """The decision in force, and the one that would take its place."""
    in_force = [one for one in benefit_queries.of_person(payload["person_id"]) if one["scheme"] == RESIDENT]
    if not in_force or in_force[0]["state"] == "ended":
        refuse("procedures.no_benefit", "没有在发或暂停的待遇，不能更正核定", "请核对人员。", "person_id")
    day = date.fromisoformat(payload["accepted_on"])
    after = simulated(
        lambda: _correct(payload, By(None, day)),
        lambda: next(one for one in benefit_queries.of_person(payload["person_id"]) if one["scheme"] == RESIDENT)["decisions"][0],
    )
    return in_force[0]["decisions"][0], after


def _correct(payload: Payload, by: By) -> Entry:
    return benefits.correct(
        [payload["person_id"]],
        RESIDENT,
        payload["reason"],
        month=payload["month"],
        place=installation.place(),
        places=parameters.places(),
        by=by,
    )
