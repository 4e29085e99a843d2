"""The nouns of the checker: a document, a place in it, a finding, a result. Plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warn", "info", "question"]
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
class Quote:
    """The shortest verbatim piece of a line that holds the figures. line counts from 1."""

    file: str
    line: int
    text: str

    def as_json(self) -> dict[str, Any]:
        """The quote as the command prints it."""
        return {"file": self.file, "line": self.line, "text": self.text}


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing a rule says. Only severity "error" says that something is wrong; a doubt is a "question".

    left, right: what the report prints on the two sides. computed: the exact result of the formula.
    tolerance: how far printed figures may lie from it. suggestion: what to write or look up.
    source: document or convention behind the rule.
    """

    rule: str
    severity: Severity
    message: str
    quotes: tuple[Quote, ...]
    left: str = ""
    right: str = ""
    computed: str = ""
    tolerance: str = ""
    suggestion: str = ""
    source: str = ""

    def as_json(self) -> dict[str, Any]:
        """The finding as the command prints it."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "message": self.message,
            "quotes": [quote.as_json() for quote in self.quotes],
            "left": self.left,
            "right": self.right,
            "computed": self.computed,
            "tolerance": self.tolerance,
            "suggestion": self.suggestion,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Holds:
    """A relation that was recomputed and found true; counted, never printed as a finding."""

    rule: str
    relation: str
    quotes: tuple[Quote, ...] = ()


Verdict = Issue | Holds


def broken(
    severity: Severity,
    message: str,
    quotes: tuple[Quote, ...],
    left: str = "",
    right: str = "",
    computed: str = "",
    tolerance: str = "",
    suggestion: str = "",
) -> Issue:
    """A finding whose rule name and source the engine fills in from the rule's file."""
    return Issue("", severity, message, quotes, left, right, computed, tolerance, suggestion)


def holds(relation: str, quotes: tuple[Quote, ...] = ()) -> Holds:
    """A relation found true."""
    return Holds("", relation, quotes)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything a check found, in a fixed order; `checked` relations were decided, `hold` of them are true."""

    findings: tuple[Issue, ...]
    checked: int
    hold: int
    held: tuple[Holds, ...] = field(default=(), repr=False)

    @property
    def worst(self) -> str:
        """The gravest severity found, or "" where nothing was found."""
        present = {finding.severity for finding in self.findings}
        return next((severity for severity in SEVERITIES if severity in present), "")

    def counts(self) -> Mapping[str, int]:
        """How many findings there are of each severity."""
        return {severity: sum(f.severity == severity for f in self.findings) for severity in SEVERITIES}

    def as_json(self) -> dict[str, Any]:
        """The result as `shebao report check --json` prints it."""
        return {
            "findings": [finding.as_json() for finding in self.findings],
            "relations": {"checked": self.checked, "hold": self.hold},
        }
