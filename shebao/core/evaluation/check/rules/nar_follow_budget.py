"""A report that says it followed the budget, while its own figures lie far from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from shebao.core.evaluation.check.facts import Fact
from shebao.core.evaluation.check.interval import plain
from shebao.core.evaluation.check.lexicon import stem_of
from shebao.core.evaluation.check.model import Quote, Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "“按预算执行”与数字"
SOURCE = "叙述应有数字支持：决算与年初预算相差两成以上时，不能说按年初预算执行"
ADVICE = "改写这句话，说明年中追加或调减的金额和原因。"
EXAMPLE = {
    "broken": "年初预算数260.00万元，决算数870.00万元。我单位严格按照年初预算进行支出。",
    "sound": "年初预算数260.00万元，决算数262.00万元。我单位严格按照年初预算进行支出。",
}
_CLAIM = re.compile(r"(?:严格|基本|完全|均|全部)(?:按照?|执行|依照)(?:年初|部门|批复的?)?预算(?:安排)?(?:进行)?(?:支出|执行|使用|$|，|。)")
_FAR = Fraction(1, 5)


def find(report: Report) -> Iterator[Verdict]:
    """Each such claim against every amount that has an initial budget and a final figure."""
    claims = [Span(p, m.start(), m.end()) for p in report.passages for m in _CLAIM.finditer(p.text)]
    if not claims:
        return
    pairs = list(_pairs(report))
    far = [pair for pair in pairs if abs(pair[1].number.value / pair[0].number.value - 1) > _FAR]
    for claim in claims:
        if far:
            initial, final = max(far, key=lambda pair: (abs(pair[1].number.value / pair[0].number.value - 1), pair[0].span.line))
            share = plain(100 * final.number.value / initial.number.value, 2)
            yield broken(
                "warn",
                f"文中说“{claim.text.strip('，。')}”，但决算 {final.printed} 是年初预算 {initial.printed} 的 {share}%。",
                (*_clause(claim), *quotes_of([initial.span, final.span])),
                left=initial.printed,
                right=final.printed,
                computed=f"{share}%",
                tolerance="±20%",
            )
        elif pairs:
            yield holds(claim.text, claim.quotes())


def _pairs(report: Report) -> Iterator[tuple[Fact, Fact]]:
    """Amounts of one name with an initial budget and a final figure of the report's year."""
    own = [f for f in report.facts if f.number.kind == "money" and f.year in (None, report.year) and not f.ledger and f.number.value > 0]
    finals: dict[tuple[str, str], Fact] = {}
    for fact in own:
        if fact.phase == "final":
            finals.setdefault((stem_of(fact.label), fact.scope), fact)
    for first in own:
        final = finals.get((stem_of(first.label), first.scope)) if first.phase == "initial" else None
        if final is not None:
            yield first, final


def _clause(span: Span) -> tuple[Quote, ...]:
    text = span.passage.text
    start = max((text.rfind(mark, 0, span.start) for mark in "，。；："), default=-1) + 1
    return Span(span.passage, start, span.end).quotes()
