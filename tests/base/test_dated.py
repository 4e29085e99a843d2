"""A dated value is found by place and day, and one that is not there stops the work with key, place and date."""

from __future__ import annotations

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
"""
COUNTY = """
place: a_county
name: 某县
parent: national
values:
  standard:
    - {from: 2021-07-01, value: "15", document: 县文, confidence: low}
    - {from: 2023-01-01, to: 2023-12-31, value: null, document: 县文待取得, confidence: unverified, note: 文件未取得}
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "national.yaml").write_text(NATION, encoding="utf-8")
    (tmp_path / "a_county.yaml").write_text(COUNTY, encoding="utf-8")
    return load_places(tmp_path)


def test_the_nearest_place_with_a_row_on_the_day_wins(places: Places) -> None:
    assert places.value("standard", "a_county", date(2021, 6, 30)).value == "12"
    assert places.value("standard", "a_county", date(2021, 7, 1)).value == "15"
    assert places.value("standard", "national", date(2021, 7, 1)).document == "乙文"
    assert places.line("a/county") == ("a_county", "national")


def test_a_value_before_its_law_is_missing_and_says_since_when_there_is_one(places: Places) -> None:
    with pytest.raises(MissingValue) as caught:
        places.value("standard", "a_county", date(2019, 5, 1))

    for part in ("standard", "a_county", "2019-05-01", "2020-01-01", "甲文"):
        assert part in str(caught.value)


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
