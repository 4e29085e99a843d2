"""完成年初预算的 p%, 占目标任务数 N 的 p%: the share must follow from a figure before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.facts import Fact, Sentence
from shebao.core.evaluation.check.interval import Agreement, plain
from shebao.core.evaluation.check.judge import judge_ratio
from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "“占……的”“完成……的”复算"
SOURCE = "比率 = 分子 ÷ 分母；按印出位数四舍五入或截尾都算相符"
ADVICE = "核对分子、分母；分子不在前文的，把分子写出来。"
EXAMPLE = {
    "broken": "全县参保87670人，占目标任务数8.5万人的123%。",
    "sound": "全县参保87670人，占目标任务数8.5万人的103%。当年决算支出600.02万元。年初预算1905.71万元，完成年初预算的31.49%。",
}
_OF = re.compile(r"^(?:占|完成|达到|为|是)")
_NAMED = re.compile(r"(?:完成|占|为)?年初预算(?:数|安排)?的$")


def find(report: Report) -> Iterator[Verdict]:
    """Shares whose whole stands just before, or is the initial budget."""
    for group in report.groups:
        earlier: list[Fact] = []
        for sentence in group:
            for index, fact in enumerate(sentence.facts):
                if fact.number.kind != "percent" or not fact.number.firm:
                    continue
                whole = _whole(sentence, index, fact)
                if whole is not None:
                    yield from _judge(fact, whole, [f for f in sentence.facts[:index] if f is not whole], near=True)
                elif _NAMED.search(fact.label):
                    before = [*earlier, *sentence.facts[:index]]
                    initial = [f for f in before if f.phase == "initial" and f.number.kind == "money" and f.number.firm]
                    if initial:
                        yield from _judge(fact, initial[-1], [f for f in before if f is not initial[-1]], near=False)
            earlier.extend(sentence.facts)


def _whole(sentence: Sentence, index: int, rate: Fact) -> Fact | None:
    if not index:
        return None
    before = sentence.facts[index - 1]
    gap = sentence.span.passage.text[before.number.end : rate.number.start]
    if gap == "的" and _OF.search(before.label) and before.number.firm:
        return before
    return None


def _judge(rate: Fact, whole: Fact, others: list[Fact], *, near: bool) -> Iterator[Verdict]:
    parts = [f for f in others if f.number.kind == whole.number.kind and f.number.firm]
    for part in parts:
        judged = judge_ratio(rate.number, part.number, whole.number)
        if judged and judged[0] is not Agreement.DIFFERENT:
            yield holds(f"{rate.printed} = {part.printed} ÷ {whole.printed}", quotes_of([part.span, whole.span, rate.span]))
            return
    if not near:
        parts = [f for f in parts if f.metric == "支出合计" and f.phase in ("final", "")]
    values = {f.number.value for f in parts}
    if not values or whole.number.value <= 0:
        return
    part = parts[-1]
    exact = 100 * part.number.value / whole.number.value
    severity: Severity = "error" if len(values) == 1 else "question"
    yield broken(
        severity,
        f"写 {rate.printed}，前文的数除以 {whole.printed} 得不到这个比例"
        + (f"：{part.printed} ÷ {whole.printed} = {plain(exact, 2)}%。" if len(values) == 1 else "。"),
        quotes_of([part.span, whole.span, rate.span]),
        left=rate.printed,
        right=f"{part.printed} ÷ {whole.printed}",
        computed=f"{plain(exact, 2)}%",
        tolerance="印出末位的半个单位",
    )
