"""What somebody tries who means ill at the public doors, one test each: every one is tried, and none gets anything."""

from __future__ import annotations

import secrets
import statistics
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from shebao.agency.people import queries as people
from shebao.agency.public import actions, provider
from shebao.agency.public.kinds import CODE_TRIES, CODES_AN_HOUR, MOST_IN_TEN_MINUTES, REQUESTS_AN_HOUR
from shebao.agency.public.models import CodeRequest, PublicSession, Submission
from shebao.agency.public.signing import signature
from shebao.base.finding import Refused
from shebao.base.identity import invented_citizen_number
from shebao.demo.code_provider import Service
from tests.agency.public.conftest import number_of
from tests.agency.public.test_inbox import sent
from tests.support.scans import picture
from tests.world.calendar import MAY_DAY
from tests.world.money import County

At = Callable[[int], Client]


def ask(client: Client, name: str, number: str) -> object:
    return client.post("/my/in/", {"name": name, "citizen_number": number})


@pytest.mark.slow
def test_enumeration_of_people_gives_the_same_answer_after_the_same_work(paying: County, telephones: Service) -> None:
    known, number = people.person(paying.people[0]).name, number_of(paying.people[0])
    stranger = invented_citizen_number("990101", MAY_DAY.replace(year=1971), 777)
    tries = {"known": (known, number), "wrong name": ("王五", number), "stranger": ("王五", stranger)}
    pages, calls, rows = {}, {}, {}
    for what, (name, said) in tries.items():
        client, before, stored = Client(), len(telephones.telephones.calls), CodeRequest.objects.count()
        answer = client.post("/my/in/", {"name": name, "citizen_number": said})
        calls[what], rows[what] = len(telephones.telephones.calls) - before, CodeRequest.objects.count() - stored
        page = client.get(answer["Location"])
        wrong = client.post(answer["Location"], {"code": "000000"})
        pages[what] = (answer.status_code, page.status_code, _plain(page), wrong.status_code, _plain(wrong))

    assert pages["known"] == pages["wrong name"] == pages["stranger"]
    assert set(calls.values()) == {1} and set(rows.values()) == {1}
    assert len(telephones.telephones.inbox()) == 1, "only the one who is known was sent anything"
    assert PublicSession.objects.count() == 0


def _plain(answer: object) -> str:
    """A page without what is drawn anew for every form."""
    import re

    return re.sub(r'(name="csrfmiddlewaretoken" value="|\?r=)[^"]*', "", answer.content.decode())  # type: ignore[attr-defined]


@pytest.mark.slow
def test_enumeration_by_the_clock_shows_nothing(paying: County, telephones: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    from shebao.agency.portal import sign_in

    monkeypatch.setattr(sign_in, "AT_LEAST_SECONDS", 0.25)
    known, stranger = number_of(paying.people[0]), invented_citizen_number("990101", MAY_DAY.replace(year=1971), 778)
    times: dict[str, list[float]] = {"known": [], "stranger": []}
    for _ in range(5):
        for what, number in (("known", known), ("stranger", stranger)):
            began = time.monotonic()
            ask(Client(), people.person(paying.people[0]).name, number)
            times[what].append(time.monotonic() - began)
    medians = {what: statistics.median(values) for what, values in times.items()}
    print(f"known {medians['known'] * 1000:.0f} ms, stranger {medians['stranger'] * 1000:.0f} ms")

    assert abs(medians["known"] - medians["stranger"]) < 0.02 and min(medians.values()) >= 0.25


def test_a_replayed_code_opens_nothing(paying: County, telephones: Service) -> None:
    client = Client()
    asked = ask(client, people.person(paying.people[0]).name, number_of(paying.people[0]))
    code = telephones.telephones.inbox()[0].code
    assert client.post(asked["Location"], {"code": code}).status_code == 302  # type: ignore[index]
    again = Client().post(asked["Location"], {"code": code})  # type: ignore[index]

    assert again.status_code == 200 and "验证码不对" in again.content.decode()
    assert PublicSession.objects.count() == 1


def test_a_code_is_guessed_five_times_and_no_more_and_dies_after_five_minutes(paying: County, telephones: Service) -> None:
    client = Client()
    asked = ask(client, people.person(paying.people[0]).name, number_of(paying.people[0]))["Location"]  # type: ignore[index]
    code = telephones.telephones.inbox()[0].code
    for guess in range(CODE_TRIES):
        client.post(asked, {"code": f"{(int(code) + guess + 1) % 10**6:06d}"})
    assert client.post(asked, {"code": code}).status_code == 200, "the right code comes too late"
    CodeRequest.objects.all().delete()
    fresh = ask(client, people.person(paying.people[0]).name, number_of(paying.people[0]))["Location"]  # type: ignore[index]
    CodeRequest.objects.update(created_at=timezone.now() - timedelta(seconds=301))
    assert client.post(fresh, {"code": telephones.telephones.inbox()[0].code}).status_code == 200
    assert PublicSession.objects.count() == 0


def test_asking_again_within_a_minute_sends_nothing_and_the_first_code_still_opens(paying: County, telephones: Service) -> None:
    name, number = people.person(paying.people[0]).name, number_of(paying.people[0])
    ask(Client(), name, number)
    second = Client()
    asked = ask(second, name, number)["Location"]  # type: ignore[index]
    (message,) = telephones.telephones.inbox()

    assert second.post(asked, {"code": message.code}).status_code == 302


def test_flooding_somebody_s_telephone_with_codes_stops_at_five_an_hour(paying: County, telephones: Service) -> None:
    name, number = people.person(paying.people[0]).name, number_of(paying.people[0])
    for _ in range(CODES_AN_HOUR + 4):
        assert ask(Client(), name, number).status_code == 302  # type: ignore[attr-defined]
        CodeRequest.objects.update(created_at=timezone.now() - timedelta(seconds=90))

    assert len(telephones.telephones.inbox()) == CODES_AN_HOUR


@pytest.mark.slow
def test_one_address_that_asks_for_everybody_is_stopped(paying: County, telephones: Service) -> None:
    numbers = [invented_citizen_number("990101", MAY_DAY.replace(year=1972), n) for n in range(1, REQUESTS_AN_HOUR + 2)]
    answers = [ask(Client(), "王五", number) for number in numbers]

    assert [answer.status_code for answer in answers[:REQUESTS_AN_HOUR]] == [302] * REQUESTS_AN_HOUR  # type: ignore[attr-defined]
    assert "要的验证码太多" in answers[-1].content.decode()  # type: ignore[attr-defined]


def test_other_people_s_receipts_do_not_open(paying: County, at_home: At) -> None:
    receipt = sent(paying.people[0])
    other = at_home(paying.people[1])

    assert other.get(f"/my/matters/{receipt.id}/").status_code == 404
    assert "没有这一页" in other.get(f"/my/matters/{receipt.id}/").content.decode()
    assert other.post(f"/my/matters/{receipt.id}/").status_code == 404
    assert other.get(f"/my/matters/{receipt.id + 1}/").status_code == 404, "the same as for one there is not"
    assert other.get(f"/my/apply/enquiry/?follows={receipt.id}").status_code == 200
    assert "什么时候发钱" not in other.get(f"/my/apply/enquiry/?follows={receipt.id}").content.decode()
    assert Submission.objects.get().state == "received"
    assert receipt.number not in other.get("/my/matters/").content.decode()


def test_a_session_is_nobody_else_s(paying: County, at_home: At) -> None:
    mine = at_home(paying.people[0])
    token = mine.cookies["shebao_my"].value
    forged = Client()
    for text in (token[:-2] + "xx", token.split(":")[0], "", "e30:x:y"):
        forged.cookies["shebao_my"] = text
        assert forged.get("/my/").status_code == 302, text
    forged.cookies["shebao_unit"] = token
    assert forged.get("/unit/").status_code == 302, "the cookie of one door opens no other"
    forged.cookies["sessionid"] = token
    assert forged.get("/people/").status_code == 302
    PublicSession.objects.update(created_at=timezone.now() - timedelta(hours=5))
    assert mine.get("/my/").status_code == 302, "a session ends after four hours"


def test_forms_without_the_token_of_their_page_do_nothing(paying: County, at_home: At) -> None:
    client = at_home(paying.people[0])
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    for path, fields in (("/my/apply/enquiry/", {"about": "ask", "text": "x", "step": "send"}), ("/my/out/", {}), ("/my/in/", {})):
        assert strict.post(path, fields).status_code == 403, path

    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("card.png", b"MZ\x90\x00 not a picture", "还不能提交"),
        ("card.pdf", b"<html><script>alert(1)</script></html>", "还不能提交"),
        ("card.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "还不能提交"),
        ("card.png", b"", "还不能提交"),
        ("card.jpg", b"\xff\xd8" + b"0" * 6_000_000, "超过 5 MB"),
    ],
)
def test_uploads_of_wrong_kinds_are_refused(name: str, content: bytes, words: str, paying: County, at_home: At) -> None:
    client = at_home(paying.people[0])
    file = SimpleUploadedFile(name, content)
    fields = {"bank": "县农商行", "account_number": "6212260000000000000", "step": "send", "key": "u" * 32, "scans_file": file}
    page = client.post("/my/apply/bank_account/", fields).content.decode()

    assert words in page and "<script>alert" not in page
    assert Submission.objects.count() == 0


def test_a_scan_of_somebody_else_is_not_attached_by_its_slip(paying: County, at_home: At) -> None:
    first, second = at_home(paying.people[0]), at_home(paying.people[1])
    fields = {"bank": "县农商行", "account_number": "1", "step": "look", "scans_file": SimpleUploadedFile("card.png", picture())}
    slip = first.post("/my/apply/bank_account/", fields).context["fields"][-1].slips[0].slip
    page = second.post("/my/apply/bank_account/", {"bank": "县农商行", "account_number": "1", "step": "look", "scans": slip})

    assert "已经过期" in page.content.decode()


@pytest.mark.slow
def test_robots_that_file_forms_by_the_thousand_are_stopped_early_and_wait_for_nobody(paying: County, at_home: At) -> None:
    from shebao.agency.journal.models import Entry

    client, entries = at_home(paying.people[0]), Entry.objects.count()
    codes = []
    for n in range(40):
        fields = {"about": "ask", "text": f"第{n}次", "step": "send", "key": secrets.token_hex(8)}
        codes.append(client.post("/my/apply/enquiry/", fields).status_code)

    assert codes.count(302) == MOST_IN_TEN_MINUTES and Submission.objects.count() == MOST_IN_TEN_MINUTES
    assert Entry.objects.count() == entries, "nothing of it took the journal's turn"


@pytest.mark.slow
def test_scraping_the_open_figures_counts_once(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.cache import cache

    from shebao.agency.portal.open import views

    cache.clear()
    counted = []
    whole = views._counted
    monkeypatch.setattr(views, "_counted", lambda year: counted.append(year) or whole(year))
    for _ in range(20):
        assert Client().get("/open/figures/").status_code == 200

    assert counted == [2023]


def test_a_replayed_or_unsigned_request_is_not_answered_by_the_provider(telephones: Service) -> None:
    import json
    import urllib.error
    import urllib.request

    body, at = json.dumps({"name": "x", "citizen_number": "y", "deliver": True}).encode(), str(int(time.time()))
    key = telephones.telephones.key

    def status(nonce: str, moment: str, said: str) -> int:
        headers = {"X-Time": moment, "X-Nonce": nonce, "X-Signature": said}
        try:
            return int(urllib.request.urlopen(urllib.request.Request(f"{telephones.url}/send", body, headers), timeout=5).status)
        except urllib.error.HTTPError as error:
            return error.code

    good = signature(key, at.encode(), b"n1", b"/send", body)
    assert status("n1", at, good) == 200
    assert status("n1", at, good) == 403, "said before"
    assert status("n2", at, good) == 403, "signed for another nonce"
    old = str(int(time.time()) - 600)
    assert status("n3", old, signature(key, old.encode(), b"n3", b"/send", body)) == 403
    assert status("n4", at, signature(b"0" * 32, at.encode(), b"n4", b"/send", body)) == 403


def test_a_provider_that_is_away_or_false_is_said_in_words(paying: County, telephones: Service, settings: object) -> None:
    name, number = people.person(paying.people[0]).name, number_of(paying.people[0])
    settings.CODE_PROVIDER_URL = "http://127.0.0.1:9"  # type: ignore[attr-defined]
    assert "暂时连不上" in ask(Client(), name, number).content.decode()  # type: ignore[attr-defined]
    settings.CODE_PROVIDER_URL = ""  # type: ignore[attr-defined]
    assert "还没有开通网上登录" in Client().get("/my/in/").content.decode()
    false = provider.HttpProvider(telephones.url, telephones.telephones.key)
    telephones.telephones.key = b"1" * 32
    with pytest.raises(Refused, match="连不上|验签"):
        false.send(name, number, deliver=True)


@pytest.mark.slow
def test_two_hands_redeem_one_code_and_one_comes_in(database: str, at_once: Callable[..., list[object]]) -> None:
    from shebao.agency.store import vault
    from shebao.agency.store.digest import canonical

    service = Service(vault.key(provider.KEY_NAME, provider.KEY_BYTES))
    adapter = provider.HttpProvider(service.url, service.telephones.key)
    lock = threading.Lock()
    try:
        reference = adapter.send("甲", "x" * 18, deliver=True)
        sealed = vault.seal(canonical({"name": "甲", "number": "x" * 18, "person": 0, "employer": 0}), CodeRequest.SEALED_PLACE, 7)
        CodeRequest.objects.create(
            id=7, door="my", subject_index=b"1", address_mark=b"2", reference=reference, holder_sealed=sealed, sent=True, good=True
        )
        code = service.telephones.inbox()[0].code
        from django.test.utils import override_settings

        with lock, override_settings(CODE_PROVIDER_URL=service.url):
            outcomes = at_once(*[lambda: actions.redeem(7, code)] * 4)
    finally:
        service.stop()

    assert sum(isinstance(outcome, str) for outcome in outcomes) == 1, outcomes
    assert PublicSession.objects.count() == 1


@pytest.mark.slow
def test_no_address_of_the_public_breaks_whatever_stands_in_it(paying: County, at_home: At) -> None:
    from tests.agency.desk.test_addresses import NUMBERS, ODD_WORDS, QUERIES, broken, filled, patterns, query_names

    paying.settled()
    inside, outside = at_home(paying.people[0]), Client()
    inside.raise_request_exception = outside.raise_request_exception = False
    names = [*query_names(), "r", "follows", "key", "code", "step", "answer", "asked", "rows", "back", "what"]
    broke: list[object] = []
    mine = [pattern for pattern, _ in patterns() if pattern.startswith(("/my/", "/unit/", "/open/"))]
    for pattern in mine:
        for client in (inside, outside):
            if pattern in ("/my/out/",):
                continue
            address = filled(pattern, "1", "claim")
            for value in QUERIES:
                broke += broken(client, [address], dict.fromkeys(names, value))
                if client.post(address, dict.fromkeys(names, value)).status_code >= 500:
                    broke.append((address, value[:20]))
            if "<" in pattern:
                addresses = [filled(pattern, number, word) for number, word in zip(NUMBERS, ODD_WORDS, strict=True)]
                broke += broken(client, addresses, {})
                broke += [(one[:60], "POST") for one in addresses if client.post(one, {}).status_code >= 500]

    assert len(mine) > 35
    assert sorted(set(broke)) == []
