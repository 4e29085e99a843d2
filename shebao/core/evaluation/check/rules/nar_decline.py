"""A decline or saving that is claimed needs both years' figures; where they are there, they must show it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "“逐年下降”与数字"
SOURCE = "叙述应有数字支持：说下降、减少、负增长，应同时列出上年数和本年数"
ADVICE = "补上本年和上年的数；没有下降的，删去这句话。"
EXAMPLE = {
    "broken": "2022年“三公”经费决算1.20万元，2023年“三公”经费决算2.60万元。“三公”经费实现逐年下降。",
    "sound": "2022年“三公”经费决算3.20万元，2023年“三公”经费决算2.60万元。“三公”经费实现逐年下降。",
}
_CLAIM = re.compile(
    r"(?P<what>“?三公”?经费|公用经费)[^。；，]{0,14}?(?:逐年下降|逐年减少|逐年递减|逐年的减少|负增长|只减不增|比上年(?:有所)?(?:减少|下降|压减)|同比(?:下降|减少))"
)


def find(report: Report) -> Iterator[Verdict]:
    """Claims about the three public expenses and office cost."""
    for passage in report.passages:
        for match in _CLAIM.finditer(passage.text):
            metric = "三公经费" if "三公" in match["what"] else "公用经费"
            facts = [f for f in report.facts if f.metric == metric and f.phase in ("final", "") and f.number.firm and report.year]
            now = [f for f in facts if f.year == report.year]
            before = [f for f in facts if report.year and f.year == report.year - 1]
            claim = Span(passage, match.start(), match.end())
            if not now or not before:
                yield broken(
                    "info",
                    f"“{claim.text}”没有数字支持：文中没有{'上年' if now else '本年和上年'}的{metric}。",
                    claim.quotes(),
                    advice=ADVICE,
                )
            elif now[0].number.value > before[0].number.value:
                yield broken(
                    "warn",
                    f"文中说“{claim.text}”，但{metric}上年 {before[0].printed}，本年 {now[0].printed}。",
                    quotes_of([claim, before[0].span, now[0].span]),
                    left=before[0].printed,
                    right=now[0].printed,
                    computed=f"{now[0].printed} > {before[0].printed}",
                    tolerance="0",
                )
            else:
                yield holds(claim.text, claim.quotes())
