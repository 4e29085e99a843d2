"""The table of contents must list the chapters the body has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.outline import Heading, headings
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "目录与正文一致"
SOURCE = "目录所列章节应与正文标题一致"
ADVICE = "按正文标题更新目录。"
EXAMPLE = {
    "broken": (
        "目录\n一、基本情况\n二、主要绩效\n三、存在问题\n一、基本情况\n有职工。\n二、主要绩效\n完成了任务。\n三、指标分析\n指标完成。\n四、存在问题\n人员不足。\n"
    ),
    "sound": "目录\n一、基本情况……1\n二、主要绩效……2\n三、存在问题……3\n一、基本情况\n有职工。\n二、主要绩效\n完成了任务。\n三、存在问题\n人员不足。\n",
}


def find(report: Report) -> Iterator[Verdict]:
    """A first run of bare chapter headings against the run that follows it."""
    passages = [p for p in report.passages if not p.cell]
    order = {id(passage): index for index, passage in enumerate(passages)}
    result = list(headings(passages))
    runs: list[list[Heading]] = []
    for heading in result:
        if heading.level != 1:
            continue
        if heading.number == 1:
            runs.append([heading])
        elif runs:
            runs[-1].append(heading)
    if len(runs) < 2 or len(runs[0]) < 3 or len(runs[1]) < 2:
        return
    contents, body = runs[0], runs[1]
    first, last = order[id(contents[0].span.passage)], order[id(contents[-1].span.passage)]
    starts = {id(h.span.passage) for h in result}
    bare = sum(id(passages[i]) in starts and len(passages[i].text) < 45 for i in range(first, last + 1))
    if bare < (last - first + 1) * 0.9:
        return
    listed = {h.number: h for h in contents}
    differing = [(listed[h.number], h) for h in body if h.number in listed and not _alike(listed[h.number].title, h.title)]
    if not differing and len(contents) == len(body):
        yield holds("目录与正文章节一致", quotes_of([contents[0].span, body[0].span], join=0))
        return
    pairs = differing[:3] or [(contents[-1], body[-1])]
    yield broken(
        "warn",
        f"目录有 {len(contents)} 章，正文有 {len(body)} 章，"
        + "；".join(f"目录“{a.span.text}”，正文“{b.span.text}”" for a, b in pairs)
        + "。",
        quotes_of([span for a, b in pairs for span in (a.span, b.span)] + [h.span for h in body if h.number not in listed], join=0),
        left=str(len(contents)),
        right=str(len(body)),
        computed="章节不一致",
    )


def _alike(a: str, b: str) -> bool:
    a, b = (re.sub(r"[.…·\s\d。：:（）]+$|[（].*?[）]", "", text)[:14] for text in (a, b))
    return (
        a == b
        or (len(a) > 3 and len(b) > 3 and (a.startswith(b) or b.startswith(a)))
        or len(set(a) & set(b)) * 2 > max(len(set(a)), len(set(b)))
    )
