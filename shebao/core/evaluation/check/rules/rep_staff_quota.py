"""A kind of establishment posts, 事业编制, cannot exceed all the posts the agency has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "编制数前后一致"
SOURCE = "编制总数以机构编制部门批复为准；分类编制是总数的一部分"
ADVICE = "按编办批复核对编制总数与分类编制。"
EXAMPLE = {
    "broken": "我中心有全额拨款事业编制25个，较为紧缺。\n编制数\t在职人数\t控制率\n16\t16\t100%\n",
    "sound": "我中心有全额拨款事业编制16个，较为紧缺。\n编制数\t在职人数\t控制率\n16\t16\t100%\n",
}
_KIND = re.compile(r"(?:事业|行政|参公|工勤|财政拨款|全额)编制?(?:人员)?(?:编制)?$")


def find(report: Report) -> Iterator[Verdict]:
    """Posts of one kind against the printed total."""
    totals = report.named("编制数")
    values = {fact.number.value for fact in totals}
    if len(values) != 1:
        return
    for sentence in report.sentences():
        for fact in sentence.facts:
            name = re.sub(r"[：:有为]$", "", fact.label)
            if not fact.number.firm or fact.number.kind not in ("count:个", "people") or not _KIND.search(name) or "编制" not in name:
                continue
            if re.search(r"核减|收回|划转|调整|增加|减少|空编|缺编|新增", name) or fact.year not in (None, report.year):
                continue
            quotes = quotes_of([fact.span, totals[0].span])
            if fact.number.value > totals[0].number.value:
                yield broken(
                    "error",
                    f"“{name}”{fact.printed}，多于别处所写的编制数 {totals[0].printed}。",
                    quotes,
                    left=fact.printed,
                    right=totals[0].printed,
                    computed=f"{fact.printed} > {totals[0].printed}",
                    tolerance="0",
                )
            else:
                yield holds(f"{name} {fact.printed} ≤ 编制数 {totals[0].printed}", quotes)
