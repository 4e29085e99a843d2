"""N documents announced must be N titles printed: 《甲办法》《乙办法》《丙制度》三项制度."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.report import Report

TITLE = "文件个数与书名号一致"
SOURCE = "列举语义：写明个数又列全的，个数应与列举数相同；以“等”收尾的不少于列举数"
ADVICE = "核对个数和列举的文件。"
EXAMPLE = {
    "broken": "制定了《资金管理办法》《财务制度》《采购制度》《内控制度》三项制度。",
    "sound": "制定了《资金管理办法》《财务制度》《采购制度》等五项制度。",
}
_RUN = re.compile(
    r"(?P<list>(?:《[^《》]{2,40}》[、和及，]?){2,30})(?P<etc>等)?(?:共|共计)?(?P<n>[一二两三四五六七八九十]{1,3}|\d{1,2})(?:个|项|份|部|件|种)(?=[一-龥]{0,8}(?:制度|办法|文件|规定|方案|细则|意见|通知|规范|标准))"
)


def find(report: Report) -> Iterator[Verdict]:
    """Runs of titles with a number just after them."""
    for passage in report.passages:
        for match in _RUN.finditer(passage.text):
            stated, listed = numeral(match["n"]), match["list"].count("《")
            if stated is None:
                continue
            quotes = passage.quotes(match.start(), match.end())
            if stated == listed or (match["etc"] and stated >= listed):
                yield holds(f"{stated} 项，列出 {listed} 项", quotes)
                continue
            yield broken(
                "error" if listed >= 3 else "warn",
                f"写“{match['n']}”项，实际列出 {listed} 个文件。",
                quotes,
                left=str(stated),
                right=str(listed),
                computed=str(listed),
                tolerance="0",
            )
