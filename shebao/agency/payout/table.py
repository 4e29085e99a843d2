"""A run as computed, in columns and not yet written: its lines, covers, changes and exclusions, and the digest of them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from shebao.agency.store.columns import Column
from shebao.agency.store.digest import digest_of, sm3

from .models import Change, Cover, Exclusion, Line

ORDINALS = 10_000_000
"""Ids of a run's rows are run × ORDINALS + 1, 2, 3 …, so they are known before anything is sent."""

KINDS = ("regular", "back_pay", "funeral", "inheritance", "reissue")
AMOUNTS = ("basic_fen", "seniority_fen", "account_fen", "age_addon_fen", "total_fen")
LINE_COLUMNS = ("kind", "person_id", "month", "from_month", "decision_id", "bank_account_id", *AMOUNTS, "reissue_of", "due_id")
COVER_COLUMNS = ("line", "person_id", "month", "entitled_fen", "paid_fen", "due_fen", "account_fen")

Mask = npt.NDArray[np.bool_]
"""Which rows of some columns are meant."""

Out = tuple[int, str, str, int, str]
"""person, "excluded" or "held", reason, amount in fen, message."""


def empty(*names: str) -> dict[str, Column]:
    """Columns of these names without rows."""
    return {name: np.empty(0, dtype=np.int64) for name in names}


@dataclass(frozen=True, slots=True)
class Table:
    """Everything a run will write. Columns are int64; `kind` is a position in KINDS; 0 stands for "none"."""

    lines: dict[str, Column]
    out: tuple[Out, ...] = ()
    changes: tuple[tuple[int, str, int], ...] = ()
    covers: dict[str, Column] = field(default_factory=lambda: empty(*COVER_COLUMNS))
    previous_month: int | None = None
    previous_fen: int = 0
    unexplained: tuple[tuple[int, int], ...] = ()
    """(person, fen) of differences from last month that no change explains; a run that has any is not sealed."""
    rules_digest: str = ""

    @property
    def total(self) -> int:
        """People or matters due: each is a line or an exclusion."""
        return len(self.lines["person_id"]) + len(self.out)

    def basis(self) -> str:
        """Digest of everything computed; the same facts and rules give the same digest."""
        columns = [self.lines[name] for name in LINE_COLUMNS] + [self.covers[name] for name in COVER_COLUMNS]
        return digest_of(
            [
                [sm3(np.ascontiguousarray(c, dtype="<i8").tobytes()) for c in columns],
                self.out,
                self.changes,
                self.previous_month,
                self.previous_fen,
                self.rules_digest,
            ]
        )

    def sections(self, run_id: int, scheme: str) -> Iterator[tuple[type, Sequence[str], list[tuple[Any, ...]]]]:
        """(model, columns, rows) of everything to write, always in the same order."""
        first = run_id * ORDINALS + 1
        yield Line, _LINE_NAMES, self._line_rows(run_id, first, scheme)
        yield (
            Cover,
            ("id", "run_id", "line_id", *COVER_COLUMNS[1:]),
            [(first + i, run_id, first + line, *rest) for i, (line, *rest) in enumerate(_rows(self.covers, COVER_COLUMNS))],
        )
        yield (
            Change,
            ("id", "run_id", "person_id", "reason", "delta_fen"),
            [(first + i, run_id, *row) for i, row in enumerate(self.changes)],
        )
        yield (
            Exclusion,
            ("id", "run_id", "person_id", "kind", "reason", "amount_fen", "message"),
            [(first + i, run_id, *row) for i, row in enumerate(self.out)],
        )

    def _line_rows(self, run_id: int, first: int, scheme: str) -> list[tuple[Any, ...]]:
        return [
            (
                first + i,
                run_id,
                person,
                scheme,
                KINDS[kind],
                month,
                since or None,
                decision or None,
                account,
                *amounts[:5],
                amounts[5] or None,
                amounts[6] or None,
            )
            for i, (kind, person, month, since, decision, account, *amounts) in enumerate(_rows(self.lines, LINE_COLUMNS))
        ]


_LINE_NAMES = (
    "id",
    "run_id",
    "person_id",
    "scheme",
    "kind",
    "month",
    "from_month",
    "decision_id",
    "bank_account_id",
    *AMOUNTS,
    "reissue_of",
    "due_id",
)


def _rows(columns: dict[str, Column], names: Sequence[str]) -> Iterator[tuple[int, ...]]:
    return zip(*(columns[name].tolist() for name in names), strict=True)
