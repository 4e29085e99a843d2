"""What must always be true of the public's side: submissions are as they were sent, what became a matter is in the journal, agents are who they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from shebao.agency.journal.models import Entry
from shebao.agency.store import vault
from shebao.agency.store.digest import digest_of, digest_rows

from .models import Binding, Look, Proposal, Submission
from .queries import content_of


def check_inbox() -> tuple[int, list[str]]:
    """Every submission opens and is what its receipt's digest says; what was emptied is what the journal says was."""
    problems, examined = [], 0
    emptied = {
        receipt
        for body in Entry.objects.filter(verb="public.forget").values_list("body", flat=True)
        for receipt in json.loads(body)["receipts"]
    }
    for row in Submission.objects.order_by("id").iterator(500):
        examined += 1
        if (not row.sealed) != (row.receipt in emptied):
            problems.append(f"网上申请 {row.receipt}：内容的有无与日志登记的到期删除不符。")
            continue
        if not row.sealed:
            continue
        try:
            content = content_of(row)
        except vault.Unreadable:
            problems.append(f"网上申请 {row.receipt}：密文打不开。")
            continue
        said = digest_of([row.receipt, row.service, bytes(row.applicant_index).hex(), row.person_id, row.employer_id, content])
        if said != row.digest:
            problems.append(f"网上申请 {row.receipt}：内容与回执的校验码不符。")
    return examined, problems


def check_accepted() -> tuple[int, list[str]]:
    """What the journal says was accepted, answered or done by a rule is what the submissions say, and no other."""
    problems, verbs = [], {"accepted": "public.accept", "asked": "public.ask", "refused": "public.refuse", "done": "public.apply"}
    said: dict[str, tuple[str, str, int]] = {}
    for verb, body, matter_id in Entry.objects.filter(verb__in=verbs.values()).order_by("seq").values_list("verb", "body", "matter_id"):
        content = json.loads(body)
        said[content["receipt"]] = (verb, content["digest"], matter_id or 0)
    rows = Submission.objects.values_list("receipt", "state", "digest", "matter_id")
    known = {}
    for receipt, state, digest, matter_id in rows.iterator(1000):
        known[receipt] = state
        entry = said.get(receipt)
        if state in verbs and (entry is None or entry[0] != verbs[state] or entry[1] != digest):
            problems.append(f"网上申请 {receipt}：状态与日志不符。")
        elif state == "accepted" and entry is not None and entry[2] != matter_id:
            problems.append(f"网上申请 {receipt}：成为的办件与日志不符。")
        elif state in ("received", "withdrawn") and entry is not None and entry[0] != "public.ask":
            problems.append(f"网上申请 {receipt}：日志里已经答复，状态却没有。")
    problems += [f"网上申请 {receipt}：日志里有，收件箱里没有。" for receipt in said if receipt not in known]
    return len(known), problems


def check_agents() -> tuple[int, list[str]]:
    """Every agent's number opens and is the one its index stands for."""
    problems, examined = [], 0
    for row in Binding.objects.order_by("id").iterator(500):
        examined += 1
        try:
            number = json.loads(vault.unseal(row.agent_sealed, Binding.SEALED_PLACE, row.id))["citizen_number"]
        except vault.Unreadable:
            problems.append(f"代办登记 {row.id}：经办人密文打不开。")
            continue
        if (vault.blind(number, "citizen"), number[-4:]) != (bytes(row.agent_index), row.agent_tail):
            problems.append(f"代办登记 {row.id}：经办人号码与索引不符。")
    return examined, problems


def check_proposals() -> tuple[int, list[str]]:
    """Who said yes to a proposal applied, for themselves; who did not, did not; and the sums are those of the journal."""
    problems = []
    columns = ("id", "reply", "submission_id", "person_id", "employer_id", "entry_id", "amount_fen", "day", "replied_on")
    rows = list(Proposal.objects.order_by("id").values_list(*columns).iterator(2000))
    wanted = [row[2] for row in rows if row[2]]
    sent = {row[0]: row[1:] for row in Submission.objects.filter(id__in=wanted).values_list("id", "person_id", "employer_id")}
    sums: dict[int, int] = {}
    for key, reply, submission_id, person_id, employer_id, entry_id, fen, day, replied_on in rows:
        sums[entry_id] = sums.get(entry_id, 0) + fen
        if reply not in ("", "yes", "no") or bool(reply) != bool(replied_on) or (replied_on and replied_on < day):
            problems.append(f"免申即享提议 {key}：没有这种回答，或回答的日期不对。")
        if (reply == "yes") != bool(submission_id):
            problems.append(f"免申即享提议 {key}：回答与申请对不上。")
        elif submission_id and sent.get(submission_id) != (person_id, employer_id):
            problems.append(f"免申即享提议 {key}：申请不是本人或本单位的。")
    for seq, body in Entry.objects.filter(verb="public.propose").order_by("seq").values_list("seq", "body"):
        if sums.get(seq, 0) != json.loads(body)["amount_fen"]:
            problems.append(f"免申即享提议：第{seq}条日志的合计与提议不符。")
    return len(rows), problems


def check_looks() -> tuple[int, list[str]]:
    """Every chunk of traces in the journal is there, row by row."""
    problems, examined = [], 0
    columns = ("entry_id", "id", "person_id", "employer_id", "binding_id", "page")
    stored = Look.objects.exclude(entry_id=0).order_by("entry_id", "id").values_list(*columns).iterator(20_000)
    chunks = {seq: _chunk(row[1:] for row in rows) for seq, rows in groupby(stored, key=itemgetter(0))}
    for seq, body in Entry.objects.filter(verb="public.looks").order_by("seq").values_list("seq", "body"):
        content = json.loads(body)
        count, digest = chunks.get(seq, (0, ""))
        examined += count
        if count != content["count"] or digest != content["digest"]:
            problems.append(f"网上查询留痕：第{seq}条日志登记的 {content['count']} 行，现有 {count} 行或内容不同。")
    return examined, problems


def _chunk(rows: Iterable[tuple[Any, ...]]) -> tuple[int, str]:
    """How many rows a chunk has, and their digest."""
    listed = list(rows)
    return len(listed), digest_rows(listed)
