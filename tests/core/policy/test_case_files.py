"""A case file is read as written or refused with file, line and reason; a comparison is exact and says both figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from shebao.base.finding import Refused
from shebao.core.arithmetic.exact import number
from shebao.core.policy import cases, reading
from shebao.core.policy.cases import Case, CaseResult, place_of, read_cases, repeated, run_case, run_cases, same, summary
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.reading import check_plain, read_text
from shebao.core.sheet import UNITS

PAID = "{id: a, calculation: resident_pension, province: gansu, inputs: {month: 2023-05, account_balance: 13900.00}, expected: {total: '203.00'}}"
FACTS = {"month": "2023-05", "account_balance": "13900.00"}


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def to_file(content: str | bytes) -> Path:
        path = tmp_path / "cases.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return to_file


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        read_cases(path)
    assert caught.value.finding.where == str(path)
    return caught.value.finding.message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "第 1 个字节"),
        (b"ab\xff", "第 3 个字节"),
        ("cases: []\n  a: [", "第 2 行第 3 列"),
        ("cases: []\n---\ncases: []", "第 2 行第 1 列"),
        ("cases: !!python/object/apply:os.getcwd []", "第 1 行第 8 列"),
        ("cases: \x07", "不认识的字符或标记"),
        ("cases: !!int abc", "不认识的字符或标记"),
        ("cases: !!timestamp abc", "不认识的字符或标记"),
        ("cases: !!float '1.5'", "无法识别的值 1.5"),
        ("cases: ['\\ud800']".replace("'", '"'), "半个字符"),
        ("cases: " + "[" * 3000 + "]" * 3000, "40 层以上"),
        ("cases: &all [*all]", "40 层以上"),
        ("", "没有 cases 列表"),
        ("cases:", "没有 cases 列表"),
        ("hello", "没有 cases 列表"),
        ("cases: [hello]", "第 1 个案例不是一组"),
        (f"cases: [{PAID}, {{calculation: x, expected: {{}}}}]", "第 2 个案例缺少 id"),
        ("[{id: , calculation: , expected: }]", "第 1 个案例缺少 id、calculation"),
        ("[{id: a, calculation: x}]", "第 1 个案例缺少 expected"),
        ("[{id: [a], calculation: x, expected: {}}]", "第 1 个案例的 id 应是一个词"),
        ("[{id: a, calculation: {b: c}, expected: {}}]", "calculation 应是一个词"),
        ("[{id: a, calculation: x, province: [gansu], expected: {}}]", "province 应是一个词"),
        ("[{id: a, calculation: x, inputs: [1], expected: {}}]", "（a）的 inputs 应是一组"),
        ("[{id: a, calculation: x, expected: abc}]", "（a）的 expected 应是一组"),
    ],
    ids=range(24),
)
def test_a_file_that_is_no_case_file_is_refused_with_the_place_and_the_reason(
    content: str | bytes, words: str, write: Callable[[str | bytes], Path]
) -> None:
    assert words in refusal(write(content))


TWICE = """cases:
  - id: a
    calculation: resident_pension
    province: gansu
    inputs:
      month: 2023-05
      account_balance: 13900.00
      month: 2023-06
    expected: {total: '203.00'}
"""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (TWICE, "第 8 行第 7 列的“month”在同一组里重复，第 6 行已经写过"),
        (TWICE.replace("month: 2023-06", "'month': 2023-06"), "第 8 行第 7 列的“month”在同一组里重复，第 6 行已经写过"),
        ("cases: []\ncases: []", "第 2 行第 1 列的“cases”在同一组里重复，第 1 行已经写过"),
        (f"cases: [{PAID}, {{id: b, calculation: x, expected: {{a: 1, b: 2, a: 1}}}}]", "“a”在同一组里重复，第 1 行已经写过"),
        ("cases: [{id: b, calculation: x, inputs: {rows: [{1: a, '1': b}]}, expected: {}}]", "“1”在同一组里重复"),
        ("cases: [{id: b, calculation: x, inputs: {rows: {true: a, 'x': c, yes: b}}, expected: {}}]", "“yes”在同一组里重复"),
    ],
    ids=range(6),
)
def test_a_name_written_twice_is_refused_with_both_lines_instead_of_the_last_one_winning(
    content: str, words: str, write: Callable[[str | bytes], Path]
) -> None:
    with pytest.raises(Refused) as caught:
        read_cases(write(content))

    assert words in caught.value.finding.message
    assert "每个名称只写一次" in caught.value.finding.advice


def test_a_merged_mapping_may_be_overruled_and_the_same_name_may_stand_in_different_mappings() -> None:
    text = "one: &one {a: 1, b: 2}\ntwo: &two {<<: *one, b: 3}\nthree: {<<: [*one, *two], a: 4}\nfour: [{a: 1}, {a: 2}]"

    assert read_text(text) == {"one": {"a": 1, "b": 2}, "two": {"a": 1, "b": 3}, "three": {"a": 4, "b": 2}, "four": [{"a": 1}, {"a": 2}]}


def test_a_file_that_is_not_there_a_folder_and_one_that_may_not_be_read_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "closed.yaml"

    assert refusal(path) == "没有这个文件"
    assert "文件夹" in refusal(tmp_path)
    assert "打不开" in refusal(tmp_path / ("long" * 100))


def test_lists_nested_forty_times_are_read_and_one_more_is_not() -> None:
    wraps: tuple[Callable[[Any], Any], ...] = (lambda inner: [inner], lambda inner: {"a": inner})
    for wrap in wraps:
        problems: list[str] = []
        deep: Any = 1
        for _ in range(reading.DEEPEST):
            deep = wrap(deep)

        check_plain(deep, problems.append)  # type: ignore[arg-type]
        assert problems == []
        check_plain(wrap(deep), problems.append)  # type: ignore[arg-type]
        assert set(problems) == {"列表套了 40 层以上"}


def test_a_file_that_unfolds_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 5)
    problems: list[str] = []

    check_plain({"a": [1, 2]}, problems.append)  # type: ignore[arg-type]
    assert problems == [], "the map, its name, the list and two numbers are five"
    check_plain({"a": [1, None, True]}, problems.append)  # type: ignore[arg-type]
    assert problems == ["展开后超过 5 个值"]


@pytest.mark.parametrize("text", ["好", "A", "\ud7ff", "\ue000", "\U0001f600"])
def test_every_whole_character_is_text(text: str) -> None:
    check_plain([text], pytest.fail)


@pytest.mark.parametrize("text", ["\ud800", "好\udfff"])
def test_half_a_character_is_not(text: str) -> None:
    with pytest.raises(pytest.fail.Exception, match="半个字符"):
        check_plain([text], pytest.fail)


def test_only_decimal_whole_numbers_are_numbers() -> None:
    text = "[7, 0, -12, +3, 1_000, 0100, 0x10, 12:30:45, 1.0, 2023-05-01, 1e3, .inf, yes, ~]"

    assert read_text(text) == [7, 0, -12, 3, 1000, "0100", "0x10", "12:30:45", "1.0", "2023-05-01", "1e3", ".inf", True, None]


def test_a_case_keeps_what_was_written(write: Callable[[str], Path]) -> None:
    path = write(
        "cases:\n- {id: 7, calculation: c, place: gansu, province: hunan, inputs: {1: 0.10}, expected: {2: x}, title: 题, source: 文, confidence: high}\n"
        "- {id: b, calculation: c, province: hunan, expected: }\n- {id: c, calculation: c, inputs: , expected: {}}"
    )

    assert read_cases(path) == [
        Case("7", "c", "gansu", {"1": "0.10"}, {"2": "x"}, "题", "文", "high"),
        Case("b", "c", "hunan", {}, {}),
        Case("c", "c", "any", {}, {}),
    ]


def test_several_files_are_run_in_order_and_repeated_ids_are_named(write: Callable[[str], Path]) -> None:
    path = write(f"cases: [{PAID}, {PAID.replace('203.00', '203.01')}, {PAID.replace('id: a', 'id: b')}]")

    results = run_cases([path, path])

    assert [result.status for result in results] == ["pass", "fail", "pass"] * 2
    assert repeated(results) == ["a", "b"]
    assert repeated(results[:3]) == ["a"]
    assert summary(results) == {"pass": 4, "fail": 2, "unsupported": 0, "open": 0}


def test_an_agencys_own_values_are_used_when_given(write: Callable[[str], Path]) -> None:
    nothing_known = shipped_places().known_on(date(1800, 1, 1))

    assert "没有已录入的数值" in run_cases([write(f"cases: [{PAID}]")], nothing_known)[0].message


def test_our_own_mistake_in_one_case_leaves_the_others_their_results(write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(case: Case, places: Any, allow_unused: bool) -> CaseResult:
        return run_case(case, places, allow_unused) if case.id == "a" else deeper()

    def deeper() -> CaseResult:
        return cases.run_case.no_such_thing  # type: ignore[attr-defined, no-any-return]

    path = write(f"cases: [{PAID.replace('id: a', 'id: b')}, {PAID}]")
    monkeypatch.setattr(cases, "run_case", broken)

    first, second = run_cases([path])

    assert (first.status, second.status) == ("fail", "pass")
    assert "AttributeError" in first.differences["total"][1]
    assert f"test_case_files.py 第 {deeper.__code__.co_firstlineno + 1} 行" in first.message


def test_a_refusal_is_expected_by_its_code_or_else_a_failure() -> None:
    early = {**FACTS, "month": "2008-05"}
    right = Case("x", "resident_pension", "gansu", early, {"error": "policy.resident_pension"})
    wrong = Case("x", "resident_pension", "gansu", early, {"error": "something_else", "total": "1"})
    silent = Case("x", "resident_pension", "gansu", early, {})
    valued = Case("x", "resident_pension", "gansu", early, {"total": "1"})

    assert run_case(right).status == "pass"
    assert "2009-09" in run_case(right).message
    assert run_case(wrong).differences == {"error": ("something_else", "policy.resident_pension"), "total": ("1", None)}
    assert run_case(wrong).status == "fail"
    for case, name, expected in ((silent, "error", None), (valued, "total", "1")):
        result = run_case(case)
        assert result.status == "fail"
        assert list(result.differences) == [name]
        assert result.differences[name][0] == expected
        assert result.differences[name][1].startswith("未计算：month：")


def test_a_refusal_that_was_expected_but_did_not_come_is_a_failure() -> None:
    result = run_case(Case("x", "resident_pension", "gansu", FACTS, {"error": "policy.resident_pension"}))

    assert (result.status, result.differences) == ("fail", {"error": ("policy.resident_pension", None)})


def test_quoted_figures_are_not_compared_and_inputs_nobody_asked_for_are_listed() -> None:
    facts = {**FACTS, "colour": "red"}
    expected = {"published_total": "1", "printed_total": "2", "total_rounding": "x", "total": "203.00"}

    result = run_case(Case("x", "resident_pension", "gansu", facts, expected))

    assert (result.status, result.differences, result.unused) == ("fail", {}, ("colour",))


def test_an_unsettled_question_shows_both_figures_and_a_settled_one_beside_it_may_still_fail() -> None:
    facts = {"calc_base": "9307", "avg_index": "0.5000", "total_years": "20", "account_balance": "13900.00", "divisor": "139"}
    asked = {"printed_basic": "1300.00", "printed_account": "100.00", "computed_account": "100.00"}

    question = run_case(Case("x", "employee_pension_open_question", "guangdong", facts, asked))
    settled = run_case(Case("x", "employee_pension_open_question", "guangdong", facts, {**asked, "computed_account": "100.01"}))

    assert question.status == "open"
    assert question.differences["printed_basic"][0] == "1300.00"
    assert question.differences["printed_account"] == ("100.00", "100.00（个人账户养老金）")
    assert "computed_account" not in question.differences
    assert (settled.status, dict(settled.differences)) == ("fail", {"computed_account": ("100.01", "100.00")})


def test_an_unsettled_question_is_answered_where_one_of_the_ways_gives_the_printed_figure() -> None:
    facts = {"calc_base": "9307", "avg_index": "0.5000", "total_years": "20", "account_balance": "13900.00", "divisor": "139"}

    result = run_case(
        Case("x", "employee_pension_open_question", "guangdong", facts, {"printed_basic": "1396.05", "printed_account": "100.00"})
    )

    assert (result.status, dict(result.differences)) == ("pass", {})
    assert result.message == "printed_basic 按一般公式；printed_account 按个人账户养老金"


@pytest.mark.parametrize(
    ("province", "place"),
    [
        ("gansu", "gansu"),
        ("gansu/zhengning", "gansu_zhengning"),
        ("Gansu-Zhengning ", "gansu_zhengning"),
        ("shenzhen", "guangdong_shenzhen"),
        ("Hongjiang", "hunan_hongjiang"),
        ("any", "national"),
        ("demo", "national"),
        ("tibet", "national"),
        ("tibet/lhasa", "national"),
        ("hebei/baoding", "hebei"),
        ("jiangsu/suzhou", "jiangsu"),
        ("guangdong_foshan", "guangdong"),
        ("guangdong/shenzhen/nanshan", "guangdong_shenzhen"),
    ],
)
def test_a_case_is_computed_at_the_nearest_place_with_a_file_or_by_national_rules(province: str, place: str) -> None:
    assert place_of(province, shipped_places()) == place


@pytest.mark.parametrize("province", ["atlantis", "anywhere/hebei", ""])
def test_a_place_there_is_not_is_refused(province: str) -> None:
    with pytest.raises(Refused, match="没有地区"):
        place_of(province, shipped_places())


YUAN, INDEX, TRUTH, TABLE, RATIO, MONTH = (UNITS[name] for name in ("Yuan", "Index", "Truth", "Table", "Ratio", "Month"))


@pytest.mark.parametrize(
    ("expected", "computed", "unit", "outcome"),
    [
        ("203.00", number("203"), YUAN, True),
        (203, number("203"), YUAN, True),
        ("203", number("203.00"), YUAN, True),
        ("203.01", number("203"), YUAN, False),
        ("203.0", number("203.04"), YUAN, False),
        ("33.33", number(Fraction(100, 3)), YUAN, True),
        ("33.34", number(Fraction(100, 3)), YUAN, False),
        ("33.3", number(Fraction(100, 3)), YUAN, False),
        ("33.333", number(Fraction(100, 3)), YUAN, False),
        ("0.3333", number(Fraction(1, 3)), RATIO, True),
        ("0.3334", number(Fraction(1, 3)), RATIO, False),
        ("1/3", number(Fraction(1, 3)), RATIO, True),
        ("0.67", Fraction(2, 3), RATIO, True),
        ("1.2287", number("1.22874"), INDEX, True),
        (3, 3, YUAN, True),
        (3, 4, YUAN, False),
        ("abc", number(1), YUAN, False),
        ("1/0", number(1), YUAN, False),
        ("1e0", number(1), YUAN, False),
        ("1e999999999", number(1), YUAN, False),
        ("", number(1), YUAN, False),
        (True, True, TRUTH, True),
        (True, False, TRUTH, False),
        (True, number(1), YUAN, False),
        ("1", True, TRUTH, False),
        ("True", True, TRUTH, False),
        (None, None, TABLE, True),
        (None, number(0), YUAN, False),
        ("2023-05", 202305, MONTH, True),
        ("2023-06", 202305, MONTH, False),
        ("202305", 202305, MONTH, True),
        ("male60", "male60", UNITS["Text"], True),
        ("男职工（原60周岁）", "male60", UNITS["Text"], True),
        (["1", "2"], [number(1), number(2)], YUAN, True),
        (["1", "2"], (number(1), number(3)), YUAN, False),
        (["1"], [number(1), number(2)], YUAN, False),
        (["1"], "1", YUAN, False),
        ([], [], TABLE, True),
        ({"a": "1"}, {"a": number(1)}, YUAN, True),
        ({"a": "1", "b": "2"}, {"b": number(2), "a": number(1)}, YUAN, True),
        ({"a": "1", "b": "2"}, {"a": number(1), "b": number(3)}, YUAN, False),
        ({2023: "1"}, {"2023": number(1)}, YUAN, True),
        ({"a": "1"}, {"a": number(1), "b": number(2)}, YUAN, False),
        ({"a": "1"}, {"b": number(1)}, YUAN, False),
        ({"a": "1"}, [number(1)], YUAN, False),
        ({"a": ["1", {"b": True}]}, {"a": [number(1), {"b": True}]}, YUAN, True),
    ],
)  # fmt: skip
def test_an_expected_value_is_compared_exactly_at_the_decimals_of_its_unit(expected: Any, computed: Any, unit: Any, outcome: bool) -> None:
    assert same(expected, computed, unit) is outcome
