"""Closing a month's books for good; December also brings income and expense to the fund balance."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shebao.agency.fund import queries
from shebao.agency.fund.models import Period, Voucher
from shebao.agency.journal.actions import Entry, record, take_turn
from shebao.agency.store.crash import crashpoint
from shebao.base.finding import refuse
from shebao.base.months import Month, last_day, month_title
from shebao.core.books import close
from shebao.core.books.chart import chart_on

from .post import open_period, post_voucher


def close_period(scheme: str, month: Month, *, actor_id: int | None, day: date) -> Entry:
    """Close a month: earlier months closed, income account empty, nothing overdrawn. There is no way back."""
    with transaction.atomic():
        take_turn()
        period = open_period(scheme, month)
        earlier = Period.objects.filter(scheme=scheme, month__lt=month, closed=False).order_by("month").first()
        if earlier:
            refuse("fund.order", f"{month_title(earlier.month)}还没有结账", "请按月份先后结账。")
        on = last_day(month)
        chart = chart_on(on)
        close.check_close(queries.balances(scheme, to=month), chart, month)
        lines = close.year_end(queries.balances(scheme, to=month), chart) if month % 100 == 12 else ()
        if lines:
            post_voucher(scheme, month, on, f"{month // 100}年度收支结转", lines, (queries.YEAR_END, month), actor_id=actor_id)
        period.refresh_from_db()
        period.closed = True
        period.save(update_fields=["closed"])
        entry = record(
            "fund.close",
            actor_id=actor_id,
            subject=("period", period.pk),
            business_day=day,
            body={"scheme": scheme, "month": month, "vouchers": Voucher.objects.filter(scheme=scheme, month=month).count()},
        )
        crashpoint("fund.close.before_commit")
    crashpoint("fund.close.committed")
    return entry
