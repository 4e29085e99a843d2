"""Accounts at the desk: made, closed and reset by the system post; a password that another has seen is changed before anything else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from shebao.agency.installation import queries as installation
from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.procedures import actions as procedures
from shebao.agency.staff import actions
from shebao.agency.staff import queries as staff
from shebao.base.finding import Refused
from tests.world.calendar import MAY_DAY
from tests.world.money import County

Desk = Callable[[str], Client]
NEW = {"username": "chunhe", "name": "春禾", "person_key": "0042", "station": "二号窗口"}
OWN = "Xin-Mima-42-Hao"


@pytest.fixture(autouse=True)
def _ops(paying: County) -> None:
    """Somebody in the system post."""
    member = actions.create_member("ops", "管账号的人", "ops-person", None, by=By(None, MAY_DAY))
    actions.appoint(member.id, "ops", since=MAY_DAY, actor_id=None)
    paying.staff["ops"] = member.id


def password_on(page: str) -> str:
    return re.search(r"密码 <code>([^<]+)</code>", page).group(1)  # type: ignore[union-attr]


def made(at_desk: Desk) -> str:
    """The one-time password of a new account."""
    return password_on(at_desk("ops").post("/staff/new/", NEW).content.decode())


def logged_in(password: str) -> Client:
    client = Client()
    client.post("/login/", {"username": NEW["username"], "password": password})
    return client


def test_a_new_member_comes_in_once_with_the_given_password_and_then_has_an_own_one(at_desk: Desk, paying: County) -> None:
    given = made(at_desk)
    client = logged_in(given)

    led = client.get("/matters/")
    weak = client.post("/password/", {"current": given, "new": "short", "again": "short"}).content.decode()
    still = client.get("/")
    changed = client.post("/password/", {"current": given, "new": OWN, "again": OWN})

    assert led.headers["Location"] == "/password/" and still.headers["Location"] == "/password/"
    assert "密码没有改" in weak and "密码不符合要求" in weak
    assert changed.headers["Location"] == "/" and client.get("/").status_code == 200
    assert "sessionid" not in logged_in(given).cookies and logged_in(OWN).get("/").status_code == 200


@pytest.mark.parametrize(
    ("current", "new", "again", "words"),
    [("wrong", OWN, OWN, "现在的密码不对"), (None, OWN, OWN + "x", "两次填写的新密码不一样"), (None, None, None, "和现在的一样")],
)
def test_a_change_that_does_not_fit_is_refused_in_words(
    at_desk: Desk, paying: County, current: str | None, new: str | None, again: str | None, words: str
) -> None:
    given = made(at_desk)

    page = logged_in(given).post("/password/", {"current": current or given, "new": new or given, "again": again or given}).content.decode()

    assert words in page
    assert logged_in(given).get("/").headers.get("Location") == "/password/"


def agreed(county: County, username: str) -> None:
    """The system post asked for a reset, the inspector agreed."""
    request = {"username": username, "evidence": "本人持工作证到场"}
    matter = procedures.submit("reset_password", request, by=By(county.staff["ops"], MAY_DAY))
    procedures.approve(matter, by=By(county.staff["inspector"], MAY_DAY))


def test_nobody_resets_a_password_alone_and_a_grant_is_good_for_one_reset(at_desk: Desk, paying: County) -> None:
    reviewer = paying.staff["reviewer"]
    address = f"/staff/{reviewer}/password/"

    alone = at_desk("ops").post(address).content.decode()
    agreed(paying, "reviewer")
    together = at_desk("ops").post(address).content.decode()
    twice = at_desk("ops").post(address).content.decode()

    assert "不能由一个人重置" in alone and "密码 <code>" not in alone
    assert password_on(together)
    assert "不能由一个人重置" in twice and "密码 <code>" not in twice


def test_neither_who_asks_nor_whose_password_it_is_agrees_to_a_reset(paying: County) -> None:
    request = {"username": "inspector", "evidence": "本人持工作证到场"}
    matter = procedures.submit("reset_password", request, by=By(paying.staff["ops"], MAY_DAY))

    for post in ("inspector", "ops"):
        with pytest.raises(Refused):
            procedures.approve(matter, by=By(paying.staff[post], MAY_DAY))


def test_under_a_password_that_somebody_else_set_nothing_is_decided_for_a_cycle(
    at_desk: Desk, paying: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system post reads the new password off the screen; it must not become the reviewer's signature."""
    run = paying.sealed()
    agreed(paying, "reviewer")
    at_desk("ops").post(f"/staff/{paying.staff['reviewer']}/password/")

    with pytest.raises(Refused, match="密码由别人重置过"):
        payout.review(run.pk, by=By(paying.staff["reviewer"], MAY_DAY), digest=run.digest)
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY + timedelta(days=actions.CYCLE_DAYS))
    payout.review(run.pk, by=By(paying.staff["reviewer"], MAY_DAY), digest=run.digest)


def test_a_reset_password_has_to_be_changed_again_and_ends_the_old_sessions(at_desk: Desk, paying: County) -> None:
    given = made(at_desk)
    client = logged_in(given)
    client.post("/password/", {"current": given, "new": OWN, "again": OWN})
    member = staff.member_id(NEW["username"])
    agreed(paying, NEW["username"])

    again = password_on(at_desk("ops").post(f"/staff/{member}/password/").content.decode())

    assert client.get("/").status_code == 302 and "/login/" in client.get("/").headers["Location"]
    assert logged_in(again).get("/").headers["Location"] == "/password/"


def test_a_closed_account_is_out_at_the_next_click_and_cannot_come_back(at_desk: Desk, paying: County) -> None:
    given = made(at_desk)
    client = logged_in(given)
    client.post("/password/", {"current": given, "new": OWN, "again": OWN})

    at_desk("ops").post(f"/staff/{staff.member_id(NEW['username'])}/disable/")

    assert "/login/" in client.get("/").headers["Location"]
    assert "/login/" in logged_in(OWN).get("/").headers["Location"]


def test_a_post_taken_away_is_gone_and_the_journal_says_by_whom(at_desk: Desk, paying: County) -> None:
    reviewer = paying.staff["reviewer"]

    at_desk("ops").post(f"/staff/{reviewer}/relieve/reviewer/")

    assert staff.posts_of(reviewer) == frozenset()
    assert journal.entries(most=1)[0].verb == "staff.relieve" and journal.entries(most=1)[0].actor_id == paying.staff["ops"]


@pytest.mark.parametrize("address", ["/staff/", "/staff/new/", "/staff/1/password/", "/staff/1/disable/", "/staff/1/relieve/reviewer/"])
def test_only_the_posts_for_it_see_or_change_accounts(at_desk: Desk, paying: County, address: str) -> None:
    clerk = at_desk("acceptance")

    answer = clerk.get(address) if address == "/staff/" else clerk.post(address, NEW)

    assert answer.status_code == 403


def test_nobody_closes_the_own_account_or_takes_a_login_name_that_is_used(at_desk: Desk, paying: County) -> None:
    ops = at_desk("ops")

    own = ops.post(f"/staff/{paying.staff['ops']}/disable/").content.decode()
    twice = ops.post("/staff/new/", NEW | {"username": "reviewer"}).content.decode()
    empty = ops.post("/staff/new/", NEW | {"username": ""}).content.decode()

    assert "不能停用自己的账号" in own
    assert "已被使用" in twice and 'value="春禾"' in twice
    assert "登录名和姓名都要填" in empty
