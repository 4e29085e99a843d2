"""Months that only old papers tell of (缴费月数更正): entered as paid, by document, or taken back by their opposite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.contributions import month_totals, months
from shebao.agency.contributions.kinds import RECORDED
from shebao.agency.contributions.month_ledger import post_adjustment, post_months
from shebao.agency.journal.actions import Entry, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.store.columns import Columns, int_column
from shebao.base.finding import refuse
from shebao.base.months import month_range, month_text


class HistoricRow(NamedTuple):
    """A span of months of the past, the same base and amounts in each, in fen."""

    from_month: int
    to_month: int
    base_fen: int
    unit_fen: int
    person_fen: int


def record_months(
    person_id: int, scheme: str, employer_id: int, rows: Sequence[HistoricRow], on: date, document: str, *, by: By
) -> tuple[int, Entry]:
    """Enter months as paid; the adjustment's id and the entry of its payments. Refused, naming rows, for months there are already."""
    with transaction.atomic():
        take_turn()
        listed = _each_month(rows)
        stored = {month for _, month in months.any_assessed_in(scheme, [person_id], min(listed), max(listed))}
        problems: list[Problem] = [
            (number, f"{month_text(month)} 已有缴费记录")
            for number, row in enumerate(rows, 1)
            for month in month_range(row.from_month, row.to_month)
            if month in stored
        ]
        if problems:
            refuse_rows("declarations.historic", "补记", len(rows), problems)
        return _post(person_id, scheme, employer_id, listed, on, document, by)


def take_back_months(person_id: int, adjustment_id: int, on: date, document: str, *, by: By) -> tuple[str, Entry]:
    """Take months back that were entered by one adjustment; (scheme, entry of the payments). Refused where they are not this person's."""
    with transaction.atomic():
        take_turn()
        one = month_totals.adjustment(adjustment_id)
        stored = month_totals.totals_by_row([key for key, *_ in month_totals.rows_of_adjustment(adjustment_id)])
        if one is None or one.kind != RECORDED or {month.person_id for _, month in stored.values()} != {person_id}:
            refuse("declarations.historic", f"此人没有编号为 {adjustment_id} 的历史补记", "请在人员页核对编号。", "record_number")
        if any(month.base_fen <= 0 for _, month in stored.values()):
            refuse("declarations.historic", f"第 {adjustment_id} 号补记已经更正过", "不需要再办。", "record_number")
        months_back = {
            month.month: HistoricRow(month.month, month.month, -month.base_fen, -month.paid_unit_fen, -month.paid_person_fen)
            for _, month in stored.values()
        }
        employer_id = next(month.employer_id for _, month in stored.values())
        return one.scheme, _post(person_id, one.scheme, employer_id, months_back, on, document, by)[1]


def _each_month(rows: Sequence[HistoricRow]) -> dict[int, HistoricRow]:
    listed: dict[int, HistoricRow] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        if row.to_month < row.from_month:
            problems.append((number, "终止月早于起始月"))
        for month in month_range(row.from_month, row.to_month):
            if month in listed:
                problems.append((number, f"{month_text(month)} 在名单里出现两次"))
            listed[month] = row
    if problems:
        refuse_rows("declarations.historic", "补记", len(rows), problems)
    return listed


def _post(
    person_id: int, scheme: str, employer_id: int, listed: dict[int, HistoricRow], on: date, document: str, by: By
) -> tuple[int, Entry]:
    each = sorted(listed.items())
    due: Columns = {
        "person_id": int_column([person_id] * len(each)),
        "scheme": int_column([months.code_of(scheme)] * len(each)),
        "month": int_column(month for month, _ in each),
        "employer_id": int_column([employer_id] * len(each)),
        "turn": int_column(month_totals.next_turns(scheme, employer_id, [(person_id, month) for month, _ in each])),
        **{name: int_column(getattr(row, name) for _, row in each) for name in ("base_fen", "unit_fen", "person_fen")},
    }
    body = {"person": person_id, "scheme": scheme, "months": len(each)}
    _, first = post_months(due, "declarations.record_months", by=by, body=body)
    paid = {"month_id": int_column(range(first, first + len(each))), **{name: due[name] for name in ("unit_fen", "person_fen")}}
    return post_adjustment(RECORDED, scheme, on, document, paid, by=by)
