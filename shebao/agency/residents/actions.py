"""What residents choose, what taken land gives them, and whom the agency told; each verb posts rows and journals them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import Month

from . import queries
from .kinds import ROUTES
from .models import AgeNotice, LandPayment, LandPaymentCancelled, LandProject, LandShare, TierChoice


class Choice(NamedTuple):
    """A tier for a year, and what others add to it."""

    person_id: int
    year: int
    tier_fen: Fen
    collective_fen: Fen = 0
    sponsor_fen: Fen = 0
    sponsor: str = ""


def choose_tier(choice: Choice, *, by: By) -> Entry:
    """Keep what somebody means to pay for a year; a later choice takes the place of an earlier one."""
    with transaction.atomic():
        take_turn()
        before = queries.choice_of(choice.person_id, choice.year)
        row = (next_id(TierChoice), choice.person_id, choice.year, before.version + 1 if before else 1, *choice[2:])
        body = {"year": choice.year, "tier_fen": choice.tier_fen}
        subject = ("person", choice.person_id)
        return post(TierChoice, TierChoice.SEALED, [row], "residents.choose_tiers", by=by, subject=subject, body=body)


class Project(NamedTuple):
    """Taken land and the money laid down."""

    code: str
    title: str
    approved_on: date
    published_from: date
    published_to: date
    deposited_fen: Fen
    deposit_reference: str


class Share(NamedTuple):
    """One person of a project."""

    person_id: int
    taken_percent: int
    age: int
    amount_fen: Fen
    route: str


def keep_project(project: Project, shares: Sequence[Share], *, by: By) -> int:
    """Keep a project with its people, whole; a second list of the same approval takes the first one's place. The version's id.

    Refused where the money laid down is short of the shares, or somebody was paid more than the new share.
    """
    assert shares and all(share.route in ROUTES for share in shares), shares
    total = sum(share.amount_fen for share in shares)
    if project.deposited_fen < total:
        what = f"预存 {grouped(project.deposited_fen)} 元，不够 {len(shares):,} 人的补贴 {grouped(total)} 元"
        advice = "社会保障费用没有足额预存的不得报批；请核对预存额和名单。"
        refuse("residents.deposit", what, advice, "deposited_fen", "土地管理法实施条例 第三十二条")
    with transaction.atomic():
        take_turn()
        said = {share.person_id: share.amount_fen for share in shares}
        short = [person for person, fen in queries.paid_by_person(project.code).items() if fen > said.get(person, 0)]
        if short:
            refuse(
                "residents.paid_more", f"{len(short)} 人已兑付的金额多于新名单", "请先撤销多付的兑付，再登记新名单。", "rows", people=short
            )
        before = queries.project(project.code)
        key = next_id(LandProject)
        row = (key, project.code, before.version + 1 if before else 1, *project[1:])
        subject = ("land_project", key)
        post(LandProject, LandProject.SEALED, [row], "residents.keep_project", by=by, subject=subject, body={"people": len(shares)})
        first = next_id(LandShare)
        rows = [(first + at, key, *share) for at, share in enumerate(shares)]
        post(LandShare, LandShare.SEALED, rows, "residents.keep_shares", by=by, subject=subject)
    return int(key)


class Paid(NamedTuple):
    """What is paid of a share."""

    code: str
    person_id: int
    amount_fen: Fen
    route: str


def pay_shares(rows: Sequence[Paid], number: str, on: date, *, by: By) -> list[int]:
    """Enter payments of shares on the slip of the project's money; their ids. Refused beyond a share or what lies in a project."""
    with transaction.atomic():
        take_turn()
        for code in sorted({row.code for row in rows}):
            _check(code, [row for row in rows if row.code == code])
        first = next_id(LandPayment)
        posted = [(first + at, *row, number, on) for at, row in enumerate(rows)]
        body = {"people": len(rows), "amount_fen": sum(row.amount_fen for row in rows), "number": number}
        post(LandPayment, LandPayment.SEALED, posted, "residents.pay_shares", by=by, body=body)
    return [row[0] for row in posted]


def _check(code: str, rows: Sequence[Paid]) -> None:
    shares, paid = queries.shares_of(code), queries.paid_by_person(code)
    for row in rows:
        share = shares.get(row.person_id)
        if share is None:
            refuse(
                "residents.no_share",
                f"有人不在项目“{code}”的实名库里",
                "请核对名单；漏登的先重新登记实名库。",
                "rows",
                people=[row.person_id],
            )
        paid[row.person_id] = paid.get(row.person_id, 0) + row.amount_fen
        if paid[row.person_id] > share.amount_fen:
            what = f"{share.name}的份额是 {grouped(share.amount_fen)} 元，连同已付为 {grouped(paid[row.person_id])} 元"
            refuse("residents.share", what, "请核对金额。", "rows", people=[row.person_id])


def take_back_shares(payment_ids: Sequence[int], reason: str, *, by: By) -> Entry:
    """Take payments back that were entered by mistake; the shares are to be paid again."""
    with transaction.atomic():
        take_turn()
        rows = [(payment, reason) for payment in payment_ids]
        return post(
            LandPaymentCancelled, LandPaymentCancelled.SEALED, rows, "residents.take_back_shares", by=by, body={"payments": len(rows)}
        )


class Told(NamedTuple):
    """Somebody who reaches the age."""

    person_id: int
    paid_years: int
    lacking_years: int


def tell_of_age(month: Month, rows: Sequence[Told], *, by: By) -> Entry:
    """Keep that people were told of reaching the age in a month, once each."""
    with transaction.atomic():
        take_turn()
        first = next_id(AgeNotice)
        posted = [(first + at, row.person_id, month, row.paid_years, row.lacking_years) for at, row in enumerate(rows)]
        return post(AgeNotice, AgeNotice.SEALED, posted, "residents.tell_of_age", by=by, body={"month": month, "people": len(rows)})
