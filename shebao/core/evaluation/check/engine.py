"""Runs every rule over one report or several, and puts what they say into a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache, partial
from types import ModuleType

from shebao.core.catalogue import collect
from shebao.core.evaluation.check import rules
from shebao.core.evaluation.check.model import SEVERITIES, CheckResult, Document, Holds, Issue, Verdict
from shebao.core.evaluation.check.report import Report, read

LABELS = ("TITLE", "SOURCE", "ADVICE", "EXAMPLE")


@cache
def catalogue() -> tuple[tuple[str, ModuleType], ...]:
    """Every rule as (name, module), by walking the folder `rules`; a file sum_total.py is the rule SUM-total."""
    found = []
    for file, module in sorted(collect(rules.__name__, LABELS).items()):
        group, _, rest = file.partition("_")
        found.append((f"{group.upper()}-{rest}", module))
    return tuple(found)


def check_text(name: str, text: str) -> CheckResult:
    """Checks one report given as text."""
    return check_documents([Document.from_text(name, text)])


def check_documents(documents: Sequence[Document], *, strict: bool = False) -> CheckResult:
    """Checks reports one by one and, where there are several, against each other.

    A rule that fails on an unforeseen text says so in a note and the others go on; with `strict` the failure is raised.
    """
    reports = [read(document) for document in documents]
    said: list[Verdict] = []
    for name, module in catalogue():
        find = getattr(module, "find", None)
        if find is not None:
            for report in reports:
                said.extend(_named(name, module, partial(find, report), strict))
        compare = getattr(module, "compare", None)
        if compare is not None and len(reports) > 1:
            said.extend(_named(name, module, partial(compare, reports), strict))
    return _result(said, [document.name for document in documents])


def check_report(report: Report, only: str) -> list[Verdict]:
    """What one rule says of one report; for tests and explanations."""
    for name, module in catalogue():
        if name == only:
            return _named(name, module, partial(module.find, report), strict=True)
    raise KeyError(only)


def _named(name: str, module: ModuleType, work: Callable[[], Iterable[Verdict]], strict: bool) -> list[Verdict]:
    out: list[Verdict] = []
    said: list[Verdict] = []
    try:
        said.extend(work())
    except Exception as problem:
        if strict:
            raise
        words = f"规则“{module.TITLE}”没有跑完（{type(problem).__name__}），这一项请人工核对。"
        said.append(Issue(name, "info", words, (), suggestion="把报告样本交给维护人员。"))
    for verdict in said:
        if isinstance(verdict, Holds):
            out.append(replace(verdict, rule=name))
        else:
            out.append(replace(verdict, rule=name, source=verdict.source or module.SOURCE, suggestion=verdict.suggestion or module.ADVICE))
    return out


def _result(said: list[Verdict], names: list[str]) -> CheckResult:
    order = {name: position for position, name in enumerate(names)}

    def place(issue: Issue) -> tuple[int, int, int, str, str]:
        first = issue.quotes[0] if issue.quotes else None
        file, line = (order.get(first.file, 0), first.line) if first else (0, 0)
        return (file, line, SEVERITIES.index(issue.severity), issue.rule, issue.message)

    found = dict.fromkeys(verdict for verdict in said if isinstance(verdict, Issue))
    held = tuple(verdict for verdict in said if isinstance(verdict, Holds))
    decided = sum(bool(issue.computed) for issue in found)
    return CheckResult(tuple(sorted(found, key=place)), decided + len(held), len(held), held)
