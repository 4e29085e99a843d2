"""Enrolment: one open spell a person, counts that add up from month to month, groups the government pays for."""

from datetime import date

import numpy as np
import pytest
from django.db import DatabaseError, connection, transaction

from shebao.agency.enrolment import actions, queries
from shebao.agency.enrolment.models import Assistance, Spell
from shebao.agency.journal import queries as journal
from shebao.agency.people.queries import called
from shebao.base.finding import Refused
from tests.support.answers import each, rule_of
from tests.world.calendar import GO_LIVE, by
from tests.world.law import SCHEME
from tests.world.people import born

pytestmark = pytest.mark.django_db


def test_people_are_insured_from_their_month_on():
    ids = born(1980, 5, 3)

    entry = actions.enrol(ids, SCHEME, [202301, 202301, 202302], by=by(GO_LIVE))

    assert [queries.insured(SCHEME, month) for month in (202212, 202301, 202302)] == [0, 2, 3]
    assert entry.verb == "enrolment.enrol" and journal.check_chain()[1] == []


def test_nobody_is_insured_twice_and_nothing_is_written_then():
    ids = born(1980, 5, 3)
    actions.enrol(ids[:1], SCHEME, 202301, by=by(GO_LIVE))

    with pytest.raises(Refused, match=f"{called(ids[:1])} 已在") as refused:
        actions.enrol(ids, SCHEME, 202301, by=by(GO_LIVE))

    assert rule_of(refused) == "enrolment.twice"
    assert queries.insured(SCHEME, 202301) == 1


def test_a_person_who_left_may_come_back_only_after_the_last_month():
    (person,) = born(1980, 5, 1)
    actions.enrol([person], SCHEME, 202001, by=by(GO_LIVE))
    actions.end([person], SCHEME, 202211, "moved_away", by=by(GO_LIVE))

    with pytest.raises(Refused) as refused:
        actions.enrol([person], SCHEME, 202211, by=by(GO_LIVE))
    actions.enrol([person], SCHEME, 202212, by=by(GO_LIVE))

    assert rule_of(refused) == "enrolment.overlap"
    assert [(s.from_month, s.to_month, s.end_reason) for s in queries.spells(person)] == [(202212, None, ""), (202001, 202211, "转出")]


@pytest.mark.parametrize(("scheme", "month", "rule"), [("pension", 202301, "enrolment.scheme"), (SCHEME, 202303, "enrolment.future")])
def test_an_unknown_scheme_or_a_month_to_come_is_refused(scheme, month, rule):
    with pytest.raises(Refused) as refused:
        actions.enrol(born(1980, 5, 1), scheme, month, by=by(GO_LIVE))
    assert rule_of(refused) == rule


def test_the_list_must_name_somebody_and_each_once():
    ids = born(1980, 5, 1)
    for listed, rule in (([], "enrolment.nobody"), (ids * 2, "enrolment.listed_twice")):
        with pytest.raises(Refused) as refused:
            actions.enrol(listed, SCHEME, 202301, by=by(GO_LIVE))
        assert rule_of(refused) == rule


def test_an_end_before_the_beginning_or_of_nobody_is_refused():
    ids = born(1980, 5, 2)
    actions.enrol(ids[:1], SCHEME, 202212, by=by(GO_LIVE))

    for people, month, rule in ((ids, 202301, "enrolment.not_insured"), (ids[:1], 202211, "enrolment.before_start")):
        with pytest.raises(Refused) as refused:
            actions.end(people, SCHEME, month, "died", by=by(GO_LIVE))
        assert rule_of(refused) == rule


def test_the_flows_of_a_month_join_its_beginning_to_its_end():
    ids = born(1980, 5, 6)
    actions.enrol(ids[:4], SCHEME, 202201, by=by(GO_LIVE))
    actions.enrol(ids[4:], SCHEME, 202301, by=by(GO_LIVE))
    actions.end(ids[:1], SCHEME, 202301, "died", by=by(GO_LIVE))
    actions.end(ids[1:2], SCHEME, 202212, "moved_away", by=by(GO_LIVE))

    january = queries.flows(SCHEME, 202301)

    assert (january.at_start, january.joined, january.left, january.at_end) == (3, 2, {"died": 1}, 4)
    assert queries.flows(SCHEME, 202302).at_start == january.at_end == queries.insured(SCHEME, 202302)


def test_the_insured_are_split_by_the_claim_age_of_the_month():
    young, old = born(1963, 6, 2), born(1963, 5, 3)
    actions.enrol(young + old, SCHEME, 202201, by=by(GO_LIVE))

    assert queries.insured_by_age(SCHEME, 202305, 60) == {"paying_age": 2, "claim_age": 3, "total": 5}
    assert each(queries.paying_age(SCHEME, 202306, 60)) == []
    assert list(queries.insured_by_village(SCHEME, 202305).values()) == [5]


def test_a_group_holds_for_its_years_and_a_second_one_may_not_overlap():
    ids = born(1980, 5, 2)
    actions.grant_assistance([(ids[0], "extreme_poverty", 2022, None), (ids[1], "minimum_living", 2021, 2022)], by=by(GO_LIVE))

    with pytest.raises(Refused) as refused:
        actions.grant_assistance([(ids[0], "minimum_living", 2023, None)], by=by(GO_LIVE))
    with pytest.raises(Refused) as in_the_last_year:
        actions.grant_assistance([(ids[1], "extreme_poverty", 2022, None)], by=by(GO_LIVE))
    actions.end_assistance([ids[0]], 2023, by=by(date(2023, 12, 1)))

    assert rule_of(refused) == rule_of(in_the_last_year) == "enrolment.assisted_twice"
    assert each(queries.assisted(2022)[0]) == ids
    assert queries.assisted_counts(2023)["extreme_poverty"] == 1
    assert queries.assisted(2024)[1] == []
    assert queries.assistance_of(ids[0])[0]["title"] == "特困人员"


def test_columns_answer_in_the_order_asked_for():
    ids = born(1980, 5, 3)
    actions.enrol(ids[1:], SCHEME, [202001, 202101], by=by(GO_LIVE))
    asked = np.array([ids[2], ids[0], ids[1]])

    assert each(queries.first_month(asked, SCHEME)) == [202101, 0, 202001]
    assert queries.covered(asked, SCHEME, 2020).tolist() == [False, False, True]


def test_the_beginning_of_a_spell_is_sealed_and_only_its_end_is_written_later():
    ids = born(1980, 5, 2)
    actions.enrol(ids, SCHEME, 202201, by=by(GO_LIVE))
    actions.end(ids[:1], SCHEME, 202212, "died", by=by(GO_LIVE))
    actions.grant_assistance([(ids[1], "minimum_living", 2022, None)], by=by(GO_LIVE))

    assert journal.check_sealed(Spell) == (2, []) and journal.check_sealed(Assistance) == (1, [])
    for statement in ("UPDATE enrolment_spell SET from_month = 200001", "DELETE FROM enrolment_assistance"):
        with pytest.raises(DatabaseError, match="never change"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
