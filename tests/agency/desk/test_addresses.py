"""No address breaks, whatever stands in it: every address of the desk with values no form would send, on both databases.

And what a post may not read by opening a page it does not read by sending something to that page either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from shebao.agency.installation import queries as installation
from tests.house.tree import PACKAGE
from tests.world.calendar import MAY_DAY
from tests.world.law import PLACE
from tests.world.money import County

Desk = Callable[[str], Client]
OVERLONG = "9" * 5000
QUERIES = ["²", OVERLONG, "\0", "-1", "1e999999999", "9999-99", "%", "WyJhIiwgMV0"]
NUMBERS = ["0", "1", "999999999999999999", "9" * 30, OVERLONG]
ODD_WORDS = ["unknown-word", "x", "a" * 300, "0" * 64, "-"]
POSTS_LEFT_OUT = {"logout", "login"}
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """(address with its parameters as written, name) of every address."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield "/" + before + str(one.pattern), one.name or ""


def query_names() -> list[str]:
    """Every name some page reads of its address."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("agency/**/*.py"))
    read = set(re.findall(r"GET\.get\(\"(\w+)\"", text)) | set(re.findall(r"Choice\(\s*\"(\w+)\"", text))
    return sorted(read | {"q", "sort", "after", "before", "person"})


def filled(pattern: str, number: str, word: str) -> str:
    return PARAMETER.sub(lambda match: number if match[1] == "int" else word, pattern)


def everyone(county: County) -> list[Client]:
    clients = []
    for post in ("approver", "parameters", "auditor", "finance_checker", "acceptance", "inspector"):
        client = Client(raise_request_exception=False)
        client.force_login(get_user_model().objects.get(pk=county.staff[post]), backend="django.contrib.auth.backends.ModelBackend")
        clients.append(client)
    return [*clients, Client(raise_request_exception=False)]


def broken(client: Client, addresses: list[str], query: dict[str, str]) -> list[tuple[str, str]]:
    """The addresses that answer 500, with what broke them."""
    return [(address[:80], next(iter(query.values()), "")[:20]) for address in addresses if client.get(address, query).status_code >= 500]


def test_no_address_of_an_open_page_breaks_on_what_looks_like_a_number(paying: County) -> None:
    stranger = Client(raise_request_exception=False)
    for number in ("²", OVERLONG, "1\0", "-1", ""):
        for kind, rest in (("SHEBAO-RUN", "|1|1|1|a|b"), ("SHEBAO-SHEET", "|1|a|b")):
            assert broken(stranger, ["/verify/"], {"said": f"{kind}|{number}{rest}"}) == []


def test_an_odd_year_shows_the_year_that_has_books(at_desk: Desk) -> None:
    for address in ("/fund/", "/statements/"):
        for year in ("²", OVERLONG, "1e9", "99999"):
            assert at_desk("approver").get(address, {"year": year}).status_code == 200


def test_a_character_nobody_types_is_answered_in_words(at_desk: Desk) -> None:
    clerk = at_desk("acceptance")

    for answer in (clerk.get("/people/", {"q": "张\0"}), clerk.post("/search/", {"q": "\0"}), clerk.get("/matters/?\0=1")):
        assert answer.status_code == 400 and "看不见的字符" in answer.content.decode()
    assert Client(headers={"cookie": 'sessionid="abcdefghijkl\\000"'}).get("/people/").status_code == 302


def test_a_place_in_a_list_counts_in_that_list_and_order_alone(at_desk: Desk, paying: County) -> None:
    paying.settled()
    approver = at_desk("approver")

    for forged in ("WyJhIiwgMV0", "WzEsMV0", "e30", "x:y:z", "=" * 50):
        for sort in ("amount_fen", "-lines", "month"):
            assert approver.get("/payout/", {"after": forged, "sort": sort}).status_code == 200


@pytest.mark.slow
def test_no_address_breaks_whatever_stands_in_it(paying: County) -> None:
    paying.settled()
    clients, names = everyone(paying), query_names()

    assert sum(1 for _ in patterns()) > 70 and len(names) > 25
    assert _sweep(clients, names) == []


@pytest.mark.slow
@pytest.mark.postgres
def test_no_address_breaks_on_postgresql_either(on_postgres: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY)
    county = County()
    county.settled()

    assert _sweep(everyone(county), query_names()) == []


def _sweep(clients: list[Client], names: list[str]) -> list[tuple[str, str]]:
    """Each address is asked for by the first of us who may see it, the stranger last."""
    broke: list[tuple[str, str]] = []
    for pattern, _ in patterns():
        address = filled(pattern, "1", "x")
        client = next((one for one in clients if one.get(address).status_code == 200), clients[0])
        for value in QUERIES:
            broke += broken(client, [address], dict.fromkeys(names, value))
        if "<" in pattern:
            broke += broken(client, [filled(pattern, number, word) for number, word in zip(NUMBERS, ODD_WORDS, strict=True)], {})
    return sorted(set(broke))


def test_who_may_not_read_a_run_does_not_read_it_by_sending_something_to_it(at_desk: Desk, paying: County) -> None:
    run = paying.sealed()

    for post in ("auditor", "parameters"):
        client = at_desk(post)
        assert client.get(f"/payout/{run.pk}/").status_code == 403
        for verb in ("seal", "x", "approve"):
            answer = client.post(f"/payout/{run.pk}/do/{verb}/", {"digest": run.digest})
            assert answer.status_code == 403 and str(run.lines) + " 笔" not in answer.content.decode()


@pytest.mark.slow
def test_a_page_refused_when_opened_is_refused_when_something_is_sent_to_it(paying: County) -> None:
    """For every address below a page: who gets 403 from the page gets no page of it by POST."""
    paying.settled()
    addresses = [filled(pattern, "1", "x") for pattern, name in patterns() if name not in POSTS_LEFT_OUT]
    leaks = []
    for client in everyone(paying)[:-1]:
        for address in addresses:
            page = re.match(r"/\w+/\d+/", address)
            if page is None or client.get(page[0]).status_code != 403:
                continue
            if client.post(address, {}).status_code not in (403, 404, 405):
                leaks.append(address)

    assert leaks == []
