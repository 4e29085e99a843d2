"""Sound reports in many provinces' styles give no error; random damage to them is noticed; any text at all is survived."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shebao.core.evaluation.check import Document, check_documents, check_text
from tests.support import report_mutations

pytestmark = pytest.mark.slow

SAMPLES = sorted(report_mutations.SAMPLES.glob("*.txt"))
PIECES = st.sampled_from(
    [
        "2023年",
        "决算支出",
        "其中：",
        "基本支出",
        "项目支出",
        "万元",
        "亿元",
        "％",
        "%",
        "100.00",
        "8，722.05",
        "-100%",
        "0万元",
        "涉及3个项目",
        "，",
        "。",
        "；",
        "（",
        "）",
        "、",
        "等",
        "\t",
        "\n",
        "\n\n",
        "|",
        "一级指标",
        "三级指标",
        "分值",
        "得分",
        "合计",
        "10",
        "≥95%",
        "一、",
        "（一）",
        "1.",
        "一是",
        "三是",
        "满意度",
        "在职人员控制率",
        "编制",
        "20个",
        "年初预算数",
        "全年预算数",
        "执行数",
        "执行率",
        "<b>",
        "</b>",
        "**",
        "  ",
        "比上年增加",
        "增长",
        "占",
        "的",
        "问卷20份",
        "三公经费",
        "无预算安排",
        "2月30日",
        "13月",
        "以上三项合计",
        "分别为",
        "包括",
        "人均",
        "人",
        "〔2024〕5号",
        "\u3000",
        "①",
        "③",
        "目录",
        "评价结论",
    ]
)


def check(text: str) -> list[str]:
    return [finding.severity for finding in check_documents([Document.from_text("x.txt", text)], strict=True).findings]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sound_report_gives_no_error_and_no_warning(path: Path) -> None:
    result = check_text(path.name, path.read_text(encoding="utf-8"))

    assert [f.message for f in result.findings if f.severity in ("error", "warn", "question")] == []
    assert result.checked == result.hold


def test_the_samples_together_hold_hundreds_of_relations() -> None:
    held = [check_text(path.name, path.read_text(encoding="utf-8")).hold for path in SAMPLES]

    assert sum(held) > 280


def test_nine_of_ten_random_changes_that_break_a_relation_are_found() -> None:
    outcomes = report_mutations.run(90, seed=20231231)

    broken = [outcome for outcome in outcomes if outcome.broken]
    missed = [f"{o.change.before} → {o.change.after}" for o in broken if not o.found]
    assert len(broken) > 45
    assert len(missed) * 10 <= len(broken), missed


@pytest.mark.slow
def test_of_a_thousand_random_changes_nine_of_ten_that_break_a_relation_are_found() -> None:
    outcomes = report_mutations.run(1000, seed=7)

    broken = [outcome for outcome in outcomes if outcome.broken]
    assert sum(outcome.found for outcome in broken) >= 0.9 * len(broken)


def test_the_same_report_gives_the_same_bytes_twice() -> None:
    text = SAMPLES[0].read_text(encoding="utf-8").replace("5个", "6个")

    assert check_text("a.txt", text).as_json() == check_text("a.txt", text).as_json()


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_jumble_of_report_words_can_crash_a_rule(text: str) -> None:
    check(text)


@given(st.text(max_size=300))
@settings(max_examples=30, deadline=None)
def test_no_text_at_all_can_crash_a_rule(text: str) -> None:
    check(text)


@given(st.sampled_from([path.read_text(encoding="utf-8") for path in SAMPLES]), st.integers(0, 3000), st.integers(0, 3000))
@settings(max_examples=25, deadline=None)
def test_a_report_cut_out_anywhere_is_survived_without_error(text: str, start: int, length: int) -> None:
    lines = text.split("\n")
    first = start % max(1, len(lines))

    assert "error" not in check("\n".join(lines[first : first + 1 + length % 40]))


def _wrapped(text: str) -> str:
    lines = [[line] if "\t" in line or len(line) < 38 else [line[i : i + 38] for i in range(0, len(line), 38)] for line in text.split("\n")]
    return "\n".join(piece for pieces in lines for piece in pieces)


EXTRACTIONS = {
    "without blanks": lambda text: text.replace(" ", ""),
    "lines wrapped": _wrapped,
    "tabs turned into blanks": lambda text: text.replace("\t", "  "),
    "half-width punctuation": lambda text: text.translate(str.maketrans("，：；（）", ",:;()")),
    "full-width digits": lambda text: text.translate(str.maketrans("0123456789.%", "０１２３４５６７８９．％")),
    "without empty lines": lambda text: "\n".join(line for line in text.split("\n") if line),
}


@pytest.mark.parametrize("how", EXTRACTIONS)
def test_a_sound_report_gives_no_error_however_it_was_extracted(how: str) -> None:
    for path in SAMPLES:
        assert "error" not in check(EXTRACTIONS[how](path.read_text(encoding="utf-8"))), path.name
