"""Taking in a list of receipts from the tax office (税务入库明细): every row kept, months settled, what is left over given an owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from django.db import transaction

from shebao.agency.contributions import month_ledger, months
from shebao.agency.declarations.allocation import RECEIPT, Settled, allocate
from shebao.agency.declarations.kinds import MONTHLY, OWNER
from shebao.agency.declarations.models import Difference, Receipt, ReceiptFile
from shebao.agency.declarations.queries import blocks_in, file_known
from shebao.agency.employers import projects
from shebao.agency.employers.actions import post_project_payments
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.store.bulk import next_id
from shebao.agency.store.collector import uncollected
from shebao.agency.store.columns import Column, Columns, among_texts, int_column, read_rows
from shebao.agency.store.crash import crashpoint
from shebao.agency.store.digest import digest_rows
from shebao.base.finding import refuse
from shebao.base.months import month_of


class ReceiptRow(NamedTuple):
    """One row of the list. employer_id, person_id: 0 where not given or not known; payer: a sign of what was given where it is
    nobody's, "" where it is somebody's; project_id: the building project it pays for, None for months."""

    ticket: str
    employer_id: int
    person_id: int
    scheme: str
    from_month: int
    to_month: int
    unit_fen: int
    person_fen: int
    late_fee_fen: int = 0
    interest_fen: int = 0
    payer: str = ""
    project_id: int | None = None


@dataclass(frozen=True)
class Taken:
    """A list taken in: its id, how it settles each scheme's months (by scheme, in fen), and the entry of the payments, if any."""

    file_id: int
    sums: dict[str, SchemeSums]
    payments: Entry | None


@dataclass(frozen=True)
class SchemeSums:
    """What a list brought a scheme, in fen: settled parts, what pays for people without an employer, for building projects, what is left
    over, fee, interest."""

    rows: int
    unit_fen: int
    person_fen: int
    flexible_fen: int
    project_fen: int
    left_fen: int
    late_fee_fen: int
    interest_fen: int

    @property
    def total_fen(self) -> int:
        """Everything the treasury has of it."""
        settled = self.unit_fen + self.person_fen + self.flexible_fen + self.project_fen
        return settled + self.left_fen + self.late_fee_fen + self.interest_fen


_AMOUNTS = ("unit_fen", "person_fen", "late_fee_fen", "interest_fen")
_WHOLE = (*RECEIPT, "late_fee_fen", "interest_fen")


def digest_of(rows: Sequence[ReceiptRow], on: date) -> str:
    """The digest by which a list is known again: its rows in order, and the day."""
    return digest_rows([(on.isoformat(), *row) for row in rows])


def check_rows(rows: Sequence[ReceiptRow]) -> None:
    """Refused, with every row and reason, for amounts below nought or none at all, a span that runs backwards, a ticket twice."""
    keys = list(map(_KEY_OF, rows))
    seen = dict(zip(reversed(keys), range(len(keys), 0, -1), strict=True))  # the first of its kind stays
    problems = [problem for number in _doubtful(rows) for problem in _wrong(number, rows[number - 1])]
    if len(seen) < len(keys):
        again = [(number, seen[key]) for number, key in enumerate(keys, 1) if seen[key] != number]
        problems += [(number, f"与第{earlier}行是同一张税票的同一笔") for number, earlier in again]
    stored = Receipt.objects.filter(ticket__in=among_texts({row.ticket for row in rows}))
    for stored_key in read_rows(stored, "ticket", "scheme", "employer_id", "person_id", "payer", "from_month"):
        if tuple(stored_key) in seen:
            problems.append((seen[tuple(stored_key)], f"税票 {stored_key[0]} 的这一笔已经入过账"))
    if problems:
        refuse_rows("declarations.receive", "入账", len(rows), sorted(problems))


_KEY_OF = attrgetter("ticket", "scheme", "employer_id", "person_id", "payer", "from_month")


def _doubtful(rows: Sequence[ReceiptRow]) -> list[int]:
    """Numbers of the rows that something may be wrong with, found in whole columns."""
    amounts = np.array([row[6:10] for row in rows], dtype=np.int64)
    months = np.array([row[4:6] for row in rows], dtype=np.int64)
    doubt = (amounts < 0).any(axis=1) | ~amounts.any(axis=1) | (months[:, 1] < months[:, 0])
    doubt |= np.array([row[3] not in MONTHLY or row[11] is not None for row in rows], dtype=np.bool_)
    return (np.flatnonzero(doubt) + 1).tolist()


def _wrong(number: int, row: ReceiptRow) -> list[Problem]:
    problems: list[Problem] = []
    if min(row[6:10]) < 0 or not any(row[6:10]):
        problems.append((number, "金额应大于零；退库请办理退还"))
    if row.to_month < row.from_month:
        problems.append((number, "所属期止早于所属期起"))
    if row.scheme not in MONTHLY:
        problems.append((number, f"险种“{row.scheme}”不是按月征收的险种"))
    if row.project_id and row.scheme != "work_injury":
        problems.append((number, "建设项目只缴工伤保险"))
    return problems


def settle(rows: Sequence[ReceiptRow]) -> dict[str, tuple[Column, Columns, Settled]]:
    """Scheme → (indexes of its rows, their columns, what they settle) as things are now; nothing is written."""
    by_scheme: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        by_scheme.setdefault(row.scheme, []).append(at)
    result = {}
    for scheme, places in by_scheme.items():
        fields = dict(zip(ReceiptRow._fields, zip(*(rows[at] for at in places), strict=True), strict=True))
        columns = {name: np.array(fields[name], dtype=np.int64) for name in _WHOLE}
        columns["unknown"] = np.array([payer != "" for payer in fields["payer"]], dtype=np.int64)
        columns["project_id"] = np.array([project_id or 0 for project_id in fields["project_id"]], dtype=np.int64)
        known = columns["unknown"] == 0
        columns["person_id"] = np.where(known, columns["person_id"], 0)
        columns["employer_id"] = np.where(known, columns["employer_id"], 0)
        blocks = blocks_in(scheme, int(columns["from_month"].min()), int(columns["to_month"].max()))
        result[scheme] = (int_column(places), columns, _settled(columns, blocks))
    return result


def _settled(columns: Columns, blocks: list[tuple[int, int]]) -> Settled:
    """What rows settle: those of building projects what is open of the project, the others months. The columns get `project_fen`."""
    mine = np.flatnonzero(columns["project_id"])
    columns["project_fen"] = np.zeros_like(columns["project_id"])
    if not mine.size:
        return allocate(columns, months.payable(blocks))
    plain = columns["project_id"] == 0
    settled = allocate(columns | {name: np.where(plain, columns[name], 0) for name in ("unit_fen", "person_fen")}, months.payable(blocks))
    open_fen = projects.open_fen(set(columns["project_id"][mine].tolist()))
    for at in mine.tolist():
        key, whole = int(columns["project_id"][at]), int(columns["unit_fen"][at] + columns["person_fen"][at])
        fen = min(whole, open_fen.get(key, 0))
        open_fen[key] = open_fen.get(key, 0) - fen
        columns["project_fen"][at] = fen
        settled.left_unit_fen[at], settled.met[at] = whole - fen, True
    return settled


def sums_of(columns: Columns, settled: Settled) -> SchemeSums:
    """The sums of a scheme's rows."""
    alone = columns["employer_id"][settled.receipt] == 0
    unit, person = settled.unit_fen, settled.person_fen
    return SchemeSums(
        columns["unit_fen"].size,
        int(unit[~alone].sum()),
        int(person[~alone].sum()),
        int(unit[alone].sum() + person[alone].sum()),
        int(columns["project_fen"].sum()),
        int(settled.left_unit_fen.sum() + settled.left_person_fen.sum()),
        int(columns["late_fee_fen"].sum()),
        int(columns["interest_fen"].sum()),
    )


@uncollected()
def receive(rows: Sequence[ReceiptRow], on: date, name: str = "", *, by: By) -> Taken | None:
    """Take in a list of one day; None where the same list was taken before, and then nothing is written."""
    if not rows:
        refuse("declarations.nothing", "名单是空的", "请至少填写一行。", "rows")
    digest = digest_of(rows, on)
    with transaction.atomic():
        take_turn()
        if file_known(digest):
            return None
        check_rows(rows)
        by_scheme = settle(rows)
        file_id, first = next_id(ReceiptFile), next_id(Receipt)
        whole = sum(int(columns[name].sum()) for _, columns, _ in by_scheme.values() for name in _AMOUNTS)
        post(
            ReceiptFile,
            ReceiptFile.SEALED,
            [(file_id, digest, name[:120], on, len(rows), whole)],
            "declarations.receive",
            by=by,
            body={"rows": len(rows), "total_fen": whole, "digest": digest},
        )
        _post_receipts(rows, by_scheme, file_id, first, by)
        _post_projects(by_scheme, first, on, by)
        payments = _post_payments(by_scheme, first, month_of(on), by)
        _post_differences(by_scheme, first, on, by)
        crashpoint("declarations.receive.before_commit")
    crashpoint("declarations.receive.committed")
    return Taken(file_id, {scheme: sums_of(columns, settled) for scheme, (_, columns, settled) in by_scheme.items()}, payments)


def _post_receipts(
    rows: Sequence[ReceiptRow], by_scheme: dict[str, tuple[Column, Columns, Settled]], file_id: int, first: int, by: By
) -> None:
    settled_fen = np.zeros(len(rows), dtype=np.int64)
    for places, columns, settled in by_scheme.values():
        left = settled.left_unit_fen + settled.left_person_fen
        settled_fen[places] = columns["unit_fen"] + columns["person_fen"] - left
    post(
        Receipt,
        Receipt.SEALED,
        [
            (first + at, file_id, at + 1, *row[:-1], fen, row[-1])
            for at, (row, fen) in enumerate(zip(rows, settled_fen.tolist(), strict=True))
        ],
        "declarations.receive.rows",
        by=by,
        body={"file": file_id},
    )


def _post_projects(by_scheme: dict[str, tuple[Column, Columns, Settled]], first: int, on: date, by: By) -> None:
    """Settle building projects; a project and a receipt meet at most once."""
    rows = [
        (int(columns["project_id"][at]), int(places[at]) + first, on, int(columns["project_fen"][at]))
        for places, columns, _ in by_scheme.values()
        for at in np.flatnonzero(columns["project_fen"]).tolist()
    ]
    if rows:
        post_project_payments(rows, by=by)


def _post_payments(by_scheme: dict[str, tuple[Column, Columns, Settled]], first: int, paid_month: int, by: By) -> Entry | None:
    """Settle the months; a month and a receipt meet at most once."""
    parts = [(places[settled.receipt] + first, settled) for places, _, settled in by_scheme.values()]
    receipt = np.concatenate([ids for ids, _ in parts])
    if not receipt.size:
        return None
    paid = {
        "month_id": np.concatenate([settled.month_id for _, settled in parts]),
        "receipt_id": receipt,
        "paid_month": np.full(receipt.size, paid_month, dtype=np.int64),
        "unit_fen": np.concatenate([settled.unit_fen for _, settled in parts]),
        "person_fen": np.concatenate([settled.person_fen for _, settled in parts]),
    }
    order = np.lexsort((paid["receipt_id"], paid["month_id"]))
    body = {"payments": int(receipt.size), "total_fen": int(paid["unit_fen"].sum() + paid["person_fen"].sum())}
    return month_ledger.post_payments(
        {key: column[order] for key, column in paid.items()}, "declarations.receive.payments", by=by, body=body
    )


def _post_differences(by_scheme: dict[str, tuple[Column, Columns, Settled]], first: int, on: date, by: By) -> None:
    rows: list[tuple[object, ...]] = []
    for scheme, (places, columns, settled) in by_scheme.items():
        left = settled.left_unit_fen + settled.left_person_fen
        for at in np.flatnonzero(left).tolist():
            one_side = bool(settled.met[at]) and (settled.left_unit_fen[at] == 0) != (settled.left_person_fen[at] == 0)
            kind = (
                "unknown_payer" if columns["unknown"][at] else "nothing_due" if not settled.met[at] else "share" if one_side else "overpaid"
            )
            rows.append((int(places[at]) + first, kind, scheme, int(left[at]), OWNER, on, None, ""))
    if rows:
        rows.sort(key=lambda row: row[0])  # type: ignore[arg-type, return-value]
        start = next_id(Difference)
        post(
            Difference,
            (*Difference.SEALED, "closed_on", "outcome"),
            [(start + at, *row) for at, row in enumerate(rows)],
            "declarations.receive.differences",
            by=by,
            body={"differences": len(rows), "fen": sum(int(str(row[3])) for row in rows)},
        )
