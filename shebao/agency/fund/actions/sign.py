"""Papers and signatures of a voucher: the slip it rests on, who made it (制单), and who checked it (复核), another person of finance."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shebao.agency.fund import queries
from shebao.agency.fund.models import Signature, Slip, Voucher
from shebao.agency.journal.actions import post, take_turn
from shebao.agency.matters import queries as matters
from shebao.agency.staff.queries import require
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.months import Month, month_title
from shebao.core.books.slip import Slip as Paper


def attach(voucher: Voucher, paper: Paper, *, actor_id: int | None, matter_id: int | None) -> None:
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
    post(
        Slip,
        Slip.SEALED,
        [row],
        "fund.slip",
        actor_id=actor_id,
        subject=("voucher", voucher.pk),
        business_day=voucher.on,
        matter_id=matter_id,
    )


def sign_voucher(voucher: Voucher, *, actor_id: int | None, matter_id: int | None, day: date) -> None:
    """Sign a voucher as it is posted: of a matter its maker, on the day it was accepted, and whoever decided it; otherwise whoever
    posted it, as maker alone."""
    if actor_id is None:
        return
    row = matters.matter(matter_id).row if matter_id else None  # type: ignore[union-attr]
    if row is None or row.maker_id == actor_id:
        rows = [(voucher.pk, "make", actor_id, day)]
    else:
        rows = [(voucher.pk, "make", row.maker_id, row.accepted_on), (voucher.pk, "check", actor_id, day)]
    _sign(rows, day, actor_id, matter_id)


def check_vouchers(scheme: str, month: Month, *, actor_id: int, day: date) -> int:
    """Check the vouchers of a month that the bank's answers made: whoever made one cannot check it; how many were checked."""
    require(actor_id, "fund.review")
    with transaction.atomic():
        take_turn()
        waiting = queries.unchecked(scheme, month)
        if not waiting:
            refuse("fund.checked", f"{month_title(month)}的凭证都已复核", "没有需要复核的凭证。")
        others = [voucher for voucher, maker in waiting if maker != actor_id]
        if not others:
            refuse(
                "fund.own_voucher", f"{month_title(month)}待复核的凭证都是您制单的", "制单和复核须是两个人，请由另一位基金财务人员复核。"
            )
        _sign([(voucher, "check", actor_id, day) for voucher in others], day, actor_id, None)
    return len(others)


def _sign(rows: list[tuple[int, str, int, date]], day: date, actor_id: int, matter_id: int | None) -> None:
    first = next_id(Signature)
    post(
        Signature,
        Signature.SEALED,
        [(first + i, *row) for i, row in enumerate(rows)],
        "fund.sign",
        actor_id=actor_id,
        business_day=day,
        matter_id=matter_id,
    )
