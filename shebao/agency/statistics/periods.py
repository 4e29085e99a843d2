"""A year by quarters, and years beside each other, from the same monthly rows: what flows is added up, what stands is taken at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shebao.agency.fund import queries as fund
from shebao.base.months import Month, month_text

from .monthly import MonthRow, by_month

STOCKS = ("insured", "recipients")
"""Taken at the end of a period."""
FLOWS = (
    "joined",
    "left",
    "contributed_fen",
    "times",
    "paid_fen",
    "decided",
    "died",
    "suspended",
    "resumed",
    "certified",
    "income_fen",
    "expense_fen",
)
"""Added up over a period."""
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("insured", "期末参保", "人"),
    ("joined", "新参保", "人"),
    ("left", "减少", "人"),
    ("contributed_fen", "缴费", "元"),
    ("recipients", "期末领取", "人"),
    ("times", "发放", "人次"),
    ("paid_fen", "发放金额", "元"),
    ("decided", "新核定", "人"),
    ("died", "死亡停发", "人"),
    ("suspended", "暂停", "人"),
    ("resumed", "恢复", "人"),
    ("certified", "认证", "人"),
    ("income_fen", "基金收入", "元"),
    ("expense_fen", "基金支出", "元"),
)
"""(name, title, unit) of the columns of each table of periods."""


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period: its title, the months it goes over, its values by name of `COLUMNS`."""

    title: str
    first: Month
    last: Month
    values: dict[str, int]


def _gather(title: str, rows: Sequence[MonthRow], stock_of: MonthRow) -> PeriodRow:
    values = {name: int(getattr(stock_of, name)) for name in STOCKS}
    values |= {name: sum(int(getattr(row, name)) for row in rows) for name in FLOWS}
    return PeriodRow(title, rows[0].month, rows[-1].month, {name: values[name] for name, _, _ in COLUMNS})


def _lived(rows: Sequence[MonthRow], until: Month) -> list[MonthRow]:
    return [row for row in rows if row.month <= until]


def by_period(scheme: str, year: int, by: str, until: Month) -> list[PeriodRow]:
    """The rows of a table: months or quarters of a year, or its years (that year and the two before it that have books), up to a month."""
    if by == "year":
        first = max(year - 2, (fund.first_month(scheme) or until) // 100)
        result = []
        for one in range(first, year + 1):
            rows = _lived(by_month(scheme, one), until)
            if rows:
                result.append(_gather(f"{one}年", rows, rows[-1]))
        return result
    rows = _lived(by_month(scheme, year), until)
    size = 3 if by == "quarter" else 1
    parts = [rows[at : at + size] for at in range(0, len(rows), size)]
    return [_gather(f"{part[0].month % 100 // 3 + 1}季度" if size == 3 else month_text(part[0].month), part, part[-1]) for part in parts]


def whole(rows: Sequence[PeriodRow]) -> dict[str, int]:
    """The row below a table of one year: flows added up, stocks of its last row."""
    if not rows:
        return {}
    return {name: rows[-1].values[name] if name in STOCKS else sum(row.values[name] for row in rows) for name, _, _ in COLUMNS}
