"""A place file that cannot be right is not worked with: the refusal names file, parameter and row, whatever was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from shebao.base.finding import Refused
from shebao.core.policy import locale
from shebao.core.policy.keys import Key, all_keys, read_keys
from tests.support.place_files import ROW, place_file


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Path]]:
    """`county(values)` writes a county's values and makes them the law of this process."""
    yield from place_file(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ('  resident_basic_standrad: [{value: "181", %s}]', ["resident_basic_standrad", "resident_basic_standard（基础养老金标准）"]),
        ('  resident_account_rate: [{value: "3.74", %s}]', ["第 1 行", "居民个人账户记账利率", "3.74", "0–0.12"]),
        ('  resident_basic_standard: [{value: "一百", %s}]', ["应为数字", "一百"]),
        ('  resident_basic_standard: [{value: {"1": "5"}, %s}]', ["应为数字"]),
        ('  resident_tiers: [{value: "200", %s}]', ["应为一列数字"]),
        ('  resident_tiers: [{value: ["200", "999999"], %s}]', ["999999"]),
        ('  resident_subsidy: [{value: {"二百": "30"}, %s}]', ["应为数字", "二百"]),
        ('  resident_age_addon: [{value: [["65", "5"]], %s}]', ["三个数"]),
        ('  unemployment_ratio_steps: [{value: [["10", "0.5"], ["0", "0.4"]], %s}]', ["从小到大"]),
        ('  unemployment_ratio_steps: [{value: [["0", "45"]], %s}]', ["45"]),
        ('  account_start: [{value: "1996-13", %s}]', ["应为年月"]),
        ('  base_limit_rounding: [{value: round_up, %s}]', ["round_up", "up_yuan"]),
        ('  old_retirement_age: [{value: {man: "60"}, %s}]', ["man", "male60"]),
        ('  delay_first_cohort: [{value: {male60: "1965"}, %s}]', ["应为年月"]),
        ('  adjustment_scheme: [{value: {per_full_year: 3.5}, %s}]', ["加引号"]),
        ('  minimum_wage: [{value: "1", %s}, {value: "2", %s}]', ["重叠"]),
    ],
)  # fmt: skip
def test_an_impossible_row_is_refused_with_file_parameter_and_row(county, values: str, words: list[str]) -> None:  # type: ignore[no-untyped-def]
    county(values.replace("%s", ROW))

    with pytest.raises(Refused) as refused:
        locale.shipped_places()

    for word in ["gansu_zhengning.yaml", values.strip().partition(":")[0], *words]:
        assert word in str(refused.value)


def test_a_value_that_is_known_to_be_missing_is_not_a_careless_one(county) -> None:  # type: ignore[no-untyped-def]
    county("  minimum_wage: [{value: null, %s}]".replace("%s", ROW))

    assert "gansu_zhengning" in locale.shipped_places().places


def test_a_yearly_standard_ends_or_names_the_document_by_which_it_carries_on(county) -> None:  # type: ignore[no-untyped-def]
    county("  calc_base: [{value: '7000', %s}]".replace("%s", ROW))
    with pytest.raises(Refused, match="停用日期"):
        locale.shipped_places()

    locale.shipped_places.cache_clear()
    county("  calc_base: [{value: '7000', carries_on: 以下一次通知为准, %s}]".replace("%s", ROW))
    row = locale.shipped_places().value("calc_base", "gansu_zhengning", date(2026, 5, 1))
    assert (row.value, row.note) == ("7000", "以下一次通知为准")


def test_a_parameter_stands_in_the_folder_of_its_chapter(tmp_path: Path) -> None:
    for chapter, text in (("pay", "a: {title: 甲, unit: Yuan}"), ("age", "b: {title: 乙, unit: Years, local: true, lo: '1', hi: '2'}")):
        (tmp_path / chapter).mkdir()
        (tmp_path / chapter / "keys.yaml").write_text(text, encoding="utf-8")

    assert read_keys(tmp_path) == {"a": Key("a", "甲", "Yuan", "pay"), "b": Key("b", "乙", "Years", "age", local=True, lo="1", hi="2")}
    assert all_keys()["resident_tiers"].chapter == "resident"


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("a: {title: 甲, unit: Dollar}", "", "Dollar"),
        ("a: {title: 甲, unit: Yuan}", "a: {title: 甲, unit: Yuan}", "已经有了"),
        ("a: {title: 甲, unit: Table}", "", "形状"),
        ("a: {title: 甲, unit: Yuan, shape: steps}", "", "形状"),
        ("a: {title: 甲, unit: Yuan, low: '1'}", "", "low"),
        ("a: {title: 甲}", "", "unit"),
        ("a: [", "", "读不了"),
    ],
)
def test_a_careless_entry_of_the_directory_is_refused(tmp_path: Path, first: str, second: str, words: str) -> None:
    for chapter, text in (("pay", first), ("wage", second)):
        (tmp_path / chapter).mkdir()
        (tmp_path / chapter / "keys.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(Refused, match=words) as refused:
        read_keys(tmp_path)
    assert "keys.yaml" in str(refused.value)
