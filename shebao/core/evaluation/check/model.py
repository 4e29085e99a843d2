"""The nouns of the checker: a document, a relation that holds, a result; findings are those of the whole house. Plain frozen data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shebao.base.finding import Finding, Quote, Severity

__all__ = ["SEVERITIES", "CheckResult", "Document", "Finding", "Holds", "Quote", "Severity", "Verdict", "broken", "holds"]

SEVERITIES: tuple[Severity, ...] = ("error", "warn", "question", "info")


@dataclass(frozen=True, slots=True)
class Document:
    """A report as lines of text. Table rows are lines whose cells are separated by tabs.

    name: file name shown in findings. lines: verbatim, without line ends; line 1 is lines[0].
    """

    name: str
    lines: tuple[str, ...]

    @classmethod
    def from_text(cls, name: str, text: str) -> Document:
        """A document from one text; form feeds and old line ends count as line ends."""
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
        return cls(name, tuple(text.split("\n")))


@dataclass(frozen=True, slots=True)
class Holds:
    """A relation that was recomputed and is true; counted, and listed where every relation is asked for."""

    rule: str
    relation: str
    quotes: tuple[Quote, ...] = ()


Verdict = Finding | Holds


def broken(
    severity: Severity,
    message: str,
    quotes: tuple[Quote, ...],
    left: str = "",
    right: str = "",
    computed: str = "",
    tolerance: str = "",
    advice: str = "",
) -> Finding:
    """A finding whose rule name, source and usual advice the engine fills in from the rule's file."""
    return Finding("", message, severity, advice, quotes=quotes, left=left, right=right, computed=computed, tolerance=tolerance)


def holds(relation: str, quotes: tuple[Quote, ...] = ()) -> Holds:
    """A relation that is true."""
    return Holds("", relation, quotes)


def as_json(finding: Finding) -> dict[str, Any]:
    """A finding as `shebao report check --json` prints it."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "quotes": [quote.as_json() for quote in finding.quotes],
        "left": finding.left,
        "right": finding.right,
        "computed": finding.computed,
        "tolerance": finding.tolerance,
        "suggestion": finding.advice,
        "source": finding.source,
    }


_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def figures_in(*texts: str) -> list[str]:
    """The figures in some texts, each once, without thousands separators."""
    return list(dict.fromkeys(figure.replace(",", "") for text in texts for figure in _FIGURE.findall(text)))


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything a check says, in a fixed order.

    checked: how many relations were decided, of which `true` hold. unread: printed figures that stand in no relation, with their places.
    traced: how many figures were held against a kept draft.
    """

    findings: tuple[Finding, ...]
    true: tuple[Holds, ...] = field(default=(), repr=False)
    unread: tuple[Quote, ...] = field(default=(), repr=False)
    traced: int = 0

    @property
    def hold(self) -> int:
        """How many relations were recomputed and are true."""
        return len(self.true)

    @property
    def checked(self) -> int:
        """How many relations were decided one way or the other."""
        return len(self.true) + sum(bool(finding.computed) for finding in self.findings)

    @property
    def worst(self) -> str:
        """The gravest severity, or "" where there is no finding."""
        present = {finding.severity for finding in self.findings}
        return next((severity for severity in SEVERITIES if severity in present), "")

    def counts(self) -> Mapping[str, int]:
        """How many findings there are of each severity."""
        return {severity: sum(f.severity == severity for f in self.findings) for severity in SEVERITIES}

    def by_kind(self) -> dict[str, int]:
        """Relations decided, by the group of their rule: SUM, RAT …"""
        rules = [holds.rule for holds in self.true] + [finding.rule for finding in self.findings if finding.computed]
        return dict(sorted(Counter(rule.split("-")[0] for rule in rules).items()))

    def as_json(self) -> dict[str, Any]:
        """The result as `shebao report check --json` prints it: findings, every relation looked at, figures that stand in none."""
        counted: dict[str, Any] = {"checked": self.checked, "hold": self.hold, "by_kind": self.by_kind()}
        counted |= {"unread_figures": len(self.unread), "list": self._relations(), "unread": [quote.as_json() for quote in self.unread]}
        return {"findings": [as_json(finding) for finding in self.findings], "relations": counted}

    def _relations(self) -> list[dict[str, Any]]:
        rows = [(holds.rule, "holds", figures_in(holds.relation), holds.quotes) for holds in self.true]
        rows += [(f.rule, f.severity, figures_in(f.left, f.right, f.computed), f.quotes) for f in self.findings if f.computed]
        return [
            {"rule": rule, "verdict": verdict, "figures": figures, "quotes": [quote.as_json() for quote in quotes]}
            for rule, verdict, figures, quotes in rows
        ]
