"""A death recorded for the wrong person is taken back: insured and paid as before, every month missed paid once, both told in the journal."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.agency.accounts import actions as account_actions
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits.models import Entitlement
from shebao.agency.benefits.owed import owed_periods
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries
from shebao.agency.payout.models import Cover, Line
from shebao.agency.people import actions as people_actions
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.death.report_death import end_by_death
from shebao.agency.statistics import queries as statistics
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from tests.world.calendar import JULY, JULY_DAY, JUNE, JUNE_DAY, MAY
from tests.world.law import PLACE, PLACES, SCHEME
from tests.world.money import County
from tests.world.staff import carry_through

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

REPORTED, WITHDRAWN = date(2023, 5, 20), date(2023, 6, 20)


def lost(paying: County) -> int:
    """May is paid; then somebody is recorded as dead by mistake, and June is paid without them."""
    person = paying.people[0]
    paying.settled()
    end_by_death([(person, date(2023, 5, 19))], by=By(None, REPORTED))
    paying.settled(JUNE, day=JUNE_DAY)
    return person


def asked(person: int, **more: object) -> dict[str, object]:
    return {"person_id": person, "why": "wrong_person"} | more


def test_the_person_is_insured_and_paid_again_and_the_month_missed_is_paid_once(paying: County) -> None:
    person = lost(paying)
    monthly = Line.objects.get(person_id=person, month=MAY).total_fen

    carry_through("withdraw_death", asked(person), paying.staff, day=WITHDRAWN)
    july = paying.settled(JULY, day=JULY_DAY)
    back = paying.settled(JULY, "back_pay", JULY_DAY)

    assert people.person(person).death_date is None
    assert enrolment.spells(person)[0].to_month is None
    assert Line.objects.get(run=july, person_id=person).total_fen == monthly
    assert [(group.key, group.count, group.fen) for group in queries.summary(july.pk).changes] == [("reinstated", 1, monthly)]
    assert list(Cover.objects.filter(run=back).values_list("person_id", "month", "due_fen")) == [(person, JUNE, monthly)]
    assert paying.propose(202308, "back_pay", date(2023, 8, 10)) and not [check for check in run_checks() if not check.ok]


def test_what_will_change_is_shown_before_and_three_people_decide(paying: County) -> None:
    person = lost(paying)

    shown = actions.preview("withdraw_death", asked(person), day=WITHDRAWN)
    matter = actions.submit("withdraw_death", asked(person), by=By(paying.staff["acceptance"], WITHDRAWN))
    actions.review(matter, by=By(paying.staff["reviewer"], WITHDRAWN))

    assert [(change.what, change.before, change.after) for change in shown] == [
        ("人员状态", "2023-05-19 死亡", "在世"),
        ("城乡居民基本养老保险", "因死亡终止", "参保中，与原来连续"),
        ("养老待遇", "因死亡终止", "自 2023-07 起恢复发放，停发期间另行补发"),
    ]
    assert people.person(person).death_date is not None, "two are not enough"
    actions.approve(matter, by=By(paying.staff["approver"], WITHDRAWN))
    assert people.person(person).death_date is None


def test_who_was_suspended_is_suspended_again_and_gets_everything_when_the_suspension_is_lifted(paying: County) -> None:
    person = paying.people[1]
    paying.settled()
    benefits.suspend([person], SCHEME, JUNE, "uncertified", by=By(None, REPORTED))
    end_by_death([(person, date(2023, 6, 2))], by=By(None, JUNE_DAY))
    paying.settled(JUNE, day=JUNE_DAY)

    shown = actions.preview("withdraw_death", asked(person, why="false_report"), day=WITHDRAWN)
    carry_through("withdraw_death", asked(person, why="false_report"), paying.staff, day=WITHDRAWN)

    assert shown[-1].after == "恢复为暂停，原暂停原因不变"
    row = Entitlement.objects.get(person_id=person)
    assert (row.state, row.reason, row.since_month, row.last_month) == ("suspended", "uncertified", JUNE, None)
    paying.settled(JULY, day=JULY_DAY)
    benefits.resume([person], SCHEME, 202308, by=By(None, JULY_DAY))
    back = paying.settled(202308, "back_pay", date(2023, 8, 10))
    assert list(Cover.objects.filter(run=back).order_by("month").values_list("person_id", "month")) == [(person, JUNE), (person, JULY)]
    assert not [check for check in run_checks() if not check.ok]


def test_a_second_and_true_death_ends_everything_again(paying: County) -> None:
    person = lost(paying)
    carry_through("withdraw_death", asked(person, month=JULY), paying.staff, day=WITHDRAWN)
    paying.settled(JULY, day=JULY_DAY)

    end_by_death([(person, date(2023, 7, 15))], by=By(None, date(2023, 7, 20)))

    assert people.person(person).death_date == date(2023, 7, 15)
    assert enrolment.spells(person)[0].to_month == JULY
    owed = owed_periods(SCHEME, 202308, int_column([person]))
    assert list(zip(owed["first_month"].tolist(), owed["last_month"].tolist(), strict=True)) == [(JUNE, JUNE)]
    assert not [check for check in run_checks() if not check.ok]


def test_a_death_withdrawn_within_the_year_is_no_death_of_the_year(paying: County) -> None:
    first, second = paying.people[:2]
    end_by_death([(first, date(2023, 5, 19)), (second, date(2023, 5, 19))], by=By(None, REPORTED))

    carry_through("withdraw_death", asked(first), paying.staff, day=WITHDRAWN)

    assert statistics.measure("resident.ended", statistics.asked(SCHEME, 2023, PLACE, PLACES)).value == 1


def test_where_there_is_nothing_to_withdraw_or_heirs_are_owed_a_sentence_says_so(paying: County) -> None:
    living, dead = paying.people[:2]
    end_by_death([(dead, date(2023, 5, 19))], by=By(None, REPORTED))
    payout.owe([(dead, living, "funeral", MAY, 800_00)], SCHEME, by=By(None, REPORTED))

    with pytest.raises(Refused, match="没有死亡登记"):
        actions.preview("withdraw_death", asked(living), day=WITHDRAWN)
    with pytest.raises(Refused, match="丧葬补助金已经登记应付") as refused:
        actions.preview("withdraw_death", asked(dead), day=WITHDRAWN)

    assert refused.value.finding.advice == "请先核实并追回已付的款项，再由基金财务和稽核共同处理。"
    with pytest.raises(Refused, match=f"人员编号 {living} 没有死亡登记"):
        people_actions.withdraw_deaths([living], by=By(None, WITHDRAWN))


def test_an_account_the_death_closed_is_open_again_unless_somebody_inherited(paying: County) -> None:
    empty, full = *paying.pensioners(1, 0), paying.people[0]
    end_by_death([(empty, date(2023, 5, 19)), (full, date(2023, 5, 19))], by=By(None, REPORTED))
    account_actions.inherit([empty, full], SCHEME, MAY, by=By(None, REPORTED))

    carry_through("withdraw_death", asked(empty), paying.staff, day=WITHDRAWN)
    with pytest.raises(Refused, match="个人账户余额已作继承处理"):
        actions.preview("withdraw_death", asked(full), day=WITHDRAWN)

    assert [accounts.of_person(person, SCHEME).closed for person in (empty, full)] == [False, True]  # type: ignore[union-attr]
    assert people.person(full).death_date is not None


def test_payment_cannot_go_on_before_it_stopped(paying: County) -> None:
    person = lost(paying)

    with pytest.raises(Refused, match="早于停发月份"):
        actions.preview("withdraw_death", asked(person, month=MAY), day=WITHDRAWN)


def test_only_a_death_is_undone(paying: County) -> None:
    person = paying.people[0]
    benefits.end([person], SCHEME, MAY, "moved_away", by=By(None, REPORTED))
    people_actions.record_deaths([(person, date(2023, 5, 19))], by=By(None, REPORTED))

    with pytest.raises(Refused, match="不是因死亡终止"):
        benefits.reinstate([person], SCHEME, JULY, by=By(None, WITHDRAWN))
    carry_through("withdraw_death", asked(person), paying.staff, day=WITHDRAWN)

    assert people.person(person).death_date is None
    assert Entitlement.objects.get(person_id=person).state == "ended", "moved away all the same"
