"""Tables of the law typed as the pages print them, and every way to get one wrong."""

from __future__ import annotations

from typing import Any

import pytest

from shebao.agency.procedures.office.table_text import read_table, shown
from shebao.base.finding import Refused

TIERS, SUBSIDY, STEPS, AGES = ("300", "400"), {"100": "30", "500": "60"}, (("0", "3"), ("5", "6")), {"male": "55", "female": "45"}


@pytest.mark.parametrize(
    ("text", "like", "found"),
    [
        ("300、400、 500", TIERS, ["300", "400", "500"]),
        ("300，500", TIERS, ["300", "500"]),
        ("300", TIERS, ["300"]),
        ("100：30；500：60", SUBSIDY, {"100": "30", "500": "60"}),
        ("100: 30\n500: 60.50\n", SUBSIDY, {"100": "30", "500": "60.50"}),
        ("0、3；5、6；10、9", STEPS, [["0", "3"], ["5", "6"], ["10", "9"]]),
        ("0、3", STEPS, [["0", "3"]]),
        ("male：60；female：55", AGES, {"male": "60", "female": "55"}),
    ],
)
def test_a_table_is_read_in_the_kind_of_the_one_before(text: str, like: Any, found: Any) -> None:
    assert read_table(text, like) == found


@pytest.mark.parametrize("table", [TIERS, SUBSIDY, STEPS, AGES])
def test_what_is_printed_can_be_typed_again(table: Any) -> None:
    again = read_table(shown(table), table)

    assert again == (dict(table) if isinstance(table, dict) else [list(row) if isinstance(row, tuple) else row for row in table])


def test_codes_are_put_into_words_and_nothing_is_called_so() -> None:
    assert shown(AGES, lambda code: {"male": "男"}.get(code, code)) == "男：55；female：45"
    assert shown(()) == "没有" and shown("0.05") == "0.05"


@pytest.mark.parametrize(
    ("text", "like", "said"),
    [
        ("300；400", TIERS, "应为一行"),
        ("300、", TIERS, "空格"),
        ("300、四百", TIERS, "“四百”不是数字"),
        ("1,000、2,000", TIERS, "不是数字"),
        ("100、30", SUBSIDY, "档：值"),
        ("100：30：5", SUBSIDY, "档：值"),
        ("100：30；100：40", SUBSIDY, "写了两次"),
        ("一档：30", SUBSIDY, "不是这张表的档"),
        ("100：３０", SUBSIDY, "不是数字"),
        ("0、3、5", STEPS, "3 格，应为 2 格"),
        ("男：60", AGES, "应为：male、female"),
        ("100：30", None, "JSON"),
        ("a", {"x": {"y": "1"}}, "JSON"),
        ("1", ({"a": "1"},), "JSON"),
    ],
)
def test_what_cannot_be_such_a_table_is_refused_at_its_row(text: str, like: Any, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        read_table(text, like)

    assert refused.value.finding.where == "content"
