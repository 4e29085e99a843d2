"""Opening balance plus income minus expense is the closing balance; cost minus depreciation is the net value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.facts import Fact, Sentence
from shebao.core.evaluation.check.interval import Agreement, Interval, agree
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "收支余平衡"
SOURCE = "期初结余 + 本期收入 − 本期支出 = 期末结余；当期结余 = 收入 − 支出；原值 − 累计折旧 = 净值"
ADVICE = "核对各数；有其他增减的，写明。"
EXAMPLE = {
    "broken": "期初结余100.00万元，本期收入50.00万元，本期支出30.00万元，期末结余125.00万元。固定资产原值500.00元，累计折旧200.00元，净值300.00元。",
    "sound": "期初结余100.00万元，本期收入50.00万元，本期支出30.00万元，期末结余120.00万元。固定资产原值500.50元，累计折旧200.00元，净值300.5元。",
}
_NAMES = {
    "opening": re.compile(
        r"(?:期初|年初|上年末?|上年度末?|上年结转|上年累计|上年滚存)[^，。]{0,8}(?:结余|结转|余额)|^上年结转(?:和结余|结余)?$"
    ),
    "income": re.compile(r"(?:(?:本期|本年|当年|当期|全年|年度|基金|总)(?:实现|完成)?)*(?:决算)?收入(?:合计|总额|决算数?)?[为：]?$"),
    "expense": re.compile(r"(?:(?:本期|本年|当年|当期|全年|年度|基金|总)(?:实现|完成)?)*(?:决算)?支出(?:合计|总额|决算数?)?[为：]?$"),
    "closing": re.compile(r"(?:期末|年末|年终|滚存|累计|历年)[^，。]{0,8}(?:结余|结转|余额)[^，。]{0,4}$"),
    "current": re.compile(r"(?:当期|本期|当年|本年|收支)(?:收支)?结余[为：]?$"),
    "plan": re.compile(r"(?:全年|调整后?|年度|部门)预算(?:数|总额)?[为：]?$"),
    "left": re.compile(r"^(?:年末|年终|当年|资金)?结余(?:资金)?[为：]?$"),
    "cost": re.compile(r"原值(?:合计)?[为：]?$"),
    "depreciation": re.compile(r"折旧(?:额|合计)?[为：]?$"),
    "net": re.compile(r"净值(?:合计)?[为：]?$"),
}


def find(report: Report) -> Iterator[Verdict]:
    """Sentences in which each of the figures stands exactly once."""
    for sentence in report.sentences():
        for part in _parts(sentence):
            named = _named(part)
            if named is None:
                continue
            if {"opening", "income", "expense", "closing"} <= set(named):
                yield from _judge(named, ("opening", 1), ("income", 1), ("expense", -1), result="closing", words="期初结余 + 收入 − 支出")
            if {"income", "expense", "current"} <= set(named):
                yield from _judge(named, ("income", 1), ("expense", -1), result="current", words="收入 − 支出")
            if {"plan", "expense", "left"} <= set(named):
                yield from _judge(named, ("plan", 1), ("expense", -1), result="left", words="预算 − 支出", sure=False)
            if {"cost", "depreciation", "net"} <= set(named):
                yield from _judge(named, ("cost", 1), ("depreciation", -1), result="net", words="原值 − 累计折旧")


def _parts(sentence: Sentence) -> Iterator[list[Fact]]:
    """The figures of a sentence; where a name comes twice, split at semicolons, each part being a scheme of its own."""
    if _named(list(sentence.facts)) is not None:
        yield list(sentence.facts)
        return
    group: list[Fact] = []
    for fact in sentence.facts:
        if group and "；" in sentence.span.passage.text[group[-1].number.end : fact.number.start] and len(group) >= 3:
            yield group
            group = []
        group.append(fact)
    yield group


def _named(facts: list[Fact]) -> dict[str, Fact] | None:
    found: dict[str, Fact] = {}
    for fact in facts:
        if fact.number.kind != "money" or not fact.number.firm or fact.depth:
            continue
        for name, pattern in _NAMES.items():
            if pattern.search(fact.label):
                if name in found:
                    return None
                found[name] = fact
                break
    return found


def _judge(named: dict[str, Fact], *terms: tuple[str, int], result: str, words: str, sure: bool = True) -> Iterator[Verdict]:
    low = high = exact = named[result].number.value * 0
    for name, sign in terms:
        number = named[name].number
        piece = number.rounded()
        exact += sign * number.value
        low += piece.low if sign > 0 else -piece.high
        high += piece.high if sign > 0 else -piece.low
    printed = named[result].number
    facts = [named[name] for name, _ in terms] + [named[result]]
    quotes = quotes_of([Span(f.span.passage, f.span.start, f.span.end) for f in facts])
    formula = " ".join(f"{'+' if sign > 0 else '−'} {named[name].printed}" for name, sign in terms).removeprefix("+ ")
    if agree(printed.value, printed.ulp, Interval(low, high)) is not Agreement.DIFFERENT:
        yield holds(f"{formula} = {printed.text}", quotes)
        return
    yield broken(
        "error" if sure else "question",
        f"{words} = {printed.shown(exact)}，文中“{named[result].label}”写 {printed.text}。",
        quotes,
        left=printed.text,
        right=formula,
        computed=printed.shown(exact),
        tolerance="各数末位的半个单位之和",
    )
