"""An amount of money whose unit stops at 万 or 亿 while the amounts beside it say 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span

TITLE = "金额缺“元”"
SOURCE = "法定计量和书写规范：金额应写明货币单位"
ADVICE = "补上“元”。"
EXAMPLE = {
    "broken": "下达资金合计1067.2万元，其中中央资金776.84万元，省级资金290.36万（一般公共预算）。",
    "sound": "下达资金合计1067.2万元，其中省级资金290.36万元，惠及群众2万余人，种植3.5万亩。",
}
_SHORT = re.compile(r"\d(?:\.\d+)?[万亿](?=[，。；、（）]|$)")
_NAMED = re.compile(r"(?:资金|经费|金额|投资|投入|预算|支出|收入|补助|补贴|拨款)[一-龥]{0,4}\d[\d,.]*$")


def find(report: Report) -> Iterator[Verdict]:
    """Amounts named as money in passages that print 万元 or 亿元 elsewhere; a passage that never does has a style of its own."""
    for passage in report.passages:
        if passage.cell or not re.search(r"\d[万亿]元", passage.text):
            continue
        for match in _SHORT.finditer(passage.text):
            start = max(0, match.start() - 24)
            if _NAMED.search(passage.text[start : match.end() - 1]):
                printed = re.search(r"[\d,.]+[万亿]$", passage.text[start : match.end()])
                shown = printed.group() if printed else match.group()
                span = Span(passage, max(0, match.end() - len(shown) - 8), match.end())
                yield broken("info", f"“{shown}”后面缺“元”。", span.quotes(), left=shown, computed=f"{shown}元")
