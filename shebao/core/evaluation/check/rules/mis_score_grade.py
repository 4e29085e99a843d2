"""A conclusion without a score and without a grade."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.rules.sco_total import said_totals
from shebao.core.evaluation.check.text import Span

TITLE = "结论缺得分和等级"
SOURCE = "财预〔2020〕10号：绩效自评结果包括分数和等级（优、良、中、差）"
ADVICE = "在结论部分写明自评得分和等级。"
EXAMPLE = {
    "broken": "某县社保中心2023年度部门整体支出绩效自评报告\n一、基本情况\n有职工。\n四、评价结论及分析\n资金管理规范，完成了年度工作目标。\n五、问题\n人员不足。\n",
    "sound": "某县社保中心2023年度部门整体支出绩效自评报告\n一、基本情况\n有职工。\n四、评价结论及分析\n自评得分96分，等级为优。\n五、问题\n人员不足。\n",
}
_TITLE = re.compile(r"绩效(?:自评|评价|自我评价)")
_CONCLUSION = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、章节]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、])?.{0,14}?(?:评价结论|自评结论|综合结论|自评结果|评价结果)(?!.{0,4}(?:运用|应用|公开)).{0,8}$"
)
_GRADE = re.compile(
    r"(?:等级|等次|结论|档次|评价|评定|级别)[^。；\n]{0,14}?[“\"（]?(?:优|良|中等|差|合格|较好)|[“\"](?:优|良|中|差)[”\"]|(?:优秀|良好|合格)等?(?:次|级)"
)
_SCORE = re.compile(r"(?:得分|评分|总分|分数|自评|得)[^。；\n]{0,12}?\d{1,3}(?:\.\d+)?分|\d{1,3}(?:\.\d+)?分[^。]{0,10}(?:优|良|中|差)")


def find(report: Report) -> Iterator[Verdict]:
    """Reports that have a conclusion section."""
    if not any(_TITLE.search(passage.text) for passage in report.passages[:15]):
        return
    headings = [p for p in report.passages if not p.cell and len(p.text) < 36 and _CONCLUSION.match(p.text.rstrip("。："))]
    if not headings:
        return
    body = "\n".join(p.text for p in report.passages if not p.cell)
    scored, graded = bool(said_totals(report)) or bool(_SCORE.search(body)), bool(_GRADE.search(body))
    last = headings[-1]
    quotes = Span(last, 0, len(last.text)).quotes()
    if scored or graded:
        yield holds("结论有得分或等级", quotes)
    else:
        yield broken("warn", f"“{last.text}”下没有写自评得分和等级。", quotes, left="（没有）", computed="应有得分和等级")
