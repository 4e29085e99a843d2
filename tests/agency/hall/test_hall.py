"""The hall: numbers by purpose are called in order, handed over first, booked for a slot; waits are counted; every refusal says why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shebao.agency.hall import actions, checks, queries
from shebao.agency.hall.models import TicketStep
from shebao.agency.hall.queries import HoursRow
from shebao.base.finding import Refused
from tests.world.calendar import MAY_DAY, by

pytestmark = pytest.mark.django_db
NINE = 9 * 3600
HOURS = HoursRow(540, 720, 840, 1020, 1080, 30, 2, 15)
WHO = by(MAY_DAY)


def step(ticket: int, name: str, second: int, counter: int = 1, **more: str) -> None:
    actions.step(ticket, name, second, by=WHO, counter=counter, **more)


def finish_next(counter: int, second: int, purposes: tuple[str, ...] = ()) -> str:
    """Call whoever is next and finish a minute later; the number."""
    ticket = actions.call_next(counter, purposes, second, by=WHO)
    step(ticket, "finished", second + 60, counter)
    return queries.ticket(ticket).number


def test_numbers_are_called_in_order_and_whoever_is_handed_over_comes_first(county: object) -> None:
    first, second, other = (actions.take(purpose, NINE + at, by=WHO) for at, purpose in enumerate("AAB"))
    assert [queries.ticket(one).number for one in (first, second, other)] == ["A001", "A002", "B001"]

    assert actions.call_next(1, ("A",), NINE + 300, by=WHO) == first
    step(first, "handed", NINE + 400, purpose="B", text="还要核对账户")
    assert [row.number for row in queries.queue(MAY_DAY, ("B",))] == ["A001", "B001"]
    assert finish_next(2, NINE + 500, ("B",)) == "A001"
    assert [finish_next(2, NINE + 600), finish_next(2, NINE + 700)] == ["A002", "B001"]

    row = queries.ticket(first)
    assert (row.state, row.waited, row.served, row.counter) == ("done", 400, 160, 2)
    assert checks.check_tickets() == (3, [])


def test_a_counter_serves_one_number_and_a_number_one_counter(county: object) -> None:
    first, _ = (actions.take("A", NINE + at, by=WHO) for at in range(2))
    actions.call_next(1, (), NINE + 60, by=WHO)

    with pytest.raises(Refused, match="正在办 A001"):
        actions.call_next(1, (), NINE + 90, by=WHO)
    with pytest.raises(Refused, match="在 1 号窗口办理"):
        step(first, "finished", NINE + 90, counter=2)
    with pytest.raises(Refused, match="没有选转到哪里"):
        step(first, "handed", NINE + 90, purpose="A")
    step(first, "absent", NINE + 90)
    with pytest.raises(Refused, match="现在是“过号”"):
        step(first, "finished", NINE + 100)
    step(first, "arrived", NINE + 200, counter=0)
    assert [row.number for row in queries.queue(MAY_DAY)] == ["A002", "A001"]


def test_an_appointment_has_a_slot_of_its_own_and_may_lie_out_of_hours(county: object) -> None:
    with pytest.raises(Refused, match="没有设定大厅服务时间"):
        actions.book(MAY_DAY, "B", 600, NINE, by=WHO, party="甲")
    actions.set_hours(HOURS, by=WHO)
    tomorrow = MAY_DAY + timedelta(days=1)

    keys = [actions.book(tomorrow, "B", 600, NINE, by=WHO, party=name) for name in ("甲", "乙")]
    with pytest.raises(Refused, match="已经约满"):
        actions.book(tomorrow, "B", 600, NINE, by=WHO, party="丙")
    late = actions.book(tomorrow, "B", 1020, NINE, by=WHO, party="丙")
    assert [queries.ticket(key).way for key in (*keys, late)] == ["booked", "booked", "late"]
    step(keys[0], "cancelled", NINE, counter=0)
    assert (600, False, 1) in queries.free_slots(tomorrow, "B")
    with pytest.raises(Refused, match="不是今天的号"):
        step(keys[1], "arrived", NINE, counter=0)
    with pytest.raises(Refused, match="只能预约今天起"):
        actions.book(MAY_DAY + timedelta(days=30), "B", 600, NINE, by=WHO, party="丁")
    with pytest.raises(Refused, match="时间先后不对"):
        actions.set_hours(HOURS._replace(closes=800), by=WHO)


def test_who_booked_and_came_is_called_before_who_walked_in(county: object) -> None:
    actions.set_hours(HOURS, by=WHO)
    actions.take("A", NINE, by=WHO)
    booked = actions.book(MAY_DAY, "A", 570, NINE + 10, by=WHO, party="甲")
    step(booked, "arrived", NINE + 1700, counter=0)

    assert [row.number for row in queries.queue(MAY_DAY)] == ["A002", "A001"]


def test_waits_are_counted_against_the_promise(county: object) -> None:
    actions.set_hours(HOURS, by=WHO)
    for _ in range(10):
        actions.take("A", NINE, by=WHO)
    for n in range(10):
        finish_next(1, NINE + 60 + n * 120)

    of_a, whole = queries.waits(MAY_DAY, MAY_DAY)

    assert (of_a.title, of_a.given, of_a.done, of_a.over) == ("参保和缴费", 10, 10, 2)
    assert (of_a.middle, of_a.ninth, of_a.longest, of_a.served) == (600, 1020, 1140, 60)
    assert of_a.kept_e4 == 8000 and (whole.title, whole.done) == ("合计", 10)
    assert queries.by_counter(MAY_DAY, MAY_DAY) == [(1, 10, 60)]
    assert queries.by_way(MAY_DAY, MAY_DAY) == {"walk": 10, "booked": 0, "late": 0}


def test_a_step_that_its_state_did_not_allow_is_seen(county: object) -> None:
    ticket = actions.take("A", NINE, by=WHO)
    TicketStep.objects.create(id=99, ticket_id=ticket, step="finished", second=NINE, counter=1, entry_id=1)

    assert checks.check_tickets()[1] == [f"{MAY_DAY} A001：“finished”不合它当时的状态或时间。"]
