"""A returned matter begins again with what was asked, in the units it was asked in: an amount in yuan is never read as ten times ten."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from shebao.agency.desk import place
from shebao.agency.matters import queries as matters
from shebao.agency.services import actions
from tests.agency.payout.world import MAY_DAY, County

Desk = Callable[[str], Client]
ASKED = {"what": "subsidy", "amount_fen": "1,234.50", "on": MAY_DAY.isoformat()}


def returned(county: County, key: str, payload: dict[str, object], maker: str, checker: str) -> int:
    """A matter that went back to its maker."""
    matter_id = actions.submit(key, payload, actor_id=county.staff[maker], day=place.business_day())
    actions.send_back(matter_id, actor_id=county.staff[checker], day=place.business_day(), reason="请补充")
    return matter_id


def hidden_or_typed(page: str) -> dict[str, str]:
    """Every field of the form with its value, as a browser would send it back."""
    inputs = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    chosen = dict(re.findall(r'<select[^>]*name="(\w+)".*?<option value="([^"]*)" selected>', page, re.DOTALL))
    return {name: value for name, value in (inputs | chosen).items() if name not in ("csrfmiddlewaretoken", "back")}


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
    matter_id = returned(paying, "collect_contributions",
                         {"rows": [{"person_id": person, "year": 2023, "tier_fen": 300_00}], "paid_month": "2023-04"}, "acceptance", "reviewer")

    page = at_desk("acceptance").get(f"/matters/{matter_id}/again/list/").content.decode()

    assert hidden_or_typed(page)["paid_month"] == "2023-04"


@pytest.mark.parametrize("post", ["acceptance", "reviewer"])
def test_nobody_but_its_maker_begins_a_returned_list_again(at_desk: Desk, paying: County, post: str) -> None:
    person = paying.insured(1)[0]
    matter_id = returned(paying, "collect_contributions", {"rows": [{"person_id": person, "year": 2023, "tier_fen": 300_00}]}, "acceptance", "reviewer")

    answer = at_desk(post).get(f"/matters/{matter_id}/again/list/")

    assert answer.status_code == (200 if post == "acceptance" else 403)
