"""Opening the debts of people who were overpaid for another reason than a late death (多发待遇立债): a list, its cause, how it was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries
from shebao.agency.payout.recovery_kinds import CAUSES
from shebao.agency.people.refusal import refuse_rows
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.scheme_field import SCHEME, scheme_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.money import grouped
from shebao.base.months import Month, month_range, month_text, parse_month

KEY = "register_overpaid"
TITLE = "多发待遇立债（名单）"
LAW = "社会保险法 第88条；社会保险经办条例（国令第765号）第46条"
WORKING_DAYS = None
RISK = "high"
RESULT = "退回多发待遇通知书"
REVERSAL = "立债有误的，办理“催告、移送和强制执行”的核销，写明立债有误；债务和经过都保留。"
ROWS = (
    *PERSON,
    Wanted("first_month", "多发起月", "month"),
    Wanted("last_month", "多发止月", "month"),
    Wanted("amount_fen", "多发金额（元）", "yuan", also=("金额", "多发金额")),
    Wanted("drawn_by", "款项由谁领取", required=False, longest=60),
)
FIELDS = (
    SCHEME,
    Field("rows", "多发人员名单", "file", help="每行：身份证号码、姓名、多发起月、多发止月、多发金额，领取人（不填为本人）"),
    Field("cause", "责任", "choice", choices=tuple(CAUSES.items()), help="一般差错不是欺诈"),
    Field("found", "怎样发现、依据什么", longest=200, help="核查通知、系统差错报告、审计决定的文号和结论"),
    scans_field("核查材料扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for rows without an amount, with months the wrong way round or to come, listed twice, or with such a debt already."""
    scheme = scheme_of(payload)
    for row in payload["rows"]:
        row["first_month"], row["last_month"] = _month(row["first_month"]), _month(row["last_month"])
    problems = _problems(payload["rows"], scheme, day)
    if problems:
        refuse_rows("procedures.overpaid", "立债", len(payload["rows"]), problems)
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def _month(value: Any) -> Month:
    return int(parse_month(value) if isinstance(value, str) else value)


def _problems(rows: Sequence[dict[str, Any]], scheme: str, day: date) -> list[tuple[int, str]]:
    known = queries.debt_spans([row["person_id"] for row in rows], scheme)
    seen: set[tuple[int, int]] = set()
    problems = []
    for number, row in enumerate(rows, 1):
        span = (row["first_month"], row["last_month"])
        if row["amount_fen"] <= 0:
            problems.append((number, "多发金额应大于零"))
        if not span[0] <= span[1] <= day.year * 100 + day.month:
            problems.append((number, "多发止月早于起月，或晚于本月"))
        if (row["person_id"], span[0]) in seen:
            problems.append((number, "名单里有同一人同一起月的行"))
        if span in known.get(row["person_id"], ()):
            problems.append((number, "这个人这几个月的多发已经立债"))
        seen.add((row["person_id"], span[0]))
    return problems


def preview(payload: Payload) -> list[Change]:
    """How many people, what it comes to, the cause, and that nothing is booked before money comes."""
    rows = payload["rows"]
    return [
        Change(
            f"{schemes.title(scheme_of(payload))}多发待遇", "", f"{len(rows):,} 人，{grouped(sum(row['amount_fen'] for row in rows))} 元"
        ),
        Change("责任", "", f"{CAUSES[payload['cause']]}：{payload['found']}"),
        Change("账务", "", "立债不做凭证，钱到了凭单据记账"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Each person's months and amount."""
    return [
        RowNote("", f"{month_text(row['first_month'])} 至 {month_text(row['last_month'])}", row["amount_fen"]) for row in payload["rows"]
    ]


def apply(payload: Payload, *, by: By) -> list[int]:
    """The ids of the debts, in the order of the list."""
    scheme = scheme_of(payload)
    rows = [
        payout.DebtRow(
            row["person_id"],
            queries.Overpaid(tuple(month_range(row["first_month"], row["last_month"])), row["amount_fen"], 0, 0),
            row.get("drawn_by") or "本人",
            "",
        )
        for row in payload["rows"]
    ]
    debts = queries.debts_of_entry(payout.open_debts(rows, scheme, by=by).seq)
    cause = payout.NewDebtStep("cause", by.day, text=f"{CAUSES[payload['cause']]}：{payload['found']}")
    payout.step_debts([(debt, cause) for debt in debts], by=by)
    return debts


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{TITLE} {len(payload['rows']):,} 人")
