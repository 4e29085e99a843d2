"""The same amount or head count, said in several places of a report, must be the same figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from shebao.core.evaluation.check.facts import Fact
from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "同一数据前后一致"
SOURCE = "同一主体、期间、口径的数据在正文、附表中应当一致；带小数的数按四舍五入或截尾区间比较"
ADVICE = "以决算报表为准，把各处改成同一个数；口径不同的，写明口径。"
EXAMPLE = {
    "broken": "2023年决算支出200.00万元，其中：基本支出120.00万元，项目支出80.00万元。\n项目\t2023年决算数（万元）\t备注\n项目支出\t75.00\t\n",
    "sound": "2023年决算支出200.00万元，其中：基本支出120.00万元，项目支出80.00万元。\n项目\t2023年决算数（元）\t备注\n项目支出\t800000\t\n",
}
METRICS = (
    "支出合计",
    "基本支出",
    "项目支出",
    "人员经费",
    "公用经费",
    "三公经费",
    "公务接待费",
    "因公出国（境）费",
    "公务用车费",
    "固定资产原值",
    "累计折旧",
    "固定资产净值",
    "编制数",
    "在职人数",
)
_WHOLE = re.compile(r"决算支出|(?:年|部门|单位|局|中心)支出决算|总支出|全年.{0,4}支出|累计支出|整体支出|支出总额|支出合计")
_ONE_BREATH = 30
_COUNTS = ("编制数", "在职人数")


def find(report: Report) -> Iterator[Verdict]:
    """Every pair of statements of one canonical amount in the same phase."""
    for metric in METRICS:
        named = [f for f in report.named(metric) if metric != "支出合计" or f.table or _WHOLE.search(f.label)]
        facts = _distinct([f for f in named if not f.scope and f.number.kind in ("money", "people", "count:个")])
        phased = metric not in _COUNTS and not metric.startswith(("固定资产", "累计"))
        adjusted = any(f.phase == "full" for f in facts)
        for a, b in combinations(facts, 2):
            if metric in _COUNTS and a.span.passage is b.span.passage and abs(a.start - b.start) < _ONE_BREATH:
                continue  # 实有 68 人，其中在职 42 人: the whole and a part
            if phased and not _same_phase(a, b, adjusted):
                continue
            if metric == "公务用车费" and _bought_or_run(a) != _bought_or_run(b):
                continue  # 购置及运行, 购置 and 运行 are three amounts
            several = any(len({f.number.value for f in facts if f.table == t and f.phase in (a.phase, b.phase)}) > 1 for t in (True, False))
            yield from _judge(metric, a, b, certain=a.table != b.table and not several)


def _bought_or_run(fact: Fact) -> tuple[bool, bool]:
    """Whether the words speak of buying cars, and of running them."""
    return "购置" in fact.label, "运行" in fact.label or "运维" in fact.label


def _distinct(facts: list[Fact]) -> list[Fact]:
    """One fact for each value and phase, tables and prose apart, in order."""
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        seen.setdefault((fact.number.value, fact.number.ulp, fact.phase, fact.table), fact)
    return list(seen.values())


def _same_phase(a: Fact, b: Fact, adjusted: bool) -> bool:
    """Whether both mean the same stage of the budget; 预算数 without more is the initial budget where none was adjusted."""
    phases = {a.phase, b.phase}
    if "" in phases:
        return False
    return len(phases) == 1 or (phases == {"initial", "budget"} and not adjusted)


def _judge(metric: str, a: Fact, b: Fact, *, certain: bool) -> Iterator[Verdict]:
    first, second = a.number, b.number
    quotes = quotes_of([a.span, b.span])
    if first.rounded().meets(second.rounded()):
        if a.span.line != b.span.line:
            yield holds(f"{metric} {first.text} = {second.text}", quotes)
        return
    if first.cut().meets(second.rounded()) or second.cut().meets(first.rounded()):
        yield broken(
            "info",
            f"{metric}一处写 {_shown(a)}，一处写 {_shown(b)}，按截尾才相等。",
            quotes,
            left=_shown(a),
            right=_shown(b),
            computed="截尾相等",
            tolerance="印出末位的半个单位",
        )
        return
    if first.value and second.value and max(first.value, second.value) / min(first.value, second.value) in (1000, 10**4, 10**8):
        return  # the same digits in another unit; that is said by the rule on units
    severity: Severity = "error" if certain else "question"
    if (metric in _COUNTS or metric == "支出合计") and not (a.table and b.table):
        severity = "warn" if certain else "question"
    if metric == "支出合计" and a.table and b.table:
        return  # several projects may each have a table of their own
    yield broken(
        severity,
        f"{metric}（{_phase(a)}）前后不一致：{_where(a)} {_shown(a)}，{_where(b)} {_shown(b)}。",
        quotes,
        left=_shown(a),
        right=_shown(b),
        computed=f"相差 {first.shown(abs(first.value - second.value))}",
        tolerance="印出末位的半个单位",
    )


def _shown(fact: Fact) -> str:
    return fact.printed if fact.number.measure in fact.printed else f"{fact.printed}{fact.number.measure}"


def _where(fact: Fact) -> str:
    return f"{'表' if fact.table else '正文'}第{fact.span.line}行"


def _phase(fact: Fact) -> str:
    return {"initial": "年初预算", "full": "全年预算", "budget": "预算", "final": "决算"}.get(fact.phase, "本年")
