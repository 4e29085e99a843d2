"""A total row left blank while its parts are filled in, and a grade row without a grade."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.lexicon import metric_of
from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "合计或等次空白"
SOURCE = "自评表要素齐全：分项有数的，合计应有数；得分之后应填等次"
ADVICE = "填上合计数或评价等次。"
EXAMPLE = {
    "broken": "项目\t2023年预算数（万元）\t2023年决算数（万元）\n三公经费\t\t\n1、公务用车购置和维护经费\t\t\n2、公务接待\t0.5\t0.4\n",
    "sound": "项目\t2023年预算数（万元）\t2023年决算数（万元）\n三公经费\t0.5\t0.4\n1、公务用车购置和维护经费\t\t\n2、公务接待\t0.5\t0.4\n评价等次\t优\n",
}
_TRIPLE = ("公务接待费", "因公出国（境）费", "公务用车费")
_GRADE = re.compile(r"^(?:自评|绩效|综合)?(?:评价|自评|绩效)?(?:等次|等级)[：]?$")


def find(report: Report) -> Iterator[Verdict]:
    """Rows of the three public expenses, and rows that ask for a grade."""
    for _, rows in report.budgets:
        for index, row in enumerate(rows):
            if metric_of(row.name) != "三公经费":
                continue
            for part in rows[index + 1 : index + 8]:
                blank = [role for role in part.figures if role not in row.figures and part.number(role) and part.number(role).value]  # type: ignore[union-attr]
                if metric_of(part.name) in _TRIPLE and blank:
                    spans = [row.label, part.label, *(part.figures[role].span for role in blank)]
                    yield broken(
                        "warn",
                        f"“{row.name}”合计栏空白，分项“{part.name}”却有数。",
                        quotes_of(spans),
                        left="（空白）",
                        right="、".join(part.figures[role].text for role in blank),
                        computed="合计不应空白",
                    )
                    break
    for table in report.tables:
        for table_row in table.rows:
            filled = table_row.filled
            if len(filled) == 1 and len(table_row.cells) > 1 and _GRADE.match(table_row.cells[filled[0]].text):
                cell = table_row.cells[filled[0]]
                yield broken(
                    "warn",
                    f"“{cell.text.rstrip('：')}”栏空白。",
                    quotes_of([cell.span]),
                    left="（空白）",
                    computed="应填优、良、中、差之一",
                )
