"""A small county that paid, collected and stated its budget: something to write a report about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from shebao.agency.contributions import actions as contributions
from shebao.agency.evaluation.actions import Entered, enter_figures
from shebao.agency.journal.by import By
from shebao.agency.payout.models import Line
from tests.world.calendar import JUNE, JUNE_DAY, MAY_DAY, YEAR_END, by
from tests.world.law import LAW, SCHEME
from tests.world.money import County, bank_answer
from tests.world.snapshot import Snapshot, lent

STATED = (
    Entered("entered", "agency.name", "云台县社会保险局", "text", "三定方案"),
    Entered("entered", "agency.place", "gansu_zhengning", "text", "三定方案"),
    Entered("entered", "agency.template", "gansu", "text", "甘财绩办法"),
    Entered("dept_budget", "initial", "100000000", "fen", "年初预算批复"),
    Entered("dept_budget", "full_year", "120000000", "fen", "预算调整批复"),
    Entered("dept_final", "total", "108000000", "fen", "部门决算"),
    Entered("entered", "staff.quota", "20", "个", "编制批复"),
    Entered("entered", "staff.in_post", "18", "人", "花名册"),
    Entered("fund", "employee.insured", "3443", "人", "业务报表"),
)


def year_of_the_county() -> County:
    """Six pensioners paid in May and June, one payment sent back; eight people due to contribute, of whom five did."""
    county = County()
    first = county.submitted(day=MAY_DAY)
    county.returned = Line.objects.filter(run=first).order_by("id").first()
    county.settle(first, bank_answer(first, MAY_DAY, {county.returned.pk: "02"}), MAY_DAY)
    county.settled(JUNE, day=JUNE_DAY)
    county.payers = county.insured(8, 0, birth=date(1983, 3, 5))
    contributions.post_contributions([(person, 2023, 202306, 300_00) for person in county.payers[:5]], SCHEME, **LAW, by=by(JUNE_DAY))
    return county


@pytest.fixture(scope="session")
def year_snapshot(snapshot_of: Callable[..., Snapshot | None]) -> Snapshot | None:
    """That county, made once."""
    return snapshot_of(year_of_the_county)


@pytest.fixture
def county(db: None, year_snapshot: Snapshot | None, tmp_path: Path) -> Iterator[County]:
    """That county for one test."""
    yield from lent(year_snapshot, year_of_the_county, tmp_path)


@pytest.fixture
def stated(county: County) -> County:
    """The county, and what its agency states about itself."""
    enter_figures("yuntai", 2023, list(STATED), by=By(None, YEAR_END))
    return county
