"""What a screening rule says, and the catalogue of all of them: the text of a query with its law, thresholds and example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from shebao.base.canonical import canonical
from shebao.core.catalogue import collect

from .tables import TABLES

PACKAGE = "shebao.core.screening.rules"
LABELS = ("ID", "TITLE", "LAW", "SEVERITY", "ADVICE", "NEEDS", "THRESHOLDS", "EVIDENCE", "QUERY", "EXAMPLE")
Severity = Literal["A", "B", "C"]
SEVERITIES: Mapping[Severity, str] = {"A": "A 当天核实", "B": "B 下次发放前核实", "C": "C 抽查"}
Rows = Sequence[Sequence[int]]
RESULT = ("person", "month", "fen", "evidence")
"""The columns that every query gives."""


@dataclass(frozen=True, slots=True)
class Example:
    """Rows of the tables a rule reads, and the rows that must come out; `today` is the day it is run on."""

    tables: Mapping[str, Rows]
    result: Rows
    today: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. needs: table → its columns that the text reads. thresholds: name → whole number, columns of the table `threshold`.

    evidence: what the fourth column of the result is. counter: worth asking before an application is accepted. across: it
    compares people with each other, so that it says nothing of one stretch of them.
    """

    id: str
    name: str
    title: str
    law: str
    severity: Severity
    advice: str
    needs: Mapping[str, tuple[str, ...]]
    thresholds: Mapping[str, int]
    evidence: str
    query: str
    example: Example
    counter: bool
    across: bool = False

    @property
    def text(self) -> str:
        """What the rule's identity is made of: another text or threshold is another rule."""
        return canonical([self.id, self.query, dict(self.thresholds)])


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its number, in order."""
    modules = collect(PACKAGE, LABELS)
    result = [_rule(name, module) for name, module in modules.items()]
    assert len({rule.id for rule in result}) == len(result), "two rules have one number"
    return {rule.id: rule for rule in sorted(result, key=lambda rule: rule.id)}


def _rule(name: str, module: Any) -> Rule:
    for table, columns in module.NEEDS.items():
        assert set(columns) <= set(TABLES[table]), f"{name}: {table} has no {set(columns) - set(TABLES[table])}"
    tables, result, today = module.EXAMPLE
    assert all(len(row) == len(module.NEEDS[table]) for table, rows in tables.items() for row in rows), f"{name}: a row of the example"
    return Rule(
        module.ID,
        name,
        module.TITLE,
        module.LAW,
        module.SEVERITY,
        module.ADVICE,
        module.NEEDS,
        module.THRESHOLDS,
        module.EVIDENCE,
        module.QUERY.strip() + "\n",
        Example(tables, result, today),
        getattr(module, "COUNTER", False),
        getattr(module, "ACROSS", False),
    )
