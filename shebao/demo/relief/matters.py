"""What is asked for in each matter of the unemployment fund, and the lists of firms carried through their people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from shebao.agency.people import queries as people
from shebao.agency.procedures.actions import carry_through
from shebao.base.months import month_of

from ..branches.relief import Relief

DOCUMENT = "演示县虚构通知"
"""Every document that these matters name: the county and its notices are invented."""
_HEADS, _LAID_OFF, _FULL_MONTHS, _INSURED_MONTHS, _CERTIFIED_DAYS = 20, 1, 12, 5, 60


class Firm(NamedTuple):
    """An employer with an account, as a list names it."""

    uscc: str
    name: str


def carry(key: str, payload: dict[str, Any], staff: Mapping[str, int], day: date) -> Any:
    """Take a request through its steps by the posts of the counter."""
    return carry_through(key, payload, day=day, maker_id=staff["acceptance"], reviewer_id=staff["reviewer"], approver_id=staff["approver"])


def refund_rows(relief: Relief, firms: Sequence[Firm]) -> list[dict[str, Any]]:
    """The firms that kept their people as the tax office's list has them; each paid as much the year before as was set."""
    facts = {"paid_fen": relief.refund_paid_fen, "size": "sme", "heads": _HEADS, "laid_off": _LAID_OFF, "paid_months": _FULL_MONTHS}
    assert len(firms) >= relief.refunds, "as many firms as are refunded"
    return [{"uscc": firm.uscc, "name": firm.name, **facts} for firm in firms[: relief.refunds]]


def refund_form(day: date) -> dict[str, Any]:
    """What is typed beside the list: the notice and the publication."""
    published = {"published_from": (day - timedelta(days=10)).isoformat(), "published_to": (day - timedelta(days=3)).isoformat()}
    return {"year": day.year, "document": DOCUMENT, "objection": "无", **published}


def expand(relief: Relief, firms: Sequence[Firm], hired: Sequence[int], staff: Mapping[str, int], day: date) -> None:
    """The list of firms with the graduates they hired."""
    assert len(firms) >= len(relief.hires), "as many firms as hired somebody"
    names, rest = people.person_names(hired), iter(hired)
    rows = [
        {
            "uscc": firm.uscc,
            "person_id": (person := next(rest)),
            "name": names[person],
            "who": "graduate",
            "from_month": day.year * 100 + 1,
            "insured_months": _INSURED_MONTHS,
        }
        for firm, hires in zip(firms, relief.hires, strict=False)
        for _ in range(hires)
    ]
    carry("decide_job_expansion", {"month": month_of(day), "rows": rows, "document": DOCUMENT}, staff, day)


def certificate(person: int, level: str, number: int, day: date) -> dict[str, Any]:
    """What is asked for a certificate."""
    return {
        "person_id": person,
        "certificate_no": f"YS{day.year}{number:04d}",
        "occupation": "电工",
        "level": level,
        "certified_on": (day - timedelta(days=_CERTIFIED_DAYS)).isoformat(),
        "checked": "true",
        "paid_months": 48,
        "training_subsidy": "false",
    }


def migrant(person: int, years: int, relief: Relief, firms: Sequence[Firm], day: date) -> dict[str, Any]:
    """What is asked for somebody from the country whose contract ended after so many full years."""
    return {
        "person_id": person,
        "employer_id": firms[0].uscc,
        "worked_from": (day.year - years) * 100 + 1,
        "worked_to": (day.year - 1) * 100 + 12,
        "own_share": "no",
        "ended": "ended",
        "per_year_fen": relief.migrant_fen,
        "document": DOCUMENT,
    }


def former(person: int, first: int, months: int, fen: int, day: date) -> dict[str, Any]:
    """What is asked for months of the former subsidy, applied for while it was open."""
    return {
        "person_id": person,
        "applied_on": f"{day.year - 1}-12-20",
        "from_month": day.year * 100 + first,
        "to_month": day.year * 100 + first + months - 1,
        "monthly_fen": fen,
        # The subsidy is four fifths of the benefit at most; the benefit of the place was more than half as much again.
        "benefit_fen": fen * 3 // 2,
    }
