"""A returned matter begins again with what was asked, in the units it was asked in: an amount in yuan is never read as ten times ten."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.actions import content
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions
from shebao.base.identity import invented_citizen_number
from tests.world.calendar import MAY_DAY
from tests.world.money import County

pytestmark = pytest.mark.slow

Desk = Callable[[str], Client]
ASKED = {"what": "subsidy", "amount_fen": "1,234.50", "on": MAY_DAY.isoformat(), "reference": "20230508001"}


def returned(county: County, key: str, payload: dict[str, object], maker: str, checker: str) -> int:
    """A matter that went back to its maker."""
    matter_id = actions.submit(key, payload, by=By(county.staff[maker], installation.business_day()))
    actions.send_back(matter_id, by=By(county.staff[checker], installation.business_day()), reason="请补充")
    return matter_id


def hidden_or_typed(page: str) -> dict[str, str]:
    """Every field of the form with its value, as a browser would send it back."""
    inputs = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    chosen = dict(re.findall(r'<select[^>]*name="(\w+)".*?<option value="([^"]*)" selected>', page, re.DOTALL))
    return {name: value for name, value in (inputs | chosen).items() if name not in ("csrfmiddlewaretoken", "back")}


def put_right(page: str) -> str:
    """What a page says was changed since the matter went back."""
    return page[page.index('id="put-right"') : page.index("批准后会这样改")]


def test_a_returned_amount_comes_back_as_it_was_and_is_resubmitted_unchanged(at_desk: Desk, paying: County) -> None:
    finance, matter_id = at_desk("finance_maker"), returned(paying, "record_receipt", ASKED, "finance_maker", "finance_checker")
    before = matters.matter(matter_id).payload  # type: ignore[union-attr]

    form = hidden_or_typed(finance.get(f"/matters/{matter_id}/again/").content.decode())
    answer = finance.post(f"/matters/{matter_id}/again/", form | {"step": "send"})

    assert form["amount_fen"] == "1234.50"
    assert answer.status_code == 302
    assert matters.matter(matter_id).payload == before  # type: ignore[union-attr]


def test_the_page_of_a_matter_says_amounts_in_yuan(at_desk: Desk, paying: County) -> None:
    matter_id = returned(paying, "record_receipt", ASKED, "finance_maker", "finance_checker")

    page = at_desk("finance_checker").get(f"/matters/{matter_id}/").content.decode()

    assert "1,234.50" in page and "123450" not in page


def test_a_returned_list_keeps_the_other_fields(at_desk: Desk, paying: County) -> None:
    person = paying.insured(1)[0]
    matter_id = returned(
        paying,
        "collect_contributions",
        {"rows": [{"person_id": person, "year": 2023, "tier_fen": 300_00}], "paid_month": "2023-04"},
        "acceptance",
        "reviewer",
    )

    page = at_desk("acceptance").get(f"/matters/{matter_id}/again/list/").content.decode()

    assert hidden_or_typed(page)["paid_month"] == "2023-04"


@pytest.mark.parametrize("post", ["acceptance", "reviewer"])
def test_nobody_but_its_maker_begins_a_returned_list_again(at_desk: Desk, paying: County, post: str) -> None:
    person = paying.insured(1)[0]
    matter_id = returned(
        paying, "collect_contributions", {"rows": [{"person_id": person, "year": 2023, "tier_fen": 300_00}]}, "acceptance", "reviewer"
    )

    answer = at_desk(post).get(f"/matters/{matter_id}/again/list/")

    assert answer.status_code == (200 if post == "acceptance" else 403)


def test_the_page_and_the_form_of_a_returned_matter_begin_with_the_reason(at_desk: Desk, paying: County) -> None:
    finance, matter_id = at_desk("finance_maker"), returned(paying, "record_receipt", ASKED, "finance_maker", "finance_checker")

    for address in (f"/matters/{matter_id}/", f"/matters/{matter_id}/again/"):
        page = finance.get(address).content.decode()
        assert "退回原因：请补充" in page
        assert "签署的是" not in page


def test_what_is_put_right_is_shown_before_it_is_sent_and_told_to_the_reviewer_by_label(at_desk: Desk, paying: County) -> None:
    finance, matter_id = at_desk("finance_maker"), returned(paying, "record_receipt", ASKED, "finance_maker", "finance_checker")
    form = hidden_or_typed(finance.get(f"/matters/{matter_id}/again/").content.decode()) | {"amount_fen": "1,243.50"}

    looked = finance.post(f"/matters/{matter_id}/again/", form | {"step": "look"}).content.decode()
    finance.post(f"/matters/{matter_id}/again/", form | {"step": "send"})
    reviewed = at_desk("finance_checker").get(f"/matters/{matter_id}/").content.decode()

    compared = looked[looked.index('id="put-right"') : looked.index("批准后会这样改")]
    assert "1,234.50" in compared and "1,243.50" in compared and "单据日期" not in compared
    assert "改动：单据金额（元）" in reviewed and "退回原因" not in reviewed


def test_a_returned_matter_sent_again_unchanged_says_so(at_desk: Desk, paying: County) -> None:
    finance, matter_id = at_desk("finance_maker"), returned(paying, "record_receipt", ASKED, "finance_maker", "finance_checker")
    form = hidden_or_typed(finance.get(f"/matters/{matter_id}/again/").content.decode())

    looked = finance.post(f"/matters/{matter_id}/again/", form | {"step": "look"}).content.decode()
    finance.post(f"/matters/{matter_id}/again/", form | {"step": "send"})

    assert "内容和退回前一样" in looked
    assert "内容与退回前相同" in at_desk("finance_checker").get(f"/matters/{matter_id}/").content.decode()


def test_a_sealed_field_of_a_returned_matter_left_empty_stays_and_is_never_shown(at_desk: Desk, paying: County) -> None:
    name, card = "欧阳新", "6228480402564890018"
    asked = {
        "citizen_number": invented_citizen_number("990000", date(2000, 1, 1), 998),
        "name": name,
        "village_id": people.village_names()[0].id,
        "bank": "农商银行",
        "account_number": card,
    }
    matter_id = returned(paying, "register_person", asked, "acceptance", "reviewer")
    clerk = at_desk("acceptance")

    page = clerk.get(f"/matters/{matter_id}/again/").content.decode()
    form = hidden_or_typed(page) | {"name": "欧阳欣"}
    looked = clerk.post(f"/matters/{matter_id}/again/", form | {"step": "look"}).content.decode()
    retyped = clerk.post(f"/matters/{matter_id}/again/", form | {"account_number": "6228480402564890026", "step": "look"}).content.decode()
    sent = clerk.post(f"/matters/{matter_id}/again/", form | {"step": "send"})

    assert page.count("上次填的加密保存，不再显示") == 2 and card not in page + looked
    assert "姓名" in put_right(looked) and "银行账号" not in put_right(looked) and "身份证号码" not in put_right(looked)
    assert "银行账号" in put_right(retyped) and "已重新填写" in put_right(retyped)
    assert sent.status_code == 302
    assert {name: content(matter_id)[name] for name in ("citizen_number", "account_number", "name")} == {
        "citizen_number": asked["citizen_number"],
        "account_number": card,
        "name": "欧阳欣",
    }


def test_a_returned_list_can_be_handed_in_once_more_without_the_file(at_desk: Desk, paying: County) -> None:
    rows = [{"person_id": person, "year": 2023, "tier_fen": 300_00} for person in paying.insured(2)]
    matter_id = returned(
        paying, "collect_contributions", {"rows": rows, "paid_month": "2023-04", "file_name": "四月.xlsx"}, "acceptance", "reviewer"
    )
    clerk = at_desk("acceptance")

    page = clerk.get(f"/matters/{matter_id}/again/list/").content.decode()
    answer = clerk.post(f"/matters/{matter_id}/again/list/", {"keep": "1", "paid_month": "2023-05", "step": "send"})
    detail = matters.matter(matter_id)

    assert "沿用上次的名单：四月.xlsx，2 行" in page
    assert answer.status_code == 302
    assert detail is not None and detail.payload["paid_month"] == 202305 and detail.payload["file_name"] == "四月.xlsx"
    assert [row["person_id"] for row in detail.payload["rows"]] == [row["person_id"] for row in rows]
    assert detail.steps[-1].comment == "改动：到账月"


def test_a_returned_list_of_whole_numbers_does_not_come_back_and_says_so(at_desk: Desk, paying: County) -> None:
    rows = [
        {
            "citizen_number": invented_citizen_number("990000", date(2000, 1, 1), 997),
            "name": "欧阳旧",
            "village_id": people.village_names()[0].id,
        }
    ]
    matter_id = returned(paying, "register_many", {"rows": rows, "file_name": "新参保.xlsx"}, "acceptance", "reviewer")

    page = at_desk("acceptance").get(f"/matters/{matter_id}/again/list/").content.decode()

    assert "沿用上次的名单" not in page
    assert "上次的名单 新参保.xlsx 里有完整号码，加密保存" in page


def test_a_village_is_named_on_the_page_of_a_matter(at_desk: Desk, paying: County) -> None:
    asked = {
        "citizen_number": invented_citizen_number("990000", date(2000, 1, 1), 996),
        "name": "欧阳村",
        "village_id": people.village_names()[0].id,
    }
    matter_id = returned(paying, "register_person", asked, "acceptance", "reviewer")
    village = next(one for one in people.village_names() if one.id == asked["village_id"])

    page = at_desk("reviewer").get(f"/matters/{matter_id}/").content.decode()

    assert f"<dd>{village.township} {village.name}</dd>" in page


def test_the_page_of_a_list_names_each_person_and_what_is_asked_for_them(at_desk: Desk, paying: County) -> None:
    person = paying.insured(1)[0]
    rows = [{"person_id": person, "year": 2023, "tier_fen": 300_00, "collective_fen": 50_00}]
    matter_id = actions.submit("collect_contributions", {"rows": rows}, by=By(paying.staff["acceptance"], installation.business_day()))

    page = at_desk("reviewer").get(f"/matters/{matter_id}/").content.decode()
    listed = page[page.index('id="listed"') : page.index('id="decide"')]

    known = people.person(person)
    assert [said in listed for said in ("名单：1 行", known.name, known.citizen_masked, "缴费档次（元）", "300.00", "50.00")] == [True] * 6
    assert "30000" not in listed
