"""No carry-over is claimed while the report prints one; everything is spent while budget and spending differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "“无结转结余”与数字"
SOURCE = "叙述应与数字一致：说没有结转结余，年末结转结余应为 0"
ADVICE = "核对年末结转结余，改写这句话或改正数字。"
EXAMPLE = {
    "broken": "年末财政拨款结转和结余3.20万元。本年度没有结转结余，资金使用规范。",
    "sound": "年末财政拨款结转和结余0万元，上年结转结余3.20万元。本年度没有结转结余，资金使用规范。",
}
_CLAIM = re.compile(
    r"(?:(?:本|当|年)(?:年度?|末))?(?:没有|无|未形成|未发生)(?:财政拨款|资金)?(?:结转(?:和|及|、)?结余|结余结转|结转资金|年末结转)"
)
_BEFORE = re.compile(r"年初|上年|上一年|期初|以前年度")


def find(report: Report) -> Iterator[Verdict]:
    """The claim against every closing balance of the office's own budget."""
    closing = [f for f in report.named("结转结余") if f.number.kind == "money" and not _BEFORE.search(f.label)]
    if not closing:
        return
    left = [f for f in closing if f.number.value > 0]
    for passage in report.passages:
        for match in _CLAIM.finditer(passage.text):
            if _BEFORE.search(passage.text[max(0, match.start() - 6) : match.start()]):
                continue
            claim = Span(passage, match.start(), match.end())
            if left:
                yield broken(
                    "warn",
                    f"文中说“{claim.text}”，另一处年末结转结余是 {left[0].printed}。",
                    quotes_of([claim, left[0].span]),
                    left=claim.text,
                    right=left[0].printed,
                    computed=f"{left[0].printed} > 0",
                    tolerance="0",
                )
            else:
                yield holds(claim.text, claim.quotes())
