"""Heading numbers must run on: no number twice, none left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.outline import Heading, headings
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "标题序号连续"
SOURCE = "GB/T 9704—2012：结构层次序数依次用“一、”“（一）”“1.”“（1）”标注"
ADVICE = "把标题序号改连续，并与目录一致。"
EXAMPLE = {
    "broken": "一、基本情况\n（一）概况\n（二）人员\n（三）资产\n（二）完成情况\n（三）绩效目标\n二、结论\n",
    "sound": "一、基本情况\n（一）概况\n（二）职责\n（一）贯彻政策。\n（二）办理登记。\n（三）绩效目标\n二、结论\n（一）得分\n",
}


def find(report: Report) -> Iterator[Verdict]:
    """Walks the headings with one counter a level; a list that starts again at one inside a level is a list of its own."""
    counters: dict[int, list[Heading]] = {}
    outer: dict[int, list[Heading]] = {}
    result = _without_contents(list(headings(report.passages)), report)
    for position, heading in enumerate(result):
        for deeper in [level for level in counters if level > heading.level]:
            del counters[deeper]
            outer.pop(deeper, None)
        run = counters.get(heading.level)
        if heading.number == 1 or run is None:
            if run is not None and heading.number == 1:
                outer[heading.level] = [*outer.get(heading.level, [])[-7:], run[-1]]
                if _alone(heading, islice(result, position + 1, position + 400)):
                    yield from _say(run[-1], heading, result[:position])
            counters[heading.level] = [heading]
            continue
        last = run[-1]
        if heading.number == last.number + 1:
            run.append(heading)
            continue
        waiting = outer.get(heading.level, [])
        back = next((index for index in range(len(waiting) - 1, -1, -1) if waiting[index].number + 1 == heading.number), None)
        if back is not None:
            outer[heading.level] = waiting[:back]
            counters[heading.level] = [waiting[back], heading]
            continue
        yield from _say(last, heading, result[:position])
        counters[heading.level] = [heading]
    for run in counters.values():
        if len(run) > 2:
            yield holds(f"标题序号至 {run[-1].number} 连续", quotes_of([run[-1].span]))


def _without_contents(items: list[Heading], report: Report) -> list[Heading]:
    """Headings without those of a table of contents: what stands between 目录 and the first paragraph of prose, or ends in a page number."""
    order = {id(passage): index for index, passage in enumerate(report.passages)}
    start = next((i for i, p in enumerate(report.passages[:60]) if re.fullmatch(r"目\s*[录次]", p.text)), None)
    kept = [h for h in items if not re.search(r"(?:\.{3,}|…+|·{3,})\s*\d*$", h.span.passage.text)]
    if start is None:
        return kept
    end = start + 1
    while end < len(report.passages) and len(report.passages[end].text) < 60 and not report.passages[end].text.endswith("。"):
        end += 1
    listed = [h for h in kept if start < order[id(h.span.passage)] < end]
    again = [h for h in listed if h.level == 1 and h.number == 1]
    last = order[id(again[-1].span.passage)] if len(again) > 1 else _first_of_body(listed, order, end)
    return [h for h in kept if not start < order[id(h.span.passage)] < last]


def _first_of_body(listed: list[Heading], order: dict[int, int], end: int) -> int:
    """Where the body begins when the contents print no first chapter, or only once: at that chapter if it comes last, else after them all."""
    chapters = [h for h in listed if h.level == 1]
    if chapters and chapters[-1].number == 1 and listed[-1] is chapters[-1]:
        return order[id(chapters[-1].span.passage)]
    return end


def _alone(heading: Heading, after: Iterable[Heading]) -> bool:
    """Whether a one in the middle of a run has no two after it: then it is no list of its own but a wrong number."""
    following = next((h for h in after if h.level <= heading.level), None)
    return heading.level <= 2 and (following is None or following.level < heading.level or following.number > 2)


def _say(last: Heading, heading: Heading, before: list[Heading]) -> Iterator[Verdict]:
    between = [h for h in before[before.index(last) + 1 :] if h.level > heading.level + 1 and h.number == last.number + 1]
    if heading.number == last.number + 2 and between:
        yield broken(
            "question",
            f"“{last.span.text[:12]}”之后是“{between[0].span.text[:12]}”，再到“{heading.span.text[:12]}”：中间一级标题的编号样式不一致。",
            quotes_of([between[0].span, heading.span], join=0),
            left=str(last.number),
            right=str(heading.number),
            computed=f"应为 {last.number + 1}",
        )
        return
    repeated = heading.number <= last.number
    severity: Severity = "warn" if heading.level <= 2 and heading.number > 1 else "question"
    word = "重号或倒退" if repeated else f"缺第{last.number + 1}个"
    yield broken(
        severity,
        f"标题“{last.span.text[:14]}”之后是“{heading.span.text[:14]}”，{word}。",
        quotes_of([last.span, heading.span], join=0),
        left=str(last.number),
        right=str(heading.number),
        computed=f"应为 {last.number + 1}",
    )
