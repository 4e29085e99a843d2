"""Each measure is what counting by hand gives, and leads to the rows it was counted from."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.db import connection

from shebao.agency.evaluation.catalogue import COUNTED
from shebao.agency.fund import queries as books
from shebao.agency.payout.models import Line, Outcome
from shebao.agency.statistics import queries
from shebao.agency.statistics.measures import registers
from shebao.base.finding import Refused
from tests.agency.evaluation.conftest import county, year_snapshot  # noqa: F401 - fixtures
from tests.world.law import PLACE, PLACES, SCHEME
from tests.world.money import County

pytestmark = pytest.mark.slow

NOUGHT = {"fund.shortfall", "fund.other_income", "resident.waiting", "awards.final"}


@pytest.fixture
def measured(county: County) -> dict[str, queries.Measure]:  # noqa: F811
    return queries.measures(queries.asked(SCHEME, 2023, PLACE, PLACES))


def by_hand(statement: str, *arguments: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return int(cursor.fetchone()[0] or 0)


def test_heads_are_counted_as_by_hand(measured, county: County) -> None:  # noqa: F811
    assert measured["resident.insured"].value == 14
    assert measured["resident.recipients"].value == 6
    assert measured["resident.below_age"].value == measured["resident.due"].value == 8
    assert measured["resident.paying"].value == measured["resident.contributors"].value == 5
    assert measured["resident.unpaid"].value == 3
    assert measured["resident.unpaid"].drill.ids.tolist() == county.payers[5:]


def test_rates_are_exact_shares(measured) -> None:
    assert measured["contributions.paid_rate"].value == Fraction(5, 8)
    assert measured["contributions.renewal_rate"].value == Fraction(5, 8), "all eight had paid for 2022 before the takeover"
    assert measured["enrolment.dependency_ratio"].value == Fraction(5, 6)
    assert measured["payout.on_time_rate"].value == Fraction(11, 12)


def test_money_paid_is_the_sum_of_the_lines_that_arrived(measured, county: County) -> None:  # noqa: F811
    lines, arrived = Line._meta.db_table, Outcome._meta.db_table
    paid = by_hand(f"SELECT SUM(total_fen) FROM {lines} WHERE id IN (SELECT line_id FROM {arrived} WHERE paid)")

    assert measured["resident.paid"].value == paid > 0
    assert measured["resident.times"].value == 11
    assert measured["payout.rejected"].value == measured["payout.open_rejects"].value == 1
    assert measured["payout.in_full_rate"].value == Fraction(paid, paid + county.returned.total_fen)
    assert measured["resident.paid_to_october"].value == paid
    assert measured["resident.average"].value == Fraction(paid, 11)


def test_the_fund_is_what_its_books_say(measured) -> None:
    totals = books.totals(SCHEME, 2023)

    assert measured["fund.expense"].value == totals["expense_fen"] > 0
    assert measured["fund.surplus"].value == totals["income_fen"] - totals["expense_fen"]
    assert measured["fund.opening"].value + measured["fund.surplus"].value == measured["fund.closing"].value
    shortfall = measured["fund.shortfall"].value
    assert shortfall == -measured["fund.surplus"].value if measured["fund.surplus"].value < 0 else shortfall is None


def test_every_measure_has_a_value_or_none_that_can_be_explained(measured) -> None:
    silent = {name for name, one in measured.items() if one.value is None}
    not_run = (set(COUNTED) - {"awards.final"}) | {one.name for one in registers.MEASURES}

    assert not_run <= silent, "a scheme without books, and a register without rows of the year, have no figures"
    assert silent - not_run <= NOUGHT, "a measure without a value must be one that may have none"
    assert all(one.rows_count >= 0 and one.definition.definition for one in measured.values())
    assert all(len(one.drill.ids) == one.value for one in measured.values() if one.drill.kind == "persons" and one.value is not None)


@pytest.mark.django_db
def test_an_unknown_measure_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused, match=r"resident\.insured"):
        queries.measure("resident.happiness", queries.asked(SCHEME, 2023, PLACE, PLACES))


@pytest.mark.django_db
def test_an_empty_year_has_no_rates() -> None:
    about = queries.asked(SCHEME, 2023, PLACE, PLACES)

    assert queries.measure("contributions.paid_rate", about).value is None
    assert queries.measure("payout.on_time_rate", about).value is None
    assert queries.measure("resident.insured", about).value == 0
