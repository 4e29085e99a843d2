"""What is printed beside the published figures, and the bank that answers our files."""

from __future__ import annotations

import io
from datetime import date

import pytest

from shebao.agency.payout.bank import Instruction, Order, layout
from shebao.demo import bank
from shebao.demo.comparison import Compared
from shebao.demo.outcome_table import as_table
from shebao.demo.progress import Progress
from shebao.demo.work_figures import _over


def test_an_amount_within_a_thousandth_is_reached_and_a_head_must_be_exact() -> None:
    assert Compared("resident", "paid", "发放", "fen", 1_000_000, 1_001_000).ok
    assert not Compared("resident", "paid", "发放", "fen", 1_000_000, 1_001_001).ok
    assert not Compared("resident", "insured", "参保", "人", 1_000_000, 1_000_001).ok


def test_amounts_are_text_in_yuan_and_heads_are_numbers_for_programs() -> None:
    money = Compared("resident", "paid", "发放", "fen", 12_345, 12_300, "原因").as_json()

    assert (money["published"], money["reached"], money["difference"], money["reason"]) == ("123.45", "123.00", "-0.45", "原因")
    assert Compared("resident", "insured", "参保", "人", 5, 7).as_json()["difference"] == 2


def test_a_rate_is_text_with_two_decimals_and_reached_where_both_print_the_same() -> None:
    rate = Compared("resident", "paying_rate", "缴费率", "%", 95_89, 95_88)

    assert (rate.ok, rate.as_json()["published"], rate.as_json()["difference"]) == (False, "95.89", "-0.01")
    assert Compared("resident", "paying_rate", "缴费率", "%", 95_89, 95_89).ok


def test_the_table_shows_the_difference_with_its_reason() -> None:
    report = {
        "name": "某县",
        "year": 2023,
        "scale": 1.0,
        "insured": {"resident": 2},
        "recipients": {"resident": 1},
        "planted": 3,
        "seconds": 1.0,
        "peak_mb": 9,
        "paid": {"resident": {"times": 12, "amount": "1236.00"}},
        "income": {"resident": "10.00"},
        "expense": {"resident": "1236.00"},
        "compared": [Compared("resident", "paid", "发放金额", "fen", 100_000, 123_600, "低于最低标准").as_json()],
        "standards": [{"title": "基础养老金标准", "value": "103", "document": "某通知", "place": "全国", "note": "当地标准未录入"}],
        "remarks": ["某险种没有征缴"],
        "typed": [{"group": "资产", "count": 3, "who": "综合岗", "reason": "照台账填报"}],
        "not_published": [{"scheme": "employee", "name": "recipients", "value": "1", "reason": "没有公布"}],
    }

    text = as_table(report)

    assert "不符" in text
    assert "原因：低于最低标准。" in text
    assert "未公布而设定：企业养老，没有公布，取 1" in text
    assert "说明：某险种没有征缴" in text
    assert "仍由人填报的公布数 3 个" in text and "资产 3 个，综合岗填报：照台账填报" in text
    assert "基础养老金标准 103，某通知（全国；当地标准未录入）" in text


def test_the_bank_answers_every_row_and_returns_only_the_accounts_it_rejects() -> None:
    format_ = layout("delimited")
    rows = tuple(Instruction(10_000_001 + i, "李甲", f"99000000000000000{i:02d}", "县农信", 10_300) for i in range(3))
    order = format_.write_order(Order("E01-1", "resident", 202301, date(2023, 1, 15), rows))

    answer = format_.read_answer(bank.answer(order, {rows[1].account: bank.CLOSED}, date(2023, 1, 16), "delimited"))

    assert [row.code for row in answer.rows] == ["00", "02", "00"]
    assert [row.line_id for row in answer.rows] == [row.line_id for row in rows]


@pytest.mark.parametrize("steps", [1, 12])
def test_progress_is_a_line_a_step_where_nobody_watches(steps: int) -> None:
    said = io.StringIO()
    progress = Progress(steps, said)

    for number in range(steps):
        progress.doing("……")
        progress.done(f"{number + 1} 月")

    lines = said.getvalue().splitlines()
    assert len(lines) == steps
    assert lines[-1].startswith("█" * 24)


def test_a_figure_printed_as_more_than_is_reached_by_any_larger_one_and_says_what_was_printed() -> None:
    more, less = (_over(Compared("work", "over", "领取人数", "人", 33_000, reached, "规模不足")) for reached in (34_000, 32_000))

    assert more.ok and more.reason == "" and "33,000以上" in more.title
    assert not less.ok and less.published == 33_000 and less.reason == "规模不足"
