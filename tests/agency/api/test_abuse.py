"""What somebody tries at the interface: other addresses, old and stolen tokens, missing scopes, floods, bodies too large or too deep."""

from __future__ import annotations

import base64
import json
import os
import time
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from shebao.agency.exchange.kinds import TOKEN_SECONDS, TOKENS_PER_MINUTE
from shebao.agency.exchange.models import Call, Token
from shebao.agency.installation import queries as installation
from shebao.agency.matters.models import Matter
from tests.agency.api.conftest import ALL, KINDS, System, registered, secret_for, system_of
from tests.world.calendar import MAY_DAY
from tests.world.money import County

ELSEWHERE = "203.0.113.9"


def test_a_token_is_worth_nothing_at_another_address(system: System, paying: County) -> None:
    stolen = System(system.code, "", system.client_id, ELSEWHERE, system.token)

    assert stolen.get("/people").json()["code"] == "api.token"
    assert system.get("/people").status_code == 200


def test_a_token_is_worth_nothing_at_another_allowed_address(paying: County) -> None:
    one = system_of(paying, addresses="127.0.0.1,10.0.0.0/8")
    other = System(one.code, one.secret, one.client_id, "10.1.2.3", one.token)

    assert other.get("/people").status_code == 401
    assert other.come_in().status_code == 200 and other.get("/people").status_code == 200


def test_a_token_ends_after_a_quarter_of_an_hour(system: System) -> None:
    Token.objects.update(created_at=timezone.now() - timedelta(seconds=TOKEN_SECONDS + 1))

    assert system.get("/people").json()["code"] == "api.token"


def test_a_registration_ends_on_its_day(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY + timedelta(days=301))

    assert system.get("/people").status_code == 401 and system.come_in().status_code == 401


def test_whatever_is_wrong_with_a_secret_the_words_are_the_same(paying: County) -> None:
    client = registered(paying)
    secret = secret_for(paying, client)
    told = set()
    for code, given, address in (
        ("nobody-here", secret, "127.0.0.1"),
        ("bank-county", "wrong", "127.0.0.1"),
        ("bank-county", "", "127.0.0.1"),
        ("bank-county", secret, ELSEWHERE),
        ("bank-county", secret, "not-an-address"),
    ):
        answer = System(code, given, client, address).come_in()
        assert answer.status_code == 401
        told.add(answer.content)

    assert len(told) == 1


def test_a_secret_is_taken_by_http_basic_too(paying: County) -> None:
    system = system_of(paying)
    header = base64.b64encode(f"{system.code}:{system.secret}".encode()).decode()
    form = {"grant_type": "client_credentials"}

    for right, status in ((f"Basic {header}", 200), (f"Basic {header[:-4]}", 401), ("Basic ***", 401)):
        answer = system.browser.post("/api/v1/token", form, headers={"Authorization": right})
        assert answer.status_code == status, answer.content
    assert system.browser.post("/api/v1/token", {"grant_type": "password"}).status_code == 422


def test_guessing_secrets_is_stopped_and_traced(paying: County) -> None:
    client = registered(paying)
    guessed = [System("bank-county", str(number), client).come_in().status_code for number in range(TOKENS_PER_MINUTE + 5)]

    assert guessed == [401] * TOKENS_PER_MINUTE + [429] * 5
    assert Call.objects.filter(operation="token", client_id=0).count() == TOKENS_PER_MINUTE


def test_a_missing_scope_and_a_missing_right_are_refused_everywhere(paying: County) -> None:
    system = system_of(paying, scopes="law", kinds="")
    paths = {
        "people": "/people", "employers": "/employers", "contributions": "/contributions/receipts", "payout": "/payout/runs",
        "benefits": "/benefits/decisions/1", "certification": "/certification/people/1", "transfers": "/transfers", "matters": "/matters",
        "statistics": "/statistics/measures", "exchange": "/exchange/batches", "journal": "/journal/head",
    }  # fmt: skip
    for scope, path in paths.items():
        answer = system.get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "api.scope"), scope
    assert set(paths) | {"law"} == set(ALL.split(","))


def test_a_post_taken_away_takes_its_rights_at_once(system: System, paying: County) -> None:
    from shebao.agency.exchange import queries
    from shebao.agency.staff import actions as staff

    staff.relieve(queries.client(system.client_id).member_id, "acceptance", until=MAY_DAY, actor_id=paying.staff["rights_admin"])

    assert system.get("/people").status_code == 401
    assert system.post("/matters", {"kind": "change_phone", "fields": {}}).status_code == 401


def test_a_body_of_ten_megabytes_is_not_read(system: System) -> None:
    answer = system.post("/matters", b'{"kind": "' + b"x" * 10_000_000 + b'"}')

    assert (answer.status_code, answer.json()["code"]) == (413, "api.size")
    assert "client" not in answer.wsgi_request.__dict__, "who is asking was not even looked at"


@pytest.mark.parametrize("depth", [21, 2_000, 200_000])
def test_json_that_is_too_deep_is_refused(system: System, depth: int) -> None:
    body = b'{"kind": "change_phone", "fields": ' + b"[" * depth + b"]" * depth + b"}"
    answer = system.post("/matters", body)

    assert (answer.status_code, answer.json()["code"]) == (400, "api.unreadable")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\xff\xfe", b"null", b"[]", b'"text"', b'{"kind": NaN}', b'{"kind": "\\u0000"}', b'{"kind": "\\ud800"}',
        b'{"kind": 1}', b'{"kind": "change_phone", "fields": {"phone": 1e999}}', b'{"kind": "change_phone", "fields": {"x": ' + b"9" * 5000 + b"}}",
        b'{"kind": "change_phone", "fields": {"person_id": 99999999999999999999}}', b'{"kind": "change_phone", "fields": {"person_id": true}}',
        b'{"kind": "change_phone", "fields": {"person_id": {"a": 1}}}', b'{"kind": "record_certifications", "rows": [{"name": ["x"]}]}',
        b'{"kind": "record_certifications", "rows": [{"strange": "x"}]}', b'{"kind": "record_certifications", "rows": []}',
    ],
)  # fmt: skip
def test_whatever_is_sent_is_refused_in_words(system: System, body: bytes) -> None:
    answer = system.post("/matters", body)

    assert answer.status_code in (400, 403, 422), answer.content
    assert answer["Content-Type"] == "application/problem+json" and answer.json()["detail"]
    assert Matter.objects.count() == 1, "the registration alone"


def test_a_key_that_is_none_and_a_missing_one_are_refused(system: System) -> None:
    for headers in ({}, {"Idempotency-Key": "kurz"}, {"Idempotency-Key": "x" * 65}, {"Idempotency-Key": "schlüssel-"}):
        sent = {"Authorization": f"Bearer {system.token}"} | headers
        body = json.dumps({"kind": "change_phone"})
        answer = system.browser.post("/api/v1/matters", body, content_type="application/json", headers=sent)
        assert answer.status_code == 422, headers


def test_the_key_of_another_client_is_not_its_own(system: System, paying: County) -> None:
    asked = {"kind": "change_phone", "fields": {"person_id": paying.people[0], "phone": "13900000001"}}
    other = system_of(paying, "other-system", kinds=KINDS)

    mine = system.post("/matters", asked, "the-same-key-1")
    theirs = other.post("/matters", asked | {"fields": {"person_id": paying.people[1], "phone": "13900000002"}}, "the-same-key-1")
    assert (mine.status_code, theirs.status_code) == (201, 201) and mine.json()["id"] != theirs.json()["id"]


def test_other_methods_and_addresses_are_answered_in_json(system: System) -> None:
    for method, path, status in (
        ("delete", "people", 405), ("put", "matters/1", 405), ("patch", "people/1", 405), ("get", "matters/preview", 405),
        ("get", "nowhere", 404), ("get", "people/-1", 422), ("get", "people/abc", 422), ("get", "../../people/", 404),
    ):  # fmt: skip
        answer = getattr(system.browser, method)(f"/api/v1/{path}", headers={"Authorization": f"Bearer {system.token}"})
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), (method, path, answer.content)
    assert Browser().get("/api/").json()["code"] == "api.missing"
    assert Browser().get("/api/v1/people?cursor=\0").status_code == 400


def test_a_signed_in_clerk_has_no_way_in_without_a_token(paying: County) -> None:
    from django.contrib.auth import get_user_model

    clerk = Browser()
    clerk.force_login(get_user_model().objects.get(pk=paying.staff["acceptance"]), backend="django.contrib.auth.backends.ModelBackend")

    assert clerk.get("/api/v1/people").status_code == 401
    assert clerk.post("/api/v1/matters", "{}", content_type="application/json").status_code == 401


@pytest.mark.slow
def test_a_flood_is_let_in_as_often_as_was_agreed(paying: County) -> None:
    requests = 10_000 if os.environ.get("LONG") else 500
    system = system_of(paying, per_minute=60)
    begun = time.monotonic()
    statuses = [system.get("/journal/head").status_code for _ in range(requests)]
    seconds = time.monotonic() - begun
    print(f"{requests:,} requests: {statuses.count(200):,} answered, {statuses.count(429):,} refused, in {seconds:.0f} s")

    assert set(statuses) == {200, 429} and statuses[:59] == [200] * 59
    assert 59 <= statuses.count(200) <= 60 * (int(seconds // 60) + 1)
    assert Call.objects.filter(client_id=system.client_id).count() == statuses.count(200) + 1, "a flood fills no table"
    refused = system.get("/journal/head")
    assert refused.status_code == 200 or refused["Retry-After"] == "60"
