"""The calculation sheet writes every value in its unit, is as sure as its least sure line, and has one digest."""

from __future__ import annotations

import hashlib
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from shebao.base.dated import BEGINNING
from shebao.core.arithmetic.exact import Q, column, number
from shebao.core.sheet import UNITS, Sheet, Step, lowest, show


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (number(203), "Yuan", "203.00"),
        (number("0.5"), "Yuan", "0.50"),
        (number("0.125"), "Yuan", "0.125"),
        (number(Fraction(1, 3)), "Yuan", "0.333333…"),
        (number(Fraction(2, 3)), "Years", "0.666667…"),
        (number("1.2"), "Index", "1.2000"),
        (number("1.001"), "Index", "1.0010"),
        (number("0.08"), "Ratio", "0.08"),
        (number(3), "Days", "3"),
        (number("-7.5"), "Yuan", "-7.50"),
        (Fraction(5, 4), "Yuan", "1.25"),
        (Fraction(-5, 2), "Yuan", "-2.50"),
        (column([1, 2, 3], 0, 9), "Count", "（3 行）"),
        (202305, "Month", "2023-05"),
        (12, "Count", "12"),
        (date(2023, 5, 1), "Day", "2023-05-01"),
        (True, "Truth", "是"),
        (False, "Count", "否"),
        (None, "Yuan", "无"),
        ("male60", "Text", "男职工（原60周岁）"),
        ("something", "Text", "something"),
        ("male60", "Table", "male60"),
        ({"a": number(1), "b": [number(2), None]}, "Yuan", "a：1.00；b：2.00、无"),
        ((number(1), number("2.5")), "Yuan", "1.00、2.50"),
        ([], "Table", "没有"),
        ([[number(70), number(79), number(20)], [number(80), None, number(50)]], "Table", "70、79、20；80、无、50"),
    ],
)  # fmt: skip
def test_a_value_is_written_in_its_unit(value: Any, unit: str, text: str) -> None:
    assert show(value, UNITS[unit]) == text


def test_the_units_and_their_decimals_are_these() -> None:
    assert {name: (unit.places, unit.kind) for name, unit in UNITS.items() if unit.places is not None or unit.kind != "number"} == {
        "Yuan": (2, "number"), "Days": (0, "number"), "Count": (0, "number"), "Persons": (0, "number"), "Index": (4, "number"),
        "Month": (None, "month"), "Day": (None, "day"), "Truth": (None, "truth"), "Text": (None, "text"), "Table": (None, "table"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("confidences", "least"),
    [
        (["high", "medium", "high"], "medium"),
        (["low", "unverified", "high"], "unverified"),
        (["given", "high"], "high"),
        (["given", "given"], "given"),
        ([], "given"),
    ],
)
def test_the_least_sure_counts_and_inputs_do_not(confidences: list[str], least: str) -> None:
    assert lowest(confidences) == least


def sheet(*steps: Step, on: date = date(2023, 5, 31)) -> Sheet:
    return Sheet("example", "例", "national", on, steps, "r", "p", "某号文")


STEPS = (
    Step("a", "甲", "1.00", "元", note="先看"),
    Step("b", "乙", "2.00", "元", ("a",), "第一条", "medium", "甲 × 2", "1.00 × 2", "再看"),
    Step("c", "丙", "3", "", note="先看"),
)


def test_a_sheet_finds_its_lines_its_notes_and_its_confidence() -> None:
    made = sheet(*STEPS)

    assert made.step("b") is STEPS[1]
    with pytest.raises(KeyError, match="d"):
        made.step("d")
    assert made.notes == ("先看", "再看")
    assert made.confidence == "medium"
    assert sheet().confidence == "given"


def test_a_sheet_as_plain_data_holds_every_line_with_what_it_came_from() -> None:
    assert sheet(STEPS[1]).as_json() == {
        "calculation": "example", "title": "例", "place": "national", "on": "2023-05-31", "source": "某号文", "confidence": "medium",
        "rules_digest": "r", "places_digest": "p",
        "steps": [
            {
                "name": "b", "title": "乙", "value": "2.00", "unit": "元", "from": ["a"], "source": "第一条", "confidence": "medium",
                "expression": "甲 × 2", "figures": "1.00 × 2", "note": "再看",
            }
        ],
    }  # fmt: skip
    assert sheet(on=BEGINNING).as_json()["on"] == "", "a calculation without a date shows none"


def test_the_digest_is_that_of_the_canonical_text_and_changes_with_any_line() -> None:
    text = (
        '{"calculation":"example","confidence":"given","on":"2023-05-31","place":"national","places_digest":"p","rules_digest":"r",'
        '"source":"某号文","steps":[],"title":"例"}'
    )

    assert sheet().digest() == hashlib.sha256(text.encode()).hexdigest()
    assert sheet(*STEPS).digest() == sheet(*STEPS).digest()
    assert len({sheet(*STEPS).digest(), sheet(*STEPS[:2]).digest(), sheet(STEPS[1], STEPS[0], STEPS[2]).digest()}) == 3


def test_a_column_on_a_sheet_says_only_how_many_rows_it_has() -> None:
    assert show(Q(column([5] * 7, 0, 9).num, 100, 0, 9), UNITS["Yuan"]) == "（7 行）"


def test_codes_in_texts_and_at_the_heads_of_tables_are_written_in_words() -> None:
    assert show("underground", UNITS["Text"]) == "井下"
    assert show([number(1), [number(2), number(3)]], UNITS["Table"]) == "1；2、3", "a row among single values is set apart"
    assert show({"male60": number(60), "closing": number(3)}, UNITS["Table"]) == "男职工（原60周岁）：60；年末余额：3"
