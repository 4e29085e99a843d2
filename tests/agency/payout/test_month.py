"""A month's pay from proposal to settled books, and the month after it."""

from __future__ import annotations

from shebao.agency.accounts import queries as accounts
from shebao.agency.fund import queries as books
from shebao.agency.payout import queries
from shebao.agency.payout.models import Line, Outcome, Run
from tests.world.calendar import JUNE, JUNE_DAY, MAY_DAY
from tests.world.law import SCHEME
from tests.world.money import County


def test_a_month_goes_from_proposal_to_settled_books(paying: County) -> None:
    run = paying.settled()

    assert run.state == "settled" and run.lines == 6 == Line.objects.count()
    paid = run.amount_fen
    assert paid == Outcome.objects.filter(paid=True).count() * (paid // 6) > 0
    account_part = 6 * 100_00
    expense = books.totals(SCHEME, 2023)["expense"]
    assert expense == {("5001", "account_pension"): account_part, ("5001", "basic_pension"): paid - account_part}
    assert books.balance_of(SCHEME, "1004") == 10**7 - paid
    assert accounts.balances(run_people(run), SCHEME).tolist() == [13_900_00 - 100_00] * 6
    assert queries.totals(SCHEME, 2023) == {"times": 6, "amount_fen": paid, "months": {202305: (6, paid)}, "kinds": {"regular": (6, paid)}}


def run_people(run: Run):
    from shebao.agency.store.columns import read_columns

    return read_columns(Line.objects.filter(run=run).order_by("id"), "person_id")["person_id"]


def test_a_returned_line_is_paid_again_once_after_its_account_was_changed(paying: County) -> None:
    first = paying.submitted()
    line = Line.objects.filter(run=first).first()
    from tests.world.money import bank_answer

    paying.settle(first, bank_answer(first, fail={line.pk: "02"}))
    assert books.balance_of(SCHEME, "2001") == line.total_fen
    assert queries.returned(SCHEME) == {line.pk: "02"}

    paying.change_account(line.person_id, JUNE_DAY)
    again = paying.settled(JUNE, "reissue", JUNE_DAY)

    child = Line.objects.get(reissue_of=line.pk)
    assert (child.run_id, child.total_fen) == (again.pk, line.total_fen) and queries.returned(SCHEME) == {}
    assert books.balance_of(SCHEME, "2001") == 0 and books.balance_of(SCHEME, "1004") == 10**7 - first.amount_fen
    assert accounts.balances(run_people(first), SCHEME).tolist() == [13_900_00 - 100_00] * 6
    assert books.totals(SCHEME, 2023)["expense_fen"] == first.amount_fen


def test_the_next_month_is_last_month_plus_explained_changes(paying: County) -> None:
    may = paying.settled()

    june = paying.sealed(JUNE, day=JUNE_DAY)

    assert june.previous_fen == may.amount_fen and june.previous_fen + june.explained_fen == june.amount_fen
    assert (june.total, june.done, june.excluded) == (6, 6, 0)
    assert may.business_day == MAY_DAY
