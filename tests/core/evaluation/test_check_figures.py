"""Figures, intervals and lists: what a printed number stands for, and what a sentence says adds up to what."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shebao.core.evaluation.check import Document
from shebao.core.evaluation.check.interval import Agreement, Interval, agree, cut, plain, rounded, total
from shebao.core.evaluation.check.lexicon import metric_of, one_family, phase_of, scheme_of
from shebao.core.evaluation.check.lists import Enumeration
from shebao.core.evaluation.check.numbers import numbers, numeral
from shebao.core.evaluation.check.report import read
from shebao.core.evaluation.check.text import clean, prose


def lists(text: str) -> list[Enumeration]:
    return list(read(Document.from_text("x.txt", text)).lists)


@pytest.mark.parametrize(
    ("text", "value", "kind", "firm"),
    [
        ("8,722.39万元", 87_223_900, "money", True),
        ("1.53亿元", 153_000_000, "money", True),
        ("4万多名", 40_000, "people", False),
        ("约95%", 95, "percent", False),
        ("95%以上", 95, "percent", False),
        ("变动率-100%", -100, "percent", True),
        ("60%-80%", 60, "percent", False),
        ("413144人次", 413_144, "times", True),
        ("99.9分", Fraction("99.9"), "points", True),
        ("8.5万人", 85_000, "people", True),
        ("90周岁", 90, "age", True),
        ("12个月", 12, "months", True),
        ("5个百分点", 5, "percentage points", True),
        ("27个问题", 27, "count:个", True),
    ],
)
def test_a_figure_is_read_with_value_kind_and_firmness(text: str, value: Fraction, kind: str, firm: bool) -> None:
    number = next(iter(numbers(text)))

    assert (number.value, number.kind, number.firm) == (value, kind, firm)


@pytest.mark.parametrize("text", ["湛财〔2024〕319号", "（2010）213号", "第3条", "2023.12.31", "3.2.1", "A4纸", "P1.5屏", "1" * 60 + "元"])
def test_document_numbers_dates_and_codes_are_no_amounts(text: str) -> None:
    assert [n for n in numbers(text) if n.kind not in ("bare", "year", "date")] == []


def test_points_are_told_from_the_words_that_begin_alike() -> None:
    assert [n.kind for n in numbers("得分10分，10分别为，10分钟")] == ["points", "bare", "duration"]


@pytest.mark.parametrize(
    ("text", "count"),
    [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("两", 2), ("27", 27), ("甲", None), ("十十十", None)],
)
def test_small_counts_in_words(text: str, count: int | None) -> None:
    assert numeral(text) == count


def test_a_total_may_be_rounded_or_cut_off() -> None:
    parts = total([rounded(Fraction("4266.26"), Fraction("0.01")), rounded(Fraction("11130.80"), Fraction("0.01"))])

    assert agree(Fraction("15397.06"), Fraction("0.01"), parts) is Agreement.EQUAL
    assert agree(Fraction(15300), Fraction(100), parts) is Agreement.CUT
    assert agree(Fraction(15200), Fraction(100), parts) is Agreement.DIFFERENT


@given(st.integers(0, 10**9), st.integers(0, 4))
def test_every_value_agrees_with_its_own_rounding_and_cutting(value: int, places: int) -> None:
    exact, ulp = Fraction(value, 10**6), Fraction(1, 10**places)
    nearest = Fraction(round(exact / ulp)) * ulp
    shortened = Fraction(int(exact / ulp)) * ulp

    assert agree(nearest, ulp, Interval(exact, exact)) is Agreement.EQUAL
    assert agree(shortened, ulp, Interval(exact, exact)) is not Agreement.DIFFERENT


@given(st.fractions(-1000, 1000), st.fractions(-1000, 1000), st.fractions(Fraction(1, 100), 10))
def test_intervals_add_and_divide_around_the_exact_result(a: Fraction, b: Fraction, ulp: Fraction) -> None:
    first, second = rounded(a, ulp), rounded(b, ulp)

    assert (first + second).low <= a + b <= (first + second).high
    assert (first - second).low <= a - b <= (first - second).high
    quotient = first.ratio(second)
    assert quotient is None or quotient.low <= a / b <= quotient.high
    assert cut(a, ulp).low <= a <= cut(a, ulp).high


@pytest.mark.parametrize(("value", "text"), [("1/3", "0.333333"), ("2.50", "2.5"), ("-7", "-7"), ("0", "0"), ("-1/10000000", "0")])
def test_fractions_are_printed_as_decimals(value: str, text: str) -> None:
    assert plain(Fraction(value)) == text


@pytest.mark.parametrize(
    ("text", "kind", "open_", "parts"),
    [
        ("支出100万元，其中：甲60万元，乙40万元。", "subset", False, 2),
        ("支出100万元，包括甲60万元、乙30万元等。", "subset", True, 2),
        ("支出100万元（其中甲60万元、乙40万元），另有丙5万元。", "subset", False, 2),
        ("共办理854件：转入300件；转出554件。", "exhaustive", False, 2),
        ("经费149万元，涉及3个项目，甲13万元，乙5万元，丙15万元。", "exhaustive", False, 3),
        ("支出100万元。其中：甲60万元，乙40万元。", "subset", False, 2),
        ("甲60万元、乙40万元，两项合计100万元。", "total", False, 2),
        ("甲60万元；乙40万元。以上两项合计100万元。", "total", False, 2),
        ("支出100万元，比上年增加5万元，增长5.26%，其中：甲60万元，乙40万元。", "subset", False, 2),
        ("编制10名（其中1名借调），实有9名。", "subset", False, 1),
    ],
)
def test_the_grammar_of_lists(text: str, kind: str, open_: bool, parts: int) -> None:
    result = lists(text)

    assert [(e.kind, e.open, len(e.parts)) for e in result] == [(kind, open_, parts)]


def test_a_second_grouping_divides_the_same_total_again() -> None:
    result = lists(
        "支出600万元，按功能分类，其中：甲578万元，乙22万元；按性质分，其中：基本支出137万元（包括人员130万元，公用7万元），项目支出463万元。"
    )

    assert [(e.total.printed, [p.printed for p in e.parts]) for e in result] == [
        ("600万元", ["578万元", "22万元"]),
        ("600万元", ["137万元", "463万元"]),
        ("137万元", ["130万元", "7万元"]),
    ]


@pytest.mark.parametrize(
    ("label", "metric", "phase"),
    [
        ("2023年基本支出决算数", "基本支出", "final"),
        ("“三公”经费预算数为", "三公经费", "budget"),
        ("日常公用经费", "公用经费", ""),
        ("3、公务接待", "公务接待费", ""),
        ("其中：基本支出", "基本支出", ""),
        ("项目经费支出", "项目支出", ""),
        ("实有人数", "在职人数", ""),
        ("核定编制", "编制数", ""),
        ("社保卡项目支出明细", "", ""),
        ("全年累计支出数", "支出合计", "final"),
        ("年初预算安排基本支出", "基本支出", "initial"),
    ],
)
def test_a_label_names_an_amount_only_when_it_says_nothing_else(label: str, metric: str, phase: str) -> None:
    assert (metric_of(label), phase_of(label)) == (metric, phase)


def test_schemes_and_families_are_known_by_their_words() -> None:
    assert scheme_of("企业职工养老保险之后是城乡居民养老保险") == "resident"
    assert one_family(["转入", "转出"]) and one_family(["养老保险", "工伤保险"])
    assert not one_family(["养老保险", "工伤保险"], "people")


def test_lines_broken_by_a_page_are_joined_and_quotes_lead_back() -> None:
    document = Document.from_text(
        "x.txt", "2023 年预算拨款收入 2,659.73 万元，其中：一般公共预算收\n\n- 3 -\n\n入年初预算数为 2,659.73 万元。\n一、结论\n"
    )

    passages = list(prose(document))

    assert [p.text for p in passages] == ["2023年预算拨款收入2,659.73万元，其中：一般公共预算收入年初预算数为2,659.73万元。", "一、结论"]
    assert [(q.line, q.text) for q in passages[0].quotes(passages[0].text.index("收入年"), len(passages[0].text))] == [
        (1, "收"),
        (5, "入年初预算数为 2,659.73 万元。"),
    ]


def test_markup_and_widths_are_cleaned_but_figures_are_not_welded() -> None:
    assert clean("<b>合计</b> １２．５％（A） 10 20")[0] == "合计12.5%（A）10 20"
