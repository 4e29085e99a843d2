"""A voucher and what posting it does to the balances; nothing that does not balance is ever posted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shebao.base.finding import refuse
from shebao.base.money import FEN_LIMIT, Fen, grouped
from shebao.base.months import Month, month_of, month_title
from shebao.core.books.chart import DEBIT_KINDS, Chart

Balances = Mapping[tuple[str, str], Fen]
"""(account code, item) → debits minus credits, in fen."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a voucher: an account and exactly one of a debit or a credit, in fen; below zero only in a red voucher."""

    account: str
    debit_fen: Fen = 0
    credit_fen: Fen = 0
    item: str = ""

    def in_red(self) -> Line:
        """The same line on the same side with its amount below zero, for a reversal (红字)."""
        return Line(self.account, -self.debit_fen, -self.credit_fen, self.item)


@dataclass(frozen=True, slots=True)
class Voucher:
    """A balanced set of lines of one scheme's fund, dated inside its accounting month. red: it cancels another one, all its
    amounts are below zero."""

    scheme: str
    month: Month
    on: date
    memo: str
    lines: tuple[Line, ...]
    red: bool = False

    @property
    def amount_fen(self) -> Fen:
        """Sum of the debits, which is the sum of the credits."""
        return sum(line.debit_fen for line in self.lines)


def check(voucher: Voucher, chart: Chart) -> None:
    """Raise `Refused` unless the voucher may be posted: known accounts and items, one side a line, balanced, dated in its month."""
    if month_of(voucher.on) != voucher.month:
        refuse("books.date", f"凭证日期 {voucher.on.isoformat()} 不在会计期间 {month_title(voucher.month)} 内", "请改为本期间的日期。")
    if len(voucher.lines) < 2:
        refuse("books.lines", f"凭证“{voucher.memo}”少于两行", "一张凭证至少有一行借方和一行贷方。")
    for number, line in enumerate(voucher.lines, 1):
        _check_line(line.in_red() if voucher.red else line, chart, f"“{voucher.memo}”第{number}行")
    debit, credit = voucher.amount_fen, sum(line.credit_fen for line in voucher.lines)
    if debit != credit:
        refuse(
            "books.balance",
            f"凭证“{voucher.memo}”借方 {grouped(debit)} 元，贷方 {grouped(credit)} 元，借贷不平",
            "请核对各行金额，两边相等后再过账。",
            debit_fen=debit,
            credit_fen=credit,
        )


def _check_line(line: Line, chart: Chart, where: str) -> None:
    account = chart.account(line.account)
    if line.item and line.item not in account.items:
        refuse("books.item", f"科目“{account.name}”没有明细“{line.item}”", "请核对明细，或先在科目表中增加。", where)
    for amount in (line.debit_fen, line.credit_fen):
        assert type(amount) is int, f"{where}: {amount!r} is not a whole number of fen"
    if line.debit_fen < 0 or line.credit_fen < 0 or (line.debit_fen > 0) == (line.credit_fen > 0):
        refuse("books.side", "每行只能有一个大于零的金额，记在借方或贷方", "红字更正请用冲销凭证，不用负数。", where)
    if max(line.debit_fen, line.credit_fen) >= FEN_LIMIT:
        refuse("books.limit", "金额过大", "请核对小数点和单位（元）。", where)


def post(balances: Balances, voucher: Voucher, chart: Chart) -> dict[tuple[str, str], Fen]:
    """The balances after the voucher; raises `Refused` as `check` does and leaves the given balances as they are."""
    check(voucher, chart)
    return add(balances, voucher.lines)


def add(balances: Balances, lines: Iterable[Line]) -> dict[tuple[str, str], Fen]:
    """The balances after some lines, without asking whether they balance."""
    after = dict(balances)
    for line in lines:
        place = (line.account, line.item)
        after[place] = after.get(place, 0) + line.debit_fen - line.credit_fen
    return after


def balance(balances: Balances, chart: Chart, code: str) -> Fen:
    """Balance of an account over all its items, counted on its own side (an income of 5 is +5)."""
    total = sum(fen for (account, _), fen in balances.items() if account == code)
    return total if chart.account(code).kind in DEBIT_KINDS else -total


def reversal(voucher: Voucher, month: Month, on: date) -> Voucher:
    """The red voucher that cancels another one, in the current period: same lines on the same sides, below zero, so that neither
    turnovers nor one-sided lines of the statements are overstated (会计基础工作规范 第五十一条)."""
    memo = f"注销{voucher.on.month}月{voucher.on.day}日凭证：{voucher.memo}"[:120]
    return Voucher(voucher.scheme, month, on, memo, tuple(line.in_red() for line in voucher.lines), red=True)
