"""How the published sums of unemployment and injury fall on people and firms: whole numbers, worked out from what was printed."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TypeVar

from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.money import parse_yuan

from ..agency import Agency, wan_to_fen

Row = TypeVar("Row")
SKILL_FEN = {"初级": 1_000_00, "中级": 1_500_00, "高级": 2_000_00}
"""人社部发〔2017〕40号: what a certificate of a level is paid."""
TRANSFERS = ("pension_in", "employee_to_public_institution", "pension_out", "medical_in", "medical_out")
"""Kinds of transfers as the reports name them."""
_FUND_YEARS, _ROUND_FEN, _SMALLEST_FUND_FEN = 2, 1_000_00, 200_000_00
HIRE_FEN = 1_500_00
"""人社厅发〔2022〕41号: what a firm is paid for somebody it hired."""


@dataclass(frozen=True)
class Claim:
    """One person's claim of unemployment benefit: its months, the month 1–12 in which it begins, and how many later it is decided."""

    months: int
    late: int
    begins: int

    @property
    def decided(self) -> int:
        """The month 1–12 in which it is decided."""
        return self.begins + self.late


@dataclass(frozen=True)
class Injured:
    """People in payment when the year begins, what each is paid a month, and lump sums decided in the year, one of each wage."""

    monthly_fen: tuple[int, ...]
    lump_wages_fen: tuple[int, ...]


@dataclass(frozen=True)
class Relief:
    """Everything lived of the two schemes, and of the county's own payments; a county that published nothing of one has none of it."""

    claims: tuple[Claim, ...] = ()
    premium_fen: int = 0
    refunds: int = 0
    refund_paid_fen: int = 0
    hires: tuple[int, ...] = ()
    levels: tuple[str, ...] = ()
    migrant_years: tuple[int, ...] = ()
    migrant_fen: int = 0
    former_fen: tuple[tuple[int, int], ...] = ()
    """A row a person: months of the former subsidy, fen a month; where it is paid month by month, a row a month."""
    former_monthly: bool = False
    injured: Injured = Injured((), ())
    local_fen: tuple[int, ...] = ()
    """What each old temporary worker is paid a month."""
    workers: int = 0
    """How many have injury insurance alone, at employers of their own."""
    transfers: tuple[int, ...] = ()
    """How many transfers of each of `TRANSFERS`."""

    @property
    def unemployed(self) -> bool:
        """Whether anything of the unemployment fund is lived."""
        return bool(self.claims or self.refunds or self.levels or self.former_fen)

    @property
    def hurt(self) -> bool:
        """Whether anything of the injury fund is lived."""
        return bool(self.injured.monthly_fen or self.injured.lump_wages_fen)


def relief_of(agency: Agency, scale: float) -> Relief:
    """What is lived of an agency at a scale: heads are rounded, and each keeps the amount it has in the whole county."""
    text = agency.relief_text
    return Relief(
        claims=_thinned(_claims(agency), scale),
        premium_fen=parse_yuan(text(UNEMPLOYMENT, "premium_yuan") or "0"),
        refunds=_heads(text(UNEMPLOYMENT, "refund_units"), scale),
        refund_paid_fen=parse_yuan(text(UNEMPLOYMENT, "refund_paid_yuan") or "0"),
        hires=_hires(agency, scale),
        levels=_levels(agency, scale),
        migrant_years=_thinned(_numbers(text(UNEMPLOYMENT, "migrant_years")), scale),
        migrant_fen=parse_yuan(text(UNEMPLOYMENT, "migrant_yuan") or "0"),
        former_fen=_thinned(_former(agency), scale),
        former_monthly=text(UNEMPLOYMENT, "subsidy_times") is not None,
        injured=_injured(agency, scale),
        local_fen=_thinned(_local(agency), scale),
        transfers=tuple(_heads(agency.reported["transfers"][name], scale) for name in TRANSFERS) if "transfers" in agency.relief else (),
    )


def opening_fund(agency: Agency, scheme: str, scale: float) -> int:
    """What the fund of a scheme begins with: two years of the published expense, a balance that was not published. A small county's
    people cannot be divided, so its fund is not as small as its scale."""
    paid = agency.relief_text(scheme, "expense_wan") or agency.relief_text(scheme, "paid_wan") or "0"
    whole = _FUND_YEARS * (-(-wan_to_fen(paid) // _ROUND_FEN) * _ROUND_FEN)
    return whole if scale == 1 else max(round(whole * scale), min(whole, _SMALLEST_FUND_FEN))


def _heads(text: str | None, scale: float) -> int:
    return max(1, round(int(text) * scale)) if text and int(text) else 0


def _numbers(text: str | None) -> tuple[int, ...]:
    return tuple(map(int, (text or "").split()))


def _thinned(rows: tuple[Row, ...], scale: float) -> tuple[Row, ...]:
    """So many of the rows as a smaller county has, evenly out of all of them."""
    count = max(1, round(len(rows) * scale)) if rows else 0
    return tuple(rows[(2 * at + 1) * len(rows) // (2 * count)] for at in range(count))


def _claims(agency: Agency) -> tuple[Claim, ...]:
    """A row a person, the kinds of claims one after another, each kind beginning in its months in turn."""
    return tuple(
        Claim(int(one["months"]), int(one.get("late", "0")), int(one["begins"].split()[at % len(one["begins"].split())]))
        for one in agency.claims
        for at in range(int(one["people"]))
    )


def _hires(agency: Agency, scale: float) -> tuple[int, ...]:
    """Hires by firm: as many in all as the sum pays for."""
    units, wan = agency.relief_text(UNEMPLOYMENT, "expansion_units"), agency.relief_text(UNEMPLOYMENT, "expansion_wan")
    if not units or not wan:
        return ()
    hires = wan_to_fen(wan) // HIRE_FEN
    return _thinned(tuple(hires // int(units) + (at < hires % int(units)) for at in range(int(units))), scale)


def _levels(agency: Agency, scale: float) -> tuple[str, ...]:
    """Levels of certificates whose subsidies add up to the published sum: as many of the highest as the mean asks for, few of the lowest."""
    people, wan = agency.relief_text(UNEMPLOYMENT, "skill_people"), agency.relief_text(UNEMPLOYMENT, "skill_wan")
    if not people or not wan:
        return ()
    heads, steps = int(people), (wan_to_fen(wan) - int(people) * SKILL_FEN["初级"]) // (SKILL_FEN["中级"] - SKILL_FEN["初级"])
    assert 0 <= steps <= 2 * heads, "the sum is that of so many certificates"
    # Each person has 0, 1 or 2 steps above the lowest level; a sixth of the people stay at the lowest where the sum lets them.
    high = max(steps - heads, min(steps // 2, steps - (heads - heads // 6)), 0)
    middle = steps - 2 * high
    levels = ["高级"] * high + ["中级"] * middle + ["初级"] * (heads - high - middle)
    stride = _coprime(heads)
    return _thinned(tuple(levels[at * stride % heads] for at in range(heads)), scale)


def _coprime(count: int) -> int:
    """A stride that goes through a list of this length in a mixed order, everything once."""
    return next(step for step in range(count // 2 + 1, 0, -1) if gcd(step, count) == 1)


def _former(agency: Agency) -> tuple[tuple[int, int], ...]:
    """Months of the former subsidy and fen a month: a row a person of whom only heads were published, a row a payment else."""
    wan = agency.relief_text(UNEMPLOYMENT, "subsidy_paid_wan")
    if not wan:
        return ()
    total = wan_to_fen(wan)
    times = agency.relief_text(UNEMPLOYMENT, "subsidy_times")
    if times:
        yuan, more = divmod(total // 100, int(times))
        return tuple((1, (yuan + (at < more)) * 100) for at in range(int(times)))
    monthly = parse_yuan(agency.relief_text(UNEMPLOYMENT, "subsidy_yuan") or "0")
    people, months = int(agency.relief_text(UNEMPLOYMENT, "subsidy_people") or "0"), total // monthly
    full, rest = divmod(months - people, 5)
    return tuple((6 if at < full else 1 + rest if at == full else 1, monthly) for at in range(people))


def _injured(agency: Agency, scale: float) -> Injured:
    """Monthly amounts that bring the year's sum, rising by a little from one person to the next; and wages of who gets a lump sum."""
    people = int(agency.relief_text(INJURY, "in_payment") or "0")
    total = wan_to_fen(agency.relief_text(INJURY, "paid_wan") or agency.relief_text(INJURY, "expense_wan") or "0")
    if not people:
        return Injured((), ())
    times = int(agency.relief_text(INJURY, "times") or "0")
    lumps = max(0, times - 12 * people)
    mean = parse_yuan(agency.relief_text(INJURY, "lump_wage_yuan") or "0")
    wages = [mean + (2 * at - lumps + 1) * 10_00 for at in range(lumps)]
    months = int(agency.relief_text(INJURY, "lump_months") or "0")
    left = total - months * sum(wages)
    yuan = left // 12 // people // 100
    monthly = [(yuan + (2 * at - people + 1) * 10) * 100 for at in range(people)]
    monthly[-1] += max(0, (left - 12 * sum(monthly)) // 12)
    return Injured(_thinned(tuple(monthly), scale), _thinned(tuple(wages), scale))


def _local(agency: Agency) -> tuple[int, ...]:
    """The old temporary workers' months, in whole yuan, that bring the sum of the year."""
    wan, people = agency.relief_text("local", "former_temporary_workers_wan"), int(agency.relief_text("local", "people") or "0")
    if not wan or not people:
        return ()
    yuan, more = divmod(wan_to_fen(wan) // 1200, people)
    return tuple((yuan + (at < more)) * 100 for at in range(people))
