"""What is claimed in the year: the facts of who retires, and of whose provisional pension is decided finally, and what the law makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from shebao.agency.schemes import Awarded
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.money import scaled_text, yuan_text
from shebao.base.months import Month, add_months, month_text, months_between

from .law import PensionLaw
from .members import REFORM, Members

Column = npt.NDArray[np.int64]
CLEARED_FROM, CLEARED_MONTHS = 2, 5
"""Final awards are made from February to June, before the year's adjustment."""
GROWTH = {
    "2015": "0.06",
    "2016": "0.06",
    "2017": "0.055",
    "2018": "0.05",
    "2019": "0.05",
    "2020": "0.05",
    "2021": "0.045",
    "2022": "0.04",
    "2023": "0.038",
}
"""What the comparison of ten years asks for. The provinces' own figures are not on file: these are set, and follow the yearly adjustments."""


@dataclass(frozen=True)
class Claim:
    """One person's claim: the row, the month of the year it is decided in, and the facts as the form of the matter has them."""

    row: int
    month: int
    payload: Mapping[str, Any]
    reform: Mapping[str, Any] | None
    award: Awarded


def claims_of(members: Members, law: PensionLaw, wage_fen: Column, saved_fen: Column) -> list[Claim]:
    """Everybody who claims in the year, in order of their rows."""
    rows = np.flatnonzero((members.retire > 0) | members.reformed).tolist()
    return [_claim(members, law, row, _account(members, law, row, wage_fen, saved_fen), order) for order, row in enumerate(rows)]


def _account(members: Members, law: PensionLaw, row: int, wage_fen: Column, saved_fen: Column) -> int:
    """The account on the day of the claim: what was there, and what the months of the year put in before it."""
    if not members.first[row]:
        return int(saved_fen[row])
    credits = (int(law.fees(wage_fen[row : row + 1], month).person_fen[0]) for month in range(1, int(members.last[row]) + 1))
    return int(saved_fen[row]) + sum(credits)


def _claim(members: Members, law: PensionLaw, row: int, account_fen: int, order: int) -> Claim:
    retired = int(members.year * 100 + members.retire[row]) if members.retire[row] else add_months(int(members.since[row]), -1)
    month = int(members.retire[row]) or CLEARED_FROM + order % CLEARED_MONTHS
    age = int(members.retire_age[row])
    payload: dict[str, Any] = {"category": {60: "male60", 55: "female55", 50: "female50"}[age], "road": "legal", "retire_month": retired}
    born, total = month_text(int(members.birth_month[row])), int(members.paid_months[row])
    if law.scheme != PUBLIC:
        deemed = 36 if law.place.split("_")[0] != "guangdong" else 0
        payload |= {"actual_months": total - deemed, "deemed_months": deemed, "avg_index": scaled_text(8000 + order % 50 * 100, 4)}
        payload |= {"archive": "档案与身份证一致，见退休审批表"} | ({"deemed_proof": "招工审批表和调资表，档案卷二"} if deemed else {})
        facts = {
            "month": month_text(retired),
            "birth": born,
            "paid_months": str(total),
            "deemed_months": str(deemed),
            "avg_index": payload["avg_index"],
            "account_balance": yuan_text(account_fen),
        }
        return Claim(row, month, payload, None, law.award(facts))
    actual = months_between(REFORM, retired) + 1
    reform = _before_reform(order, max(12, total - actual))
    payload |= {
        "first_work": add_months(REFORM, -reform["deemed_months"]),
        "archive": "退休审批表，档案卷三",
        "actual_months": actual,
        "actual_index": scaled_text(90 + order % 30, 2),
        "account_fen": account_fen,
        "annuity_fen": account_fen // 2,
        "growth": "，".join(f"{year}={rate}" for year, rate in GROWTH.items()),
    }
    return Claim(row, month, payload, reform, law.award(_public_facts(payload, born, reform)))


def _public_facts(payload: Mapping[str, Any], born: str, reform: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a public institution's award, in the words of the matter that decides it."""
    deemed = int(reform["deemed_months"])
    facts = {
        "month": month_text(payload["retire_month"]),
        "birth": born,
        "actual_years": years_text(payload["actual_months"]),
        "actual_index": payload["actual_index"],
        "account_balance": yuan_text(payload["account_fen"]),
        "annuity_balance": yuan_text(payload["annuity_fen"]),
        "paid_months": str(payload["actual_months"] + deemed),
    }
    return facts | {
        "A_basic_wage_2014_09": yuan_text(reform["wage_fen"]),
        "M_ratio": reform["ratio"],
        "B_retire_subsidy": yuan_text(reform["subsidy_fen"]),
        "C_2014_increase": yuan_text(reform["increase_fen"]),
        "deemed_index": reform["deemed_index"],
        "deemed_years": years_text(deemed),
        "G": GROWTH,
    }


def years_text(months: int) -> str:
    """Months as years with two decimals, half up, as the award sheets print them."""
    hundredths = (months * 100 * 2 + 12) // 24
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _before_reform(order: int, deemed_months: int) -> dict[str, Any]:
    """What a unit declares of somebody who worked before the reform."""
    return {
        "wage_fen": (2600 + 20 * (order % 60)) * 100,
        "ratio": "0.90" if deemed_months >= 300 else "0.85",
        "subsidy_fen": 860_00,
        "increase_fen": 260_00,
        "position": ("科员", "一级教师", "高级教师", "主任科员", "中级工")[order % 5],
        "grade": ("二十四级", "薪级三十", "薪级三十六", "二十级", "薪级二十八")[order % 5],
        "deemed_months": deemed_months,
        "deemed_index": scaled_text(110 + order % 25, 2),
    }


def claims_in(claims: Sequence[Claim], month: Month) -> list[Claim]:
    """The claims that are decided in a month of the year."""
    return [claim for claim in claims if claim.month == month]
