"""Payments that the bank returned: sent again to a new account, or never due and cleared by finance, with account and books to the fen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.accounts import queries as accounts
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.payout import queries as payout
from shebao.agency.payout.models import Line, LinePart
from shebao.agency.people import actions as people
from shebao.agency.people import queries as people_queries
from shebao.agency.procedures import actions
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from tests.world.calendar import JUNE, JUNE_DAY, MAY, MAY_DAY, by
from tests.world.law import SCHEME
from tests.world.money import County, account_of, bank_answer, problems_of
from tests.world.people import BANK, bank_card
from tests.world.snapshot import Snapshot, lent

pytestmark = pytest.mark.django_db
CHECKS = ("payout.books", "payout.on_hold", "payout.never_due", "accounts.pensions", "accounts.balances", "fund.slips", "fund.position")


def county_with_a_return() -> County:
    """A settled month of which one payment came back."""
    county = County()
    run = county.submitted()
    line = Line.objects.filter(run=run).order_by("id")[0]
    county.settle(run, bank_answer(run, MAY_DAY, {line.pk: "02"}), MAY_DAY)
    return county


@pytest.fixture(scope="session")
def returned_snapshot(snapshot_of: Callable[..., Snapshot | None]) -> Snapshot | None:
    """That county, made once."""
    return snapshot_of(county_with_a_return)


@pytest.fixture
def county(db: None, returned_snapshot: Snapshot | None, tmp_path: Path) -> Iterator[County]:
    """That county for one test."""
    yield from lent(returned_snapshot, county_with_a_return, tmp_path)


def decided(county: County, person: int, outcome: str, day: date = JUNE_DAY, **more: Any) -> Any:
    """Through the three business posts."""
    payload = {"outcome": outcome, "reason": "已与本人核实", "rows": [{"person_id": person, **more}]}
    posts = {"maker_id": "acceptance", "reviewer_id": "reviewer", "approver_id": "approver"}
    return actions.carry_through("settle_return", payload, day=day, **{role: county.staff[post] for role, post in posts.items()})


def cleared(county: County, fen: int, day: date = JUNE_DAY, number: str = "不付1") -> Any:
    """By finance and the approver."""
    payload = {"what": "never_due", "amount_fen": fen, "on": day.isoformat(), "reference": number, "reason": "业务已决定"}
    posts = {"maker_id": "finance_maker", "reviewer_id": "finance_checker", "approver_id": "approver"}
    return actions.carry_through("clear_suspense", payload, day=day, **{role: county.staff[post] for role, post in posts.items()})


def agreed() -> None:
    assert {check: problems_of(check) for check in CHECKS} == dict.fromkeys(CHECKS, ())


def test_a_return_goes_to_a_new_account_once_it_is_verified(county: County) -> None:
    (held,) = payout.on_hold(SCHEME)

    decided(county, held.person_id, "again", bank=BANK, account_number=bank_card())
    waiting = people_queries.bank_account_in_force([held.person_id])[held.person_id].verified
    people.verify_bank_accounts([account_of(held.person_id)], "银行柜面核验", by=by(JUNE_DAY))
    run = county.settled(JUNE, "reissue", JUNE_DAY)

    assert not waiting and payout.on_hold(SCHEME) == [] and run.amount_fen == held.fen
    assert people_queries.bank_account_in_force([held.person_id])[held.person_id].since == JUNE_DAY
    agreed()


def test_what_is_never_due_waits_for_finance_and_takes_expense_and_account_back(county: County) -> None:
    (held,) = payout.on_hold(SCHEME)
    before = books.balances(SCHEME)
    account = int(accounts.balances(int_column([held.person_id]), SCHEME)[0])
    parts = dict(LinePart.objects.filter(line_id=held.line_id).values_list("part", "fen"))

    decided(county, held.person_id, "never")
    (waiting,) = payout.on_hold(SCHEME)
    unchanged = books.balances(SCHEME)
    with pytest.raises(Refused, match="没有待处理的退回款"):
        decided(county, held.person_id, "never")
    with pytest.raises(Refused, match="填的是 0.01 元"):
        cleared(county, 1)
    (voucher,) = cleared(county, held.fen)

    after = books.balances(SCHEME)
    moved = {place: fen - before.get(place, 0) for place, fen in after.items() if fen != before.get(place, 0)}
    assert unchanged == before and waiting.never_due == "已与本人核实"
    assert moved == {
        ("2001", "returned"): held.fen,
        ("5001", "account_pension"): -parts["account_pension"],
        ("5001", "basic_pension"): parts["account_pension"] - held.fen,
    }
    assert int(accounts.balances(int_column([held.person_id]), SCHEME)[0]) == account + parts["account_pension"]
    assert payout.on_hold(SCHEME) == [] and books.voucher(voucher)[0].on == JUNE_DAY
    agreed()


def test_a_decision_is_taken_back_until_finance_has_cleared_it(county: County) -> None:
    (held,) = payout.on_hold(SCHEME)
    decided(county, held.person_id, "never")

    decided(county, held.person_id, "take_back")
    (again,) = payout.on_hold(SCHEME)
    with pytest.raises(Refused):
        cleared(county, held.fen)
    decided(county, held.person_id, "again", bank=BANK, account_number=bank_card())

    assert again.never_due == ""
    agreed()


def test_what_was_paid_in_an_earlier_year_becomes_other_income(county: County) -> None:
    (held,) = payout.on_hold(SCHEME)
    decided(county, held.person_id, "never", date(2024, 1, 8))

    cleared(county, held.fen, date(2024, 1, 9))

    assert -books.booked_item(SCHEME, "4501", "recovered") == held.fen
    assert books.statement_of(SCHEME, 202305, MAY).expense_fen == books.statement_of(SCHEME, 202305, 202401).expense_fen
    agreed()


@pytest.mark.parametrize(
    ("outcome", "more", "words"),
    [
        ("again", {}, "没有填写新账户"),
        ("again", {"bank": BANK, "account_number": "1"}, "银行卡号"),
        ("never", {"line_id": 7}, "没有指令号为 7 的退回款"),
        ("take_back", {}, "没有决定不再支付的退回款"),
    ],
)
def test_what_a_return_cannot_become_is_refused(county: County, outcome: str, more: dict[str, Any], words: str) -> None:
    (held,) = payout.on_hold(SCHEME)

    with pytest.raises(Refused, match=words):
        decided(county, held.person_id, outcome, **more)
    with pytest.raises(Refused):
        actions.submit(
            "settle_return",
            {"outcome": "never", "reason": "x", "rows": [{"person_id": held.person_id}]},
            by=By(county.staff["finance_maker"], JUNE_DAY),
        )
