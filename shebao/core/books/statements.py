"""Statements of a fund: the position of its bank accounts, income and expense by account, and the proof that they fit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from shebao.base.money import Fen
from shebao.core.books.chart import Chart
from shebao.core.books.voucher import Balances, balance


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: account, item ("" for the whole account), Chinese title, amount on the account's own side."""

    account: str
    item: str
    title: str
    amount_fen: Fen


@dataclass(frozen=True, slots=True)
class Statement:
    """Income and expense of a span of months between two fund balances: opening + income − expense = closing."""

    opening_fen: Fen
    income: tuple[Row, ...]
    expense: tuple[Row, ...]
    closing_fen: Fen

    @property
    def income_fen(self) -> Fen:
        """All income of the span."""
        return sum(row.amount_fen for row in self.income)

    @property
    def expense_fen(self) -> Fen:
        """All expense of the span."""
        return sum(row.amount_fen for row in self.expense)

    @property
    def surplus_fen(self) -> Fen:
        """Income minus expense (本期收支结余)."""
        return self.income_fen - self.expense_fen

    @property
    def difference_fen(self) -> Fen:
        """Opening + income − expense − closing; anything but zero says the books are broken."""
        return self.opening_fen + self.surplus_fen - self.closing_fen


def position(balances: Balances, chart: Chart) -> tuple[Row, ...]:
    """Every asset and liability account with its balance."""
    return tuple(
        Row(account.code, "", account.name, balance(balances, chart, account.code)) for account in chart.of_kind("asset", "liability")
    )


def fund_balance(balances: Balances, chart: Chart) -> Fen:
    """What the fund owns: assets minus liabilities, in fen."""
    assets = sum(balance(balances, chart, account.code) for account in chart.of_kind("asset"))
    return assets - sum(balance(balances, chart, account.code) for account in chart.of_kind("liability"))


def months_payable(owned: Fen, expense: Fen, months: int) -> Fraction | None:
    """How many months the fund can pay (可支付月数): what it owns ÷ the year's average monthly expense so far; None without expense."""
    return Fraction(owned * months, expense) if expense > 0 and months else None


def hundredths(value: Fraction) -> str:
    """A figure with two decimals, half up."""
    rounded = (abs(value.numerator) * 200 + value.denominator) // (2 * value.denominator)
    return f"{'-' if value < 0 else ''}{rounded // 100:,}.{rounded % 100:02d}"


def statement(opening: Balances, movement: Balances, chart: Chart) -> Statement:
    """The income and expense statement of a span.

    opening: balances before the span; movement: what the span's vouchers did, without year-end closings (they move
    income and expense into the fund balance and would hide them).
    """
    closing = {place: opening.get(place, 0) + movement.get(place, 0) for place in {*opening, *movement}}
    return Statement(
        fund_balance(opening, chart), _rows(movement, chart, "income"), _rows(movement, chart, "expense"), fund_balance(closing, chart)
    )


def _rows(movement: Balances, chart: Chart, kind: str) -> tuple[Row, ...]:
    sign = 1 if kind == "expense" else -1
    return tuple(
        Row(code, item, chart.title_of(code, item), sign * fen)
        for (code, item), fen in sorted(movement.items())
        if fen and chart.account(code).kind == kind
    )
