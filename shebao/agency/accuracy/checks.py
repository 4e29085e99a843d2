"""What must always be true of samples: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

from collections import Counter

from shebao.agency.payout import queries as payout

from .kinds import CAUSES, CORRECT, VERDICTS
from .models import Sample, SampleAnswer, SampleLine, SampleStratum

Checked = tuple[int, list[str]]


def check_samples() -> Checked:
    """Every payment drawn is a line with that person and amount, each stratum holds as many as it says, every answer has its cause."""
    rows = list(SampleLine.objects.order_by("id").values_list("id", "sample_id", "stratum", "line_id", "person_id", "amount_fen"))
    lines = payout.line_facts([row[3] for row in rows])
    problems = [
        f"抽样{sample}：第{key}号样本与发放明细不符。" for key, sample, _, line, person, fen in rows if lines.get(line) != (person, fen)
    ]
    drawn = Counter((sample, stratum) for _, sample, stratum, *_ in rows)
    for sample, stratum, lines_in, count in SampleStratum.objects.values_list("sample_id", "stratum", "lines", "drawn"):
        if drawn[sample, stratum] != count or count > lines_in:
            problems.append(f"抽样{sample}：{stratum}层登记抽{count}笔，实有{drawn[sample, stratum]}笔。")
    known = set(Sample.objects.values_list("id", flat=True))
    problems += [f"抽样{sample}：没有这次抽样。" for sample in {row[1] for row in rows} - known]
    for key, verdict, fen, cause in SampleAnswer.objects.values_list("id", "verdict", "error_fen", "cause"):
        if verdict not in VERDICTS or (verdict != CORRECT) != (fen > 0 and cause in CAUSES):
            problems.append(f"核对结果{key}：结果、金额、原因不合。")
    return len(rows), problems
