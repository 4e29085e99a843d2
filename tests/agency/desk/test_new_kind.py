"""A kind of matter that is one file has its pages at once: in the catalogue, as a form or a list, to be looked at and decided."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shebao.agency.matters import queries as matters
from shebao.agency.people import queries as people
from tests.agency.desk.test_by_list import slip_in
from tests.agency.procedures.new_kinds import FOR_A_LIST, FOR_ONE, added
from tests.world.money import County
from tests.world.people import make_village

pytestmark = pytest.mark.slow


def test_a_form_and_a_list_are_asked_for_and_decided_at_the_desk(at_desk: Callable[[str], Client], paying: County, tmp_path: Path) -> None:
    clerk, (first, second) = at_desk("acceptance"), paying.insured(2)
    village = make_village("乙镇", "新村")
    row = f"{people.citizen_numbers([second])[0]},{people.person(second).name},乙镇,新村,新房"
    sheet = SimpleUploadedFile("搬迁.csv", f"身份证号码,姓名,乡镇,村,房屋\n{row}\n".encode())

    with added("move_back", FOR_ONE, tmp_path), added("resettle_village", FOR_A_LIST, tmp_path):
        page = clerk.get("/matters/new/").content.decode()
        form, given = "/matters/new/move_back/", {"person_id": str(first), "village_id": str(village)}
        looked = clerk.post(form, given | {"step": "look"}).content.decode()
        one = clerk.post(form, given | {"step": "send"})
        look = clerk.post("/matters/new/resettle_village/list/", {"step": "look", "list": sheet}).content.decode()
        many = clerk.post("/matters/new/resettle_village/list/", {"step": "send", "slip": slip_in(look)})
        for sent, verbs in ((one, (("reviewer", "approve"),)), (many, (("reviewer", "review"), ("approver", "approve")))):
            address = sent.headers["Location"]
            digest = matters.matter(int(address.rstrip("/").rpartition("/")[2])).content_digest  # type: ignore[union-attr]
            for post, verb in verbs:
                at_desk(post).post(f"{address}{verb}/", {"digest": digest})

    assert "迁回原籍" in page and "整村搬迁" in page
    assert "居住地" in looked and "1 行可以办理" in look
    assert {people.person(person).village for person in (first, second)} == {"新村"}
