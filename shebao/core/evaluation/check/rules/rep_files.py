"""Several files of one agency: the same year must say the same, and last year's figures must be those last year's report gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from shebao.core.evaluation.check.facts import Fact, Sentence
from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.rules.rep_amount import METRICS
from shebao.core.evaluation.check.rules.rep_sentence import judge_pair, skeleton
from shebao.core.evaluation.check.rules.sco_total import said_totals
from shebao.core.evaluation.check.text import quotes_of

TITLE = "几份文件之间一致"
SOURCE = "报送稿、公开稿、附表应一致；本年报告中的上年数应与上年报告一致"
ADVICE = "以决算报表为准统一各份文件。"
_FIRST = "某县社保中心2023年度部门整体支出绩效自评报告\n2023年决算支出200.00万元，其中：基本支出120.00万元，项目支出80.00万元。自评得分为96分。\n"
EXAMPLE = {"broken": (_FIRST, _FIRST.replace("96分", "98分").replace("80.00", "81.00")), "sound": (_FIRST, _FIRST)}


def compare(reports: Sequence[Report]) -> Iterator[Verdict]:
    """Every pair of files of the same agency."""
    for first, second in combinations(reports, 2):
        if not _same_agency(first, second) or first.year is None or second.year is None:
            continue
        if first.year == second.year:
            yield from _same_year(first, second)
        elif abs(first.year - second.year) == 1:
            earlier, later = (first, second) if first.year < second.year else (second, first)
            yield from _last_year(earlier, later)


def _same_agency(first: Report, second: Report) -> bool:
    a, b = first.agency, second.agency
    return bool(a and b) and (a == b or a.endswith(b) or b.endswith(a))


def _facts(report: Report, metric: str, year: int | None) -> list[Fact]:
    return [
        f
        for f in report.facts
        if f.metric == metric and f.phase and f.year == year and f.number.firm and not f.scope and not f.ledger and f.number.kind == "money"
    ]


def _same_year(first: Report, second: Report) -> Iterator[Verdict]:
    for metric in METRICS:
        for phase in ("initial", "full", "final"):
            a = [f for f in _facts(first, metric, first.year) if f.phase == phase]
            b = [f for f in _facts(second, metric, second.year) if f.phase == phase]
            yield from _judge(metric, a, b, first, second, "error")
    yield from _same_words(first, second)
    a_totals, b_totals = said_totals(first), said_totals(second)
    if a_totals and b_totals:
        a_values, b_values = {f.number.value for f in a_totals}, {f.number.value for f in b_totals}
        quotes = quotes_of([a_totals[0].span, b_totals[0].span])
        if a_values & b_values:
            yield holds("自评总分一致", quotes)
        else:
            yield broken(
                "error",
                f"自评总分：{first.document.name} 写 {a_totals[0].printed}，{second.document.name} 写 {b_totals[0].printed}。",
                quotes,
                left=a_totals[0].printed,
                right=b_totals[0].printed,
                computed="应当相同",
                tolerance="0",
            )


def _same_words(first: Report, second: Report) -> Iterator[Verdict]:
    """Sentences that stand in both files word for word, each once in its file, with a figure changed."""
    there: dict[str, list[Sentence]] = {}
    for sentence in first.sentences():
        if len(sentence.text) >= 16 and sentence.facts:
            there.setdefault(skeleton(sentence), []).append(sentence)
    here: dict[str, list[Sentence]] = {}
    for sentence in second.sentences():
        if skeleton(sentence) in there and sentence.facts:
            here.setdefault(skeleton(sentence), []).append(sentence)
    for words, result in here.items():
        if len(result) == 1 == len(there[words]):
            yield from judge_pair(there[words][0], result[0])


def _last_year(earlier: Report, later: Report) -> Iterator[Verdict]:
    for metric in METRICS:
        a = [f for f in _facts(earlier, metric, earlier.year) if f.phase == "final"]
        b = [f for f in _facts(later, metric, earlier.year) if f.phase == "final"]
        yield from _judge(metric, a, b, earlier, later, "warn")
    closing = [f for f in earlier.facts if f.metric == "结转结余" and f.number.kind == "money" and f.number.firm and "年初" not in f.label]
    opening = [f for f in later.facts if f.metric == "年初结转结余" and f.number.kind == "money" and f.number.firm]
    yield from _judge("年末结转结余与下年年初结转结余", closing, opening, earlier, later, "warn")


def _judge(metric: str, a: list[Fact], b: list[Fact], first: Report, second: Report, severity: Severity) -> Iterator[Verdict]:
    if not a or not b:
        return
    quotes = quotes_of([a[0].span, b[0].span])
    if any(x.number.rounded().meets(y.number.rounded()) or x.number.cut().meets(y.number.rounded()) for x in a for y in b):
        yield holds(f"{metric}一致", quotes)
    else:
        yield broken(
            severity,
            f"{metric}：{first.document.name} 写 {a[0].printed}，{second.document.name} 写 {b[0].printed}。",
            quotes,
            left=a[0].printed,
            right=b[0].printed,
            computed="应当相同",
            tolerance="印出末位的半个单位",
        )
