"""The same passage printed twice under different headings."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.facts import Sentence
from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "段落重复"
SOURCE = "各部分应各述其事，不应整段复制"
ADVICE = "保留一处，另一处改写为该部分应有的内容。"
EXAMPLE = {
    "broken": (
        "通过加强预算收支管理，不断建立健全内部管理制度，梳理内部管理流程，整体支出管理水平得到提升。资金管理规范，政策执行有力。\n二、决策情况\n"
        "通过加强预算收支管理，不断建立健全内部管理制度，梳理内部管理流程，整体支出管理水平得到提升。资金管理规范，政策执行有力。\n"
    ),
    "sound": "通过加强预算收支管理，管理水平得到提升。\n二、决策情况\n决策程序合规，集体研究决定。\n",
}
_LEAST = 40


def find(report: Report) -> Iterator[Verdict]:
    """Runs of equal sentences in two paragraphs, together at least forty characters long."""
    seen: dict[str, tuple[int, int, Sentence]] = {}
    runs: dict[tuple[int, int], list[tuple[Sentence, Sentence]]] = {}
    for group_number, group in enumerate(report.groups):
        for number, sentence in enumerate(group):
            if len(sentence.text) < 14 or sentence.span.passage.cell:
                continue
            earlier = seen.get(sentence.text)
            if earlier is not None and earlier[0] != group_number:
                runs.setdefault((earlier[0], group_number), []).append((earlier[2], sentence))
            elif earlier is None:
                seen[sentence.text] = (group_number, number, sentence)
    for pairs in runs.values():
        if sum(len(second.text) for _, second in pairs) >= _LEAST:
            first, second = max(pairs, key=lambda pair: len(pair[1].text))
            yield broken(
                "info",
                f"第{first.span.line}行与第{second.span.line}行有 {len(pairs)} 句相同。",
                quotes_of([first.span, second.span], join=0),
            )
