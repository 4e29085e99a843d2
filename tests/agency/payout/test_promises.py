"""What payout promises about money, each promise tried by breaking it: who gets nothing, who waits, who may not decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import queries as states_of_benefits
from shebao.agency.journal import queries as journal
from shebao.agency.journal.actions import record
from shebao.agency.journal.by import By
from shebao.agency.payout import actions, queries
from shebao.agency.payout.holds.releases import check_not_own
from shebao.agency.payout.models import Exclusion, Line, LinePart, Run, Withheld
from shebao.agency.payout.tables import back_pay
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.death.report_death import end_by_death
from shebao.agency.procedures.payout import settle_payout
from shebao.agency.staff.models import Member
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from tests.support.ghost_rows import insert_row
from tests.world.calendar import JUNE, JUNE_DAY, MAY, MAY_DAY, by
from tests.world.law import SCHEME
from tests.world.money import County, book, problems_of, release_payload, second_account_of


def held_by(run: Run) -> dict[int, str]:
    return dict(Exclusion.objects.filter(run=run, kind="held").values_list("person_id", "reason"))


def paid_by(run: Run) -> set[int]:
    return set(Line.objects.filter(run=run).values_list("person_id", flat=True))


def change_line(line: Line, column: str = "total_fen") -> None:
    """One fen more in a sealed line, by somebody with the database's own rights."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER payout_line_fixed" + (" ON payout_line" if connection.vendor == "postgresql" else ""))
        cursor.execute(f"UPDATE payout_line SET {column} = {column} + 1 WHERE id = %s", [line.pk])


def died(person: int) -> None:
    end_by_death([(person, date(2023, 5, 30))], by=by(JUNE_DAY))


def stopped(person: int) -> None:
    benefits.suspend([person], SCHEME, JUNE, "custody", by=by(JUNE_DAY))


@pytest.mark.parametrize(("befall", "reason"), [(died, "died"), (stopped, "stopped")])
def test_what_was_taken_out_because_it_is_not_owed_is_never_issued_again(
    paying: County, befall: Callable[[int], None], reason: str
) -> None:
    run = paying.approved(JUNE, day=JUNE_DAY)
    befall(paying.people[0])

    actions.write_file(run.pk, by=By(paying.staff["finance_maker"], JUNE_DAY))

    assert list(Withheld.objects.values_list("reason", "final")) == [(reason, True)]
    with pytest.raises(Refused, match="没有可发放的人员"):
        paying.sealed(JUNE, "reissue", JUNE_DAY)


def test_a_release_from_one_gate_leaves_the_others_shut(paying: County) -> None:
    (old,) = paying.pensioners(1, 0, birth=date(1922, 12, 5))
    paying.change_account(old, MAY_DAY, verified=False)
    first = paying.settled()
    assert held_by(first) == {old: "unverified_account"}

    paying.release([old], "unverified_account")
    again = paying.propose()
    actions.compute(again.pk, actor_id=paying.staff["acceptance"])

    assert held_by(again) == {old: "age_over"} and paid_by(again) == set()


def test_two_releases_open_two_gates_and_only_for_their_month(paying: County) -> None:
    (old,) = paying.pensioners(1, 0, birth=date(1922, 12, 5))
    paying.change_account(old, MAY_DAY, verified=False)
    paying.settled()
    paying.release([old], "unverified_account")
    paying.propose()
    actions.compute(queries.runs(SCHEME, state="proposed")[0].pk, actor_id=paying.staff["acceptance"])
    paying.release([old], "age_over")
    waiting = queries.runs(SCHEME, state="computed")[0]

    actions.compute(waiting.pk, actor_id=paying.staff["acceptance"])
    actions.seal(waiting.pk, by=By(paying.staff["acceptance"], MAY_DAY))

    assert paid_by(waiting) == {old}
    assert held_by(paying.sealed(JUNE, day=JUNE_DAY)) == {old: "unverified_account"}


def test_who_was_released_with_an_unverified_account_is_in_the_file(paying: County) -> None:
    stranger = paying.people[2]
    paying.change_account(stranger, MAY_DAY, verified=False)
    paying.settled()
    paying.release([stranger], "unverified_account")

    file = paying.filed().bank_file

    assert (file.lines, file.withheld) == (1, 0)


def test_a_release_says_nothing_about_an_account_that_came_afterwards(paying: County) -> None:
    stranger = paying.people[2]
    paying.change_account(stranger, MAY_DAY, verified=False)
    paying.settled()
    paying.release([stranger], "unverified_account")
    run = paying.approved()
    paying.change_account(stranger, MAY_DAY, verified=False)

    file = actions.write_file(run.pk, by=By(paying.staff["finance_maker"], MAY_DAY))

    assert (file.lines, file.withheld) == (0, 1)
    assert list(Withheld.objects.values_list("reason", "final")) == [("account_changed", False)]


def test_money_promised_to_a_file_on_its_way_is_not_promised_twice(paying: County) -> None:
    first = paying.submitted()
    actions.owe([(paying.people[1], paying.people[0], "funeral", MAY, 1_000_00)], SCHEME, by=by(MAY_DAY))
    second = paying.filed(MAY, "one_off")
    paying.keep_in_expenditure_account(first.amount_fen + 1_000_00 - 1)

    with pytest.raises(Refused, match="不够支付本批次 1,000.00 元"):
        settle_payout.submit(second.pk, by=By(paying.staff["finance_checker"], MAY_DAY))
    book("feed", 1, MAY_DAY, "B1")
    settle_payout.submit(second.pk, by=By(paying.staff["finance_checker"], MAY_DAY))

    assert Run.objects.get(pk=second.pk).state == "submitted"


def test_a_file_made_before_a_restore_is_not_handed_over_until_two_people_unlock(paying: County) -> None:
    run = paying.filed()
    actions.after_restore(day=MAY_DAY)

    with pytest.raises(Refused, match="发放已锁定"):
        settle_payout.submit(run.pk, by=By(paying.staff["finance_checker"], MAY_DAY))
    paying.unlock()
    settle_payout.submit(run.pk, by=By(paying.staff["finance_checker"], MAY_DAY))

    assert Run.objects.get(pk=run.pk).state == "submitted"


def test_each_restore_locks_anew_and_counts_on(paying: County) -> None:
    run = paying.approved()
    actions.after_restore(day=MAY_DAY)
    paying.unlock()
    assert actions.after_restore(day=MAY_DAY) == 2

    with pytest.raises(Refused, match="发放已锁定"):
        actions.write_file(run.pk, by=By(paying.staff["finance_maker"], MAY_DAY))
    paying.unlock()

    assert actions.write_file(run.pk, by=By(paying.staff["finance_maker"], MAY_DAY)).number.startswith("E02-")


def test_the_inspector_does_not_approve_the_own_request_under_a_second_account(paying: County) -> None:
    stranger = paying.people[2]
    paying.change_account(stranger, MAY_DAY, verified=False)
    paying.settled()
    finding = release_payload([stranger], "unverified_account", MAY)
    matter_id = procedures.submit("release_held", finding, by=By(paying.staff["inspector"], MAY_DAY))

    with pytest.raises(Refused, match="由您本人受理"):
        procedures.approve(matter_id, by=By(second_account_of("inspector", "approver"), MAY_DAY))


def test_who_made_a_file_does_not_hand_it_over_under_a_second_account(paying: County) -> None:
    run = paying.filed()

    with pytest.raises(Refused, match="制盘人不能自己送盘"):
        settle_payout.submit(run.pk, by=By(second_account_of("finance_maker", "finance_checker"), MAY_DAY))


def test_rows_changed_after_the_seal_are_signed_by_nobody(paying: County) -> None:
    run = paying.sealed()
    change_line(Line.objects.filter(run=run).first())

    with pytest.raises(Refused, match="与封存的内容不一致"):
        actions.review(run.pk, run.digest, by=By(paying.staff["reviewer"], MAY_DAY))


def test_rows_changed_after_the_review_are_not_approved(paying: County) -> None:
    run = paying.sealed()
    actions.review(run.pk, run.digest, by=By(paying.staff["reviewer"], MAY_DAY))
    change_line(Line.objects.filter(run=run).first())

    with pytest.raises(Refused, match="与封存的内容不一致"):
        actions.approve(run.pk, run.digest, by=By(paying.staff["approver"], MAY_DAY))


def test_rows_changed_after_the_approval_get_no_file(paying: County) -> None:
    run = paying.approved()
    change_line(Line.objects.filter(run=run).first())

    with pytest.raises(Refused, match="封存校验码不一致"):
        actions.write_file(run.pk, by=By(paying.staff["finance_maker"], MAY_DAY))


@pytest.mark.parametrize("model", [Line, LinePart, Exclusion])
def test_the_seal_vouches_for_every_column_of_its_rows(paying: County, model: type[Line] | type[LinePart] | type[Exclusion]) -> None:
    paying.change_account(paying.people[2], MAY_DAY, verified=False)
    run = paying.sealed()
    rows = LinePart.objects.all() if model is LinePart else model.objects.filter(run=run)
    key = rows.first().pk
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_fixed" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    overlooked = []

    for field in model._meta.concrete_fields:
        other = "another" if "Char" in field.get_internal_type() else "x" if field.get_internal_type() == "TextField" else 77
        save = transaction.savepoint()
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA defer_foreign_keys = ON" if connection.vendor == "sqlite" else "SET CONSTRAINTS ALL DEFERRED")
                cursor.execute(f"UPDATE {table} SET {field.column} = %s WHERE id = %s", [other, key])
            if not problems_of("payout.runs"):
                overlooked.append(field.column)
        except IntegrityError as refused:  # the table's own constraint is as good
            assert "constraint" in str(refused)
        transaction.savepoint_rollback(save)

    assert overlooked == []


def test_somebody_gone_without_a_cause_stops_the_seal(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    paying.settled()
    everybody = states_of_benefits.in_payment

    def one_short(*arguments: object) -> dict[str, object]:
        return {name: column[1:] for name, column in everybody(*arguments).items()}

    monkeypatch.setattr(states_of_benefits, "in_payment", one_short)
    run = paying.propose(JUNE, day=JUNE_DAY)
    actions.compute(run.pk, actor_id=paying.staff["acceptance"])

    with pytest.raises(Refused, match=f"人员{paying.people[0]}相差 -"):
        actions.seal(run.pk, by=By(paying.staff["acceptance"], JUNE_DAY))


@pytest.mark.parametrize(("one", "other"), [("acceptance", "reviewer"), ("acceptance", "approver"), ("reviewer", "approver")])
def test_verify_sees_two_signatures_of_one_natural_person(paying: County, one: str, other: str) -> None:
    paying.approved()
    assert problems_of("payout.signatures") == ()

    Member.objects.filter(pk=paying.staff[one]).update(person_key=other)

    assert any("不是不同的人" in problem for problem in problems_of("payout.signatures"))


def test_the_new_year_begins_where_the_old_one_ended(paying: County) -> None:
    december, january = date(2023, 12, 8), date(2024, 1, 8)
    paying.settled(202312, day=december)
    end_by_death([(paying.people[0], date(2023, 12, 30)), (paying.people[1], date(2024, 1, 2))], by=by(january))

    run = paying.sealed(202401, day=january)

    assert run.previous_month == 202312 and run.previous_fen + run.explained_fen == run.amount_fen
    assert paid_by(run) == set(paying.people[2:]), "the month of death belongs to heirs who are not registered yet"
    assert "died" in {change.key for change in queries.summary(run.pk).changes}


def test_a_list_of_what_is_kept_back_is_refused_whole_for_one_debt_that_is_less(paying: County) -> None:
    first, second, heir = paying.people[:3]
    rows = [actions.DebtRow(person, queries.Overpaid((MAY,), 10_00, 0, 0), "儿子", "") for person in (first, second)]
    actions.open_debts(rows, SCHEME, by=by(JUNE_DAY))
    (small,), (large,) = queries.debts_of(first, SCHEME), queries.debts_of(second, SCHEME)
    orders = [actions.Deduction(small.id, heir, "funeral", 10_00), actions.Deduction(large.id, heir, "funeral", 10_01)]

    with pytest.raises(Refused, match="超过尚欠"):
        actions.set_off(orders, by=by(JUNE_DAY))
    actions.set_off([orders[0], orders[1]._replace(amount_fen=10_00)], by=by(JUNE_DAY))


def test_whoever_began_a_matter_lets_nobody_through_under_a_second_account(paying: County) -> None:
    cause = journal.entries(most=1)[0]
    made = record("desk.download", by=By(paying.staff["acceptance"], MAY_DAY), body={"name": "x"}).seq
    again = second_account_of("acceptance", "inspector")

    check_not_own([made], paying.staff["inspector"], paying.staff["approver"])
    with pytest.raises(Refused, match="受理这件事的人"):
        check_not_own([made], again, paying.staff["approver"])
    assert cause.seq < made


def test_verify_finds_a_month_that_was_owed_more_than_was_paid_for_it(paying: County) -> None:
    away = paying.people[3]
    paying.settled()
    benefits.suspend([away], SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
    paying.settled(JUNE, day=JUNE_DAY)
    benefits.resume([away], SCHEME, 202307, by=by(date(2023, 7, 2)))
    paying.settled(202307, "back_pay", date(2023, 7, 10))
    assert problems_of("payout.paid_once") == ()

    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER payout_cover_fixed" + (" ON payout_cover" if connection.vendor == "postgresql" else ""))
        cursor.execute("UPDATE payout_cover SET entitled_fen = entitled_fen + 100, paid_fen = paid_fen + 100")

    assert "应发204.00元，已发203.00元" in problems_of("payout.paid_once")[0]


def test_what_was_paid_back_in_the_eleven_months_before_counts_towards_the_line_of_collective_review(paying: County) -> None:
    person, run = paying.people[0], paying.propose(202307, "back_pay", date(2023, 7, 10))
    for number, month in enumerate((202207, 202208, 202306)):
        values = {"id": 90_000_001 + number, "run_id": run.pk, "person_id": person, "scheme": SCHEME, "kind": "back_pay", "month": month}
        insert_row(Line, **values, total_fen=1_00 * 10**number, due_id=None, reissue_of=None)
    Run.objects.filter(pk=run.pk).update(sealed=True)

    assert back_pay._last_year(run, int_column([person])).tolist() == [110_00]
