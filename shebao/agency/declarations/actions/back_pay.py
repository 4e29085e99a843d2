"""Months of the past that were never assessed (补缴): due now, by the wages and the law of their time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from django.db import transaction

from shebao.agency.contributions import month_totals, months
from shebao.agency.declarations.kinds import BACK_PAY
from shebao.agency.declarations.law import assessed, origins
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import take_turn
from shebao.agency.journal.by import By
from shebao.agency.parameters import queries as parameters
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.store.columns import int_column
from shebao.agency.store.digest import canonical, digest_numbers, sm3
from shebao.base.months import month_range, month_text

from .assess import Draft, post_draft
from .wages import NewWage, declare_wages


class BackPay(NamedTuple):
    """One person's months of the past, and the monthly wage in them, in fen."""

    person_id: int
    from_month: int
    to_month: int
    wage_fen: int


def back_pay_drafts(rows: Sequence[BackPay], employer_id: int, schemes: Sequence[str]) -> list[Draft]:
    """What is due for each month of each scheme; refused, naming rows, for months that are assessed for the person already."""
    problems: list[Problem] = []
    drafts = []
    first, last = min(row.from_month for row in rows), max(row.to_month for row in rows)
    for scheme in schemes:
        stored = months.any_assessed_in(scheme, [row.person_id for row in rows], first, last)
        for number, row in enumerate(rows, 1):
            taken = sorted(month for person, month in stored if person == row.person_id and row.from_month <= month <= row.to_month)
            if taken:
                problems.append((number, f"{month_text(taken[0])} 等 {len(taken)} 个月已有核定，不能重复补缴"))
        for month in month_range(first, last):
            mine = [row for row in rows if row.from_month <= month <= row.to_month]
            if mine:
                drafts.append(_draft(scheme, month, mine, employer_id))
    if problems:
        refuse_rows("declarations.back_pay", "补缴", len(rows), sorted(set(problems)))
    return drafts


def back_pay(rows: Sequence[BackPay], employer_id: int, schemes: Sequence[str], reason: str, *, by: By) -> list[int]:
    """Declare the wages of those months and assess them; the assessments, by id."""
    with transaction.atomic():
        take_turn()
        drafts = back_pay_drafts(rows, employer_id, schemes)
        wages = [NewWage(row.person_id, row.from_month, row.wage_fen, row.to_month, reason[:60]) for row in rows]
        declare_wages(wages, employer_id, BACK_PAY, by=by)
        return [post_draft(one, by=by) for one in drafts]


def _draft(scheme: str, month: int, rows: Sequence[BackPay], employer_id: int) -> Draft:
    rows = sorted(rows, key=lambda row: row.person_id)
    people, wage_fen = int_column(row.person_id for row in rows), int_column(row.wage_fen for row in rows)
    employers = np.full(people.size, employer_id, dtype=np.int64)
    result = assessed(scheme, people, employers, wage_fen, month, parameters.places(), installation.place())
    due = {
        "person_id": people,
        "scheme": np.full(people.size, months.code_of(scheme), dtype=np.int64),
        "month": np.full(people.size, month, dtype=np.int64),
        "employer_id": employers,
        "turn": int_column(month_totals.next_turns(scheme, employer_id, [(row.person_id, month) for row in rows])),
        "base_fen": result.base_fen,
        "unit_fen": result.unit_fen,
        "person_fen": result.person_fen,
    }
    law = canonical(origins(result))
    digest = sm3(f"{scheme} {month} {law} {digest_numbers(np.column_stack([people, wage_fen, result.unit_fen]))}".encode())
    lifted, capped = int((result.base_fen > wage_fen).sum()), int((result.base_fen < wage_fen).sum())
    return Draft(scheme, month, due, lifted, capped, law, digest)
