"""A draw by lot is drawn again by anybody with the seed, whatever order the universe comes in, and more tickets win more often."""

from __future__ import annotations

from shebao.agency.inspection.selection import Ticketed, draw, ticket
from shebao.agency.store.digest import sm3

UNIVERSE = [Ticketed(number) for number in range(1, 201)]


def test_the_same_seed_draws_the_same_whatever_the_order_and_another_seed_another() -> None:
    drawn = draw(UNIVERSE, 20230703, 10)

    assert draw(list(reversed(UNIVERSE)), 20230703, 10) == drawn
    assert len(set(drawn)) == 10 and draw(UNIVERSE, 20230704, 10) != drawn
    assert draw(UNIVERSE, 20230703, 4) == drawn[:4]
    assert sorted(draw(UNIVERSE, 1, 500)) == list(range(1, 201))


def test_a_ticket_is_an_sm3_that_can_be_worked_out_by_hand() -> None:
    assert ticket(7, 1, 0) == sm3(b"7:1:0")
    assert len({ticket(7, number, place) for number in range(20) for place in range(10)}) == 200
    assert draw([Ticketed(1), Ticketed(2)], 7, 1) == [min((1, 2), key=lambda number: ticket(7, number, 0))]


def test_four_tickets_win_about_four_times_as_often_as_one() -> None:
    pair = [Ticketed(1, 4), Ticketed(2, 1)]

    wins = sum(draw(pair, seed, 1) == [1] for seed in range(2_000))

    assert 1_540 <= wins <= 1_660
