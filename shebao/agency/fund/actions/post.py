"""Posting one voucher: on its slip, numbered without gaps, balanced, in an open period, and never overdrawing a bank account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from shebao.agency.fund import queries
from shebao.agency.fund.chart import chart_for
from shebao.agency.fund.models import Period, Voucher, VoucherLine
from shebao.agency.journal.actions import post as post_rows
from shebao.agency.journal.actions import take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.crash import crashpoint
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import Month, month_title
from shebao.core.books.entries import BANK_ACCOUNTS
from shebao.core.books.slip import Slip, check_slip
from shebao.core.books.voucher import Line, balance
from shebao.core.books.voucher import Voucher as Draft
from shebao.core.books.voucher import post as post_to_books

from .sign import attach, sign_voucher


def post_voucher(
    scheme: str,
    month: Month,
    on: date,
    memo: str,
    lines: Sequence[Line],
    source: tuple[str, int],
    *,
    by: By,
    slip: Slip | None = None,
    reverses: Voucher | None = None,
) -> Voucher:
    """Post one voucher and give it back.

    source: (kind, id) of what it was made from; kind, id and memo together are booked at most once. slip: the paper it rests
    on; only opening balances, transfers at the end of a period and corrections have none (会计基础工作规范 第五十一条).
    by: its day is the one on which it is posted and signed; the voucher's own day is `on`.
    Raises `Refused` for an unbalanced voucher, a closed period, an overdrawn bank account, a source or a slip booked before.
    """
    draft = Draft(scheme, month, on, memo, tuple(lines), red=reverses is not None)
    chart = chart_for(scheme, on)
    if slip is not None:
        check_slip(slip, draft.lines, chart)
    elif source[0] not in queries.WITHOUT_SLIP:
        refuse("fund.no_slip", f"“{memo}”没有原始凭证", "请先取得银行、国库或财政专户的单据，再照单据记账。", "reference")
    with transaction.atomic():
        take_turn()
        period = open_period(scheme, month)
        if slip is not None:
            _refuse_slip_twice(scheme, slip, on)
        if Voucher.objects.filter(scheme=scheme, source_kind=source[0], source_id=source[1], memo=memo).exists():
            refuse("fund.twice", f"“{memo}”已经记过账", "同一来源只记一次账；请查看已有凭证。", values={"source": source})
        before = queries.balances(scheme)
        after = post_to_books(before, draft, chart)
        for code in {line.account for line in draft.lines} & set(BANK_ACCOUNTS):
            if balance(after, chart, code) < min(0, balance(before, chart, code)):
                refuse(
                    "fund.overdrawn",
                    f"{chart.account(code).name}余额不足，记账后为 {grouped(balance(after, chart, code))} 元",
                    "请先按计划拨款或划转，再办理本笔。",
                )
        voucher = _insert(draft, period, source, reverses, by)
        if slip is not None:
            attach(voucher, slip, by=by)
        sign_voucher(voucher, by=by)
        crashpoint("fund.voucher.before_commit")
    crashpoint("fund.voucher.committed")
    return voucher


def _insert(draft: Draft, period: Period, source: tuple[str, int], reverses: Voucher | None, by: By) -> Voucher:
    voucher = Voucher(
        id=next_id(Voucher),
        scheme=draft.scheme,
        month=draft.month,
        number=period.next_number,
        on=draft.on,
        memo=draft.memo,
        source_kind=source[0],
        source_id=source[1],
        reverses=reverses,
        posted=False,
        entry_id=take_turn().seq + 1,
    )
    voucher.save(force_insert=True)
    first = next_id(VoucherLine)
    rows = [(first + i, voucher.pk, line.account, line.item, line.debit_fen, line.credit_fen) for i, line in enumerate(draft.lines)]
    entry = post_rows(
        VoucherLine,
        VoucherLine.SEALED,
        rows,
        "fund.voucher",
        by=replace(by, day=draft.on),
        body=queries.header(voucher),
        subject=("voucher", voucher.pk),
    )
    assert entry.seq == voucher.entry_id
    voucher.posted = True
    voucher.save(update_fields=["posted"])
    return voucher


def open_period(scheme: str, month: Month) -> Period:
    """The open period of a month, made when first used; raises `Refused` for a closed one or one before a closed one."""
    period = Period.objects.select_for_update().filter(scheme=scheme, month=month).first()
    if (period and period.closed) or (period is None and Period.objects.filter(scheme=scheme, month__gt=month, closed=True).exists()):
        refuse("fund.closed", f"{month_title(month)}已结账，不再接受凭证", "请在当前会计期间记账；需要更正的，用当期更正凭证。")
    return period or Period.objects.create(id=next_id(Period), scheme=scheme, month=month)


def _refuse_slip_twice(scheme: str, slip: Slip, on: date) -> None:
    earlier = queries.standing_on(scheme, slip.account, slip.number, on)
    if earlier is not None:
        refuse(
            "fund.receipt_twice",
            f"{on.isoformat()}的{slip.kind}（单据号 {slip.number}）已经入账：{queries.told(earlier)}",
            "同一张单据只登记一次，请撤回。确是另一张单据的，请填写它自己的单据号后再提交。",
            "reference",
            values={"voucher": earlier.pk},
        )
