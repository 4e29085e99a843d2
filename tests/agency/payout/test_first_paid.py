"""A pension held back before the bank saw it has cost nothing yet: whatever line pays it in the end is its expense, once."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.agency.accounts import queries as accounts
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.payout import actions, queries
from shebao.agency.payout.models import Line, Run
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.payout import settle_payout
from shebao.core.books.entries import BENEFITS, RECEIVED_ON_HOLD, RETURNED
from tests.world.calendar import JULY, JULY_DAY, JUNE, JUNE_DAY, MAY, MAY_DAY
from tests.world.law import SCHEME
from tests.world.money import County, bank_answer


def pay_without(county: County, person: int, run: Run, day: date) -> None:
    """Pay an approved run whose file leaves out a person that changed account after the seal."""
    county.change_account(person, day)
    actions.write_file(run.pk, by=By(county.staff["finance_maker"], day))
    settle_payout.submit(run.pk, by=By(county.staff["finance_checker"], day))
    run = Run.objects.get(pk=run.pk)
    if run.bank_file.lines:
        county.settle(run, bank_answer(run, day), day)


def expense() -> int:
    return sum(books.booked(SCHEME, books.BANK_RETURN, BENEFITS).values())


def owed() -> int:
    return -books.booked_item(SCHEME, RECEIVED_ON_HOLD, RETURNED)


def taken_from_accounts() -> dict[int, int]:
    debits = accounts.debits(SCHEME, "pension")
    return dict(zip(debits["person_id"].tolist(), (-debits["amount_fen"]).tolist(), strict=True))


def broken() -> list[object]:
    return [check for check in run_checks() if not check.ok]


@pytest.mark.parametrize("arrives", [True, False])
def test_a_pension_held_back_is_an_expense_when_its_reissue_is_first_answered(paying: County, arrives: bool) -> None:
    person = paying.people[1]
    run = paying.approved()
    pay_without(paying, person, run, MAY_DAY)
    held_back = Line.objects.get(run=run, person_id=person)
    assert expense() == run.amount_fen - held_back.total_fen and person not in taken_from_accounts()

    again = paying.submitted(JUNE, "reissue", JUNE_DAY)
    fail = {} if arrives else {Line.objects.get(run=again).pk: "01"}
    paying.settle(again, bank_answer(again, JUNE_DAY, fail), JUNE_DAY)

    assert expense() == run.amount_fen, "the month costs what it would have cost"
    assert taken_from_accounts() == dict.fromkeys(paying.people, held_back.from_account_fen)
    assert owed() == (0 if arrives else held_back.total_fen) == sum(one.fen for one in queries.on_hold(SCHEME))
    assert broken() == []


def test_a_pension_held_back_twice_is_still_an_expense_once(paying: County) -> None:
    person = paying.people[1]
    run = paying.approved(MAY)
    pay_without(paying, person, run, MAY_DAY)
    pay_without(paying, person, paying.approved(JUNE, "reissue", JUNE_DAY), JUNE_DAY)

    paying.settled(JULY, "reissue", JULY_DAY)

    assert (expense(), owed(), queries.on_hold(SCHEME), broken()) == (run.amount_fen, 0, [], [])


def test_returned_money_stays_owed_while_its_reissue_is_held_back_and_no_longer(paying: County) -> None:
    person = paying.people[1]
    run = paying.submitted()
    line = Line.objects.get(run=run, person_id=person)
    paying.settle(run, bank_answer(run, fail={line.pk: "01"}))
    paying.change_account(person, MAY_DAY)

    pay_without(paying, person, paying.approved(JUNE, "reissue", JUNE_DAY), JUNE_DAY)
    assert [(one.line_id, one.fen) for one in queries.on_hold(SCHEME)] == [(line.pk, owed())] and broken() == []
    paying.settled(JULY, "reissue", JULY_DAY)

    assert (expense(), owed(), queries.on_hold(SCHEME), broken()) == (run.amount_fen, 0, [], [])
