"""The journal in words an auditor reads: no code, no column of a program, and a way to whatever an entry is about."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from shebao.agency.journal import queries as journal
from shebao.agency.pages import journal_words
from tests.world.money import County

Desk = Callable[[str], Client]


def test_every_field_that_a_paid_month_writes_has_a_word(paying: County) -> None:
    paying.settled()

    bodies = [json.loads(entry.body) for entry in journal.entries(most=500) if entry.body]

    assert len(bodies) > 20
    assert {name for body in bodies for name in body if journal_words.field(name) == name} == set()


@pytest.mark.slow
def test_an_entry_prints_no_code_and_leads_to_its_object(at_desk: Desk, paying: County) -> None:
    paying.settled()
    auditor = at_desk("auditor")

    page = auditor.get("/journal/").content.decode()
    entries = [auditor.get(address).content.decode() for address in sorted(set(re.findall(r"/journal/\d+/", page)))[:30]]

    assert re.search(r'href="/payout/\d+/"', page) and "对象" in page
    for entry in entries:
        content = re.sub(r"<[^>]+>", " ", entry.partition("<h2>内容</h2>")[2].partition("<h2>链</h2>")[0])
        content = re.sub(r"\S+\.txt|E\d\d-\S+", " ", content)  # a bank file's own name
        assert not re.search(r"\b(None|True|False|resident|fund_\w+|month|memo)\b", content), content


def test_the_journal_is_read_month_by_month(at_desk: Desk, paying: County) -> None:
    paying.settled()

    full, empty = (at_desk("auditor").get(f"/journal/?month={month}").content.decode() for month in ("2023-05", "2022-01"))

    assert re.search(r"共 <b>[1-9]", full) and "共 <b>0</b>" in empty


def test_amounts_months_and_lists_are_written_as_people_read_them(paying: County) -> None:
    assert journal_words.text("amount_fen", 123456) == "1,234.56"
    assert journal_words.text("from_month", [202312, 202401]) == "2023-12、2024-01"
    assert (journal_words.text("reverses", None), journal_words.text("verified", False)) == ("无", "否")
    assert journal_words.text("place", "gansu_zhengning").endswith("正宁县")
