"""A paying county and its staff at the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from shebao.agency.installation import queries as installation
from tests.world.calendar import MAY_DAY
from tests.world.law import PLACE
from tests.world.money import County


@pytest.fixture
def paying(paying: County, monkeypatch: pytest.MonkeyPatch) -> County:
    """Six pensioners in May 2023; the desk lives on the same day."""
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY)
    return paying


@pytest.fixture
def at_desk(paying: County) -> Callable[[str], Client]:
    """`at_desk("reviewer")`: a browser without a screen, logged in as the holder of that post."""

    def come_in(post: str) -> Client:
        client = Client(enforce_csrf_checks=False)
        client.force_login(get_user_model().objects.get(pk=paying.staff[post]), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return come_in
