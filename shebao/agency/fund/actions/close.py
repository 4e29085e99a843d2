"""Closing a month's books for good: income and expense go to the fund balance every month, as the monthly balance sheet needs it."""

from __future__ import annotations

from django.db import transaction

from shebao.agency.fund import queries, statements
from shebao.agency.fund.chart import chart_for
from shebao.agency.fund.models import Period, Voucher
from shebao.agency.journal.actions import Entry, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.crash import crashpoint
from shebao.base.finding import refuse
from shebao.base.months import Month, last_day, month_title
from shebao.core.books import close

from .post import open_period, post_voucher


def close_period(
    scheme: str,
    month: Month,
    *,
    by: By,
    reason: str = "",
) -> Entry:
    """Close a month: earlier months closed, every voucher checked, every account that moved reconciled, nothing overdrawn. There is no way back.

    reason: why money is left in an account that in principle is empty at the end of a month; kept in the journal.
    """
    with transaction.atomic():
        take_turn()
        period = open_period(scheme, month)
        earlier = Period.objects.filter(scheme=scheme, month__lt=month, closed=False).order_by("month").first()
        if earlier:
            refuse("fund.order", f"{month_title(earlier.month)}还没有结账", "请按月份先后结账。")
        waiting = len(queries.unchecked(scheme, month))
        if waiting:
            refuse("fund.unchecked", f"{month_title(month)}还有 {waiting} 张凭证没有复核", "请另一位基金财务人员在凭证页面复核，再结账。")
        apart = statements.unreconciled(scheme, month)
        on = last_day(month)
        chart = chart_for(scheme, on)
        if apart:
            names = "、".join(chart.account(code).name for code in apart)
            refuse("fund.unreconciled", f"{names}{month_title(month)}还没有对账", "请先办理与银行、国库、财政对账，两边调节相符，再结账。")
        balances = queries.balances(scheme, to=month)
        close.check_close(balances, chart, month, reason)
        lines = close.transfer(balances, chart)
        if lines:
            kind, span = (queries.YEAR_END, "年末") if month % 100 == 12 else (queries.PERIOD_END, "")
            memo = f"{month_title(month)}{span}收支结转"
            post_voucher(scheme, month, on, memo, lines, (kind, month), by=by)
        period.refresh_from_db()
        period.closed = True
        period.save(update_fields=["closed"])
        entry = record(
            "fund.close",
            by=by,
            subject=("period", period.pk),
            body={
                "scheme": scheme,
                "month": month,
                "vouchers": Voucher.objects.filter(scheme=scheme, month=month).count(),
                "reason": reason.strip(),
            },
        )
        crashpoint("fund.close.before_commit")
    crashpoint("fund.close.committed")
    return entry
