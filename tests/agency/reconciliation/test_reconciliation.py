"""Lines, books and bank: a month in which they agree has no differences; each of twelve that are made is named, given to somebody and
closed by another person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.fund import statements
from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.payout.models import FailedAnswer
from shebao.agency.reconciliation import actions, queries
from shebao.agency.reconciliation.actions import NewStep
from shebao.agency.reconciliation.kinds import ASSIGN, CLOSE, KINDS, NOTE
from shebao.agency.reconciliation.timer import do_due
from shebao.base.finding import Finding, Refused
from shebao.core.books.reconciliation import Movement
from tests.agency.payout.test_returns import order_of
from tests.world.calendar import JUNE_DAY, MAY, MAY_DAY
from tests.world.law import SCHEME
from tests.world.money import County, bank_answer, problems_of

LATER = date(2023, 5, 15)
JUNE_SECOND = date(2023, 6, 2)


def kinds_on(day: date) -> set[str]:
    return {one.kind for one in queries.differences(SCHEME, day)}


def stated(change: Callable[[list[Movement]], list[Movement]] = list, *, apart: int = 0) -> None:
    """The bank's statement of May for the expenditure account, with its lines changed on the way."""
    lines = change(list(statements.movements(SCHEME, "1004", since=MAY, to=MAY)))
    before = books.balance_of(SCHEME, "1004", to=MAY) - sum(one.fen for one in statements.movements(SCHEME, "1004", since=MAY, to=MAY))
    balance = before + sum(one.fen for one in lines) + apart
    reason = {"reason": "查询中", "owner": "出纳", "due_on": date(2023, 6, 10)}
    fund.enter_statement(SCHEME, "1004", MAY, balance, lines, by=By(None, date(2023, 5, 31)), **reason)


def at(county: County, post: str, day: date) -> By:
    return By(county.staff[post], day)


def test_a_month_in_which_three_sides_agree_has_no_difference(paying: County) -> None:
    run = paying.settled()
    stated()

    (row,) = queries.sides_of(SCHEME, MAY, MAY)

    assert row.agree and row.run_id == run.pk and row.paid_fen == row.booked_fen == row.bank_fen == row.sent_fen
    assert queries.differences(SCHEME, JUNE_SECOND) == []


@pytest.mark.slow
def test_every_kind_of_difference_is_named(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    run = paying.submitted()
    assert kinds_on(MAY_DAY) == set()
    seen |= kinds_on(LATER)
    assert seen == {"no_answer"}

    first, *rest = [row.line_id for row in order_of(run).rows]
    part = bank_answer(run, MAY_DAY, {first: "02"}, only=[first, rest[0]])
    paying.settle(run, part)
    assert kinds_on(LATER) == {"part_answered"}
    payout.enter_slip(run.pk, payout.Slip("HD-9", 1, 1_00), by=at(paying, "finance_checker", LATER))
    bad = Finding("payout.bank_file", "校验码与内容不符", "error", "", "第9行")
    payout.note_failed(run.pk, b"bad", "坏.txt", bad, by=at(paying, "finance_maker", LATER))
    assert kinds_on(LATER) == {"part_answered", "unused_slip", "failed_answer"}
    seen |= kinds_on(LATER)
    paying.settle(run, bank_answer(run, MAY_DAY, only=rest[1:]), LATER)
    assert kinds_on(LATER) == {"unused_slip"}
    seen |= kinds_on(JUNE_SECOND)
    assert "no_statement" in seen
    seen |= kinds_on(JUNE_DAY + timedelta(days=20))
    assert "not_followed" in seen

    stray = Path(configured.FILES_FOLDER) / "bank" / "E09-resident-202301-regular-01-77.txt"
    stray.write_bytes(b"x")
    seen |= kinds_on(LATER)
    stray.unlink()
    seen |= _of_statements(monkeypatch)

    assert seen == set(KINDS)


def _of_statements(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    ours = statements.movements(SCHEME, "1004", since=MAY, to=MAY)
    paid = min(ours, key=lambda one: one.fen)
    other_day = paid.on + timedelta(days=3)
    stated(lambda lines: [one for one in lines if one != paid] + [Movement(paid.number, other_day, paid.fen - 7)])
    seen = kinds_on(JUNE_SECOND)
    assert "amount_differs" in seen
    stated(lambda lines: [*lines, paid, Movement("LX1", date(2023, 5, 21), 3_00)])
    assert {"twice_on_statement", "bank_alone"} <= kinds_on(JUNE_SECOND)
    seen |= kinds_on(JUNE_SECOND)
    stated(lambda lines: [one for one in lines if one != paid])
    assert "not_on_statement" in kinds_on(JUNE_SECOND)
    seen |= kinds_on(JUNE_SECOND)
    booked = books.booked
    monkeypatch.setattr(books, "booked", lambda *a: {key: fen - 1 for key, fen in booked(*a).items()})
    seen |= kinds_on(LATER)
    monkeypatch.setattr(books, "booked", booked)
    return seen


def test_the_timer_gives_each_new_difference_an_owner_and_a_day_once(paying: County) -> None:
    paying.submitted()

    assert do_due(LATER) == ["城乡居民基本养老保险三方对账有 1 处新差异，已交给负责人。"]
    assert do_due(LATER) == []

    (case,) = queries.cases(SCHEME, LATER)
    assert case.id and case.owner_id == paying.staff["finance_checker"] and case.due_on == LATER + timedelta(days=3)
    assert case.stands and not case.closed and queries.open_count(SCHEME, LATER + timedelta(days=9)) == (1, 1)
    assert problems_of("reconciliation.items") == ()


def test_a_difference_that_stands_is_closed_by_another_person_with_a_reason(paying: County) -> None:
    run = paying.submitted()
    maker, checker = at(paying, "finance_maker", LATER), at(paying, "finance_checker", LATER)
    key = queries.differences(SCHEME, LATER)[0].key
    mine = NewStep(ASSIGN, owner_id=paying.staff["finance_maker"], due_on=LATER)
    with pytest.raises(Refused, match="早于今天"):
        actions.take_up(SCHEME, key, mine._replace(due_on=MAY_DAY), by=maker)
    with pytest.raises(Refused, match="基金财务"):
        actions.take_up(SCHEME, key, mine._replace(owner_id=paying.staff["acceptance"]), by=maker)
    item = actions.take_up(SCHEME, key, mine, by=maker)
    with pytest.raises(Refused, match="已经登记"):
        actions.take_up(SCHEME, key, mine, by=maker)

    actions.step(item, NewStep(NOTE, "银行称明日回盘"), by=maker)
    with pytest.raises(Refused, match="不能由负责人自己"):
        actions.step(item, NewStep(CLOSE, "查明"), by=maker)
    with pytest.raises(Refused, match="写明原因"):
        actions.step(item, NewStep(CLOSE), by=checker)
    actions.step(item, NewStep(CLOSE, "银行书面说明系统升级"), by=checker)
    with pytest.raises(Refused, match="已经结案"):
        actions.step(item, NewStep(NOTE, "又来"), by=checker)
    assert queries.case(item, LATER).closed and problems_of("reconciliation.items") == ()

    actions.step(item, NewStep(ASSIGN, owner_id=paying.staff["finance_maker"], due_on=LATER), by=checker)
    paying.settle(run, bank_answer(run, LATER), LATER)
    assert not queries.case(item, LATER).stands
    actions.step(item, NewStep(CLOSE, "已回盘"), by=maker)
    assert [one.step for one in queries.steps_of(item)] == [ASSIGN, NOTE, CLOSE, ASSIGN, CLOSE]
    with pytest.raises(Refused):
        actions.step(item, NewStep(NOTE, "x"), by=at(paying, "acceptance", LATER))


def test_a_failed_answer_waits_until_a_good_one_is_taken(paying: County, settings: Any) -> None:
    run = paying.submitted()
    why = Finding("payout.bank_file", "首行不对", "error", "", "第1行")
    assert payout.note_failed(run.pk, b"1", "a.txt", why, by=at(paying, "finance_maker", MAY_DAY))
    assert not payout.note_failed(run.pk, b"1", "a.txt", why, by=at(paying, "finance_maker", MAY_DAY))
    assert FailedAnswer.objects.count() == 1 and kinds_on(MAY_DAY) == {"failed_answer"}

    paying.settle(run, bank_answer(run))

    assert kinds_on(MAY_DAY) == set()
    changed = Finding("payout.return_changed", "与先前不同", "error")
    payout.note_failed(run.pk, b"2", "b.txt", changed, by=at(paying, "finance_maker", MAY_DAY))
    assert kinds_on(MAY_DAY) == {"failed_answer"}


def test_the_sums_of_a_month_are_those_of_its_files(paying: County) -> None:
    paying.settled()
    rows = queries.sides_of(SCHEME, MAY, MAY)

    assert queries.sums(rows)["paid_fen"] == rows[0].paid_fen and rows[0].bank_fen is None
