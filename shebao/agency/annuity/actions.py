"""The verbs of the annuity: contributions posted, nominal amounts that earn and become real, money sent up, a choice made; and undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import repeat
from typing import Any, NamedTuple

from django.db import transaction

from shebao.agency.accounts.annuity_credits import Credit, credit_annuity, take_back_annuity
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.queries import called
from shebao.agency.schemes._interest import interest_by, interest_until
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import Column, int_column
from shebao.base.dated import Places
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import Month, last_day, month_of, month_title

from . import queries
from .kinds import UNDONE
from .models import Arrival, Choice, Claim, NominalEntry, Posting, Remittance, Undone

SCHEME = queries.ANNUITY_SCHEME
CREDITED, MADE_REAL = "annuity", "annuity_claim"
"""Whence an account entry comes: a posting of contributions, or a claim the budget paid."""
TURN = 10_000


def post_contributions(
    employer_id: int, month: Month, arrived_on: date, reference: str, *, place: str, places: Places, by: By
) -> tuple[int, queries.Shares]:
    """Post a month of one unit: members' part and a real unit part reach the accounts, a nominal one the register; the posting's id."""
    with transaction.atomic():
        take_turn()
        if queries.postings(employer_id, month):
            refuse("annuity.posted", f"这个单位{month_title(month)}的职业年金已经入账", "有误的，先撤销那一笔，再重新入账。", "month")
        shares = queries.shares(employer_id, month, place, places)
        number = next_id(Posting)
        turn = Posting.objects.filter(employer_id=employer_id, month=month).count() + 1
        person, unit = int(shares.person_fen.sum()), int(shares.unit_fen.sum())
        people, base = int(shares.people.size), int(shares.base_fen.sum())
        row = (number, employer_id, month, turn, shares.nominal, people, base, person, unit, arrived_on, reference)
        body = {"employer": employer_id, "month": month, "nominal": shares.nominal, "people": people}
        post(Posting, Posting.SEALED, [row], "annuity.post", by=by, body=body)
        members = shares.people.tolist()
        credits = [Credit(one, "own", fen) for one, fen in zip(members, shares.person_fen.tolist(), strict=True)]
        if shares.nominal:
            _record(shares.people, month, "contribution", shares.unit_fen, None, number, "annuity.record_nominal", by)
        else:
            credits += [Credit(one, "unit", fen) for one, fen in zip(members, shares.unit_fen.tolist(), strict=True)]
        credit_annuity(credits, SCHEME, month_of(arrived_on), (CREDITED, number), by=by)
        return number, shares


def credit_interest(year: int, *, place: str, places: Places, by: By) -> Entry:
    """A year's interest of every nominal amount at the published rate; once a year and not before its last day."""
    if by.day < last_day(year * 100 + 12):
        refuse("annuity.too_early", f"{year}年尚未结束，不能结息。", f"请在{year}年12月31日及以后办理。", "year")
    with transaction.atomic():
        take_turn()
        posted, back = _turns(year)
        if posted > back:
            refuse("annuity.interest_twice", f"{year}年记账利息已记入，不能重复结息。", "如有差错，先冲回再重新结息。", "year")
        columns = queries.nominal_columns(year)
        result = interest_by("annuity", columns, year, place, places)
        some = result.interest_fen != 0
        body = {"year": year, "rate": result.rate, "rate_document": result.document, "accounts": int(columns["person_id"].size)}
        people, fen = columns["person_id"][some], result.interest_fen[some]
        return _record(people, year * 100 + 12, "interest", None, fen, year + TURN * posted, "annuity.credit_interest", by, body)


def withdraw_interest(year: int, reason: str, *, by: By) -> Entry:
    """Take a year's interest of all nominal amounts back; refused where none stands, or an amount was claimed since."""
    with transaction.atomic():
        take_turn()
        posted, back = _turns(year)
        if posted <= back:
            refuse("annuity.no_interest", f"{year}年的记账利息没有记入，或已经冲回。", "请核对年度。", "year")
        source = year + TURN * (posted - 1)
        rows = list(NominalEntry.objects.filter(kind="interest", source_id=source).order_by("person_id"))
        left = queries.nominal([row.person_id for row in rows])
        short = [row.person_id for row in rows if left.get(row.person_id, queries.NOTHING).interest_fen < row.interest_fen]
        if short:
            refuse("annuity.interest_used", f"{called(short)} 的记账利息已经做实", "请先撤销做实，再冲回利息。", "year", people=short)
        people, fen = int_column(row.person_id for row in rows), int_column(-row.interest_fen for row in rows)
        body = {"year": year, "reason": reason}
        return _record(people, year * 100 + 12, "interest_back", None, fen, source, "annuity.withdraw_interest", by, body)


def _turns(year: int) -> tuple[int, int]:
    """How often a year's interest was credited, and taken back."""
    rows = NominalEntry.objects.filter(month=year * 100 + 12, source_id__lt=TURN * TURN).order_by()
    counts = (len(set(rows.filter(kind=kind).values_list("source_id", flat=True))) for kind in ("interest", "interest_back"))
    posted, back = counts
    return posted, back


class Nominal(NamedTuple):
    """What a claim on the budget comes to: principal, interest with that of the year up to the cut-off, and the rate of that year."""

    principal_fen: int
    interest_fen: int
    earned_fen: int
    rate: str


def nominal_until(person_id: int, cut_off: Month, *, place: str, places: Places) -> Nominal:
    """A member's nominal amount with its interest up to a month; refused where there is none."""
    held = queries.nominal([person_id]).get(person_id)
    if held is None:
        refuse("annuity.nothing_nominal", "没有记账金额", "单位缴费是实账的不需要做实；请核对人员。", "person_id")
    year = cut_off // 100
    credited = NominalEntry.objects.filter(person_id=person_id, kind="interest", month__gte=year * 100 + 1).exists()
    if credited:
        return Nominal(held.principal_fen, held.interest_fen, 0, "")
    earned = interest_until("annuity", queries.nominal_columns(year, int_column([person_id]), cut_off), cut_off, place, places)
    fen = int(earned.interest_fen[0]) if earned.interest_fen.size else 0
    return Nominal(held.principal_fen, held.interest_fen + fen, fen, f"{earned.rate}（{earned.document}）")


def claim(person_id: int, reason: str, cut_off: Month, *, place: str, places: Places, by: By) -> int:
    """Claim a member's nominal amount on the budget; the claim's id. Its interest up to the cut-off is credited with it."""
    with transaction.atomic():
        take_turn()
        if any(row.arrived_on is None for row in queries.claims(person_id)):
            refuse("annuity.claimed", "此人已经请款，款项还没有到", "款到以后填写到款日期和流水号；请款有误的先撤销。", "person_id")
        amount = nominal_until(person_id, cut_off, place=place, places=places)
        number = next_id(Claim)
        row = (number, person_id, reason, cut_off, amount.principal_fen, amount.interest_fen, amount.rate[:160])
        body = {"claim": number, "fen": amount.principal_fen + amount.interest_fen}
        post(Claim, Claim.SEALED, [row], "annuity.claim", by=by, body=body, subject=("person", person_id))
        if amount.earned_fen:
            one, fen = int_column([person_id]), int_column([amount.earned_fen])
            _record(one, cut_off, "interest", None, fen, TURN * TURN + number, "annuity.credit_until_claim", by)
        return number


def arrive(claim_id: int, arrived_on: date, reference: str, *, by: By) -> int:
    """The budget's money is here: the nominal amount leaves the register and is real in the member's account; the arrival's id."""
    with transaction.atomic():
        take_turn()
        row = next((one for one in queries.claims() if one.id == claim_id), None)
        if row is None or row.arrived_on is not None:
            refuse("annuity.no_claim", f"没有编号为 {claim_id} 的待到款请款", "请核对请款单。", "claim")
        number = next_id(Arrival)
        body = {"claim": claim_id, "fen": row.fen}
        values = (number, claim_id, arrived_on, reference)
        post(Arrival, Arrival.SEALED, [values], "annuity.arrive", by=by, body=body, subject=("person", row.person_id))
        one = int_column([row.person_id])
        principal, interest = int_column([-row.principal_fen]), int_column([-row.interest_fen])
        _record(one, month_of(arrived_on), "made_real", principal, interest, number, "annuity.make_real", by)
        credit_annuity([Credit(row.person_id, "made_real", row.fen)], SCHEME, month_of(arrived_on), (MADE_REAL, number), by=by)
        return number


def remit(month: Month, people: int, amount_fen: int, sent_on: date, reference: str, *, by: By) -> int:
    """Keep money sent up to the province; its id."""
    with transaction.atomic():
        take_turn()
        number = next_id(Remittance)
        row = (number, month, people, amount_fen, sent_on, reference)
        body = {"month": month, "people": people, "amount_fen": amount_fen}
        post(Remittance, Remittance.SEALED, [row], "annuity.remit", by=by, body=body)
        return number


def choose(
    person_id: int,
    way: str,
    first_month: Month,
    balance_fen: int,
    *,
    divisor: int | None,
    monthly_fen: int | None,
    last_month: Month | None,
    by: By,
) -> int:
    """Keep how a member draws the annuity; refused where a way was chosen: it is never changed."""
    with transaction.atomic():
        take_turn()
        if queries.choice_of(person_id) is not None:
            advice = "领取方式选定后不再更改；当初录入有误的，凭原申请表撤销那笔登记后重新录入。"
            refuse("annuity.chosen", "此人已经选定领取方式", advice, "person_id", "国办发〔2015〕18号 第九条")
        number = next_id(Choice)
        row = (number, person_id, way, first_month, balance_fen, divisor, monthly_fen, last_month)
        body = {"choice": number, "way": way}
        post(Choice, Choice.SEALED, [row], "annuity.choose", by=by, body=body, subject=("person", person_id))
        return number


def undo(kind: str, record_id: int, reason: str, *, by: By) -> Entry:
    """Undo a record that was wrong: what it brought to accounts and register is taken back; refused where something stands on it."""
    with transaction.atomic():
        take_turn()
        if Undone.objects.filter(kind=kind, record_id=record_id).exists():
            refuse("annuity.undone", f"这笔{UNDONE[kind]}已经撤销过", "无需重复办理。", "record")
        _take_back(kind, record_id, reason, by)
        row = (next_id(Undone), kind, record_id, reason)
        return post(Undone, Undone.SEALED, [row], "annuity.undo", by=by, body={"kind": kind, "record": record_id})


def _take_back(kind: str, record_id: int, reason: str, by: By) -> None:
    month = month_of(by.day)
    if kind == "posting":
        _known(Posting, record_id, kind)
        _correct(NominalEntry.objects.filter(kind="contribution", source_id=record_id), by)
        take_back_annuity(SCHEME, month, (CREDITED, record_id), reason, by=by)
    elif kind == "claim":
        _known(Claim, record_id, kind)
        if any(row.id == record_id and row.arrived_on is not None for row in queries.claims()):
            refuse("annuity.arrived", "这笔请款已经到款", "请先撤销到款。", "record")
        _correct(NominalEntry.objects.filter(kind="interest", source_id=TURN * TURN + record_id), by)
    elif kind == "arrival":
        _known(Arrival, record_id, kind)
        _correct(NominalEntry.objects.filter(kind="made_real", source_id=record_id), by)
        take_back_annuity(SCHEME, month, (MADE_REAL, record_id), reason, by=by)
    else:
        _known(Remittance if kind == "remittance" else Choice, record_id, kind)


def _known(model: Any, record_id: int, kind: str) -> None:
    if not model.objects.filter(id=record_id).exists():
        refuse("annuity.unknown", f"没有编号为 {record_id} 的{UNDONE[kind]}", "请核对编号。", "record")


def _correct(entries: Any, by: By) -> None:
    """Post the opposite of nominal entries; refused where a member has not that much left."""
    rows = list(entries.order_by("person_id"))
    if not rows:
        return
    left = queries.nominal([row.person_id for row in rows])
    short = [
        row.person_id
        for row in rows
        if left.get(row.person_id, queries.NOTHING).principal_fen < row.principal_fen
        or left.get(row.person_id, queries.NOTHING).interest_fen < row.interest_fen
    ]
    if short:
        refuse("annuity.used", f"{called(short)} 的记账金额已经做实", "请先撤销做实。", "record", people=short)
    first = next_id(NominalEntry)
    posted = [
        (first + i, row.person_id, row.month, "correction", -row.principal_fen, -row.interest_fen, row.pk) for i, row in enumerate(rows)
    ]
    post(NominalEntry, NominalEntry.SEALED, posted, "annuity.correct_nominal", by=by, body={"rows": len(posted)})


def _record(
    people: Column,
    month: Month,
    kind: str,
    principal: Column | None,
    interest: Column | None,
    source: int,
    verb: str,
    by: By,
    body: dict[str, Any] | None = None,
) -> Entry:
    first = next_id(NominalEntry)
    principals: Sequence[int] = principal.tolist() if principal is not None else [0] * people.size
    interests: Sequence[int] = interest.tolist() if interest is not None else [0] * people.size
    rows = zip(
        range(first, first + people.size), people.tolist(), repeat(month), repeat(kind), principals, interests, repeat(source), strict=False
    )
    sums = {"people": int(people.size), "principal_fen": sum(principals), "interest_fen": sum(interests)}
    return post(NominalEntry, NominalEntry.SEALED, list(rows), verb, by=by, body=(body or {}) | sums)


def amounts_text(amount: Nominal) -> str:
    """A nominal amount in words."""
    return f"本金 {grouped(amount.principal_fen)} 元，利息 {grouped(amount.interest_fen)} 元"
