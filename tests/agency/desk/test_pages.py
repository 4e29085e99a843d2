"""Every page answers the people whose page it is, keeps the content policy, hides what must be hidden, and loses nothing typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from shebao.agency.desk.people.services import OF_THE_DEAD
from shebao.agency.fund import actions as books
from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.people import queries as people
from shebao.agency.people.queries import citizen_numbers
from shebao.agency.procedures.death.report_death import end_by_death
from tests.house.tree import PACKAGE
from tests.world.money import County
from tests.world.people import bank_card, citizen_number, make_person
from tests.world.staff import make_member, make_staff

Desk = Callable[[str], Client]

OPEN_TO = {
    "/people/": {"acceptance", "reviewer", "approver", "inspector"},
    "/payout/": {"acceptance", "reviewer", "approver", "inspector", "finance_maker", "finance_checker"},
    "/fund/": {"approver", "inspector", "finance_maker", "finance_checker"},
    "/vouchers/": {"approver", "inspector", "finance_maker", "finance_checker"},
    "/statements/": {"approver", "inspector", "finance_maker", "finance_checker"},
    "/journal/": {"inspector", "auditor"},
    "/certification/": {"acceptance", "reviewer", "approver", "inspector"},
    "/matters/": {"acceptance", "reviewer", "approver", "inspector", "finance_maker", "finance_checker", "parameters", "auditor"},
}
POSTS = sorted(OPEN_TO["/matters/"])


@pytest.mark.slow
def test_a_page_opens_for_its_posts_and_says_to_others_who_may(at_desk: Desk) -> None:
    for post in POSTS:
        client = at_desk(post)
        for address, posts in OPEN_TO.items():
            answer = client.get(address)

            assert answer.status_code == (200 if post in posts else 403), (post, address)
            assert answer.status_code == 200 or "以下岗位使用" in answer.content.decode()


@pytest.mark.slow
def test_the_first_page_leads_only_where_its_reader_may_go(at_desk: Desk, paying: County) -> None:
    paying.settled()
    for post in POSTS:
        client = at_desk(post)
        for month in ("", "?month=2023-04"):
            main = client.get(f"/{month}").content.decode().partition("<main")[2]
            links = set(re.findall(r'href="(/[^"]*)"', main))
            forbidden = [link for link in links if client.get(link).status_code == 403]

            assert links and forbidden == [], (post, forbidden)


def test_a_stranger_is_shown_the_door(db: None) -> None:
    for address in ("/", *OPEN_TO, "/people/1/", "/payout/1/", "/sheets/1/", "/journal/1/"):
        answer = Client().get(address)

        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/login/"), address


def test_every_page_carries_the_strict_policy(at_desk: Desk, paying: County) -> None:
    for address in ("/", "/people/", f"/people/{paying.people[0]}/", "/help/", "/matters/new/"):
        policy = at_desk("acceptance").get(address).headers["Content-Security-Policy"]

        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy


def test_a_person_s_page_shows_no_full_number(at_desk: Desk, paying: County) -> None:
    number = citizen_numbers([paying.people[0]])[0]

    page = at_desk("acceptance").get(f"/people/{paying.people[0]}/").content.decode()

    assert number not in page and people.person(paying.people[0]).citizen_masked in page


def test_a_full_number_is_shown_for_a_purpose_and_that_is_journalled(at_desk: Desk, paying: County) -> None:
    person = paying.people[0]

    answer = at_desk("reviewer").post(f"/people/{person}/number/", {"purpose": "核对银行退回原因"})

    assert citizen_numbers([person])[0] in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    entry = journal.history("person", person)[0]
    assert entry.verb == "people.unmask" and "核对银行退回原因" in entry.body


def test_without_a_purpose_the_number_stays_hidden_and_what_was_typed_stays(at_desk: Desk, paying: County) -> None:
    person = paying.people[0]

    page = at_desk("reviewer").post(f"/people/{person}/number/", {"purpose": "看"}).content.decode()

    assert citizen_numbers([person])[0] not in page
    assert "没有写明查看用途" in page and 'value="看"' in page


def test_searching_a_full_number_leads_to_the_person_and_leaves_it_out_of_every_address(at_desk: Desk, paying: County) -> None:
    person = paying.people[2]
    number = citizen_numbers([person])[0]
    clerk = at_desk("acceptance")

    top = clerk.post("/search/", {"q": number})
    in_groups = clerk.post("/search/", {"q": f"{number[:6]} {number[6:14]} {number[14:]}"})
    in_list = clerk.post("/narrow/", {"q": number, "back": "/people/", "township": "甲乡"})

    assert top.headers["Location"] == in_groups.headers["Location"] == f"/people/{person}/"
    assert number not in in_list.headers["Location"] and f"person={person}" in in_list.headers["Location"]
    assert "共 <b>1</b> 条" in clerk.get(in_list.headers["Location"]).content.decode()


def test_a_number_nobody_has_says_so(at_desk: Desk) -> None:
    clerk = at_desk("acceptance")

    page = clerk.post("/search/", {"q": citizen_number()}, follow=True).content.decode()

    assert "没有登记过这个身份证号码" in page


def test_a_search_that_tries_to_lead_away_stays_here(at_desk: Desk) -> None:
    assert at_desk("acceptance").post("/narrow/", {"q": "王", "back": "//elsewhere.example/"}).headers["Location"].startswith("/?")


def test_a_form_shows_each_mistake_at_its_field_and_keeps_what_was_typed(at_desk: Desk) -> None:
    page = (
        at_desk("acceptance")
        .post("/matters/new/register_person/", {"step": "look", "name": "周小满", "citizen_number": "123"})
        .content.decode()
    )

    assert "还不能受理，什么也没有改动" in page
    assert 'value="周小满"' in page and 'value="123"' in page
    assert 'id="error_citizen_number"' in page


def test_a_change_is_shown_before_it_is_made(at_desk: Desk, paying: County) -> None:
    asked = {
        "step": "look",
        "person_id": str(paying.people[0]),
        "bank": "示例农村商业银行",
        "account_number": bank_card(),
        "holder": "李甲",
    }
    before = journal.head()

    page = at_desk("acceptance").post("/matters/new/change_bank_account/", asked).content.decode()

    assert journal.head() == before
    assert "批准后会这样改" in page and "李甲：变更银行账户。请核对" in page


def test_what_was_typed_survives_a_login_that_ran_out(paying: County) -> None:
    member = get_user_model().objects.get(pk=paying.staff["acceptance"])
    member.set_password("a long enough password")
    member.save()
    stranger = Client()

    door = stranger.post("/matters/new/register_person/", {"step": "look", "name": "周小满"}).content.decode()
    kept = door.split('name="kept" value="')[1].split('"')[0]
    inside = stranger.post("/login/", {"username": member.username, "password": "a long enough password", "kept": kept}).content.decode()

    assert "您填的内容还在" in door
    assert 'action="/matters/new/register_person/"' in inside and 'name="name" value="周小满"' in inside


def test_a_pocket_that_was_tampered_with_is_not_offered_again(paying: County) -> None:
    member = get_user_model().objects.get(pk=paying.staff["acceptance"])
    member.set_password("a long enough password")
    member.save()

    inside = Client().post("/login/", {"username": member.username, "password": "a long enough password", "kept": "W10:forged:signature"})

    assert inside.status_code == 302


def test_letters_grow_and_shrink_again(db: None) -> None:
    client = Client()

    client.post("/letters/", {"back": "/login/"})
    assert 'class="large"' in client.get("/login/").content.decode()
    client.post("/letters/", {"back": "//elsewhere.example/"})
    assert 'class="large"' not in client.get("/login/").content.decode()


def test_every_icon_a_page_asks_for_is_in_the_sprite() -> None:
    listed = {line.partition("#")[0].strip() for line in (PACKAGE / "site/icons.txt").read_text(encoding="utf-8").splitlines()}
    asked = {
        name
        for path in PACKAGE.rglob("*.html")
        if "static" not in path.parts
        for name in re.findall(r'{% icon "([a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }

    assert asked - listed == set() and len(asked) > 20


@pytest.mark.django_db
def test_an_empty_installation_says_what_to_do_first(
    client: Client, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHEBAO_PLACE", raising=False)
    settings.SHEBAO_HOME = tmp_path
    client.force_login(get_user_model().objects.get(pk=make_member("only", "ops")))

    home = client.get("/").content.decode()
    steps = home.partition('id="first-steps"')[2].partition("</section>")[0]

    assert (
        steps.index("设定本机构")
        < steps.index("配置人员和岗位")
        < steps.index("发放首次密码")
        < steps.index("录入本年标准")
        < steps.index("登记村（社区）")
        < steps.index("第一批结清")
    )
    assert 'href="/matters/new/describe_agency/"' in steps and 'href="/matters/new/plan_staff/list/"' in steps
    assert "现在办“设定本机构的所在地和名称”，由系统管理" in steps and "先设定所在地" in steps
    assert "还没有人担任：受理、复核、审批" in steps and "/matters/new/add_villages/" not in steps


@pytest.mark.slow
@pytest.mark.django_db
def test_the_first_steps_are_each_offered_to_the_post_whose_they_are_until_a_run_is_settled(client: Client) -> None:
    staff = make_staff()
    client.force_login(get_user_model().objects.get(pk=staff["acceptance"]))

    home, nobody = (client.get(address).content.decode() for address in ("/", "/people/"))
    client.force_login(get_user_model().objects.get(pk=staff["finance_maker"]))
    fund = client.get("/fund/").content.decode()

    assert 'href="/matters/new/add_villages/list/"' in home and "基金建账" in home and "/matters/new/open_books/" not in home
    assert "还没有登记过人员" in nobody
    assert "还没有建账" in fund and "/matters/new/open_books/" in fund
    make_person("李甲")
    books.open_books("resident", 202305, date(2023, 5, 1), {"1003": 10**9, "1004": 10**7}, by=By(None, date(2023, 5, 1)))
    assert "第一次使用" in client.get("/").content.decode() and "还没有建账" not in client.get("/fund/").content.decode()


def test_a_settled_run_ends_the_first_steps(at_desk: Desk, paying: County) -> None:
    assert "第一次使用" in at_desk("acceptance").get("/").content.decode()

    paying.settled()

    assert "第一次使用" not in at_desk("acceptance").get("/").content.decode()


def test_of_the_dead_it_is_offered_what_their_heirs_need_and_that_they_are_not_dead(at_desk: Desk, paying: County) -> None:
    living, dead = paying.people[:2]
    end_by_death([(dead, date(2023, 5, 19))], by=By(None, date(2023, 5, 20)))
    maker = at_desk("acceptance")

    offered = [set(re.findall(r"/matters/new/(\w+)/\?person_id=", maker.get(f"/people/{one}/").content.decode())) for one in (living, dead)]

    assert offered[1] == OF_THE_DEAD | {"correct_account"} and not OF_THE_DEAD & offered[0]
    assert "report_death" in offered[0] and "withdraw_death" not in offered[0]


def test_the_search_suggests_people_without_their_numbers_to_whoever_may_see_people(at_desk: Desk, paying: County) -> None:
    name = people.persons([paying.people[0]])[paying.people[0]].name

    result = at_desk("acceptance").post("/search/suggest/", {"q": name}).content.decode()
    assert f"/people/{paying.people[0]}/" in result and "岁" in result and "****" not in result
    assert "<a" not in at_desk("acceptance").post("/search/suggest/", {"q": name[:1]}).content.decode()
    assert "/people/" not in at_desk("parameters").post("/search/suggest/", {"q": name}).content.decode()
    assert at_desk("acceptance").get("/search/suggest/").status_code in (302, 405)
