"""Points follow the declared method exactly; what is not published stays undecidable."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from shebao.base.finding import Refused
from shebao.core.evaluation.score import Points, levers, roll_up, score, score_all, total
from shebao.core.evaluation.scoring_table import PrintedRow, recompute
from shebao.core.evaluation.template import Indicator, load, names, read


def indicator(weight="10", method="ratio", operator=">=", target="1", **parameters):
    return Indicator(
        "x",
        ("产出",),
        "某项",
        operator,
        Fraction(target),
        target,
        "",
        None if weight is None else Fraction(weight),
        method,
        {k: Fraction(v) for k, v in parameters.items()},
        "",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("one", "actual", "points"),
    [
        (indicator(), "1", "10"),
        (indicator(), "0.949", "9.49"),
        (indicator(operator="="), "1.0497", "10"),
        (indicator(deviation_limit="0.3", deviation_cut="2"), "1.3", "8"),
        (indicator(deviation_limit="0.3", deviation_cut="2"), "1.29", "10"),
        (indicator(method="linear", operator="<="), "1.5", "5"),
        (indicator(method="linear", operator="<="), "2.5", "0"),
        (indicator(method="inverse", operator="<="), "1.25", "8"),
        (indicator(method="step", operator="<=", per_point="0.5"), "1.021", "8.5"),
        (indicator(method="step", per_point="1"), "0.95", "5"),
        (indicator(method="two_sided", operator="="), "0.8", "8"),
        (indicator(method="two_sided", operator="="), "1.2", "8"),
        (indicator(method="execution"), "1.0497", "10"),
        (indicator(method="execution"), "0.5", "5"),
    ],
)
def test_each_method_gives_the_points_its_formula_says(one, actual, points):
    assert score(one, Fraction(actual)) == Points("exact", Fraction(points), Fraction(points), score(one, Fraction(actual)).working)


@pytest.mark.parametrize(("band", "low", "high"), [("达成", "8", "10"), ("部分达成", "6", "8"), ("未达成", "0", "6")])
def test_a_qualitative_result_gives_an_interval(band, low, high):
    given = score(indicator(operator="qualitative"), band)

    assert (given.status, given.low, given.high) == ("interval", Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("one", "actual"),
    [
        (indicator(weight=None), Fraction(1)),
        (indicator(), None),
        (indicator(method="unknown"), Fraction("0.9")),
        (indicator(), "很好"),
        (indicator(method="bands", operator="<="), Fraction("1.2")),
        (indicator(target="0"), Fraction(-1)),
    ],
)
def test_what_the_scheme_does_not_say_is_undecidable(one, actual):
    assert score(one, actual).holds(Fraction(10)) is None


def test_a_total_is_decided_only_when_every_line_is():
    template = load("hunan")
    actuals = {i.key: Fraction(1) if i.operator != "qualitative" else "达成" for i in template.indicators}

    open_total = total(template, score_all(template, actuals))
    settled = total(
        template, score_all(template, actuals, {i.key: Fraction(10) for i in template.indicators if i.operator == "qualitative"})
    )

    assert (open_total.decided, open_total.low, open_total.high) == (None, Fraction(90), Fraction(100))
    assert (settled.decided, settled.grade) == (Fraction(100), "优")


def test_points_given_outside_the_interval_do_not_count():
    template = load("hunan")

    scored = {s.indicator.key: s for s in score_all(template, {"social": "部分达成"}, {"social": Fraction(10)})}

    assert scored["social"].points.status == "interval"


def test_a_scheme_without_published_weights_has_no_total():
    template = load("guangdong")

    whole = total(template, score_all(template, {i.key: Fraction(1) for i in template.indicators}))

    assert (whole.decided, whole.grade) == (None, "unknown")


def test_a_cap_holds_the_total_down():
    text = """
title: 有封顶的方案
documents: [某地操作手册]
confidence: low
indicators: [{key: execution, path: [执行], title: 执行率, operator: ">=", target: "100%", weight: "100", method: step, parameters: {per_point: "0.1"}, measure: m}]
caps: [{measure: m, below: "0.8", ceiling: "89", note: 执行率低于八成}]
"""
    template = read(text, "capped")

    whole = total(template, score_all(template, {"execution": Fraction("0.75")}), {"m": Fraction("0.75")})

    assert whole.decided == 89 and whole.caps[0].ceiling == 89


@pytest.mark.parametrize(
    "line", ['weight: "60", target: "1"', "weight: 100", 'weight: "100", method: guess', 'weight: "100", operator: "~"']
)
def test_a_template_that_contradicts_itself_is_refused(line):
    with pytest.raises(Refused):
        read(f"title: 甲\ndocuments: [乙]\nconfidence: low\nindicators: [{{path: [丙], title: 丁, {line}}}]", "bad")


def test_every_template_loads_and_says_where_it_comes_from():
    for name in names():
        template = load(name)
        assert template.documents and template.confidence in {"high", "medium", "low", "unverified"}


def test_what_changes_the_score_is_listed_largest_first():
    template = load("gansu")

    result = levers(score_all(template, {"paid_on_time": Fraction("0.9"), "certified": Fraction("0.94"), "execution": Fraction(1)}))

    assert [lever.indicator.key for lever in result] == ["paid_on_time", "certified"] and result[0].lost == Fraction("1.5")


def test_units_are_rolled_up_by_their_funds():
    units = [(Fraction(1), Fraction(300)), (Fraction("0.5"), Fraction(100))]

    assert roll_up(units, absolute=False) == Fraction("0.875") and roll_up(units, absolute=True) == Fraction("1.5")


def printed(weight, points, title="某项", operator="qualitative", target="1", actual=None, method="bands"):
    one = Indicator(title, ("甲",), title, operator, Fraction(target), "", "", Fraction(weight), method, {}, "", "", "")
    return PrintedRow(one, actual, Fraction(points))


def test_a_printed_total_that_leaves_out_the_execution_row_is_explained():
    rows = [
        printed("10", "9", "执行率"),
        printed("5", "4.5", "基本支出"),
        *[printed("5", "5", f"管理{i}") for i in range(7)],
        printed("50", "50", "履职"),
        printed("10", "10", "满意度", ">=", "0.95", Fraction("0.949")),
    ]

    result = recompute(rows, Fraction("99.5"))

    assert (result.weights, result.points) == (Fraction(110), Fraction("108.5"))
    assert "110" in result.remarks[0] and "漏计" in result.remarks[1] and "执行率" in result.remarks[1]
    assert result.remarks[2] == "“满意度”未达目标而给满分 10。"


def test_a_sound_printed_table_gets_no_remark():
    assert recompute([printed("60", "60"), printed("40", "39.5")], Fraction("99.5")).sound


CASES = Path(__file__).parent / "printed_tables"


def row_of(entry):
    band = entry.get("band")
    one = Indicator(
        entry["title"],
        ("表",),
        entry["title"],
        "qualitative" if band else entry.get("operator", ">="),
        None if band else Fraction(entry["target"]),
        "",
        "",
        Fraction(entry["weight"]),
        entry.get("method", "bands"),
        {},
        "",
        "",
        "",
    )
    return PrintedRow(one, band or Fraction(entry["actual"]), Fraction(entry["points"]))


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_published_scoring_table_is_recomputed_and_explained(path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))

    result = recompute([row_of(entry) for entry in case["rows"]], Fraction(case["total"]), Fraction(case.get("full", "100")))

    assert (result.weights, result.points) == (Fraction(case["weights"]), Fraction(case["points"]))
    assert result.undecidable == case["undecidable"]
    assert result.sound is (not case["remarks"])
    for expected in case["remarks"]:
        assert any(expected in remark for remark in result.remarks), (expected, result.remarks)


@pytest.mark.parametrize("name", ["guangdong", "yunnan", "jiangsu"])
def test_a_scheme_that_is_not_public_stays_unknown_however_good_the_year(name):
    template = load(name)
    best = {i.key: (i.target if i.target is not None else "达成") for i in template.indicators}

    whole = total(template, score_all(template, best))

    assert whole.decided is None
