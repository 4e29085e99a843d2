"""A county that was begun and not finished is known as such, and neither served nor built upon."""

from __future__ import annotations

import pytest

from shebao.base.finding import Refused
from shebao.commands.run import refuse_unfinished
from shebao.demo import home
from shebao.demo.build import build

pytestmark = pytest.mark.django_db


def test_an_untouched_database_is_not_unfinished() -> None:
    assert not home.unfinished()
    refuse_unfinished()


def test_a_county_that_began_and_did_not_finish_is_refused_by_the_server() -> None:
    home.begin("zhengning", 2023)

    assert home.unfinished()
    with pytest.raises(Refused, match="没有建完"):
        refuse_unfinished()


def test_a_finished_county_is_served() -> None:
    home.begin("zhengning", 2023)
    home.done("zhengning", 2023)

    assert not home.unfinished()
    refuse_unfinished()


def test_a_database_with_a_journal_is_refused_and_the_sentence_says_what_to_do() -> None:
    home.begin("zhengning", 2023)

    with pytest.raises(Refused, match="请删除并重新建立这个数据库"):
        home.refuse_used("county")


def test_a_finished_database_is_refused_as_one_in_use() -> None:
    home.begin("zhengning", 2023)
    home.done("zhengning", 2023)

    with pytest.raises(Refused, match="演示县只建在空的数据库里"):
        home.refuse_used("county")


@pytest.mark.parametrize(
    ("agency", "year", "scale", "word"),
    [("atlantis", 2023, 1.0, "atlantis"), ("zhengning", 2019, 1.0, "2019"), ("zhengning", 2023, 11.0, "规模")],
)
def test_a_request_that_cannot_be_done_is_refused_before_anything_is_touched(agency: str, year: int, scale: float, word: str) -> None:
    with pytest.raises(Refused, match=word):
        build(agency, year, scale)
