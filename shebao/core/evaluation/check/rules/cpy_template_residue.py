"""Instructions of the template, and blanks to be filled, that were left in the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Severity, Verdict, broken
from shebao.core.evaluation.check.outline import headings
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span

TITLE = "模板提示语未删"
SOURCE = "正式报告不应保留模板的填写说明和占位符"
ADVICE = "删去提示语，填写实际内容。"
EXAMPLE = {
    "broken": "关于问题的分析既可从以上两个方面进行归纳，也可以合并说明。XX局2023年完成任务。",
    "sound": "一、基本情况\n本年完成任务，主要包括参保登记、待遇发放等工作。\n",
}
_RESIDUE: tuple[tuple[Severity, re.Pattern[str]], ...] = (
    ("warn", re.compile(r"[^。；]{0,24}既可从?[^。；]{0,20}(?:归纳|说明|分析|阐述)[^。；]{0,6}，也可以?[^。；]{0,50}")),
    (
        "warn",
        re.compile(r"[^。；，]{0,10}(?:[×✕]{2,}|[Xx]{2,}|[＊*]{2,}|□□+|_{3,})(?:单位|局|中心|县|市|区|年|月|日|万元|元|%|人|项目|部门)"),
    ),
    (
        "warn",
        re.compile(
            r"(?:此处|这里)(?:填写|插入|说明|描述|应)[^。；]{0,24}|（(?:请|需|应)(?:填写|说明|描述|列明|补充|根据)[^）]{2,40}）|删除(?:本|此)(?:说明|提示)"
        ),
    ),
    ("warn", re.compile(r"(?:字数|篇幅)(?:控制在|不少于|不超过|一般)[^。；]{0,16}字|（\d{2,4}字(?:以内|左右)）")),
    ("info", re.compile(r"请在此处[^。；]{0,40}|请简要(?:说明|描述)[^。；]{0,30}|（简要说明）|（可另附页）")),
)
# the printed form's own column of instructions: numbered rules for whoever fills it in
_PROMPT = re.compile(r"需说明原因（\d+字|1\.[^。；]{4,60}；2\.[^。；]{4,80}；3\.")
_GUIDE = re.compile(r"(?:主要)?包括[^。]{6,}(?:等|情况|分析|内容)(?:等)?[。]?$")


def find(report: Report) -> Iterator[Verdict]:
    """Residue anywhere, and headings that still explain what to write under them."""
    seen: set[str] = set()
    for passage in report.passages:
        for severity, pattern in _RESIDUE:
            for match in pattern.finditer(passage.text):
                words = re.sub(r"^.*?(?=[×✕]{2}|[Xx]{2}|[＊*]{2}|□|_{3})", "", match.group())
                if words in seen or _PROMPT.search(passage.text):
                    continue
                seen.add(words)
                yield broken(severity, f"模板提示语没有删：“{match.group()[:40]}”。", Span(passage, match.start(), match.end()).quotes())
    for heading in headings(report.passages):
        if heading.level <= 3 and len(heading.title) < 110 and _GUIDE.search(heading.title) and not re.search(r"\d", heading.title):
            passage = heading.span.passage
            yield broken("info", f"标题里保留了模板的说明文字：“{heading.title[:30]}…”。", Span(passage, 0, len(passage.text)).quotes())
