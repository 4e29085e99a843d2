"""Set-off inside a run: a line is what is due less what a decision keeps back; the debt falls when that line has arrived, and rises again with it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.benefits import actions as benefits
from shebao.agency.fund import queries as books
from shebao.agency.fund.models import Voucher
from shebao.agency.journal.by import By
from shebao.agency.payout import actions, queries
from shebao.agency.payout.models import Line, LineDeduction, Run
from shebao.agency.payout.queries import Overpaid
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.death.report_death import end_by_death
from shebao.base.finding import Refused
from tests.world.calendar import GO_LIVE, JULY, JULY_DAY, JUNE, JUNE_DAY, MAY, MAY_DAY, by
from tests.world.law import SCHEME
from tests.world.money import County, bank_answer, order_of

OF_THIS_YEAR, OF_LAST_YEAR, OF_BOTH = (202302, 202303, 202304), (202210, 202211, 202212), (202211, 202212, 202301)


def owing(person: int, fen: int = 100_00, months: tuple[int, ...] = OF_LAST_YEAR) -> int:
    """A debt; its id."""
    actions.open_debts([actions.DebtRow(person, Overpaid(months, fen, 0, 0), "领取人甲", "")], SCHEME, by=by(GO_LIVE))
    return max(row.id for row in queries.debts_of(person, SCHEME))


def ordered(debt: int, debtor: int, fen: int = 30_00, protected_fen: int = 50_00, **more: Any) -> int:
    """A decision to keep back so much of each month; its id."""
    new = actions.NewOrder(debt, debtor, "monthly", "decided", GO_LIVE, MAY, protected_fen, "某政发〔2023〕2号", "抵扣决定1号", fen)
    return actions.order_deduction(new._replace(**more), by=by(GO_LIVE))


def left(debt: int) -> int:
    row = queries.debt(debt)
    assert row is not None
    return row.left_fen


def line_of(run: Run, person: int) -> Line:
    return Line.objects.get(run_id=run.pk, person_id=person)


def holds() -> None:
    broken = [check for check in run_checks() if not check.ok]
    assert not broken, broken


def test_the_bank_pays_the_rest_and_the_debt_falls_only_with_its_answer(paying: County) -> None:
    debtor, debt = paying.people[1], owing(paying.people[0])
    ordered(debt, debtor)
    run = paying.submitted()
    line = line_of(run, debtor)
    assert (line.deducted_fen, run.deducted_fen) == (30_00, 30_00)
    paid = {row.line_id: row.amount_fen for row in order_of(run).rows}
    assert paid[line.pk] == line.total_fen - 30_00
    assert queries.file_fen(run.pk) == run.amount_fen - 30_00 == queries.promised_fen(SCHEME)
    assert left(debt) == 100_00, "nothing has arrived"
    before = books.balances(SCHEME)
    paying.settle(run, bank_answer(run))
    after = books.balances(SCHEME)
    assert left(debt) == 70_00
    assert after["1004", ""] - before["1004", ""] == -(run.amount_fen - 30_00)
    assert after["4501", "recovered"] - before.get(("4501", "recovered"), 0) == -30_00, "what was overpaid last year is income"
    expense = sum(fen for (account, _), fen in after.items() if account == "5001")
    assert expense == run.amount_fen, "the benefit was granted whole"
    holds()


def test_what_was_overpaid_this_year_is_a_benefit_in_red(paying: County) -> None:
    debt = owing(paying.people[0], months=OF_THIS_YEAR)
    ordered(debt, paying.people[1])
    run = paying.settled()
    assert sum(fen for (account, _), fen in books.balances(SCHEME).items() if account == "5001") == run.amount_fen - 30_00
    assert ("4501", "recovered") not in books.balances(SCHEME)
    holds()


@pytest.mark.slow
def test_a_debt_of_two_years_comes_back_oldest_first(paying: County) -> None:
    debt = owing(paying.people[0], months=OF_BOTH)
    with pytest.raises(Refused, match="这笔债务跨年"):
        ordered(debt, paying.people[1])
    ordered(debt, paying.people[1], 30_00, earlier_fen=40_00)
    paying.settled()
    paying.settled(JUNE, day=JUNE_DAY)
    assert books.balances(SCHEME)["4501", "recovered"] == -40_00 and left(debt) == 40_00
    holds()


def test_a_line_withheld_and_released_pays_the_rest(paying: County) -> None:
    """The very gap: what was taken out before hand-over and sent later went out whole although its debt had fallen."""
    debtor, debt = paying.people[1], owing(paying.people[0])
    ordered(debt, debtor)
    run = paying.approved()
    actions.take_out(run.pk, [debtor], "核对一下", by=By(paying.staff["approver"], MAY_DAY))
    actions.write_file(run.pk, by=By(paying.staff["finance_maker"], MAY_DAY))
    assert queries.file_fen(run.pk) == run.amount_fen - line_of(run, debtor).total_fen
    handed_over(paying, run)
    paying.settle(Run.objects.get(pk=run.pk), bank_answer(run))
    assert left(debt) == 100_00, "a line that did not go out takes nothing from the debt"
    with pytest.raises(Refused, match=r"其中 30\.00 元已在发放批次中扣下"):
        receipt(debt, 80_00)
    waiting = actions.compute(paying.propose(JUNE, "reissue", JUNE_DAY).pk, actor_id=paying.staff["acceptance"])
    paying.release([debtor], "taken_out", JUNE, JUNE_DAY)
    actions.discard(waiting.pk, "已放行，重新提出", by=By(paying.staff["acceptance"], JUNE_DAY))
    again = paying.settled(JUNE, "reissue", JUNE_DAY)
    line = line_of(again, debtor)
    assert (line.total_fen, line.deducted_fen) == (line_of(run, debtor).total_fen, 30_00)
    assert order_of(again).rows[0].amount_fen == line.total_fen - 30_00
    assert left(debt) == 70_00
    holds()


def handed_over(paying: County, run: Run) -> None:
    actions.submit(run.pk, by=By(paying.staff["finance_checker"], MAY_DAY))


def receipt(debt: int, fen: int, day: date = JUNE_DAY) -> int:
    return actions.step_debt(debt, actions.NewDebtStep("written_off", day, fen, document="核销1号"), by=by(day))


@pytest.mark.slow
def test_a_returned_line_leaves_the_debt_and_its_successor_takes_it(paying: County) -> None:
    debtor, debt = paying.people[1], owing(paying.people[0], 40_00)
    ordered(debt, debtor)
    run = paying.submitted()
    line = line_of(run, debtor)
    paying.settle(run, bank_answer(run, fail={line.pk: "01"}))
    assert left(debt) == 40_00
    assert [held.fen for held in queries.on_hold(SCHEME)] == [line.total_fen - 30_00]
    holds()
    paying.change_account(debtor, date(2023, 6, 1))
    june = paying.settled(JUNE, day=JUNE_DAY)
    assert line_of(june, debtor).deducted_fen == 10_00, "what the returned line still promises is not taken twice"
    assert left(debt) == 30_00
    paying.settled(JUNE, "reissue", JUNE_DAY)
    assert left(debt) == 0
    july = paying.settled(JULY, day=JULY_DAY)
    assert line_of(july, debtor).deducted_fen == 0, "the debt is paid: the decision takes nothing more"
    holds()


def test_the_bank_takes_its_word_back_and_the_debt_rises_again(paying: County) -> None:
    debtor, debt = paying.people[1], owing(paying.people[0])
    ordered(debt, debtor)
    run = paying.settled()
    line = line_of(run, debtor)
    paying.change_answer(run, line.pk, debtor, "01", JUNE_DAY)
    assert left(debt) == 100_00 and books.balances(SCHEME)["4501", "recovered"] == 0
    holds()
    paying.change_answer(run, line.pk, debtor, "00", JULY_DAY)
    assert left(debt) == 70_00 and books.balances(SCHEME)["4501", "recovered"] == -30_00
    assert Voucher.objects.filter(source_kind=books.KEPT_BACK).count() == 3
    holds()


@pytest.mark.slow
def test_a_line_that_is_never_sent_again_leaves_the_debt_alone(paying: County) -> None:
    debtor, debt = paying.people[1], owing(paying.people[0])
    ordered(debt, debtor)
    run = paying.submitted()
    line = line_of(run, debtor)
    paying.settle(run, bank_answer(run, fail={line.pk: "01"}))
    actions.decide_never_due(SCHEME, [line.pk], "待遇有误", by=by(JUNE_DAY))
    receipt(debt, 100_00)
    assert left(debt) == 0
    with pytest.raises(Refused, match="已经另行还清"):
        actions.check_changes(run.pk, {line.pk: "00"})
    holds()


def test_what_is_protected_bounds_it_and_several_debts_follow_each_other(paying: County) -> None:
    debtor = paying.people[1]
    first, second = owing(paying.people[0], 100_00), owing(paying.people[2], 100_00)
    ordered(first, debtor, 20_00, 70_00, decided_on=date(2022, 12, 1))
    ordered(second, debtor, 500_00, 70_00)
    run = paying.settled()
    line = line_of(run, debtor)
    assert line.total_fen - (line.deducted_fen or 0) >= max(70_00, line.from_account_fen)
    assert (left(first), left(second)) == (80_00, 100_00 - ((line.deducted_fen or 0) - 20_00))
    assert (line.deducted_fen or 0) == line.total_fen - line.from_account_fen, "the account's part goes out whole"
    holds()


def test_of_several_decisions_the_one_that_protects_most_holds_for_all(paying: County) -> None:
    debtor = paying.people[1]
    first, second = owing(paying.people[0]), owing(paying.people[2])
    ordered(first, debtor, 10_00, 150_00, decided_on=date(2022, 12, 1))
    ordered(second, debtor, 500_00, 1_00)
    line = line_of(paying.settled(), debtor)
    assert line.from_account_fen < 150_00 < line.total_fen - 10_00
    assert line.total_fen - (line.deducted_fen or 0) == 150_00
    holds()


@pytest.mark.slow
def test_a_share_and_a_last_month(paying: County) -> None:
    debtor, debt = paying.people[1], owing(paying.people[0])
    ordered(debt, debtor, 0, share_e4=10_00, last_month=MAY)
    run = paying.settled()
    assert line_of(run, debtor).deducted_fen == line_of(run, debtor).total_fen // 10
    assert line_of(paying.settled(JUNE, day=JUNE_DAY), debtor).deducted_fen == 0
    holds()


@pytest.mark.slow
def test_an_ended_decision_takes_nothing_more_and_one_at_a_time_stands(paying: County) -> None:
    debtor, debt = paying.people[1], owing(paying.people[0])
    order = ordered(debt, debtor)
    with pytest.raises(Refused, match="已有从每月待遇抵扣的决定"):
        ordered(debt, debtor)
    paying.settled()
    with pytest.raises(Refused, match="停止月份早于"):
        actions.end_deduction(order, 202304, "x", by=by(JUNE_DAY))
    actions.end_deduction(order, JUNE, "改为一次退回", by=by(JUNE_DAY))
    assert line_of(paying.settled(JUNE, day=JUNE_DAY), debtor).deducted_fen == 0
    assert left(debt) == 70_00
    holds()


def test_a_receipt_between_computing_and_sealing_makes_the_run_be_computed_again(paying: County) -> None:
    """Two at once: whoever comes second sees what the first has done."""
    debtor, debt = paying.people[1], owing(paying.people[0], 40_00)
    ordered(debt, debtor)
    run = actions.compute(paying.propose().pk, actor_id=paying.staff["acceptance"])
    receipt(debt, 30_00, MAY_DAY)
    with pytest.raises(Refused, match="计算之后"):
        actions.seal(run.pk, by=By(paying.staff["acceptance"], MAY_DAY))
    actions.compute(run.pk, actor_id=paying.staff["acceptance"])
    actions.seal(run.pk, by=By(paying.staff["acceptance"], MAY_DAY))
    assert line_of(run, debtor).deducted_fen == 10_00
    with pytest.raises(Refused, match=r"其中 10\.00 元已在发放批次中扣下"):
        receipt(debt, 1)
    holds()


@pytest.mark.slow
def test_a_run_sent_back_and_computed_anew_gives_the_debt_free(paying: County) -> None:
    debtor, debt = paying.people[1], owing(paying.people[0], 40_00)
    order = ordered(debt, debtor)
    run = paying.sealed()
    actions.send_back(run.pk, "金额不对", by=By(paying.staff["reviewer"], MAY_DAY))
    actions.discard(run.pk, "退回重算", by=By(paying.staff["acceptance"], MAY_DAY))
    assert not LineDeduction.objects.exists()
    actions.end_deduction(order, MAY, "决定有误", by=by(MAY_DAY))
    ordered(debt, debtor, 10_00)
    again = paying.settled()
    assert line_of(again, debtor).deducted_fen == 10_00 and left(debt) == 30_00
    holds()


def test_a_death_after_the_seal_takes_nothing_from_the_debt(paying: County) -> None:
    debtor, debt = paying.people[1], owing(paying.people[0])
    ordered(debt, debtor)
    run = paying.approved(JUNE, day=JUNE_DAY)
    end_by_death([(debtor, date(2023, 5, 20))], by=by(JUNE_DAY))
    actions.write_file(run.pk, by=By(paying.staff["finance_maker"], JUNE_DAY))
    assert queries.file_fen(run.pk) == run.amount_fen - line_of(run, debtor).total_fen
    assert [row.state for row in queries.kept_back([debt])] == ["gone"]
    receipt(debt, 100_00)
    holds()


def test_refusals_of_a_decision(paying: County) -> None:
    debtor, debt = paying.people[1], owing(paying.people[0])
    with pytest.raises(Refused, match="二者只写一样"):
        ordered(debt, debtor, 0)
    with pytest.raises(Refused, match="没有写明每次至少留给本人多少"):
        ordered(debt, debtor, protected_fen=0)
    with pytest.raises(Refused, match="终止月早于起始月"):
        ordered(debt, debtor, last_month=202304)
    with pytest.raises(Refused, match="日期晚于今天"):
        ordered(debt, debtor, decided_on=date(2023, 2, 1))


@pytest.mark.slow
def test_back_pay_is_lessened_month_by_month_as_those_months_would_have_been(paying: County) -> None:
    debtor, debt = paying.people[1], owing(paying.people[0], 200_00)
    ordered(debt, debtor)
    paying.settled()
    benefits.suspend([debtor], SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
    paying.settled(JUNE, day=JUNE_DAY)
    benefits.resume([debtor], SCHEME, JULY, by=by(date(2023, 7, 2)))
    paying.settled(JULY, day=JULY_DAY)
    back = paying.settled(JULY, "back_pay", JULY_DAY)
    line = line_of(back, debtor)
    assert (line.from_month, line.deducted_fen) == (JUNE, 30_00)
    assert left(debt) == 200_00 - 3 * 30_00
    holds()


def test_a_sum_owed_once_is_lessened_and_what_is_protected_goes_out(paying: County) -> None:
    debtor, debt = paying.people[1], owing(paying.people[0], 900_00)
    ordered(debt, debtor, 1_000_00, 100_00, source="once")
    actions.owe([actions.Owed(0, debtor, "subsidy", MAY, 800_00, "list.1", "5001", "basic_pension")], SCHEME, by=by(MAY_DAY))
    run = paying.settled(MAY, "one_off")
    assert line_of(run, debtor).deducted_fen == 700_00 and order_of(run).rows[0].amount_fen == 100_00
    assert left(debt) == 200_00
    holds()
