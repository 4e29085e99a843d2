"""One shape for every list: pages by key lose nobody, filters and sort stay in the address, what is taken away is journalled."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import numpy as np
import openpyxl
import pytest
from django.test import Client, RequestFactory

from shebao.agency.journal import queries as journal
from shebao.agency.pages import lists
from shebao.agency.pages.lists import Column, Listing
from shebao.agency.people import queries as people
from tests.world.money import County
from tests.world.people import make_people, new_person


def listing(address: str, per_page: int = 3, ids: Any = None) -> Listing:
    return Listing(
        RequestFactory().get(address),
        people.listed(),
        ids=ids,
        name="people",
        title="人员",
        default_sort="id",
        per_page=per_page,
        columns=[Column("name", "姓名", sort="name"), Column("birth_date", "出生日期", "day", sort="birth_date")],
    ).load()


def walk(first: str, forward: bool = True, ids: Any = None) -> list[int]:
    """Ids in the order met from an address on, until there is no further page."""
    seen, address = [], first
    while address:
        page = listing("/people/" + address, ids=ids)
        seen += [row["id"] for row in page.rows] if forward else [row["id"] for row in reversed(page.rows)]
        address = page.next_href if forward else page.previous_href
    return seen


def test_every_row_is_met_once_whatever_the_order(paying: County) -> None:
    make_people([new_person("李甲") for _ in range(5)])
    everyone = sorted(people.listed().values_list("id", flat=True))

    for sort in ("id", "name", "-name", "birth_date", "-birth_date"):
        met = walk(f"?sort={sort}" if sort != "id" else "?")

        assert sorted(met) == everyone, sort
        assert len(met) == len(set(met)), sort


def test_going_back_meets_the_same_rows_the_other_way_round(paying: County) -> None:
    make_people(5)
    there = walk("?sort=name")
    last = "?sort=name"
    while listing("/people/" + last).next_href:
        last = listing("/people/" + last).next_href

    back = walk(last, forward=False)

    assert back == list(reversed(there))


def test_a_list_of_known_persons_shows_them_and_nobody_else_in_every_order(paying: County) -> None:
    make_people(9)
    some = np.array(sorted(people.listed().values_list("id", flat=True))[1::2], dtype=np.int64)

    for sort in ("?", "?sort=name", "?sort=-birth_date"):
        assert sorted(walk(sort, ids=some)) == some.tolist(), sort
    page = listing("/people/", ids=some)
    while page.next_href:
        page = listing("/people/" + page.next_href, ids=some)
    assert walk(str(page.previous_href), forward=False, ids=some) == some[: -len(page.rows)].tolist()[::-1]
    assert page.count == some.size and listing("/people/", ids=some[:0]).rows == []


@pytest.mark.parametrize("sort", ["?sort=name", "?sort=-name", "?sort=birth_date", "?sort=-birth_date"])
def test_very_many_known_persons_are_walked_in_another_order_without_sorting_them(
    sort: str, paying: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_people(9)
    some = np.array(sorted(people.listed().values_list("id", flat=True))[1::2], dtype=np.int64)
    expected = walk(sort, ids=some)
    for name, few in (("MANY", 2), ("_FIRST_STEP", 2), ("_LAST_STEP", 4)):
        monkeypatch.setattr(lists, name, few)

    assert walk(sort, ids=some) == expected and sorted(expected) == some.tolist()
    last = listing("/people/" + sort, ids=some)
    while last.next_href:
        last = listing("/people/" + last.next_href, ids=some)
    assert walk(str(last.previous_href), forward=False, ids=some) == expected[: -len(last.rows)][::-1]


def test_a_token_that_was_tampered_with_shows_the_first_page(paying: County) -> None:
    assert [row["id"] for row in listing("/people/?after=!!!").rows] == [row["id"] for row in listing("/people/").rows]


def test_a_column_that_may_not_be_sorted_by_is_ignored(paying: County) -> None:
    assert listing("/people/?sort=citizen_sealed").sort == "id"


def test_filters_sort_and_search_stay_in_the_address_of_the_next_page(paying: County, at_desk: Callable[[str], Client]) -> None:
    make_people(60)

    page = at_desk("acceptance").get("/people/?township=甲乡&sort=-name").content.decode()

    assert "township=%E7%94%B2%E4%B9%A1&amp;sort=-name&amp;after=" in page


def test_an_empty_list_says_what_to_do(at_desk: Callable[[str], Client]) -> None:
    page = at_desk("acceptance").get("/people/?q=没有这个人").content.decode()

    assert "没有找到这样的人" in page and "拼音首字母" in page


def test_an_export_holds_the_rows_shown_and_leaves_a_trace(paying: County, at_desk: Callable[[str], Client]) -> None:
    answer = at_desk("acceptance").post("/people/?q=李", {"export": "people", "purpose": "月度核对"})

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = list(book.active.iter_rows(values_only=True))
    entry = journal.entries(most=1)[0]
    assert len(rows) == 2 + len(paying.people)
    assert "月度核对" in rows[0][0] and all("****" in str(row[1]) for row in rows[2:])
    assert entry.verb == "desk.export" and entry.actor_id == paying.staff["acceptance"] and "月度核对" in entry.body


def test_an_export_can_be_read_and_printed_as_it_is(paying: County, at_desk: Callable[[str], Client]) -> None:
    answer = at_desk("acceptance").post("/people/?q=李", {"export": "people", "purpose": "月度核对"})

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet["B2"].value == "公民身份号码" and sheet.column_dimensions["B"].width >= len(sheet["B3"].value) == 18
    assert f"共 {len(paying.people)} 行" in sheet["A1"].value
    assert (sheet.page_setup.orientation, sheet.print_title_rows, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape",
        "$2:$2",
        True,
    )


def test_amounts_of_an_export_have_two_decimals(paying: County) -> None:
    from shebao.agency.pages.export import _write

    made: Any = Listing(
        RequestFactory().get("/"),
        people.listed(),
        name="x",
        title="x",
        default_sort="id",
        columns=[Column("fen", "金额", "yuan", "元")],
        decorate=lambda rows: [row.update(fen=123450) for row in rows] and None,
    )

    sheet = openpyxl.load_workbook(io.BytesIO(_write(made, "x")[0])).active

    assert (sheet["A2"].value, sheet["A3"].value, sheet["A3"].number_format) == ("金额（元）", 1234.5, "#,##0.00")
    total = sheet.cell(sheet.max_row, 1)
    assert total.value == 1234.5 * len(paying.people) and total.font.bold and total.border.top.style == "thin"
    assert sheet.auto_filter.ref == f"A2:A{2 + len(paying.people)}"


def test_an_export_says_what_it_was_filtered_by_and_is_saved_under_a_chinese_name(paying: County, at_desk: Callable[[str], Client]) -> None:
    answer = at_desk("acceptance").post("/people/?q=李", {"export": "people", "purpose": "月度核对"})

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert "筛选：查找“李”" in sheet["A1"].value
    assert unquote(answer.headers["Content-Disposition"]).startswith("attachment; filename*=utf-8''人员名册-2023")


def test_an_export_without_a_purpose_is_refused_and_leaves_no_trace(at_desk: Callable[[str], Client]) -> None:
    before = journal.head()

    answer = at_desk("acceptance").post("/people/", {"export": "people", "purpose": " "})

    assert "导出前要写明用途" in answer.content.decode()
    assert journal.head() == before


def test_text_that_looks_like_a_formula_stays_text(paying: County, at_desk: Callable[[str], Client]) -> None:
    from shebao.agency.pages.export import _write

    made: Any = Listing(
        RequestFactory().get("/"),
        people.listed(),
        name="x",
        title="x",
        default_sort="id",
        columns=[Column("name", "姓名")],
        decorate=lambda rows: [row.update(name="=1+1") for row in rows] and None,
    )

    content, _ = _write(made, "x")

    cell = openpyxl.load_workbook(io.BytesIO(content)).active["A3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_page_says_which_of_how_many_it_is_there_and_back(paying: County) -> None:
    make_people(5)
    pages = listing("/people/").pages
    address, numbers = "?sort=name", []
    while address:
        page = listing("/people/" + address)
        numbers.append(page.page)
        last, address = address, page.next_href
    there, address = list(numbers), last
    while address:
        page = listing("/people/" + address)
        numbers.append(page.page)
        address = page.previous_href

    assert pages > 2 and there == list(range(1, pages + 1))
    assert numbers == there + there[::-1]


@pytest.mark.parametrize("known", [False, True], ids=["counted by the database", "keys known"])
@pytest.mark.parametrize("sort", ["id", "-id", "name", "-birth_date"])
def test_a_page_opened_by_its_number_is_the_page_one_walks_to(sort: str, known: bool, paying: County) -> None:
    make_people(7)
    everyone = np.array(sorted(people.listed().values_list("id", flat=True)))
    ids = everyone if known else None
    address, walked = f"?sort={sort}", []
    while address:
        page = listing("/people/" + address, ids=ids)
        walked.append([row["id"] for row in page.rows])
        address = page.next_href
    opened = [listing(f"/people/?sort={sort}&page={number}", ids=ids) for number in range(1, len(walked) + 1)]

    assert len(walked) > 3
    assert [[row["id"] for row in page.rows] for page in opened] == walked
    assert [page.page for page in opened] == list(range(1, len(walked) + 1))
    assert [bool(page.previous_href) for page in opened] == [False] + [True] * (len(walked) - 1)
    assert [bool(page.next_href) for page in opened] == [True] * (len(walked) - 1) + [False]


@pytest.mark.parametrize("asked", ["0", "-3", "x", "²", "9" * 50, ""])
def test_a_page_number_that_is_none_opens_the_first_page(asked: str, paying: County) -> None:
    page = listing(f"/people/?page={asked}")

    assert page.page == 1 and page.rows and not page.previous_href


def test_a_page_beyond_the_last_opens_the_last(paying: County) -> None:
    make_people(5)

    page = listing("/people/?page=9999")

    assert page.page == page.pages and page.rows and not page.next_href


def test_in_a_very_long_list_one_walks_and_does_not_jump(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    make_people(5)
    monkeypatch.setattr(lists, "COUNTED_OFF", 5)

    page = listing("/people/?page=3")

    assert page.count > 5 and not page.jumps and page.page == 1 and page.pages > 2
    assert listing("/people/" + page.next_href).page == 2, "its pages are numbered all the same"
