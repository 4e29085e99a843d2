"""What a cell of a list shows, and how a column makes it: text, amount, month, word of a code, state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from shebao.base import money, months

from . import words

MINUS = "\N{MINUS SIGN}"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: text, how it is set (number, words …), where it leads, the tone of a state, a hint below.

    A cell of kind "tick" is a box that belongs to a form of the page: text is the person's id, href the form's id, tone the name.
    """

    text: str
    kind: str = ""
    href: str = ""
    tone: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. kind: text, count, yuan, signed, month, day, or "word:GROUP", "state:GROUP".

    sort: the field rows are ordered by (never null), empty where the column cannot be sorted.
    link: makes the address of a row's object. show: makes the cell itself where `kind` is not enough.
    """

    key: str
    title: str
    kind: str = "text"
    unit: str = ""
    sort: str = ""
    link: Callable[[Row], str] | None = None
    show: Callable[[Row], Cell] | None = None

    @property
    def number(self) -> bool:
        """Whether the column is set as numbers, on the right."""
        return self.kind in ("count", "yuan", "signed")

    def cell(self, row: Row) -> Cell:
        """The cell of a row."""
        if self.show:
            return self.show(row)
        value = row.get(self.key)
        kind, _, group = self.kind.partition(":")
        href = self.link(row) if self.link else ""
        if kind == "state":
            text, tone = words.state(value, words.STATE_GROUPS[group])
            return Cell(text, "state", href, tone)
        return Cell(text_of(value, kind, group), "num" if self.number else kind, href)

    def value(self, row: Row) -> str | int | Decimal:
        """What the export writes: yuan as exact decimals, counts as numbers, everything else as the page prints it."""
        raw = row.get(self.key)
        if raw is not None and not self.show and self.kind in ("yuan", "signed"):
            return Decimal(int(raw)) / 100
        if raw is not None and not self.show and self.kind == "count":
            return int(raw)
        return self.cell(row).text


def text_of(value: Any, kind: str, group: str = "") -> str:
    """A value in the words of the page."""
    if value is None or value == "":
        return ""
    match kind:
        case "yuan":
            return money.grouped(int(value)).replace("-", MINUS)
        case "signed":
            return ("+" if value > 0 else "") + money.grouped(int(value)).replace("-", MINUS)
        case "count":
            return f"{int(value):,}"
        case "month":
            return months.month_text(int(value))
        case "word":
            return words.word(value, words.GROUPS[group])
    return value.isoformat() if isinstance(value, date) else str(value)
