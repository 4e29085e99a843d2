"""A total must equal its parts where the list says it is complete, or where the parts are all there are (基本支出 + 项目支出)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check import lexicon
from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.judge import beginning_that_fits, formula, judge_sum, tolerance
from shebao.core.evaluation.check.lists import Enumeration
from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.report import Report

TITLE = "总数等于各分项之和"
SOURCE = "总分勾稽：列全的分项之和应等于总数；带小数的数按四舍五入区间比较"
ADVICE = "核对总数和每个分项；漏列的补上，不是全部的写“其中”或“等”。"
EXAMPLE = {
    "broken": "2023年项目支出120.50万元，涉及2个项目，信息系统维护费60.00万元，稽核经费20.50万元。",
    "sound": "2023年支出120.50万元，其中：基本支出60.00万元，项目支出60.50万元。受理转移86件：转入40件；转出46件。",
}


def find(report: Report) -> Iterator[Verdict]:
    """Complete lists, known partitions and totals that come last."""
    settled_totals = _settled(report)
    for enumeration in report.lists:
        yield from _judge(enumeration, settled_totals)


def is_partition(enumeration: Enumeration) -> bool:
    """Whether the parts named are all the parts there are."""
    names = {part.metric for part in enumeration.parts}
    whole = enumeration.total.metric
    return len(names) == len(enumeration.parts) and any(
        names == set(parts) and (whole == total or total == "支出合计") for total, parts in lexicon.PARTITIONS
    )


def _more_follows(enumeration: Enumeration) -> bool:
    """Whether the words after the list speak of a rest that was not counted."""
    last = enumeration.parts[-1]
    return bool(
        re.match(
            r"[，；、]?.{0,6}(?:其余|另|剩余|年末|结转|此外|还有|上缴|经营)", last.span.passage.text[last.number.end : last.number.end + 14]
        )
    )


def _settled(report: Report) -> set[tuple[int, int]]:
    """Totals that some list already adds up to."""
    return {
        (id(e.total.span.passage), e.total.start)
        for e in report.lists
        if len(e.parts) > 1 and judge_sum(e.total.number, [p.number for p in e.parts]).agreement is Agreement.EQUAL
    }


def _judge(enumeration: Enumeration, settled_totals: set[tuple[int, int]]) -> Iterator[Verdict]:
    total, parts = enumeration.total.number, [part.number for part in enumeration.parts]
    partition = is_partition(enumeration)
    if enumeration.kind == "subset" and not partition:
        return
    result = judge_sum(total, parts)
    quotes = enumeration.span.quotes()
    name = enumeration.total.label or "总数"
    if result.agreement is Agreement.EQUAL:
        if result.near:
            yield broken(
                "question",
                f"{name} {total.text} 与分项之和相差 {total.shown(abs(result.gap))}，只有取整才说得通。",
                quotes,
                left=total.text,
                right=formula(parts, total),
                computed=total.shown(result.exact),
                tolerance=tolerance(result.slack, total),
            )
        else:
            yield holds(f"{name} = {formula(parts, total)}", quotes)
        return
    if result.gap > 0 and enumeration.declared is None and not partition and (count := beginning_that_fits(total, parts)):
        yield holds(f"{name} = {formula(parts[:count], total)}", quotes)
        return
    if enumeration.kind == "total" and (enumeration.declared is None or not enumeration.sure):
        return
    if enumeration.open and not (result.gap > 0 and enumeration.family):
        return
    if result.agreement is Agreement.CUT:
        yield broken(
            "info",
            f"{name} {total.text}：分项之和 {total.shown(result.exact)}，四舍五入不等，按截尾才相等。",
            quotes,
            left=total.text,
            right=formula(parts, total),
            computed=total.shown(result.exact),
            tolerance=tolerance(result.slack, total),
            suggestion=f"按四舍五入写 {total.shown(result.exact)} 的近似值。",
        )
        return
    key = (id(enumeration.total.span.passage), enumeration.total.start)
    certain = (enumeration.sure or partition) and all(number.firm for number in (total, *parts))
    colon = enumeration.kind == "exhaustive" and enumeration.declared is None
    severity: Severity = "error" if certain and not (colon and result.gap < 0 and len(parts) < 3) else "question"
    if severity == "question" and key in settled_totals:
        return
    if severity == "error" and result.gap < 0 and _more_follows(enumeration):
        severity = "question"
    word = "多" if result.gap > 0 else "少"
    yield broken(
        severity,
        f"{name}写 {total.text}，各分项之和是 {total.shown(result.exact)}，{word} {total.shown(abs(result.gap))}。",
        quotes,
        left=total.text,
        right=formula(parts, total),
        computed=total.shown(result.exact),
        tolerance=tolerance(result.slack, total),
    )
