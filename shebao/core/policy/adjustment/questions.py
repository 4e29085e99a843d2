"""What the yearly adjustment reads of a place: the province's scheme for the year, and the nation's overall ratio."""

from __future__ import annotations

from shebao.core.policy.adjustment import limits, participation, rules
from shebao.core.policy.questions import Fact, Question, Read
from shebao.core.rules import RuleSet

ADJUSTMENT = Question.of(
    "pension_adjustment",
    RuleSet.of(rules),
    reads={"adjustment_scheme": Read("adjustment_scheme", shape=dict)},
    facts={
        "pension_before": Fact("调整前月养老金（上年十二月，不含补贴）", "Yuan", 0, 10**6),
        "contribution_years": Fact("缴费年限（含视同）", "Years", 0, 80),
        "age": Fact("上年 12 月 31 日年龄", "Years", 15, 130),
        "remote_area": Fact("艰苦边远地区", "Truth"),
    },
    results=("increase", "after"),
)
FULL = ADJUSTMENT.differing(RuleSet.of(rules).replaced(limits, participation))
"""With limits of the linked part, the minimum of retired officers, and who does not take part; columns are run with it too."""

NATIONAL_LEVEL = Question.of(
    "adjustment_national_level",
    RuleSet.of(rules),
    reads={"adjustment_national_ratio": "adjustment_national_ratio"},
    facts={"average_pension": Fact("上年人均月养老金", "Yuan", 0, 10**6), "retirees": Fact("退休人数", "Count", 0, 10**9)},
    results=("national_level",),
)
