"""Two people deciding or submitting at the same moment, and what verify sees of a matter changed behind the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.matters import actions, checks
from shebao.agency.matters.models import Matter, Step
from shebao.agency.staff.actions import relieve
from tests.agency.matters.steps import LOW, in_state, state_of
from tests.world.calendar import MAY_DAY
from tests.world.staff import make_member, make_staff

pytestmark = pytest.mark.django_db


def together(at_once: Callable[..., list[Any]], *calls: Callable[[], Any]) -> tuple[int, list[str]]:
    outcomes = at_once(*calls)
    return sum(not isinstance(o, Exception) for o in outcomes), [type(o).__name__ for o in outcomes if isinstance(o, Exception)]


RACES: dict[str, tuple[str, Callable[[int, dict[str, int], int], list[Callable[[], Any]]], set[str]]] = {
    "two approvals": (
        "accepted",
        lambda m, s, other: [
            lambda: actions.approve(LOW, m, by=By(s["reviewer"], MAY_DAY)),
            lambda: actions.approve(LOW, m, by=By(other, MAY_DAY)),
        ],
        {"applied"},
    ),
    "the same approval twice": (
        "accepted",
        lambda m, s, other: [lambda: actions.approve(LOW, m, by=By(s["reviewer"], MAY_DAY))] * 2,
        {"applied"},
    ),
    "approve and withdraw": (
        "accepted",
        lambda m, s, other: [
            lambda: actions.approve(LOW, m, by=By(s["reviewer"], MAY_DAY)),
            lambda: actions.withdraw(LOW, m, by=By(s["acceptance"], MAY_DAY), reason="撤"),
        ],
        {"applied", "withdrawn"},
    ),
    "approve and send back": (
        "accepted",
        lambda m, s, other: [
            lambda: actions.approve(LOW, m, by=By(s["reviewer"], MAY_DAY)),
            lambda: actions.send_back(LOW, m, by=By(other, MAY_DAY), reason="退"),
        ],
        {"applied", "returned"},
    ),
}


@pytest.mark.parametrize("race", RACES)
def test_of_two_deciding_at_once_one_wins_and_nothing_mixes(database: str, at_once: Callable[..., list[Any]], race: str) -> None:
    staff = make_staff()
    other = make_member("other", "reviewer")
    state, calls, ends = RACES[race]
    for _ in range(5):
        matter_id = in_state("low", state, staff)

        won, lost = together(at_once, *calls(matter_id, staff, other))

        assert (won, lost) == (1, ["Refused"])
        assert state_of(matter_id) in ends
        assert Step.objects.filter(matter_id=matter_id).count() == 2
    assert journal.check_chain()[1] == []


def test_two_submissions_for_one_object_at_once_make_one_matter(database: str, at_once: Callable[..., list[Any]]) -> None:
    staff = make_staff()
    for person in range(1, 6):
        call = lambda person=person: actions.submit(LOW, {"person": person}, by=By(staff["acceptance"], MAY_DAY))  # noqa: E731

        assert together(at_once, call, call) == (1, ["Refused"])
    assert list(Matter.objects.order_by("id").values_list("number", flat=True)) == [f"2023-00000{i}" for i in range(1, 6)]


def test_a_post_taken_away_while_deciding_is_judged_inside_the_transaction(database: str, at_once: Callable[..., list[Any]]) -> None:
    staff = make_staff()
    matter_id = in_state("low", "accepted", staff)

    outcomes = at_once(
        lambda: actions.approve(LOW, matter_id, by=By(staff["reviewer"], MAY_DAY)),
        lambda: relieve(staff["reviewer"], "reviewer", until=MAY_DAY, actor_id=None),
    )

    seqs = {entry.verb: entry.seq for entry in journal.entries()}
    assert not isinstance(outcomes[1], Exception)
    approved = "matters.approve" in seqs
    assert approved == (state_of(matter_id) == "applied") == (not isinstance(outcomes[0], Exception))
    assert not approved or seqs["matters.approve"] < seqs["staff.relieve"]


def test_verify_sees_what_was_changed_behind_the_engine(on_sqlite: str) -> None:
    staff = make_staff()
    in_state("high", "applied", staff)
    in_state("low", "returned", staff)
    assert [check()[1] for check in (checks.check_content, checks.check_numbers, checks.check_steps)] == [[], [], []]
    with connection.cursor() as cursor:
        for trigger in ("matters_matter_ended", "matters_matter_kept", "matters_step_no_update", "matters_step_no_delete"):
            cursor.execute(f"DROP TRIGGER {trigger}")

    Matter.objects.filter(id=1).update(payload='{"amount":500}')
    assert checks.check_content()[1] == ["办件 2023-000001：内容与校验码不符，已被改动。"]
    Step.objects.filter(matter_id=1, verb="approve").update(member_id=staff["acceptance"])
    assert checks.check_steps()[1] == ["办件 2023-000001：经办步骤与日志不符。", "办件 2023-000001：经办与复核、审批不是由不同的人完成。"]
    Step.objects.filter(matter_id=2).delete()
    Matter.objects.filter(id=2).delete()
    assert checks.check_numbers()[1] == ["办件编号 2023-000002 缺失。"]
