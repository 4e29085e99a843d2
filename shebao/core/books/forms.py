"""The two prescribed statements of a fund: 会社保01表 资产负债表 and 会社保02表 收支表, line by line as the form has them, zeros included.

Both are in yuan. Vouchers that transfer income and expense to the fund balance are left out of the income statement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shebao.base.money import Fen
from shebao.core.books.chart import Chart
from shebao.core.books.entries import BENEFITS, GENERAL_BALANCE
from shebao.core.books.voucher import Balances, balance

BALANCE_SHEET, INCOME_STATEMENT = "会社保01表", "会社保02表"
_ACCOUNT = ("account_pension", "account_pension_pooled", "inheritance")
_PENSION_OF_EMPLOYEES = ("basic_pension", *_ACCOUNT, "transitional", "cadre_pay", "retirement_pay", "resignation_pay", "subsidy")
_PENSION_OF_PUBLIC = ("basic_pension", *_ACCOUNT, "transitional", "retirement_pay", "sick_pay", "top_up")
_ITEM_LINES: Mapping[str, tuple[tuple[str, int, tuple[str, ...]], ...]] = {
    "E": (
        ("（一）基本养老金", 2, _PENSION_OF_EMPLOYEES),
        ("1.基础养老金", 3, ("basic_pension",)),
        ("2.个人账户养老金", 3, _ACCOUNT),
        ("（1）按月支付", 4, ("account_pension", "account_pension_pooled")),
        ("（2）一次性支出", 4, ("inheritance",)),
        ("3.过渡性养老金", 3, ("transitional",)),
        ("4.离休金", 3, ("cadre_pay",)),
        ("5.退休金", 3, ("retirement_pay",)),
        ("6.退职金", 3, ("resignation_pay",)),
        ("7.补贴", 3, ("subsidy",)),
        ("（二）医疗补助金", 2, ("medical_aid",)),
        ("（三）丧葬补助金和抚恤金", 2, ("funeral",)),
        ("（四）病残津贴", 2, ("disability",)),
    ),
    "P": (
        ("（一）基本养老金", 2, _PENSION_OF_PUBLIC),
        ("1.基础养老金", 3, ("basic_pension",)),
        ("2.个人账户养老金", 3, _ACCOUNT),
        ("（1）按月支付", 4, ("account_pension", "account_pension_pooled")),
        ("（2）一次性支出", 4, ("inheritance",)),
        ("3.过渡性养老金", 3, ("transitional",)),
        ("4.退休（职）费", 3, ("retirement_pay",)),
        ("5.病退生活费", 3, ("sick_pay",)),
        ("6.补差资金", 3, ("top_up",)),
        ("（二）丧葬补助金和抚恤金", 2, ("funeral",)),
        ("（三）病残津贴", 2, ("disability",)),
    ),
    "R": (
        ("（一）基础养老金", 2, ("basic_pension",)),
        ("（二）个人账户养老金", 2, ("account_pension", "account_pension_pooled", "inheritance")),
        ("1.按月支付", 3, ("account_pension", "account_pension_pooled")),
        ("2.一次性支出", 3, ("inheritance",)),
        ("（三）丧葬补助金", 2, ("funeral",)),
    ),
}
"""Fund → the lines under benefits: title, depth, items of 5001 that stand on it. A fund that is not here shows the items its chart has."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One printed line: title, depth (0 a total, 1 an account, deeper its parts), two amounts, and the account it is drawn from."""

    title: str
    depth: int
    first_fen: Fen
    second_fen: Fen
    account: str = ""


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """会社保01表: opening of the year and end of the month; what income and expense of a month not yet closed add to the fund balance."""

    assets: tuple[FormRow, ...]
    claims: tuple[FormRow, ...]
    """Liabilities and net assets (负债和净资产)."""
    pending_fen: Fen

    @property
    def difference_fen(self) -> Fen:
        """Assets less liabilities and net assets; anything but nought says that the books are broken."""
        return self.assets[-1].second_fen - self.claims[-1].second_fen


def balance_sheet(opening: Balances, closing: Balances, chart: Chart) -> BalanceSheet:
    """The balance sheet. opening: balances at the beginning of the year; closing: at the end of the month."""
    pending = -sum(fen for (code, _), fen in closing.items() if chart.account(code).kind in ("income", "expense"))

    def row(code: str) -> FormRow:
        added = pending if code == GENERAL_BALANCE else 0
        return FormRow(chart.account(code).name, 1, balance(opening, chart, code), balance(closing, chart, code) + added, code)

    assets = [row(account.code) for account in chart.of_kind("asset")]
    liabilities = [row(account.code) for account in chart.of_kind("liability")]
    net = [row(account.code) for account in chart.of_kind("net")]
    return BalanceSheet(
        (*assets, _total("资产总计", assets)),
        (*liabilities, _total("负债合计", liabilities), *net, _total("净资产合计", net), _total("负债与净资产总计", [*liabilities, *net])),
        pending,
    )


def income_statement(first: Balances, second: Balances, chart: Chart) -> tuple[FormRow, ...]:
    """The income statement of two spans, the month and the year to its end (or this year and the last)."""
    income = [_account(account.code, first, second, chart, -1) for account in chart.of_kind("income")]
    expense = [_account(account.code, first, second, chart, 1) for account in chart.of_kind("expense")]
    incomes, expenses = _total("一、基金收入", income), _total("二、基金支出", expense)
    rows = [incomes, *income, expenses]
    for row in expense:
        rows.append(row)
        if row.account == BENEFITS:
            rows += _benefits(first, second, chart)
    surplus = FormRow("三、本期基金结余", 0, incomes.first_fen - expenses.first_fen, incomes.second_fen - expenses.second_fen)
    return (*rows, surplus)


def unlisted_items(chart: Chart) -> frozenset[str]:
    """Items of benefits that stand on no line of the fund's form; empty where the form is complete."""
    listed = {item for _, _, items in _ITEM_LINES.get(chart.fund, ()) for item in items}
    return frozenset(chart.account(BENEFITS).items) - listed if listed else frozenset()


def _benefits(first: Balances, second: Balances, chart: Chart) -> list[FormRow]:
    own = tuple((title, 2, (item,)) for item, title in chart.account(BENEFITS).items.items())
    return [
        FormRow(
            title,
            depth,
            sum(first.get((BENEFITS, item), 0) for item in items),
            sum(second.get((BENEFITS, item), 0) for item in items),
            BENEFITS,
        )
        for title, depth, items in _ITEM_LINES.get(chart.fund, own)
    ]


def _account(code: str, first: Balances, second: Balances, chart: Chart, sign: int) -> FormRow:
    def net(movement: Balances) -> Fen:
        return sign * sum(fen for (account, _), fen in movement.items() if account == code)

    return FormRow(chart.account(code).name, 1, net(first), net(second), code)


def _total(title: str, rows: list[FormRow]) -> FormRow:
    return FormRow(title, 0, sum(row.first_fen for row in rows), sum(row.second_fen for row in rows))
