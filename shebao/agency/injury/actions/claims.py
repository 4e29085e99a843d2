"""Claims: what a case is paid, with the bills behind it and the dependants it leaves; taken back while nothing of it was paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from shebao.agency.injury import queries
from shebao.agency.injury.kinds import CATALOGUE, CLAIMS, RELATIONS, SERVICES
from shebao.agency.injury.models import Bill, Claim, ClaimCancelled, Dependant
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.canonical import canonical
from shebao.base.finding import refuse


class NewClaim(NamedTuple):
    """A decision on what a case is paid once; monthly benefits stand in the awards. facts: what it was decided upon."""

    case_id: int
    kind: str
    once_fen: int
    employer_fen: int
    grade: int
    facts: Mapping[str, Any]


class NewBill(NamedTuple):
    """One item of a bill of a case."""

    case_id: int
    ticket: str
    item: int
    provider: str
    on: date
    service: str
    catalogue: str
    charged_fen: int
    cut_fen: int
    reason: str


class NewDependant(NamedTuple):
    """Somebody the dead supported."""

    person_id: int
    relation: str
    alone: bool
    unable: bool
    monthly_fen: int


def claim(new: NewClaim, *, bills: Sequence[NewBill] = (), dependants: Sequence[NewDependant] = (), by: By) -> int:
    """Enter a claim with its bills and dependants; its id. Refused where a ticket was reimbursed or settled before."""
    assert new.kind in CLAIMS, new.kind
    assert all(row.relation in RELATIONS for row in dependants)
    with transaction.atomic():
        take_turn()
        claim_id = next_id(Claim)
        row = (claim_id, new.case_id, new.kind, by.day, new.once_fen, new.employer_fen, new.grade, canonical(dict(new.facts)))
        body = {"kind": new.kind, "once_fen": new.once_fen}
        post(Claim, Claim.SEALED, [row], "injury.claim", by=by, subject=("injury", new.case_id), body=body)
        if bills:
            post_bills(bills, claim_id=claim_id, by=by)
        if dependants:
            first = next_id(Dependant)
            rows = [(first + i, claim_id, *one) for i, one in enumerate(dependants)]
            post(Dependant, Dependant.SEALED, rows, "injury.list_dependants", by=by, subject=("injury", new.case_id))
    return claim_id


def post_bills(bills: Sequence[NewBill], *, claim_id: int = 0, settlement_id: int = 0, by: By) -> Entry:
    """Enter bills of a claim or a settlement; a ticket is paid once, whoever hands it in and in whatever year."""
    assert all(row.service in SERVICES and row.catalogue in CATALOGUE for row in bills)
    earlier = queries.standing_tickets({row.ticket for row in bills})
    if earlier:
        listed = "、".join(sorted(earlier)[:5])
        advice = "同一张票据只付一次，不论哪一年、由谁交来；请核对票据号。"
        refuse("injury.ticket_twice", f"票据 {listed} 已经报销或结算过", advice, "rows", tickets=sorted(earlier))
    first = next_id(Bill)
    rows = [
        (
            first + i, row.case_id, claim_id, settlement_id, row.ticket, row.item, row.provider, row.on, row.service, row.catalogue,
            row.charged_fen, row.cut_fen, row.reason,
        )
        for i, row in enumerate(bills)
    ]  # fmt: skip
    body = {"rows": len(rows), "amount_fen": sum(row.charged_fen - row.cut_fen for row in bills)}
    return post(Bill, Bill.SEALED, rows, "injury.bill", by=by, body=body)


def cancel_claim(claim_id: int, reason: str, *, by: By) -> Entry:
    """Take a claim back; its bills may be handed in again. What it owes and awards is cancelled by whoever calls this, first."""
    with transaction.atomic():
        take_turn()
        row = queries.claim(claim_id)
        if row.cancelled:
            refuse("injury.cancelled", "这项核定已经撤销", "不需要再办；请核对编号。", "claim_id")
        body = {"kind": row.kind, "reason": reason}
        subject = ("injury", row.case_id)
        return post(ClaimCancelled, ClaimCancelled.SEALED, [(claim_id, reason)], "injury.cancel_claim", by=by, subject=subject, body=body)
