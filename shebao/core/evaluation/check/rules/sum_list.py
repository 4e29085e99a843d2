"""A total and the parts listed after it: 其中, 分别为, a colon, a bracket, items on lines of their own."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict
from shebao.core.evaluation.check.phrasing import verdicts
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "总数等于各分项之和"
SOURCE = "总分勾稽：列全的分项之和应等于总数，“其中”各项之和不大于总数；带小数的数按四舍五入区间比较"
ADVICE = "核对总数和每个分项；漏列的补上，不是全部的写“其中”或“等”。"
EXAMPLE = {
    "broken": "下达资金合计120.50万元，分别为：信息系统维护费60.00万元，稽核经费20.50万元。",
    "sound": "2023年支出120.50万元，其中：基本支出60.00万元，项目支出60.50万元。共有编制86个（行政40个、事业46个）。",
}


def find(report: Report) -> Iterator[Verdict]:
    """Lists whose total comes first."""
    yield from verdicts(report, "sum_list")
