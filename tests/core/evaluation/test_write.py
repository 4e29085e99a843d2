"""A draft says what the facts bear, traces every figure, and names what it left out."""

import re
from fractions import Fraction

import pytest

from shebao.core.evaluation.draft import Paragraph, Run
from shebao.core.evaluation.facts import Fact, Facts, figure
from shebao.core.evaluation.score import score_all, total
from shebao.core.evaluation.statements import paragraphs, runs_of
from shebao.core.evaluation.template import load
from shebao.core.evaluation.write import write


def fact(key, value, unit="人", scope="business"):
    return Fact(key, key, Fraction(value), unit, scope, "test")


def facts(*made, **words):
    return Facts({f.key: f for f in made}, {"year": "2023", "agency.name": "云台县社会保险局", "agency.area": "全县", **words})


@pytest.mark.parametrize(
    ("value", "unit", "asked", "places", "printed"),
    [
        ("7342000000", "fen", "", None, "7342.00"),
        ("16093", "fen", "元", 2, "160.93"),
        ("38025", "人", "", None, "38025"),
        ("0.985", "rate", "", None, "98.50%"),
        ("1", "rate", "", None, "100%"),
        ("0.99999", "rate", "", None, "99.99%"),
        ("-5", "fen", "元", 1, "-0.1"),
    ],
)
def test_a_figure_is_printed_in_its_unit(value, unit, asked, places, printed):
    assert figure(fact("a", value, unit), asked, places).printed == printed


def test_a_statement_without_its_facts_is_left_out_and_named():
    left_out = []

    made = paragraphs("payout", facts(fact("payout.rejected", 3, "笔")), left_out)

    assert not any("银行退回" in p.text for p in made)
    assert any("payout.reissued" in one.missing for one in left_out)


def test_a_problem_is_written_only_where_the_data_shows_it():
    shown = paragraphs("problems", facts(fact("payout.rejected", 3, "笔"), fact("fund.surplus", 10, "fen")), [])

    assert [p.text for p in shown] == ["银行退回3笔，部分领取人账户信息没有及时更新。"]


def test_every_number_of_a_sentence_is_a_figure():
    runs = runs_of(
        "参保{resident.insured}，其中领取{resident.recipients}。",
        facts(fact("resident.insured", 134369), fact("resident.recipients", 38025)),
    )

    assert "".join(run.text for run in runs) == "参保134369人，其中领取38025人。"
    assert [run.figure.fact.key for run in runs if run.figure] == ["resident.insured", "resident.recipients"]


@pytest.mark.parametrize("name", ["gansu", "hunan", "guangdong", "jiangsu", "yunnan"])
def test_a_draft_has_all_chapters_and_no_untraced_number(name):
    template = load(name)
    base = facts(fact("budget.final", 1857758000, "fen", "dept_final"), fact("resident.insured", 134369))
    scored = score_all(template, {})

    draft = write(template, "云台县社会保险局2023年度部门整体支出绩效自评报告", base, scored, total(template, scored))

    headings = [block.text for block in draft.blocks if not isinstance(block, Paragraph) and hasattr(block, "level") and block.level == 1]
    assert [heading.split("、", 1)[1] for heading in headings] == [chapter["title"] for chapter in template.chapters]
    assert [heading.split("、", 1)[0] for heading in headings] == list("一二三四五六七八九")[: len(headings)]
    assert draft.untraced == ()


def test_a_number_typed_into_a_section_is_reported(monkeypatch):
    monkeypatch.setattr(
        "shebao.core.evaluation.statements.section", lambda name: {"statements": [{"text": "参保人数达到134369人，依据财预〔2020〕10号。"}]}
    )
    template = load("yunnan")
    scored = score_all(template, {})

    draft = write(template, "某报告", facts(), scored, total(template, scored))

    assert draft.untraced == ("134369",)


def test_the_score_table_adds_up_to_its_last_row():
    template = load("gansu")
    scored = score_all(
        template,
        {i.key: Fraction(1) if i.operator != "qualitative" else "达成" for i in template.indicators},
        {i.key: i.weight for i in template.indicators if i.operator == "qualitative"},
    )

    draft = write(template, "某报告", facts(), scored, total(template, scored))

    table = draft.blocks[-1]
    points = sum(Fraction(row[5].text) for row in table.rows[:-1])
    assert table.rows[-1][5].text == "100" and points == 100
    assert all(isinstance(cell, Run) and cell.source for row in table.rows for cell in row)
    assert re.search(r"合计\t", draft.text)
