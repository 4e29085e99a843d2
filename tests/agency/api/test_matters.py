"""Matters by the interface: the form asked for, tried, sent once, waiting for the desk, decided by people, taken back, put right."""

from __future__ import annotations

import base64

import pytest

from shebao.agency.certification import queries as certification
from shebao.agency.journal.by import By
from shebao.agency.journal.models import Entry
from shebao.agency.matters import queries as matters
from shebao.agency.matters.models import Matter
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions as procedures
from shebao.base.finding import Refused
from tests.agency.api.conftest import System, system_of
from tests.support.scans import picture
from tests.world.calendar import MAY_DAY
from tests.world.money import County

KIND = "record_certifications"


def rows(county: County, *places: int) -> list[dict[str, str]]:
    """Certifications of some people, as a list says them."""
    ids = [county.people[place] for place in places]
    names, numbers = people.person_names(ids), people.citizen_numbers(ids)
    kinds = certification_kinds()
    return [
        {"citizen_number": number, "name": names[person], "on": MAY_DAY.isoformat(), "kind": kinds[0]}
        for person, number in zip(ids, numbers, strict=True)
    ]


def certification_kinds() -> list[str]:
    from shebao.agency.procedures.catalogue import kind

    return list(next(column for column in kind(KIND).columns if column.name == "kind").choices)


def test_the_form_of_a_kind_is_a_json_schema(system: System) -> None:
    form = system.get(f"/matters/kinds/{KIND}").json()["form"]

    assert form["properties"]["rows"]["items"]["required"] == ["citizen_number", "name", "on", "kind"]
    assert form["properties"]["rows"]["items"]["properties"]["kind"]["enum"] == certification_kinds()
    assert {row["key"] for row in system.get("/matters/kinds").json()["items"]} >= {KIND, "change_phone"}


def test_a_matter_is_tried_sent_and_waits_for_the_desk(system: System, paying: County) -> None:
    asked = {"kind": KIND, "rows": rows(paying, 0, 1)}
    before = Matter.objects.count()

    tried = system.post("/matters/preview", asked)
    assert tried.status_code == 200 and tried.json()["changes"] and Matter.objects.count() == before
    sent = system.post("/matters", asked)
    assert sent.status_code == 201, sent.content.decode()
    one = sent.json()
    assert (one["state"], one["people"]) == ("accepted", 2)
    assert system.get(f"/matters/{one['id']}").json() == one
    assert certification.of_person(paying.people[0])["events"] == []

    procedures.approve(one["id"], by=By(paying.staff["reviewer"], MAY_DAY))
    assert system.get(f"/matters/{one['id']}").json()["state"] == "applied"
    assert len(certification.of_person(paying.people[0])["events"]) == 1
    entry = Entry.objects.get(verb="matters.submit", subject_id=one["id"])
    assert entry.actor_id == matters.maker_of(one["id"])


def test_a_client_never_decides_what_it_sent(system: System, paying: County) -> None:
    one = system.post("/matters", {"kind": KIND, "rows": rows(paying, 0)}).json()
    me = By(matters.maker_of(one["id"]), MAY_DAY)

    for verb in (procedures.review, procedures.approve):
        with pytest.raises(Refused):
            verb(one["id"], by=me)


def test_the_same_request_again_is_the_same_matter(system: System, paying: County) -> None:
    asked = {"kind": KIND, "rows": rows(paying, 0)}
    first = system.post("/matters", asked, "key-of-the-first")
    again = system.post("/matters", asked, "key-of-the-first")

    assert (first.status_code, again.status_code) == (201, 201) and first.json() == again.json()
    assert Matter.objects.filter(kind=KIND).count() == 1
    other = system.post("/matters", {"kind": KIND, "rows": rows(paying, 1)}, "key-of-the-first")
    assert (other.status_code, other.json()["code"]) == (422, "api.key_reused")
    assert Matter.objects.filter(kind=KIND).count() == 1


def test_what_is_refused_keeps_nothing_and_says_every_row(system: System, paying: County) -> None:
    bad = rows(paying, 0, 1)
    bad[0]["name"], bad[1]["on"] = "王五", "2023-13-40"
    answer = system.post("/matters", {"kind": KIND, "rows": bad}, "key-of-the-bad")

    assert answer.status_code == 422, answer.content.decode()
    assert [row["row"] for row in answer.json()["rows"]] == [2, 3], answer.json()
    assert Matter.objects.filter(kind=KIND).count() == 0
    assert system.post("/matters", {"kind": KIND, "rows": rows(paying, 0)}, "key-of-the-bad").status_code == 201


def test_a_matter_is_withdrawn_and_a_returned_one_put_right(system: System, paying: County) -> None:
    first = system.post("/matters", {"kind": KIND, "rows": rows(paying, 0)}).json()
    gone = system.post(f"/matters/{first['id']}/withdraw", {"reason": "送错了"})
    assert gone.json()["state"] == "withdrawn"
    assert system.post(f"/matters/{first['id']}/withdraw", {"reason": "送错了"}).status_code == 409

    second = system.post("/matters", {"kind": KIND, "rows": rows(paying, 0)}).json()
    procedures.send_back(second["id"], by=By(paying.staff["reviewer"], MAY_DAY), reason="少一个人")
    again = system.post(f"/matters/{second['id']}/resubmit", {"rows": rows(paying, 0, 1)})
    assert (again.status_code, again.json()["people"], again.json()["state"]) == (200, 2, "accepted")


def test_a_person_may_be_given_by_number_and_papers_in_base64(system: System, paying: County) -> None:
    (number,) = people.citizen_numbers([paying.people[0]])
    sent = system.post("/matters", {"kind": "change_phone", "fields": {"person_id": number, "phone": "13900000001"}})

    assert sent.status_code == 201, sent.content.decode()
    assert number not in sent.content.decode() and "13900000001" not in sent.content.decode()
    paper = {"name": "证明.png", "content": base64.b64encode(picture()).decode()}
    refused = system.post("/matters", {"kind": "change_phone", "fields": {"person_id": number, "phone": "1"}, "scans": [paper]})
    assert refused.status_code == 422 and "不收材料" in refused.json()["detail"]


def test_only_registered_kinds_are_sent(system: System, paying: County) -> None:
    for kind in ("register_person", "appoint_member", "nothing"):
        answer = system.post("/matters", {"kind": kind, "fields": {}})
        assert (answer.status_code, answer.json()["code"]) == (403, "api.kind")


def test_the_matter_of_another_client_is_not_there(system: System, paying: County) -> None:
    one = system.post("/matters", {"kind": KIND, "rows": rows(paying, 0)}).json()
    other = system_of(paying, "other-system")

    for answer in (other.get(f"/matters/{one['id']}"), other.post(f"/matters/{one['id']}/withdraw", {"reason": "x"})):
        assert (answer.status_code, answer.json()["code"]) == (404, "matters.unknown")
    assert other.get("/matters").json()["items"] == []
    assert other.get(f"/matters/{one['id']}").content == other.get("/matters/999999").content.replace(b"999999", str(one["id"]).encode())


def test_a_matter_of_the_desk_is_not_there_either(system: System, paying: County) -> None:
    payload = {"person_id": paying.people[0], "phone": "13900000001"}
    mine = procedures.submit("change_phone", payload, by=By(paying.staff["acceptance"], MAY_DAY))

    assert system.get(f"/matters/{mine}").status_code == 404
