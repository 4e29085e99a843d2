"""Deciding the pensions of those who applied (待遇核定); the preview is the decision itself, made and undone."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.certification.actions import record_events
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people_queries
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.counter_warnings import warned
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text, months_between

KEY = "decide_benefits"
TITLE = "养老待遇核定"
LAW = "国发〔2014〕8号 第六条、第七条；社会保险经办条例（国令第765号）：20 个工作日"
WORKING_DAYS = 20
RISK = "high"
RESULT = "养老待遇核定告知书"
REVERSAL = "核定有误的，先改正缴费、账户或身份记录，再办理“更正待遇核定”；旧版保留。"
ROWS = (*PERSON, Wanted("applied_month", "申请月", "month", required=False))
FIELDS = (
    Field("rows", "申请人名单", "file", help="每行：身份证号码、姓名、申请月（不填则为受理当月）"),
    Field("month", "首次正常发放月", "month", required=False, help="不填则为受理次月；应领而未发的月份另行补发"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused, naming people and reasons, where somebody is not eligible; rows have person_id and, where given, applied_month."""
    payload["accepted_on"] = day.isoformat()
    payload.setdefault("month", add_months(month_of(day), 1))
    for row in payload["rows"]:
        row.setdefault("applied_month", month_of(day))
    preview(payload)
    return payload


def preview(payload: Payload) -> list[Change]:
    """One person: every part of the pension. A list: how many and how much a month."""
    people = int_column(row["person_id"] for row in payload["rows"])
    day = date.fromisoformat(payload["accepted_on"])

    def look() -> list[Change]:
        return [*(_of_one(int(people[0])) if people.size == 1 else _of_many(payload)), *warned(people)]

    return simulated(lambda: _decide(payload, By(None, day)), look)


def notes(payload: Payload) -> list[RowNote]:
    """Every person's pension as it will be decided: from which month, for how many years, how much a month."""
    people = int_column(row["person_id"] for row in payload["rows"])

    def look() -> list[RowNote]:
        decided = benefit_queries.figures_in_force(people, RESIDENT)
        return [_note(*decided[person], payload["month"]) for person in people.tolist()]

    return simulated(lambda: _decide(payload, By(None, date.fromisoformat(payload["accepted_on"]))), look)


def _note(from_month: int, years: int, account_fen: int, total_fen: int, month: int) -> RowNote:
    """One person's decision; flagged are months to be paid at once, and an account that holds nothing."""
    late = months_between(from_month, month)
    flags = (*((f"补发 {late} 个月",) if late > 0 else ()), *(() if account_fen else ("个人账户为 0",)))
    return RowNote("未核定", f"{month_text(from_month)} 起领，缴费 {years} 年，账户 {grouped(account_fen)} 元", total_fen, flags)


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the decisions. Whoever claims was seen at the counter, so the first year's proof of life begins with the claim."""
    entry = _decide(payload, by)
    seen = date.fromisoformat(payload["accepted_on"])
    record_events([(row["person_id"], seen, "claim") for row in payload["rows"]], by=by)
    return entry


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open decision a person; a list has no single subject."""
    return ("person", payload["rows"][0]["person_id"]) if len(payload["rows"]) == 1 else None


def heading(payload: Payload) -> str:
    """The matter's title."""
    if len(payload["rows"]) == 1:
        return f"{people_queries.person(payload['rows'][0]['person_id']).name}：{TITLE}"
    return f"{TITLE}：{len(payload['rows']):,} 人"


def _decide(payload: Payload, by: By) -> Entry:
    if not payload["rows"]:
        refuse("procedures.nobody", "名单是空的", "请至少选择一人。", "rows")
    people = [row["person_id"] for row in payload["rows"]]
    applied = [row["applied_month"] for row in payload["rows"]]
    return benefits.decide(
        people, RESIDENT, place=installation.place(), places=parameters.places(), by=by, month=payload["month"], applied_month=applied
    )


def _of_one(person_id: int) -> list[Change]:
    decision = benefit_queries.of_person(person_id)[0]["decisions"][0]
    return [
        Change("起领月", "", month_text(decision["from_month"])),
        Change("缴费年数", "", f"{decision['paid_years']} 年"),
        Change("个人账户储存额", "", f"{grouped(decision['account_at_claim_fen'])} 元"),
        *(Change(part.title, "", f"{grouped(part.fen)} 元/月") for part in decision["parts"]),
        Change("月养老金", "未核定", f"{grouped(decision['total_fen'])} 元/月"),
    ]


def _of_many(payload: Payload) -> list[Change]:
    decided = benefit_queries.decided_amounts(int_column(row["person_id"] for row in payload["rows"]), RESIDENT)
    sums = [(part, int(decided[f"{part.key}_fen"].sum())) for part in schemes.of(RESIDENT).PARTS]
    changes = [Change("核定人数", "", f"{len(payload['rows']):,} 人，自 {month_text(payload['month'])} 起正常发放")]
    changes += [Change(part.title, "", f"每月合计 {grouped(fen)} 元") for part, fen in sums if fen or not part.rest]
    return changes
