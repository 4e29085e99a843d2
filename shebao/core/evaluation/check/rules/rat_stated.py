"""A rate said right after its two figures must be those two divided: 预算数 100 万元，支出 90 万元，执行率 90%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.facts import Fact, Sentence
from shebao.core.evaluation.check.interval import Agreement, plain
from shebao.core.evaluation.check.judge import judge_ratio
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "文中比率复算"
SOURCE = "比率 = 分子 ÷ 分母；按印出位数四舍五入或截尾都算相符"
ADVICE = "按文中的分子、分母重算；分母另有口径的，写明分母。"
EXAMPLE = {
    "broken": "全年预算数120.00万元，实际支出90.00万元，预算执行率85%。",
    "sound": "全年预算数120.00万元，实际支出90.00万元，预算执行率75%。发放问卷200份，收回190份，回收率95%。",
}
_RATE = re.compile(r"(?P<name>[一-龥]{1,8}?(?:率|支出进度|支付进度|执行进度|完成比例|支出比例))(?:[为达到是约]{0,3}[：]?)$")
_OTHER = re.compile(r"增长|下降|变动|变化|调整|满意|节约|失业|利率|结余|结转|替代|提高|降低|增幅|死亡|缺失|年化")
_GENERAL = re.compile(r"执行|完成|支出|支付|使用|到位|拨付|进度|控制")
_WHOLE = re.compile(
    r"预算|计划|目标|任务|^应|应[发办收认支追缴参领]|下达|总数|发[放出].{0,6}问?卷|问卷$|批复|受理|需|编制|全部|下拨|安排|收到|交办"
)
_PART = re.compile(
    r"实际|完成|支出|执行|决算|已|收回|回收|拨付|到位|办结|认证|发放|追回|支付|使用|在职|结案|核实|核查|整改|处理|回复|办理|兑付"
)


def find(report: Report) -> Iterator[Verdict]:
    """Every rate of this kind against the figures between it and the rate before."""
    for sentence in report.sentences():
        for index, fact in enumerate(sentence.facts):
            if fact.number.kind == "percent" and fact.number.firm and not fact.number.op:
                match = _RATE.search(fact.label)
                if match and not _OTHER.search(match["name"]):
                    yield from _judge(sentence, index, fact, match["name"])


def _judge(sentence: Sentence, index: int, rate: Fact, name: str) -> Iterator[Verdict]:
    before: list[Fact] = []
    for fact in reversed(sentence.facts[:index]):
        if fact.number.kind == "percent":
            break
        before.insert(0, fact)
    known = [f for f in before if f.number.firm and (f.number.kind in ("money", "people", "times") or f.number.kind.startswith("count:"))]
    pairs = [(a, b) for a in known for b in known if a is not b and a.number.kind == b.number.kind and a.ledger == b.ledger]
    for part, whole in pairs:
        judged = judge_ratio(rate.number, part.number, whole.number)
        if judged and judged[0] is not Agreement.DIFFERENT:
            yield holds(f"{rate.label}{rate.printed} = {part.printed} ÷ {whole.printed}", quotes_of([part.span, whole.span, rate.span]))
            return
    wholes = [f for f in known if _WHOLE.search(f.label)]
    parts = [f for f in known if _PART.search(f.label) and f not in wholes]
    if not wholes and len(parts) == 2 == len(known):
        done = [f for f in parts if re.match(r"已|实际", f.label)]
        wholes, parts = ([f for f in parts if f not in done], done) if len(done) == 1 else (wholes, parts)
    if not wholes or len(parts) != 1 or any(f.number.kind != parts[0].number.kind for f in wholes):
        return
    certain = len(known) == len(wholes) + 1  # every figure at hand was tried
    wholes = wholes[-1:]
    if wholes[0].number.kind != parts[0].number.kind or wholes[0].number.value == 0:
        return
    whole, part = wholes[0], parts[0]
    stem = re.sub(r"(?:率|比例)$", "", name)
    named = bool(_GENERAL.search(name)) or (
        len(stem) >= 2 and any(word in f.label for word in (stem[-2:], stem[-2:][::-1]) for f in (part, whole))
    )
    if not named or not _close(sentence, whole, part, rate):
        return
    exact = 100 * part.number.value / whole.number.value
    yield broken(
        "error" if certain else "question",
        f"“{rate.label or '比率'}”写 {rate.printed}，按 {part.printed} ÷ {whole.printed} 应为 {plain(exact, 2)}%。",
        quotes_of([whole.span, part.span, rate.span]),
        left=rate.printed,
        right=f"{part.printed} ÷ {whole.printed}",
        computed=f"{plain(exact, 2)}%",
        tolerance="印出末位的半个单位",
    )


def _close(sentence: Sentence, *facts: Fact) -> bool:
    """Whether the three stand in one breath: no semicolon and no list between them."""
    start, end = min(f.number.end for f in facts), max(f.number.start for f in facts)
    return not re.search(r"；|其中|包括|分别", sentence.span.passage.text[start:end])
