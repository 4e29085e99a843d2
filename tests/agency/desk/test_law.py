"""The law answers on the screen: examples with their sheets, "what if", standards with their documents, estimates, printed documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shebao.agency.benefits import queries as benefits
from shebao.agency.desk.law.views import content_of
from shebao.agency.journal.by import By
from shebao.agency.journal.queries import entry
from shebao.agency.parameters.actions import NewValue, enter
from shebao.core.policy.calculation import calculations
from shebao.core.policy.examples import examples
from shebao.core.policy.keys import all_keys
from shebao.core.policy.locale import shipped_places
from tests.world.law import PLACE
from tests.world.money import County

pytestmark = pytest.mark.slow

Desk = Callable[[str], Client]


def text(client: Client, address: str) -> str:
    """The page's text; it must have been shown."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_every_calculation_has_a_page_with_an_example(at_desk: Desk) -> None:
    clerk = at_desk("acceptance")

    for name, calculation in calculations().items():
        page = text(clerk, f"/law/{name}/")

        assert calculation.title in page
        assert "例子：" in page, name


def test_the_words_of_the_article_stand_beside_the_step_that_follows_them(at_desk: Desk) -> None:
    page = text(at_desk("acceptance"), "/law/survivor_benefit/")

    assert re.search(r'<q class="quiet">[^<]*每多缴费1年，发放月数增加1个月[^<]*</q>', page)


def test_every_standard_has_a_page_and_what_is_missing_is_said(at_desk: Desk) -> None:
    clerk = at_desk("acceptance")

    for name, key in all_keys().items():
        assert key.title in text(clerk, f"/law/standards/{name}/")
    assert "没有取得" in text(clerk, "/law/standards/?only=missing")
    assert "没有符合的标准" in text(clerk, "/law/standards/?q=没有这样的标准")


def test_the_gaps_of_a_year_are_listed_with_who_supplies_them_until_they_are_entered(at_desk: Desk) -> None:
    page = text(at_desk("parameters"), "/law/gaps/?year=2023")
    assert "最低工资标准" in page.partition("能计算，要核对")[0]
    assert "市级人力资源社会保障部门或政府" in page and "/matters/new/enter_parameters/list/" in page

    enter(
        NewValue("minimum_wage", PLACE, date(2023, 1, 1), date(2023, 12, 31), "1820", "甘政办发〔2021〕92号（例）"),
        by=By(None, date(2023, 5, 1)),
    )

    assert "最低工资标准" not in text(at_desk("parameters"), "/law/gaps/?year=2023")


def test_a_changed_input_shows_what_changed_and_what_it_was(at_desk: Desk) -> None:
    page = text(at_desk("acceptance"), "/law/resident_pension/?case=居民-待遇-国家标准&in_account_balance=13900.00")

    assert "原为 12345.67" in page
    assert "100.00 元" in page


def test_an_impossible_input_is_refused_in_words(at_desk: Desk) -> None:
    page = text(at_desk("acceptance"), "/law/resident_pension/?case=居民-待遇-国家标准&in_account_balance=-1")

    assert "改成这样不能计算" in page
    assert "个人账户" in page


def test_an_unknown_rule_or_standard_is_not_there(at_desk: Desk) -> None:
    clerk = at_desk("acceptance")

    assert clerk.get("/law/no_such_rule/").status_code == 404
    assert clerk.get("/law/standards/no_such_key/").status_code == 404


def test_an_estimate_lists_the_choices_and_explains_each(at_desk: Desk) -> None:
    clerk = at_desk("acceptance")

    page = text(clerk, "/law/estimate/?birth=1970-03&paid_years=12&balance=6000")
    why = text(clerk, "/law/estimate/?birth=1970-03&paid_years=12&balance=6000&why=203004每年缴 500 元")

    assert "每年缴 500 元" in page and "没有计入" in page
    assert "为什么是" in why
    assert "还不能测算" in text(clerk, "/law/estimate/?birth=昨天&paid_years=12&balance=6000")


def test_a_decision_recomputes_to_the_same_fen_until_something_else_is_known(at_desk: Desk, paying: County) -> None:
    reviewer = at_desk("reviewer")
    decision = benefits.of_person(paying.people[0])[0]["decisions"][0]

    assert "一分不差" in text(reviewer, f"/sheets/{decision['id']}/again/?known=2023-05-31")
    enter(NewValue("resident_basic_standard", PLACE, date(2020, 1, 1), None, "133", "县政发〔2023〕9号"), by=By(None, date(2023, 6, 10)))

    assert "一分不差" in text(reviewer, f"/sheets/{decision['id']}/again/?known=2023-06-09")
    changed = text(reviewer, f"/sheets/{decision['id']}/again/?known=2023-06-10")
    assert "有差异" in changed and "县政发〔2023〕9号" in changed and "133.00" in changed


def test_a_sheet_of_another_office_is_compared_line_by_line_and_nothing_is_stored(at_desk: Desk, paying: County) -> None:
    reviewer = at_desk("reviewer")
    decision = benefits.of_person(paying.people[0])[0]["decisions"][0]
    address = f"/sheets/{decision['id']}/compared/"
    total, account = (benefits.stored_sheet(decision["id"]).step(name).value for name in ("total", "account_pension"))

    assert "对方的核定表" in text(reviewer, address)
    same = reviewer.post(address, {"other": f"个人账户养老金 {account}\n合计 {total}"}).content.decode()
    other = reviewer.post(address, {"other": f"合计 {total}\n个人账户养老金 1.23\n取暖费 30.00"}).content.decode()
    nothing = reviewer.post(address, {"other": "取暖费 30.00"}).content.decode()
    assert "各行相同" in same
    assert "第一步不同：个人账户养老金" in other and "没有对上：取暖费 30.00" in other
    assert "没有一行对得上" in nothing
    assert f"/sheets/{decision['id']}/compared/" in text(reviewer, f"/sheets/{decision['id']}/")


def test_another_office_s_sheet_may_come_as_a_file(at_desk: Desk, paying: County) -> None:

    decision = benefits.of_person(paying.people[0])[0]["decisions"][0]
    upload = SimpleUploadedFile("other.csv", "个人账户养老金,1.23\n".encode())

    page = at_desk("reviewer").post(f"/sheets/{decision['id']}/compared/", {"file": upload}).content.decode()

    assert "第一步不同：个人账户养老金" in page


def test_a_sheet_comes_as_data_and_as_a_paged_document(at_desk: Desk, paying: County) -> None:
    reviewer = at_desk("reviewer")
    decision = benefits.of_person(paying.people[0])[0]["decisions"][0]["id"]

    data = reviewer.get(f"/sheets/{decision}/json/").json()
    paper = reviewer.get(f"/sheets/{decision}/pdf/")

    assert data["steps"][-1]["name"] == "total"
    assert (paper.headers["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.parametrize(
    ("change", "words"), [(lambda s: s, "与记录一致"), (lambda s: s.replace("|", "|9", 2), "不"), (lambda s: "随便写的", "不是本机构打印")]
)
def test_a_printed_sheet_is_held_against_the_records(paying: County, change: Callable[[str], str], words: str) -> None:
    result = benefits.sheet(benefits.of_person(paying.people[0])[0]["decisions"][0]["id"])
    made = entry(result["decision"]["entry_id"])
    assert made is not None
    said = f"SHEBAO-SHEET|{result['decision']['id']}|{result['decision']['total_fen']}|{result['digest']}|{made.entry_hash}"

    answer = Client().get("/verify/", {"said": change(said)})

    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_a_worked_example_begins_with_its_answers_and_their_formulas(at_desk: Desk) -> None:
    page = text(at_desk("acceptance"), "/law/employee_pension/?case=养老-湖南-月数和年龄")
    answers = page[page.index("<h3>结果</h3>") : page.index("<h3>一步一步怎么算</h3>")]

    assert "基础养老金" in answers and "2093.72 元" in answers
    assert "（7694.00 + 7694.00 × 1.2287） ÷ 2 × 24.42 × 1%" in answers
    assert 'href="#basic_pension"' in answers and 'id="basic_pension"' in page


def test_every_input_of_every_example_has_a_label(at_desk: Desk) -> None:
    clerk = at_desk("acceptance")
    without = []
    for name, cases in examples().items():
        page = text(clerk, f"/law/{name}/?case={cases[0].id}")
        without += [(name, label) for label in re.findall(r'<label for="in_[^"]*">([^<]*)</label>', page) if label.isascii()]

    assert without == []


def test_the_steps_of_every_chapter_s_first_example_are_in_chinese(at_desk: Desk) -> None:
    clerk = at_desk("acceptance")
    english = []
    for name, cases in examples().items():
        page = text(clerk, f"/law/{name}/?case={cases[0].id}")
        english += [
            (name, cell) for cell in re.findall(r'<td class="(?:num|words)">([^<]*)<', page) if re.fullmatch(r"[a-z_ ()]{3,}", cell)
        ]

    assert english == []


def test_a_sheet_says_each_remark_once(at_desk: Desk, paying: County) -> None:
    page = text(at_desk("reviewer"), f"/sheets/{benefits.of_person(paying.people[0])[0]['decisions'][0]['id']}/")
    remarks = re.findall(r"<li>([^<]*)</li>", page[page.index("<h3>说明</h3>") : page.index('class="sign-row')])

    assert remarks and len(set(remarks)) == len(remarks)
    assert not any("；" in remark for remark in remarks)


def test_no_value_of_any_place_is_shown_as_a_code() -> None:
    shipped = shipped_places()
    values = (row for at in shipped.places for key in all_keys() for row in shipped.history(key, at) if row.value is not None)

    bare = {(row.key, word) for row in values for word in re.findall(r"[a-z]{4,}|[a-z]+_[a-z0-9]+", content_of(row))}

    assert not bare
