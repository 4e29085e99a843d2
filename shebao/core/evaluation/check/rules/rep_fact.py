"""One fact printed in two places must read the same: facts of the same subject, stage and company of figures."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.relations.echoes import echoes
from shebao.core.evaluation.check.relations.figure import quoted
from shebao.core.evaluation.check.relations.pairs import Repeat, repeats
from shebao.core.evaluation.check.relations.siblings import odd_ones
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "同一事实前后一致"
SOURCE = "同一单位、同一年度、同一口径的数，全文各处应一致"
ADVICE = "查原始数据，把前后两处改成同一个数；确是两件事的，写明区别。"
EXAMPLE = {
    "broken": (
        "下达资金合计1067.2万元。其中中央资金776.84万元，省级资金290.36万元。地方投入资金877.99万元。\n"
        "资金投入情况：中央资金投入776.84万元，省级资金投入290.36万元，地方资金投入992.88万元。\n"
    ),
    "sound": (
        "下达资金合计1067.2万元。其中中央资金776.84万元，省级资金290.36万元。地方投入资金877.99万元。\n"
        "资金投入情况：中央资金投入776.84万元，省级资金投入290.36万元，地方资金投入877.99万元。\n"
    ),
}


def find(report: Report) -> Iterator[Verdict]:
    """Facts repeated, and the odd one among siblings that all agree with another place."""
    seen: set[frozenset[tuple[int, int]]] = set()
    for repeat in (*odd_ones(report.figures), *repeats(report.figures), *echoes(report.figures)):
        places = frozenset(figure.key for figure in repeat.figures)
        if places not in seen:
            seen.add(places)
            yield _verdict(repeat)


def _verdict(repeat: Repeat) -> Verdict:
    first, second = repeat.figures
    quotes = quoted(repeat.figures, join=0)
    if repeat.true:
        return holds(f"{first.printed} = {second.printed}", quotes)
    severity: Severity = "error" if repeat.sure == 2 else "question"
    return broken(
        severity,
        f"“{first.label[-24:]}”前面写 {first.printed}，后面“{second.label[-24:]}”写 {second.printed}。",
        quotes,
        left=first.printed,
        right=second.printed,
        computed=f"{first.printed} ≠ {second.printed}",
        tolerance="0",
    )
