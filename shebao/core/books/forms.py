"""The two prescribed statements of a fund: 会社保01表 资产负债表 and 会社保02表 收支表 (of the annuity 会职金01、02), line by line, zeros included.

Both are in yuan. Vouchers that transfer income and expense to the fund balance are left out of the income statement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shebao.base.money import Fen
from shebao.core.books.chart import Chart
from shebao.core.books.entries import BENEFITS, GENERAL_BALANCE
from shebao.core.books.voucher import Balances, balance

FORM_NAMES: Mapping[str, tuple[str, str]] = {"A": ("会职金01表", "会职金02表")}
"""Fund → the names of its two forms, where they are not those of social insurance."""
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
"""Fund → the lines under benefits: title, depth, items of 5001 that stand on it."""
_TITLE_LINES: Mapping[str, tuple[str, ...]] = {
    "U": ("失业保险金支出", "基本医疗保险费支出", "丧葬补助金和抚恤金支出", "职业培训和职业介绍补贴支出", "其他费用支出"),
    "I": ("工伤医疗待遇支出", "伤残待遇支出", "工亡待遇支出"),
}
"""Fund → the lines under benefits by the title that its items of 5001 begin with: these funds divide each line as finely as they like."""
_OF_WHICH = {"1101": ("其中：委托上级投资", "entrusted", "ERP")}
"""Account → the line 其中 under it: title, what its items begin with, the funds whose form has it."""
_NUMBERS = "一二三四五六七八九"


def form_names(fund: str) -> tuple[str, str]:
    """What a fund's balance sheet and income statement are called."""
    return FORM_NAMES.get(fund, ("会社保01表", "会社保02表"))


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

    def of_which(code: str) -> list[FormRow]:
        title, begins, funds = _OF_WHICH.get(code, ("", "", ""))
        if not title or chart.fund not in funds:
            return []
        items = [item for item in chart.account(code).items if item.startswith(begins)]
        first, second = (sum(some.get((code, item), 0) for item in items) for some in (opening, closing))
        return [FormRow(title, 2, first, second, code)]

    assets = [row(account.code) for account in chart.of_kind("asset")]
    liabilities = [row(account.code) for account in chart.of_kind("liability")]
    net = [row(account.code) for account in chart.of_kind("net")]
    return BalanceSheet(
        (*(one for asset in assets for one in (asset, *of_which(asset.account))), _total("资产总计", assets)),
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
    if BENEFITS not in chart.accounts:
        return frozenset()
    return frozenset(chart.account(BENEFITS).items) - {item for _, _, items in _item_lines(chart) for item in items}


def _benefits(first: Balances, second: Balances, chart: Chart) -> list[FormRow]:
    return [
        FormRow(
            title,
            depth,
            sum(first.get((BENEFITS, item), 0) for item in items),
            sum(second.get((BENEFITS, item), 0) for item in items),
            BENEFITS,
        )
        for title, depth, items in _item_lines(chart)
    ]


def _item_lines(chart: Chart) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """The lines under benefits; a chart of no known fund shows the items it has."""
    items = chart.account(BENEFITS).items
    if chart.fund in _TITLE_LINES:
        return tuple(
            (f"（{number}）{title}", 2, tuple(item for item, name in items.items() if name.startswith(title.removesuffix("支出"))))
            for number, title in zip(_NUMBERS, _TITLE_LINES[chart.fund], strict=False)
        )
    return _ITEM_LINES.get(chart.fund) or tuple((title, 2, (item,)) for item, title in items.items())


def _account(code: str, first: Balances, second: Balances, chart: Chart, sign: int) -> FormRow:
    def net(movement: Balances) -> Fen:
        return sign * sum(fen for (account, _), fen in movement.items() if account == code)

    return FormRow(chart.account(code).name, 1, net(first), net(second), code)


def _total(title: str, rows: list[FormRow]) -> FormRow:
    return FormRow(title, 0, sum(row.first_fen for row in rows), sum(row.second_fen for row in rows))
