"""The pages through which the year goes: what they take is what the counter takes, what they refuse is raised, and nobody passes with a wrong number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from shebao.agency.fund import orders
from shebao.agency.matters import queries as matters
from shebao.agency.people import queries as people
from shebao.base.finding import Refused
from tests.agency.procedures.modules.fund import by_finance
from tests.world.law import PLACE, SCHEME
from tests.world.money import County
from tests.world.people import BANK, bank_card
from tests.world.staff import carry_through

from . import pages

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _by_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    pages.DONE.clear()
    with pages.instead():
        yield


def test_an_account_is_changed_by_form_and_list_and_its_number_is_typed_again(paying: County) -> None:
    person = paying.people[0]
    name = people.person(person).name
    carry_through("change_bank_account", {"person_id": person, "bank": BANK, "account_number": bank_card()}, paying.staff)
    row = {"person_id": person, "name": name, "holder": name, "bank": BANK, "account_number": bank_card()}
    carry_through("change_bank_accounts", {"rows": [row]}, paying.staff)

    assert [(one.key, one.hands) for one in pages.DONE] == [
        ("change_bank_account", ("acceptance", "reviewer", "approver")),
        ("change_bank_accounts", ("acceptance", "reviewer", "approver")),
    ]
    assert people.bank_account_in_force([person])[person].tail == row["account_number"][-4:]


def test_whoever_types_another_number_again_is_refused_and_the_matter_waits(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    typed: Callable[..., dict[str, Any]] = pages.form_of
    payload = {"person_id": paying.people[0], "bank": BANK, "account_number": bank_card()}
    decide = pages.decide

    def mistaken(client: Client, one: Any, matter_id: int, verb: str, payload: dict[str, Any]) -> None:
        monkeypatch.setattr(pages, "form_of", lambda one, payload: typed(one, payload | {"account_number": "00000000"}))
        decide(client, one, matter_id, verb, payload)

    monkeypatch.setattr(pages, "decide", mistaken)

    with pytest.raises(Refused, match="和受理时填写的不一致"):
        carry_through("change_bank_account", payload, paying.staff)

    assert [row.state for row in matters.listed(kinds=["change_bank_account"])] == ["accepted"] and pages.DONE == []


def test_what_is_chosen_in_a_form_arrives_beside_its_buttons(paying: County) -> None:
    plan = {"what": "plan", "number": "用款1", "month": "2023-05", "amount_fen": "900.00", "benefits_fen": "900.00"}

    by_finance(paying, "request_funds", plan)

    assert [row.number for row in orders.orders(SCHEME)] == ["用款1"]
    with pytest.raises(Refused, match="还没有|已有|重复|登记过"):
        by_finance(paying, "request_funds", plan)
