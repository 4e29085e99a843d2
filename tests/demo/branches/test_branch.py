"""The schemes of working people are drawn to what was published, by the law as it stands, and what cannot be is said."""

from __future__ import annotations

import numpy as np
import pytest

from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.core.policy.locale import shipped_places
from shebao.demo.agency import load_agency, wan_to_fen
from shebao.demo.branches.branch import Branch, draw_branches
from shebao.demo.branches.decisions import years_text
from shebao.demo.branches.figures import Figures, heads_of, payments_until
from shebao.demo.branches.members import PENSIONER, RETIREE, WORKER
from shebao.demo.law import Law


def branches_of(key: str, scale: float) -> dict[str, Branch]:
    agency = load_agency(key)
    law = Law(shipped_places().overlay(agency.own_values()), agency.place, 2023)
    return dict(draw_branches(1, agency, law, scale, 0))


@pytest.fixture(scope="module")
def zhengning() -> dict[str, Branch]:
    return branches_of("zhengning", 0.1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scheme", "income", "expense"), [(EMPLOYEE, "679.1", "954"), (PUBLIC, "877.9", "1793.8")], ids=["employees", "public institutions"]
)
def test_income_and_expense_are_the_published_ones_within_a_thousandth(
    zhengning: dict[str, Branch], scheme: str, income: str, expense: str
) -> None:
    amounts = zhengning[scheme].amounts

    for reached, printed in ((amounts.income_fen, wan_to_fen(income)), (amounts.expense_fen, wan_to_fen(expense))):
        assert abs(reached - printed) * 1000 <= printed


def test_the_year_of_contributions_is_what_the_law_makes_of_the_wages_month_by_month(zhengning: dict[str, Branch]) -> None:
    branch = zhengning[EMPLOYEE]
    members, wage = branch.members, branch.amounts.wage_fen
    floor, cap = branch.law.fees(wage[:0], 1).floor_fen, branch.law.fees(wage[:0], 1).cap_fen
    months = np.where(members.first > 0, members.last - members.first + 1, 0)

    due = np.clip(wage, floor, cap) * months * 24 // 100

    fees = branch.amounts.income_fen - 4 * branch.amounts.quarter_interest_fen
    assert abs(int(due.sum()) - fees) < 12 * len(members)


def test_heads_are_those_of_december(zhengning: dict[str, Branch]) -> None:
    branch = zhengning[PUBLIC]
    members = branch.members

    assert int((members.last == 12).sum()) == branch.figures.insured == round(4757 * 0.1)
    assert int((np.isin(members.kind, (PENSIONER, RETIREE)) & (members.died == 0)).sum()) == branch.figures.recipients == round(2568 * 0.1)
    assert int(members.reformed.sum()) == 90 and int(members.waits.sum()) == 91


@pytest.mark.parametrize("times", [1300, 1301, 1311, 1312, 1325])
def test_payments_add_up_to_any_published_number_of_times(times: int) -> None:
    figures = Figures(EMPLOYEE, None, None, times, None, None, 0, 0, 3, 0, 0, 0, 0)

    heads = heads_of(figures)

    staying = heads.pensioners - len(heads.die)
    assert 13 * staying + sum(map(payments_until, heads.die)) + sum(12 - month for month in heads.retire) == times


def test_an_agency_whose_bases_are_not_on_file_assesses_nobody_and_says_which_value_is_missing() -> None:
    branch = branches_of("zhanjiang", 0.01)[EMPLOYEE]

    assert not branch.collects
    assert "公布的缴费基数下限" in branch.no_collection


def test_who_pays_is_no_more_than_the_published_income_allows_at_the_legal_floor() -> None:
    branch = branches_of("hongjiang", 0.1)[EMPLOYEE]
    members = branch.members

    assert int((members.kind == WORKER).sum()) < branch.figures.insured
    assert branch.figures.insured == round(13_207 * 0.1)
    assert abs(branch.amounts.income_fen - wan_to_fen("981.829")) * 1000 <= wan_to_fen("981.829")


def test_nobody_who_works_would_have_retired_in_the_year(zhengning: dict[str, Branch]) -> None:
    for branch in zhengning.values():
        members = branch.members
        working = members.kind == WORKER
        ages = (members.year * 100 + 12 - members.birth_month) // 100
        assert (ages[working] < members.retire_age[working]).all() and (ages[working] >= 20).all()


def test_agencies_that_published_nothing_of_these_schemes_do_not_live_them() -> None:
    retired = branches_of("rugao", 0.01)

    assert branches_of("chenggong", 0.01) == {}
    assert set(retired) == {"employee"} and not retired["employee"].figures.insured, "only whom the health checks are for"


@pytest.mark.parametrize(("months", "text"), [(240, "20.00"), (37, "3.08"), (100, "8.33"), (101, "8.42")])
def test_months_are_years_as_award_sheets_print_them(months: int, text: str) -> None:
    assert years_text(months) == text
