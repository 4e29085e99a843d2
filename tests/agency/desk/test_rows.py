"""Whoever decides sees every row of a list and compares whole numbers, not the four digits that a mask leaves."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions
from shebao.base.identity import mask_account
from tests.world.calendar import MAY_DAY
from tests.world.money import County
from tests.world.people import bank_card, citizen_number, make_village

pytestmark = pytest.mark.slow

Desk = Callable[[str], Client]


def submit(county: County, key: str, payload: dict[str, Any]) -> int:
    return actions.submit(key, payload, by=By(county.staff["acceptance"], MAY_DAY))


def decide(client: Client, matter: int, verb: str, **typed: str) -> str:
    digest = matters.matter(matter).content_digest  # type: ignore[union-attr]
    return client.post(f"/matters/{matter}/{verb}/", {"digest": digest, **typed}, follow=True).content.decode()


def state(matter: int) -> str:
    return matters.matter(matter).row.state  # type: ignore[union-attr]


def names_in(page: str) -> list[str]:
    return re.findall(r"新人[甲乙丙丁戊己庚辛壬癸]{2}", page)


def new_people(count: int) -> list[dict[str, Any]]:
    letters = "甲乙丙丁戊己庚辛壬癸"
    village = make_village()
    return [
        {
            "citizen_number": citizen_number(),
            "name": f"新人{letters[place // 10]}{letters[place % 10]}",
            "village_id": village,
            "bank": "农商行",
            "account_number": bank_card(),
        }
        for place in range(count)
    ]


def test_every_row_of_a_sealed_list_is_seen_by_its_reviewer_page_by_page(at_desk: Desk, paying: County) -> None:
    rows = new_people(70)
    matter = submit(paying, "register_many", {"rows": rows})
    reviewer = at_desk("reviewer")

    page = reviewer.get(f"/matters/{matter}/").content.decode()
    first = reviewer.get(f"/matters/{matter}/rows/").content.decode()
    second = reviewer.get(f"/matters/{matter}/rows/?after=50").content.decode()

    assert names_in(page) == [row["name"] for row in rows[:20]] and "这里是前 20 行，看全部" in page
    assert names_in(first) + names_in(second) == [row["name"] for row in rows]
    assert mask_account(rows[0]["account_number"]) in first
    assert all(row["citizen_number"] not in first + second and row["account_number"] not in first + second for row in rows)


def test_the_list_is_searched_sorted_and_exported_with_a_purpose(at_desk: Desk, paying: County) -> None:
    rows = new_people(3)
    matter = submit(paying, "register_many", {"rows": rows})
    reviewer, address = at_desk("reviewer"), f"/matters/{matter}/rows/"

    one = reviewer.get(address, {"q": rows[1]["account_number"][-4:]}).content.decode()
    down = reviewer.get(address, {"sort": "-number"}).content.decode()
    refused = reviewer.post(address, {"export": "x", "purpose": ""}).content.decode()
    book = load_workbook(io.BytesIO(reviewer.post(address, {"purpose": "复核名单"}).content))

    assert names_in(one) == [rows[1]["name"]]
    assert names_in(down) == [row["name"] for row in reversed(rows)]
    assert "导出前要写明用途" in refused
    assert [line[1] for line in list(book.active.iter_rows(values_only=True))[2:]] == [row["name"] for row in rows]


def test_old_and_new_account_stand_side_by_side_and_one_account_for_two_is_flagged(at_desk: Desk, paying: County) -> None:
    first, second = paying.people[:2]
    card = bank_card()
    old = people.bank_account_in_force([first])[first]
    rows = [
        {"person_id": i, "name": people.person(i).name, "bank": "邮储", "account_number": card, "holder": people.person(i).name}
        for i in (first, second)
    ]
    matter = submit(paying, "change_bank_accounts", {"rows": rows})

    page = at_desk("approver").get(f"/matters/{matter}/rows/").content.decode()

    assert f"{old.bank} {old.masked}" in page and f"邮储 {mask_account(card)}" in page
    assert page.count("名单中 2 人用同一账号") == 2 and card not in page


def test_the_preview_of_everybody_lists_everybody(at_desk: Desk, paying: County) -> None:
    clerk = at_desk("acceptance")
    month = "2025-12"

    look = clerk.post("/matters/new/suspend_overdue/list/", {"step": "look", "month": month}).content.decode()

    assert all(people.person(person).name in look for person in paying.people)
    book = clerk.post("/matters/new/suspend_overdue/list/", {"step": "rows", "month": month})
    lines = list(load_workbook(io.BytesIO(book.content)).active.iter_rows(values_only=True))
    assert len(lines) == 1 + len(paying.people) and lines[0][-3:] == ("改为", "金额（元）", "请注意")


def test_each_pension_of_a_list_is_shown_with_its_amount_before_it_is_signed(at_desk: Desk, paying: County) -> None:
    payload = {"rows": [{"person_id": person, "year": 2023, "tier_fen": 30_000} for person in paying.insured(2)]}
    matter = submit(paying, "collect_contributions", payload)

    page = at_desk("reviewer").get(f"/matters/{matter}/").content.decode()

    assert page.count("个人缴费 300.00") == 2


def test_the_second_person_types_the_end_of_the_number_and_the_system_compares(at_desk: Desk, paying: County) -> None:
    person, card = paying.people[0], bank_card()
    matter = submit(
        paying, "change_bank_account", {"person_id": person, "bank": "邮储", "account_number": card, "holder": people.person(person).name}
    )
    reviewer, approver = at_desk("reviewer"), at_desk("approver")

    nothing = decide(reviewer, matter, "review")
    wrong = decide(reviewer, matter, "review", account_number="00000000")
    assert "后 8 位和受理时填写的不一致" in nothing and "后 8 位和受理时填写的不一致" in wrong and state(matter) == "accepted"
    decide(reviewer, matter, "review", account_number=f"{card[-8:-4]} {card[-4:]}")
    assert state(matter) == "reviewed"
    decide(approver, matter, "approve")

    assert state(matter) == "applied"
    bodies = [json.loads(body) for *_, body in journal.told("procedures.compare_numbers")]
    assert bodies == [{"fields": ["account_number"]}]


def test_whoever_decides_sees_the_whole_number_with_a_purpose_and_nobody_else(at_desk: Desk, paying: County) -> None:
    (row,) = new_people(1)
    matter = submit(paying, "register_person", row)
    address = f"/matters/{matter}/numbers/"

    refused = at_desk("reviewer").post(address, {"purpose": ""}).content.decode()
    shown = at_desk("reviewer").post(address, {"purpose": "对照身份证复印件"}).content.decode()
    maker = at_desk("acceptance").post(address, {"purpose": "对照身份证复印件"}).content.decode()

    assert "没有写明查看用途" in refused and row["citizen_number"] not in refused
    assert row["citizen_number"] in shown and row["account_number"] in shown
    assert "不由您决定" in maker and row["citizen_number"] not in maker
    assert [json.loads(body)["purpose"] for *_, body in journal.told("procedures.reveal_numbers")] == ["对照身份证复印件"]
