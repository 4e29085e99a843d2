"""Two records of one human being: shown once, with both records beside each other, and never again after somebody decided."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.agency.people import queries as people
from shebao.agency.screening import queries
from shebao.agency.screening.actions import NewConclusion, conclude, screen_county
from shebao.agency.screening.models import Clue
from shebao.base.identity import invented_citizen_number
from tests.world.calendar import JULY_DAY, MAY_DAY, by
from tests.world.people import make_people, new_person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def twice() -> tuple[int, int]:
    """One human being registered twice: the order of the second number has one digit wrong."""
    numbers = [invented_citizen_number("990000", date(1950, 3, 29), order) for order in (17, 27)]
    first, second = make_people([new_person("欧阳·甲一", number=number) for number in numbers])
    return first, second


def test_a_pair_is_shown_with_both_records_and_stays_decided() -> None:
    first, second = twice()

    screen_county(by=by(MAY_DAY))
    (clue,) = Clue.objects.filter(rule="R065", person_id=first)
    state = queries.clue(clue.id)
    conclude([NewConclusion(clue.id, "untrue", "两份档案，两个人")], by=by(MAY_DAY))
    screen_county(by=by(JULY_DAY))

    assert (clue.person_id, clue.evidence) == (first, second)
    assert [side.rows[0][0] for side in state.sides] == [people.person(first).name, people.person(second).name]
    assert Clue.objects.filter(rule="R065", person_id=first).count() == 1
