"""Groups that the county pays by its own documents: a list by three people, money by two of finance, never more than arrived or is due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from shebao.agency.fund import queries as books
from shebao.agency.local_payments import queries
from shebao.agency.matters.kind import Change
from shebao.agency.people import actions as people
from shebao.agency.procedures import actions
from shebao.base.finding import Refused
from tests.world.calendar import MAY, by
from tests.world.law import SCHEME
from tests.world.money import County, problems_of

pytestmark = pytest.mark.django_db
DAY = date(2023, 6, 2)


@pytest.fixture
def county(paying: County) -> County:
    """Six pensioners, staff for every post."""
    return paying


def listed(county: County, people_ids: list[int], **more: Any) -> Any:
    rows = [{"person_id": person, "unit": "某林场", "from_month": "2023-05", "until_month": "2023-12"} for person in people_ids]
    payload = {"item": "farm_survivors", "year": "2023", "standard_fen": "120.00", "document": "某政发〔2020〕3号", "rows": rows} | more
    posts = {"maker_id": "acceptance", "reviewer_id": "reviewer", "approver_id": "approver"}
    return actions.carry_through("approve_local_list", payload, day=DAY, **{role: county.staff[post] for role, post in posts.items()})


def money(county: County, kind: str, fen: str, number: str, **more: Any) -> Any:
    payload = {
        "item": "farm_survivors",
        "kind": kind,
        "month": "2023-05",
        "amount_fen": fen,
        "on": "2023-05-20",
        "reference": number,
    } | more
    finance, checker = county.staff["finance_maker"], county.staff["finance_checker"]
    return actions.carry_through("record_local_money", payload, day=DAY, maker_id=finance, reviewer_id=checker, approver_id=checker)


def test_a_list_is_paid_from_the_countys_money_alone_and_no_funds_books_know_of_it(county: County) -> None:
    before = books.balances(SCHEME)
    listed(county, county.people[:3])
    with pytest.raises(Refused, match=r"账上只有 0\.00 元"):
        money(county, "paid", "360.00", "F1")
    money(county, "arrived", "500.00", "D1", counterparty="县财政局")
    with pytest.raises(Refused, match=r"还应发 360\.00 元"):
        money(county, "paid", "360.01", "F1")
    shown = actions.preview(
        "record_local_money",
        {"item": "farm_survivors", "kind": "paid", "month": "2023-05", "amount_fen": "360.00", "on": "2023-05-20", "reference": "F1"},
        day=DAY,
    )
    money(county, "paid", "360.00", "F1", people="3")
    money(county, "back", "120.00", "T1", people="1")
    money(county, "given_back", "100.00", "J1")
    with pytest.raises(Refused, match="已经登记过"):
        money(county, "arrived", "1.00", "D1")

    (row,) = queries.overview(2023)
    assert Change("2023年5月按名单应发", "3 人 360.00 元，已发 0.00 元", "本次发 360.00 元，还应发 0.00 元") in shown
    assert (row.title, row.people, row.arrived_fen, row.paid_fen, row.held_fen) == ("农林场圃遗属补助", 3, 500_00, 240_00, 160_00)
    assert books.balances(SCHEME) == before
    assert problems_of("local_payments.money") == ()


def test_a_list_put_right_takes_the_place_of_the_first_and_shows_who_stands_elsewhere(county: County) -> None:
    listed(county, county.people[:3])
    listed(county, county.people[:1], item="heating", standard_fen="30.00")
    rows = [{"person_id": person, "from_month": "2023-05", "until_month": "2023-06", "monthly_fen": 50_00} for person in county.people[:2]]
    again = {"item": "farm_survivors", "year": "2023", "standard_fen": "120.00", "document": "某政发〔2023〕9号", "rows": rows}

    shown = actions.preview("approve_local_list", again, day=DAY)
    listed(county, [], rows=rows, document="某政发〔2023〕9号")

    assert Change("农林场圃遗属补助人数", "3 人", "2 人") in shown and Change("全年应发", "2,880.00 元", "200.00 元") in shown
    assert [row.fen for row in queries.due("farm_survivors", MAY)] == [50_00, 50_00] and queries.due("farm_survivors", 202307) == []
    assert queries.elsewhere(county.people[:2], "farm_survivors", 2023) == {county.people[0]: "取暖费"}


def test_the_dead_are_not_due_after_their_month_and_are_refused_before_it(county: County) -> None:
    listed(county, county.people[:2])
    people.record_deaths([(county.people[0], date(2023, 5, 9))], by=by(DAY))

    assert len(queries.due("farm_survivors", MAY)) == 2 and len(queries.due("farm_survivors", 202306)) == 1
    with pytest.raises(Refused, match="已经死亡"):
        listed(county, [], rows=[{"person_id": county.people[0], "from_month": "2023-06", "until_month": "2023-12"}])


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"document": ""}, "没有填写文件名称和文号"),
        ({"standard_fen": "0"}, "统一标准应大于零"),
        ({"year": "2024"}, "起止月份不在2024年内"),
    ],
)
def test_a_list_without_document_standard_or_months_of_its_year_is_refused(county: County, more: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        listed(county, county.people[:1], **more)


def test_the_database_keeps_lists_and_movements_as_they_were(county: County) -> None:
    listed(county, county.people[:1])

    for statement in ("UPDATE local_payments_localpayee SET monthly_fen = 1", "DELETE FROM local_payments_locallist"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
