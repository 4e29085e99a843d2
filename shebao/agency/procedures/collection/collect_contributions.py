"""Taking in a list of payers (缴费到账): posted and credited to the personal accounts. The fund books the money when it arrives,
on the treasury's and the fiscal account's own slips (`books/record_receipt.py`); until then it is a claim (应收未到)."""

from __future__ import annotations

from collections import Counter
from datetime import date

from shebao.agency import schemes
from shebao.agency.accounts.actions import credit_contributions
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.contributions.actions import check_contributions, post_contributions
from shebao.agency.contributions.assessment import Payment, assess
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.parameters import queries as parameters
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.money import grouped, yuan_text
from shebao.base.months import month_of
from shebao.core.policy.resident.tiers import ADDED_NOTE

KEY = "collect_contributions"
TITLE = "缴费到账入账"
LAW = "国发〔2014〕8号 第三条；社会保险经办条例（国令第765号）"
WORKING_DAYS = 10
RISK = "low"
RESULT = "缴费入账回执"
REVERSAL = "入账有误的，逐笔办理“更正缴费（退费）”，再重新入账。"
ROWS = (
    *PERSON,
    Wanted("year", "缴费年度", "year"),
    Wanted("tier_fen", "缴费档次（元）", "yuan", also=("缴费档次",)),
    Wanted("collective_fen", "集体补助（元）", "yuan", required=False, also=("集体补助",)),
)
FIELDS = (
    Field("rows", "到账名单", "file", help="每行：身份证号码、姓名、缴费年度、缴费档次（元）、集体补助（元）"),
    Field("paid_month", "到账月", "month", required=False, help="不填则为受理当月"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where a payment could not be posted, or its person draws the pension already.

    Rows have person_id, year, tier_fen and, where given, collective_fen.
    """
    payload.setdefault("paid_month", month_of(day))
    check_contributions(_payments(payload), RESIDENT, place=installation.place(), places=parameters.places(), day=day)
    drawing = benefit_queries.in_state_among(int_column(row["person_id"] for row in payload["rows"]), RESIDENT, "active", "suspended")
    if drawing.size:
        refuse_people("procedures.drawing", drawing, "已在领取养老待遇，不再缴费", "请核对是否记错了人，并从名单中去掉。", "rows")
    return payload


def preview(payload: Payload) -> list[Change]:
    """Sums by part as the law makes them, payments by year, and tiers that are taken as added by the place."""
    assessed = assess(_payments(payload), RESIDENT, installation.place(), parameters.places())
    years = Counter(assessed.year.tolist())
    changes = [Change("缴费笔数", "", "、".join(f"{year} 年度 {count:,} 笔" for year, count in sorted(years.items())))]
    changes += [Change(part.title, "", f"{grouped(int(assessed.parts[part.key].sum()))} 元") for part in schemes.of(RESIDENT).CONTRIBUTIONS]
    changes.append(Change("基金账", "", "不记账；款项到国库、财政专户后，由基金财务凭单据登记到账"))
    changes += [
        Change("请核对缴费档次", f"{one.year} 年度 {yuan_text(one.tier_fen)} 元，{one.payments:,} 笔", ADDED_NOTE) for one in assessed.added
    ]
    return changes


def notes(payload: Payload) -> list[RowNote]:
    """Each payment as the law divides it: its parts, and what goes into the account."""
    assessed = assess(_payments(payload), RESIDENT, installation.place(), parameters.places())
    parts = [(part.title, assessed.parts[part.key].tolist()) for part in schemes.of(RESIDENT).CONTRIBUTIONS]
    return [
        RowNote(after="，".join(f"{title} {grouped(fen[i])}" for title, fen in parts if fen[i]), fen=total)
        for i, total in enumerate(assessed.total_fen.tolist())
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the contributions."""
    return collect(_payments(payload), by=by)


def collect(payments: list[Payment], *, by: By) -> Entry:
    """Post payments and credit the accounts."""
    entry = post_contributions(payments, RESIDENT, place=installation.place(), places=parameters.places(), by=by)
    credit_contributions(entry.seq, RESIDENT, by=by)
    return entry


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{len(payload['rows']):,} 笔"


def _payments(payload: Payload) -> list[Payment]:
    return [
        Payment(row["person_id"], row["year"], payload["paid_month"], row["tier_fen"], row.get("collective_fen", 0))
        for row in payload["rows"]
    ]
