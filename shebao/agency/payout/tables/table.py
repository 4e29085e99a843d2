"""A run as computed, in columns and not yet written: its lines with their parts, covers, changes and exclusions, and the digest of them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, repeat
from typing import Any, NamedTuple

import numpy as np

from shebao.agency import schemes
from shebao.agency.payout.holds.gates import LeftOut
from shebao.agency.payout.holds.operations import Measured
from shebao.agency.payout.kinds import LINE_NUMBER
from shebao.agency.payout.models import Change, Cover, Exclusion, Line, LineDeduction, LinePart, Operation
from shebao.agency.store.columns import Column, Columns, Mask, empty_columns, pick, summed
from shebao.agency.store.digest import digest_of, sm3
from shebao.base.money import Fen
from shebao.base.months import Month

ORDINALS = 10_000_000
"""Ids of a run's rows are run × ORDINALS + 1, 2, 3 …, so they are known before anything is sent."""

FACTS = ("person_id", "month", "from_month", "decision_id", "bank_account_id", "total_fen", "from_account_fen", "reissue_of", "due_id")
"""Columns of a line besides id, run, scheme and kind."""
NULLABLE = ("from_month", "decision_id", "reissue_of", "due_id")
"""Columns of a line where 0 stands for "none"."""
DEDUCTION_FACTS = ("line", "order_id", "fen")
"""Columns of what lines are lessened by: the place of the line, the decision, and how much."""
COVER_FACTS = ("person_id", "month", "entitled_fen", "paid_fen", "due_fen", "from_account_fen", "cause")


class Moved(NamedTuple):
    """A change of what one person is paid, and why."""

    person_id: int
    reason: str
    delta_fen: Fen


class Unexplained(NamedTuple):
    """A difference from last month that no change explains."""

    person_id: int
    fen: Fen


@dataclass(frozen=True, slots=True)
class Lines:
    """The instructions of a run in columns: `facts` (kind by its number, and `FACTS`), and a column a part of the scheme."""

    facts: Columns
    parts: Columns

    def __len__(self) -> int:
        return len(self.facts["person_id"])

    def __getitem__(self, name: str) -> Column:
        return self.facts[name]

    def pick(self, rows: Mask) -> Lines:
        """Some of the lines."""
        return Lines(pick(self.facts, rows), pick(self.parts, rows))


def lines_of(kind: str | Column, facts: Mapping[str, Column], parts: Columns) -> Lines:
    """Lines of a kind; columns of `FACTS` that are not given stand for "none"."""
    none = np.zeros_like(facts["person_id"])
    number = none + LINE_NUMBER[kind] if isinstance(kind, str) else kind
    return Lines({"kind": number, **{name: facts.get(name, none) for name in FACTS}}, parts)


@dataclass(frozen=True, slots=True)
class Table:
    """Everything a run will write; a run that has anything unexplained is not sealed."""

    lines: Lines
    out: tuple[LeftOut, ...] = ()
    changes: tuple[Moved, ...] = ()
    covers: Columns = field(default_factory=lambda: empty_columns("line", *COVER_FACTS))
    previous_month: Month | None = None
    previous_fen: Fen = 0
    unexplained: tuple[Unexplained, ...] = ()
    rules_digest: str = ""
    operations: tuple[Measured, ...] = ()
    thresholds: str = ""
    """The guard's thresholds it was computed with, as canonical JSON."""
    deductions: Columns = field(default_factory=lambda: empty_columns(*DEDUCTION_FACTS))
    """What its lines are lessened by towards debts; the lines themselves hold what is due."""

    @property
    def total(self) -> int:
        """People or matters due: each is a line or an exclusion."""
        return len(self.lines) + len(self.out)

    def basis(self) -> str:
        """Digest of everything computed; the same facts and rules give the same digest."""
        columns = [*self.lines.facts.values(), *self.lines.parts.values(), *self.covers.values()]
        if len(self.deductions["line"]):
            columns += self.deductions.values()
        return digest_of(
            [
                [sm3(np.ascontiguousarray(c, dtype="<i8").tobytes()) for c in columns],
                list(self.lines.parts),
                self.out,
                self.changes,
                self.previous_month,
                self.previous_fen,
                self.rules_digest,
                self.operations,
                self.thresholds,
            ]
        )

    def sections(self, run_id: int, scheme: str) -> Iterator[tuple[type, Sequence[str], list[tuple[Any, ...]]]]:
        """(model, columns, rows) of everything to write, always in the same order."""
        first = run_id * ORDINALS + 1
        yield Line, ("id", "run_id", "scheme", "kind", *FACTS, "deducted_fen"), self._line_rows(run_id, first, scheme)
        ids = np.arange(first, first + len(self.lines))
        yield LinePart, ("id", "line_id", "part", "fen"), schemes.part_rows(ids, self.lines.parts)
        covers = zip(*((self.covers[name] + (first if name == "line" else 0)).tolist() for name in ("line", *COVER_FACTS)), strict=True)
        yield Cover, ("id", "run_id", "line_id", *COVER_FACTS), [(first + i, run_id, *row) for i, row in enumerate(covers)]
        kept = zip(*((self.deductions[name] + (first if name == "line" else 0)).tolist() for name in DEDUCTION_FACTS), strict=True)
        yield LineDeduction, ("id", "run_id", "line_id", "order_id", "fen"), [(first + i, run_id, *row) for i, row in enumerate(kept)]
        yield (
            Change,
            ("id", "run_id", "person_id", "reason", "delta_fen"),
            [(first + i, run_id, *row) for i, row in enumerate(self.changes)],
        )
        yield (
            Exclusion,
            ("id", "run_id", "person_id", "kind", "reason", "amount_fen", "message", "cause"),
            [(first + i, run_id, *row) for i, row in enumerate(self.out)],
        )
        yield Operation, ("id", "run_id", *Measured._fields), [(first + i, run_id, *row) for i, row in enumerate(self.operations)]

    def deducted_fen(self) -> Column:
        """What each line is lessened by."""
        return summed(self.deductions["line"], self.deductions["fen"], np.arange(len(self.lines), dtype=np.int64))

    def _line_rows(self, run_id: int, first: int, scheme: str) -> list[tuple[Any, ...]]:
        names = list(LINE_NUMBER)
        kinds = [names[number] for number in self.lines["kind"].tolist()]
        cells = [self._cells(name) for name in FACTS] + [self.deducted_fen().tolist()]
        return list(zip(count(first), repeat(run_id), repeat(scheme), kinds, *cells))

    def _cells(self, name: str) -> list[Any]:
        column = self.lines[name]
        if name not in NULLABLE or column.all():
            return list(column.tolist())
        return [cell or None for cell in column.tolist()] if column.any() else [None] * column.size
