"""A second factor at the desk: set up by its owner, asked for at the door and at a signature, taken away by two others; and who guesses is slowed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client

from shebao.agency.desk.office import attempts
from shebao.agency.journal.by import By
from shebao.agency.payout.models import Run
from shebao.agency.procedures import actions as procedures
from shebao.agency.staff import actions, one_time_code, second_factor
from shebao.agency.staff.models import Member
from shebao.base.finding import Refused
from tests.world.calendar import MAY_DAY, by
from tests.world.money import County, problems_of

Desk = Callable[[str], Client]
PASSWORD = "Xin-Mima-42-Hao"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """The hour of the one-time codes, which the test moves."""
    hour = {"now": 1_700_000_000.0}
    monkeypatch.setattr(second_factor.time, "time", lambda: hour["now"])
    return hour


@pytest.fixture
def reviewer(paying: County) -> int:
    """The reviewer, who has a password."""
    member = paying.staff["reviewer"]
    actions.set_password(member, PASSWORD, by=By(member, MAY_DAY))
    return member


def log_in(
    password: str = PASSWORD, *, address: str = "10.0.0.1", client: Client | None = None, name: str = "reviewer"
) -> tuple[Client, Any]:
    client = client or Client()
    return client, client.post("/login/", {"username": name, "password": password, "next": "/payout/"}, REMOTE_ADDR=address)


def set_up(clock: dict[str, float], client: Client, **typed: str) -> tuple[str, Any]:
    """(the secret on the page, the answer)."""
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", client.get("/factor/").content.decode()).group(1).replace(" ", "")  # type: ignore[union-attr]
    form = {"password": PASSWORD, "code": one_time_code.code_of(secret, one_time_code.step_at(clock["now"]))} | typed
    return secret, client.post("/factor/", form)


def code_now(clock: dict[str, float], secret: str) -> str:
    """The telephone's next code."""
    clock["now"] += 30
    return one_time_code.code_of(secret, one_time_code.step_at(clock["now"]))


def test_a_code_is_asked_for_after_the_password_and_each_opens_the_door_once(clock: dict[str, float], reviewer: int) -> None:
    client, inside = log_in()
    secret, done = set_up(clock, client)
    code = code_now(clock, secret)

    other, asked = log_in()
    wrong = other.post("/login/code/", {"code": "000000", "next": "/payout/"}, REMOTE_ADDR="10.0.0.1")
    opened = other.post("/login/code/", {"code": code, "next": "/payout/"}, REMOTE_ADDR="10.0.0.1")
    third, _ = log_in()
    again = third.post("/login/code/", {"code": code}, REMOTE_ADDR="10.0.0.1")

    assert inside.status_code == 302 and done.headers["Location"] == "/"
    assert "打开手机上的验证器" in asked.content.decode() and "动态码不对" in wrong.content.decode()
    assert opened.headers["Location"] == "/payout/" and other.get("/payout/").status_code == 200
    assert "动态码不对" in again.content.decode() and third.get("/payout/").status_code == 302
    assert secret not in repr(Member.objects.filter(id=reviewer).values())
    assert problems_of("staff.members") == ()


def test_the_code_must_follow_the_password_within_five_minutes_and_cannot_come_without_it(
    clock: dict[str, float], reviewer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = log_in()
    secret, _ = set_up(clock, client)
    other, _ = log_in()
    clock["now"] += 301

    late = other.post("/login/code/", {"code": code_now(clock, secret)})
    alone = Client().post("/login/code/", {"code": code_now(clock, secret)})

    assert {late.headers["Location"], alone.headers["Location"]} == {"/login/"}


def test_nobody_sets_up_a_telephone_without_the_password_a_right_code_and_the_present_telephone(
    clock: dict[str, float], reviewer: int
) -> None:
    client, _ = log_in()
    _, no_password = set_up(clock, client, password="wrong")
    _, no_code = set_up(clock, client, code="000000")
    first, _ = set_up(clock, client)
    _, no_present = set_up(clock, client, present="000000")
    second, moved = set_up(clock, client, present=code_now(clock, first))

    assert "密码不对，没有设置" in no_password.content.decode() and "动态码不对，没有设置" in no_code.content.decode()
    assert "原手机上的动态码不对" in no_present.content.decode() and moved.headers["Location"] == "/"
    assert (
        first != second and not second_factor.use(reviewer, code_now(clock, first)) and second_factor.use(reviewer, code_now(clock, second))
    )


def test_a_signature_asks_for_the_code_of_whoever_has_one(clock: dict[str, float], reviewer: int, paying: County) -> None:
    run = paying.sealed()
    client, _ = log_in()
    secret, _ = set_up(clock, client)
    form = {"digest": run.digest, "looked": "1", "password": PASSWORD}

    page = client.get(f"/payout/{run.pk}/").content.decode()
    without = client.post(f"/payout/{run.pk}/do/review/", form).content.decode()
    state = Run.objects.get(pk=run.pk).state
    signed = client.post(f"/payout/{run.pk}/do/review/", form | {"code": code_now(clock, secret)})

    assert 'name="code"' in page and "动态码不对，没有签署" in without and state == "sealed"
    assert signed.status_code == 302 and Run.objects.get(pk=run.pk).state == "reviewed"


def test_a_lost_telephone_takes_two_others(clock: dict[str, float], reviewer: int, paying: County) -> None:
    ops = actions.create_member("ops", "管账号的人", "ops-person", None, by=by(MAY_DAY)).id
    actions.appoint(ops, "ops", since=MAY_DAY, actor_id=None)
    request = {"username": "reviewer", "evidence": "本人持工作证到场"}
    with pytest.raises(Refused, match="没有设置动态码"):
        procedures.submit("remove_second_factor", request, by=By(ops, MAY_DAY))
    client, _ = log_in()
    set_up(clock, client)

    matter = procedures.submit("remove_second_factor", request, by=By(ops, MAY_DAY))
    for member in (ops, reviewer):
        with pytest.raises(Refused):
            procedures.approve(matter, by=By(member, MAY_DAY))
    procedures.approve(matter, by=By(paying.staff["inspector"], MAY_DAY))

    assert log_in()[1].headers["Location"] == "/payout/"
    assert problems_of("staff.members") == ()
    Member.objects.filter(id=reviewer).update(factor_sealed=b"x")
    assert "动态码与日志不符" in problems_of("staff.members")[0]


def test_five_wrong_codes_or_present_passwords_lock_like_five_wrong_passwords(clock: dict[str, float], reviewer: int) -> None:
    client, _ = log_in()
    set_up(clock, client)
    other, _ = log_in()

    codes = [other.post("/login/code/", {"code": "000000"}, REMOTE_ADDR="10.0.0.1").status_code for _ in range(6)]
    AccessAttempt.objects.all().delete()
    change = {"current": "wrong", "new": "Y" * 14 + "a1", "again": "Y" * 14 + "a1"}
    passwords = [client.post("/password/", change).status_code for _ in range(6)]

    assert codes[0] == 200 and codes[-1] == 429 and passwords[0] == 200 and passwords[-1] == 429


def test_many_names_from_one_address_are_refused_and_other_addresses_are_not(reviewer: int) -> None:
    sprayed = [log_in("wrong", address="10.9.9.9", name=f"name{i}")[1].status_code for i in range(12)]

    there, here = log_in(address="10.9.9.9")[1], log_in(address="10.0.0.1")[1]

    assert sprayed[9] == 200 and sprayed[-1] == 429 and there.status_code == 429
    assert "许多不同的登录名" in there.content.decode() and here.status_code == 302


def test_a_name_tried_from_many_addresses_opens_only_where_it_was_opened_before(reviewer: int) -> None:
    """Strangers guess from everywhere; whoever the name belongs to is not kept out at their own desk."""
    desk, _ = log_in(address="10.0.0.1")
    for address in ("10.9.0.1", "10.9.0.2", "10.9.0.3", "10.9.0.4"):
        for _ in range(4):
            log_in("wrong", address=address)

    elsewhere, own_desk = log_in(address="10.9.0.9")[1], log_in(address="10.0.0.1")[1]
    own_browser = log_in(address="10.0.0.77", client=desk)[1]

    assert elsewhere.status_code == 429 and "许多地方" in elsewhere.content.decode()
    assert own_desk.status_code == 302 and own_browser.status_code == 302
    assert attempts.TRIES_OF_ONE_NAME <= 16


def test_what_was_on_its_way_when_the_login_ran_out_is_offered_after_the_code_too(clock: dict[str, float], reviewer: int) -> None:
    client, _ = log_in()
    secret, _ = set_up(clock, client)
    kept = re.search(r'name="kept" value="([^"]+)"', Client().post("/search/", {"q": "张三"}).content.decode()).group(1)  # type: ignore[union-attr]

    other = Client()
    asked = other.post("/login/", {"username": "reviewer", "password": PASSWORD, "kept": kept}, REMOTE_ADDR="10.0.0.1").content.decode()
    page = other.post("/login/code/", {"code": code_now(clock, secret), "kept": kept}, REMOTE_ADDR="10.0.0.1").content.decode()

    assert 'name="kept"' in asked and "您刚才填的内容还在" in page and time.time() > 0
