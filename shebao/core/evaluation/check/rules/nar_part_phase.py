"""A part named after another stage of the budget than its total: a 调整预算数 among 决算 figures."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.lexicon import phase_of
from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "分项名称与总数不同口径"
SOURCE = "总数与分项应同为预算数或同为决算数"
ADVICE = "改正分项的名称，或补上与总数同口径的分项。"
EXAMPLE = {
    "broken": "2023年决算数87.39万元，其中：一般公共预算支出决算数为87.05万元，其他收入调整预算数为0.34万元。",
    "sound": "2023年决算数87.39万元，其中：一般公共预算支出决算数为87.05万元，其他支出决算数为0.34万元。",
}
_WORDS = {"initial": "年初预算", "full": "调整预算", "final": "决算"}


def find(report: Report) -> Iterator[Verdict]:
    """Lists whose total and parts name different stages."""
    for enumeration in report.lists:
        head = phase_of(enumeration.total.label)
        if head not in _WORDS:
            continue
        for place, part in enumerate(enumeration.parts, 1):
            own = phase_of(part.label)
            if own in _WORDS and own != head and {own, head} != {"initial", "full"}:
                others = {phase_of(p.label) for p in enumeration.parts if p is not part}
                if own in others and head not in others:
                    continue
                yield broken(
                    "warn",
                    f"总数是{_WORDS[head]}数，第 {place} 个分项“{part.label}”却是{_WORDS[own]}数。",
                    quotes_of([enumeration.span]),
                    left=enumeration.total.label,
                    right=part.label,
                    computed="名称不同口径",
                )
