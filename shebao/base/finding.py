"""One shape for every error, doubt and suspicion, so that a page, a file and a log say it the same way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NoReturn

Severity = Literal["error", "warn", "info", "question"]


@dataclass(frozen=True, slots=True)
class Quote:
    """The shortest verbatim piece of a line that holds the figures. line counts from 1."""

    file: str
    line: int
    text: str

    def as_json(self) -> dict[str, Any]:
        """The quote as a command prints it."""
        return {"file": self.file, "line": self.line, "text": self.text}


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about something that is wrong, doubtful or suspicious.

    rule: name of the rule that found it, lower case with dots or a group prefix ("payout.return_file", "SUM-total").
    severity: only "error" says that something is wrong; a doubt is a "question".
    message: what is wrong and where, in plain Chinese.
    advice: what the reader can do next, in plain Chinese; may be empty.
    where: the place (file and line, field, row, matter number); may be empty.
    source: the article of law or the document behind the rule; may be empty.
    values: figures used, name → printable value.
    quotes: the pieces of a text the finding speaks of. left, right: what stands on the two sides; computed: the exact result;
    tolerance: how far printed figures may lie from it. All empty where there is nothing to quote or to compute.
    """

    rule: str
    message: str
    severity: Severity = "error"
    advice: str = ""
    where: str = ""
    source: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()
    left: str = ""
    right: str = ""
    computed: str = ""
    tolerance: str = ""

    def __str__(self) -> str:
        """The finding as one sentence for a terminal or a message box."""
        head = f"{self.where}：" if self.where else ""
        tail = f" {self.advice}" if self.advice else ""
        return f"{head}{self.message}{tail}"


class Refused(Exception):
    """A person's request that cannot be done; carries the finding that says why and what to do.

    Raised by verbs before anything has changed. Pages show it at the field, commands print it and exit with 2.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


def refuse(rule: str, message: str, advice: str = "", where: str = "", source: str = "", **values: Any) -> NoReturn:
    """Raise `Refused` with an error finding made of the arguments (see `Finding`)."""
    raise Refused(Finding(rule, message, "error", advice, where, source, values))
