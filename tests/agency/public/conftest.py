"""A paying county with a provider of codes that really answers over HTTP, and people of it at the public doors."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from shebao.agency.installation import queries as installation
from shebao.agency.people import queries as people
from shebao.agency.portal import sign_in
from shebao.agency.public import provider
from shebao.agency.store import vault
from shebao.demo.code_provider import Service
from tests.world.calendar import MAY_DAY
from tests.world.law import PLACE
from tests.world.money import County


@pytest.fixture
def paying(paying: County, monkeypatch: pytest.MonkeyPatch) -> County:
    """Six pensioners in May 2023; the doors live on the same day."""
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY)
    monkeypatch.setattr(sign_in, "AT_LEAST_SECONDS", 0)  # what the wait is for has a test of its own
    return paying


@pytest.fixture
def telephones(settings: object, db: None) -> Iterator[Service]:
    """The provider, and what it sent."""
    service = Service(vault.key(provider.KEY_NAME, provider.KEY_BYTES))
    settings.CODE_PROVIDER_URL = service.url  # type: ignore[attr-defined]
    yield service
    service.stop()


def number_of(person_id: int) -> str:
    """The full citizen number of somebody of the tests' county."""
    return people.citizen_numbers([person_id])[0]


@pytest.fixture
def at_home(paying: County, telephones: Service) -> Callable[[int], Client]:
    """`at_home(person_id)`: that person, signed in at /my/ with the code of their telephone."""

    def come_in(person_id: int) -> Client:
        client = Client(enforce_csrf_checks=False)
        name = people.person(person_id).name
        asked = client.post("/my/in/", {"name": name, "citizen_number": number_of(person_id)})
        assert asked.status_code == 302, asked.content.decode()[:2000]
        code = telephones.telephones.inbox()[0].code
        inside = client.post(asked["Location"], {"code": code})
        assert inside.status_code == 302 and inside["Location"] == "/my/", inside.content.decode()[:2000]
        return client

    return come_in
