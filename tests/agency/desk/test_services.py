"""From a person's page every matter that fits how she stands begins with her filled in, by form or by a list of one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.test import Client

from shebao.agency.desk.people.services import OF_THE_DEAD
from shebao.agency.journal.by import By
from shebao.agency.people import queries as people
from shebao.agency.procedures.death.report_death import end_by_death
from tests.world.money import County

Desk = Callable[[str], Client]
MENU = re.compile(r'<p data-words="[^"]+">\s*<a href="/matters/new/(\w+)/(?:list/\?cell_person|\?person_id)=(\d+)">')


def offered(client: Client, person: int) -> set[str]:
    """Keys of the matters in the menu of a person's page."""
    return {key for key, _ in MENU.findall(client.get(f"/people/{person}/").content.decode())}


def test_the_menu_holds_what_fits_a_pensioner_and_nothing_that_does_not(at_desk: Desk, paying: County) -> None:
    living, dead = paying.people[:2]
    end_by_death([(dead, date(2023, 5, 19))], by=By(None, date(2023, 5, 20)))
    clerk = at_desk("acceptance")

    of_the_living = offered(clerk, living)

    assert {"record_certifications", "suspend_overdue", "change_bank_account", "report_death", "move_person"} <= of_the_living
    assert {"suspend_benefit", "resolve_double_benefit"} <= of_the_living
    assert of_the_living.isdisjoint({"resume_benefit", "change_resident_tier"})
    assert of_the_living.isdisjoint({"resume_certified", "decide_benefits", "insure_again", "withdraw_death", "change_bank_accounts"})
    assert offered(clerk, dead) == OF_THE_DEAD
    assert offered(at_desk("inspector"), living) == set()


def test_a_list_of_one_begins_with_the_person_and_never_shows_her_number(at_desk: Desk, paying: County) -> None:
    person = paying.people[0]
    number, clerk = people.citizen_numbers([person])[0], at_desk("acceptance")
    address = "/matters/new/record_certifications/list/"

    form = clerk.get(f"{address}?cell_person={person}").content.decode()
    preview = clerk.post(
        address, {"step": "look", "cell_person": str(person), "cell_on": "2023-05-08", "cell_kind": "上门认证"}
    ).content.decode()

    assert people.person(person).citizen_masked in form and "cell_citizen_number" not in form
    assert "批准后会这样改" in preview, re.findall(r'id="refusal".*?</div>', preview, re.S)
    assert number not in form and number not in preview and f'name="cell_person" value="{person}"' in preview


def test_a_person_nobody_knows_is_no_page(at_desk: Desk, paying: County) -> None:
    assert at_desk("acceptance").get("/matters/new/record_certifications/list/?cell_person=999999").status_code == 404
