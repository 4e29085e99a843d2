"""Batches for others (送出的批次): data for the tax office, files for the bank, packets for other agencies; fetched, and answered by who got them.

Nothing is made here: each was made and decided at its own counter. What is kept here is that it was taken and what was answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.declarations import queries as declarations
from shebao.agency.declarations.batch_file import batch_file
from shebao.agency.exchange import actions, queries
from shebao.agency.exchange.actions import NewBatch
from shebao.agency.exchange.kinds import ANSWERED, FAILED, OUT
from shebao.agency.exchange.queries import BatchRow
from shebao.agency.journal.actions import record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout import queries as payout
from shebao.agency.staff.queries import require
from shebao.agency.store.digest import sm3
from shebao.agency.transfers import queries as transfers
from shebao.base.finding import refuse


class Waiting(NamedTuple):
    """A batch for others: id and number, rows and sum, the digest of its file, the day it was made (None where it has none)."""

    id: int
    number: str
    rows: int
    total_fen: int
    digest: str
    day: date | None


class OutLayout(NamedTuple):
    """A kind of batch for others: title, the right the desk asks for, whose task a refusal is, its rows and its file."""

    title: str
    right: str
    post: str
    rows: Callable[[int, int, str], list[Waiting]]
    content: Callable[[Waiting], bytes]


def _tax(after: int, most: int, number: str) -> list[Waiting]:
    rows = declarations.batches().filter(id__gt=after).order_by("id")
    rows = rows.filter(number=number) if number else rows
    return [Waiting(row["id"], row["number"], row["rows"], row["total_fen"], row["digest"], None) for row in rows[:most]]


def _tax_file(row: Waiting) -> bytes:
    found = declarations.batch(row.id)
    assert found is not None, "listed a moment ago"
    return batch_file(found[0].number, found[1])


def _bank(after: int, most: int, number: str) -> list[Waiting]:
    rows = payout.handed_over().filter(run_id__gt=after).order_by("run_id")
    rows = rows.filter(number=number) if number else rows
    return [
        Waiting(row["run_id"], row["number"], row["lines"], row["amount_fen"], row["digest"], row["submitted_on"]) for row in rows[:most]
    ]


def _packets(after: int, most: int, number: str) -> list[Waiting]:
    rows = transfers.sent_packets().filter(id__gt=after).order_by("id")
    rows = rows.filter(id=int(number)) if number.isdecimal() and len(number) < 16 else rows if not number else rows.none()
    return [Waiting(row["id"], str(row["id"]), 1, 0, row["digest"], None) for row in rows[:most]]


def _packet_file(row: Waiting) -> bytes:
    one = transfers.sent_packets().get(id=row.id)
    content = transfers.packet(one["case_id"], one["kind"], sent=True)
    assert content is not None, "listed a moment ago"
    return content


LAYOUTS: Mapping[str, OutLayout] = {
    "tax_due": OutLayout("应征数据（税务）", "collection.create", "finance_maker", _tax, _tax_file),
    "bank_orders": OutLayout("送盘文件（银行）", "bank_file.read", "finance_maker", _bank, lambda row: payout.file_content(row.id)[1]),
    "transfer_packets": OutLayout("转移电子件（其他经办机构）", "person.create", "acceptance", _packets, _packet_file),
}


def layout(key: str) -> OutLayout:
    """A layout by its key; raises `Refused` where there is none."""
    one = LAYOUTS.get(key)
    if one is None:
        refuse("exchange.unknown", f"没有“{key}”这种批次", f"可选：{'、'.join(LAYOUTS)}。", "layout")
    return one


def listed(key: str, *, after: int = 0, most: int = 50) -> list[Waiting]:
    """A page of batches of a layout, by ascending id."""
    return layout(key).rows(after, most, "")


def _one(key: str, number: str) -> Waiting:
    row = next(iter(layout(key).rows(0, 1, number)), None)
    if row is None:
        refuse("exchange.unknown", f"没有批次 {number}", "请从批次列表里选择。", "number")
    return row


def fetch(key: str, number: str, *, by: By) -> bytes:
    """The file of a batch; who took it is in the journal. Refused without the right the desk asks for."""
    require(by.member_id, layout(key).right)
    row = _one(key, number)
    content = layout(key).content(row)
    with transaction.atomic():
        body = {"layout": key, "number": number, "digest": sm3(content), "bytes": len(content)}
        record("exchange.fetch", by=by, body=body)
    return content


def answer(key: str, number: str, digest: str, *, taken: bool, text: str, party: str, client_id: int, by: By) -> BatchRow:
    """The batch with its answer. Refused for the digest of another file and where it was answered before."""
    one = layout(key)
    require(by.member_id, one.right)
    with transaction.atomic():
        take_turn()
        row = _one(key, number)
        if digest != sm3(one.content(row)):
            refuse("exchange.digest", "所报的校验码（SM3）不是这一批的", "请重新取文件再核对。", "digest")
        if not taken and not text.strip():
            refuse("exchange.reason", "没有写明为什么不收", "请写一句原因。", "text")
        new = NewBatch(OUT, key, number, party, row.rows, row.total_fen, digest, client_id)
        state, duty = (ANSWERED, "") if taken else (FAILED, one.post)
        return queries.batch(actions.enter(new, state, by=by, duty=duty, text=text))
