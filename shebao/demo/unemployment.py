"""A county's published year of unemployment at its size, but for the claims: refunds, new jobs and subsidies through their own matters.

Claims are not lived here: their sum hangs on the place's own standard, month by month, and its document has to be entered first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from shebao.agency.people import queries as people
from shebao.agency.procedures.actions import carry_through
from shebao.agency.remittances import queries as remittances
from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT
from shebao.base.months import month_of

DOCUMENT = "演示县虚构通知"
"""Every document that these matters name: the county and its notices are invented."""


class Firm(NamedTuple):
    """An employer with an account, as a list names it."""

    uscc: str
    name: str


class Sizes(NamedTuple):
    """How many, and how much each, in fen: firms refunded, hires by firm, certificates by level, full years of migrants, months of
    the former subsidy."""

    refund_paid_fen: int
    refunds: int
    hires: Sequence[int]
    levels: Sequence[str]
    migrant_years: Sequence[int]
    migrant_fen: int
    former_months: Sequence[int]
    former_fen: int

    @property
    def people(self) -> int:
        """How many people it takes."""
        return sum(self.hires) + len(self.levels) + len(self.migrant_years) + len(self.former_months)


ZHENGNING_2023 = Sizes(
    refund_paid_fen=11_487_50,
    refunds=40,
    hires=(4, 4, 3, 3, 3, 3, 3, 3),
    levels=("初级", "中级", "中级", "中级"),
    migrant_years=(2, 2, 2, 3),
    migrant_fen=300_00,
    former_months=(*(6,) * 50, 1),
    former_fen=1_000_00,
)
"""40 单位 27.57 万、8 单位 3.90 万、4 人 0.55 万、4 人 0.27 万、51 人 30.10 万 (失业保险金 115 人 66.88 万另核定)."""


def live(sizes: Sizes, firms: Sequence[Firm], person_ids: Sequence[int], staff: Mapping[str, int], day: date) -> None:
    """Carry every matter through its people and pay the employers; what is owed to people waits for a one-off run."""
    assert len(firms) >= sizes.refunds and len(person_ids) >= sizes.people, "a county of that size"
    rest = iter(person_ids)
    _refund(sizes, firms[: sizes.refunds], staff, day)
    _expand(sizes, firms, [[next(rest) for _ in range(hires)] for hires in sizes.hires], staff, day)
    for number, level in enumerate(sizes.levels, 1):
        _carry("decide_skill_subsidy", _certificate(next(rest), level, number, day), staff, day)
    for years in sizes.migrant_years:
        _carry("decide_migrant_subsidy", _migrant(next(rest), years, sizes, firms, day), staff, day)
    for months in sizes.former_months:
        _carry("pay_unemployment_subsidy", _former(next(rest), months, sizes, day), staff, day)
    for order in remittances.open_orders(UNEMPLOYMENT):
        pay = {"order_id": order.id, "on": day.isoformat(), "reference": f"YS{order.id}", "amount_fen": order.amount_fen}
        finance = {"acceptance": staff["finance_maker"], "reviewer": staff["finance_checker"], "approver": staff["finance_checker"]}
        _carry("pay_remittances", pay, finance, day)


def _carry(key: str, payload: dict[str, Any], staff: Mapping[str, int], day: date) -> None:
    carry_through(key, payload, day=day, maker_id=staff["acceptance"], reviewer_id=staff["reviewer"], approver_id=staff["approver"])


def _refund(sizes: Sizes, firms: Sequence[Firm], staff: Mapping[str, int], day: date) -> None:
    facts = {"paid_fen": sizes.refund_paid_fen, "size": "sme", "heads": 20, "laid_off": 1, "paid_months": 12}
    rows = [{"uscc": firm.uscc, "name": firm.name, **facts} for firm in firms]
    published = {"published_from": (day - timedelta(days=10)).isoformat(), "published_to": (day - timedelta(days=3)).isoformat()}
    _carry("refund_stability", {"year": day.year, "rows": rows, "document": DOCUMENT, "objection": "无", **published}, staff, day)


def _expand(sizes: Sizes, firms: Sequence[Firm], hired: Sequence[Sequence[int]], staff: Mapping[str, int], day: date) -> None:
    names = people.person_names([person for group in hired for person in group])
    rows = [
        {
            "uscc": firm.uscc,
            "person_id": person,
            "name": names[person],
            "who": "graduate",
            "from_month": day.year * 100 + 1,
            "insured_months": 5,
        }
        for firm, group in zip(firms, hired, strict=False)
        for person in group
    ]
    _carry("decide_job_expansion", {"month": month_of(day), "rows": rows, "document": DOCUMENT}, staff, day)


def _certificate(person: int, level: str, number: int, day: date) -> dict[str, Any]:
    return {
        "person_id": person,
        "certificate_no": f"YS{day.year}{number:04d}",
        "occupation": "电工",
        "level": level,
        "certified_on": (day - timedelta(days=60)).isoformat(),
        "checked": "true",
        "paid_months": 48,
        "training_subsidy": "false",
    }


def _migrant(person: int, years: int, sizes: Sizes, firms: Sequence[Firm], day: date) -> dict[str, Any]:
    return {
        "person_id": person,
        "employer_id": firms[0].uscc,
        "worked_from": (day.year - years) * 100 + 1,
        "worked_to": (day.year - 1) * 100 + 12,
        "own_share": "no",
        "ended": "ended",
        "per_year_fen": sizes.migrant_fen,
        "document": DOCUMENT,
    }


def _former(person: int, months: int, sizes: Sizes, day: date) -> dict[str, Any]:
    return {
        "person_id": person,
        "applied_on": f"{day.year - 1}-12-20",
        "from_month": day.year * 100 + 1,
        "to_month": day.year * 100 + months,
        "monthly_fen": sizes.former_fen,
        "benefit_fen": sizes.former_fen * 3 // 2,
    }
