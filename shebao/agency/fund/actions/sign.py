"""Papers and signatures of a voucher: the slip it rests on, who made it (制单), and who checked it (复核), another person of finance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction

from shebao.agency.fund import queries
from shebao.agency.fund.models import Signature, Slip, Voucher
from shebao.agency.journal.actions import post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.staff.queries import person_keys, require
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.months import Month, month_title
from shebao.core.books.slip import Slip as Paper


def attach(voucher: Voucher, paper: Paper, *, by: By) -> None:
    """Keep the slip of a voucher, under a journal entry of its own."""
    row = (
        next_id(Slip),
        voucher.pk,
        paper.kind,
        paper.number,
        paper.account,
        voucher.on,
        paper.amount_fen,
        paper.counterparty,
        paper.pages,
    )
    post(Slip, Slip.SEALED, [row], "fund.slip", by=replace(by, day=voucher.on), subject=("voucher", voucher.pk))


def sign_voucher(voucher: Voucher, *, by: By) -> None:
    """Sign a voucher as it is posted: of a matter its maker, on the day it was accepted, and whoever reviewed it where three people
    decide, else whoever decided it; otherwise whoever posted it, as maker alone."""
    if by.actor_id is None:
        return
    detail = matters.matter(by.matter_id) if by.matter_id else None
    row = detail.row if detail else None
    reviews = [step for step in detail.steps if step.verb == "review"] if detail else []
    if detail and row and reviews and row.maker_id != reviews[-1].member_id:
        last = reviews[-1]
        _sign([(voucher.pk, "make", row.maker_id, row.accepted_on), (voucher.pk, "check", last.member_id, last.day)], by)
        return
    if row is None or row.maker_id == by.actor_id:
        rows = [(voucher.pk, "make", by.actor_id, by.day)]
    else:
        rows = [(voucher.pk, "make", row.maker_id, row.accepted_on), (voucher.pk, "check", by.actor_id, by.day)]
    _sign(rows, by)


def check_vouchers(scheme: str, month: Month, *, by: By) -> int:
    """Check the vouchers of a month that the bank's answers made: whoever made one cannot check it; how many were checked."""
    require(by.member_id, "fund.review")
    with transaction.atomic():
        take_turn()
        waiting = queries.unchecked(scheme, month)
        if not waiting:
            refuse("fund.checked", f"{month_title(month)}的凭证都已复核", "没有需要复核的凭证。")
        keys = person_keys([by.member_id, *(maker for _, maker in waiting)])
        others = [voucher for voucher, maker in waiting if keys[maker] != keys[by.member_id]]
        if not others:
            refuse(
                "fund.own_voucher", f"{month_title(month)}待复核的凭证都是您制单的", "制单和复核须是两个人，请由另一位基金财务人员复核。"
            )
        _sign([(voucher, "check", by.member_id, by.day) for voucher in others], by)
    return len(others)


def _sign(rows: list[tuple[int, str, int, date]], by: By) -> None:
    first = next_id(Signature)
    post(Signature, Signature.SEALED, [(first + i, *row) for i, row in enumerate(rows)], "fund.sign", by=by)
