"""N projects announced must be N amounts listed: 涉及 3 个项目，甲 13 万元，乙 5 万元，丙 15 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.relations.cues import DELTA_OR_SUM, OPEN
from shebao.core.evaluation.check.relations.figure import Figure, additive, quoted
from shebao.core.evaluation.check.relations.subject import specific
from shebao.core.evaluation.check.report import Report

TITLE = "“N 个项目”与列出的金额一致"
SOURCE = "列举语义：写明几个项目、逐个写出金额的，个数应相同"
ADVICE = "核对个数；只写主要项目的，末尾加“等”。"
EXAMPLE = {
    "broken": "全年项目支出33万元，涉及4个项目，设备更新13万元，档案整理5万元，窗口改造15万元。",
    "sound": "全年项目支出33万元，涉及3个项目，设备更新13万元，档案整理5万元，窗口改造15万元。",
}
_COUNTED = re.compile(r"^(?:个|项|类|笔)?(?:[一-龥]{0,6}项目|专项|支出|经费)[，：]")
_FEWEST = 3


def find(report: Report) -> Iterator[Verdict]:
    """Counts of projects with nothing but named amounts after them to the end of the sentence."""
    rows = report.figures
    for index, count in enumerate(rows):
        if count.kind not in ("count:个", "count:项", "count:类", "count:笔") or count.cell or not count.number.firm:
            continue
        if not _COUNTED.match(count.after):
            continue
        rest = [f for f in rows[index + 1 : index + 24] if f.sentence == count.sentence]
        if len(rest) >= _FEWEST and _named_amounts(rest):
            yield _judge(count, rest)


def _named_amounts(rest: Sequence[Figure]) -> bool:
    """Whether each is an amount with a name of its own, and the list is closed."""
    last = rest[-1]
    tail = last.passage.text[last.end : last.bounds[1]]
    return (
        all(additive(f) and f.kind == "money" and len(specific(f.label)) >= 2 and not DELTA_OR_SUM.search(f.label) for f in rest)
        and len({f.depth for f in rest}) == 1
        and not OPEN.match(tail)
        and tail in ("。", "；", "")
    )


def _judge(count: Figure, rest: Sequence[Figure]) -> Verdict:
    quotes = quoted([count, *rest])
    if count.number.value == len(rest):
        return holds(f"{count.printed} = {len(rest)} 笔金额", quotes)
    return broken(
        "warn",
        f"写“{count.printed}”，后面逐个写出金额的是 {len(rest)} 个。",
        quotes,
        left=count.printed,
        right="、".join(f.printed for f in rest),
        computed=str(len(rest)),
        tolerance="0",
    )
