"""Statistics as pages: the cockpit's figures open their rows, tables add up, a count is the length of its list, the bulletin names its sources."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from django.apps import apps
from django.test import Client

from shebao.agency.registers import queries as registers
from shebao.agency.statistics import dictionary, groups
from tests.agency.procedures.modules.fund import by_business
from tests.world.law import SCHEME
from tests.world.money import County

pytestmark = pytest.mark.django_db
MONTH = 202305
TAGS = re.compile(r"<[^>]+>")


def text_of(page: str) -> str:
    """The words of a page without its tags."""
    return re.sub(r"\s+", " ", TAGS.sub(" ", page))


@pytest.mark.slow
def test_every_figure_of_the_cockpit_opens_rows_and_shows_no_other_number(paying: County, at_desk: Callable[[str], Client]) -> None:
    paying.settled()
    clerk = at_desk("approver")

    page = clerk.get("/statistics/?month=2023-05").content.decode()

    assert "2023年5月末" in page and page.count("<svg") >= 2
    addresses = {one.replace("&amp;", "&") for one in re.findall(r'href="(/statistics/people/[^"]+)"', page)}
    assert len(addresses) >= 4
    for address in addresses:
        assert clerk.get(address).status_code == 200, address
    people = clerk.get(f"/statistics/people/?scheme={SCHEME}&month=2023-05&set=recipients").content.decode()
    assert f"领取待遇：合计，{len(paying.people)} 人" in people and "共 <b>6</b> 条" in people


def test_a_count_of_each_division_is_the_length_of_its_list(paying: County) -> None:
    for by in groups.DIVISIONS:
        result = groups.count(by, SCHEME, MONTH)
        for at, name in enumerate(result.counts):
            for place, _, counts in result.rows():
                assert groups.behind(by, SCHEME, MONTH, name, place)[1].size == counts[at], (by, name, place)
            assert result.totals()[at] == groups.behind(by, SCHEME, MONTH, name, -1)[1].size, (by, name)
    assert sum(men + women for _, men, women in groups.pyramid(SCHEME, MONTH)) == groups.count("sex", SCHEME, MONTH).totals()[0]


@pytest.mark.slow
def test_tables_by_month_quarter_and_year_say_the_same_in_other_portions(paying: County, at_desk: Callable[[str], Client]) -> None:
    paying.settled()
    approver = at_desk("approver")

    pages = {by: text_of(approver.get(f"/statistics/periods/?by={by}&year=2023").content.decode()) for by in ("month", "quarter", "year")}

    paid = re.search(r"发放金额 ([\d,.]+) 元", pages["month"])
    assert paid and paid[1] != "0.00" and all(paid[1] in page for page in pages.values())
    assert "2季度" in pages["quarter"] and "2023年" in pages["year"]
    exported = approver.post("/statistics/periods/?by=quarter", {"purpose": "季度报表"})
    assert exported["Content-Type"].endswith("sheet")


@pytest.mark.parametrize("by", list(groups.DIVISIONS))
def test_a_division_is_a_page_that_can_be_taken_out(by: str, paying: County, at_desk: Callable[[str], Client]) -> None:
    clerk = at_desk("acceptance")

    page = clerk.get(f"/statistics/groups/?by={by}&month=2023-05").content.decode()

    assert "参保" in page and "/statistics/people/" in page
    assert clerk.post(f"/statistics/groups/?by={by}", {"purpose": "统计"})["Content-Type"].endswith("sheet")


def test_whoever_may_not_see_people_sees_the_count_alone(paying: County, at_desk: Callable[[str], Client]) -> None:
    finance = at_desk("finance_maker")

    page = finance.get("/statistics/people/?month=2023-05&set=insured").content.decode()

    assert "6 人" in page and "名单由能看人员的岗位打开" in page
    assert at_desk("parameters").get("/statistics/").status_code == 403


@pytest.mark.slow
def test_the_bulletin_lists_the_source_of_each_of_its_figures(paying: County, at_desk: Callable[[str], Client]) -> None:
    paying.settled()
    approver = at_desk("approver")

    page = approver.get("/statistics/bulletin/?year=2023").content.decode()
    answer = approver.post("/statistics/bulletin/?year=2023")

    words = [one.text for one in docx.Document(BytesIO(answer.content)).paragraphs]
    table = docx.Document(BytesIO(answer.content)).tables[-1]
    sources = {row.cells[2].text for row in table.rows[1:]}
    printed = re.findall(r"[\d,.]+ (?:人次|人|个月|个|万元)", "".join(one for one in words if "：" in one or "分布" in one))
    assert printed and set(printed) <= sources, set(printed) - sources
    assert page.count("</sup>") == len(table.rows) - 1


def test_the_dictionary_names_columns_that_exist(at_desk: Callable[[str], Client]) -> None:
    columns = {f"{model._meta.db_table}.{field.name}" for model in apps.get_models() for field in model._meta.get_fields()}
    named = {name for one in dictionary.ENTRIES for name in re.findall(r"[a-z]+_[a-z]+\.[a-z_]+", one.place)}

    assert len(named) > 12 and named <= columns, named - columns
    page = at_desk("acceptance").get("/statistics/dictionary/").content.decode()
    assert "AAC002" in page and "未核对" in page


@pytest.mark.slow
def test_goals_show_what_is_counted_beside_what_the_owner_says(paying: County, at_desk: Callable[[str], Client]) -> None:
    clerk = at_desk("acceptance")
    assert "当年还没有目标" in clerk.get("/statistics/goals/?month=2023-05").content.decode()
    common = {"kind": "year", "on": "2023-05-20", "party": "甲科", "path": "standing", "unit": "人"}
    by_business(paying, "set_year_goal", common | {"number": "2023-1", "title": "参保", "measure": "resident.insured", "target": "8"})
    townships = {row[1] for row in groups.count("township", SCHEME, MONTH).rows()}
    goal = common | {"kind": "township", "number": "2023-2", "title": "扩面", "township": min(townships), "target": "6"}
    by_business(paying, "set_year_goal", goal)

    page = text_of(clerk.get("/statistics/goals/?month=2023-05").content.decode())

    assert "由系统数：年末参保人数" in page and "低于进度" in page and "达到进度" in page

    record = registers.standing("goal").filter(title="参保").values_list("id", flat=True)[0]
    shown = text_of(clerk.get(f"/registers/goal/{record}/").content.decode())
    assert "任何时候都应达到" in shown and "年末参保人数（" in shown and "resident.insured" not in shown and "standing" not in shown
