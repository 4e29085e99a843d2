"""Years that do not belong to the evaluation year: another year's self-evaluation, final figures of a year not yet begun, next year's task as this year's goal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.outline import headings
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "年度与评价年度一致"
SOURCE = "绩效自评报告应以同一评价年度为准"
ADVICE = "核对年份；沿用上年文字的，改成评价年度。"
EXAMPLE = {
    "broken": "某县社保中心2023年度部门整体支出绩效自评报告\n根据通知要求，我单位开展2022年度部门整体支出绩效自评工作。\n",
    "sound": "某县社保中心2023年度部门整体支出绩效自评报告\n根据通知要求，我单位开展2023年度部门整体支出绩效自评工作。下一步做好2024年预算编制。\n",
}
_SELF = re.compile(
    r"((?:19|20)\d{2})年(?:度|本级|市级|区级|县级|部门|单位|预算|财政|整体|支出|项目|资金){0,8}(?:支出)?(?:整体)?绩效(?:自评|评价|自我评价|目标完成)"
)
_FINAL = re.compile(
    r"((?:19|20)\d{2})年(?:度)?(?:全年|部门|单位|本年|当年|财政拨款|一般公共预算|年初)?(?:决算|支出决算|预算|收入|支出|基本支出|项目支出|年初批复|末编制|末实有|末在职|底在职|实际在职)"
)
_NOW = re.compile(
    r"((?:19|20)\d{2})年(?:度)?(?:当年|我单位|我局|我中心|本单位|整体支出)?[^。；，\d]{0,8}?(?:当年(?:决算)?(?:收入|支出)|自评得分|自查评分|自评总?分|评价得分)"
)
_SIGNED = re.compile(r"^(?:填报日期|报告日期|日期)?[：]?((?:19|20)\d{2})年\d{1,2}月(?:\d{1,2}日)?$")
_PLAN = re.compile(r"下一步|下步|打算|计划|建议|改进|展望|今后|措施|下一年")


def find(report: Report) -> Iterator[Verdict]:
    """Against the year the report says it evaluates."""
    year = report.year
    if year is None:
        return
    for passage in report.passages:
        for match in _SELF.finditer(passage.text):
            span = Span(passage, match.start(), match.end())
            if _of_notice(passage.text, match.start()):
                continue  # the year of a notice is the year it was issued for, or in
            if int(match[1]) == year:
                yield holds(f"{match.group()} 与评价年度一致", span.quotes())
            elif "办法" not in passage.text[match.end() : match.end() + 6]:
                yield broken(
                    "warn",
                    f"评价年度是 {year} 年，这里写“{match.group()}”。",
                    span.quotes(),
                    left=match[1],
                    right=str(year),
                    computed=f"{match[1]} ≠ {year}",
                )
    yield from _title(report, year)
    yield from _amounts(report, year)
    yield from _goals(report, year)
    yield from _headers(report, year)


def _of_notice(text: str, at: int) -> bool:
    """Whether the words stand in the title of a document: inside 《…》, or between 关于/根据 and 通知."""
    if text.rfind("《", 0, at) > text.rfind("》", 0, at):
        return True
    start = max(text.rfind(mark, 0, at) for mark in "。；，") + 1
    end = min((e for mark in "。；，" if (e := text.find(mark, at)) >= 0), default=len(text))
    return bool(re.search(r"根据|按照|依据|关于", text[start:at]) and re.search(r"通知|意见|办法|方案|要求|文件", text[at:end]))


def _title(report: Report, year: int) -> Iterator[Verdict]:
    """The year in the title against the years of the text; the year of signing; scores and totals of the year itself."""
    said = Counter(int(y) for p in report.passages for y in re.findall(r"((?:19|20)\d{2})年(?:度)?(?!\d{1,2}月)", p.text))
    common = max(said, key=lambda y: (said[y], y)) if said else year
    if common != year and said[common] >= 3 and said[common] > 2 * said[year]:
        passage = (
            next(p for p in report.passages if str(year) in p.text)
            if any(str(year) in p.text for p in report.passages)
            else report.passages[0]
        )
        yield broken(
            "question",
            f"评价年度读作 {year} 年，正文却有 {said[common]} 处写 {common} 年。",
            passage.quotes(0, min(40, len(passage.text))),
            left=str(year),
            right=str(common),
            computed=f"{year} ≠ {common}",
        )
    for passage in report.passages:
        signed = _SIGNED.match(passage.text)
        if signed and not passage.cell and int(signed[1]) not in (year, year + 1):
            yield broken(
                "question",
                f"评价年度是 {year} 年，落款是“{passage.text}”。",
                passage.quotes(0, len(passage.text)),
                left=signed[1],
                right=str(year + 1),
                computed="年份不合",
            )
        for match in _NOW.finditer(passage.text):
            if int(match[1]) != year and not _SELF.match(passage.text, match.start()):
                yield broken(
                    "question",
                    f"评价年度是 {year} 年，这里写“{match.group()}”。",
                    passage.quotes(match.start(), match.end()),
                    left=match[1],
                    right=str(year),
                    computed=f"{match[1]} ≠ {year}",
                )


def _amounts(report: Report, year: int) -> Iterator[Verdict]:
    """Amounts said to be of a year after the evaluation year, outside plans."""
    for sentence in report.sentences():
        for match in _FINAL.finditer(sentence.text):
            said = int(match[1])
            if said <= year or _PLAN.search(sentence.text) or not sentence.facts:
                continue
            start = sentence.span.start + match.start()
            yield broken(
                "warn",
                f"评价年度是 {year} 年，这里写 {said} 年的收支。",
                Span(sentence.span.passage, start, start + len(match.group())).quotes(),
                left=match[1],
                right=str(year),
                computed=f"{said} > {year}",
            )


def _headers(report: Report, year: int) -> Iterator[Verdict]:
    """Column heads of a later year, and two columns of one year under one name."""
    for table in report.tables:
        for row in table.rows:
            seen: dict[str, str] = {}
            for cell in row.cells:
                match = re.fullmatch(r"((?:19|20)\d{2})年(?:度)?([一-龥]{2,8})(?:（.{1,4}）)?", cell.text)
                if not match:
                    continue
                if cell.text in seen and re.search(r"决算|预算|执行|支出|人数", cell.text):
                    yield broken("question", f"表头有两列都是“{cell.text}”。", quotes_of([cell.span]), left=cell.text, computed="表头重复")
                elif int(match[1]) > year and re.search(r"决算|实际|执行|在职", match[2]):
                    yield broken(
                        "question",
                        f"评价年度是 {year} 年，表头写“{cell.text}”。",
                        quotes_of([cell.span]),
                        left=match[1],
                        right=str(year),
                        computed=f"{match[1]} > {year}",
                    )
                seen[cell.text] = cell.text


def _goals(report: Report, year: int) -> Iterator[Verdict]:
    """Next year's tasks under a heading about this year's goals."""
    items = [heading for heading in headings(report.passages) if heading.level <= 2]
    order = {id(passage): index for index, passage in enumerate(report.passages)}
    for position, heading in enumerate(items):
        follower = items[position + 1] if position + 1 < len(items) else None
        if not re.search(r"绩效目标|年度目标", heading.title) or not heading.short:
            continue
        last = order[id(follower.span.passage)] if follower else len(report.passages)
        for passage in report.passages[order[id(heading.span.passage)] + 1 : last]:
            for match in re.finditer(rf"(?:做好|完成|推进|落实)?{year + 1}年度?[^。；，]{{0,20}}", passage.text):
                yield broken(
                    "question",
                    f"评价年度是 {year} 年，目标里写的是 {year + 1} 年。",
                    quotes_of([Span(passage, match.start(), match.end())]),
                    left=str(year + 1),
                    right=str(year),
                    computed=f"{year + 1} ≠ {year}",
                )
