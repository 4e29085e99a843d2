"""Runs every rule over one report or several, and puts what they say into a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from types import ModuleType

from shebao.base.finding import Finding
from shebao.core.catalogue import collect
from shebao.core.evaluation.check import rules
from shebao.core.evaluation.check.model import SEVERITIES, CheckResult, Document, Holds, Verdict, figures_in
from shebao.core.evaluation.check.report import Report, read
from shebao.core.evaluation.check.unread import unread

LABELS = ("TITLE", "SOURCE", "ADVICE", "EXAMPLE")


@cache
def catalogue() -> tuple[tuple[str, ModuleType], ...]:
    """Every rule as (name, module), by walking the folder `rules`; a file sum_total.py is the rule SUM-total."""
    rows = []
    for file, module in sorted(collect(rules.__name__, LABELS).items()):
        group, _, rest = file.partition("_")
        rows.append((f"{group.upper()}-{rest}", module))
    return tuple(rows)


def check_text(name: str, text: str) -> CheckResult:
    """Checks one report given as text."""
    return check_documents([Document.from_text(name, text)])


def check_documents(documents: Sequence[Document], *, strict: bool = False) -> CheckResult:
    """Checks reports one by one and, where there are several, against each other.

    A rule that fails on an unforeseen text says so in a note and the others go on; with `strict` the failure is raised.
    """
    reports = [read(document) for document in documents]
    verdicts: list[Verdict] = []
    for name, module in catalogue():
        find = getattr(module, "find", None)
        if find is not None:
            for report in reports:
                verdicts.extend(_named(name, module, partial(find, report), strict))
        compare = getattr(module, "compare", None)
        if compare is not None and len(reports) > 1:
            verdicts.extend(_named(name, module, partial(compare, reports), strict))
    return _result(verdicts, reports)


def check_report(report: Report, only: str) -> list[Verdict]:
    """What one rule says of one report; for tests and explanations."""
    for name, module in catalogue():
        if name == only:
            return _named(name, module, partial(module.find, report), strict=True)
    raise KeyError(only)


def _named(name: str, module: ModuleType, work: Callable[[], Iterable[Verdict]], strict: bool) -> list[Verdict]:
    out: list[Verdict] = []
    verdicts: list[Verdict] = []
    try:
        verdicts.extend(work())
    except Exception as problem:
        if strict:
            raise
        words = f"规则“{module.TITLE}”没有跑完（{type(problem).__name__}），这一项请人工核对。"
        verdicts.append(Finding(name, words, "info", "把报告样本交给维护人员。"))
    for verdict in verdicts:
        if isinstance(verdict, Holds):
            out.append(replace(verdict, rule=name))
        else:
            out.append(replace(verdict, rule=name, source=verdict.source or module.SOURCE, advice=verdict.advice or module.ADVICE))
    return out


def _without_echoes(verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """Findings without those of a general rule that a rule of the same matter already says of the same printed figure."""
    general = {name for name, module in catalogue() if getattr(module, "GENERAL", False)}
    special = [f for f in verdicts if isinstance(f, Finding) and f.rule not in general and f.severity in ("error", "warn")]
    spoken: dict[tuple[str, int], list[set[str]]] = {}
    for finding in special:
        figures = set(figures_in(finding.left, finding.right, finding.computed, finding.message))
        for quote in finding.quotes:
            spoken.setdefault((quote.file, quote.line), []).append(figures)
    for verdict in verdicts:
        if isinstance(verdict, Finding) and verdict.rule in general:
            own = set(figures_in(verdict.left, verdict.right))
            if any(own <= figures for quote in verdict.quotes for figures in spoken.get((quote.file, quote.line), ())):
                continue
        yield verdict


def joined(result: CheckResult, more: Sequence[Finding], documents: Sequence[Document]) -> CheckResult:
    """The result with further findings, each in its place."""
    order = {document.name: position for position, document in enumerate(documents)}
    findings = sorted((*result.findings, *more), key=lambda finding: _place(finding, order))
    return replace(result, findings=tuple(findings))


def _place(finding: Finding, order: dict[str, int]) -> tuple[int, int, int, str, str]:
    first = finding.quotes[0] if finding.quotes else None
    file, line = (order.get(first.file, 0), first.line) if first else (0, 0)
    return (file, line, SEVERITIES.index(finding.severity), finding.rule, finding.message)


def _result(verdicts: list[Verdict], reports: Sequence[Report]) -> CheckResult:
    order = {report.document.name: position for position, report in enumerate(reports)}

    verdicts = list(_without_echoes(verdicts))
    once = {(f.rule, f.severity, f.message, f.quotes): f for f in verdicts if isinstance(f, Finding)}
    true = tuple({(h.rule, h.relation, h.quotes): h for h in verdicts if isinstance(h, Holds)}.values())
    findings = tuple(sorted(once.values(), key=lambda finding: _place(finding, order)))
    return CheckResult(findings, true, tuple(quote for report in reports for quote in unread(report, findings, true)))
