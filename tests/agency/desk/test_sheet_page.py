"""The calculation sheet as people read it: amounts with separators, no table where the place has none, a copy for the archive."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shebao.agency.benefits import queries as benefits
from shebao.agency.journal import queries as journal
from shebao.agency.people import queries as people
from tests.world.money import County

Desk = Callable[[str], Client]


@pytest.mark.slow
def test_a_sheet_names_its_inputs_before_its_steps_and_no_row_of_a_table_that_does_not_exist(at_desk: Desk, paying: County) -> None:
    decision_id = benefits.of_person(paying.people[0])[0]["decisions"][0]["id"]

    page = at_desk("reviewer").get(f"/sheets/{decision_id}/").content.decode()

    assert page.index("用到的数据和标准") < page.index("一步一步怎么算")
    assert "“没有”中所属一档" not in page
    assert page.count("年　　月　　日") == 3


@pytest.mark.slow
def test_the_copy_for_the_archive_prints_the_full_number_with_a_purpose_in_the_journal(at_desk: Desk, paying: County) -> None:
    person_id = paying.people[0]
    decision_id = benefits.of_person(person_id)[0]["decisions"][0]["id"]

    refused = at_desk("reviewer").post(f"/sheets/{decision_id}/archive/", {"purpose": "归档"})
    made = at_desk("reviewer").post(f"/sheets/{decision_id}/archive/", {"purpose": "核定表归入本人档案"})

    assert "没有写明查看用途" in refused.content.decode()
    assert made["Content-Type"] == "application/pdf" and made.content.startswith(b"%PDF")
    assert [entry.verb for entry in journal.history("person", person_id, 1)] == ["people.unmask"]
    assert people.person(person_id).citizen_masked.count("*") > 5
