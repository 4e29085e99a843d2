"""Persons are entered once, with checked numbers that only their key opens, and found again however the number is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.people import actions, queries
from shebao.agency.people.models import BankAccount, Person
from shebao.agency.people.names import initials_of, name_problem, tidy_name
from shebao.agency.store import vault
from shebao.base.finding import Refused
from tests.world.calendar import MAY_DAY
from tests.world.people import bank_card, citizen_number, make_people, make_person, new_person

pytestmark = pytest.mark.django_db
BY = By(None, MAY_DAY)
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def problems_of(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[int, str]]:
    return list(refused.value.finding.values["rows"])


def test_a_person_is_entered_with_what_the_number_says() -> None:
    number = citizen_number(date(1958, 11, 30), "female")

    person_id = make_person("欧阳 娜娜", number=number, phone="13800001234", card=None)

    person = queries.person(person_id)
    assert (person.name, person.sex, person.birth_date, person.township, person.village) == (
        "欧阳娜娜",
        "female",
        date(1958, 11, 30),
        "甲乡",
        "一村",
    )
    assert person.citizen_masked == number[:4] + "*" * 10 + number[-4:]
    assert (person.name_masked, person.phone, person.death_date) == ("欧***", "138****1234", None)
    assert queries.bank_account_in_force([person_id]) == {}


def test_no_full_number_is_in_the_database_file_or_the_journal() -> None:
    number, card = citizen_number(), bank_card()
    make_person(number=number, card=card)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person, people_bankaccount")
        rows = str(cursor.fetchall())
    assert number not in rows and card not in rows and number[6:14] not in rows.replace("1963-04-02", "")
    assert not any(number in entry.body or card in entry.body for entry in journal.entries())


@pytest.mark.parametrize("write", [lambda n: n, lambda n: f" {n} ", lambda n: n.translate(FULL_WIDTH), str.lower])
def test_the_same_number_in_any_writing_is_the_same_person(write: Any) -> None:
    number = "990000196304020003"
    number = (
        number[:17]
        + "10X98765432"[sum(int(d) * w for d, w in zip(number, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=False)) % 11]
    )
    person_id = make_person(number=number)

    assert queries.find(write(number)) == person_id
    with pytest.raises(Refused, match="已登记过"):
        make_person("另一人", number=write(number))


def test_an_old_number_of_fifteen_digits_is_refused_at_the_door() -> None:
    number = citizen_number(date(1950, 1, 2))

    with pytest.raises(Refused, match="只有 15 位"):
        make_person(number=number[:6] + number[8:17])


def test_a_number_in_full_width_digits_is_found() -> None:
    number = citizen_number(date(1950, 1, 2))

    person_id = make_person(number=number)

    assert queries.find(number) == person_id
    assert [row.id for row in queries.search(number.translate(FULL_WIDTH))] == [person_id]


def test_a_list_with_bad_rows_is_refused_whole_with_every_reason() -> None:
    known = citizen_number()
    make_person(number=known)
    good, twice = new_person(), citizen_number()
    rows = [
        good,
        new_person("王"),
        new_person(number="990000196313020011"),
        new_person(number=twice),
        new_person(number=twice),
        new_person(village_id=999),
        new_person(phone="12"),
        new_person(card="6200000000000000"),
        new_person("王2明"),
        new_person(birth=date(2024, 1, 1)),
        new_person(bank=" "),
    ]

    with pytest.raises(Refused) as refused:
        actions.register(rows, by=BY)

    result = dict(problems_of(refused))
    assert sorted(result) == [2, 3, 5, 6, 7, 8, 9, 10, 11]
    assert (
        "出生日期" in result[3]
        and "第4行" in result[5]
        and "999" in result[6]
        and "电话" in result[7]
        and "校验位" in result[8]
        and "之后" in result[10]
    )
    assert "11 行中有 9 行" in str(refused.value)
    assert Person.objects.count() == 1
    assert queries.find(good.citizen_number) is None


def test_people_already_registered_are_listed_with_their_rows() -> None:
    rows = [new_person() for _ in range(5)]
    actions.register(rows[1:3], by=BY)

    with pytest.raises(Refused) as refused:
        actions.register(rows, by=BY)

    assert [row for row, _ in problems_of(refused)] == [2, 3]
    assert Person.objects.count() == 2


def test_numbers_and_accounts_come_back_whole_in_the_order_asked_for() -> None:
    rows = [new_person() for _ in range(20)]
    ids = actions.register(rows, by=BY)
    accounts = queries.bank_account_in_force(ids)

    assert queries.citizen_numbers(ids[::-1]) == [row.citizen_number for row in rows[::-1]]
    assert [queries.payees([accounts[i].id])[accounts[i].id][1] for i in ids[::-1]] == [row.account_number for row in rows[::-1]]


def test_an_account_number_put_into_another_row_is_noticed_before_money_goes_there() -> None:
    first, second = make_people(2)
    one, other = (queries.bank_account_in_force([i])[i].id for i in (first, second))
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER people_bankaccount_frozen")
    forged = vault.seal(bank_card(), BankAccount.SEALED_PLACE, one)

    BankAccount.objects.filter(id=one).update(account_sealed=forged)
    BankAccount.objects.filter(id=other).update(account_sealed=forged)

    for account in (one, other):
        with pytest.raises(vault.Unreadable):
            queries.payees([account])


def test_registering_is_journalled_and_the_rows_are_vouched_for() -> None:
    make_people(3)

    assert journal.check_chain()[1] == journal.check_sealed(Person)[1] == journal.check_sealed(BankAccount)[1] == []
    assert [entry.verb for entry in journal.entries(most=2)] == ["people.open_bank_accounts", "people.register"]


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("张小明", "ZXM"),
        ("曾国强", "ZGQ"),
        ("单雄信", "SXX"),
        ("欧阳娜娜", "OYNN"),
        ("尉迟恭", "YCG"),
        ("阿依古丽·买买提", "AYGLMMT"),
        ("解放", "XF"),
        ("仇英", "QY"),
        ("万里山", "WLS"),
        ("区小燕", "OXY"),
    ],
)
def test_initials_read_surnames_as_surnames(name: str, initials: str) -> None:
    assert initials_of(name) == initials


@settings(max_examples=30)
@given(st.text(max_size=40))
def test_any_text_can_be_tidied_and_judged_as_a_name(text: str) -> None:
    name = tidy_name(text)

    assert tidy_name(name) == name
    assert name_problem(name) == "" or isinstance(name_problem(name), str)
    assert len(initials_of(name)) <= 40


def test_a_dot_parts_a_name_and_a_character_of_one_machine_alone_is_named() -> None:
    assert name_problem(tidy_name("阿不都•热西提")) == "" == name_problem("张三丰")
    for wrong in ("·热西提", "阿不都·", "阿不都··热西提", "··"):
        assert "只在中间" in name_problem(wrong)
    assert "U+E863" in name_problem("张\ue863") and "U+2F00" in name_problem("张\u2f00")


def test_search_finds_by_beginning_of_name_and_by_initials_page_after_page() -> None:
    names = ["张三", "张三丰", "张小明", "章三", "李四", "张三"]
    ids = make_people([new_person(name) for name in names])

    assert [row.name for row in queries.search("张三")] == ["张三", "张三", "张三丰"]
    assert {row.name for row in queries.search("zs")} == {"张三", "章三", "张三丰"}
    first = queries.search("张", most=2)
    second = queries.search("张", after=first[-1].id, most=2)
    third = queries.search("张", after=second[-1].id, most=2)
    assert sorted(row.id for row in [*first, *second, *third]) == sorted(ids[i] for i in (0, 1, 2, 5))
    assert queries.search("") == queries.search("赵") == queries.search("123456789012345678") == []


def test_search_treats_wildcards_as_letters() -> None:
    make_person("张三")

    assert queries.search("%") == queries.search("张_") == queries.search("' OR 1=1 --") == []


def test_villages_are_made_once() -> None:
    first = actions.ensure_villages([("甲乡", "一村"), ("甲乡", "二村")], by=BY)
    again = actions.ensure_villages([("甲乡", "二村"), ("乙镇", "一村")], by=BY)

    assert first[("甲乡", "二村")] == again[("甲乡", "二村")]
    assert [(v.township, v.name) for v in queries.villages()] == [("乙镇", "一村"), ("甲乡", "一村"), ("甲乡", "二村")]


def test_persons_are_called_by_name_and_the_end_of_their_number() -> None:
    first, second = make_person("李甲"), make_person("王乙")
    tails = [queries.person(one).citizen_masked[-4:] for one in (first, second)]

    assert queries.called([first, second]) == f"李甲（尾号{tails[0]}）、王乙（尾号{tails[1]}）"
    assert queries.called([first, second, 10**9], most=1) == f"李甲（尾号{tails[0]}） 等 3 人"
    assert queries.called([10**9]) == f"人员 {10**9}"


def test_search_finds_by_given_name_by_village_and_by_the_last_four_digits_beside_a_name() -> None:
    one, other = make_person("张三丰"), make_person("张三丰")
    tail = queries.citizen_numbers([one])[0][-4:]
    village = queries.person(one).village

    assert {row.id for row in queries.search("三丰")} == {one, other}
    assert [row.id for row in queries.search(f"张三丰 {tail}")] == [one]
    assert {row.id for row in queries.search(f"三丰 {village}")} >= {one}
    assert queries.search("三丰 没有这个村") == queries.search("丰") == []
    assert {row["id"] for row in queries.listed("三丰")} == {one, other}
