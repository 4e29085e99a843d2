"""The same digits under the same name in another unit: 1083.48 元 beside 1083.48 万元."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.facts import Fact
from shebao.core.evaluation.check.lexicon import bare_label
from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "单位前后不一"
SOURCE = "同一数据的计量单位应一致；1 万元 = 10000 元"
ADVICE = "核对单位，把错的一处改正。"
EXAMPLE = {
    "broken": "全年基本支出1083.48万元，保障了运转。\n二、执行情况\n全年基本支出1083.48元，没有结余。\n",
    "sound": "全年基本支出1083.48万元，保障了运转。\n二、执行情况\n全年基本支出10834800元，没有结余。\n",
}


def find(report: Report) -> Iterator[Verdict]:
    """Amounts with at least four significant digits."""
    seen: dict[tuple[str, str, int | None], Fact] = {}
    told: set[tuple[str, str, int | None]] = set()
    for fact in report.facts:
        digits = "".join(char for char in fact.printed if char.isdigit() or char == ".")
        if fact.number.kind != "money" or not fact.number.firm or len(digits.replace(".", "").strip("0")) < 4:
            continue
        name = fact.metric or bare_label(fact.label)[-12:]
        if len(name) < 3:
            continue
        key = (name, digits, fact.year)
        other = seen.setdefault(key, fact)
        if other.number.value in (fact.number.value, 0) or key in told:
            continue
        ratio = max(other.number.value, fact.number.value) / min(other.number.value, fact.number.value)
        if ratio in (1000, 10**4, 10**5, 10**6, 10**8):
            told.add(key)
            yield broken(
                "error",
                f"“{name}”一处是 {other.printed}{'' if other.number.measure in other.printed else other.number.measure}，"
                f"一处是 {fact.printed}{'' if fact.number.measure in fact.printed else fact.number.measure}，数字相同而单位不同。",
                quotes_of([other.span, fact.span]),
                left=other.printed,
                right=fact.printed,
                computed=f"相差 {int(ratio)} 倍",
                tolerance="0",
            )
