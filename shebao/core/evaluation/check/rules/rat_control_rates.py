"""Named rates against the amounts they are made of: 三公 and office cost control, budget completion, carry-over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.facts import Fact
from shebao.core.evaluation.check.interval import Agreement, plain
from shebao.core.evaluation.check.judge import judge_ratio
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.rates import Stated, stated
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "控制率、完成率与金额"
SOURCE = "财预〔2013〕53号：“三公经费”控制率 = 实际支出 ÷ 预算安排；公用经费控制率 = 实际支出 ÷ 预算安排；预算完成率 = 完成数 ÷ 预算数；结转结余率 = 结转结余 ÷ 预算数"
ADVICE = "用报告中的决算数和预算数重算；分母另有口径的写明。"
EXAMPLE = {
    "broken": "“三公”经费预算数10.00万元，决算数6.00万元。“三公经费”控制率为80%。",
    "sound": "“三公”经费预算数10.00万元，决算数6.00万元。“三公经费”控制率为60%。年末结转结余0万元，结转结余率0%。",
}
_RATES = (("三公经费控制率", "三公经费", False), ("公用经费控制率", "公用经费", False), ("^预算(?:执行|完成)率$", "支出合计", True))


def find(report: Report) -> Iterator[Verdict]:
    """Rates stated once, with amounts stated in one way."""
    if len(report.scores) > 1:
        return
    for name, metric, only_table in _RATES:
        finals = _values(report.named(metric, "final"))
        budgets = _values(report.named(metric, "full", "budget", "initial"))
        if only_table and not (finals and budgets):
            finals, budgets = _of_whole(report)
        if not finals or not budgets:
            continue
        for rate in stated(report, name):
            if rate.table or not only_table:
                yield from _judge(rate, finals, budgets)
    carried = [f for f in report.named("结转结余") if f.number.kind == "money" and "年初" not in f.label]
    if carried and all(f.number.value == 0 for f in carried):
        for rate in stated(report, "结转结余率|结余结转率"):
            quotes = quotes_of([carried[0].span, rate.span])
            if rate.number.value == 0:
                yield holds("无结转结余，结转结余率 0%", quotes)
            else:
                yield broken(
                    "error",
                    f"年末结转结余是 0，结转结余率却写 {rate.number.text}。",
                    quotes,
                    left=rate.number.text,
                    right="0 ÷ 预算数",
                    computed="0%",
                    tolerance="0",
                )


def _of_whole(report: Report) -> tuple[list[Fact], list[Fact]]:
    """What the one row for the whole department spent and had, where nothing is called 支出合计."""
    whole = [f for f in report.facts if f.table and re.search(r"资金总额|整体支出|全年支出", f.label) and f.number.kind == "money"]
    return _values([f for f in whole if f.phase == "final"]), _values([f for f in whole if f.phase in ("full", "budget")])


def _values(facts: list[Fact]) -> list[Fact]:
    seen: dict[object, Fact] = {}
    for fact in facts:
        if fact.number.kind == "money" and not fact.scope:
            seen.setdefault(fact.number.value, fact)
    return list(seen.values())


def _judge(rate: Stated, finals: list[Fact], budgets: list[Fact]) -> Iterator[Verdict]:
    for final in finals:
        for budget in budgets:
            judged = judge_ratio(rate.number, final.number, budget.number)
            if judged and judged[0] is not Agreement.DIFFERENT:
                yield holds(
                    f"{rate.name} {rate.number.text} = {final.printed} ÷ {budget.printed}", quotes_of([final.span, budget.span, rate.span])
                )
                return
    final, budget = finals[0], budgets[0]
    if budget.number.value <= 0:
        return
    exact = 100 * final.number.value / budget.number.value
    yield broken(
        "error" if len(finals) == len(budgets) == 1 and rate.number.kind == "percent" else "question",
        f"“{rate.name}”写 {rate.number.text}，按 {final.printed} ÷ {budget.printed} 应为 {plain(exact, 2)}%。",
        quotes_of([final.span, budget.span, rate.span]),
        left=rate.number.text,
        right=f"{final.printed} ÷ {budget.printed}",
        computed=f"{plain(exact, 2)}%",
        tolerance="印出末位的半个单位",
    )
