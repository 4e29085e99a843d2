"""Opening and ending claims, entering premiums of claimants, and what is granted once to people and to employers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count

from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import awards, confirmations
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.lists import refuse_people
from shebao.agency.schemes import Awarded
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import among, read_rows
from shebao.agency.store.crash import crashpoint
from shebao.base.canonical import canonical
from shebao.base.months import Month, add_months, month_range

from .models import Claim, ClaimEnd, EmployerGrant, Grant, GrantCancelled, MedicalBack, MedicalMonth, MedicalSettled
from .queries import ClaimRow, open_premiums, premiums_after, standing_grants


class NewClaim(NamedTuple):
    """A claim as it was judged. from_month: the first month of the benefit; months granted with those brought over."""

    person_id: int
    employer_id: int | None
    left_on: date
    reason: str
    registered_on: date
    category: str
    paid_months: int
    unused_months: int
    granted: int
    from_month: Month


class Ending(NamedTuple):
    """A claim that ends: its last month, why, the months used and kept, and what is to be said of it."""

    claim_id: int
    person_id: int
    last_month: Month
    reason: str
    used: int
    kept: int
    note: str = ""


def open_claim(claim: NewClaim, awarded: Awarded, month: Month, *, by: By) -> int:
    """Decide a claim: the award, the claim, and the months up to the first one a run pays confirmed with it; the claim's id."""
    with transaction.atomic():
        take_turn()
        row = awards.Award(claim.person_id, claim.from_month, claim.from_month, awarded)
        benefits.award([row], SCHEME, month=month, provisional=False, by=by, body={"granted": claim.granted})
        claim_id, turn = next_id(Claim), Claim.objects.filter(person_id=claim.person_id).count() + 1
        sealed = (claim_id, claim.person_id, turn, *claim[1:], awarded.total_fen)
        post(Claim, Claim.SEALED, [sealed], "unemployment.open_claim", by=by, subject=("person", claim.person_id))
        known = set(confirmations.months_of([claim.person_id], SCHEME).get(claim.person_id, ()))
        begun = [one for one in list(month_range(claim.from_month, month))[: claim.granted] if one not in known]
        if begun:
            confirmations.confirm([(claim.person_id, one) for one in begun], SCHEME, by=by)
        crashpoint("unemployment.claim.before_commit")
    crashpoint("unemployment.claim.committed")
    return claim_id


def confirm_month(month: Month, claims: Sequence[ClaimRow], endings: Sequence[Ending], *, by: By) -> Entry:
    """Confirm a month of some claims, and end those of them whose last month it is."""
    entry = confirmations.confirm([(claim.person_id, month) for claim in claims], SCHEME, by=by)
    if endings:
        end_claims(endings, by=by)
    return entry


def end_claims(endings: Sequence[Ending], *, by: By) -> Entry:
    """End claims with their last month, at the benefits counter and here; what was paid after it is for the caller to claim back."""
    with transaction.atomic():
        take_turn()
        for reason in sorted({row.reason for row in endings}):
            mine = [row for row in endings if row.reason == reason]
            for last in sorted({row.last_month for row in mine}):
                people = [row.person_id for row in mine if row.last_month == last]
                benefits.end(people, SCHEME, last, reason, month=add_months(last, 1), by=by)
        return post_endings(endings, by=by)


def post_endings(endings: Sequence[Ending], *, by: By) -> Entry:
    """Enter how claims ended; the benefit itself ended at the benefits counter."""
    rows = sorted((row.claim_id, row.last_month, row.reason, row.used, row.kept, row.note) for row in endings)
    subject = ("person", endings[0].person_id) if len(endings) == 1 else None
    return post(ClaimEnd, ClaimEnd.SEALED, rows, "unemployment.end_claim", by=by, body={"claims": len(rows)}, subject=subject)


def post_premiums(people: Sequence[int], month: Month, fen: int, *, by: By) -> int:
    """Enter the premium of a month of claimants, and set off what was asked back before; what the order has to pay."""
    first = next_id(MedicalMonth)
    rows = [(first + at, person, month, fen) for at, person in enumerate(people)]
    post(MedicalMonth, MedicalMonth.SEALED, rows, "unemployment.premiums", by=by, body={"month": month, "people": len(rows), "fen": fen})
    left = fen * len(rows)
    settled: list[tuple[int, str, int]] = []
    for row in open_premiums():
        if row.fen <= left:
            settled.append((row.id, "set_off", month))
            left -= row.fen
    if settled:
        post(MedicalSettled, MedicalSettled.SEALED, sorted(settled), "unemployment.premium_settled", by=by)
    return left


def ask_premiums_back(person_id: int, last_month: Month, *, by: By) -> int:
    """Enter that premiums of months after the last one of a claim are asked back from the medical fund; what they come to."""
    rows = premiums_after(person_id, last_month)
    if rows:
        ids = [(row.id,) for row in rows]
        post(MedicalBack, MedicalBack.SEALED, ids, "unemployment.premium_back", by=by, subject=("person", person_id))
    return sum(row.fen for row in rows)


def receive_premiums(ids: Sequence[int], month: Month, *, by: By) -> Entry:
    """Enter that premiums asked back were received."""
    rows = [(row, "received", month) for row in sorted(ids)]
    return post(MedicalSettled, MedicalSettled.SEALED, rows, "unemployment.premium_settled", by=by)


class NewGrant(NamedTuple):
    """Something granted once to a person: what for, of which month, how much, and the facts it was judged by."""

    person_id: int
    key: str
    month: Month
    amount_fen: int
    facts: Mapping[str, Any]


def grant(rows: Sequence[NewGrant], kind: str, *, by: By) -> list[int]:
    """Enter grants of a kind; their ids, in the order of the rows. Refused where the same was granted before and not cancelled."""
    with transaction.atomic():
        take_turn()
        people = among(row.person_id for row in rows)
        known = set(standing_grants(kind).filter(person_id__in=people).values_list("person_id", "key"))
        again = sorted({row.person_id for row in rows if (row.person_id, row.key) in known})
        if again:
            refuse_people("unemployment.granted", again, "的同一项补贴已经核定过。", "同一事由只核定一次。", "person_id")
        counted = read_rows(
            Grant.objects.filter(kind=kind, person_id__in=people).order_by().values("person_id", "key").annotate(n=Count("id")),
            "person_id", "key", "n",
        )  # fmt: skip
        before = {(person, key): n for person, key, n in counted}
        first = next_id(Grant)
        posted = [
            (
                first + at,
                row.person_id,
                kind,
                row.key,
                before.get((row.person_id, row.key), 0) + 1,
                row.month,
                row.amount_fen,
                canonical(dict(row.facts)),
            )
            for at, row in enumerate(rows)
        ]
        subject = ("person", rows[0].person_id) if len(rows) == 1 else None
        post(Grant, Grant.SEALED, posted, "unemployment.grant", by=by, body={"kind": kind, "people": len(rows)}, subject=subject)
        return [row[0] for row in posted]


def cancel_grant(grant_id: int, reason: str, *, by: By) -> Entry:
    """Cancel a grant; what was owed for it is cancelled by the caller in the same transaction."""
    return post(GrantCancelled, GrantCancelled.SEALED, [(grant_id, reason)], "unemployment.cancel_grant", by=by, body={"grant": grant_id})


class ListedEmployer(NamedTuple):
    """One employer of a list, paid or not: rule says which condition it fails."""

    employer_id: int
    person_id: int | None
    amount_fen: int
    rule: str
    facts: Mapping[str, Any]


def list_employers(rows: Sequence[ListedEmployer], kind: str, year: int, order_id: int, *, by: By) -> Entry:
    """Enter a list of employers as it was decided, those who are not paid among them."""
    first = next_id(EmployerGrant)
    posted = [
        (first + at, row.employer_id, kind, year, order_id, row.person_id, row.amount_fen, row.rule[:120], canonical(dict(row.facts)))
        for at, row in enumerate(rows)
    ]
    body = {
        "kind": kind,
        "year": year,
        "employers": len({row.employer_id for row in rows}),
        "paid": sum(row.amount_fen > 0 for row in rows),
    }
    return post(EmployerGrant, EmployerGrant.SEALED, posted, "unemployment.employer_list", by=by, body=body)
