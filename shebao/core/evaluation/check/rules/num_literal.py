"""Figures that are no figures: two decimal points, misplaced thousands separators, full and half width mixed inside one figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report

TITLE = "非法数字"
SOURCE = "数字书写规则（GB/T 15835—2011）"
ADVICE = "对照原始凭证或报表，改成正确的数字。"
EXAMPLE = {
    "broken": "已追回多发待遇 12..5 万元。",
    "sound": "已追回多发待遇 12.5 万元，依据第3.2.1条和2023.12.31的报表。",
}
_UNIT = r"(?:亿|千万|百万|万|千)?(?:元|人次|人|名|件|户|个|%|分|家|次)"
_DOUBLE = re.compile(rf"(?<!\d)\d+(?:\.{{2,3}}|\.,|,\.|\.．|。\.|\.。)\d+(?={_UNIT})")
_GROUPS = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:,\d+)+(?:\.\d+)?(?={_UNIT})")
_LETTER = re.compile(rf"(?<![\dA-Za-z])\d+(?:[OoIl])\d*(?:\.\d+)?(?={_UNIT})|(?<!\d)\d+\.\d*[OoIl]\d*(?={_UNIT})")
_POINTS = re.compile(r"(?<![\d.])\d+\.\d+\.\d+(?=(?:亿|万)?元|%)")
_DIGIT_COMMA = re.compile(rf"(?<!\d)\d{{1,3}}，\d{{3}}(?:\.\d+)(?={_UNIT})")


def find(report: Report) -> Iterator[Verdict]:
    """Malformed figures followed by a unit."""
    for passage in report.passages:
        text = passage.text
        for match in (*_DOUBLE.finditer(text), *_LETTER.finditer(text), *_POINTS.finditer(text)):
            quotes = passage.quotes(max(0, match.start() - 2), min(len(text), match.end() + 2))
            yield broken("error", f"“{match.group()}”不是合法的数字。", quotes, left=match.group(), computed="不是数字")
        for match in _GROUPS.finditer(text):
            groups = match.group().split(".")[0].split(",")[1:]
            if all(len(group) == 3 for group in groups):
                continue
            sure = "." in match.group() and len(groups[-1]) != 3 and "，" not in match.group()
            quotes = passage.quotes(max(0, match.start() - 2), min(len(text), match.end() + 2))
            yield broken(
                "error" if sure else "question",
                f"“{match.group()}”的千分位分隔符位置不对。",
                quotes,
                left=match.group(),
                computed="每三位一节",
            )
        for match in _DIGIT_COMMA.finditer(text):
            yield broken("question", f"“{match.group()}”用了全角逗号，是千分位还是两个数？", passage.quotes(match.start(), match.end()))
