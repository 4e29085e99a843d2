"""The twelve rows of a year are what counting each month by hand gives, and add up to the year's own figures."""

from __future__ import annotations

import pytest
from django.db import connection

from shebao.agency.fund import queries as books
from shebao.agency.statistics.monthly import MonthRow, by_month, tiers
from tests.agency.evaluation.conftest import county, year_snapshot  # noqa: F401 - fixtures
from tests.world.law import SCHEME
from tests.world.money import County

pytestmark = pytest.mark.slow


@pytest.fixture
def months(county: County) -> dict[int, MonthRow]:  # noqa: F811
    return {row.month: row for row in by_month(SCHEME, 2023)}


def by_hand(statement: str, *arguments: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return int(cursor.fetchone()[0] or 0)


def test_there_is_a_row_for_each_month(months: dict[int, MonthRow]) -> None:
    assert list(months) == [202300 + number for number in range(1, 13)]


def test_payments_of_each_month_are_those_that_arrived_by_its_runs(months: dict[int, MonthRow]) -> None:
    for month, row in months.items():
        arrived = (
            "FROM payout_line l JOIN payout_run r ON r.id = l.run_id WHERE r.month = %s AND EXISTS "
            "(SELECT 1 FROM payout_outcome o WHERE o.line_id = l.id AND o.paid)"
        )
        assert row.times == by_hand(f"SELECT COUNT(*) {arrived}", month)
        assert row.paid_fen == by_hand(f"SELECT SUM(l.total_fen) {arrived}", month)
        assert row.recipients == by_hand("SELECT COUNT(DISTINCT person_id) FROM payout_line WHERE kind = 'regular' AND month = %s", month)
    assert sum(row.times for row in months.values()) > 0


def test_heads_of_each_month_are_the_spells_that_reach_into_it(months: dict[int, MonthRow]) -> None:
    for month, row in months.items():
        assert row.insured == by_hand(
            "SELECT COUNT(*) FROM enrolment_spell WHERE from_month <= %s AND (to_month IS NULL OR to_month >= %s)", month, month
        )
        assert row.decided == by_hand("SELECT COUNT(*) FROM benefits_statechange WHERE month = %s AND reason = 'decided'", month)
        assert row.certified == by_hand(
            "SELECT COUNT(*) FROM certification_event WHERE CAST(strftime('%%Y%%m', \"on\") AS INTEGER) = %s", month
        )


def test_contributions_of_the_months_are_the_sum_of_their_parts(months: dict[int, MonthRow]) -> None:
    whole = by_hand("SELECT SUM(fen) FROM contributions_contributionpart")

    assert sum(row.contributed_fen for row in months.values()) == whole > 0


def test_income_and_expense_of_the_months_add_up_to_the_year(months: dict[int, MonthRow]) -> None:
    year = books.totals(SCHEME, 2023)

    assert sum(row.income_fen for row in months.values()) == year["income_fen"]
    assert sum(row.expense_fen for row in months.values()) == year["expense_fen"]


def test_tiers_add_up_to_the_people_who_paid(county: County) -> None:  # noqa: F811
    paid = by_hand("SELECT COUNT(*) FROM contributions_contribution WHERE year = 2023 AND kind <> 'correction'")

    result = tiers(SCHEME, 2023)

    assert sum(people for _, people in result) == paid > 0
    assert [tier for tier, _ in result] == sorted({tier for tier, _ in result})


def test_the_average_of_a_month_without_payments_is_nought() -> None:
    empty = MonthRow(202301, *([0] * 15))

    assert empty.average_fen == 0
