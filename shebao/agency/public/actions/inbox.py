"""The inbox: sent and withdrawn by the public without the journal's turn; accepted, answered or refused by staff within it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.attachments import Scan, scans_of
from shebao.agency.store import shelf, vault
from shebao.agency.store.crash import crashpoint
from shebao.agency.store.digest import canonical, digest_of
from shebao.base.finding import refuse
from shebao.base.plain_text import plain_text

from ..kinds import MOST_A_DAY, MOST_BYTES, MOST_IN_TEN_MINUTES, STATES, WAITING
from ..models import Submission
from ..queries import content_of
from ..services import Content
from .messages import NewMessage, tell

ANSWER_LONGEST = 300
LARGEST_ID = 2**62


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a submission, by which door, for whom and under which binding; index: blind index of the sender's citizen number."""

    door: str
    index: bytes
    name: str
    person_id: int = 0
    employer_id: int = 0
    binding_id: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender is given at once: id, number, digest, and whether this very submission had come before."""

    id: int
    number: str
    digest: str
    again: bool


def send(service: str, content: Content, sender: Sender, key: str, *, day: date, follows_id: int = 0, state: str = "received") -> Receipt:
    """Put a submission into the inbox and give its receipt; the same key of the same sender gives the same receipt.
    state: "entered" where another agent of the employer has to confirm it first.

    Refused where it is too large, or where the sender sent too many. It takes no turn and writes no journal.
    """
    text = canonical(content)
    size = len(text.encode())
    if size > MOST_BYTES[sender.door]:
        refuse("public.size", f"内容太大：{size / 1000:.0f} KB，最多 {MOST_BYTES[sender.door] // 1000} KB", "请分几次提交，或到窗口办理。")
    before = _receipt_of(sender.index, key)
    if before is not None:
        return before
    _check_rate(sender.index)
    row_id = secrets.randbelow(LARGEST_ID) + 1
    number = f"W{day:%Y%m%d}-{row_id % 10**10:010d}"
    digest = digest_of([number, service, sender.index.hex(), sender.person_id, sender.employer_id, content])
    row = Submission(
        id=row_id, receipt=number, door=sender.door, service=service, applicant_index=sender.index, applicant_name=sender.name[:40],
        person_id=sender.person_id, employer_id=sender.employer_id, binding_id=sender.binding_id,
        sealed=vault.seal(text, Submission.SEALED_PLACE, row_id), size_bytes=size, digest=digest, idempotency_key=key[:64],
        follows_id=follows_id, received_on=day, state=state,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            if follows_id:
                _replace(follows_id, sender)
    except IntegrityError:
        before = _receipt_of(sender.index, key)
        if before is None:
            raise
        return before
    return Receipt(row_id, number, digest, False)


def _receipt_of(index: bytes, key: str) -> Receipt | None:
    row = Submission.objects.filter(applicant_index=index, idempotency_key=key[:64]).values_list("id", "receipt", "digest").first()
    return Receipt(row[0], row[1], row[2], True) if row else None


def _check_rate(index: bytes) -> None:
    now = timezone.now()
    recent = Submission.objects.filter(applicant_index=index)
    if recent.filter(received_at__gt=now - timedelta(minutes=10)).count() >= MOST_IN_TEN_MINUTES:
        refuse("public.rate", f"十分钟内最多提交 {MOST_IN_TEN_MINUTES} 份申请", "请过一会儿再提交，已经提交的都在。")
    if recent.filter(received_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        refuse("public.rate", f"一天内最多提交 {MOST_A_DAY} 份申请", "请明天再提交；着急的请到窗口。")


def _replace(row_id: int, sender: Sender) -> None:
    """The submission that the agency asked to complete gives way to this one."""
    changed = Submission.objects.filter(
        id=row_id, state="asked", applicant_index=sender.index, person_id=sender.person_id, employer_id=sender.employer_id
    ).update(state="replaced")
    if not changed:
        refuse("public.state", "原来的申请已经不能补充了", "请在“我的办件”里看看它办到哪一步。")


def withdraw(row_id: int, *, day: date) -> None:
    """The sender takes back what no clerk has accepted yet. Refused for anything else; whose it is, is the page's to ask."""
    changed = Submission.objects.filter(id=row_id, state__in=WAITING).update(state="withdrawn", answered_on=day)
    if not changed:
        refuse("public.state", "这份申请已经不在等待受理", "已受理的，请按“要求撤回”。")


def confirm(row_id: int, confirmer_index: bytes, employer_id: int) -> None:
    """Another agent of the same employer sends on what was entered. Refused for one's own, and for another employer's."""
    row = Submission.objects.filter(id=row_id, employer_id=employer_id, state="entered").first()
    if row is None:
        refuse("public.state", "这份申请不在等待确认", "请刷新页面，看最新的状态。")
    if bytes(row.applicant_index) == confirmer_index:
        refuse("public.own", "录入和确认不能是同一个人", "请由本单位另一位有“确认”角色的经办人确认。", source="社会保险经办条例 第29条")
    Submission.objects.filter(id=row_id, state="entered").update(state="received")


def ask_withdrawal(row_id: int, *, day: date) -> None:
    """The sender of an accepted submission asks to take it back: until it is decided nobody may approve it any more."""
    with transaction.atomic():
        row = Submission.objects.select_for_update().filter(id=row_id).first()
        detail = matters.matter(row.matter_id) if row and row.state == "accepted" else None
        if row is None or detail is None or detail.row.closed_on is not None:
            refuse("public.state", "这件事已经办结，不能撤回", "结果有误的，可以申请更正。")
        if row.withdrawal_on is None:
            Submission.objects.filter(id=row_id).update(withdrawal_on=day)


def accept(row_id: int, submit: Callable[[], int], *, by: By) -> int:
    """Make a matter of a submission, in one transaction with saying so; the matter's id. submit: hands the matter in."""
    with transaction.atomic():
        row = _waiting(row_id, ("received",))
        matter_id = submit()
        _settle(row, "accepted", by, "", matter_id)
        journal.record(
            "public.accept",
            by=By(by.actor_id, by.day, matter_id),
            body={"receipt": row.receipt, "service": row.service, "digest": row.digest, "received_on": row.received_on.isoformat()},
            subject=("matter", matter_id),
        )
        crashpoint("public.accept.before_commit")
    return matter_id


def open_scan(row_id: int, digest: str, *, by: By) -> tuple[Scan, bytes]:
    """A scan that came with a submission and its bytes; the journal says who looked. Refused where it names no such scan or it is gone."""
    row = Submission.objects.filter(id=row_id).first()
    scan = next((one for one in scans_of(content_of(row)) if one.digest == digest), None) if row else None
    if row is None or scan is None:
        refuse("matters.scan", "这份申请没有这份材料", "请从申请页面打开。")
    try:
        content = shelf.content(digest)
    except (FileNotFoundError, vault.Unreadable):
        refuse("matters.scan_lost", f"材料“{scan.name}”的文件不见了或被改动", "请申请人重新上传（补正），并报告系统管理员。")
    with transaction.atomic():
        body = {"receipt": row.receipt, "name": scan.name, "digest": digest}
        journal.record("public.open_scan", by=by, body=body, subject=("person", row.person_id) if row.person_id else None)
    return scan, content


def ask_more(row_id: int, what: str, *, by: By) -> None:
    """Tell the sender what is missing (补正); they may send it again with that."""
    _answer(row_id, "asked", "public.ask", what, "还缺什么", by)


def refuse_submission(row_id: int, reason: str, *, by: By) -> None:
    """Turn a submission down, with the reason the sender reads."""
    _answer(row_id, "refused", "public.refuse", reason, "不予受理的理由", by)


def _answer(row_id: int, state: str, verb: str, text: str, what: str, by: By) -> None:
    said = plain_text(text, what, ANSWER_LONGEST).strip()
    if not said:
        refuse("public.answer", f"没有填写{what}", "申请人要看得懂，请用一句话写明。", "answer")
    with transaction.atomic():
        row = _waiting(row_id, ("received",))
        _settle(row, state, by, said, 0)
        body = {"receipt": row.receipt, "service": row.service, "digest": row.digest, "answer": said}
        journal.record(verb, by=by, body=body, subject=("person", row.person_id) if row.person_id else None)
        if row.person_id:
            tell([NewMessage(row.person_id, f"{STATES[state]}：回执 {row.receipt}", said, submission_id=row.id)], by=by)


def mark_applied(row_id: int, result_id: int, *, by: By) -> None:
    """Say that a rule did what an automatic submission asks; call inside the transaction that does it. result_id: a printed certificate."""
    row = _waiting(row_id, ("received",))
    _settle(row, "done", by, "", 0)
    Submission.objects.filter(id=row.id).update(result_id=result_id)
    body = {"receipt": row.receipt, "service": row.service, "digest": row.digest}
    subject = ("person", row.person_id) if row.person_id else ("employer", row.employer_id)
    journal.record("public.apply", by=by, body=body, subject=subject)


def _waiting(row_id: int, states: tuple[str, ...]) -> Submission:
    """A submission that waits, the journal's turn taken. Refused for one that does not."""
    journal.take_turn()
    row = Submission.objects.select_for_update().filter(id=row_id).first()
    if row is None:
        refuse("public.unknown", "没有这份申请", "请从“网上申请”列表进入。")
    if row.state not in states:
        refuse("public.state", f"回执 {row.receipt} 现在是“{STATES[row.state]}”", "请刷新页面，看最新的状态。")
    return row


def _settle(row: Submission, state: str, by: By, answer: str, matter_id: int) -> None:
    Submission.objects.filter(id=row.id).update(state=state, answered_on=by.day, answer=answer[:ANSWER_LONGEST], matter_id=matter_id)
