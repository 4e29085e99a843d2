"""Tables as they really arrive: cut by pages, split in two, with subtotals, extra points, shifted columns, odd heads."""

from __future__ import annotations

import pytest

from shebao.core.evaluation.check import Document, check_documents, check_text
from shebao.core.evaluation.check.grids import budget_rows, score_tables
from shebao.core.evaluation.check.report import read
from shebao.core.evaluation.check.tables import tables

HEAD = "一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分\n"
MONEY = "资金\t年初预算数（万元）\t全年预算数（万元）\t全年执行数（万元）\t分值\t执行率\t得分\n年度资金总额\t50\t50\t49\t10\t98%\t9.8\n"


def errors(text: str) -> list[str]:
    return sorted({f.rule for f in check_documents([Document.from_text("x.txt", text)], strict=True).findings if f.severity == "error"})


def said(text: str) -> list[str]:
    return sorted({f.rule for f in check_documents([Document.from_text("x.txt", text)], strict=True).findings})


def row(name: str, weight: float, score: float, goal: str = "100%", value: str = "100%") -> str:
    return f"产出\t数量\t{name}\t{goal}\t{value}\t{weight:g}\t{score:g}\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + row("甲", 50, 50) + HEAD + row("乙", 50, 49) + "合计\t\t\t\t\t100\t99\n",  # the head repeated on a new page
        HEAD
        + row("甲", 50, 50)
        + "\n第二页的说明文字在两张表之间。\n\n"
        + HEAD
        + row("乙", 50, 49)
        + "合计\t\t\t\t\t100\t99\n",  # cut by a page
        MONEY
        + "\n\n下面是指标表。\n\n"
        + HEAD
        + row("甲", 90, 90)
        + "总分\t\t\t\t\t100\t99.8\n",  # the execution rate in a table of its own
        HEAD + row("甲", 90, 90) + "总分\t\t\t\t\t100\t99.8\n",  # the execution rate not in the file at all
        HEAD + row("甲", 50, 50) + "小计\t\t\t\t\t50\t50\n" + row("乙", 50, 49) + "合计\t\t\t\t\t100\t99\n",  # subtotals
        HEAD + row("甲", 100, 99) + "加分项\t\t\t\t\t\t2\n合计\t\t\t\t\t100\t101\n",  # extra points
        HEAD + row("甲", 60, 60) + row("乙", 60, 58) + "合计\t\t\t\t\t120\t118\n",  # another full mark, printed as such
        HEAD + row("甲", 0.5, 0.5) + row("乙", 0.5, 0.48) + "合计\t\t\t\t\t1\t0.98\n",  # weights as shares of one
        "一级指标\t三级指标\t权重\t自评分值\n产出\t甲\t60\t58\n效益\t乙\t40\t40\n合计\t\t100\t98\n",  # 自评分值 is a score, not a weight
        HEAD + row("甲", 100, 100, "≤5%", "3%") + "合计\t\t\t\t\t100\t100\n",  # reached downwards
        HEAD + row("甲", 100, 100, "≥95分", "0.97") + "合计\t\t\t\t\t100\t100\n",  # another unit: not decidable
        "项目\t全年预算数\t全年执行数\t执行率\n合计\t120.00\t90.00\t0.75\n",  # shares of one
        "项目\t年初预算数\t全年预算数\t执行数\t执行率\n整体支出\t100.00\t120.00\t110.00\t110.00%\n",  # divided by the initial budget
        "甲\t乙\n一\t二\n",
    ],
)
def test_a_sound_table_in_an_odd_shape_gives_no_error(text: str) -> None:
    assert errors(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (HEAD + row("甲", 50, 50) + HEAD + row("乙", 50, 49) + "合计\t\t\t\t\t100\t98\n", "SCO-total"),
        (MONEY + HEAD + row("甲", 90, 90) + "总分\t\t\t\t\t100\t99\n", "SCO-total"),
        (MONEY.replace("98%", "89%") + HEAD + row("甲", 90, 90) + "总分\t\t\t\t\t100\t99.8\n", "RAT-budget_rate"),
        (HEAD + row("甲", 60, 60) + row("乙", 50, 38) + "合计\t\t\t\t\t100\t98\n", "WGT-total"),
        (HEAD + row("甲", 100, 104) + "合计\t\t\t\t\t100\t104\n", "SCO-limit"),
        (HEAD + row("甲", 100, 100, "≥98%", "97%") + "合计\t\t\t\t\t100\t100\n", "SCO-target"),
        (HEAD + row("甲", 100, 100, "20天以内", "23天") + "合计\t\t\t\t\t100\t100\n", "SCO-target"),
        (
            "资金\t预算数（万元）\t执行数（万元）\n支出合计\t100.00\t90.00\n其中：基本支出\t60.00\t50.00\n项目支出\t40.00\t41.00\n",
            "SUM-budget_rows",
        ),
    ],
)
def test_a_broken_table_is_found(text: str, rule: str) -> None:
    assert errors(text) == [rule]


def test_one_cell_a_line_after_tabs_is_read_as_rows() -> None:
    text = "\t资金\n\t年初预算数\n(万元)\n\t全年预算数\n\t执行数\n\n\t总额\n\t10.00\n\t12.00\n\t11.00\n"

    rows = list(budget_rows(next(tables(Document.from_text("x", text)))))

    assert [(r.name, {k: c.text for k, c in r.figures.items()}) for r in rows] == [
        ("总额", {"initial": "10.00", "full": "12.00", "final": "11.00"})
    ]


def test_cells_laid_one_under_the_other_without_marks_are_read_by_their_heads() -> None:
    text = "评价内容\n\n分值\n\n得分\n\n投入\n\n20\n\n18\n\n产出\n\n80\n\n79\n\n综合得分\n\n100\n\n98\n"

    assert said(text) == ["SCO-total"]
    assert said(text.replace("98", "97")) == []


def test_spaces_and_pipes_part_cells_too() -> None:
    spaced = "项目 年初预算数 全年预算数 执行数 执行率\n合计 100.00 120.00 90.00 85.00%\n基本支出 60.00 60.00 50.00 83.33%\n"
    piped = "| 项目 | 年初预算数 | 全年预算数 | 执行数 | 执行率 |\n| --- | --- | --- | --- | --- |\n| 总额 | 100.00 | 120.00 | 90.00 | 85.00% |\n"

    assert errors(spaced) == ["RAT-budget_rate"]
    assert errors(piped) == ["RAT-budget_rate"]


def test_a_row_that_lacks_a_column_is_read_one_place_to_the_left() -> None:
    text = HEAD + row("甲", 90, 90) + "重点工作\t办结情况\t全部办结\t100%\t10\t10\t\n合计\t\t\t\t\t\t100\n"

    (table,) = score_tables(next(tables(Document.from_text("x", text))))

    assert [(r.weight.text if r.weight else "", r.score.text if r.score else "", r.shifted) for r in table.rows] == [
        ("90", "90", 0),
        ("10", "10", -1),
    ]


def test_amounts_take_the_unit_of_their_caption() -> None:
    text = "2023年度自评表\n单位：元\n项目\t年初预算数\t决算数\n基本支出\t1200000.00\t1100000.00\n"

    facts = {f.phase: f.number.value for f in read(Document.from_text("x", text)).facts if f.metric == "基本支出"}

    assert facts == {"initial": 1_200_000, "final": 1_100_000}


def test_the_same_amount_in_yuan_and_in_ten_thousands_agrees() -> None:
    prose = "2023年决算支出2000000.00元，其中：基本支出1200000.00元，项目支出800000.00元。\n"
    table = "项目\t2023年决算数（万元）\t备注\n基本支出\t120.00\t\n项目支出\t80.00\t\n"

    assert said(prose + table) == []
    assert errors(prose + table.replace("80.00", "80.01")) == ["REP-amount"]


def test_several_files_of_one_agency_are_held_against_each_other() -> None:
    first = "某县社保中心2023年度部门整体支出绩效自评报告\n2023年决算支出200.00万元，其中：基本支出120.00万元，项目支出80.00万元。\n"
    other = first.replace("120.00", "121.00").replace("200.00", "201.00")
    later = "某县社保中心2024年度部门整体支出绩效自评报告\n2023年决算支出为基数，2023年决算基本支出125.00万元。\n"

    def rules(*texts: str) -> list[tuple[str, str]]:
        return [
            (f.rule, f.severity)
            for f in check_documents([Document.from_text(f"{i}.txt", t) for i, t in enumerate(texts)], strict=True).findings
        ]

    assert rules(first, first) == []
    assert ("REP-files", "error") in rules(first, other)
    assert ("REP-files", "warn") in rules(first, later)


@pytest.mark.parametrize(
    "prose",
    [
        "年度绩效目标：力争服务对象满意度达到98%。",
        "2022年服务对象满意度达到93%。",
        "服务对象满意度达到90%。",
        "上年自评得分92分。",
        "甲项目自评得分92分。",
        "服务对象满意度达到96%左右。",
        "自评得分90分以上。",
    ],
)
def test_goals_other_years_and_other_things_are_not_held_against_the_table(prose: str) -> None:
    table = HEAD + row("办理件数", 90, 90) + row("服务对象满意度", 10, 10, "≥90%", "95.2%") + "合计\t\t\t\t\t100\t100\n"

    assert errors("某县社保中心2023年度绩效自评报告\n" + prose + "\n" + table) == []


def test_a_failing_rule_is_reported_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from shebao.core.evaluation.check.rules import num_literal

    def broken(report: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(num_literal, "find", broken)

    result = check_text("x.txt", "一是甲。三是乙。")

    assert [f.rule for f in result.findings] == ["NUM-literal", "SEQ-inline"]
    assert "没有跑完" in result.findings[0].message
