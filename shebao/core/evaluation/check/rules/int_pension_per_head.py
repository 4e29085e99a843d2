"""Resident pensions paid per head and month, held against the national minimum of the time; a question, never an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from shebao.core.evaluation.check.facts import Fact, Sentence
from shebao.core.evaluation.check.interval import plain
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "人均月养老金的量级"
SOURCE = "全国城乡居民基础养老金最低标准（人社部、财政部历次提高文件；本表只作量级参考）"
ADVICE = "核对发放金额的期间和口径（是否单月数），或核对人数。"
EXAMPLE = {
    "broken": "截至2023年10月底，城乡居民养老保险领取待遇人员23000人，发放养老金1380.00万元。",
    "sound": "2023年城乡居民养老保险领取待遇人员38000人，发放养老金7342.00万元。",
}
# yuan a month, from the month given; highest first. The floor only moves up, so a lower amount is worth a question.
_MINIMUM = ((2025, 143), (2024, 123), (2023, 103), (2021, 93), (2019, 88), (2015, 70), (2009, 55))
_PAID = re.compile(r"发放(?:城乡居民)?(?:基本)?养老金|(?:支付|发放)[^，。；]{0,10}(?:养老待遇|养老保险待遇|养老金)|养老金(?:支出|发放)")
_TAKERS = re.compile(
    r"(?:领取|享受|发放)[^，。；]{0,12}(?:待遇|养老金)[^，。；]{0,6}$|待遇(?:领取)?人员$|领取人员$|支付城乡居民[^，。；]{0,8}待遇$"
)


def find(report: Report) -> Iterator[Verdict]:
    """Sentences that give recipients and the amount paid to residents."""
    for sentence in report.sentences():
        if not re.search(r"城乡居民|居保", sentence.text):
            continue
        takers = [f for f in sentence.facts if f.number.kind in ("people", "times") and f.number.firm and _TAKERS.search(f.label)]
        paid = [f for f in sentence.facts if f.number.kind == "money" and f.number.firm and _PAID.search(f.label)]
        if len(takers) == 1 and len(paid) == 1 and takers[0].number.value > 50 and takers[0].start < paid[0].start:
            yield from _judge(sentence, takers[0], paid[0], report.year)


def _judge(sentence: Sentence, takers: Fact, paid: Fact, report_year: int | None) -> Iterator[Verdict]:
    until = re.search(r"(\d{1,2})月(?:底|末|份|3[01]日)", sentence.text)
    months = 1 if takers.number.kind == "times" else int(until[1]) if until and 1 <= int(until[1]) <= 12 else 12
    year = report_year or 2009
    least = next((amount for since, amount in _MINIMUM if year >= since), 0)
    monthly = paid.number.value / takers.number.value / months
    quotes = quotes_of([takers.span, paid.span])
    if least and monthly < least * Fraction(9, 10):
        yield broken(
            "question",
            f"{paid.printed} ÷ {takers.printed} ÷ {months} 个月 = 每人每月 {plain(monthly, 2)} 元，低于 {year} 年全国最低标准 {least} 元。",
            quotes,
            left=paid.printed,
            right=f"{takers.printed} × {months} 个月",
            computed=f"{plain(monthly, 2)} 元/人·月",
            tolerance="−10%",
        )
    else:
        yield holds(f"每人每月 {plain(monthly, 2)} 元", quotes)
