"""Dates that do not exist, year-end figures of another year, results that stop before the year does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span

TITLE = "日期和期间"
SOURCE = "绩效自评以评价年度全年数据为准；日期应真实存在"
ADVICE = "改正日期，或换成评价年度全年的数据。"
EXAMPLE = {
    "broken": "某县社保中心2023年度绩效自评报告\n截至2022年12月31日，在职18人。2023年2月30日召开会议。",
    "sound": "某县社保中心2023年度绩效自评报告\n截至2023年12月31日，在职18人。2024年2月29日完成自评。与2022年相比有所提高。",
}
_DATE = re.compile(r"(?:((?:19|20)\d{2})年)?(?<!\d)(\d{1,2})月(\d{1,2})日")
_MONTH = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月(?!\d)")
_YEAR_END = re.compile(r"截[至止](?:到)?((?:19|20)\d{2})年(?:12月(?:31日|底|末)|年?底|年?末)")
_PART_YEAR = re.compile(r"截[至止](?:到)?(?:((?:19|20)\d{2})年)?(\d{1,2})月(?:底|末|份|30日|31日)?")
_AS_OF = re.compile(r"截[至止]到?(?:19|20)\d{2}年(?:末|底|年末|年底|12月31日)$")
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def find(report: Report) -> Iterator[Verdict]:
    """Impossible dates are errors; the rest are warnings and questions."""
    for passage in report.passages:
        for match in _DATE.finditer(passage.text):
            month, day = int(match[2]), int(match[3])
            leap = not match[1] or int(match[1]) % 4 == 0
            real = 1 <= month <= 12 and 1 <= day <= _DAYS[month] and (month != 2 or day < 29 or leap)
            span = Span(passage, match.start(), match.end())
            if real:
                yield holds(f"{match.group()} 存在", span.quotes())
            else:
                yield broken("error", f"没有“{match.group()}”这一天。", span.quotes(), left=match.group(), computed="日期不存在")
        for match in _MONTH.finditer(passage.text):
            if not 1 <= int(match[2]) <= 12:
                quotes = Span(passage, match.start(), match.end()).quotes()
                yield broken("error", f"没有“{match.group()}”。", quotes, left=match.group(), computed="月份不存在")
        if report.year is None:
            continue
        for match in _YEAR_END.finditer(passage.text):
            if int(match[1]) != report.year:
                yield broken(
                    "warn" if int(match[1]) < report.year and _AS_OF.search(passage.text[: match.end()][-16:]) else "question",
                    f"评价年度是 {report.year} 年，这里写“{match.group()}”。",
                    Span(passage, match.start(), match.end()).quotes(),
                    left=match[1],
                    right=str(report.year),
                    computed=f"{match[1]} ≠ {report.year}",
                )
        for match in _PART_YEAR.finditer(passage.text):
            if int(match[2]) < 12 and (match[1] is None or int(match[1]) == report.year):
                end = min(len(passage.text), match.end() + 20)
                yield broken(
                    "question",
                    f"评价年度是 {report.year} 年全年，数据只到{match[2]}月。",
                    Span(passage, match.start(), end).quotes(),
                    left=match.group(),
                    right=f"{report.year}年12月",
                    computed="不足全年",
                )
