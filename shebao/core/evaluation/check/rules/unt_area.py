"""An area printed in a unit of length (hm for hm²), and an amount per year or head printed without any unit (500/年)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report

TITLE = "单位缺漏"
SOURCE = "法定计量单位：面积用平方米、公顷、hm²、亩；金额写明货币单位"
ADVICE = "补全单位。"
EXAMPLE = {
    "broken": "新增造林面积1200hm，管护标准为500/年。",
    "sound": "新增造林面积1200hm²，管护标准为500元/年，修路12km，比例为1/3。",
}
_AREA = re.compile(
    r"(?:面积|林地|耕地|湿地|草[地原]|造林|绿化|封山育林|退耕)[一-龥]{0,8}[约达为]?(?P<figure>\d[\d.,]*(?:万|亿)?(?P<unit>hm|km|m|米|公里))(?![²2³3㎡a-zA-Z/])"
)
_EACH = re.compile(r"(?<![\d./年月])(?P<figure>\d[\d.,]*/(?P<each>年|月|人|亩|户|天|次|吨|公里))(?![\d])")
_SQUARES = {"hm": "hm²", "km": "km²", "m": "m²", "米": "平方米", "公里": "平方公里"}


def find(report: Report) -> Iterator[Verdict]:
    """Both in every passage."""
    for passage in report.passages:
        for match in _AREA.finditer(passage.text):
            right = match["figure"].removesuffix(match["unit"]) + _SQUARES[match["unit"]]
            yield broken(
                "info",
                f"面积“{match['figure']}”的单位是长度，疑为“{right}”。",
                passage.quotes(match.start(), match.end()),
                left=match["figure"],
            )
        for match in _EACH.finditer(passage.text):
            words = f"“{match['figure']}”缺单位：每{match['each']}多少元，还是多少别的？"
            yield broken("info", words, passage.quotes(max(0, match.start() - 8), match.end()), left=match["figure"])
