"""A desk that was left logs its clerk out, and what was typed there is offered again."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from shebao.agency.desk.office import idle

Desk = Callable[[str], Client]


def test_a_login_nobody_used_for_half_an_hour_ends_and_one_in_use_does_not(at_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, begun = at_desk("acceptance"), time.time()
    answers = []
    for minutes in (0, 20, 40, 60, 89, 121):
        monkeypatch.setattr(idle.time, "time", lambda at=minutes: begun + at * 60)
        answers.append(clerk.get("/people/").status_code)

    assert settings.IDLE_SECONDS == 1800
    assert answers == [200, 200, 200, 200, 200, 302]


def test_a_form_sent_after_that_is_kept_by_the_login_page(at_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, begun = at_desk("acceptance"), time.time()
    clerk.get("/people/")
    monkeypatch.setattr(idle.time, "time", lambda: begun + 3600)

    page = clerk.post("/search/", {"q": "张三"}).content.decode()

    assert 'name="kept"' in page and 'name="password"' in page


def test_clicks_in_quick_succession_write_the_session_once(at_desk: Desk) -> None:
    clerk = at_desk("acceptance")
    clerk.get("/people/")
    first = clerk.session[idle.SEEN]

    clerk.get("/people/")

    assert clerk.session[idle.SEEN] == first
