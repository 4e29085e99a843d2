"""Rules are sorted by what they read, run for one or for millions, and explain themselves in words."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from shebao.base.finding import Refused
from shebao.core import rules as r
from shebao.core.arithmetic.exact import Q, column, fen_column, number
from shebao.core.arithmetic.formula import fen, percent, rounded, step, where
from shebao.core.columns import CHUNK_ROWS, compute_columns, in_columns
from shebao.core.rules import MissingInput, Origin, Rule, RuleSet, Yuan, compute, explain
from shebao.core.sheet import UNITS, Sheet

Index = r.Index
Truth = r.Truth


def base_part(wage: Yuan, index: Index, years: Q) -> Yuan:
    """基础部分（例）。某号文 第一条."""
    return fen((wage + wage * index) / 2 * years * percent("1"))


def index(total_index: Q, months: Q) -> Index:
    """平均指数（例）。某号文 第二条.

    Confidence: medium
    """
    return (total_index / months).round(4).within(0, 3)


def years(months: Q) -> r.Years:
    """年限（例）。某号文 第三条."""
    return months / 12


def enough(months: Q) -> Truth:
    """是否满十五年（例）。某号文 第四条."""
    return months >= 180


def doubled(base_part: Yuan, enough: Truth) -> Yuan:
    """加倍（例）。某号文 第五条."""
    rest = base_part + 1
    return where(enough, rest * 2, base_part)


RULES = RuleSet.of(base_part, index, years, enough, doubled, titles={"wage": "工资", "months": "月数", "total_index": "指数和"})
GIVEN = {"wage": number(7000), "months": number(293), "total_index": number("360.0018")}


def test_rules_run_after_what_they_read_and_return_everything_on_the_way() -> None:
    values = compute(RULES, GIVEN, ["doubled"])

    assert values["index"].text(4) == "1.2287"
    assert values["base_part"].text(2) == "1904.61"
    assert values["doubled"].text(2) == "3811.22"
    assert [rule.name for rule in RULES.plan(GIVEN, ["base_part"])] == ["index", "years", "base_part"]


def test_what_is_given_is_not_computed_again() -> None:
    assert compute(RULES, {**GIVEN, "index": number(1)}, ["base_part"])["base_part"].text(2) == "1709.17"


def test_a_missing_input_is_named_with_the_rule_that_needs_it() -> None:
    with pytest.raises(MissingInput, match="月数.*某号文 第二条"):
        compute(RULES, {"wage": number(1), "total_index": number(1)}, ["index"])
    assert compute(RULES, {"months": number(12)}).keys() == {"months", "years", "enough"}


def test_rules_that_read_each_other_in_a_circle_are_our_mistake() -> None:
    def egg(hen: Yuan) -> Yuan:
        """蛋。某号文 第一条."""
        return hen

    def hen(egg: Yuan) -> Yuan:
        """鸡。某号文 第二条."""
        return egg

    with pytest.raises(AssertionError, match="circle"):
        compute(RuleSet.of(egg, hen), {}, ["egg"])


def test_a_rule_without_title_article_or_unit_is_not_accepted() -> None:
    def untitled(wage: Yuan) -> Yuan:
        """no title"""
        return wage

    def no_article(wage: Yuan) -> Yuan:
        """标题。."""
        return wage

    def no_unit(wage):  # type: ignore[no-untyped-def]
        """标题。条文."""
        return wage

    for function in (untitled, no_article, no_unit):
        with pytest.raises(ValueError, match=function.__name__):
            Rule.of(function)


def test_a_place_replaces_a_rule_by_its_name_and_the_digest_changes() -> None:
    def years(months: Q) -> r.Years:
        """年限（外地）。外地文 第三条."""
        return (months / 12).round_down(2)

    changed = RULES.replaced(years)

    assert compute(changed, GIVEN, ["years"])["years"].text(2) == "24.41"
    assert changed.digest() != RULES.digest()
    assert changed.title_of("years") == "年限（外地）"


@pytest.mark.parametrize("threads", [1, 2])
def test_millions_of_rows_give_the_bits_of_one_person(threads: int) -> None:
    size = CHUNK_ROWS * 2 + 17
    random = np.random.default_rng(7)
    months = random.integers(1, 480, size)
    total_index = random.integers(0, 30000, size)
    columns = {
        "wage": fen_column(random.integers(3000_00, 9000_00, size), 0, 30_000),
        "months": column(months, 1, 600),
        "total_index": column(np.minimum(total_index, months * 3), 0, 1800),
    }

    made = compute_columns(RULES, columns, {"base_part": 2, "enough": None, "doubled": 2}, size, threads=threads)

    for row in (0, 1, CHUNK_ROWS - 1, CHUNK_ROWS, size - 1):
        one = {name: number(q.num[row].item()) / q.den for name, q in columns.items()}
        one = {name: number(value.fraction) for name, value in one.items()}
        single = compute(RULES, one, ["doubled"])
        assert made["base_part"][row] == single["base_part"].fen
        assert made["doubled"][row] == single["doubled"].fen
        assert made["enough"][row] == single["enough"]
    again = compute_columns(RULES, columns, {"base_part": 2}, size, out=made)
    assert again["base_part"] is made["base_part"], "the buffers of the last run are filled again"


def by_tier(years: r.Years, tiers: r.Table) -> Yuan:
    """按年限分档（例）。某号文 第六条."""
    SEEN.append(years)
    return step(years.within(0, 60), tiers)


def by_tier_above(years: r.Years, tiers: r.Table, enough: Truth) -> Yuan:
    """满十五年的按年限分档（例）。某号文 第七条."""
    return where(enough, step(years, tiers), 0)


SEEN: list[Q] = []
TIERS = ((0, 5), (10, "7.5"), (30, 12))


def test_a_table_of_law_is_worked_out_once_for_each_year_not_for_each_row() -> None:
    size = CHUNK_ROWS + 500
    years = np.arange(size) % 61
    given = {"years": column(years, 0, 60), "enough": years >= 15, "tiers": TIERS}
    SEEN.clear()

    made = compute_columns(RuleSet.of(by_tier, by_tier_above), given, {"by_tier": 2, "by_tier_above": 2}, size)

    assert [q.num.size for q in SEEN] == [61]
    one_by_one = [step(number(int(year)), TIERS).fen for year in range(61)]
    assert made["by_tier"].tolist() == [one_by_one[year] for year in years]
    assert made["by_tier_above"].tolist() == [one_by_one[year] if year >= 15 else 0 for year in years]


@pytest.mark.parametrize(
    ("lo", "hi", "places", "size", "looked_up"),
    [
        (0, 60, 0, 61, True),
        (0, 60, 0, 60, False),
        (0, "40.95", 2, 5000, True),
        (0, "40.96", 2, 5000, False),
        (7, 60, 0, 100, True),
        (-1, 60, 0, 100, False),
    ],
)
def test_only_a_column_of_few_values_is_looked_up_and_the_result_is_the_same(
    lo: int, hi: int | str, places: int, size: int, looked_up: bool
) -> None:
    units = np.arange(size) % 54 + 7
    SEEN.clear()

    made = compute_columns(RuleSet.of(by_tier), {"years": column(units, lo, hi, places), "tiers": TIERS}, {"by_tier": 2}, size)

    assert (SEEN[0].num.size != size or SEEN[0].num.tolist() != units.tolist()) == looked_up
    assert made["by_tier"].tolist() == [step(number(int(unit)) / 10**places, TIERS).fen for unit in units]


def test_a_value_the_table_refuses_stops_only_those_who_have_it_and_names_their_row() -> None:
    size = CHUNK_ROWS + 100
    years = np.zeros(size, dtype=np.int64)
    given = {"years": column(years, 0, 80), "tiers": TIERS}

    made = compute_columns(RuleSet.of(by_tier), given, {"by_tier": 2}, size)
    years[-1] = 61

    assert made["by_tier"].tolist() == [500] * size, "sixty-one years are refused, but nobody has them"
    with pytest.raises(Refused) as refused:
        compute_columns(RuleSet.of(by_tier), given, {"by_tier": 2}, size)
    assert refused.value.finding.where == f"第 {size} 行"


def test_a_table_that_gives_all_the_same_or_no_quantity_still_does() -> None:
    def none(years: r.Years, tiers: r.Table) -> Yuan:
        """没有标准（例）。某号文 第八条."""
        return step(years, ())

    def long(years: r.Years, tiers: r.Table) -> Truth:
        """是否年限长（例）。某号文 第九条."""
        return years >= tiers[2][0]

    years = np.arange(100)

    made = compute_columns(RuleSet.of(none, long), {"years": column(years, 0, 99), "tiers": TIERS}, {"none": 2, "long": None}, 100)

    assert made["none"].tolist() == [0] * 100
    assert made["long"].tolist() == [False] * 30 + [True] * 70


def test_a_refusal_without_a_row_is_left_as_it_is() -> None:
    with pytest.raises(Refused, match="没有名为") as refused:
        in_columns(lambda columns: {"a": rounded(number(1), "half_even")}, {}, {"a": 0}, 10)  # type: ignore[arg-type]
    assert refused.value.finding.where == ""


def test_the_sheet_says_every_step_in_words_and_figures() -> None:
    origins = {name: Origin(RULES.title_of(name), UNITS["Yuan"] if name == "wage" else UNITS["Ratio"]) for name in GIVEN}

    _, steps = explain(RULES, GIVEN, ["doubled"], origins)

    sheet = Sheet("example", "例", "national", date(2024, 1, 1), tuple(steps), RULES.digest())
    step = sheet.step("base_part")
    assert step.expression == "（工资 + 工资 × 平均指数） ÷ 2 × 年限 × 1%，四舍五入到分"
    assert step.figures == "（7000.00 + 7000.00 × 1.2287） ÷ 2 × 24.416666… × 1%，四舍五入到分".replace("24.416666", "24.416667")
    assert step.value == "1904.61"
    assert step.source == "某号文 第一条"
    assert step.confidence == "medium", "a figure is as sure as the least sure one it was made from"
    assert sheet.step("doubled").expression.startswith("（若 是否满十五年 则 （基础部分 + 1） × 2")
    assert sheet.confidence == "medium"
    assert sheet.digest() == Sheet("example", "例", "national", date(2024, 1, 1), tuple(steps), RULES.digest()).digest()
    assert [s["name"] for s in sheet.as_json()["steps"]][:3] == ["wage", "months", "total_index"]
