"""Score and grade must agree, with the bands the report itself prints or the usual ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from shebao.core.evaluation.check.facts import Fact
from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.rules.sco_total import said_totals
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "分数与等级一致"
SOURCE = "财预〔2020〕10号：90（含）—100 分为优、80（含）—90 分为良、60（含）—80 分为中、60 分以下为差"
ADVICE = "按评分等级标准改正等级，或核对分数；地方另有等级标准的，写明标准。"
EXAMPLE = {"broken": "绩效自评得分为86.5分，等级为优。", "sound": "绩效自评得分为96.5分，等级为优。"}
_GRADE = re.compile(
    r"(?:等级|等次|评价结论|结论|档次|评定|级别|结果|为|属于?)[：为是]{0,2}[“\"（]?(优秀|优|良好|良|中|差|合格|不合格)(?=[”\"）。，；等]|$)"
)
_USUAL = (
    ("优", Fraction(90), Fraction(100)),
    ("良", Fraction(80), Fraction(90)),
    ("中", Fraction(60), Fraction(80)),
    ("差", Fraction(0), Fraction(60)),
)
_BAND = re.compile(r"(\d{2,3})分?（含）?(?:分)?(?:以上|[-—~至]+100分?（?含?）?)[^。；，、]{0,4}?为?[“\"]?(优|良|中|差)")


_SCORE = re.compile(r"(?:得分|评分|总分|分数|分值)(?:为|是|：|达)?$")


def _totals(report: Report) -> Iterator[Fact]:
    """Total scores, and any score of a hundred that a grade follows at once: …项目绩效评价得分 80.56 分，等级为良."""
    totals = said_totals(report)
    yield from totals
    for sentence in report.sentences():
        for fact in sentence.facts:
            if fact in totals or fact.number.kind != "points" or not fact.number.firm or not 40 <= fact.number.value <= 100:
                continue
            tail = fact.span.passage.text[fact.number.end : fact.number.end + 14]
            if _SCORE.search(fact.label) and re.match(r"[，（]?(?:评价|自评|绩效)?(?:等级|等次|结果|结论|级别)", tail):
                yield fact


def find(report: Report) -> Iterator[Verdict]:
    """The total said in a sentence that also names the grade, or else the only grade of the text."""
    printed = {match[2]: Fraction(match[1]) for passage in report.passages for match in _BAND.finditer(passage.text)}
    for fact in _totals(report):
        passage = fact.span.passage
        start = passage.text.rfind("。", 0, fact.start) + 1
        end = passage.text.find("。", fact.start)
        match = _GRADE.search(passage.text, start, end if end >= 0 else len(passage.text))
        if not match:
            continue
        grade = match[1].removesuffix("秀").removesuffix("好")
        score = fact.number.value
        quotes = quotes_of([fact.span, Span(passage, match.start(), match.end())])
        if grade in ("合格", "不合格"):
            continue
        lowest = next((low for name, low, _ in _USUAL if name == grade), Fraction(0))
        highest = next((high for name, _, high in _USUAL if name == grade), Fraction(100))
        own = grade in printed
        if own:
            lowest = printed[grade]
        fits = score >= lowest and (score < highest or grade == "优" or own)
        if fits:
            yield holds(f"{fact.printed} → {grade}", quotes)
            continue
        severity: Severity = "error" if own and score < lowest else "warn"
        yield broken(
            severity,
            f"{fact.printed}与等级“{match[1]}”不符。",
            quotes,
            left=fact.printed,
            right=match[1],
            computed=next((name for name, low, high in _USUAL if low <= score and (score < high or name == "优")), ""),
            tolerance="0",
        )
