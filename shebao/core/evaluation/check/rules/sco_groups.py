"""Scores told group by group in the prose, 决策类指标 20 分，得 19 分, must add up to the total score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from shebao.core.evaluation.check.interval import plain
from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.rules.sco_total import said_totals
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "分类得分之和等于总分"
SOURCE = "财预〔2020〕10号：总分为各项指标得分之和"
ADVICE = "核对各类指标的分值、得分和总分。"
EXAMPLE = {
    "broken": "决策类指标20分，自评得分20分。过程类指标20分，自评得分18分。产出类指标30分，自评得分29分。效益类指标30分，自评得分28分。自评总得分为96分。",
    "sound": "决策类指标20分，自评得分20分。过程类指标20分，自评得分18分。产出类指标30分，自评得分29分。效益类指标30分，自评得分28分。自评总得分为95分。",
}
_N = r"(\d{1,3}(?:\.\d+)?)分"
_GROUP = re.compile(
    rf"(?P<name>[一-龥“”]{{2,12}}?)(?:类|方面|部分)?(?:一级)?(?:指标)?[（，：]?(?:分值|满分|权重|总分|标准分)?(?:为|：)?{_N}）?[，、；]?(?:实际|自评|评价|最终)?(?:得分|得|评分)(?:为|：)?{_N}"
)


def find(report: Report) -> Iterator[Verdict]:
    """Three or more groups whose full marks make one hundred."""
    groups = [(passage, m) for passage in report.passages if not passage.cell for m in _GROUP.finditer(passage.text)]
    weights = [Fraction(m[2]) for _, m in groups]
    scores = [Fraction(m[3]) for _, m in groups]
    for passage, match in groups:
        if Fraction(match[3]) > Fraction(match[2]):
            yield broken(
                "error",
                f"“{match['name']}”得分 {match[3]} 超过分值 {match[2]}。",
                Span(passage, match.start(), match.end()).quotes(),
                left=match[3],
                right=match[2],
                computed=f"{match[3]} > {match[2]}",
                tolerance="0",
            )
    totals = [
        fact for fact in said_totals(report) if not any(p is fact.span.passage and m.start() <= fact.start < m.end() for p, m in groups)
    ]
    if len(groups) < 3 or len({f.number.value for f in totals}) != 1 or len({m["name"] for _, m in groups}) != len(groups):
        return
    made, total = sum(scores, Fraction(0)), totals[0].number
    quotes = quotes_of([totals[0].span, *(Span(p, m.start(), m.end()) for p, m in groups)], join=0)
    formula = " + ".join(plain(score) for score in scores)
    if made == total.value and sum(weights, Fraction(0)) == 100:
        yield holds(f"{formula} = {total.text}", quotes)
        return
    if made == total.value:
        full = sum(weights, Fraction(0))
        words = " + ".join(plain(weight) for weight in weights)
        yield broken(
            "question",
            f"各类分值之和是 {plain(full)} 分，不是 100 分。",
            quotes,
            left="100",
            right=words,
            computed=plain(full),
            tolerance="0",
        )
        return
    severity: Severity = "error" if sum(weights, Fraction(0)) == 100 else "question"
    yield broken(
        severity,
        f"各类得分之和是 {plain(made)} 分，总分写 {total.text}。",
        quotes,
        left=total.text,
        right=formula,
        computed=plain(made),
        tolerance="0",
    )
