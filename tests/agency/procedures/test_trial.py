"""Trying a change out leaves no trace; in earnest a trial that nobody looks at is left out, and a look is still a look."""

from __future__ import annotations

import pytest

from shebao.agency.people import queries as people
from shebao.agency.procedures import actions
from shebao.agency.procedures.trial import earnest, in_earnest, simulated
from shebao.base.finding import Refused
from tests.world.calendar import GO_LIVE, MAY_DAY
from tests.world.people import make_people, new_person
from tests.world.staff import make_staff

pytestmark = pytest.mark.django_db


def test_a_trial_without_a_look_is_made_but_in_earnest_and_one_with_a_look_always() -> None:
    made: list[str] = []
    simulated(lambda: made.append("checked"), lambda: None)
    with in_earnest():
        assert earnest()
        simulated(lambda: made.append("left out"), lambda: None)
        assert simulated(lambda: made.append("looked"), lambda: len(made)) == 2

    assert made == ["checked", "looked"] and not earnest()


def test_in_earnest_a_matter_has_the_same_effect_and_what_cannot_be_done_is_still_refused() -> None:
    staff, (person,) = make_staff(), make_people([new_person("吴己")], day=GO_LIVE)
    posts = {"maker_id": staff["acceptance"], "reviewer_id": staff["reviewer"], "approver_id": staff["approver"]}
    with in_earnest():
        actions.carry_through("report_death", {"person_id": person, "died_on": "2023-05-02", "source": "relatives"}, day=MAY_DAY, **posts)
        with pytest.raises(Refused, match="死亡"):
            actions.carry_through(
                "report_death", {"person_id": person, "died_on": "2023-05-02", "source": "relatives"}, day=MAY_DAY, **posts
            )

    assert people.person(person).death_date is not None
