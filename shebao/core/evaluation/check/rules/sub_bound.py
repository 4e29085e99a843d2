"""What is a part, was used or is in post cannot be more than the whole, the plan or the establishment."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.relations.exact import quotient_agreement
from shebao.core.evaluation.check.relations.figure import quoted
from shebao.core.evaluation.check.relations.pairs import Bound, bounds, owed
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "部分不大于整体"
SOURCE = "“其中”各项不大于总数；支出不大于到位和预算；在职人数一般不大于编制"
ADVICE = "核对两个数；确实超出的（追加预算、超编），写明原因。"
EXAMPLE = {
    "broken": "涉及全镇27个村，其中72个村为脱贫村。",
    "sound": "涉及全镇27个村，其中11个村为脱贫村。项目预算124万元，实际支出101.84万元。",
}
_WORDS = {"bound": "不应大于", "part": "是其中数，不应大于"}


def find(report: Report) -> Iterator[Verdict]:
    """Every pair whose order the words fix."""
    admitted = [{f.key for f in relation.figures} for relation in report.relations if not relation.severity]
    for bound in (*bounds(report.figures), *owed(report.figures)):
        low, high = bound.figures
        quotes = quoted(bound.figures)
        if bound.true:
            yield holds(f"{low.printed} ≤ {high.printed}", quotes)
        elif bound.kind == "bound" and (any({f.key for f in bound.figures} <= keys for keys in admitted) or _said(report, bound)):
            continue  # the report itself says by how much: 在职人员控制率 145%
        elif severity := _severity(bound):
            yield broken(
                severity,
                f"“{low.label[-24:]}”{low.printed}{_WORDS[bound.kind]}“{high.label[-24:]}”{high.printed}。",
                quotes,
                left=low.printed,
                right=high.printed,
                computed=f"{low.printed} > {high.printed}",
                tolerance="印出末位的半个单位",
            )
    yield from _rows(report)


def _said(report: Report, bound: Bound) -> bool:
    """Whether a rate above 100 % printed near by is just what the two give."""
    low, high = bound.figures
    return any(
        rate.kind == "percent"
        and rate.number.value > 100
        and abs(rate.sentence - low.sentence) <= 2
        and quotient_agreement("ratio", rate.point, low.point, high.point) is Agreement.EQUAL
        for rate in report.figures
    )


def _rows(report: Report) -> Iterator[Verdict]:
    """Rows of a budget table: what was executed is not more than the whole year's budget, which holds every later addition."""
    for _, rows in report.budgets:
        for row in rows:
            full, final = row.number("full"), row.number("final")
            if full is None or final is None or full.kind != final.kind or not full.value:
                continue
            quotes = quotes_of([row.label, row.figures["full"].span, row.figures["final"].span], join=200)
            if final.value <= full.value:
                yield holds(f"{final.text} ≤ {full.text}", quotes)
            elif not row.name.startswith("其中"):
                yield broken(
                    "warn",
                    f"“{row.name}”全年执行数 {final.text} 大于全年预算数 {full.text}。",
                    quotes,
                    left=final.text,
                    right=full.text,
                    computed=f"{final.text} > {full.text}",
                    tolerance="0",
                )


def _severity(bound: Bound) -> Severity | None:
    low, high = bound.figures
    if bound.kind == "part":
        return "error" if low.sentence == high.sentence and low.measure == high.measure else "question"
    if not bound.sure or low.cell or "年初" in high.label:
        return None
    return "question" if low.sentence == high.sentence or low.role == "person" else None
