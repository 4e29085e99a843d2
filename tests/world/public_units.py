"""A primary school and its members: months of the public institutions' pension assessed upon a base, and the annuity's books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from shebao.agency.contributions.month_ledger import post_months
from shebao.agency.enrolment.actions import enrol
from shebao.agency.fund import actions as fund
from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.parameters import queries as parameters
from shebao.agency.schemes.annuity import KEY as ANNUITY
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.agency.store.columns import int_column
from shebao.base.dated import NATIONAL, Value
from shebao.base.months import add_months, month_range
from shebao.core.policy.locale import shipped_places
from tests.support.scans import pdf

from .calendar import by
from .employers import collected, make_employer
from .people import make_people, make_village, new_person

REGISTERED = date(2023, 1, 4)
BASE_FEN = 8_000_00


def scans() -> list[dict[str, Any]]:
    """One scanned paper."""
    return [attachments.keep("依据.pdf", pdf())._asdict()]


def make_unit(number: int = 71, name: str = "乙小学", funding: str = "full") -> int:
    """The id of a public institution that is funded in a way."""
    more = {"kind": "institution", "schemes": (PUBLIC,), "from_month": 202301, "founded_on": date(2022, 12, 20), "risk_class": 1}
    return make_employer(number, name, day=REGISTERED, funding=funding, **more)


def make_members(count: int = 1, birth: date = date(1963, 12, 5)) -> list[int]:
    """People insured in the public institutions' pension since the reform."""
    rows = [new_person("甲乙丙丁戊己"[i % 6] + "老师", birth=birth, village_id=make_village()) for i in range(count)]
    people = make_people(rows, day=REGISTERED)
    enrol(people, PUBLIC, 201410, by=by(REGISTERED))
    return people


def assess(people: Sequence[int], employer: int, first: int, last: int, base_fen: int = BASE_FEN) -> None:
    """Months of the pension, assessed: 16 and 8 per cent of a base."""
    for month in month_range(first, last):
        count = len(people)
        columns = {"person_id": people, "scheme": [120] * count, "month": [month] * count, "employer_id": [employer] * count}
        columns |= {"turn": [0] * count, "base_fen": [base_fen] * count}
        columns |= {"unit_fen": [base_fen * 16 // 100] * count, "person_fen": [base_fen * 8 // 100] * count}
        post_months({name: int_column(cells) for name, cells in columns.items()}, "contributions.assess", by=by(REGISTERED), body={})


def open_annuity_books(month: int = 202301) -> None:
    """The annuity's books, with a fen in the collection account."""
    fund.open_books(ANNUITY, month, date(month // 100, month % 100, 1), {"1006": 1}, by=By(None, REGISTERED))


def annuity_month(employer: int, month: int, members: int = 1, *, real: bool = False, base_fen: int = BASE_FEN) -> dict[str, Any]:
    """What the finance post types of a month: 4 per cent of the members, 8 per cent of the unit."""
    unit = base_fen * members * 8 // 100
    return {
        "employer_id": str(employer),
        "month": f"{month // 100}-{month % 100:02d}",
        "person_fen": str(base_fen * members * 4 // 100 / 100),
        "unit_real_fen" if real else "unit_nominal_fen": str(unit / 100),
        "on": date(month // 100, month % 100, 28).isoformat(),
        "reference": f"NJ{employer}-{month}",
        "scans": scans(),
    }


def pay_annuity(employer: int, first: int, last: int, staff: dict[str, int], members: int = 1, *, real: bool = False) -> list[int]:
    """Months of a unit posted, each at its end; the ids of the postings."""
    return [
        collected("assess_annuity", annuity_month(employer, month, members, real=real), staff, date(month // 100, month % 100, 28))
        for month in month_range(first, last)
    ]


def known_rate(monkeypatch: pytest.MonkeyPatch, rate: str = "0.04", years: Sequence[int] = (2022, 2023)) -> None:
    """The annuity's rate as somebody entered it, which no file of the nation has."""
    rows = [Value("annuity_account_rate", NATIONAL, date(year, 1, 1), date(year, 12, 31), rate, "利率公告（例）", "high") for year in years]
    monkeypatch.setattr(parameters, "shipped_places", lambda: shipped_places().overlay(rows))
    parameters._layered.cache_clear()


def month_before(month: int) -> int:
    """The month before a month."""
    return int(add_months(month, -1))
