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
def found(county: County) -> dict[str, queries.Measure]:  # noqa: F811
    return queries.measures(queries.asked(SCHEME, 2023, PLACE, PLACES))


def by_hand(statement: str, *arguments: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return int(cursor.fetchone()[0] or 0)


def test_heads_are_counted_as_by_hand(found, county: County) -> None:  # noqa: F811
    assert found["resident.insured"].value == 14
    assert found["resident.recipients"].value == 6
    assert found["resident.below_age"].value == found["resident.due"].value == 8
    assert found["resident.paying"].value == found["resident.contributors"].value == 5
    assert found["resident.unpaid"].value == 3
    assert found["resident.unpaid"].drill.ids.tolist() == county.payers[5:]


def test_rates_are_exact_shares(found) -> None:
    assert found["contributions.paid_rate"].value == Fraction(5, 8)
    assert found["contributions.renewal_rate"].value == Fraction(5, 8), "all eight had paid for 2022 before the takeover"
    assert found["enrolment.dependency_ratio"].value == Fraction(5, 6)
    assert found["payout.on_time_rate"].value == Fraction(11, 12)


def test_money_paid_is_the_sum_of_the_lines_that_arrived(found, county: County) -> None:  # noqa: F811
    lines, arrived = Line._meta.db_table, Outcome._meta.db_table
    paid = by_hand(f"SELECT SUM(total_fen) FROM {lines} WHERE id IN (SELECT line_id FROM {arrived} WHERE paid)")

    assert found["resident.paid"].value == paid > 0
    assert found["resident.times"].value == 11
    assert found["payout.rejected"].value == found["payout.open_rejects"].value == 1
    assert found["payout.in_full_rate"].value == Fraction(paid, paid + county.returned.total_fen)
    assert found["resident.paid_to_october"].value == paid
    assert found["resident.average"].value == Fraction(paid, 11)


def test_the_fund_is_what_its_books_say(found) -> None:
    totals = books.totals(SCHEME, 2023)

    assert found["fund.expense"].value == totals["expense_fen"] > 0
    assert found["fund.surplus"].value == totals["income_fen"] - totals["expense_fen"]
    assert found["fund.opening"].value + found["fund.surplus"].value == found["fund.closing"].value
    shortfall = found["fund.shortfall"].value
    assert shortfall == -found["fund.surplus"].value if found["fund.surplus"].value < 0 else shortfall is None


def test_every_measure_has_a_value_or_none_that_can_be_explained(found) -> None:
    silent = {name for name, one in found.items() if one.value is None}
    not_run = (set(COUNTED) - {"awards.final"}) | {one.name for one in registers.MEASURES}

    assert not_run <= silent, "a scheme without books, and a register without rows of the year, have no figures"
    assert silent - not_run <= NOUGHT, "a measure without a value must be one that may have none"
    assert all(one.rows_count >= 0 and one.definition.definition for one in found.values())
    assert all(len(one.drill.ids) == one.value for one in found.values() if one.drill.kind == "persons" and one.value is not None)


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
