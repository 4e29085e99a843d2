"""The guard: suspicious rows wait with a reason while clean rows go; nothing is paid twice; back pay is computed, never typed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.benefits import actions as benefits
from shebao.agency.journal.by import By
from shebao.agency.payout import actions, queries
from shebao.agency.payout.models import Cover, Exclusion, Line, Withheld
from shebao.agency.people import actions as people
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.death.report_death import end_by_death
from shebao.base.finding import Refused
from tests.world.calendar import JULY, JULY_DAY, JUNE, JUNE_DAY, MAY, MAY_DAY, by
from tests.world.law import LAW, SCHEME
from tests.world.money import County, account_of, bank_answer, order_of, release_payload, second_account_of
from tests.world.people import bank_card, make_village


def held(run) -> dict[int, str]:
    return dict(Exclusion.objects.filter(run=run, kind="held").values_list("person_id", "reason"))


def paid(run) -> set[int]:
    return set(Line.objects.filter(run=run).values_list("person_id", flat=True))


def test_rows_without_a_verified_account_wait_and_the_others_go(paying: County) -> None:
    stranger = paying.people[2]
    paying.change_account(stranger, MAY_DAY, verified=False)

    run = paying.settled()

    assert held(run) == {stranger: "unverified_account"} and paid(run) == set(paying.people) - {stranger}
    assert (run.total, run.done, run.excluded, run.held) == (6, 5, 1, 1)
    assert queries.summary(run.pk).held[0].title == "账户未核验"


def test_whoever_was_held_goes_in_a_later_part_of_the_month_once_looked_at(paying: County) -> None:
    stranger = paying.people[2]
    paying.change_account(stranger, MAY_DAY, verified=False)
    first = paying.settled()
    finding = release_payload([stranger], "unverified_account", MAY, reason="银行电话核实")
    matter_id = procedures.submit("release_held", finding, by=By(paying.staff["inspector"], MAY_DAY))

    with pytest.raises(Refused, match="没有可发放的人员"):
        paying.sealed()
    procedures.approve(matter_id, by=By(paying.staff["approver"], MAY_DAY))
    second = queries.runs(SCHEME, state="computed")[0]
    actions.compute(second.pk, actor_id=paying.staff["acceptance"])
    second = actions.seal(second.pk, by=By(paying.staff["acceptance"], MAY_DAY))

    assert (first.part, second.part, paid(second)) == (1, 2, {stranger})
    assert [(g.key, g.count) for g in queries.summary(second.pk).changes] == [("released", 1)]


def test_one_card_for_two_people_holds_both(paying: County) -> None:
    card = bank_card()
    for person in paying.people[:2]:
        paying.change_account(person, MAY_DAY, card=card)

    assert held(paying.sealed()) == dict.fromkeys(paying.people[:2], "shared_account")


def test_nobody_looks_at_what_they_hold_themselves(paying: County) -> None:
    stranger = paying.people[2]
    paying.change_account(stranger, MAY_DAY, verified=False)
    paying.settled()
    finding = release_payload([stranger], "unverified_account", MAY)

    with pytest.raises(Refused, match="您的岗位不能受理"):
        procedures.submit("release_held", finding, by=By(paying.staff["approver"], MAY_DAY))
    matter_id = procedures.submit("release_held", finding, by=By(paying.staff["inspector"], MAY_DAY))
    for post in ("inspector", "reviewer", "acceptance"):
        with pytest.raises(Refused, match="您的岗位不能批准"):
            procedures.approve(matter_id, by=By(paying.staff[post], MAY_DAY))
    second_account = second_account_of("inspector", "approver")
    with pytest.raises(Refused, match="由您本人受理"):
        procedures.approve(matter_id, by=By(second_account, MAY_DAY))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"rows": []}, "没有填写扣留人员名单"),
        ({"reason": " "}, "没有写明核查结论"),
        ({"reason": "长" * 201}, "最多 200 个"),
        ({"gate": "dead"}, "扣留原因不能是“dead”"),
        ({"until_month": MAY + 100}, "12 个月以内"),
        ({"until_month": MAY - 1}, "12 个月以内"),
        ({"scheme": "unknown"}, "险种不能是"),
    ],
)
def test_a_release_is_refused_where_it_could_not_be_given(paying: County, change: dict[str, Any], reason: str) -> None:
    stranger = paying.people[2]
    paying.change_account(stranger, MAY_DAY, verified=False)
    paying.settled()

    with pytest.raises(Refused, match=reason):
        procedures.preview("release_held", release_payload([stranger], "unverified_account", MAY) | change, day=MAY_DAY)


def test_only_those_whom_the_gate_holds_are_released_and_a_hard_gate_never(paying: County) -> None:
    stranger = paying.people[2]
    paying.change_account(stranger, MAY_DAY, verified=False)
    paying.settled()
    both = release_payload([stranger, paying.people[0]], "unverified_account", MAY)

    with pytest.raises(Refused, match="没有因“账户未核验”被扣留"):
        procedures.preview("release_held", both, day=MAY_DAY)
    with pytest.raises(Refused, match="不是可以放行"):
        actions.check_release(actions.ReleaseOrder(SCHEME, (stranger,), "dead", MAY, MAY, "核实"))
    order = actions.ReleaseOrder(SCHEME, (stranger,), "unverified_account", MAY, MAY, "核实")
    with pytest.raises(Refused, match="核查人不能批准自己"):
        actions.release(order, asked_by=paying.staff["inspector"], by=By(paying.staff["inspector"], MAY_DAY, 1))


def test_a_death_between_seal_and_file_takes_the_row_out_and_the_signatures_stand(paying: County) -> None:
    run = paying.approved(JUNE, day=JUNE_DAY)
    late, other = paying.people[0], paying.people[1]
    end_by_death([(late, date(2023, 5, 30))], by=By(None, JUNE_DAY))
    paying.change_account(other, JUNE_DAY)

    file = actions.write_file(run.pk, by=By(paying.staff["finance_maker"], JUNE_DAY))

    assert (file.lines, file.withheld, file.amount_fen) == (4, 2, run.amount_fen * 4 // 6)
    assert dict(Withheld.objects.values_list("reason", "final")) == {"died": True, "account_changed": False}
    assert {row.line_id for row in order_of(run).rows} == set(
        Line.objects.exclude(person_id__in=(late, other)).values_list("id", flat=True)
    )
    assert not [check for check in run_checks() if not check.ok]


def test_a_death_in_the_month_itself_is_still_paid(paying: County) -> None:
    end_by_death([(paying.people[0], date(2023, 6, 2))], by=By(None, JUNE_DAY))

    assert paying.people[0] in paid(paying.sealed(JUNE, day=JUNE_DAY))


def test_a_row_taken_out_for_its_account_is_issued_again_and_never_both(paying: County) -> None:
    run = paying.approved()
    paying.change_account(paying.people[1], MAY_DAY)
    actions.write_file(run.pk, by=By(paying.staff["finance_maker"], MAY_DAY))

    again = paying.sealed(JUNE, "reissue", JUNE_DAY)

    assert paid(again) == {paying.people[1]}
    with pytest.raises(Refused, match="没有可发放的人员"):
        paying.sealed(JULY, "reissue", JULY_DAY)


def test_a_returned_row_waits_until_its_account_was_renewed(paying: County) -> None:
    run = paying.submitted()
    line = Line.objects.filter(run=run).first()
    paying.settle(run, bank_answer(run, fail={line.pk: "01"}))

    with pytest.raises(Refused, match="没有可发放的人员"):
        paying.sealed(MAY, "reissue")
    waiting = queries.runs(SCHEME, kind="reissue")[0]
    assert held(waiting) == {line.person_id: "account_not_renewed"}


def test_missed_months_are_paid_back_to_the_fen_and_once(paying: County) -> None:
    away = paying.people[3]
    paying.settled()
    benefits.suspend([away], SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
    june = paying.settled(JUNE, day=JUNE_DAY)
    benefits.resume([away], SCHEME, JULY, by=by(date(2023, 7, 2)))
    july = paying.settled(JULY, day=JULY_DAY)

    back = paying.settled(JULY, "back_pay", JULY_DAY)

    monthly = Line.objects.get(run=july, person_id=away).total_fen
    line = Line.objects.get(run=back)
    assert (line.person_id, line.total_fen, line.from_month, line.from_account_fen) == (away, monthly, JUNE, 100_00)
    assert list(Cover.objects.values_list("month", "entitled_fen", "paid_fen", "due_fen")) == [(JUNE, monthly, 0, monthly)]
    assert dict(Exclusion.objects.filter(run=june).values_list("person_id", "reason")) == {away: "uncertified"}
    assert {g.key: g.count for g in queries.summary(july.pk).changes} == {"resumed": 1}
    with pytest.raises(Refused, match="没有可发放的人员"):
        paying.sealed(202308, "back_pay", date(2023, 8, 10))
    assert not [check for check in run_checks() if not check.ok]


@pytest.mark.slow
def test_a_second_back_payment_in_one_month_waits_for_the_next(paying: County) -> None:
    one, other = paying.people[:2]
    paying.settled()
    benefits.suspend([one, other], SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
    paying.settled(JUNE, day=JUNE_DAY)
    benefits.resume([one], SCHEME, JULY, by=by(date(2023, 7, 2)))
    paying.settled(JULY, "back_pay", JULY_DAY)
    benefits.resume([other], SCHEME, JULY, by=by(date(2023, 7, 11)))

    second = paying.sealed(JULY, "back_pay", date(2023, 7, 12))

    assert paid(second) == {other} and (second.part, second.excluded) == (2, 0)


def test_a_row_held_back_for_an_unverified_account_goes_to_it_once_it_is_verified(paying: County) -> None:
    run = paying.approved()
    person = paying.people[1]
    paying.change_account(person, MAY_DAY, verified=False)
    actions.write_file(run.pk, by=By(paying.staff["finance_maker"], MAY_DAY))
    people.verify_bank_accounts([account_of(person)], "银行柜面核验", by=by(MAY_DAY))

    again = paying.submitted(JUNE, "reissue", JUNE_DAY)
    line = Line.objects.get(run=again)
    paying.settle(again, bank_answer(again, JUNE_DAY, fail={line.pk: "09"}), JUNE_DAY)

    assert paid(paying.sealed(JUNE, "reissue", JUNE_DAY)) == {person}


def test_a_late_decision_is_new_in_the_month_and_its_earlier_months_are_back_pay(paying: County) -> None:
    paying.settled()
    late = paying.insured(1, 0, birth=date(1963, 2, 5))
    benefits.decide(late, SCHEME, month=JUNE, applied_month=202302, **LAW, by=by(date(2023, 5, 20)))

    june = paying.settled(JUNE, day=JUNE_DAY)
    back = paying.sealed(JUNE, "back_pay", JUNE_DAY)

    assert {g.key: g.count for g in queries.summary(june.pk).changes} == {"new_late": 1}
    covers = list(Cover.objects.filter(run=back).order_by("month").values_list("month", flat=True))
    assert covers[-1] == MAY and covers == sorted(covers) and len(covers) == 3


@pytest.mark.slow
def test_a_hundred_and_six_resumed_by_one_operation_are_all_held_and_everybody_else_is_paid(paying: County) -> None:
    crowd = paying.pensioners(106, 0)
    paying.settled()
    benefits.suspend(crowd, SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
    paying.settled(JUNE, day=JUNE_DAY)
    benefits.resume(crowd, SCHEME, JULY, by=by(date(2023, 7, 2)))
    july = paying.settled(JULY, day=JULY_DAY)
    run = paying.propose(JULY, "back_pay", JULY_DAY)

    actions.compute(run.pk, actor_id=paying.staff["acceptance"])

    assert held(run) == dict.fromkeys(crowd, "operation") and not paid(run)
    assert paid(july) == {*paying.people, *crowd}


@pytest.mark.slow
def test_one_row_over_a_cap_holds_every_row_of_its_operation(paying: County) -> None:
    some = paying.people[:3]
    paying.settled()
    benefits.suspend([some[0]], SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
    paying.settled(JUNE, day=JUNE_DAY)
    for month in (7, 8, 9):
        paying.settled(202300 + month, day=date(2023, month, 10))
    benefits.suspend(some[1:], SCHEME, 202310, "uncertified", by=by(date(2023, 9, 25)))
    paying.settled(202310, day=date(2023, 10, 10))
    benefits.resume(some, SCHEME, 202311, by=by(date(2023, 11, 2)))
    paying.settled(202311, day=date(2023, 11, 10))
    run = paying.propose(202311, "back_pay", date(2023, 11, 10))

    actions.compute(run.pk, actor_id=paying.staff["acceptance"])

    assert held(run) == {some[0]: "arrears_times", some[1]: "operation", some[2]: "operation"}


def test_who_is_over_a_hundred_waits_for_a_visit(paying: County) -> None:
    old = paying.pensioners(1, 0, birth=date(1922, 12, 5))

    assert held(paying.sealed()) == {old[0]: "age_over"}


def test_names_and_people_of_the_register_may_change_without_breaking_a_sealed_run(paying: County) -> None:
    run = paying.sealed()
    people.move_persons([(paying.people[0], make_village("乙乡", "二村"))], by=by(MAY_DAY))

    actions.review(run.pk, run.digest, by=By(paying.staff["reviewer"], MAY_DAY))

    assert not [check for check in run_checks() if not check.ok]
