"""What went wrong is said inside the frame, and an address that only takes what is sent leads to its object."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from shebao.agency.people import queries as people
from tests.world.money import County
from tests.world.people import citizen_number

Desk = Callable[[str], Client]


def test_a_page_that_is_missing_or_another_post_s_keeps_the_way_to_every_counter(at_desk: Desk) -> None:
    clerk = at_desk("acceptance")

    missing, forbidden = clerk.get("/nowhere/"), clerk.get("/fund/")

    assert (missing.status_code, forbidden.status_code) == (404, 403)
    for page in (missing.content.decode(), forbidden.content.decode()):
        assert 'id="search"' in page and 'class="rail"' in page
    assert 'class="rail"' not in Client().get("/nowhere/").content.decode(), "a stranger sees no counters"


def test_an_address_of_an_act_opened_by_hand_leads_to_its_object(at_desk: Desk, paying: County) -> None:
    clerk = at_desk("acceptance")

    assert clerk.get("/matters/80/send_back/").headers["Location"] == "/matters/80/"
    assert clerk.get("/payout/7/do/seal/").headers["Location"] == "/payout/7/"


def test_an_act_without_an_object_says_in_words_that_it_cannot_be_opened(at_desk: Desk) -> None:
    answer = at_desk("acceptance").get("/search/")

    assert answer.status_code == 405 and answer.headers["Allow"] == "POST"
    assert "只在提交时使用" in answer.content.decode()


def test_each_mistake_leads_to_its_field_and_is_said_once(at_desk: Desk) -> None:
    typed = {"step": "look", "name": "周小满", "citizen_number": "123"}

    page = at_desk("acceptance").post("/matters/new/register_person/", typed).content.decode()

    assert '<a href="#id_citizen_number">' in page and '<a href="#id_village_id">' in page
    assert "身份证号码：身份证号码" not in page


def test_the_catalogue_goes_by_line_of_work_and_puts_what_is_done_most_first(at_desk: Desk, paying: County) -> None:
    clerk = at_desk("acceptance")
    typed = {"name": "周小满", "citizen_number": citizen_number(), "village_id": str(people.village_names()[0].id), "phone": "13900000000"}

    before = clerk.get("/matters/new/").content.decode()
    preview = clerk.post("/matters/new/register_person/", typed | {"step": "look"}).content.decode()
    done = clerk.post("/matters/new/register_person/", typed | {"step": "send"}, follow=True).content.decode()
    after = clerk.get("/matters/new/").content.decode()

    own, _, others = before.partition("由其他岗位受理的事项")
    assert own.index("<h2>参保登记</h2>") < own.index("<h2>银行账户</h2>") < own.index("<h2>死亡</h2>")
    assert 'data-words="参保登记 cbdj 参保登记"' in own and "基金建账" not in own and "基金建账" in others
    assert "13900000000" in preview.partition("您填写的")[2] and typed["citizen_number"] in preview.partition("您填写的")[2]
    assert "再办一件参保登记" in done and "data-then" in done
    assert "您常办的" not in before and "您常办的" in after
    home = clerk.get("/").content.decode()
    assert "今天已受理 1 件" in home and "周小满：参保登记" in home.partition("我受理的，等别的同事办理")[2]
    assert "我受理的" not in at_desk("reviewer").get("/").content.decode()
