"""What a signed-in member is shown stays in no cache: of every address of the desk, whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shebao.agency.desk.office.unkept import FORMS
from tests.agency.desk.test_addresses import everyone, filled, patterns
from tests.world.money import County

Desk = Callable[[str], Client]


@pytest.mark.slow
def test_a_list_of_people_and_its_export_are_kept_nowhere(at_desk: Desk, paying: County) -> None:
    paying.settled()
    clerk = at_desk("acceptance")
    for address in ("/people/", "/matters/", "/certification/", "/payout/", "/", f"/people/{paying.people[0]}/"):
        assert "no-store" in clerk.get(address)["Cache-Control"], address
    export = clerk.post("/people/", {"purpose": "核对名单用"})
    assert export.status_code == 200 and "no-store" in export["Cache-Control"]


def test_a_form_is_kept_by_the_window_alone_so_that_going_back_finds_what_was_typed(at_desk: Desk) -> None:
    clerk = at_desk("acceptance")

    assert clerk.get("/matters/new/register_person/")["Cache-Control"] == "private"
    assert "no-store" in clerk.post("/matters/new/register_person/", {"name": "张"})["Cache-Control"]


@pytest.mark.slow
def test_no_address_leaves_a_copy_behind(paying: County) -> None:
    paying.settled()
    seen, kept = 0, []
    for client in everyone(paying)[:-1]:
        for pattern, name in patterns():
            answer = client.get(filled(pattern, "1", "x"))
            seen += answer.status_code == 200
            allowed = "private" if name in FORMS else "no-store"
            if (
                answer.status_code in (200, 403, 404)
                and allowed not in answer.get("Cache-Control", "")
                and "no-store" not in answer.get("Cache-Control", "")
            ):
                kept.append((pattern, answer.status_code))

    assert seen > 150
    assert kept == []
