"""Reading by the interface: every list and every one, page by page, masked, with an ETag; the same figures as the counters'."""

from __future__ import annotations

import re

import pytest
from django.test import Client as Browser

from shebao.agency.benefits import queries as benefits
from shebao.agency.journal import queries as journal
from shebao.agency.people import queries as people
from tests.agency.api.conftest import System
from tests.world.calendar import MAY
from tests.world.law import PLACE, SCHEME
from tests.world.money import County


def test_every_person_comes_once_page_by_page(system: System, paying: County) -> None:
    given, cursor = [], ""
    while True:
        page = system.get("/people", {"limit": 2, "cursor": cursor}).json()
        given += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        cursor = page["next"]

    assert given == sorted(paying.people)


def test_a_cursor_of_another_list_is_refused(system: System) -> None:
    cursor = system.get("/people", {"limit": 1}).json()["next"]

    for bad in (cursor, "x" * 20, cursor[:-1]):
        answer = system.get("/employers", {"cursor": bad})
        assert (answer.status_code, answer.json()["code"]) == (422, "api.cursor")


def test_a_citizen_number_goes_out_masked_and_comes_in_by_the_body(system: System, paying: County) -> None:
    person = paying.people[0]
    (number,) = people.citizen_numbers([person])

    found = system.post("/people/find", {"citizen_number": number})
    assert found.status_code == 200 and found.json()["id"] == person
    for answer in (found, system.get(f"/people/{person}"), system.get("/people")):
        assert number not in answer.content.decode()
    assert system.post("/people/find", {"citizen_number": "11010519491231002X"}).status_code == 404


def test_a_person_is_insured_has_accounts_and_a_benefit(system: System, paying: County) -> None:
    person = paying.people[0]

    enrolment = system.get(f"/people/{person}/enrolment").json()
    assert [row["scheme"] for row in enrolment["spells"]] == [SCHEME]
    assert system.get(f"/people/{person}/accounts").json()["items"][0]["balance_fen"] == 13_900_00
    (benefit,) = system.get(f"/benefits/people/{person}").json()["items"]
    decision = benefit["decisions"][0]
    assert decision["total_fen"] == sum(part["fen"] for part in decision["parts"]) > 0
    assert system.get(f"/benefits/decisions/{decision['id']}").json() == decision
    sheet = system.get(f"/benefits/decisions/{decision['id']}/sheet").json()
    assert sheet["digest"] == benefits.stored_sheet(decision["id"]).digest() and sheet["steps"]
    assert system.get(f"/certification/people/{person}").json()["events"] == []


def test_those_in_payment_and_their_amounts_are_the_counters_own(system: System, paying: County) -> None:
    rows = system.get("/benefits/in-payment", {"scheme": SCHEME, "month": MAY}).json()["items"]

    assert [row["person_id"] for row in rows] == sorted(paying.people)
    assert [row["monthly_fen"] for row in rows] == benefits.monthly_fen(benefits.people_in_payment(SCHEME, MAY), SCHEME).tolist()


def test_a_run_its_lines_and_the_banks_answers_are_read(system: System, paying: County) -> None:
    run = paying.settled()
    shown = system.get(f"/payout/runs/{run.pk}").json()
    lines = system.get(f"/payout/runs/{run.pk}/lines", {"limit": 4}).json()

    assert shown["lines"] == 6 and shown["digest"] == run.digest
    assert len(lines["items"]) == 4 and {row["answer"] for row in lines["items"]} <= {"paid", "returned"}
    rest = system.get(f"/payout/runs/{run.pk}/lines", {"cursor": lines["next"]}).json()["items"]
    assert sum(row["total_fen"] for row in (*lines["items"], *rest)) == shown["amount_fen"]
    assert [row["id"] for row in system.get("/payout/runs").json()["items"]] == [run.pk]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/employers", {}),
        ("/contributions/assessments", {}),
        ("/contributions/receipts", {}),
        ("/transfers", {}),
        ("/certification", {"scheme": SCHEME}),
        ("/certification/standing", {"scheme": SCHEME, "month": MAY}),
        ("/statistics/measures", {}),
        ("/law/keys", {}),
        ("/law/calculations", {}),
        ("/matters", {}),
        ("/matters/kinds", {}),
        ("/exchange/batches", {}),
        ("/exchange/layouts", {}),
        ("/exchange/out/tax_due", {}),
    ],
)
def test_every_list_is_read(system: System, path: str, query: dict[str, object]) -> None:
    answer = system.get(path, query)

    expected = (200, 403) if path.endswith("tax_due") else (200,)
    assert answer.status_code in expected, answer.content.decode()


def test_what_there_is_not_is_a_problem_in_chinese(system: System) -> None:
    for path in (
        "/people/999999", "/employers/9", "/benefits/decisions/9", "/payout/runs/9", "/transfers/9", "/matters/9", "/exchange/batches/9",
        "/nothing", "/law/values/nothing_here?day=2023-05-01",
    ):  # fmt: skip
        answer = system.get(path)
        assert answer.status_code == 404, (path, answer.content.decode())
        assert answer["Content-Type"] == "application/problem+json"
        assert re.search("[\u4e00-\u9fff]", answer.json()["detail"])


def test_a_measure_and_a_value_of_the_law_are_read(system: System) -> None:
    measures = {row["name"] for row in system.get("/statistics/measures").json()["items"]}
    one = system.get(
        f"/statistics/measures/{'insured' if 'insured' in measures else sorted(measures)[0]}", {"scheme": SCHEME, "year": 2023}
    )
    value = system.get("/law/values/resident_claim_age_years", {"day": "2023-05-31"}).json()

    assert one.status_code == 200, one.content.decode()
    assert (value["value"], value["place"]) == ("60", PLACE) and value["document"]


def test_the_end_of_the_journal_is_the_journals(system: System) -> None:
    seq, entry_hash = journal.head()

    assert system.get("/journal/head").json() == {"seq": seq, "entry_hash": entry_hash}


def test_what_did_not_change_is_not_sent_again(system: System) -> None:
    first = system.get("/people")
    again = system.get("/people", {}, **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert system.get("/people", {"limit": 1}, **{"If-None-Match": first["ETag"]}).status_code == 200


def test_a_version_that_ends_says_when(system: System, settings: object) -> None:
    assert "Sunset" not in system.get("/people")
    settings.API_SUNSET = {"v1": "Tue, 01 Jun 2027 00:00:00 GMT"}  # type: ignore[attr-defined]

    assert system.get("/people")["Sunset"] == "Tue, 01 Jun 2027 00:00:00 GMT"


def test_the_document_is_open_and_nothing_else_is() -> None:
    stranger = Browser(raise_request_exception=False)

    assert stranger.get("/api/v1/openapi.json").status_code == 200
    for path in ("people", "matters", "payout/runs", "law/keys", "journal/head"):
        answer = stranger.get(f"/api/v1/{path}")
        assert (answer.status_code, answer.json()["code"]) == (401, "api.token")
        assert "Bearer" in answer["WWW-Authenticate"]
