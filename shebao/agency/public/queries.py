"""Questions to the public's side: a session, what somebody sent and how far it is, who acts for whom, the mailbox, the clerk's list."""

from __future__ import annotations

import ipaddress
import json
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from shebao.agency.matters import queries as matters
from shebao.agency.store import vault
from shebao.agency.store.columns import total
from shebao.base.finding import refuse

from .kinds import RULES, SESSION_SECONDS, STATES, WAITING
from .models import Binding, Look, Message, Proposal, PublicSession, Submission, Terminal
from .services import SERVICES, Content


class Session(NamedTuple):
    """Somebody inside: who they are, and at whose door."""

    id: int
    door: str
    holder_index: bytes
    name: str
    citizen_number: str
    person_id: int
    employer_id: int


class BindingRow(NamedTuple):
    """Who may act for whom, how far, until when."""

    id: int
    role: str
    agent_name: str
    agent_tail: str
    person_id: int
    employer_id: int
    scope: str
    since: date
    until: date


class Progress(NamedTuple):
    """How far a submission is, as its sender reads it: the state in words, its tone, the legal day, what was answered, what may be done."""

    id: int
    receipt: str
    service: str
    title: str
    received_on: date
    state: str
    words: str
    tone: str
    due_on: date | None
    answer: str
    matter_number: str
    may_withdraw: bool
    withdrawal_on: date | None
    matter_id: int
    closed_on: date | None


_BINDING = BindingRow._fields


def session(token: str, door: str) -> Session | None:
    """Who a token stands for, at this door; None where it ended, is too old, or is no token."""
    since = timezone.now() - timedelta(seconds=SESSION_SECONDS)
    row = PublicSession.objects.filter(token_mark=vault.blind(token, "session"), door=door, ended_at=None, created_at__gt=since).first()
    if row is None:
        return None
    said = json.loads(vault.unseal(row.holder_sealed, PublicSession.SEALED_PLACE, row.id))
    return Session(row.id, row.door, bytes(row.holder_index), said["name"], said["number"], row.person_id, row.employer_id)


def _bindings(day: date) -> QuerySet[Binding]:
    """Bindings that hold on a day."""
    return Binding.objects.filter(since__lte=day, until__gte=day, ends=None, revocation=None).order_by("id")


def bindings_of_agent(index: bytes, day: date) -> list[BindingRow]:
    """For whom somebody may act."""
    return [BindingRow(*row) for row in _bindings(day).filter(agent_index=index).values_list(*_BINDING)]


def bindings_about(*, person_id: int = 0, employer_id: int = 0, day: date) -> list[BindingRow]:
    """Who may act for a person or an employer."""
    rows = (
        _bindings(day).filter(person_id=person_id) if person_id else _bindings(day).filter(employer_id=employer_id).exclude(employer_id=0)
    )
    return [BindingRow(*row) for row in rows.values_list(*_BINDING)]


def binding(binding_id: int, day: date) -> BindingRow:
    """One binding that holds; refused where it does not."""
    for row in _bindings(day).filter(id=binding_id).values_list(*_BINDING):
        return BindingRow(*row)
    refuse("public.unbound", f"没有编号为 {binding_id} 的有效代办登记", "请核对编号。", "binding_id")


def submission(row_id: int) -> Submission | None:
    """One submission; None where there is none."""
    return Submission.objects.filter(id=row_id).first()


def content_of(row: Submission) -> Content:
    """What was sent; nothing where its time was over and it was emptied."""
    if not row.sealed:
        return {}
    content: Content = json.loads(vault.unseal(row.sealed, Submission.SEALED_PLACE, row.id))
    return content


def of_sender(index: bytes, *, person_id: int = 0, employer_id: int = 0, most: int = 50) -> list[Progress]:
    """What somebody sent, and what was sent for them, the newest first."""
    mine = Q(applicant_index=index) & Q(employer_id=employer_id)
    whose = Q(employer_id=employer_id) if employer_id else mine | Q(person_id=person_id) if person_id else mine
    return progress_of(list(Submission.objects.filter(whose).order_by("-received_at")[:most]))


def progress_of(rows: list[Submission]) -> list[Progress]:
    """How far submissions are, with their matters read at once."""
    result = {one["id"]: one for one in matters.rows().filter(id__in=[row.matter_id for row in rows if row.matter_id])} if rows else {}
    return [_progress(row, result.get(row.matter_id)) for row in rows]


def _progress(row: Submission, matter: Any) -> Progress:
    words, tone, may = (
        STATES[row.state],
        {"entered": "attention", "received": "waiting", "asked": "attention", "refused": "stopped", "done": "done"},
        False,
    )
    colour, due, number, closed = tone.get(row.state, ""), None, "", None
    if row.state == "accepted" and matter is not None:
        due, number, closed = matter["due_on"], matter["number"], matter["closed_on"]
        words, colour = _MATTER_WORDS.get(matter["state"], ("正在办理", "waiting"))
        may = closed is None and row.withdrawal_on is None
        words = "您要求撤回，等待办理" if closed is None and row.withdrawal_on else words
    may = may or row.state in WAITING
    one = SERVICES.get(row.service)
    return Progress(
        row.id, row.receipt, row.service, one.title if one else row.service, row.received_on, row.state, words, colour, due, row.answer,
        number, may, row.withdrawal_on, row.matter_id, closed,
    )  # fmt: skip


_MATTER_WORDS = {
    "accepted": ("已受理，正在核对", "waiting"),
    "returned": ("已受理，正在核对", "waiting"),
    "reviewed": ("已核对，等待决定", "waiting"),
    "approved": ("已决定", "done"),
    "applied": ("已办结", "done"),
    "withdrawn": ("已撤回", ""),
}


def of_matter(matter_id: int) -> Submission | None:
    """The submission that a matter came from; None for one that was asked for at the counter."""
    return Submission.objects.filter(matter_id=matter_id).first() if matter_id else None


def withdrawal_asked(matter_id: int) -> bool:
    """Whether the sender of a matter's submission wants it back. Locks the row, so that both cannot happen at once."""
    row = Submission.objects.select_for_update().filter(matter_id=matter_id).first() if matter_id else None
    return row is not None and row.withdrawal_on is not None


def listed(services: list[str]) -> QuerySet[Submission, Any]:
    """Submissions of some services as rows for a list."""
    return Submission.objects.filter(service__in=services).values(
        "id", "receipt", "service", "applicant_name", "person_id", "employer_id", "received_on", "state", "matter_id", "withdrawal_on"
    )


def waiting_automatic(most: int = 200) -> list[Submission]:
    """Submissions that a rule may do, the oldest first."""
    keys = [key for key, one in SERVICES.items() if one.automatic]
    return list(Submission.objects.filter(service__in=keys, state="received").order_by("received_at")[:most])


def waiting_count(services: list[str]) -> int:
    """How many submissions of some services wait for a clerk."""
    return Submission.objects.filter(service__in=services, state="received").count()


def mailbox(person_id: int, most: int = 50) -> list[Message]:
    """The messages of a person, the newest first."""
    return list(Message.objects.filter(person_id=person_id).order_by("-id")[:most]) if person_id else []


def unread(person_id: int) -> int:
    """How many messages a person has not opened."""
    return Message.objects.filter(person_id=person_id, read_at=None).count() if person_id else 0


def asked_of(person_ids: list[int], question: str) -> set[int]:
    """Those of some people who have an open or answered question of a kind already."""
    return set(
        Message.objects.filter(person_id__in=person_ids, question=question).exclude(reply="closed").values_list("person_id", flat=True)
    )


def messages_of(entry_id: int) -> list[int]:
    """The messages with a question that one entry put into mailboxes and nobody answered."""
    return list(Message.objects.filter(entry_id=entry_id, reply="").exclude(question="").values_list("id", flat=True))


def looks_waiting() -> int:
    """How many traces of reading wait for the journal."""
    return Look.objects.filter(entry_id=0).count()


def unwanted(services: list[str], most: int = 50) -> list[Submission]:
    """Accepted submissions whose applicants want them back and whose matters are not closed."""
    rows = Submission.objects.filter(service__in=services, state="accepted", withdrawal_on__isnull=False).order_by("withdrawal_on")[:most]
    still = {row["id"] for row in matters.rows().filter(id__in=[row.matter_id for row in rows], closed_on=None)}
    return [row for row in rows if row.matter_id in still]


class ProposalRow(NamedTuple):
    """Something proposed to somebody, with what they answered; reply: "" while nobody did."""

    id: int
    rule: str
    person_id: int
    employer_id: int
    period: int
    amount_fen: int
    why: str
    law: str
    facts: Content
    message_id: int
    day: date
    reply: str
    submission_id: int

    @property
    def title(self) -> str:
        """What it is about."""
        return f"{self.period} 年{RULES[self.rule]}" if self.period < 10_000 else RULES[self.rule]


def _proposals(rows: QuerySet[Proposal]) -> list[ProposalRow]:
    names = ProposalRow._fields
    return [ProposalRow._make((*row[:8], json.loads(row[8]), *row[9:])) for row in rows.order_by("-id").values_list(*names)]


def proposals_of(*, person_id: int = 0, employer_id: int = 0, most: int = 50) -> list[ProposalRow]:
    """What was proposed to a person or an employer, the newest first."""
    rows = Proposal.objects.filter(person_id=person_id, employer_id=employer_id)
    return _proposals(rows.exclude(person_id=0, employer_id=0).order_by("-id"))[:most]


def proposal(proposal_id: int) -> ProposalRow | None:
    """One proposal; None where there is none."""
    return next(iter(_proposals(Proposal.objects.filter(id=proposal_id))), None)


def proposal_of_message(message_id: int) -> ProposalRow | None:
    """The proposal that a message told of; None for a message that told of none."""
    return next(iter(_proposals(Proposal.objects.filter(message_id=message_id))), None) if message_id else None


def proposed(rule: str, period: int = 0) -> set[tuple[int, int]]:
    """(person, employer) to whom something was proposed by a rule, of a year or month or ever."""
    rows = Proposal.objects.filter(rule=rule)
    return set((rows.filter(period=period) if period else rows).values_list("person_id", "employer_id"))


def agreed(rule: str, period: int) -> list[tuple[ProposalRow, Submission]]:
    """Proposals of a period that were answered with yes, each with the submission that waits for a clerk."""
    rows = {row.submission_id: row for row in _proposals(Proposal.objects.filter(rule=rule, period=period, reply="yes"))}
    sent = Submission.objects.filter(id__in=list(rows), state="received").order_by("received_at")
    return [(rows[one.id], one) for one in sent]


def listed_proposals() -> QuerySet[Proposal, Any]:
    """Proposals as rows for a list."""
    return Proposal.objects.values(
        "id", "rule", "person_id", "employer_id", "period", "amount_fen", "why", "law", "day", "reply", "submission_id"
    )


def proposal_sums() -> list[tuple[str, int, int, int, int, int]]:
    """(rule, period, proposed, fen, yes, no), the newest period first."""
    rows = Proposal.objects.values("rule", "period").order_by("-period", "rule")
    sums = rows.annotate(
        n=Count("id"), fen=total("amount_fen"), yes=Count("id", filter=Q(reply="yes")), no=Count("id", filter=Q(reply="no"))
    )
    return [(one["rule"], one["period"], one["n"], int(one["fen"]), one["yes"], one["no"]) for one in sums]


def states_of(submission_ids: list[int]) -> dict[int, Progress]:
    """Submission → how far it is, of some."""
    return {one.id: one for one in progress_of(list(Submission.objects.filter(id__in=submission_ids)))}


class TerminalRow(NamedTuple):
    """A terminal in use."""

    id: int
    number: str
    name: str
    place: str
    code: str
    network: str
    since: date


def terminals() -> list[TerminalRow]:
    """Every terminal in use, by number."""
    rows = Terminal.objects.filter(ends=None).order_by("number", "id")
    return [TerminalRow(*row) for row in rows.values_list(*TerminalRow._fields)]


def terminal_code(secret: str) -> str:
    """What a machine shows of its secret: enough to name it, useless to imitate it."""
    return vault.blind(secret, "terminal").hex()[:16].upper()


def terminal_of(secret: str, address: str) -> TerminalRow | None:
    """The terminal in use that a machine with this secret at this address is; None for none. Both must fit where both are entered."""
    code = terminal_code(secret) if secret else ""
    for row in terminals():
        by_code = not row.code or row.code == code
        if by_code and (not row.network or _within(address, row.network)):
            return row
    return None


def _within(address: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(network)
    except ValueError:
        return False
