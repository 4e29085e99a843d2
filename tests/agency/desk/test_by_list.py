"""Lists at the desk: a file is looked at, bad rows come back with reasons, the rest goes to the reviewer; or the whole is refused."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from shebao.agency.matters import queries as matters
from shebao.agency.people import queries as people
from shebao.agency.store import shelf
from tests.world.money import County

pytestmark = pytest.mark.slow

Desk = Callable[[str], Client]
FORM = "/matters/new/collect_contributions/list/"
TITLES = ("身份证号码", "姓名", "缴费年度", "缴费档次（元）")


def number_and_name(person_id: int) -> tuple[str, str]:
    return people.citizen_numbers([person_id])[0], people.person(person_id).name


def rows_of(county: County) -> list[tuple[Any, ...]]:
    return [(*number_and_name(person), 2023, "300") for person in county.insured(3)]


def workbook(rows: list[tuple[Any, ...]], titles: tuple[str, ...] = TITLES) -> SimpleUploadedFile:
    book = Workbook()
    sheet = book.active
    for row in [titles, *rows]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("到账名单.xlsx", out.getvalue())


def slip_in(page: str) -> str:
    return re.search(r'name="slip" value="([^"]+)"', page).group(1)  # type: ignore[union-attr]


def test_a_list_is_looked_at_sent_and_approved_by_another(at_desk: Desk, paying: County) -> None:
    clerk, reviewer = at_desk("acceptance"), at_desk("reviewer")
    look = clerk.post(FORM, {"step": "look", "list": workbook(rows_of(paying))}).content.decode()

    sent = clerk.post(FORM, {"step": "send", "slip": slip_in(look)})
    matter_id = int(sent.headers["Location"].rstrip("/").rpartition("/")[2])
    digest = matters.matter(matter_id).content_digest  # type: ignore[union-attr]
    reviewer.post(f"/matters/{matter_id}/approve/", {"digest": digest})

    assert "3 行可以办理" in look and "900.00 元" in look
    assert matters.matter(matter_id).row.state == "applied"  # type: ignore[union-attr]
    assert matters.matter(matter_id).row.people == 3  # type: ignore[union-attr]


def test_bad_rows_refuse_the_whole_list_with_every_reason_unless_the_rest_is_asked_for(at_desk: Desk, paying: County) -> None:
    clerk, rows = at_desk("acceptance"), rows_of(paying)
    bad = [(int(rows[0][0][:15]), *rows[0][1:]), (rows[1][0], "别人", 2023, "300"), (*rows[2][:3], "一百")]

    whole = clerk.post(FORM, {"step": "look", "list": workbook([rows[0], *bad])}).content.decode()
    rest = clerk.post(FORM, {"step": "look", "bad_rows": "rest", "list": workbook([rows[0], *bad])}).content.decode()
    back = clerk.post(f"{FORM}rejected/", {"slip": slip_in(rest)})
    sent = clerk.post(FORM, {"step": "send", "bad_rows": "rest", "slip": slip_in(rest)})

    for page in (whole, rest):
        assert "数值格式" in page and "姓名“别人”与登记的姓名不符" in page and "一百" in page
    assert "4 行中有 3 行不能办理，整份没有受理" in whole and "提交受理" not in whole
    assert "1 行可以办理" in rest and "不随本次提交" in rest
    sheet = load_workbook(io.BytesIO(back.content)).active
    assert [row[-2].value for row in sheet.iter_rows(min_row=2)] == ["3", "4", "5"]
    matter_id = int(sent.headers["Location"].rstrip("/").rpartition("/")[2])
    assert matters.matter(matter_id).row.people == 1  # type: ignore[union-attr]


def test_one_person_is_typed_without_a_file_and_judged_like_a_list(at_desk: Desk, paying: County) -> None:
    clerk, (number, name, *_) = at_desk("acceptance"), rows_of(paying)[0]
    typed = {"cell_citizen_number": number, "cell_name": name, "cell_year": "2023", "cell_tier_fen": "300"}

    look = clerk.post(FORM, {"step": "look", **typed}).content.decode()
    wrong = clerk.post(FORM, {"step": "look", **typed, "cell_tier_fen": "二百"}).content.decode()

    assert "1 行可以办理" in look
    assert "整份没有受理" in wrong and 'value="二百"' in wrong


def test_people_who_draw_the_pension_or_have_paid_are_refused_before_anything_is_sent(at_desk: Desk, paying: County) -> None:
    clerk, rows = at_desk("acceptance"), rows_of(paying)

    drawing = clerk.post(
        FORM, {"step": "look", "list": workbook([*rows, (*number_and_name(paying.people[0]), 2023, "300")])}
    ).content.decode()
    twice = clerk.post(FORM, {"step": "look", "list": workbook([*rows, rows[0]])}).content.decode()

    assert "已在领取养老待遇" in drawing and "提交受理" not in drawing
    assert "重复缴费" in twice and "提交受理" not in twice


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "缺少"),
        (b"PK\x03\x04broken", "a.xlsx", "打不开"),
        ("姓名\n张三\n".encode(), "a.csv", "缺少“身份证号码”列"),
        ("身份证号码,姓名,缴费年度,缴费档次（元）\n".encode(), "a.csv", "没有数据行"),
        (b"\xd0\xcf\x11\xe0old", "a.xls", "不是 xlsx 文件"),
    ],
)
def test_a_file_that_is_no_list_is_refused_and_nothing_is_accepted(
    at_desk: Desk, paying: County, content: bytes, name: str, words: str
) -> None:
    before = matters.rows().count()

    page = at_desk("acceptance").post(FORM, {"step": "look", "list": SimpleUploadedFile(name, content)}).content.decode()

    assert words in page and "什么也没有改动" in page
    assert matters.rows().count() == before


def test_without_a_file_the_form_asks_for_one_and_keeps_what_was_typed(at_desk: Desk, paying: County) -> None:
    page = at_desk("acceptance").post(FORM, {"step": "look", "paid_month": "2023-04"}).content.decode()

    assert "没有选择名单文件" in page and 'value="2023-04"' in page


def test_a_slip_of_somebody_else_or_a_forged_one_opens_nothing(at_desk: Desk, paying: County) -> None:
    look = at_desk("acceptance").post(FORM, {"step": "look", "list": workbook(rows_of(paying))}).content.decode()
    clerk2 = at_desk("acceptance")

    forged = clerk2.post(FORM, {"step": "send", "slip": "abc:def:ghi"}).content.decode()
    stranger = at_desk("reviewer").post(FORM, {"step": "send", "slip": slip_in(look)})

    assert "已经过期" in forged
    assert stranger.status_code == 403


def test_what_was_looked_at_is_what_is_sent_even_if_the_file_is_gone_from_the_shelf(at_desk: Desk, paying: County) -> None:
    clerk = at_desk("acceptance")
    look = clerk.post(FORM, {"step": "look", "list": workbook(rows_of(paying))}).content.decode()
    for one in list(shelf.lying()):
        one.path.unlink()

    page = clerk.post(FORM, {"step": "send", "slip": slip_in(look)}).content.decode()

    assert "已经过期" in page and "请重新选择文件" in page


def test_a_returned_list_is_put_right_with_a_new_file(at_desk: Desk, paying: County) -> None:
    clerk, reviewer, rows = at_desk("acceptance"), at_desk("reviewer"), rows_of(paying)
    look = clerk.post(FORM, {"step": "look", "list": workbook(rows)}).content.decode()
    matter_id = int(clerk.post(FORM, {"step": "send", "slip": slip_in(look)}).headers["Location"].rstrip("/").rpartition("/")[2])
    reviewer.post(f"/matters/{matter_id}/send_back/", {"comment": "少一人"})

    moved = clerk.get(f"/matters/{matter_id}/again/")
    again = clerk.post(moved.headers["Location"], {"step": "look", "list": workbook(rows[:2])}).content.decode()
    clerk.post(moved.headers["Location"], {"step": "send", "slip": slip_in(again)})

    assert matters.matter(matter_id).row.state == "accepted"  # type: ignore[union-attr]
    assert matters.matter(matter_id).row.people == 2  # type: ignore[union-attr]


def test_every_kind_that_takes_a_list_is_in_the_catalogue_with_an_empty_file(at_desk: Desk, paying: County) -> None:
    clerk = at_desk("acceptance")
    page = clerk.get("/matters/new/").content.decode()
    kinds = re.findall(r"/matters/new/(\w+)/list/", page)

    for kind in kinds:
        form = clerk.get(f"/matters/new/{kind}/list/").content.decode()
        sheet = load_workbook(io.BytesIO(clerk.get(f"/matters/new/{kind}/list/template/").content)).active
        for title in [cell.value for cell in sheet[1]]:
            assert title in form

    assert {"collect_contributions", "decide_benefits", "report_deaths", "suspend_overdue", "register_many"} <= set(kinds)


def test_every_kind_of_matter_stands_in_a_group_of_the_catalogue(at_desk: Desk, paying: County) -> None:
    from shebao.agency.pages.matter_form import by_hand, by_list
    from shebao.agency.procedures.catalogue import catalogue

    page = at_desk("finance_maker").get("/matters/new/").content.decode()

    for kind in catalogue().values():
        assert (kind.title in page) == (by_hand(kind) or by_list(kind)), kind.key
    assert page.index("<h2>基金账务</h2>") < page.index("由其他岗位受理的事项") < page.index("<h3>参保登记</h3>")


def bad_rows_in(page: str) -> list[tuple[str, str]]:
    """(row of the sheet, reason) of each row that the page says cannot be done."""
    result = re.findall(r'<tr>\s*<td class="num">(\d+)</td>.*?<td class="words">(.*?)</td>', page, re.S)
    return [(row, reason) for row, reason in result]


def test_what_a_counter_refuses_stands_at_its_rows_in_the_sheet_and_the_others_go_first(at_desk: Desk, paying: County) -> None:
    clerk, rows = at_desk("acceptance"), rows_of(paying)
    drawing = (*number_and_name(paying.people[0]), 2023, "300")
    sheet = [rows[0], drawing, rows[1], rows[0], (*rows[2][:3], "301")]

    whole = clerk.post(FORM, {"step": "look", "list": workbook(sheet)}).content.decode()
    rest = clerk.post(FORM, {"step": "look", "bad_rows": "rest", "list": workbook(sheet)}).content.decode()
    back = clerk.post(f"{FORM}rejected/", {"slip": slip_in(rest)})
    sent = clerk.post(FORM, {"step": "send", "bad_rows": "rest", "slip": slip_in(rest), "good": "1"})

    for page in (whole, rest):
        assert [row for row, _ in bad_rows_in(page)] == ["2", "3", "5", "6"]
        reasons = dict(bad_rows_in(page))
        assert reasons["2"] == reasons["5"] == "在名单中对同一年度重复缴费"
        assert reasons["3"] == "已在领取养老待遇，不再缴费" and "不在2023年度的缴费档次之中" in reasons["6"]
    assert "5 行中有 4 行不能办理，整份没有受理" in whole and "1 行可以办理" in rest
    lines = list(load_workbook(io.BytesIO(back.content)).active.iter_rows(values_only=True))
    assert [line[-2] for line in lines[1:]] == ["2", "3", "5", "6"] and all(line[-1] for line in lines[1:])
    assert matters.matter(int(sent.headers["Location"].rstrip("/").rpartition("/")[2])).row.people == 1  # type: ignore[union-attr]


def test_what_is_sent_is_what_was_looked_at_even_where_rows_have_become_impossible_meanwhile(at_desk: Desk, paying: County) -> None:
    clerk, rows = at_desk("acceptance"), rows_of(paying)
    rest = clerk.post(FORM, {"step": "look", "bad_rows": "rest", "list": workbook(rows)}).content.decode()
    paid = clerk.post(
        FORM, {"step": "send", "slip": slip_in(clerk.post(FORM, {"step": "look", "list": workbook(rows[:1])}).content.decode())}
    )
    matter = int(paid.headers["Location"].rstrip("/").rpartition("/")[2])
    at_desk("reviewer").post(f"/matters/{matter}/approve/", {"digest": matters.matter(matter).content_digest})  # type: ignore[union-attr]

    sent = clerk.post(FORM, {"step": "send", "bad_rows": "rest", "slip": slip_in(rest), "good": "3"}).content.decode()

    assert "您查看时有 3 行可以办理，现在是 2 行" in sent


def test_every_mistake_of_a_row_is_told_at_once_and_wrong_values_are_shown(at_desk: Desk, paying: County) -> None:
    titles = ("身份证号码", "姓名", "乡镇", "村（社区）", "参保月")
    form = "/matters/new/register_many/list/"

    page = at_desk("acceptance").post(form, {"step": "look", "list": workbook([("123", "王五", "没有乡", "没有村", "五月")], titles)})

    ((row, reason),) = bad_rows_in(page.content.decode())
    assert (
        row == "2" and "应为 18 位" in reason and "没有“没有乡没有村”这个村（社区）" in reason and "请写成 2023-05 或 2023年5月" in reason
    )
    assert ">123<" in page.content.decode()
