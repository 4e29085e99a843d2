"""What must always be true of exchange: files open and are what their digests say, every batch has a state, no trace is lost."""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter

from shebao.agency.journal.models import Entry
from shebao.agency.staff import queries as staff
from shebao.agency.store import vault
from shebao.agency.store.digest import digest_rows, sm3

from .actions.calls import TRACED
from .kinds import IN
from .models import Batch, BatchStep, Call, Client
from .queries import content_of


def check_batches() -> tuple[int, list[str]]:
    """Every file we received opens and is the one its digest names; every batch has a state."""
    problems, examined = [], 0
    known = set(BatchStep.objects.values_list("batch_id", flat=True))
    for key, number, direction, digest in Batch.objects.order_by("id").values_list("id", "number", "direction", "digest"):
        examined += 1
        if key not in known:
            problems.append(f"交换批次 {number}：没有任何结果。")
        if direction != IN:
            continue
        try:
            content, _ = content_of(key)
        except (vault.Unreadable, AssertionError, ValueError):
            problems.append(f"交换批次 {number}：文件打不开。")
            continue
        if sm3(content) != digest:
            problems.append(f"交换批次 {number}：文件与登记的校验码不符。")
    return examined, problems


def check_clients() -> tuple[int, list[str]]:
    """Every client acts under an account that is its own and nobody else's."""
    marks = staff.own_marks()
    rows = list(Client.objects.values_list("code", "member_id"))
    wrong = [code for code, member_id in rows if marks.get(member_id) != staff.MACHINE + code]
    return len(rows), [f"接口客户端 {code}：对应的账号不是它自己的。" for code in wrong]


def check_calls() -> tuple[int, list[str]]:
    """Every chunk of traces in the journal is there, row by row."""
    problems, examined = [], 0
    stored = Call.objects.exclude(entry_id=0).order_by("entry_id", "id").values_list("entry_id", *TRACED).iterator(20_000)
    chunks = {}
    for seq, rows in groupby(stored, key=itemgetter(0)):
        listed = [(key, client, bytes(mark), operation, status) for _, key, client, mark, operation, status in rows]
        chunks[seq] = len(listed), digest_rows(listed)
    for seq, body in Entry.objects.filter(verb="exchange.calls").order_by("seq").values_list("seq", "body"):
        content = json.loads(body)
        count, digest = chunks.get(seq, (0, ""))
        examined += count
        if count != content["count"] or digest != content["digest"]:
            problems.append(f"接口调用留痕：第{seq}条日志登记的 {content['count']} 行，现有 {count} 行或内容不同。")
    return examined, problems
