"""What somebody is entitled to and has not asked for: proposed in one entry, answered once by whom it is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import canonical
from shebao.base.finding import refuse

from ..models import Message, Proposal
from ..service import Content
from .messages import NewMessage, tell


@dataclass(frozen=True, slots=True)
class NewProposal:
    """Who is entitled to what, why, by which law; facts: what the application is filled in with. messages: told to people; a question in
    the first is answered from the mailbox."""

    rule: str
    period: int
    amount_fen: int
    why: str
    law: str
    facts: Content
    person_id: int = 0
    employer_id: int = 0
    messages: tuple[NewMessage, ...] = ()


def propose(rows: Sequence[NewProposal], *, by: By) -> Entry:
    """Enter proposals under one entry, and tell those who have a mailbox."""
    with transaction.atomic():
        take_turn()
        told = [message for row in rows for message in row.messages]
        first, message = next_id(Proposal), next_id(Message) if told else 0
        if told:
            tell(told, by=by)
        columns = []
        for at, row in enumerate(rows):
            mine, message = (message, message + len(row.messages)) if row.messages else (0, message)
            columns.append(
                (
                    first + at, row.rule, row.person_id, row.employer_id, row.period, row.amount_fen, row.why[:200], row.law[:160],
                    canonical(row.facts), mine, by.day, "", 0,
                )
            )  # fmt: skip
        body = {"rule": rows[0].rule, "count": len(rows), "amount_fen": sum(row.amount_fen for row in rows)}
        subject = ("employer", rows[0].employer_id) if len(rows) == 1 and rows[0].employer_id else None
        return post(Proposal, (*Proposal.SEALED, "reply", "submission_id"), columns, "public.propose", by=by, subject=subject, body=body)


def answer_proposal(proposal_id: int, answer: str, *, day: date, person_id: int = 0, employer_id: int = 0, submission_id: int = 0) -> None:
    """The one answer of whom it is for; submission_id: what “yes” sent. Refused where it is somebody else's, or was answered."""
    mine = Proposal.objects.filter(id=proposal_id, person_id=person_id, employer_id=employer_id, reply="")
    if answer not in ("yes", "no") or not mine.update(reply=answer, replied_on=day, submission_id=submission_id):
        refuse("public.replied", "这一条已经回答过，或者不是您的", "请看它办到哪一步。")
