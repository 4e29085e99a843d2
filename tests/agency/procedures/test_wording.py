"""What a matter asks for, as whoever decides reads it: names, never the numbers of rows."""

from __future__ import annotations

import pytest

from shebao.agency.employers import queries as employers
from shebao.agency.matters.kind import Field
from shebao.agency.people import queries as people
from shebao.agency.procedures.catalogue import catalogue
from shebao.agency.procedures.wording import request_text
from tests.world.employers import Works


def test_an_employer_and_a_person_are_named(works: Works) -> None:
    employer, person = works.employer, people.person(works.workers[0])
    asked = dict(request_text(catalogue()["open_portal_account"], {"what": "open", "employer_id": employer, "person_id": person.id}))
    one = employers.employer(employer)

    assert asked["用人单位"] == f"{one.name}（{one.uscc}）"
    assert asked["替谁办"] == f"{person.name}（{person.citizen_masked}）"
    assert asked["办什么"] == "登记"
    assert dict(request_text(catalogue()["open_portal_account"], {"employer_id": ""}))["用人单位"] == ""


@pytest.mark.parametrize(
    ("required", "text", "mark"),
    [
        (True, "登记的填写", ""),
        (False, "登记的填写", "（何时填见说明）"),
        (False, "请款时填写", "（何时填见说明）"),
        (False, "最长一年", "（可不填）"),
        (False, "", "（可不填）"),
    ],
)
def test_a_field_says_whether_it_may_be_left_empty(required: bool, text: str, mark: str) -> None:
    assert Field("x", "某项", required=required, help=text).mark == mark
