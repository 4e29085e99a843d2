"""A dated value is found by place and day, and one that is not there stops the work with key, place and date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from shebao.base.dated import MissingValue, Places, Value
from shebao.base.finding import Refused
from shebao.base.place_files import load_places

NATION = """
place: national
name: 全国
values:
  standard:
    - {from: 2020-01-01, to: 2020-12-31, value: "10", document: 甲文, confidence: high}
    - {from: 2021-01-01, value: "12", document: 乙文, confidence: medium}
  other:
    - {from: 2020-01-01, value: "5", document: 丙文, confidence: medium}
  ended:
    - {from: 2020-01-01, value: "8", document: 丁文, confidence: medium}
"""
COUNTY = """
place: a_county
name: 某县
parent: national
values:
  standard:
    - {from: 2021-07-01, value: "15", document: 县文, confidence: low}
    - {from: 2023-01-01, to: 2023-12-31, value: null, document: 县文待取得, confidence: unverified, note: 文件未取得}
  ended:
    - {from: 2020-01-01, to: 2020-12-31, value: "7", document: 县文, confidence: low}
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "national.yaml").write_text(NATION, encoding="utf-8")
    (tmp_path / "a_county.yaml").write_text(COUNTY, encoding="utf-8")
    return load_places(tmp_path)


def test_the_nearest_place_that_answers_wins(places: Places) -> None:
    assert places.value("other", "a_county", date(2021, 6, 30)).value == "5"
    assert places.value("standard", "a_county", date(2021, 7, 1)).value == "15"
    assert places.value("standard", "national", date(2021, 7, 1)).document == "乙文"
    assert places.line("a/county") == ("a_county", "national")


@pytest.mark.parametrize(("place", "day", "since", "document"), [
    ("national", date(2019, 5, 1), "2020-01-01", "甲文"), ("a_county", date(2019, 5, 1), "2021-07-01", "县文"),
    ("a_county", date(2021, 6, 30), "2021-07-01", "县文"),
])  # fmt: skip
def test_before_a_place_s_first_document_nothing_stands_in(places: Places, place: str, day: date, since: str, document: str) -> None:
    """The nation's figure is not the county's: who has a document of its own says from when."""
    with pytest.raises(MissingValue) as caught:
        places.value("standard", place, day)

    for part in ("standard", places.places[place].name, day.isoformat(), since, document):
        assert part in str(caught.value)
    assert places.find("standard", place, day) is None


def test_after_a_place_s_last_document_nothing_stands_in(places: Places) -> None:
    assert places.value("ended", "a_county", date(2020, 12, 31)).value == "7"
    with pytest.raises(MissingValue, match="执行到 2020-12-31"):
        places.value("ended", "a_county", date(2021, 1, 1))
    assert places.find("ended", "a_county", date(2021, 1, 1)) is None


def test_a_floor_holds_before_a_place_s_first_document_and_not_after_its_last(places: Places) -> None:
    floors = replace(places, floors=frozenset({"standard", "ended"}))

    assert floors.value("standard", "a_county", date(2021, 6, 30)).value == "12"
    with pytest.raises(MissingValue):
        floors.value("ended", "a_county", date(2021, 1, 1))


def test_what_an_agency_enters_takes_nothing_away_from_earlier_days(places: Places) -> None:
    entered = Value("other", "a_county", date(2021, 7, 1), date(2021, 12, 31), "6", "县文", "high", known_from=date(2021, 8, 1))

    changed = places.overlay([entered])

    assert changed.value("other", "a_county", date(2021, 6, 30)).value == "5"
    assert changed.value("other", "a_county", date(2021, 7, 1)).value == "6"
    with pytest.raises(MissingValue, match="执行到 2021-12-31"):
        changed.value("other", "a_county", date(2022, 1, 1))


def test_a_row_that_is_known_to_be_missing_hides_the_nation_behind_it(places: Places) -> None:
    with pytest.raises(MissingValue, match="文件未取得"):
        places.value("standard", "a_county", date(2023, 5, 1))
    assert places.find("standard", "a_county", date(2023, 5, 1)) is None


def test_an_unknown_place_is_refused_with_the_known_ones(places: Places) -> None:
    with pytest.raises(Refused, match="a_county"):
        places.value("standard", "nowhere", date(2021, 1, 1))


def test_an_entered_value_lies_on_top_and_can_be_taken_away_by_date_of_knowledge(places: Places) -> None:
    entered = Value("standard", "a_county", date(2021, 7, 1), date(9999, 12, 31), "16", "更正", "high", known_from=date(2022, 3, 1))

    changed = places.overlay([entered])

    assert changed.value("standard", "a_county", date(2021, 8, 1)).value == "16"
    assert changed.known_on(date(2022, 2, 28)).value("standard", "a_county", date(2021, 8, 1)).value == "15"
    assert changed.digest() != places.digest()
    assert changed.known_on(date(2022, 2, 28)).digest() == places.digest()


def test_every_day_on_which_something_changes_is_known(places: Places) -> None:
    assert places.change_dates(["standard"]) == (
        date(2020, 1, 1),
        date(2021, 1, 1),
        date(2021, 7, 1),
        date(2023, 1, 1),
        date(2024, 1, 1),
    )


@pytest.mark.parametrize(
    "row",
    [
        "{from: 2020-01-01, value: 10, document: 文, confidence: high}",
        '{from: 2020-01-01, value: "10", confidence: high}',
        '{from: 2020-01-01, value: "10", document: "", confidence: high}',
        '{from: 2020-01-01, value: "10", document: 文, confidence: sure}',
        '{from: 2020-01-01, to: 2019-01-01, value: "10", document: 文, confidence: high}',
    ],
)
def test_a_careless_row_is_not_loaded(tmp_path: Path, row: str) -> None:
    text = f"place: national\nname: 全国\nvalues:\n  standard:\n    - {row}\n"
    (tmp_path / "national.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(Refused, match="national"):
        load_places(tmp_path)


def test_a_place_file_with_a_parameter_written_twice_is_not_loaded(tmp_path: Path) -> None:
    """The rows of the first would be lost without a word."""
    (tmp_path / "national.yaml").write_text(NATION + "values: {}\n", encoding="utf-8")

    with pytest.raises(Refused, match=r"national\.yaml.*第 \d+ 行的 values 在第 \d+ 行已经有了"):
        load_places(tmp_path)
