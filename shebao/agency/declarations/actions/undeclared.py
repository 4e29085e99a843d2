"""Assessing an employer that did not declare at 110 % of its month before, and taking that back once it has declared."""

from __future__ import annotations

import numpy as np
from django.db import transaction

from shebao.agency.contributions import months
from shebao.agency.contributions.kinds import TOGETHER
from shebao.agency.contributions.set_off import open_credits, set_off
from shebao.agency.declarations.kinds import MONTHLY
from shebao.agency.declarations.queries import credit_blocks
from shebao.agency.declarations.undeclared import SHARE_E2, standing
from shebao.agency.journal.actions import Entry, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.columns import Columns, int_column
from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse
from shebao.base.money import half_up
from shebao.base.months import add_months, month_title

from .assess import Draft, post_draft


def undeclared_drafts(employer_id: int, month: int) -> list[Draft]:
    """110 % of what was due of an employer for the month before, scheme by scheme; refused where there was nothing, or something is
    assessed for the month already."""
    drafts = []
    for scheme in MONTHLY:
        unit, person = months.due_of(employer_id, scheme, add_months(month, -1))
        if any(months.due_of(employer_id, scheme, month)):
            refuse("declarations.undeclared", f"{month_title(month)}已经核定过", "已经申报或核定的月份不按 110% 核定。", "month")
        if unit + person:
            whole, part = half_up((unit + person) * SHARE_E2, 100), half_up(unit * SHARE_E2, 100)
            drafts.append(_draft(scheme, month, employer_id, (0, part, whole - part)))
    if not drafts:
        refuse(
            "declarations.undeclared",
            f"该单位{month_title(add_months(month, -1))}没有应缴额，不能按上月的 110% 核定",
            "没有上月缴费数额的，按经营状况、职工人数暂定，请先由单位补报或稽核。",
            "month",
            "社会保险费征缴暂行条例 第10条",
        )
    return drafts


def assess_undeclared(employer_id: int, month: int, *, by: By) -> list[int]:
    """Post it; the assessments, by id."""
    with transaction.atomic():
        take_turn()
        return [post_draft(one, by=by) for one in undeclared_drafts(employer_id, month)]


def withdraw_undeclared(scheme: str, month: int, employer_ids: list[int], *, by: By) -> list[int]:
    """Take back what was assessed without a declaration of employers that are assessed by their people now."""
    with transaction.atomic():
        take_turn()
        drafts = [
            _draft(scheme, month, one.employer_id, (one.turn + 1, -one.unit_fen, -one.person_fen))
            for one in standing(scheme, month)
            if one.employer_id in employer_ids
        ]
        return [post_draft(one, by=by) for one in drafts]


def set_off_credits(scheme: str, *, by: By) -> Entry | None:
    """Set off everything of a scheme that was assessed too much against what the same employers owe now."""
    with transaction.atomic():
        take_turn()
        credits = open_credits(credit_blocks(scheme))
        return set_off(scheme, credits, "多核定的部分抵以后应缴", by=by) if credits else None


def _draft(scheme: str, month: int, employer_id: int, row: tuple[int, int, int]) -> Draft:
    turn, unit, person = row
    due: Columns = {
        "person_id": int_column([TOGETHER]),
        "scheme": int_column([months.code_of(scheme)]),
        "month": int_column([month]),
        "employer_id": int_column([employer_id]),
        "turn": int_column([turn]),
        "base_fen": np.zeros(1, dtype=np.int64),
        "unit_fen": int_column([unit]),
        "person_fen": int_column([person]),
    }
    return Draft(scheme, month, due, 0, 0, "{}", sm3(f"{scheme} {month} {employer_id} {unit} {person}".encode()))
