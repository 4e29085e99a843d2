"""What must always be true of declarations, worked out again from the rows and the journal: for `shebao verify`."""

from __future__ import annotations

import json
from datetime import date

from shebao.agency.contributions import months
from shebao.agency.journal import queries as journal
from shebao.agency.journal.later import Moves, add_move, check_later
from shebao.agency.store.columns import read_rows, total
from shebao.agency.store.digest import sm3
from shebao.base.money import grouped

from .actions.late_fees import fee_of
from .batch_file import batch_file
from .models import (
    ArrearsClaim,
    ArrearsLine,
    Assessment,
    BankruptcyClaim,
    BatchPart,
    Deferral,
    Difference,
    LateFee,
    Receipt,
    ReceiptFile,
    Refund,
    RefundLine,
    TaxBatch,
)

Checked = tuple[int, list[str]]


def check_assessments() -> Checked:
    """Every assessment's sums are those of its rows."""
    problems = []
    rows = list(Assessment.objects.order_by("id"))
    for one in rows:
        block = months.block(one.first_id, one.rows)
        sums = tuple(int(block[name].sum()) for name in ("base_fen", "unit_fen", "person_fen"))
        if (block["id"].size, *sums) != (one.rows, one.base_fen, one.unit_fen, one.person_fen):
            problems.append(f"核定{one.pk}（{one.scheme}，{one.month}）：登记的行数或金额与明细不符。")
    return len(rows), problems


def check_batches() -> Checked:
    """Every batch is the sum of its assessments, and its file still has the digest it was handed over with."""
    problems = []
    batches = list(TaxBatch.objects.order_by("id"))
    for one in batches:
        parts = [part.assessment for part in BatchPart.objects.filter(batch=one).select_related("assessment").order_by("assessment_id")]
        sums = (sum(p.rows for p in parts), sum(p.unit_fen for p in parts), sum(p.person_fen for p in parts))
        if sums != (one.rows, one.unit_fen, one.person_fen):
            problems.append(f"应征批次{one.number}：登记的行数或金额与核定不符。")
        elif sm3(batch_file(one.number, parts)) != one.digest:
            problems.append(f"应征批次{one.number}：按现有明细生成的文件与传出时的摘要不符。")
    return len(batches), problems


def check_receipts() -> Checked:
    """Every list's total is that of its rows; of each row's contributions what settled months and what is a difference add up."""
    parts = Receipt.objects.values("file_id").order_by("file_id")
    sums = {
        file_id: unit + person + fee + interest
        for file_id, unit, person, fee, interest in read_rows(
            parts.annotate(u=total("unit_fen"), p=total("person_fen"), f=total("late_fee_fen"), i=total("interest_fen")),
            "file_id", "u", "p", "f", "i",
        )
    }  # fmt: skip
    problems = [
        f"入库名单{one.pk}：登记合计{grouped(one.total_fen)}元，各行合计{grouped(sums.get(one.pk, 0))}元。"
        for one in ReceiptFile.objects.order_by("id")
        if sums.get(one.pk, 0) != one.total_fen
    ]
    differing = dict(read_rows(Difference.objects.order_by().values("receipt_id").annotate(fen=total("fen")), "receipt_id", "fen"))
    examined = 0
    for row, unit, person, settled in read_rows(Receipt.objects.order_by("id"), "id", "unit_fen", "person_fen", "settled_fen"):
        examined += 1
        if settled + differing.pop(row, 0) != unit + person:
            problems.append(f"入库明细{row}：认到月份的与差异之和不等于入库额。")
    problems += [f"入库差异指向不存在的入库明细{row}。" for row in differing]
    return examined, problems


def check_settled() -> Checked:
    """Scheme by scheme: what receipts settled is what the months say was paid."""
    problems = []
    schemes = sorted({scheme for (scheme,) in read_rows(Receipt.objects.order_by().values("scheme").distinct(), "scheme")})
    for scheme in schemes:
        settled = int(Receipt.objects.filter(scheme=scheme, project_id=None).aggregate(fen=total("settled_fen"))["fen"])
        settled += months.paid_by_adjustments(scheme)
        paid = sum(months.paid_sums(scheme))
        if settled != paid:
            problems.append(f"{scheme}：入库明细和调整认到月份{grouped(settled)}元，各月已缴{grouped(paid)}元。")
    return len(schemes), problems


def check_differences() -> Checked:
    """Every difference is open, or closed with the day and outcome that the journal says."""
    moves: Moves = {}
    for *_, body in journal.told("declarations.close_differences"):
        entry = json.loads(body)
        closed_on = date.fromisoformat(entry["closed_on"])
        for row in entry["differences"]:
            add_move(moves, row, (None, ""), (closed_on, entry["outcome"]))
    return check_later(Difference, moves)


def check_arrears() -> Checked:
    """Deferrals, refunds and bankruptcy claims stand, or ended as the journal says; each claim and refund is the sum of its lines."""
    examined = 0
    problems: list[str] = []
    ended = {
        (Deferral, "declarations.end_deferral", "deferral"): (None,),
        (Refund, "declarations.close_refund", "refund"): (None, ""),
        (BankruptcyClaim, "declarations.close_bankruptcy", "claim"): (None, ""),
    }
    for (model, verb, name), before in ended.items():
        moves: Moves = {}
        for *_, body in journal.told(verb):
            entry = json.loads(body)
            on = date.fromisoformat(entry.get("closed_on") or entry["ended_on"])
            add_move(moves, entry[name], before, (on, entry.get("outcome"))[: len(before)])
        count, wrong = check_later(model, moves)
        examined, problems = examined + count, problems + wrong
    lines = read_rows(ArrearsLine.objects.values("claim_id").order_by("claim_id").annotate(fen=total("owed_fen")), "claim_id", "fen")
    sums = dict(lines)
    problems += [
        f"催缴{one.pk}：登记欠费与明细不符。" for one in ArrearsClaim.objects.order_by("id") if sums.get(one.pk, 0) != one.owed_fen
    ]
    parts = RefundLine.objects.values("refund_id").order_by("refund_id").annotate(unit=total("unit_fen"), own=total("person_fen"))
    amounts = {key: (unit, own) for key, unit, own in read_rows(parts, "refund_id", "unit", "own")}
    problems += [
        f"退费{one.pk}：登记金额与明细不符。"
        for one in Refund.objects.order_by("id")
        if amounts.get(one.pk, (0, 0)) != (one.unit_fen, one.person_fen)
    ]
    return examined, problems


def check_late_fees() -> Checked:
    """Every late fee is that of its principal and days, or less where the month's principal is the limit; one taken back is its opposite."""
    problems = []
    rows = {one.pk: one for one in LateFee.objects.order_by("id")}
    for one in rows.values():
        days, fen = fee_of(one.principal_fen, one.from_on, one.to_on)
        if one.cancels_id is not None:
            other = rows.get(one.cancels_id)
            right = other is not None and one.fee_fen == -other.fee_fen and one.principal_fen == other.principal_fen
        else:
            right = 0 < one.fee_fen <= fen
        if not right or one.days != days:
            problems.append(f"滞纳金{one.pk}：金额或天数与本金、起止日期不符。")
    return len(rows), problems
