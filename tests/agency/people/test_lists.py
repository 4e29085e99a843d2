"""The people of a list are asked for once: nobody at all, or somebody twice, is refused under the counter's own rule."""

from __future__ import annotations

import pytest

from shebao.agency.people.lists import each_once
from shebao.base.finding import Refused
from tests.world.people import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("counter", ["accounts", "benefits", "contributions", "enrolment"])
def test_an_empty_list_and_somebody_listed_twice_are_refused(counter: str) -> None:
    first, second = make_person("张三"), make_person("李四")

    assert each_once(counter, [second, first]).tolist() == [second, first]
    with pytest.raises(Refused, match="名单是空的") as empty:
        each_once(counter, [])
    with pytest.raises(Refused, match="张三（尾号.*在名单中重复出现") as twice:
        each_once(counter, [first, second, first])
    assert (empty.value.finding.rule, twice.value.finding.rule) == (f"{counter}.nobody", f"{counter}.listed_twice")
