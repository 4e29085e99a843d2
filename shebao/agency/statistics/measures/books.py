"""Income, expense and balance of the fund, from the posted vouchers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from shebao.agency.fund import queries as fund

from ..measure import Asked, Definition, Drill, Reading, share

FEES, SUBSIDIES, INTEREST = ("4001",), ("4101", "4102"), ("4201",)


def _totals(asked: Asked) -> dict[str, Any]:
    result: dict[str, Any] = asked.once("books", lambda: fund.totals(asked.scheme, asked.year))
    return result


def _vouchers(value: Fraction | int | None, rows: int = 0) -> Reading:
    return Reading(value, rows, Drill("vouchers"))


def opening(asked: Asked) -> Reading:
    return _vouchers(_totals(asked)["opening_fen"])


def income(asked: Asked) -> Reading:
    return _vouchers(_totals(asked)["income_fen"], len(_totals(asked)["income"]))


def expense(asked: Asked) -> Reading:
    return _vouchers(_totals(asked)["expense_fen"], len(_totals(asked)["expense"]))


def surplus(asked: Asked) -> Reading:
    return _vouchers(_totals(asked)["income_fen"] - _totals(asked)["expense_fen"])


def shortfall(asked: Asked) -> Reading:
    missing = _totals(asked)["expense_fen"] - _totals(asked)["income_fen"]
    return _vouchers(missing if missing > 0 else None)


def other_income(asked: Asked) -> Reading:
    """Income that is neither contributions nor subsidy nor interest: transfers in, recovered money of earlier years, other."""
    rest = [fen for (account, _), fen in _totals(asked)["income"].items() if account not in FEES + SUBSIDIES + INTEREST]
    return _vouchers(sum(rest) or None, len(rest))


def closing(asked: Asked) -> Reading:
    return _vouchers(_totals(asked)["closing_fen"])


def months_payable(asked: Asked) -> Reading:
    expense_fen = _totals(asked)["expense_fen"]
    return _vouchers(share(Fraction(_totals(asked)["closing_fen"]), Fraction(expense_fen, 12)) if expense_fen else None)


def _of(asked: Asked, accounts: tuple[str, ...]) -> Reading:
    rows = [fen for (account, _), fen in _totals(asked)["income"].items() if account in accounts]
    return _vouchers(sum(rows), len(rows))


def fees(asked: Asked) -> Reading:
    return _of(asked, FEES)


def subsidies(asked: Asked) -> Reading:
    return _of(asked, SUBSIDIES)


def interest(asked: Asked) -> Reading:
    return _of(asked, INTEREST)


def reconciled_rate(asked: Asked) -> Reading:
    """Months of the year whose books are closed: a month closes only when payments, returns and vouchers agree."""
    months = {period.month: period.closed for period in fund.periods(asked.scheme) if asked.first <= period.month <= asked.last}
    return _vouchers(share(sum(months.values()), len(months)), len(months))


MEASURES = (
    Definition("fund.opening", "年初结余", "年初一般基金结余", "fen", "fund", opening),
    Definition("fund.income", "基金收入", "当年收入科目发生额合计", "fen", "fund", income),
    Definition("fund.expense", "基金支出", "当年支出科目发生额合计", "fen", "fund", expense),
    Definition("fund.surplus", "当年结余", "基金收入减基金支出", "fen", "fund", surplus),
    Definition("fund.shortfall", "支出大于收入", "基金支出减基金收入；收入不少于支出时没有此数", "fen", "fund", shortfall),
    Definition("fund.other_income", "其他基金收入", "保险费、财政补贴、利息以外的收入", "fen", "fund", other_income),
    Definition("fund.closing", "年末结余", "年初结余加收入减支出", "fen", "fund", closing),
    Definition("fund.months_payable", "可支付月数", "年末结余 ÷ 月均支出", "月", "fund", months_payable),
    Definition("fund.fees", "保险费收入", "社会保险费收入科目", "fen", "fund", fees),
    Definition("fund.subsidies", "财政补贴收入", "财政补贴和集体补助科目", "fen", "fund", subsidies),
    Definition("fund.interest", "利息收入", "利息收入科目", "fen", "fund", interest),
    Definition(
        "fund.reconciled_rate", "账实相符月份比例", "已结账月份 ÷ 有账月份；结账须发放、回盘与凭证相符", "rate", "fund", reconciled_rate
    ),
)
