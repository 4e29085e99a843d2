"""The adjustment rate is what was added or taken away over the initial budget; 100 % would mean the budget was turned over once."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.facts import Fact
from shebao.core.evaluation.check.interval import Agreement, plain
from shebao.core.evaluation.check.judge import judge_ratio
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.rates import stated
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "预算调整率"
SOURCE = "财预〔2013〕53号：预算调整率 = 预算调整数 ÷ 预算数 × 100%；只有年初、全年两数时，净调整是下限"
ADVICE = "列出追加、追减数，按公式计算；没有调整的写 0%。"
EXAMPLE = {
    "broken": "2023年预算调整率达100%。\n资金\t年初预算数（万元）\t全年预算数（万元）\t执行数（万元）\n全年支出\t100.00\t104.00\t104.00\n",
    "sound": "2023年预算调整率为4%。\n资金\t年初预算数（万元）\t全年预算数（万元）\t执行数（万元）\n全年支出\t100.00\t104.00\t104.00\n",
}


def find(report: Report) -> Iterator[Verdict]:
    """The stated rate against the initial and the adjusted budget."""
    initial, full = _only(report.named("支出合计", "initial")), _only(report.named("支出合计", "full"))
    if initial is None or full is None or initial.number.value <= 0:
        return
    net = abs(full.number.value - initial.number.value) * 100 / initial.number.value
    for rate in stated(report, "预算调整率"):
        value = rate.number.value
        quotes = quotes_of([rate.span, initial.span, full.span])
        change = judge_ratio(rate.number, full.number, initial.number)
        near = abs(value - net) <= rate.number.ulp or (change is not None and change[0] is not Agreement.DIFFERENT and value < 50)
        if near:
            yield holds(f"预算调整率 {rate.number.text}", quotes)
            continue
        turned = value >= 100 and net <= 50
        yield broken(
            "error" if turned else "question",
            f"预算调整率写 {rate.number.text}，按年初 {initial.printed}、全年 {full.printed} 净调整为 {plain(net, 2)}%"
            + ("；100% 等于把年初预算全部调整了一遍。" if turned else "，是否有不计入的调整？"),
            quotes,
            left=rate.number.text,
            right=f"|{full.printed} − {initial.printed}| ÷ {initial.printed}",
            computed=f"{plain(net, 2)}%",
            tolerance="净额是下限",
        )


def _only(facts: list[Fact]) -> Fact | None:
    """The one amount all statements agree on, the most precise of them."""
    if not facts or not all(a.number.rounded().meets(facts[0].number.rounded()) for a in facts):
        return None
    return min(facts, key=lambda fact: (fact.number.ulp, fact.span.line))
