"""What happened to the fund's money, booked: opening balances, a movement on its slip, and the bank's answer to a payout run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shebao.agency.fund import queries
from shebao.agency.fund.chart import chart_for
from shebao.agency.fund.models import Period, Voucher
from shebao.agency.journal.by import By
from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.base.months import Month, month_of
from shebao.core.books import entries
from shebao.core.books.chart import DEBIT_KINDS
from shebao.core.books.events import event
from shebao.core.books.slip import Slip
from shebao.core.books.voucher import Line

from .post import post_voucher

_RETURN_SLIP = "银行代发回盘"
_DEDUCTION_SLIP = "抵扣决定和银行代发回盘"


def open_books(scheme: str, month: Month, on: date, opening: Mapping[str, Fen], *, by: By) -> Voucher:
    """The first voucher of a scheme: balances taken over, account code → fen on the account's own side, against 3001."""
    if queries.first_month(scheme) is not None:
        refuse("fund.opened", "账套已经启用，不能再录入期初余额", "期初有误的，请做更正凭证。")
    chart = chart_for(scheme, on)
    lines = []
    for code, fen in sorted(opening.items()):
        on_debit = chart.account(code).kind in DEBIT_KINDS
        lines.append(Line(code, debit_fen=fen if on_debit else 0, credit_fen=0 if on_debit else fen))
    surplus = sum(line.debit_fen - line.credit_fen for line in lines)
    if surplus:
        lines.append(Line(entries.GENERAL_BALANCE, debit_fen=max(-surplus, 0), credit_fen=max(surplus, 0)))
    return post_voucher(scheme, month, on, "期初余额", lines, (queries.OPENING, month), by=by)


def book_slip(scheme: str, what: str, on: date, slip: Slip, *, source: tuple[str, int], by: By, beside_fen: Fen = 0) -> Voucher:
    """Book a movement of money on its slip, dated and measured by the slip; what: the key of a kind of movement (`core.books.events`),
    beside_fen: the part of the amount that stands on an account of its own (`Event.beside`)."""
    movement = event(what)
    party = f"，{slip.counterparty}" if slip.counterparty else ""
    memo = f"{movement.title}（{slip.number}{party}）"[:120]
    lines = movement.lines(slip.amount_fen, beside_fen)
    return post_voucher(scheme, month_of(on), on, memo, lines, source, by=by, slip=slip)


@dataclass(frozen=True, slots=True)
class Moved:
    """What one answer of the bank moved, in fen.

    by_item: benefits that left the account for the first time, by item of benefits; other: what left it for another account than
    benefits (an advance, a subsidy), by account and item; again_fen: returned money paid again;
    returned_fen: what came back, now or later than first said; delivered_late_fen: what was first said to have failed and
    was then delivered.
    """

    by_item: Mapping[str, Fen]
    again_fen: Fen = 0
    returned_fen: Fen = 0
    delivered_late_fen: Fen = 0
    other: Mapping[tuple[str, str], Fen] = field(default_factory=dict)


def book_payout(
    scheme: str,
    bank_day: date,
    *,
    title: str,
    file_number: str,
    return_id: int,
    moved: Moved,
    by: By,
) -> list[Voucher]:
    """What one answer of the bank did to the books, on the day the bank gives; on the day of handling where that month is closed,
    and then the memo says the bank's day.

    Each part of what moved that is not zero becomes its own voucher.
    """
    source = (queries.BANK_RETURN, return_id)
    on, late = _day_of(scheme, bank_day, by)
    parts = [
        ("发放", entries.benefits(moved.by_item, moved.other)),
        ("退票重发", entries.paid_again(moved.again_fen)),
        ("银行退回", entries.returned(moved.returned_fen)),
        ("退回后又到账", entries.paid_again(moved.delivered_late_fen)),
    ]
    vouchers = []
    for number, (what, lines) in enumerate(parts, 1):
        if lines:
            amount_fen = abs(sum(line.debit_fen - line.credit_fen for line in lines if line.account == entries.EXPENDITURE_ACCOUNT))
            slip = Slip(_RETURN_SLIP, f"{file_number}-{return_id}-{number}", entries.EXPENDITURE_ACCOUNT, amount_fen)
            memo = f"{title}：{what}{late}"
            vouchers.append(post_voucher(scheme, month_of(on), on, memo, lines, source, by=by, slip=slip))
    return vouchers


@dataclass(frozen=True, slots=True)
class KeptBack:
    """What an answer of the bank moved on debts, in fen: benefits kept back by item, and what of it was overpaid this year and earlier.
    rises: the lines came back after having been said to be paid."""

    by_item: Mapping[str, Fen]
    this_year_item: str
    this_year_fen: Fen
    earlier_fen: Fen
    rises: bool = False


def book_kept_back(scheme: str, bank_day: date, *, title: str, file_number: str, return_id: int, moved: KeptBack, by: By) -> Voucher | None:
    """Book what lines that arrived were lessened by towards debts, beside the vouchers of the money; None where nothing was."""
    lines = entries.kept_back(moved.by_item, moved.this_year_item, moved.this_year_fen, moved.earlier_fen, rises=moved.rises)
    if not lines:
        return None
    on, late = _day_of(scheme, bank_day, by)
    whole = sum(line.debit_fen for line in lines)
    slip = Slip(_DEDUCTION_SLIP, f"{file_number}-{return_id}-{'KR' if moved.rises else 'K'}", entries.BENEFITS, whole)
    memo = f"{title}：{'银行退回，恢复债务' if moved.rises else '抵扣多发待遇'}{late}"
    return post_voucher(scheme, month_of(on), on, memo, lines, (queries.KEPT_BACK, return_id), by=by, slip=slip)


def _day_of(scheme: str, bank_day: date, by: By) -> tuple[date, str]:
    """The day of a voucher and what its memo adds: the bank's day, or where that month is closed the day of handling."""
    closed = Period.objects.filter(scheme=scheme, month=month_of(bank_day), closed=True).exists()
    return (by.day, f"（银行记账日 {bank_day.isoformat()}）") if closed else (bank_day, "")
