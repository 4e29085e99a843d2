"""The invented county is the published size to the person, breaks no law, is nobody, and comes out the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from shebao.base.finding import Refused
from shebao.base.identity import check_bank_card, check_citizen_number, is_invented, sex_of
from shebao.core.policy.locale import shipped_places
from shebao.demo.accounts import due_months
from shebao.demo.agency import agency_names, load_agency, wan_to_fen
from shebao.demo.contributions import should_pay
from shebao.demo.county import County, draw_county
from shebao.demo.irregularities import COUNTS, RULES
from shebao.demo.law import Law
from shebao.demo.population import CONTRIBUTOR, PENSIONER

pytestmark = pytest.mark.slow


def county_of(key: str, scale: float = 0.02) -> County:
    """A county of an agency at a scale."""
    agency = load_agency(key)
    return draw_county(agency, Law(shipped_places().overlay(agency.own_values()), agency.place, 2023), scale)


@pytest.fixture(scope="module")
def zhengning() -> County:
    """The Zhengning county at its whole size."""
    return county_of("zhengning", 1.0)


def test_the_five_published_agencies_each_have_a_file_with_its_document() -> None:
    files = [load_agency(key) for key in agency_names()]

    assert {agency.key for agency in files} == {"chenggong", "hongjiang", "rugao", "zhanjiang", "zhengning"}
    assert all(agency.document and agency.budget for agency in files)
    assert all(entry["quote"] for agency in files for entry in agency.published.values())
    assert all(entry["why"] for agency in files for entry in agency.nominal.values())


def test_an_unknown_agency_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused, match="zhengning"):
        load_agency("atlantis")


def test_the_heads_of_zhengning_are_the_published_ones(zhengning: County) -> None:
    people = zhengning.population

    assert int(people.insured_in_december().sum()) == 134_369
    assert int(people.in_december().sum()) == 38_025


def test_the_money_of_zhengning_is_within_a_thousandth_of_the_published(zhengning: County) -> None:
    paid, income = wan_to_fen("7342"), wan_to_fen("9783")
    basic = int(due_months(zhengning.population).sum()) * 10_300

    reached = zhengning.paying.income_fen + basic + 4 * zhengning.quarter_interest_fen

    assert abs(zhengning.accounts.paid_fen - paid) * 1000 <= paid
    assert abs(reached - income) * 1000 <= income


def test_the_contribution_and_renewal_rates_of_zhengning_are_the_published_ones(zhengning: County) -> None:
    people, paying = zhengning.population, zhengning.paying
    due = should_pay(people)
    before = due & (paying.carried_last == 2022)

    rate = 10_000 * int((due & (paying.month > 0)).sum()) / int(due.sum())
    renewed = 10_000 * int((before & (paying.month > 0)).sum()) / int(before.sum())

    assert round(rate) == 9589
    assert round(renewed) == pytest.approx(9737, abs=1)


def test_the_payments_of_zhanjiang_are_the_published_number_of_times() -> None:
    people = county_of("zhanjiang", 1.0).population

    assert int((people.regular_payments() + people.back_payments()).sum()) == 413_144


def test_a_total_below_the_legal_standard_is_not_reached_by_paying_less() -> None:
    county = county_of("chenggong")
    due = due_months(county.population)

    assert not county.accounts.reached
    assert county.accounts.paid_fen > int(due.sum()) * 10_300


@pytest.mark.parametrize("key", agency_names())
def test_every_county_is_of_its_size_at_a_small_scale_too(key: str) -> None:
    county = county_of(key)
    insured, recipients = county.agency.count("insured"), county.agency.count("recipients")

    assert insured is not None
    assert int(county.population.insured_in_december().sum()) == round(insured * 0.02)
    if recipients is not None:
        assert int(county.population.in_december().sum()) == round(recipients * 0.02)


def test_the_same_seed_gives_the_same_county_and_another_seed_another() -> None:
    agency = load_agency("hongjiang")
    law = Law(shipped_places().overlay(agency.own_values()), agency.place, 2023)

    once, again, other = draw_county(agency, law, 0.05, 1), draw_county(agency, law, 0.05, 1), draw_county(agency, law, 0.05, 2)

    assert once.citizens == again.citizens and once.names == again.names
    assert np.array_equal(once.accounts.opening_fen, again.accounts.opening_fen)
    assert once.citizens != other.citizens


def test_nobody_in_the_county_exists() -> None:
    county = county_of("hongjiang", 0.2)
    males = np.concatenate([county.population.male, *(branch.members.male for branch in county.branches.values()), county.crowd.male])

    assert len(set(county.citizens)) == len(county.citizens)
    for number, male, card in zip(county.citizens, males.tolist(), county.cards, strict=True):
        check_citizen_number(number)
        assert is_invented(number)
        assert sex_of(number) == ("male" if male else "female")
        assert check_bank_card(card).startswith("99")


def test_everybody_in_payment_has_the_years_the_law_asks_for(zhengning: County) -> None:
    people, law = zhengning.population, zhengning.law
    drawing = people.kind != CONTRIBUTOR
    years = people.carried_years + (zhengning.paying.month > 0) * (people.kind != PENSIONER)

    required = law.required_years(people.birth_month[drawing])

    assert (years[drawing] >= required).all()


def test_whoever_claims_has_paid_before_turning_sixty(zhengning: County) -> None:
    people, month = zhengning.population, zhengning.paying.month
    claiming = (people.kind == 1) & (month > 0)

    assert (month[claiming] <= people.birth_month[claiming] % 100).all()
    assert (people.first_month[claiming] > 2023_00 + month[claiming]).all()


def test_each_kind_of_irregularity_is_planted_and_each_names_its_rule(zhengning: County) -> None:
    rows = zhengning.planted.rows

    assert set(COUNTS) | {"late_report"} == set(rows) == set(RULES)
    assert sum(len(result) for result in rows.values()) >= 300
    assert all(len(group) >= 3 for group in zhengning.planted.groups)
    for group in zhengning.planted.groups:
        assert len({zhengning.cards[row] for row in group.tolist()}) == 1


def test_the_agency_does_not_know_of_planted_deaths(zhengning: County) -> None:
    unknown = zhengning.planted.unknown_death > 0

    assert (zhengning.population.died[unknown] == 0).all()
    assert zhengning.population.in_december()[unknown].all()


def test_the_standards_of_the_year_name_their_document_and_whose_they_are() -> None:
    standards = {row["key"]: row for row in Law(shipped_places(), load_agency("zhanjiang").place, 2023).standards()}

    assert standards["resident_basic_standard"]["value"] == "103"
    assert standards["resident_basic_standard"]["note"] == "当地标准未录入"
    assert all(row["document"] and row["place"] for row in standards.values())
