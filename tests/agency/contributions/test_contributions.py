"""Contributions: what the law makes of a payment, years counted once, and the rates of a year."""

import contextlib
from datetime import date

import numpy as np
import pytest
from django.db import DatabaseError, connection, transaction

from shebao.agency.contributions import actions, queries
from shebao.agency.contributions.assessment import Added, Payment, assess
from shebao.agency.contributions.models import CarriedOver, Contribution, ContributionPart
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.journal import queries as journal
from shebao.agency.people.queries import called
from shebao.base.dated import MissingValue
from shebao.base.finding import Refused
from shebao.core.policy.calculation import calculate
from shebao.core.policy.resident.tiers import ADDED_NOTE
from tests.support.answers import each, rule_of
from tests.world.calendar import GO_LIVE, by
from tests.world.law import LAW, PLACES, SCHEME
from tests.world.people import born, insured

pytestmark = pytest.mark.django_db
JUNE = by(date(2023, 6, 30))


def pay(person: int, yuan: int, year: int = 2023, month: int = 202306):
    return actions.post_contributions([(person, year, month, yuan * 100)], SCHEME, **LAW, by=JUNE)


def posted(*parts: str) -> list[tuple[object, ...]]:
    """Kind and these parts of every contribution, in order of their posting; each is whole."""
    amounts = {(row, part): fen for row, part, fen in ContributionPart.objects.values_list("contribution_id", "part", "fen")}
    assert queries.check_parts() == (Contribution.objects.count(), [])
    return [
        (kind, *(amounts.get((row, part), 0) for part in parts))
        for row, kind in Contribution.objects.order_by("id").values_list("id", "kind")
    ]


def test_a_payment_earns_the_subsidy_of_its_tier():
    low, high = insured(1980, 5, 2)

    pay(low, 300)
    pay(high, 500)

    rows = posted("own", "subsidy", "assisted")
    assert rows == [("normal", 300_00, 30_00, 0), ("normal", 500_00, 60_00, 0)]


def test_arrears_earn_no_subsidy():
    (person,) = insured(1980, 5, 1, years=5)

    pay(person, 500, year=2016)

    assert posted("own", "subsidy") == [("arrears", 500_00, 0)]


def test_the_government_pays_for_a_member_of_a_group_and_the_subsidy_comes_on_top():
    whole, part = insured(1980, 5, 2)
    enrolment.grant_assistance([(p, "minimum_living", 2023, None) for p in (whole, part)], by=by(GO_LIVE))

    pay(whole, 100)
    pay(part, 300)

    rows = posted("own", "assisted", "subsidy")
    assert rows == [("assisted", 0, 100_00, 30_00), ("assisted", 200_00, 100_00, 30_00)]


@pytest.mark.parametrize(
    ("yuan", "year", "month", "rule"),
    [
        (100, 2023, 202306, "contributions.tier"),
        (250, 2023, 202306, "contributions.tier"),
        (300, 2024, 202306, "contributions.future"),
        (300, 2023, 202307, "contributions.future"),
        (300, 2008, 202306, "contributions.too_early"),
        (300, 2022, 202306, "contributions.no_gap"),
    ],
)
def test_a_wrong_tier_or_year_is_refused(yuan, year, month, rule):
    (person,) = insured(1980, 5, 1)
    with pytest.raises(Refused) as refused:
        pay(person, yuan, year, month)
    assert rule_of(refused) == rule
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("helped", [False, True])
@pytest.mark.parametrize("place", ["jiangsu_rugao", "beijing", "gansu_zhengning", "national"])
def test_the_counter_takes_exactly_the_tiers_the_calculation_sheet_takes(place, helped):
    (person,) = insured(1980, 5, 1)
    if helped:
        enrolment.grant_assistance([(person, "minimum_living", 2023, None)], by=by(GO_LIVE))

    for yuan in (50, 99, 100, 150, 200, 300, 2000, 2500, 5000, 6000):
        sheet, counter = None, None
        with contextlib.suppress(Refused):
            sheet = calculate("resident_contribution", place, {"year": 2023, "tier": str(yuan), "poor": helped}, PLACES)
        with contextlib.suppress(Refused):
            counter = assess([Payment(person, 2023, 202306, yuan * 100)], SCHEME, place, PLACES)

        assert (sheet is None) == (counter is None), yuan
        if sheet and counter:
            assert [(one.year, one.tier_fen, one.payments) for one in counter.added] == (
                [(2023, yuan * 100, 1)] if sheet.ask.origins["tier"].note == ADDED_NOTE else []
            ), yuan


def test_a_tier_added_by_a_place_whose_list_is_not_on_file_is_posted_and_told_of():
    first, second, third = insured(1980, 5, 3)
    law = {"place": "jiangsu_rugao", "places": PLACES}

    assessed = assess(
        [Payment(first, 2023, 202306, 2500_00), Payment(second, 2023, 202306, 2500_00), Payment(third, 2023, 202306, 300_00)], SCHEME, **law
    )
    actions.post_contributions([(first, 2023, 202306, 2500_00)], SCHEME, **law, by=JUNE)

    assert assessed.added == (Added(2023, 2500_00, 2),)
    assert posted("own", "subsidy") == [("normal", 2500_00, 60_00)]
    with pytest.raises(Refused, match="选择的档次不在2023年度") as refused:
        actions.post_contributions([(second, 2023, 202306, 99_00), (third, 2023, 202306, 300_00)], SCHEME, **law, by=JUNE)
    assert "地方增设档次" in refused.value.finding.advice and f"{called([second])} 选择" in refused.value.finding.message


def test_a_place_without_the_parameter_stops_and_names_key_place_and_day():
    (person,) = insured(1980, 5, 1)
    bare = type(PLACES)(PLACES.places, tuple(row for row in PLACES.rows if row.key != "resident_subsidy"), PLACES.titles)

    with pytest.raises(MissingValue, match="政府缴费补贴.*正宁县.*2023-12-31"):
        actions.post_contributions([(person, 2023, 202306, 300_00)], SCHEME, place="gansu_zhengning", places=bare, by=JUNE)


def test_a_year_is_paid_once_however_it_is_tried():
    (person,) = insured(1980, 5, 1)
    pay(person, 300)

    with pytest.raises(Refused) as again:
        pay(person, 300)
    with pytest.raises(Refused) as listed:
        actions.post_contributions([(person, 2015, 202306, 300_00)] * 2, SCHEME, **LAW, by=JUNE)

    assert (rule_of(again), rule_of(listed)) == ("contributions.twice", "contributions.listed_twice")


def test_only_the_insured_pay():
    with pytest.raises(Refused) as refused:
        pay(born(1980, 5, 1)[0], 300)
    assert rule_of(refused) == "contributions.not_insured"


def test_years_are_those_handed_over_and_those_posted_less_those_taken_back():
    first, second = insured(1980, 5, 2, years=10)
    entry = actions.post_contributions([(first, 2023, 202306, 300_00), (second, 2023, 202306, 300_00)], SCHEME, **LAW, by=JUNE)
    posted = queries.posted_by(entry.seq, SCHEME)

    actions.take_back([int(posted["id"][0])], SCHEME, 202306, "重复扣款", by=JUNE)

    assert each(queries.paid_years(np.array([second, first]), SCHEME)) == [11, 10]
    assert queries.totals(SCHEME, 2023)["correction"]["own_fen"] == -300_00
    with pytest.raises(Refused) as refused:
        actions.take_back([int(posted["id"][0])], SCHEME, 202306, "再次", by=JUNE)
    assert rule_of(refused) == "contributions.corrected"


def test_a_year_taken_back_may_be_paid_anew_at_the_right_tier():
    (person,) = insured(1980, 5, 1, years=10)
    pay(person, 300)
    actions.take_back([Contribution.objects.get().id], SCHEME, 202306, "档次有误", by=JUNE)
    assert each(queries.payers(SCHEME, 2023)) == []

    pay(person, 500)

    assert list(Contribution.objects.order_by("id").values_list("kind", "turn")) == [("normal", 1), ("correction", 1), ("normal", 2)]
    assert [row[1:] for row in posted("own", "subsidy")] == [(300_00, 30_00), (-300_00, -30_00), (500_00, 60_00)]
    assert each(queries.paid_years(np.array([person]), SCHEME)) == [11]
    assert queries.tiers_chosen(SCHEME, 2023) == {500_00: 1} and each(queries.payers(SCHEME, 2023)) == [person]
    with pytest.raises(Refused) as refused:
        pay(person, 500)
    assert rule_of(refused) == "contributions.twice"


def test_the_years_handed_over_must_fit_their_span_and_are_handed_over_once():
    (person,) = born(1980, 5, 1)
    for row in ((person, 2010, 2012, 4), (person, 2008, 2012, 2), (person, 2010, 2012, 0)):
        with pytest.raises(Refused) as refused:
            actions.carry_over([row], SCHEME, by=by(GO_LIVE))
        assert rule_of(refused) == "contributions.span"
    actions.carry_over([(person, 2010, 2012, 3)], SCHEME, by=by(GO_LIVE))
    with pytest.raises(Refused) as refused:
        actions.carry_over([(person, 2010, 2012, 3)], SCHEME, by=by(GO_LIVE))
    assert rule_of(refused) == "contributions.carried_twice"


def test_a_gap_in_the_years_handed_over_may_be_paid_but_not_more():
    (person,) = born(1980, 5, 1)
    enrolment.enrol([person], SCHEME, 201001, by=by(GO_LIVE))
    actions.carry_over([(person, 2015, 2022, 7)], SCHEME, by=by(GO_LIVE))

    pay(person, 300, year=2018)

    assert each(queries.paid_years(np.array([person]), SCHEME)) == [8]
    assert [row["year"] for row in queries.of_person(person, SCHEME).rows] == [2018]
    with pytest.raises(Refused) as refused:
        pay(person, 300, year=2019)
    assert rule_of(refused) == "contributions.no_gap"


def test_the_rates_of_a_year_count_those_due():
    payers, idle, old = insured(1980, 5, 3), insured(1981, 5, 1), insured(1950, 5, 2)
    new = born(1985, 1, 1)
    enrolment.enrol(new, SCHEME, 202301, by=by(GO_LIVE))
    actions.post_contributions([(p, 2023, 202306, 300_00) for p in payers[:2] + new], SCHEME, **LAW, by=JUNE)

    rates = queries.rates(SCHEME, 2023, 202312, 60)

    assert (rates.due, rates.paid, rates.renewal_due, rates.renewed) == (5, 3, 4, 2)
    assert (rates.paid_e4, rates.renewed_e4) == (6000, 5000)
    assert each(queries.unpaid(SCHEME, 2023, 202312, 60)) == sorted([payers[2], *idle]) and old
    assert queries.tiers_chosen(SCHEME, 2023) == {300_00: 3}
    assert queries.received(SCHEME, 202301, 202306) == queries.totals(SCHEME, 2023)


def test_what_was_posted_is_sealed_and_the_database_keeps_it():
    (person,) = insured(1980, 5, 1)
    pay(person, 300)

    assert journal.check_sealed(Contribution) == (1, []) and journal.check_sealed(ContributionPart) == (2, [])
    assert journal.check_sealed(CarriedOver) == (1, [])
    for statement in (
        "UPDATE contributions_contributionpart SET fen = 1",
        "UPDATE contributions_contribution SET total_fen = 1",
        "DELETE FROM contributions_carriedover",
    ):
        with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
