"""Wages and pensions of one scheme, sized until what the law makes of them adds up to what was published. Whole fen throughout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.months import month_index

from .figures import ADJUSTED_IN, Figures
from .law import PensionLaw
from .members import PENSIONER, REFORM, RETIREE, Members

Column = npt.NDArray[np.int64]
_UNIT = 1_000_000
_LARGEST_FEN = 20_000_000
"""No mean wage and no mean pension is above 200,000 yuan a month; a target that would need it is not reached."""
_SPREAD_WAGE, _SPREAD_PENSION = 0.35, 0.28
_NOMINAL_CREDIT_FEN = 300_00
"""What a month put into an account where the bases of the place are not on file (set, not published)."""
_ACCOUNT_MONTHS = 139
"""The divisor of who retires at sixty: how long an account pays by itself (国发〔2005〕38号 附件)."""
_PROVISIONAL_PERCENT, _MOST_MISSING_FEN = 5, 260_00
"""What a provisional pension lacks of the final one in the county: so many per cent, at most so much. It is paid back once decided."""


@dataclass(frozen=True)
class Amounts:
    """A row a person, in fen. wage: the declared one; opening: the account; monthly: the pension by part as handed over."""

    wage_fen: Column
    opening_fen: Column
    monthly_fen: Mapping[str, Column]
    income_fen: int
    expense_fen: int
    fund_fen: int
    quarter_interest_fen: int


@dataclass(frozen=True)
class Wages:
    """Wages and accounts of who works, and what the year's contributions and bank interest come to."""

    wage_fen: Column
    saved_fen: Column
    expense_target_fen: int
    fund_fen: int
    quarter_interest_fen: int
    income_fen: int


def solve_wages(rng: np.random.Generator, members: Members, figures: Figures, law: PensionLaw, deposit_rate: Fraction) -> Wages:
    """The fund begins with what the published income leaves uncovered; its interest is known, so the wages bring the rest."""
    pensioners = int((members.kind == PENSIONER).sum())
    expense = figures.expense_fen or 12 * pensioners * figures.mean_pension_fen
    fund = max(expense - (figures.income_fen or 0), 0) + expense // 20
    interest = int(fund * deposit_rate / 4)
    wage, fees = _solve_wages(rng, members, figures, law, None if figures.income_fen is None else figures.income_fen - 4 * interest)
    return Wages(wage, _saved(members, wage, law), expense, fund, interest, fees + 4 * interest)


def solve_pensions(
    rng: np.random.Generator, members: Members, figures: Figures, law: PensionLaw, wages: Wages, decided: Column, final: Column
) -> Amounts:
    """decided: the monthly award of who retires in the year; final: of whose provisional pension is decided; 0 for everybody else."""
    pension, paid = _solve_pensions(rng, members, law, wages.expense_target_fen, decided, final)
    parts = _divided(members, pension, figures.scheme)
    left = np.maximum(_ACCOUNT_MONTHS - _elapsed(members), 0) * parts["account_pension"]
    opening = np.where(members.kind == PENSIONER, np.where(members.waits, wages.saved_fen, left), wages.saved_fen)
    return Amounts(wages.wage_fen, opening, parts, wages.income_fen, paid, wages.fund_fen, wages.quarter_interest_fen)


def _solve_wages(
    rng: np.random.Generator, members: Members, figures: Figures, law: PensionLaw, target_fen: int | None
) -> tuple[Column, int]:
    """Wages at which the year's contributions add up to the target, by the rates, the floor and the cap of each month."""
    shape = np.exp(rng.normal(0.0, _SPREAD_WAGE, size=len(members)) - _SPREAD_WAGE**2 / 2)
    shapes = np.where(members.first > 0, shape * _UNIT, 0).astype(np.int64)
    if not shapes.any():
        return np.zeros(len(members), dtype=np.int64), 0

    def wages(scale_fen: int) -> Column:
        return np.where(shapes > 0, np.maximum(shapes * scale_fen // _UNIT, 100), 0)

    def total(scale_fen: int) -> int:
        return law.year_of_fees(wages(scale_fen), members.first, members.last)

    scale = figures.mean_wage_fen if target_fen is None else _smallest(total, target_fen)
    return wages(scale), total(scale)


def _solve_pensions(
    rng: np.random.Generator, members: Members, law: PensionLaw, target_fen: int, decided: Column, final: Column
) -> tuple[Column, int]:
    """Pensions handed over at which the year's payments, the adjustment in them, come to the target."""
    old = (members.kind == PENSIONER) & (final == 0)
    shape = np.exp(rng.normal(0.0, _SPREAD_PENSION, size=len(members))) * (0.55 + members.paid_months / 800)
    shapes = np.where(old, shape * _UNIT, 0).astype(np.int64)
    # Who is decided in the year: the months after the retirement. Who was decided finally: every month of the year, back pay included.
    fixed = int((decided * np.where(members.kind == RETIREE, 12 - members.retire, 0)).sum()) + 12 * int(
        (final + law.increase(final, members)).sum()
    )

    months = np.where(members.died > 0, members.died, 12)
    adjusted = np.where((members.died > 0) & (members.died < ADJUSTED_IN), 0, months)

    def total(scale_fen: int) -> int:
        pension = shapes * scale_fen // _UNIT
        return fixed + int((pension * months + law.increase(pension, members) * adjusted).sum())

    scale = _smallest(total, target_fen)
    pension = shapes * scale // _UNIT
    return np.where(final > 0, (final - np.minimum(final * _PROVISIONAL_PERCENT // 100, _MOST_MISSING_FEN)) // 100 * 100, pension), total(
        scale
    )


def _smallest(total: Callable[[int], int], target_fen: int) -> int:
    """The smallest scale whose total reaches the target, or the one below where that is nearer."""
    low, high = 0, _LARGEST_FEN
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if total(middle) < target_fen else (low, middle)
    return min((low, high), key=lambda scale: abs(total(scale) - target_fen))


def _divided(members: Members, pension: Column, scheme: str) -> Mapping[str, Column]:
    """The monthly pension by the parts another system paid it in: old ones as one sum and what adjustments added, others by rule."""
    whole = (pension > 0) & ((members.since <= REFORM) | members.waits if scheme == PUBLIC else members.since < 199701)
    added = np.where(members.waits, 0, pension * np.minimum(45, 3 * (members.year - members.since // 100)) // 100)
    rest = pension - added
    account = np.where(whole, 0, rest * 16 // 100)
    transitional = np.where(whole, 0, rest * 14 // 100)
    return {
        "retirement_pay": np.where(whole, rest, 0),
        "account_pension": account,
        "transitional": transitional,
        "basic": np.where(whole, 0, rest - account - transitional),
        "adjustment": added,
    }


def _elapsed(members: Members) -> Column:
    """Months from the first pension, or the first insurance, to the beginning of the year."""
    return np.maximum(month_index(np.full(len(members), members.year * 100 + 1)) - month_index(members.since), 0)


def _saved(members: Members, wage: Column, law: PensionLaw) -> Column:
    """What years of insurance have put in the accounts of who works, and of whose pension is still provisional."""
    if law.missing():
        return np.where(members.first == 1, 0, _elapsed(members) * _NOMINAL_CREDIT_FEN)
    fees = law.fees(np.where(wage > 0, wage, 1), 1)
    return np.where(members.first > 1, 0, np.minimum(_elapsed(members), 300) * fees.person_fen * 7 // 10)
