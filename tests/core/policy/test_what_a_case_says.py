"""What a case file may say: inputs left aside, remarks, how a refusal looks, and where it happened."""

from __future__ import annotations

from typing import Any

import pytest

from shebao.base.finding import Refused
from shebao.core.arithmetic.exact import number
from shebao.core.policy.calculation import calculate
from shebao.core.policy.cases import Case, place_of, place_of_case, run_case, same
from shebao.core.policy.cases import _read_case as read_case
from shebao.core.policy.locale import shipped_places, unsettled_at
from shebao.core.sheet import UNITS

PENSION = {"month": "2023-05", "account_balance": "13900.00"}


def case(expected: dict[str, Any], inputs: dict[str, Any] | None = None, **more: Any) -> Case:
    return Case("a", "resident_pension", "national", {**PENSION, **(inputs or {})}, expected, **more)


def entry(**more: Any) -> Case:
    from pathlib import Path

    return read_case({"id": "a", "calculation": "resident_pension", "inputs": PENSION, "expected": {}, **more}, 1, Path("a.yaml"))


def test_an_input_nothing_asked_for_makes_a_case_fail_and_is_named() -> None:
    result = run_case(case({"total": "203.00"}, {"acount": "1"}))

    assert result.status == "fail"
    assert result.unused == ("acount",)
    assert result.differences == {}
    assert result.message == "没有用到的输入：acount"
    assert result.as_json()["unused"] == ["acount"]
    assert result.as_json()["message"] == result.message


def test_it_is_only_listed_where_that_is_allowed() -> None:
    result = run_case(case({"total": "203.00"}, {"acount": "1"}), allow_unused=True)

    assert (result.status, result.unused, result.message) == ("pass", ("acount",), "")


def test_a_case_may_say_itself_which_inputs_are_left_aside_but_no_others() -> None:
    aside = run_case(case({"total": "203.00"}, {"acount": "1"}, unused=("acount",)))
    other = run_case(case({"total": "203.00"}, {"acount": "1", "x": "2"}, unused=("acount",)))

    assert (aside.status, aside.unused) == ("pass", ())
    assert (other.status, other.unused) == ("fail", ("x",))
    assert entry(unused=["acount"]).unused == ("acount",)
    assert entry().unused == ()
    with pytest.raises(Refused, match="unused 应是输入名称的列表"):
        entry(unused="acount")


def test_a_remark_among_the_inputs_is_no_input() -> None:
    for name in ("input_inferred", "note", "notes", "remark"):
        assert run_case(case({"total": "203.00"}, {name: "transcribed"})).status == "pass"


REFUSED = {"month": "2026-13"}


@pytest.mark.parametrize("code", ["any", "months.shape", "months"])
def test_an_expected_refusal_is_named_by_its_code_the_first_word_of_it_or_any(code: str) -> None:
    assert run_case(case({"error": code}, REFUSED)).status == "pass"


@pytest.mark.parametrize(
    ("expected", "status"),
    [
        ({"error": "rule"}, "fail"),
        ({"error": "mont"}, "fail"),
        ({"error": "any", "field": "month"}, "pass"),
        ({"error": "any", "field": "moth"}, "fail"),
        ({"error": "any", "message": "2026-13"}, "pass"),
        ({"error": "any", "message": "2026-14"}, "fail"),
    ],
    ids=range(6),
)
def test_a_refusal_may_be_asked_for_its_field_and_words_of_its_message(expected: dict[str, str], status: str) -> None:
    assert run_case(case(expected, REFUSED)).status == status


def test_a_refusal_that_was_expected_differently_shows_both_codes() -> None:
    result = run_case(case({"error": "policy.no_date"}, REFUSED))

    assert result.differences == {"error": ("policy.no_date", "months.shape")}


def test_a_code_of_its_own_that_a_refusal_carries_is_known_too() -> None:
    inputs = {"class_": 1, "payroll": "1.00", "float_factor": "0.5"}
    for code in ("FLOAT_FACTOR_NOT_ALLOWED", "policy.work_injury_contribution"):
        assert run_case(Case("a", "work_injury_contribution", "national", inputs, {"error": code})).status == "pass"


def test_a_case_that_expects_a_refusal_and_gets_a_figure_has_failed() -> None:
    assert run_case(case({"error": "any"})).differences == {"error": ("any", None)}


def test_whole_months_do_not_pass_for_months_and_a_half() -> None:
    half = number("11.5")

    assert not same("12", half, UNITS["Months"])
    assert same("11.5", half, UNITS["Months"])
    assert same("12", number(12), UNITS["Months"])
    assert same("3922.1667", number("47066") / 12, UNITS["Ratio"])
    assert not same("3922", number("47066") / 12, UNITS["Ratio"])


@pytest.mark.parametrize(
    ("place", "province", "named"),
    [
        ("national", "湖南", "hunan"),
        ("any", "hunan", "hunan"),
        ("", "hunan", "hunan"),
        ("hunan_hongjiang", "广东", "hunan_hongjiang"),
        ("national", "", "national"),
        ("", "", "national"),
    ],
    ids=range(6),
)
def test_a_case_happened_at_its_place_or_in_its_province_where_the_place_says_no_more_than_the_nation(
    place: str, province: str, named: str
) -> None:
    assert place_of(entry(place=place, province=province).place, shipped_places()) == named


def test_a_province_is_known_by_its_chinese_name_and_an_unknown_one_is_refused() -> None:
    places = shipped_places()

    assert place_of("广东", places) == place_of("广东省", places) == "guangdong"
    assert place_of("全国", places) == "national"
    with pytest.raises(Refused, match="没有地区"):
        place_of("某某省", places)


def test_a_missing_day_is_named_by_the_word_the_user_must_type() -> None:
    with pytest.raises(Refused) as caught:
        calculate("employee_contribution", "gansu", {"month": "2023-05", "reported_wage": "3000"}, strict=False)

    assert caught.value.finding.where == "period"
    assert "写了 month，这项计算不用它" in caught.value.finding.message
    assert "period=2023-05" in caught.value.finding.advice
    with pytest.raises(Refused) as plain:
        calculate("employee_contribution", "gansu", {"reported_wage": "3000"}, strict=False)
    assert "写了" not in plain.value.finding.message
    assert plain.value.finding.where == "period"


def test_the_province_whose_sheets_contradict_each_other_is_named_in_its_own_file() -> None:
    assert unsettled_at("employee_pension_open_question") == ("guangdong",)
    assert unsettled_at("employee_pension") == ()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("深圳", "guangdong_shenzhen"),
        ("广东省深圳市", "guangdong_shenzhen"),
        ("河南郑州", "henan_zhengzhou"),
        ("郑州市", "henan_zhengzhou"),
        ("甘肃正宁", "gansu_zhengning"),
        ("湖南省怀化市洪江区", "hunan_hongjiang"),
        ("湖南省怀化市", "hunan"),
        ("广东湛江", "guangdong"),
        ("四川成都", "sichuan"),
    ],
)
def test_a_place_is_called_by_its_chinese_name_and_a_city_without_a_file_by_its_province(name: str, place: str) -> None:
    assert place_of(name, shipped_places()) == place


@pytest.mark.parametrize("name", ["湛江", "市", "某市", "广"])
def test_a_name_that_is_no_place_or_could_be_a_part_of_one_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="没有地区"):
        place_of(name, shipped_places())


def test_a_case_that_names_no_place_is_computed_where_its_source_is_law() -> None:
    places = shipped_places()

    assert place_of_case(entry(source="郑州市失业保险条例: 每满一年领取三个月"), places) == "henan_zhengzhou"
    assert place_of_case(entry(source="河南省失业保险条例 第二十八条", province="any"), places) == "henan"
    assert place_of_case(entry(source="当年省定调整办法"), places) == "national"
    assert place_of_case(entry(source="失业保险条例 第十七条"), places) == "national"
    assert place_of_case(entry(source="河南省失业保险条例", province="national"), places) == "national"
    assert place_of_case(entry(source="河南省失业保险条例", province="hunan"), places) == "hunan"
