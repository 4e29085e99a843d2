"""Taking in a batch from outside, whichever door it comes by: one layout, one reading, one matter (税务入库、国库、银行、部门名单、省级平台).

A batch that cannot become a matter is kept and becomes a task of the post its layout names, with the reason; the same batch twice is
taken once. A list whose matter the sender's account may not begin waits for that post too, whole and read already.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction

from shebao.agency.exchange import actions, queries
from shebao.agency.exchange.actions import NewBatch
from shebao.agency.exchange.kinds import ACCEPTED, FAILED, IN, MOST_BATCH_BYTES, SETTLED
from shebao.agency.exchange.queries import BatchRow
from shebao.agency.journal.actions import take_turn
from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.matters.kind import Kind, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.people.imports import Read
from shebao.agency.staff import queries as staff
from shebao.agency.staff.posts import title_of
from shebao.agency.store.digest import sm3
from shebao.base.finding import Refused, refuse
from shebao.base.money import grouped

from . import lists
from .actions import submit
from .catalogue import kind
from .payout import settle_payout
from .transfers.exchange import take_packet


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of batch: whose it is, the matter it becomes ("" where it is taken in at once), whose task it is when it cannot be.

    sums: the columns whose amounts are added up; field: the field that says the amount where there is no list.
    """

    key: str
    title: str
    party: str
    kind: str
    post: str
    sums: tuple[str, ...] = ()
    field: str = ""


PACKETS, BANK_ANSWERS = "transfer_packet", "bank_answer"
_ALL = (
    Layout(
        "tax_receipts", "税务入库明细", "税务", "receive_from_tax", "finance_maker",
        ("unit_fen", "person_fen", "late_fee_fen", "interest_fen"),
    ),
    Layout("treasury_slip", "国库划转财政专户进账通知", "国库", "record_treasury_transfer", "finance_maker", field="amount_fen"),
    Layout(BANK_ANSWERS, "银行回盘", "银行", "", "finance_maker"),
    Layout("bank_accounts", "银行账户核验结果", "银行", "verify_bank_accounts", "acceptance"),
    Layout(PACKETS, "转移接续电子件", "省级社保", "", "acceptance"),
    Layout("deaths", "死亡名单（公安、民政、卫生健康）", "公安", "report_deaths", "acceptance"),
    Layout("life_events", "认证比对名单", "卫生健康", "match_life_events", "acceptance"),
    Layout("doubts", "疑点名单（服刑、重复领取等）", "法院和监狱", "import_clues", "inspector"),
    Layout("assisted", "代缴对象名单", "民政", "grant_assistance", "acceptance"),
    Layout("coverage", "全民参保扩面名单", "省级社保", "check_coverage_list", "acceptance"),
)  # fmt: skip
LAYOUTS: Mapping[str, Layout] = {one.key: one for one in _ALL}


@dataclass(frozen=True, slots=True)
class Handed:
    """A batch as it is handed in: what its sender says of it, the file, and the fields that the matter asks for beside it."""

    layout: str
    number: str
    rows: int
    total_fen: int
    digest: str
    file: bytes
    name: str = ""
    party: str = ""
    fields: Mapping[str, Any] | None = None


def layout(key: str) -> Layout:
    """A layout by its key; raises `Refused` where there is none."""
    one = LAYOUTS.get(key)
    if one is None:
        refuse("exchange.layout", f"没有“{key}”这种批次", f"可选：{'、'.join(LAYOUTS)}。", "layout")
    return one


def may_send(one: Layout, kinds: tuple[str, ...]) -> bool:
    """Whether a client that may send these kinds may hand in a layout; what becomes no matter is asked for by its own key."""
    return (one.kind or one.key) in kinds


def take_in(handed: Handed, *, by: By, client_id: int = 0) -> tuple[BatchRow, bool]:
    """(the batch, whether it is new). Refused whole where it is not what its sender says; the same batch again changes nothing."""
    one = layout(handed.layout)
    _check_whole(one, handed)
    with transaction.atomic():
        take_turn()
        before = queries.same_batch(IN, one.key, handed.number, handed.digest)
        if before is not None:
            _check_same(before, handed)
            return before, False
        state, matter_id, text = _try(one, handed.file, handed.fields or {}, handed.name, handed.rows, handed.total_fen, by)
        new = NewBatch(
            IN, one.key, handed.number, handed.party or one.party, handed.rows, handed.total_fen, handed.digest, client_id,
            handed.file, {"fields": dict(handed.fields or {}), "name": handed.name},
        )  # fmt: skip
        duty = one.post if state == FAILED else ""
        key = actions.enter(new, state, by=by, matter_id=matter_id, duty=duty, text=text)
    return queries.batch(key), True


def take_again(batch_id: int, *, by: By) -> BatchRow:
    """Take a batch that failed in anew, as the member of its post who puts it right; refused with the reason where it fails again."""
    with transaction.atomic():
        take_turn()
        row = _mine(batch_id, by)
        file, said = queries.content_of(batch_id)
        matter_id, text = _do(layout(row.layout), file, said["fields"], said["name"], row.rows, row.total_fen, by)
        return actions.advance(batch_id, ACCEPTED, by=by, matter_id=matter_id, text=text)


def settle(batch_id: int, text: str, *, by: By) -> BatchRow:
    """Close a failed batch with what was done instead, in a sentence."""
    with transaction.atomic():
        take_turn()
        _mine(batch_id, by)
        return actions.advance(batch_id, SETTLED, by=by, text=text)


def _mine(batch_id: int, by: By) -> BatchRow:
    row = queries.batch(batch_id)
    if row.post and row.post not in staff.posts_of(by.member_id):
        refuse("exchange.post", f"批次 {row.number} 由{title_of(row.post)}岗位处理", "请由该岗位办理。")
    return row


def _check_whole(one: Layout, handed: Handed) -> None:
    if not handed.file or len(handed.file) > MOST_BATCH_BYTES:
        refuse("exchange.size", f"文件是空的，或者超过 {MOST_BATCH_BYTES // 1_000_000} MB", "请分批传。", "content")
    if sm3(handed.file) != handed.digest:
        refuse("exchange.digest", "文件与所报的校验码（SM3）不符", "请重新计算或者重传；文件在路上可能变了。", "digest")


def _check_same(before: BatchRow, handed: Handed) -> None:
    if before.digest != handed.digest:
        refuse(
            "exchange.number", f"批次号 {handed.number} 已经用过，内容不同",
            f"原来那一批 {before.rows:,} 行、{grouped(before.total_fen)} 元；更正的请换一个批次号。", "number",
        )  # fmt: skip
    if before.number != handed.number:
        refuse("exchange.content", f"同样的文件已经收过，批次号是 {before.number}", "同一份文件只收一次，不需要再传。", "number")


def _try(one: Layout, file: bytes, fields: Mapping[str, Any], name: str, rows: int, fen: int, by: By) -> tuple[str, int, str]:
    """(state, matter, why not): what comes of a batch now; whatever it did is undone where it is refused."""
    if one.kind and f"{kind(one.kind).area}.create" not in staff.rights(by.member_id):
        _read(one, file, rows, fen, fields)
        return FAILED, 0, f"“{kind(one.kind).title}”由{title_of(one.post)}岗位受理，名单已经收下"
    try:
        with transaction.atomic():
            matter_id, text = _do(one, file, fields, name, rows, fen, by)
    except Refused as refused:
        _note_failed(one, file, fields, name, refused, by)
        return FAILED, 0, _reason(refused)
    return ACCEPTED, matter_id, text


def _note_failed(one: Layout, file: bytes, fields: Mapping[str, Any], name: str, refused: Refused, by: By) -> None:
    """The run's own page shows an answer of the bank that could not be taken; an answer that names no run is shown by its batch alone."""
    if one.key == BANK_ANSWERS:
        with contextlib.suppress(Refused), transaction.atomic():
            payout.note_failed(_run_of(fields), file, name or "回盘", refused.finding, by=by)


def _reason(refused: Refused) -> str:
    """The refusal in a sentence, with its first rows where the sentence names none."""
    finding = refused.finding
    said = finding.message.rstrip("。")
    if "第" not in said:
        said = "；".join([said, *(f"第 {number} 行：{reason}" for number, reason in finding.values.get("rows", ())[:10])])
    return f"{said}。{finding.advice}"[:1000]


def _do(one: Layout, file: bytes, fields: Mapping[str, Any], name: str, rows: int, fen: int, by: By) -> tuple[int, str]:
    """(the matter it became, 0 where it was taken in at once; what was done in words)."""
    if one.key == PACKETS:
        return 0, f"已收进转移件 {take_packet(file, by=by)}"
    if one.key == BANK_ANSWERS:
        return 0, _answer_of_bank(file, fields, name, by)
    return submit(one.kind, _read(one, file, rows, fen, fields, name), by=by), ""


def _answer_of_bank(file: bytes, fields: Mapping[str, Any], name: str, by: By) -> str:
    run_id = _run_of(fields)
    done = settle_payout.settle(run_id, file, name or "回盘", by=by)
    return f"发放批次 {run_id}：到账 {done.paid_lines:,} 笔，退回 {done.returned_lines:,} 笔"


def _run_of(fields: Mapping[str, Any]) -> int:
    run_id = fields.get("run_id")
    if not isinstance(run_id, int) or isinstance(run_id, bool):
        refuse("exchange.run", "没有写明是哪一个发放批次的回盘", "请在 fields 里填写 run_id。", "fields")
    return run_id


def _read(one: Layout, file: bytes, rows: int, fen: int, fields: Mapping[str, Any], name: str = "") -> Payload:
    """The payload of the matter: the list as the desk's door reads it, counted and added up; any bad row refuses the whole."""
    procedure = kind(one.kind)
    given = {key: value for key, value in fields.items() if key not in ("rows", "scans", "file_name")}
    if one.field:
        if rows != 1 or given.get(one.field) != fen:
            refuse("exchange.sum", f"所报 {rows:,} 行、{grouped(fen)} 元，与栏目里的金额不符", "单据每批一张，请核对。", "total_fen")
        return given | {"scans": [attachments.keep(name or "进账通知.pdf", file)._asdict()]}
    read = read_list(procedure, file, name)
    counted = len(read.rows) + len(read.rejected)
    if counted != rows:
        refuse("exchange.count", f"所报 {rows:,} 行，文件里是 {counted:,} 行", "请核对是否传完整。", "rows")
    read.refuse_rejected("受理")
    total = sum(int(row.get(column, 0)) for row in read.rows for column in one.sums)
    if total != fen:
        refuse("exchange.sum", f"所报 {grouped(fen)} 元，文件里合计 {grouped(total)} 元", "请核对是否传完整。", "total_fen")
    return given | {"rows": read.rows} | ({"file_name": name} if name else {})


def read_list(procedure: Kind, file: bytes, name: str = "") -> Read:
    """A list in a file as the desk's own door reads it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        path.write_bytes(file)
        return lists.read(procedure, path, name=name or "名单")
