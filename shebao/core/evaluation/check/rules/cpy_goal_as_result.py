"""Results that repeat the goals word for word and so say nothing of what was reached."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "完成情况照抄目标"
SOURCE = "目标完成情况应写实际完成的数量和质量"
ADVICE = "逐条写明实际完成数、完成率和依据。"
EXAMPLE = {
    "broken": "年度目标\t预期目标\t目标实际完成情况\n\t确保养老金按时足额发放，全年发放率达到100%。\t确保养老金按时足额发放，全年发放率达到100%。\n",
    "sound": "年度目标\t预期目标\t目标实际完成情况\n\t确保养老金按时足额发放，全年发放率达到100%。\t全年发放12次，发放率100%，惠及3000人。\n",
}


def find(report: Report) -> Iterator[Verdict]:
    """Rows with two equal long cells shortly after a header with 目标 and 完成情况."""
    for table in report.tables:
        for index, row in enumerate(table.rows):
            above = "".join(cell.text for near in table.rows[max(0, index - 2) : index] for cell in near.cells)
            if not (re.search(r"预期目标|年度目标|总体目标", above) and "完成情况" in above):
                continue
            long = [row.cells[c] for c in row.filled if len(row.text(c)) >= 20]
            for left, right in itertools.pairwise(long):
                if left.text == right.text:
                    passage = right.span.passage
                    tail = type(right.span)(passage, max(0, right.span.end - 24), right.span.end)
                    yield broken(
                        "warn",
                        f"第{row.line}行“实际完成情况”与“预期目标”逐字相同，没有完成数据。",
                        quotes_of([tail]),
                        left=left.text[:30],
                        right=right.text[:30],
                        computed="逐字相同",
                    )
