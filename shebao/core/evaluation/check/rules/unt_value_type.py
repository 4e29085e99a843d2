"""A goal in figures whose result is only a word: ≤ 30 万元, 完成. Whether it was kept cannot be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import passage_of_line

TITLE = "定量指标的完成值应是数"
SOURCE = "财预〔2020〕10号：定量指标的完成值填写具体数值"
ADVICE = "填写实际完成的数值和单位。"
EXAMPLE = {
    "broken": "指标名称\t指标值\t完成值\t分值\t得分\n成本控制数\t≤30万元\t完成\t10\t10\n办件数\t≥100件\t120件\t10\t10\n",
    "sound": "指标名称\t指标值\t完成值\t分值\t得分\n成本控制数\t≤30万元\t28万元\t10\t10\n制度建设\t健全\t完成\t10\t10\n",
}
_GOAL = re.compile(r"^(?:≥|≤|＞|＜|>|<|=|不低于|不高于|不超过|不少于)\d[\d.,]*")
_SIGN = re.compile(r"^(?:≥|≤|＞|＜|>|<|=)$")
_WORD = re.compile(r"^(?:已?完成|全部完成|达标|已?达成|达到|合格|是)$")


def find(report: Report) -> Iterator[Verdict]:
    """Rows of any table with tabs or pipes."""
    for index, line in enumerate(report.document.lines):
        mark = "\t" if "\t" in line else "|"
        if line.count(mark) < 3:
            continue
        cells = [cell.strip().replace(" ", "") for cell in line.split(mark)]
        for place, cell in enumerate(cells):
            signed = bool(_GOAL.match(cell))
            parted = _SIGN.match(cell) and place + 1 < len(cells) and re.match(r"^\d[\d.,]*", cells[place + 1])
            if not signed and not parted:
                continue
            after = [other for other in cells[place + (1 if signed else 2) :] if other][:2]
            word = next((other for other in after if _WORD.match(other)), "")
            if word and (after[0] == word or re.match(r"^[一-龥%‰/]{1,4}$", after[0])):
                goal = cell if signed else cell + cells[place + 1]
                passage = passage_of_line(report.document, index)
                words = f"指标值是“{goal}”，完成值只写“{word}”，看不出完成了多少。"
                yield broken("info", words, passage.quotes(0, len(passage.text)), left=goal, right=word)
            break
