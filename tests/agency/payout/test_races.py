"""Two clerks at the same moment, on real PostgreSQL connections: one of them wins, nothing is paid twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.journal.by import By
from shebao.agency.payout import actions, queries
from shebao.agency.payout.models import Approval, Line, Outcome, ReturnFile, Run
from shebao.agency.procedures.checks import run_checks
from shebao.base.finding import Refused
from tests.world.calendar import GO_LIVE, JUNE, JUNE_DAY, MAY, MAY_DAY, by
from tests.world.law import PLACE, SCHEME
from tests.world.money import County, bank_answer

pytestmark = pytest.mark.postgres
TRIALS = 5


@pytest.fixture
def paying(on_postgres: str, tmp_path: Path, settings: Any) -> County:
    settings.FILES_FOLDER = tmp_path / "files"
    return County()


def won(outcomes: list[Any]) -> int:
    """How many got through; everybody else must have been refused in words."""
    losers = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert all(isinstance(loser, Refused) for loser in losers), losers
    return len(outcomes) - len(losers)


def test_two_reissues_of_one_returned_line_become_one(paying: County, at_once: Callable[..., list[Any]]) -> None:
    staff = paying.staff
    run = paying.submitted()
    line = Line.objects.filter(run=run).first()
    paying.settle(run, bank_answer(run, fail={line.pk: "02"}))
    paying.change_account(line.person_id, JUNE_DAY)

    def reissue() -> Run:
        again = actions.propose_reissue(SCHEME, JUNE, place=PLACE, by=By(staff["acceptance"], JUNE_DAY))
        actions.compute(again.pk, actor_id=staff["acceptance"])
        return actions.seal(again.pk, by=By(staff["acceptance"], JUNE_DAY))

    for _ in range(TRIALS):
        at_once(reissue, reissue, reissue)

    assert Line.objects.filter(reissue_of=line.pk).count() == 1
    assert not [check for check in run_checks() if not check.ok]


def test_two_proposals_of_one_month_become_one(paying: County, at_once: Callable[..., list[Any]]) -> None:
    propose = lambda: actions.propose(SCHEME, MAY, "regular", place=PLACE, by=By(paying.staff["acceptance"], MAY_DAY))  # noqa: E731

    assert won(at_once(propose, propose, propose, propose)) == 1
    assert Run.objects.count() == 1


def test_two_workers_at_one_run_write_its_lines_once(paying: County, at_once: Callable[..., list[Any]]) -> None:
    run = paying.propose()
    compute = lambda: actions.compute(run.pk, actor_id=paying.staff["acceptance"], chunk=1)  # noqa: E731

    assert won(at_once(compute, compute)) >= 1
    assert Line.objects.filter(run=run).count() == 6
    assert actions.seal(run.pk, by=By(paying.staff["acceptance"], MAY_DAY)).lines == 6


def test_a_run_is_approved_once(paying: County, at_once: Callable[..., list[Any]]) -> None:
    run = paying.sealed()
    actions.review(run.pk, run.digest, by=By(paying.staff["reviewer"], MAY_DAY))
    approve = lambda: actions.approve(run.pk, run.digest, by=By(paying.staff["approver"], MAY_DAY))  # noqa: E731

    assert won(at_once(approve, approve, approve)) == 1
    assert Approval.objects.filter(run=run, step="approve").count() == 1


def test_one_return_file_given_by_two_clerks_is_booked_once(paying: County, at_once: Callable[..., list[Any]]) -> None:
    run = paying.submitted()
    content = bank_answer(run)

    assert won(at_once(lambda: paying.settle(run, content), lambda: paying.settle(run, content))) == 1

    assert ReturnFile.objects.count() == 1 and Outcome.objects.count() == 6
    assert not [check for check in run_checks() if not check.ok]


def test_a_seal_and_a_receipt_at_once_never_take_more_than_is_owed(paying: County, at_once: Callable[..., list[Any]]) -> None:
    """A seal that promises a part of a debt, and a slip for all of it, in the same moment: one of them is refused."""
    debtor, owed = paying.people[1], queries.Overpaid((202211,), 40_00, 0, 0)
    actions.open_debts([actions.DebtRow(paying.people[0], owed, "某人", "")], SCHEME, by=by(GO_LIVE))
    debt = queries.debts_of(paying.people[0], SCHEME)[0].id
    order = actions.NewOrder(debt, debtor, "monthly", "agreed", GO_LIVE, MAY, 50_00, "某政发〔2023〕2号", "同意书", 30_00)
    actions.order_deduction(order, by=by(GO_LIVE))
    run = actions.compute(paying.propose().pk, actor_id=paying.staff["acceptance"])
    step = actions.NewDebtStep("repaid", MAY_DAY, 40_00, document="HD1")

    results = at_once(
        lambda: actions.seal(run.pk, by=By(paying.staff["acceptance"], MAY_DAY)), lambda: actions.step_debt(debt, step, by=by(MAY_DAY))
    )

    assert won(results) == 1
    (row,) = queries.outstanding_by_person(debt_ids=[debt])
    assert row.left_fen in (0, 40_00) and queries.available_of_debts([debt])[debt] >= 0
