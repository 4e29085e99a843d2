"""Questions about the statements of banks, treasury and fiscal account: their lines, ours, and the two reconciled."""

from __future__ import annotations

from django.db.models import Max

from shebao.base.money import Fen
from shebao.base.months import Month
from shebao.core.books.entries import BANK_ACCOUNTS
from shebao.core.books.reconciliation import Movement, Reconciliation, reconcile

from . import queries
from .models import AccountStatement, OpenItem, StatementLine, VoucherLine


def statement_in_force(scheme: str, account: str, month: Month) -> AccountStatement | None:
    """The last version of an account's statement for a month; None where none was entered."""
    return AccountStatement.objects.filter(scheme=scheme, account=account, month=month).order_by("-version").first()


def movements(scheme: str, account: str, *, to: Month, since: Month = 0) -> list[Movement]:
    """What was booked on an account from month `since` to month `to`, by slip; a voucher cancelled within that time and what
    cancels it are left out, as the bank has neither."""
    lines = VoucherLine.objects.filter(voucher__scheme=scheme, voucher__month__gte=since, voucher__month__lte=to, account=account)
    lines = lines.exclude(voucher__source_kind=queries.OPENING).exclude(voucher__reversed_by__month__lte=to)
    return [
        Movement(number or "", on, debit - credit, memo)
        for number, on, debit, credit, memo in lines.exclude(voucher__reverses__isnull=False)
        .order_by("voucher_id", "id")
        .values_list("voucher__slip__number", "voucher__on", "debit_fen", "credit_fen", "voucher__memo")
    ]


def stated(scheme: str, account: str, *, to: Month) -> list[Movement]:
    """The lines of an account's statements in force up to a month."""
    latest = (
        AccountStatement.objects.filter(scheme=scheme, account=account, month__lte=to)
        .order_by()
        .values("month")
        .annotate(version=Max("version"))
        .values_list("month", "version")
    )
    kept = [
        row.pk
        for row in AccountStatement.objects.filter(scheme=scheme, account=account, month__lte=to)
        if (row.month, row.version) in set(latest)
    ]
    rows = StatementLine.objects.filter(statement_id__in=kept).order_by("on", "id").values_list("number", "on", "fen")
    return [Movement(number, on, fen) for number, on, fen in rows]


def reconciled(scheme: str, account: str, month: Month, *, bank_fen: Fen | None = None) -> Reconciliation | None:
    """An account against its statements at the end of a month; None where that month has none and no balance is given."""
    statement = statement_in_force(scheme, account, month)
    balance = bank_fen if bank_fen is not None else statement.balance_fen if statement else None
    if balance is None:
        return None
    ours = queries.balance_of(scheme, account, to=month)
    return reconcile(ours, movements(scheme, account, to=month), balance, stated(scheme, account, to=month))


def latest(scheme: str) -> dict[tuple[str, Month], AccountStatement]:
    """(account, month) → the statement in force of every month that has one."""
    return {(row.account, row.month): row for row in AccountStatement.objects.filter(scheme=scheme).order_by("version")}


def open_items(scheme: str, account: str, month: Month) -> list[OpenItem]:
    """What one side had alone when a month's statement in force was entered, with who sees to it."""
    statement = statement_in_force(scheme, account, month)
    if statement is None:
        return []
    return list(OpenItem.objects.select_related("statement").filter(statement=statement).order_by("id"))


def unreconciled(scheme: str, month: Month) -> list[str]:
    """Accounts that moved in a month and whose statement for it was not entered or does not fit."""
    moved = set(
        VoucherLine.objects.filter(voucher__scheme=scheme, voucher__month=month, account__in=BANK_ACCOUNTS)
        .exclude(voucher__source_kind=queries.OPENING)
        .order_by()
        .values_list("account", flat=True)
        .distinct()
    )
    results = {account: reconciled(scheme, account, month) for account in sorted(moved)}
    return [account for account, result in results.items() if result is None or result.difference_fen]
