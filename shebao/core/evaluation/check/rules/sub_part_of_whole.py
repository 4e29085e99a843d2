"""A part printed under 其中 cannot exceed its whole, and parts of one family cannot exceed it together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.judge import beginning_that_fits, formula, judge_sum, tolerance
from shebao.core.evaluation.check.lists import Enumeration
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.rules.sum_enumeration import is_partition

TITLE = "“其中”不超过总数"
SOURCE = "列举语义：“其中”各项是总数的一部分，单项不得大于总数，互不重叠的各项之和不得大于总数"
ADVICE = "核对总数与各项；各项有重叠的，写明口径。"
EXAMPLE = {
    "broken": "2023年“三公”经费支出2.00万元，其中：公务接待费2.80万元。",
    "sound": "2023年“三公”经费支出2.00万元，其中：公务接待费0.80万元。参保1000人，其中女性600人，60岁以上500人。",
}
# traits of persons that overlap freely: a woman of sixty counts under both
_TRAIT = re.compile(r"女|岁|党员|学历|民族|残疾|低保|特困|贫困|新增|首次|线上|农村")


def find(report: Report) -> Iterator[Verdict]:
    """Every 其中 list that is no complete partition."""
    for enumeration in report.lists:
        if enumeration.kind == "subset" and not is_partition(enumeration):
            yield from _judge(enumeration)


def _judge(enumeration: Enumeration) -> Iterator[Verdict]:
    total, parts = enumeration.total.number, [part.number for part in enumeration.parts]
    quotes = enumeration.span.quotes()
    name = enumeration.total.label or "总数"
    certain = enumeration.sure and all(number.firm for number in (total, *parts))
    for part in enumeration.parts:
        low, high = part.number.rounded().low, total.rounded().high
        if low > high and part.number.firm:
            yield broken(
                "error" if certain else "question",
                f"“{part.label or '其中一项'}”{part.printed} 大于它所属的{name} {total.text}。",
                quotes,
                left=total.text,
                right=part.printed,
                computed=f"{part.printed} > {total.text}",
                tolerance="0",
            )
            return
    result = judge_sum(total, parts)
    if result.agreement is Agreement.EQUAL and not result.near:
        yield holds(f"{name} = {formula(parts, total)}", quotes)
    elif result.agreement is Agreement.CUT:
        yield broken(
            "info",
            f"{name} {total.text}：所列各项之和 {total.shown(result.exact)}，四舍五入不等，按截尾才相等。",
            quotes,
            left=total.text,
            right=formula(parts, total),
            computed=total.shown(result.exact),
            tolerance=tolerance(result.slack, total),
            suggestion=f"按四舍五入写总数，各项之和为 {total.shown(result.exact)}。",
        )
    elif result.gap > 0 and (count := beginning_that_fits(total, parts)):
        yield holds(f"{name} = {formula(parts[:count], total)}", quotes)
    elif result.gap > 0 and any(_TRAIT.search(part.label) for part in enumeration.parts):
        return
    elif result.gap > 0:
        yield broken(
            "error" if certain and enumeration.family else "question",
            f"{name}写 {total.text}，所列各项之和 {total.shown(result.exact)} 比它多 {total.shown(result.gap)}。",
            quotes,
            left=total.text,
            right=formula(parts, total),
            computed=total.shown(result.exact),
            tolerance=tolerance(result.slack, total),
        )
    elif _looks_complete(enumeration):
        yield broken(
            "question",
            f"{name}写 {total.text}，所列各项之和 {total.shown(result.exact)}，差 {total.shown(-result.gap)}：有没有漏列或写错？",
            quotes,
            left=total.text,
            right=formula(parts, total),
            computed=total.shown(result.exact),
            tolerance=tolerance(result.slack, total),
        )
    else:
        yield holds(f"{name} ≥ {formula(parts, total)}", quotes)


def _looks_complete(enumeration: Enumeration) -> bool:
    """Whether a short list of one family leaves a remainder that one wrong digit would explain."""
    parts = [part.number for part in enumeration.parts]
    if enumeration.open or len(parts) < 2 or not all(part.firm for part in parts):
        return False
    total = enumeration.total.number
    rest = total.value - sum(part.value for part in parts)
    if enumeration.family or rest * 20 <= total.value:
        return True
    step = min((number.ulp or 1 for number in (total, *parts)), default=1)
    digits = str(int(rest / step)) if step else "0"
    return len(digits.rstrip("0")) == 1 and len(str(int(total.value / step))) >= 5
