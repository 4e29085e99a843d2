"""What must always be true of months of contribution, worked out again from their payments: for `shebao verify`."""

from __future__ import annotations

import numpy as np

from shebao.agency.store.columns import read_columns, read_rows, total

from .kinds import BALANCED
from .models import Adjustment, MonthPayment, PersonMonth


def check_months() -> tuple[int, list[str]]:
    """(months examined, problems): what each month says is paid is the sum of its payments, never more than due, and dated when full."""
    payments = read_columns(MonthPayment.objects.order_by("id"), "month_id", "unit_fen", "person_fen", "paid_month")
    stored = read_columns(
        PersonMonth.objects.order_by("id"), "id", "unit_fen", "person_fen", "paid_unit_fen", "paid_person_fen", "paid_month"
    )
    ids, place = np.unique(payments["month_id"], return_inverse=True)
    problems = [f"付款记在不存在的应缴月{row}上。" for row in np.setdiff1d(ids, stored["id"]).tolist()[:100]]
    at = np.searchsorted(stored["id"], ids)
    known = at < stored["id"].size
    wrong = np.zeros(stored["id"].size, dtype=np.bool_)
    for due, paid in (("unit_fen", "paid_unit_fen"), ("person_fen", "paid_person_fen")):
        sums = np.zeros(ids.size, dtype=np.int64)
        np.add.at(sums, place, payments[due])
        expected = np.zeros(stored["id"].size, dtype=np.int64)
        expected[at[known]] = sums[known]
        wrong |= (stored[paid] != expected) | (np.abs(stored[paid]) > np.abs(stored[due]))
    last = np.zeros(ids.size, dtype=np.int64)
    np.maximum.at(last, place, payments["paid_month"])
    paid_on = np.zeros(stored["id"].size, dtype=np.int64)
    paid_on[at[known]] = last[known]
    full = (stored["paid_unit_fen"] == stored["unit_fen"]) & (stored["paid_person_fen"] == stored["person_fen"])
    wrong |= stored["paid_month"] != np.where(full, paid_on, 0)
    problems += [f"应缴月{row}：已缴数、缴清月与各笔付款不符。" for row in stored["id"][wrong].tolist()[:100]]
    return int(stored["id"].size), problems


def check_adjustments() -> tuple[int, list[str]]:
    """Every adjustment is the sum of its payments, and one by which no money moved adds up to nought."""
    sums = {
        -source: (unit, person)
        for source, unit, person in read_rows(
            MonthPayment.objects.filter(receipt_id__lt=0).values("receipt_id").order_by("receipt_id").annotate(u=total("unit_fen"), p=total("person_fen")),
            "receipt_id", "u", "p",
        )
    }  # fmt: skip
    problems = []
    rows = list(Adjustment.objects.order_by("id"))
    for one in rows:
        if sums.pop(one.pk, (0, 0)) != (one.unit_fen, one.person_fen):
            problems.append(f"缴费调整{one.pk}：登记的金额与认到月份的不符。")
        if one.kind in BALANCED and one.unit_fen + one.person_fen:
            problems.append(f"缴费调整{one.pk}：没有收付款，合计却不是零。")
    problems += [f"认账指向不存在的缴费调整{key}。" for key in sums]
    return len(rows), problems
