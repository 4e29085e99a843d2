"""Signers can say no: from the seal to the hand-over a run can be sent back or somebody taken out of it, and the record keeps both."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.payout import actions, queries
from shebao.agency.payout.models import BankFile, Exclusion, Line, Refusal, Run, Withheld
from shebao.agency.payout.run import states
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.death.report_death import end_by_death
from shebao.agency.procedures.payout import settle_payout
from shebao.base.finding import Refused
from tests.world.calendar import JUNE, JUNE_DAY, MAY, MAY_DAY
from tests.world.money import County, bank_answer, order_of

AT = [*(pytest.param(state, marks=pytest.mark.slow) for state in ("sealed", "reviewed", "approved")), "filed"]


def brought_to(county: County, state: str) -> Run:
    run = county.sealed()
    if state != "sealed":
        actions.review(run.pk, run.digest, by=By(county.staff["reviewer"], MAY_DAY))
    if state in ("approved", "filed"):
        actions.approve(run.pk, run.digest, by=By(county.staff["approver"], MAY_DAY))
    if state == "filed":
        actions.write_file(run.pk, by=By(county.staff["finance_maker"], MAY_DAY))
    return Run.objects.get(pk=run.pk)


def send_back(county: County, run: Run, post: str = "approver", reason: str = "高龄补贴标准有误") -> Run:
    return actions.send_back(run.pk, reason, by=By(county.staff[post], MAY_DAY))


def broken() -> list[str]:
    return [problem for check in run_checks() for problem in check.problems]


@pytest.mark.parametrize("state", AT)
def test_a_run_is_sent_back_from_every_state_until_hand_over_and_computed_anew_as_another(paying: County, state: str) -> None:
    run = brought_to(paying, state)
    path = Path(settings.FILES_FOLDER) / run.bank_file.path if state == "filed" else None

    send_back(paying, run)
    assert broken() == [], "sent back and not given up yet: its rows and signatures still hold"
    again = actions.propose_again(run.pk, "按退回意见重算", by=By(paying.staff["acceptance"], MAY_DAY))

    refusal, old = Refusal.objects.get(), Run.objects.get(pk=run.pk)
    assert (refusal.digest, refusal.state, refusal.reason, refusal.amount_fen) == (run.digest, state, "高龄补贴标准有误", run.amount_fen)
    assert (old.state, old.sealed, old.digest, old.lines) == (states.DISCARDED, False, run.digest, 6)
    assert (again.month, again.kind, again.part, again.state) == (MAY, "regular", 1, states.PROPOSED) and again.pk != run.pk
    assert path is None or not path.exists(), "what may not be handed over does not lie about"
    actions.compute(again.pk, actor_id=paying.staff["acceptance"])
    assert actions.seal(again.pk, by=By(paying.staff["acceptance"], MAY_DAY)).lines == 6
    assert not set(Line.objects.values_list("id", flat=True)) & {run.pk * 10_000_000 + n for n in range(10)}
    assert broken() == []


def test_a_run_that_was_handed_over_or_not_sealed_cannot_be_sent_back(paying: County) -> None:
    run = paying.propose()
    with pytest.raises(Refused, match="不能退回"):
        send_back(paying, run)
    actions.discard(run.pk, "重来", by=By(paying.staff["acceptance"], MAY_DAY))
    run = paying.submitted()
    with pytest.raises(Refused, match="不能退回"):
        send_back(paying, run)


@pytest.mark.parametrize(("reason", "words"), [(" ", "没有填写退回原因"), ("长" * 201, "最多 200 个")])
def test_a_run_is_not_sent_back_without_a_word_why(paying: County, reason: str, words: str) -> None:
    run = paying.sealed()

    with pytest.raises(Refused, match=words):
        send_back(paying, run, reason=reason)


def test_who_neither_makes_nor_signs_nor_pays_a_run_cannot_send_it_back(paying: County) -> None:
    run = brought_to(paying, "reviewed")

    for post in ("acceptance", "finance_maker", "inspector", "auditor"):
        with pytest.raises(Refused, match="没有这项权限"):
            send_back(paying, run, post)
    assert send_back(paying, run, "reviewer").state == states.REFUSED


def test_a_sent_back_run_goes_no_further_and_nobody_is_paid_beside_it(paying: County) -> None:
    run = brought_to(paying, "filed")
    send_back(paying, run)

    with pytest.raises(Refused, match="不能送盘"):
        settle_payout.submit(run.pk, by=By(paying.staff["finance_checker"], MAY_DAY))
    with pytest.raises(Refused, match="不能制盘"):
        actions.write_file(run.pk, by=By(paying.staff["finance_maker"], MAY_DAY))
    with pytest.raises(Refused, match="不能退回"):
        send_back(paying, run)
    second = paying.propose()
    assert actions.compute(second.pk, actor_id=paying.staff["acceptance"]).lines == 0, "until it is given up it stands"


def test_a_run_that_a_later_one_was_built_on_is_not_sent_back(paying: County) -> None:
    may = brought_to(paying, "approved")
    june = paying.sealed(JUNE, day=JUNE_DAY)

    with pytest.raises(Refused, match="接着这一批算的，不能退回"):
        send_back(paying, may)
    actions.send_back(june.pk, "先退后面的", by=By(paying.staff["reviewer"], JUNE_DAY))
    actions.discard(june.pk, "五月有误", by=By(paying.staff["acceptance"], JUNE_DAY))
    assert send_back(paying, may).state == states.REFUSED


def test_nothing_but_a_sent_back_run_loses_its_seal_whoever_asks(paying: County) -> None:
    run = paying.sealed()

    for change in ("sealed = false", "sealed = false, state = 'discarded'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE payout_run SET {change} WHERE id = {run.pk}")
    send_back(paying, run)
    actions.discard(run.pk, "不发了", by=By(paying.staff["acceptance"], MAY_DAY))
    for change in ("digest = 'x'", "amount_fen = 1", "sealed = true"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE payout_run SET {change} WHERE id = {run.pk}")


@pytest.mark.parametrize("state", AT)
def test_a_person_is_taken_out_until_hand_over_and_paid_once_two_have_looked(paying: County, state: str) -> None:
    run, one = brought_to(paying, state), paying.people[2]
    first = order_of(run) if state == "filed" else None

    actions.take_out(run.pk, [one], "村里说可能已去世，待核", by=By(paying.staff["approver"], MAY_DAY))

    if state in ("sealed", "reviewed"):
        if state == "sealed":
            actions.review(run.pk, run.digest, by=By(paying.staff["reviewer"], MAY_DAY))
        actions.approve(run.pk, run.digest, by=By(paying.staff["approver"], MAY_DAY))
    if first is not None:
        with pytest.raises(Refused, match="制盘以后又有 1 笔不能发：送盘前扣下待核 1 笔"):
            settle_payout.submit(run.pk, by=By(paying.staff["finance_checker"], MAY_DAY))
    file = actions.write_file(run.pk, by=By(paying.staff["finance_maker"], MAY_DAY))
    run = Run.objects.get(pk=run.pk)
    assert (file.lines, file.withheld) == (5, 1) and (first is None or file.number == f"{first.number}-2")
    settle_payout.submit(run.pk, by=By(paying.staff["finance_checker"], MAY_DAY))
    paying.settle(run, bank_answer(run))
    with pytest.raises(Refused, match="没有可发放的人员"):
        paying.sealed(MAY, "reissue")
    waiting = queries.runs(kind="reissue")[0]
    assert list(Exclusion.objects.filter(run=waiting).values_list("person_id", "kind", "reason")) == [(one, "held", "taken_out")]
    paying.release([one], "taken_out")
    again = actions.compute(waiting.pk, actor_id=paying.staff["acceptance"])
    assert list(Line.objects.filter(run=again).values_list("person_id", flat=True)) == [one] or again.lines == 1
    assert broken() == []


def test_only_people_of_the_run_are_taken_out_and_with_a_reason(paying: County) -> None:
    run = paying.sealed()

    def take(people: list[int], finding: str = "待核", post: str = "reviewer") -> None:
        actions.take_out(run.pk, people, finding, by=By(paying.staff[post], MAY_DAY))

    for people, finding in (([], "待核"), ([paying.people[0]], " "), ([paying.people[0]], "长" * 201)):
        with pytest.raises(Refused, match="没有选择人员，或没有写明原因"):
            take(people, finding)
    with pytest.raises(Refused, match="不在这一批"):
        take([paying.people[0], 10**9])
    with pytest.raises(Refused, match="没有这项权限"):
        take([paying.people[0]], post="inspector")
    take([paying.people[0]])
    with pytest.raises(Refused, match="或已经扣下"):
        take([paying.people[0]])
    entry = journal.entries(most=1)[0]
    assert entry.verb == "payout.withhold" and "待核" in entry.body


def test_whoever_dies_between_file_and_hand_over_is_not_paid(paying: County) -> None:
    paying.settled()
    run, late = paying.filed(JUNE, day=JUNE_DAY), paying.people[0]
    old = run.bank_file
    path = Path(settings.FILES_FOLDER) / old.path
    end_by_death([(late, date(2023, 5, 20))], by=By(None, JUNE_DAY))

    with pytest.raises(Refused, match="制盘以后又有 1 笔不能发：封存后登记死亡 1 笔"):
        settle_payout.submit(run.pk, by=By(paying.staff["finance_checker"], JUNE_DAY))
    file = actions.write_file(run.pk, by=By(paying.staff["finance_maker"], JUNE_DAY))
    settle_payout.submit(run.pk, by=By(paying.staff["finance_checker"], JUNE_DAY))

    assert (file.lines, file.number, file.amount_fen) == (5, f"{old.number}-2", run.amount_fen * 5 // 6)
    assert not path.exists() and late not in {
        Line.objects.get(pk=row.line_id).person_id for row in order_of(Run.objects.get(pk=run.pk)).rows
    }
    assert Withheld.objects.get().reason == "died" and BankFile.objects.filter(run=run).count() == 1
    assert broken() == []


def test_a_file_is_replaced_by_nothing_but_one_that_pays_less(paying: County) -> None:
    file = paying.filed().bank_file

    for change in (
        "amount_fen = amount_fen + 1",
        "number = 'x', withheld = 1, lines = lines, amount_fen = 1",
        "digest = 'x'",
        "layout = 'x'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE payout_bankfile SET {change} WHERE id = {file.pk}")
