"""A terminal: unknown until a matter registers it; then the very pages of home, larger, ending by themselves without a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shebao.agency.portal.access import COOKIES
from shebao.agency.public.models import PublicSession
from tests.world.calendar import MAY_DAY
from tests.world.money import County
from tests.world.staff import carry_through

pytestmark = pytest.mark.slow
TERMINAL = {"what": "open", "number": "Z-1", "name": "一楼自助机", "place": "示例乡大厅"}


def registered(paying: County, client: Client, **more: str) -> int:
    """The machine of a client put into use by the code it shows."""
    code = client.get("/kiosk/").context["code"]
    return int(carry_through("register_terminal", TERMINAL | {"code": code} | more, paying.staff, MAY_DAY))


def test_an_unknown_machine_shows_its_code_and_nothing_ends_by_itself(paying: County, at_home: Callable[[int], Client]) -> None:
    page = Client().get("/kiosk/")
    assert "还没有登记" in page.content.decode() and len(page.context["code"]) == 16
    client = at_home(paying.people[0])
    assert client.get("/kiosk/").status_code == 200
    answer = client.get("/my/")
    assert "Refresh" not in answer and "kiosk-bar" not in answer.content.decode()
    client.get("/my/ends/")
    assert client.get("/my/").status_code == 200, "only a terminal ends by itself"


def test_a_registered_terminal_shows_the_pages_of_home_and_goes_back_by_itself(paying: County, at_home: Callable[[int], Client]) -> None:
    client = at_home(paying.people[0])
    terminal = registered(paying, client)
    assert "一楼自助机" in client.get("/kiosk/").content.decode() and "Refresh" not in client.get("/kiosk/")
    page = client.get("/my/")
    assert page["Refresh"] == "60; url=/my/ends/" and "我还在，继续" in page.content.decode()
    assert client.get("/my/apply/enquiry/")["Refresh"] == "180; url=/my/ends/", "a form is not taken away while it is filled in"
    assert client.get("/open/")["Refresh"].startswith("60;")

    over = client.get("/my/ends/")
    assert over["Location"] == "/kiosk/" and PublicSession.objects.get().ended_at is not None
    assert client.cookies[COOKIES["my"]].value == "" and client.get("/my/").status_code == 302
    carry_through("register_terminal", {"what": "end", "terminal_id": str(terminal), "reason": "搬走"}, paying.staff, MAY_DAY)
    assert "还没有登记" in client.get("/kiosk/").content.decode()


def test_a_terminal_of_another_network_and_a_forged_cookie_are_none(paying: County) -> None:
    client, other = Client(REMOTE_ADDR="10.1.2.3"), Client(REMOTE_ADDR="10.1.2.3")
    registered(paying, client, network="10.1.2.0/24")
    assert "一楼自助机" in client.get("/kiosk/").content.decode()
    assert "还没有登记" in client.get("/kiosk/", REMOTE_ADDR="10.9.9.9").content.decode()
    other.cookies["shebao_kiosk"] = client.cookies["shebao_kiosk"].value[:-2] + "xx"
    assert "还没有登记" in other.get("/kiosk/").content.decode()


def test_a_session_at_a_terminal_is_over_soon_even_if_nobody_follows_the_countdown(
    paying: County, at_home: Callable[[int], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    from shebao.agency.portal import access

    client = at_home(paying.people[0])
    registered(paying, client)
    assert client.get("/my/").status_code == 200
    monkeypatch.setattr(access, "KIOSK_FORM_SECONDS", -100)
    assert client.get("/my/").status_code == 302
