"""Relations found by structure alone: what fits holds, what one slip of the hand explains is named with its repair, the rest is left alone."""

from __future__ import annotations

import random

import pytest

from shebao.core.evaluation.check import Document, check_documents, check_text

FUNDING = "资金来源\n到位资金\n{total}\n实际支出\n150.5\n结余\n49.5\n省财政\n120\n省财政\n100.5\n省财政\n19.5\n县财政\n80\n县财政\n50\n县财政\n30\n"


def severities(text: str) -> list[str]:
    return [finding.severity for finding in check_text("报告.txt", text).findings]


def test_a_total_is_checked_whatever_the_project_is_called() -> None:
    sound = "白石湖湿地修复工程总投资7563.14万元，其中：中央资金2576.64万元，地方自筹4986.5万元。"

    assert severities(sound) == []
    assert severities(sound.replace("7563.14", "7863.14")) == ["error"]


def test_the_smallest_repair_is_offered() -> None:
    finding = check_text("报告.txt", "收入增长19.9%，高于全省平均增幅（11%）9.8个百分点。").findings[0]

    assert finding.severity == "error" and finding.computed == "8.9个百分点"
    assert "调换相邻两位写成“8.9个百分点”" in finding.advice


def test_a_table_flattened_to_one_cell_a_line_is_added_up_and_balanced() -> None:
    assert severities(FUNDING.format(total="200")) == []
    assert "error" in severities(FUNDING.format(total="210"))


def test_a_column_law_of_most_rows_judges_the_others() -> None:
    rows = [("东坝村", 30, 10, 20), ("西河村", 55, 25, 30), ("南山村", 47, 7, 40), ("北沟村", 80, 35, 45)]
    text = "\n".join("\t".join(map(str, row)) for row in [("村名", "合计", "一般户", "困难户"), *rows])

    assert severities(text) == []
    assert severities(text.replace("\t47\t", "\t74\t")) == ["error"]


def test_an_open_list_and_one_cut_off_are_left_alone() -> None:
    assert severities("项目支出120.5万元，主要用于印刷费60.2万元、培训费20.1万元等。") == []
    assert severities("核定编制614名，其中：机关编制455名，学院编制13名，铁路院") == []


def test_levels_and_thresholds_are_not_added_up() -> None:
    assert "error" not in severities("该项目共编制15个绩效目标指标，其中一级指标3个，二级指标7个，三级指标15个。")
    assert "error" not in severities("全县企业100家，其中产值亿元以上60家，5亿元以上45家。")


def test_one_fact_in_two_places_is_held_together_by_its_company() -> None:
    text = "本年改造农房264户，发放补助278.8万元。\n项目管理规范。\n全年改造农房264户，发放补助278.8万元。"

    assert severities(text) == []
    assert severities(text[:20] + text[20:].replace("264", "214")) == ["error"]


def test_every_relation_and_every_idle_figure_is_listed() -> None:
    result = check_text("报告.txt", "预算100.5万元，支出90.25万元，结余10.25万元。另有车辆37台。")
    printed = result.as_json()["relations"]

    assert {"rule": "BAL-difference", "verdict": "holds"}.items() <= printed["list"][0].items() or any(
        row["rule"] == "BAL-difference" and row["verdict"] == "holds" for row in printed["list"]
    )
    assert printed["unread_figures"] == 1 and result.unread[0].text == "37台"
    assert printed["by_kind"]["BAL"] == 1


PIECES = (
    *"0123456789.，。；：（）、%|\t\n≥-",
    *(
        "万元",
        "其中",
        "合计",
        "执行率",
        "占",
        "的",
        "增加",
        "比上年",
        "预算",
        "支出",
        "结余",
        "100",
        "3.5",
        "省财政",
        "1,234",
        "个",
        "名",
        "每人",
        "编制",
        "分别为",
    ),
)


def _jumble(seed: int) -> str:
    rng = random.Random(seed)
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 160)))


def test_no_jumble_of_figures_can_crash_the_checker() -> None:
    for seed in range(60):
        check_documents([Document.from_text("x.txt", _jumble(seed))], strict=True)


@pytest.mark.slow
def test_three_thousand_jumbles_are_survived_and_read_the_same_twice() -> None:
    for seed in range(3000):
        document = Document.from_text("x.txt", _jumble(seed))
        first = check_documents([document], strict=True).as_json()
        if not seed % 100:
            assert first == check_documents([document], strict=True).as_json()


@pytest.mark.slow
def test_the_public_benchmark_is_read_almost_whole_and_without_false_alarm() -> None:
    from benchmarks.reports.__main__ import cases

    wrong, lost, count = [], [], 0
    for kind, sound, broken in cases(12, seed=7):
        count += 1
        before = check_text("r.txt", sound).findings
        wrong += [(kind, f.message) for f in before if f.severity in ("error", "warn")]
        fresh = {(f.rule, f.message, f.severity) for f in check_text("r.txt", broken).findings} - {
            (f.rule, f.message, f.severity) for f in before
        }
        lost += [kind] if not any(severity in ("error", "warn") for _, _, severity in fresh) else []

    assert wrong == []
    assert count > 150 and len(lost) * 10 <= count, lost


@pytest.mark.slow
def test_wordings_and_forms_nobody_tuned_for_are_read_without_false_alarm() -> None:
    from benchmarks.reports.__main__ import wordings

    wrong, lost, count = [], [], 0
    for kind, sound, broken in wordings(1, seed=11):
        count += 1
        before = check_text("r.txt", sound).findings
        wrong += [(kind, f.message) for f in before if f.severity in ("error", "warn")]
        fresh = {(f.rule, f.message, f.severity) for f in check_text("r.txt", broken).findings} - {
            (f.rule, f.message, f.severity) for f in before
        }
        lost += [kind] if not any(severity != "info" for _, _, severity in fresh) else []

    assert wrong == []
    assert count > 500 and len(lost) * 8 <= count, lost
