"""Who bears a cost by what share must bear all of it: 中央、省、县按 6:2:2 分担 adds up to ten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from shebao.core.evaluation.check.interval import plain
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
_SHARES = re.compile(
    r"[一-龥]{1,8}(?:承担|负担|分担|配套|出资)(?:总投资的|比例为)?\d+(?:\.\d+)?%(?:[、，和；][一-龥]{1,8}(?:承担|负担|分担|配套|出资)(?:总投资的|比例为)?\d+(?:\.\d+)?%)+"
    r"(?=的比例|。|；|，)"
)
_BORNE = re.compile(r"分担|承担|负担|分摊|配套|比例|安排|分成|共担")
_WHOLES = (10, 100)


def find(report: Report) -> Iterator[Verdict]:
    """Every split that names as many bearers as shares."""
    for passage in report.passages:
        for match in _SHARES.finditer(passage.text):
            yield from _percents(passage, match)
        for match in _SPLIT.finditer(passage.text):
            if _BORNE.search(match["after"]):
                yield from _judge(passage, match)


def _percents(passage: Passage, match: re.Match[str]) -> Iterator[Verdict]:
    """省级承担 60%、县级承担 40% is all of it."""
    shares = [Fraction(share) for share in re.findall(r"(\d+(?:\.\d+)?)%", match.group())]
    quotes = Span(passage, match.start(), match.end()).quotes()
    made = " + ".join(f"{plain(share)}%" for share in shares)
    if sum(shares) == 100:
        yield holds(f"{made} = 100%", quotes)
    else:
        words = f"各方承担的比例 {made} 合计 {plain(sum(shares, Fraction(0)))}%，不是 100%，请核对。"
        yield broken("question", words, quotes, left="100%", right=made, computed=f"{plain(sum(shares, Fraction(0)))}%", tolerance="0")


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
