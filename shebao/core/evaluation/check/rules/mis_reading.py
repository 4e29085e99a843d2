"""What the reader of a file says of it, hidden rows or formulas without results, stands among the findings, so that nobody overlooks it."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import passage_of_line

TITLE = "读表时的说明"
SOURCE = "核查只能对着读到的数；没有读到的、看不见的，要说出来"
ADVICE = "用 Excel 或 WPS 打开，取消隐藏或重新保存后再查一次。"
EXAMPLE = {
    "broken": "【附表】\n〔读表说明〕B3 是公式，文件里没有存下结果，读不到数。\n",
    "sound": "【附表】\n支出合计\t12.5万元\n",
}
_MARK = "〔读表说明〕"


def find(report: Report) -> Iterator[Verdict]:
    """Every line that the reader of the workbook printed about it."""
    for index, line in enumerate(report.document.lines):
        if line.startswith(_MARK):
            passage = passage_of_line(report.document, index)
            yield broken("info", line.removeprefix(_MARK), passage.quotes(0, len(passage.text)))
