"""The printed figures that stand in no relation: what the checker read and could hold against nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shebao.base.finding import Finding, Quote
from shebao.core.evaluation.check.model import Holds
from shebao.core.evaluation.check.report import Report


def unread(report: Report, findings: Sequence[Finding], true: Sequence[Holds]) -> Iterator[Quote]:
    """Each figure that no finding and no true relation quotes."""
    quoted: dict[tuple[str, int], list[str]] = {}
    for quotes in (*(finding.quotes for finding in findings), *(relation.quotes for relation in true)):
        for quote in quotes:
            quoted.setdefault((quote.file, quote.line), []).append(quote.text)
    spoken = {figure.key for relation in report.relations for figure in relation.figures}
    for figure in report.figures:
        if figure.key in spoken:
            continue
        for quote in figure.passage.quotes(figure.start, figure.end)[:1]:
            if not any(quote.text in text for text in quoted.get((quote.file, quote.line), ())):
                yield quote
