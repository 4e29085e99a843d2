"""What happened to the fund's money, booked: contributions, subsidies, interest, moves between accounts, and payout."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from shebao.agency import schemes
from shebao.agency.fund import queries
from shebao.agency.fund.models import Voucher
from shebao.agency.journal.actions import take_turn
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import Month, month_title
from shebao.core.books import entries
from shebao.core.books.chart import DEBIT_KINDS, chart_on
from shebao.core.books.voucher import Line

from .post import post_voucher

_SUBSIDY = "财政补贴基础养老金"


def open_books(scheme: str, month: Month, on: date, opening: Mapping[str, Fen], *, actor_id: int | None) -> Voucher:
    """The first voucher of a scheme: balances taken over, account code → fen on the account's own side, against 3001."""
    if queries.first_month(scheme) is not None:
        refuse("fund.opened", "账套已经启用，不能再录入期初余额", "期初有误的，请做更正凭证。")
    chart = chart_on(on)
    lines = []
    for code, fen in sorted(opening.items()):
        on_debit = chart.account(code).kind in DEBIT_KINDS
        lines.append(Line(code, debit_fen=fen if on_debit else 0, credit_fen=0 if on_debit else fen))
    surplus = sum(line.debit_fen - line.credit_fen for line in lines)
    if surplus:
        lines.append(Line(entries.GENERAL_BALANCE, debit_fen=max(-surplus, 0), credit_fen=max(surplus, 0)))
    return post_voucher(scheme, month, on, "期初余额", lines, (queries.OPENING, month), actor_id=actor_id)


def book_contributions(
    scheme: str,
    month: Month,
    on: date,
    *,
    by_part: Mapping[str, Fen],
    source: tuple[str, int],
    actor_id: int | None,
    matter_id: int | None = None,
) -> Voucher:
    """Contributions that reached the accounts, by the parts of the scheme's contribution."""
    parts = [entries.Received(part.bank, part.income, part.item, by_part.get(part.key, 0)) for part in schemes.of(scheme).CONTRIBUTIONS]
    lines = entries.contributions(parts)
    return post_voucher(scheme, month, on, f"{month_title(month)}到账保险费", lines, source, actor_id=actor_id, matter_id=matter_id)


def receive_subsidy(
    scheme: str,
    month: Month,
    on: date,
    fen: Fen,
    *,
    source: tuple[str, int],
    actor_id: int | None,
    reference: str = "",
    matter_id: int | None = None,
) -> Voucher:
    """The budget's subsidy for basic pensions arrives in the fiscal account.

    reference: the number the bank gave the receipt, "" where it gave none; it stands in the voucher's memo.
    Refused where one of the same day, amount and reference is booked already and not reversed, naming its voucher.
    """
    memo = f"{_SUBSIDY}（银行流水号 {reference}）" if reference else _SUBSIDY
    with transaction.atomic():
        # The writers' turn comes first, so that of two acceptances at the same moment the second sees the first's voucher.
        take_turn()
        same = next((earlier for earlier in queries.subsidies(scheme, on, fen) if earlier.memo == memo), None)
        if same is not None:
            refuse(
                "fund.receipt_twice",
                f"{on.isoformat()}到账的财政补贴 {grouped(fen)} 元{f'（银行流水号 {reference}）' if reference else ''}"
                f"已经入账：{queries.told(same)}",
                "同一张回单只登记一次，请撤回。确是另一笔同日同额到账的，请填写那张回单自己的银行流水号后再提交。",
                "reference",
                values={"voucher": same.pk},
            )
        return post_voucher(scheme, month, on, memo, entries.subsidy(fen), source, actor_id=actor_id, matter_id=matter_id)


def sweep_income(scheme: str, month: Month, on: date, *, actor_id: int | None) -> Voucher | None:
    """Move what the income account held at the end of a month to the fiscal account; None where it was empty. Later receipts stay."""
    left = queries.balance_of(scheme, entries.INCOME_ACCOUNT, to=month)
    if not left:
        return None
    return post_voucher(
        scheme, month, on, f"收入户划转财政专户（{on.isoformat()}）", entries.sweep(left), ("sweep", month), actor_id=actor_id
    )


def feed_expenditure(scheme: str, month: Month, on: date, fen: Fen, *, source: tuple[str, int], actor_id: int | None) -> Voucher:
    """The fiscal account feeds the expenditure account."""
    return post_voucher(scheme, month, on, "财政专户拨入支出户", entries.feed(fen), source, actor_id=actor_id)


def receive_interest(scheme: str, month: Month, on: date, account: str, fen: Fen, *, actor_id: int | None) -> list[Voucher]:
    """Interest on a bank account; that of the expenditure account is handed over to the fiscal account at once."""
    name = chart_on(on).account(account).name
    vouchers = [post_voucher(scheme, month, on, f"{name}利息", entries.interest(account, fen), ("interest", month), actor_id=actor_id)]
    if account == entries.EXPENDITURE_ACCOUNT:
        vouchers.append(
            post_voucher(scheme, month, on, "支出户利息上缴财政专户", entries.hand_over(fen), ("interest", month), actor_id=actor_id)
        )
    return vouchers


def book_payout(
    scheme: str,
    month: Month,
    on: date,
    *,
    title: str,
    return_id: int,
    by_item: Mapping[str, Fen],
    again_fen: Fen,
    returned_fen: Fen,
    delivered_late_fen: Fen,
    actor_id: int | None,
) -> list[Voucher]:
    """What one answer of the bank did to the books.

    by_item: benefits that left the account for the first time, by item; again_fen: returned money paid again;
    returned_fen: what came back, now or later than first said; delivered_late_fen: what was first said to have
    failed and was then delivered. Each that is not zero becomes its own voucher.
    """
    source = (queries.BANK_RETURN, return_id)
    parts = [
        ("发放", entries.benefits(by_item)),
        ("退票重发", entries.paid_again(again_fen)),
        ("银行退回", entries.returned(returned_fen)),
        ("退回后又到账", entries.paid_again(delivered_late_fen)),
    ]
    return [post_voucher(scheme, month, on, f"{title}：{what}", lines, source, actor_id=actor_id) for what, lines in parts if lines]
