"""Another department's work described as the reporting unit's own: a report copied and not cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "别的部门的文字"
SOURCE = "报告内容应与填报单位职责相符"
ADVICE = "删改抄自其他部门报告的文字，按本单位职责重写。"
EXAMPLE = {
    "broken": "某县社会保险局2023年度绩效自评报告\n确保单位水利各项工作正常运转。一是水利专项资金较多。本单位及水利系统人员座谈。",
    "sound": "某县社会保险局2023年度绩效自评报告\n加强与民政、残联、税务等部门的数据共享，向水利部门移交资料。会同民政系统核查。",
}
_DEPARTMENTS = (
    "民政",
    "教育",
    "卫健",
    "卫生健康",
    "交通运输",
    "水利",
    "水务",
    "农业农村",
    "林业",
    "住建",
    "生态环境",
    "环保",
    "城管",
    "文旅",
    "文化旅游",
    "公安",
    "司法行政",
    "退役军人",
    "应急管理",
    "市场监管",
    "残联",
    "妇联",
    "检察",
    "消防",
    "气象",
    "供销",
    "工信",
    "商务",
    "国土",
    "自然资源",
    "招商",
)
_OWN = "(?:(?:本|我|全)?单位|(?:我|本|全)局|(?:我|本)中心|(?:本|我)部门)(?:及|和|的)?{d}(?:各项|系统|事业|工作|业务|专项)"
_ITS = "{d}(?:专项(?:资金|经费)|维稳|事业(?:发展|费)|系统(?:相关|干部|职工|人员))"
# agencies with one task; a township or a large bureau may well have others' work among its own
_NARROW = re.compile(r"社会保险|社保|养老保险|医疗保障|医保|就业|公积金|税务|审计|统计|气象|档案|仲裁")
_PARTNER = re.compile(r"与|联合|会同|配合|协同|协调|对接|共享|等部门|比对|移交|^向|由|衔接|联动|交换|反馈给")


def find(report: Report) -> Iterator[Verdict]:
    """Phrases in which a foreign department's work is one's own; several of them together are certain."""
    if not report.agency:
        return
    for department in _DEPARTMENTS:
        if department in report.agency or department[:2] in report.agency:
            continue
        own, its = re.compile(_OWN.format(d=department)), re.compile(_ITS.format(d=department))
        hits: list[Span] = []
        strong = 0
        for passage in report.passages:
            for match in (*own.finditer(passage.text), *its.finditer(passage.text)):
                clause = _clause(passage.text, match.start(), match.end())
                if _PARTNER.search(passage.text[clause[0] : clause[1]]):
                    continue
                span = Span(passage, *clause)
                if span not in hits:
                    hits.append(span)
                    strong += bool(own.search(span.text))
        if not hits:
            continue
        certain = len(hits) >= 3 and strong >= 1 and bool(_NARROW.search(report.agency))
        yield broken(
            "error" if certain else "question",
            f"填报单位是“{report.agency}”，文中 {len(hits)} 处把“{department}”的工作写成本单位的工作，像是抄自{department}部门的报告。",
            quotes_of(hits, join=0),
            left=report.agency,
            right=department,
            computed=f"{len(hits)} 处",
        )


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((text.rfind(mark, 0, start) for mark in "，。；：、"), default=-1) + 1
    ends = [position for mark in "，。；" if (position := text.find(mark, end)) >= 0]
    return first, min(ends) if ends else len(text)
