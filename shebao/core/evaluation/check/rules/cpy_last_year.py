"""Sentences with figures taken over unchanged from another year's report: figures seldom repeat to the last digit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from shebao.core.evaluation.check.facts import Sentence
from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "照抄上年数字"
SOURCE = "绩效自评应反映本年度实际"
ADVICE = "核对这些数字是不是本年度的。"
_TEXT = "某县社保中心{}年度绩效自评报告\n全年发放养老金12次，惠及23251人，支出4822.35万元，核查疑点数据1204条，全部按时办结。\n"
EXAMPLE = {
    "broken": (_TEXT.format(2022), _TEXT.format(2023)),
    "sound": (_TEXT.format(2022), _TEXT.format(2023).replace("23251", "24110").replace("4822.35", "5010.20").replace("1204", "988")),
}


def compare(reports: Sequence[Report]) -> Iterator[Verdict]:
    """Reports of different years: sentences with two or more telling figures that are equal to the last digit."""
    for first, second in combinations(reports, 2):
        if first.year is None or second.year is None or first.year == second.year:
            continue
        earlier, later = (first, second) if first.year < second.year else (second, first)
        there = {sentence.text: sentence for sentence in earlier.sentences() if _telling(sentence)}
        same = [sentence for sentence in later.sentences() if sentence.text in there]
        if same:
            yield broken(
                "question",
                f"{later.document.name} 有 {len(same)} 句连同数字与 {earlier.document.name} 完全一样，是不是照抄了上年的数？",
                quotes_of([sentence.span for sentence in same[:5]], join=0),
                left=str(earlier.year),
                right=str(later.year),
                computed=f"{len(same)} 句相同",
            )


def _telling(sentence: Sentence) -> bool:
    """Whether a sentence holds at least two figures of three digits or more."""
    return len(sentence.text) >= 20 and sum(len([c for c in f.printed if c.isdigit()]) >= 3 and f.number.firm for f in sentence.facts) >= 2
