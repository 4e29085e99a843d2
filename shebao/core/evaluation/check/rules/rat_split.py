"""Who bears a cost by what share must bear all of it: 中央、省、县按 6:2:2 分担 adds up to ten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Passage, Span

TITLE = "分担比例合计为十成"
SOURCE = "几方按比例分担一笔钱，各方的份数之和应是 10 或者 100"
ADVICE = "核对文件规定的分担比例；份数本来不是十成的，写明总份数。"
EXAMPLE = {
    "broken": "对补助的基础标准部分，中央、省、县财政按6：2：3共同分担。",
    "sound": "对补助的基础标准部分，中央、省、县财政按6：2：2共同分担。公益林和商品林按2：1：1的间距栽植。",
}
_SPLIT = re.compile(
    r"(?P<who>(?:[一-龥]{1,8}[、和与])+[一-龥]{1,10}?)(?:财政)?(?:分别)?按(?:照)? ?(?P<parts>\d{1,3}(?:[：:]\d{1,3}){1,5})(?P<after>[^，。；]{0,8})"
)
_BORNE = re.compile(r"分担|承担|负担|分摊|配套|比例|安排|分成|共担")
_WHOLES = (10, 100)


def find(report: Report) -> Iterator[Verdict]:
    """Every split that names as many bearers as shares."""
    for passage in report.passages:
        for match in _SPLIT.finditer(passage.text):
            if _BORNE.search(match["after"]):
                yield from _judge(passage, match)


def _judge(passage: Passage, match: re.Match[str]) -> Iterator[Verdict]:
    shares = [int(part) for part in re.split("[：:]", match["parts"])]
    bearers = re.split("[、和与]", match["who"])
    quotes = Span(passage, match.start(), match.end()).quotes()
    made = " + ".join(map(str, shares))
    if sum(shares) in _WHOLES:
        yield holds(f"{made} = {sum(shares)}", quotes)
    elif len(bearers) == len(shares) >= 2 and max(shares) > 1:
        yield broken(
            "question",
            f"“{match['who'][-16:]}”按 {match['parts']} 分担，各份之和是 {sum(shares)}，不是十成，请核对。",
            quotes,
            left=match["parts"],
            right=made,
            computed=str(sum(shares)),
            tolerance="0",
        )
