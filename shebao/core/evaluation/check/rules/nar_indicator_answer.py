"""An indicator whose text speaks of another indicator: 公用经费控制率 answered with 三公经费."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span

TITLE = "指标内容答非所问"
SOURCE = "财预〔2013〕53号：各指标各有公式，说明应针对该指标并给出数值"
ADVICE = "按该指标的公式写出分子、分母和结果。"
EXAMPLE = {
    "broken": "（6）公用经费控制率：本年三公经费比上年有所减少。",
    "sound": "（6）公用经费控制率：公用经费与三公经费均未超预算，控制率为98%。",
}
_TOPICS = {
    "公用经费": "公用经费",
    "三公": "三公",
    "政府采购": "采购",
    "固定资产": "资产",
    "结转结余": "结转|结余",
    "在职人员": "在职|编制|人员",
}
_ITEM = re.compile(r"(?P<name>[“”\"一-龥]{2,10}?(?:控制率|执行率|利用率|变动率|完成率))[：](?P<body>[^；。（]{4,60})")


def find(report: Report) -> Iterator[Verdict]:
    """Items of the form name: text, without a figure, whose text keeps to another item's subject."""
    for passage in report.passages:
        for match in _ITEM.finditer(passage.text):
            name, body = re.sub(r"[“”\"]", "", match["name"]), match["body"]
            own = next((words for topic, words in _TOPICS.items() if topic in name), None)
            if own is None or re.search(own, body) or re.search(r"\d", body):
                continue
            other = next((topic for topic, words in _TOPICS.items() if words != own and re.search(words, body)), None)
            if other is not None:
                yield broken(
                    "warn",
                    f"“{name}”的内容写的是{other}，没有回答该指标，也没有数值。",
                    Span(passage, match.start(), match.end()).quotes(),
                    left=name,
                    right=body,
                    computed="答非所问",
                )
