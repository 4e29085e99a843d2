"""Benefit decisions: who may claim from when, what the sheet says, and that a correction leaves the old version standing."""

import json
from datetime import date

import numpy as np
import pytest
from django.db import DatabaseError, connection, transaction

from shebao.agency import schemes
from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts.models import AccountEntry
from shebao.agency.benefits import actions, queries
from shebao.agency.benefits.models import Decision, DecisionPart, Entitlement, RuleText, StateChange
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.journal import queries as journal
from shebao.agency.people.queries import called
from shebao.base.dated import FOREVER, Value
from shebao.base.finding import Refused
from shebao.core.policy.resident.columns import monthly_pension
from tests.support.answers import rule_of
from tests.world.calendar import GO_LIVE, by
from tests.world.law import LAW, PLACE, PLACES, SCHEME
from tests.world.people import born, insured

pytestmark = pytest.mark.django_db
MAY = by(date(2023, 5, 10))


def decide(people: list[int], **options):
    return actions.decide(people, SCHEME, **LAW, **({"by": MAY} | options))


def parts_of(decision_id: int) -> dict[str, int]:
    return dict(DecisionPart.objects.filter(decision_id=decision_id).values_list("part", "fen"))


def test_a_pension_begins_the_month_after_sixty_and_is_what_the_law_of_the_month_gives():
    (person,) = insured(1963, 5, 1, years=14, opening_fen=13_900_00)

    decide([person])

    made = Decision.objects.get()
    assert (made.from_month, made.version, made.paid_years, made.account_at_claim_fen) == (202306, 1, 14, 13_900_00)
    assert parts_of(made.id) == {"basic": 103_00, "account_pension": 100_00} and made.total_fen == 203_00
    assert queries.recipients(SCHEME, 202305) == 0 and queries.recipients(SCHEME, 202306) == 1


def test_many_decisions_agree_with_the_pension_a_run_computes():
    people = [p for year in (1963, 1950, 1944) for p in insured(year, 2, 3, years=13 + year % 2, opening_fen=year * 100 + 7)]
    enrolment_years = {p: i for i, p in enumerate(people)}

    actions.take_over([(p, 202303, 1_000_00 + 137 * enrolment_years[p]) for p in people], SCHEME, month=202303, **LAW, by=by(GO_LIVE))

    due = queries.in_payment(SCHEME, 202303)
    run = monthly_pension(due, 202303, PLACES, PLACE)
    decided = dict(Decision.objects.values_list("id", "total_fen"))
    assert [decided[d] for d in due["decision_id"].tolist()] == run["total_fen"].tolist()
    made = queries.decided_amounts(due["person_id"], SCHEME)
    for part in [part for part in schemes.of(SCHEME).PARTS if not part.rest]:
        assert made[f"{part.key}_fen"].tolist() == run[f"{part.key}_fen"].tolist()


def test_the_sheet_is_rebuilt_whole_from_what_was_stored():
    ids = insured(1963, 5, 2, years=14, opening_fen=13_900_00)
    decide(ids)

    sheet = queries.sheet(Decision.objects.get(person_id=ids[1]).id)

    shown = {step["name"]: step for step in sheet["steps"]}
    assert (sheet["place"], sheet["on"], sheet["confidence"]) == (PLACE, "2023-06-30", "unverified")
    assert shown["account_pension"]["value"] == "100.00" and shown["account_pension"]["figures"].startswith("13900.00 ÷ 139")
    assert shown["account_pension"]["from"] == ["account_balance", "divisor"] and "第六条" in shown["account_pension"]["source"]
    assert (shown["birth_month"]["value"], shown["first_month"]["value"], shown["eligible"]["value"]) == ("1963-05", "2023-06", "是")
    assert "未取得" in shown["local_standard"]["note"] and shown["total"]["value"] == "203.00"
    assert sheet["decision"]["person_id"] == ids[1]


def test_a_county_that_gives_a_share_of_the_basic_standard_decides_by_it_and_the_run_pays_the_same():
    county = {"resident_seniority_share": "0.0085", "resident_seniority_from_year": "10"}
    own = [Value(key, PLACE, date(2014, 2, 21), FOREVER, value, "县文（例）", "high") for key, value in county.items()]
    law = {"place": PLACE, "places": PLACES.overlay(own)}
    people = insured(1963, 2, 3, years=14, opening_fen=13_900_00)

    actions.take_over([(p, 202303, 1_390_00) for p in people], SCHEME, month=202303, **law, by=by(GO_LIVE))

    due = queries.in_payment(SCHEME, 202303)
    made = Decision.objects.get(person_id=people[0])
    shown = {step["name"]: step for step in queries.sheet(made.id)["steps"]}
    assert "seniority_amount" not in shown and shown["seniority_share"]["value"] == "0.0085"
    assert (made.paid_years, shown["seniority"]["value"], parts_of(made.id)["seniority"]) == (14, "4.38", 4_38), "five years of 0.8755 yuan"
    run = monthly_pension(due, 202303, law["places"], PLACE)
    assert queries.decided_amounts(due["person_id"], SCHEME)["seniority_fen"].tolist() == run["seniority_fen"].tolist()


def test_the_wording_is_stored_once_and_a_changed_wording_is_found():
    ids = insured(1963, 5, 3, years=14)
    decide(ids[:2])
    decide(ids[2:])

    text = RuleText.objects.get()
    assert len(json.loads(text.text)["steps"]) == len(json.loads(Decision.objects.first().sheet))
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        RuleText.objects.update(text="{}")


def test_an_applicant_without_the_years_or_the_age_is_refused_with_everyone_else():
    ready, short, young = insured(1963, 5, 1, years=14), insured(1963, 5, 1, years=3), insured(1964, 5, 1)

    with pytest.raises(Refused, match=rf"{called(short[:1])} 缴费3年，应缴13年；{called(young[:1])} 未到领取年龄") as refused:
        decide(ready + short + young)

    assert rule_of(refused) == "benefits.ineligible" and not Decision.objects.exists()


def test_who_was_sixty_when_the_scheme_began_need_not_have_paid():
    (person,) = insured(1945, 3, 1, years=0)

    decide([person])

    assert (Decision.objects.get().paid_years, Decision.objects.get().total_fen) == (0, 103_00)


def test_a_pension_is_decided_once():
    ids = insured(1963, 5, 1, years=14)
    decide(ids)
    with pytest.raises(Refused) as refused:
        decide(ids)
    assert rule_of(refused) == "benefits.second"


def test_the_uninsured_are_refused():
    with pytest.raises(Refused) as refused:
        decide(born(1963, 5, 1))
    assert rule_of(refused) == "benefits.not_insured"


def test_a_claim_handled_late_begins_the_month_after_it_was_made():
    (person,) = insured(1963, 1, 1, years=14)
    decide([person], applied_month=202303, month=202306)
    assert Decision.objects.get().from_month == 202304


def test_a_first_payment_before_the_legal_first_month_is_refused():
    ids = insured(1963, 5, 1, years=14)
    with pytest.raises(Refused) as refused:
        decide(ids, month=202305)
    assert rule_of(refused) == "benefits.too_early"


def test_a_correction_is_a_new_version_from_the_records_as_they_are():
    (person,) = insured(1963, 5, 1, years=14, opening_fen=13_900_00)
    decide([person])
    wrong = AccountEntry.objects.get(person_id=person).id
    accounts.correct([(person, 1_390_00, wrong)], SCHEME, 202308, "移交余额少记", by=by(date(2023, 8, 1)))

    actions.correct([person], SCHEME, "账户更正", month=202309, **LAW, by=by(date(2023, 8, 2)))

    assert list(Decision.objects.order_by("version").values_list("version", "account_at_claim_fen", "total_fen")) == [
        (1, 13_900_00, 203_00),
        (2, 15_290_00, 213_00),
    ]
    assert Entitlement.objects.get().decision.version == 2
    assert queries.decided_amounts(np.array([person]), SCHEME)["account_pension_fen"].tolist() == [110_00]
    assert [d["version"] for d in queries.of_person(person)[0]["decisions"]] == [2, 1]


def test_a_pension_handed_over_after_this_system_began_is_refused():
    ids = insured(1950, 5, 1)
    with pytest.raises(Refused) as refused:
        actions.take_over([(ids[0], 202302, 0)], SCHEME, month=202301, **LAW, by=by(GO_LIVE))
    assert rule_of(refused) == "benefits.taken_over_late"


def test_decisions_are_sealed_and_stay():
    decide(insured(1963, 5, 2, years=14))

    assert journal.check_sealed(Decision) == (2, []) and journal.check_sealed(StateChange) == (2, [])
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE benefits_decision SET total_fen = total_fen + 1")
    assert journal.check_sealed(DecisionPart) == (2, [])
    for statement in ("UPDATE benefits_decisionpart SET fen = fen + 1", "DELETE FROM benefits_decisionpart"):
        with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_months_of_application_may_differ_within_one_list():
    ids = insured(1963, 1, 3, years=14)
    decide(ids, applied_month=np.array([202301, 202302, 202303]), month=202306)
    assert list(Decision.objects.order_by("id").values_list("from_month", flat=True)) == [202302, 202303, 202304]


def test_a_person_who_left_the_scheme_long_ago_still_has_the_years():
    ids = insured(1963, 5, 1, years=14)
    enrolment.end(ids, SCHEME, 202301, "moved_away", by=by(GO_LIVE))
    decide(ids)
    assert Decision.objects.get().paid_years == 14
