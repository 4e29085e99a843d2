"""Giving contributions back (退费): decided for months that were paid, never more than was paid; the months go when the money leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.contributions.kinds import REFUNDED
from shebao.agency.contributions.month_ledger import post_adjustment, post_months
from shebao.agency.contributions.month_totals import MonthTotal, next_turns, totals_by_row
from shebao.agency.contributions.months import code_of
from shebao.agency.declarations.kinds import CANCELLED, PAID, REFUND_REASONS
from shebao.agency.declarations.models import Refund, RefundLine
from shebao.agency.declarations.refunds import open_refund, refundable
from shebao.agency.journal.actions import Entry, post, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import change_rows, int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_text


class RefundRow(NamedTuple):
    """What of one person's month is to go back, in fen."""

    person_id: int
    month: int
    unit_fen: int
    person_fen: int


class RefundHead(NamedTuple):
    """To whom it goes, of which scheme, why, and by which way."""

    scheme: str
    payee: str
    employer_id: int
    person_id: int
    reason: str
    via: str


class Returned(NamedTuple):
    """A refund that left: the entry of its payments, and its sums by the year in which the money had come (employer's, people's)."""

    refund: Refund
    payments: Entry
    by_year: dict[int, tuple[int, int]]


def decide_refund(head: RefundHead, rows: Sequence[RefundRow], *, by: By) -> int:
    """Keep what is to go back; its id. Refused, naming rows, for more than was paid and is not in another refund."""
    assert head.reason in REFUND_REASONS, head.reason
    with transaction.atomic():
        take_turn()
        stored = refundable(head.scheme, head.employer_id, [(row.person_id, row.month) for row in rows])
        problems: list[Problem] = []
        for number, row in enumerate(rows, 1):
            one = stored.get((row.person_id, row.month))
            if one is None:
                problems.append((number, f"{month_text(row.month)} 没有缴费记录"))
            elif row.unit_fen > one.unit_fen or row.person_fen > one.person_fen:
                problems.append(
                    (number, f"{month_text(row.month)} 最多可退单位 {grouped(one.unit_fen)} 元、个人 {grouped(one.person_fen)} 元")
                )
            elif row.unit_fen < 0 or row.person_fen < 0 or not row.unit_fen + row.person_fen:
                problems.append((number, "退费金额应大于零"))
        if problems:
            refuse_rows("declarations.refund", "退费", len(rows), problems)
        key = next_id(Refund)
        unit, person = sum(row.unit_fen for row in rows), sum(row.person_fen for row in rows)
        post(
            Refund,
            (*Refund.SEALED, "closed_on", "outcome"),
            [(key, head.scheme, head.payee, head.employer_id, head.person_id, unit, person, head.reason, head.via, None, "")],
            "declarations.decide_refund",
            by=by,
            subject=("refund", key),
            body={"scheme": head.scheme, "unit_fen": unit, "person_fen": person, "months": len(rows)},
        )
        start = next_id(RefundLine)
        lines = []
        for at, row in enumerate(rows):
            month = stored[row.person_id, row.month].month
            lines.append((start + at, key, month.first_id, row.unit_fen, row.person_fen, month.paid_month // 100))
        post(RefundLine, RefundLine.SEALED, lines, "declarations.decide_refund.months", by=by, body={"refund": key})
    return key


def cancel_refund(refund_id: int, *, by: By) -> Entry:
    """Give a refund up whose money has not left; refused for one that has."""
    with transaction.atomic():
        take_turn()
        _waiting(refund_id)
        return _close(refund_id, CANCELLED, by)


def pay_refund(refund_id: int, on: date, slip: str, *, by: By) -> Returned:
    """The money left on a day by a slip: the months are taken back and no longer count. Refused for a refund that does not wait."""
    with transaction.atomic():
        take_turn()
        refund, lines = _waiting(refund_id)
        months = totals_by_row([line.month_id for line in lines])
        rows = [(months[line.month_id][1], line) for line in lines]
        first = _take_back(refund, rows, by)
        paid = {
            "month_id": int_column(range(first, first + len(rows))),
            "unit_fen": int_column(-line.unit_fen for line in lines),
            "person_fen": int_column(-line.person_fen for line in lines),
        }
        _, payments = post_adjustment(REFUNDED, refund.scheme, on, f"退费第 {refund_id} 号，{slip}", paid, by=by)
        _close(refund_id, f"{PAID}（{slip}）"[:60], by)
    by_year: dict[int, tuple[int, int]] = {}
    for line in lines:
        unit, person = by_year.get(line.received_year, (0, 0))
        by_year[line.received_year] = (unit + line.unit_fen, person + line.person_fen)
    return Returned(refund, payments, by_year)


def _waiting(refund_id: int) -> tuple[Refund, list[RefundLine]]:
    waiting = open_refund(refund_id)
    if waiting is None:
        refuse("declarations.refund", f"没有编号为 {refund_id} 的待退费用", "已经退还或撤销的不再办理。", "refund_number")
    return waiting


def _take_back(refund: Refund, rows: Sequence[tuple[MonthTotal, RefundLine]], by: By) -> int:
    """Post what takes the months back, a further turn each; a month that goes back whole takes its base with it. The first id."""
    whole = [month.paid_unit_fen == line.unit_fen and month.paid_person_fen == line.person_fen for month, line in rows]
    pairs = [(month.person_id, month.month) for month, _ in rows]
    due = {
        "person_id": int_column(person for person, _ in pairs),
        "scheme": int_column([code_of(refund.scheme)] * len(rows)),
        "month": int_column(month for _, month in pairs),
        "employer_id": int_column([refund.employer_id] * len(rows)),
        "turn": int_column(next_turns(refund.scheme, refund.employer_id, pairs)),
        "base_fen": int_column(-month.base_fen if all_of_it else 0 for (month, _), all_of_it in zip(rows, whole, strict=True)),
        "unit_fen": int_column(-line.unit_fen for _, line in rows),
        "person_fen": int_column(-line.person_fen for _, line in rows),
    }
    return post_months(due, "declarations.pay_refund", by=by, body={"refund": refund.pk, "months": len(rows)})[1]


def _close(refund_id: int, outcome: str, by: By) -> Entry:
    body = {"refund": refund_id, "closed_on": by.day.isoformat(), "outcome": outcome}
    entry = record("declarations.close_refund", by=by, subject=("refund", refund_id), body=body)
    change_rows(Refund, [refund_id], closed_on=by.day, outcome=outcome)
    return entry
