"""What a run says about itself, worked out again from its rows: digest, sums, coverage, and the explained difference.

A run has two digests. `digest` is over the rows as they are stored and is what people sign. `basis` is over the table as it
was computed; worked out once more from the stored rows it says whether these are the rows that were computed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Case, IntegerField, When
from django.db.models.functions import Coalesce

from shebao.agency import schemes
from shebao.agency.journal import queries as journal
from shebao.agency.payout.holds.gates import HELD, LeftOut
from shebao.agency.payout.holds.operations import Measured
from shebao.agency.payout.kinds import LINE_NUMBER
from shebao.agency.payout.models import Change, Cover, Exclusion, Line, LineDeduction, Operation, Run
from shebao.agency.payout.tables import facts
from shebao.agency.payout.tables.table import COVER_FACTS, DEDUCTION_FACTS, FACTS, NULLABLE, ORDINALS, Lines, Moved, Table
from shebao.agency.store.columns import Column, Columns, empty_columns, int_column, look_up, read_columns, read_rows, read_table, summed
from shebao.agency.store.digest import Numbers, digest_numbers, digest_of, digest_rows
from shebao.base.money import grouped

_LINE = ("id", *FACTS)
_FILLED = {f"{name}_or_0": Coalesce(name, 0) for name in NULLABLE}
_READ = tuple(f"{name}_or_0" if name in NULLABLE else name for name in _LINE)
_COVER = tuple("cause_or_0" if name == "cause" else name for name in COVER_FACTS)
KIND_NUMBER = Case(*(When(kind=kind, then=number) for kind, number in LINE_NUMBER.items()), output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class Content:
    """A run's rows as they are in the database, the digest over all of them, and the digest of the table they came from."""

    lines: Columns
    part_ids: Column
    part_fen: Column
    people_out: int
    held: int
    held_fen: int
    change_people: Column
    change_fen: Column
    deducted_lines: Column
    deducted_fen: Column
    digest: str
    basis: str


@dataclass(frozen=True, slots=True)
class _Rows:
    """A run's rows as they are read, and the digest over all of them, the run's header first."""

    lines: Numbers
    parts: Numbers
    covers: Numbers
    deductions: Numbers
    changes: list[Any]
    out: list[Any]
    operations: list[Any]
    digest: str


def digest_now(run: Run) -> str:
    """The digest of a run's rows as they stand in the database: what a signature is held against."""
    return _read(run).digest


def _read(run: Run) -> _Rows:
    """The rows of a run. The scheme of a line is that of its run: a line that says another is none of the run's, and the digest
    no longer holds."""
    own = Line.objects.filter(run=run, scheme=run.scheme).order_by("id")
    lines = read_table(own.annotate(kind_number=KIND_NUMBER, **_FILLED), "kind_number", *_READ)
    parts = read_table(facts.parts_of_run(run.pk).annotate(number=_part_number(run.scheme)), "id", "line_id", "number", "fen")
    covers = read_table(Cover.objects.filter(run=run).order_by("id").annotate(cause_or_0=Coalesce("cause", 0)), "id", "line_id", *_COVER)
    kept = LineDeduction.objects.filter(run=run).order_by("id")
    deductions = read_table(kept, "id", "line_id", "order_id", "fen")
    changes = read_rows(Change.objects.filter(run=run).order_by("id"), "id", "person_id", "reason", "delta_fen")
    out = read_rows(Exclusion.objects.filter(run=run).order_by("id"), "id", "person_id", "kind", "reason", "amount_fen", "message", "cause")
    operations = read_rows(Operation.objects.filter(run=run).order_by("id"), "id", *Measured._fields)
    head = [run.pk, run.scheme, run.place, run.month, run.kind, run.part, run.previous_month, run.previous_fen, run.rules_digest]
    head += [run.thresholds, run.remark]
    tables = [*map(digest_numbers, (lines, parts, covers)), *map(digest_rows, (changes, out, operations))]
    if deductions.size:  # a run without any has the digest that it had before there were deductions
        tables.append(digest_numbers(deductions))
    return _Rows(lines, parts, covers, deductions, changes, out, operations, digest_of([head, *tables]))


def _part_number(scheme: str) -> Case:
    """The place of a part in its scheme; a part that the scheme does not have has none and cannot be read."""
    places = enumerate(schemes.of(scheme).PARTS, 1)
    return Case(*(When(part=part.key, then=place) for place, part in places), output_field=IntegerField())


def content_of(run: Run) -> Content:
    """Read a run's rows back as columns, with their digest."""
    rows = _read(run)
    columns = {name: np.ascontiguousarray(rows.lines[:, i]) for i, name in enumerate(("kind", *_LINE))} if rows.lines.size else {}
    people, fen = int_column([row[1] for row in rows.changes]), int_column([row[3] for row in rows.changes])
    parts = rows.parts[:, 0].copy(), rows.parts[:, 3].copy()
    table = _table(run, rows)
    held = [row.amount_fen for row in table.out if row.kind == HELD]
    if columns:
        lessened = read_columns(Line.objects.filter(run=run).exclude(deducted_fen=0), "id", "deducted_fen")
        columns["deducted_fen"] = summed(lessened["id"], lessened["deducted_fen"], columns["id"])
    kept = rows.deductions[:, 1].copy(), rows.deductions[:, 3].copy()
    return Content(columns, *parts, len(rows.out), len(held), sum(held), people, fen, *kept, rows.digest, table.basis())


def computed_basis(run: Run) -> str:
    """The digest of the table as the journal has it from the last computation of a run; "" where it was never computed."""
    last = [body for run_id, body in journal.bodies("payout.compute") if run_id == run.pk]
    return str(json.loads(last[-1])["basis"]) if last else ""


def _table(run: Run, rows: _Rows) -> Table:
    """The table that would write these rows."""
    lines = {name: np.ascontiguousarray(rows.lines[:, i]) for i, name in enumerate(("kind", *_LINE))}
    ids = lines.pop("id")
    # What is owed once is not divided: its table has no columns of parts, and a part row beside it shows as one.
    keys = [part.key for part in schemes.of(run.scheme).PARTS] if run.kind != "one_off" or rows.parts.size else []
    # A part under another's number is no part of the table that was computed.
    parts = rows.parts[rows.parts[:, 0] % 10 == rows.parts[:, 2]]
    covers = {name: np.ascontiguousarray(rows.covers[:, i]) for i, name in enumerate(("line", *COVER_FACTS), 1)}
    covers["line"] = covers["line"] - (run.pk * ORDINALS + 1)
    deductions = {name: np.ascontiguousarray(rows.deductions[:, i]) for i, name in enumerate(DEDUCTION_FACTS, 1)}
    deductions["line"] = deductions["line"] - (run.pk * ORDINALS + 1)
    return Table(
        Lines(lines, schemes.part_columns(ids, parts[:, 0], parts[:, 3], keys)),
        tuple(LeftOut(*row[1:6])._replace(cause=row[6] or 0) for row in rows.out),
        tuple(Moved(*row[1:]) for row in rows.changes),
        covers,
        run.previous_month,
        run.previous_fen,
        rules_digest=run.rules_digest,
        operations=tuple(Measured(*row[1:]) for row in rows.operations),
        thresholds=run.thresholds or "",
        deductions=deductions,
    )


def sealed_facts(run: Run) -> dict[str, Any]:
    """What the journal keeps of a sealed run; `verify` compares the run with it."""
    said = {"thresholds": digest_of(run.thresholds)} if run.thresholds else {}
    said |= {"remark": run.remark} if run.remark else {}
    kept: dict[str, Any] = {"deducted_fen": run.deducted_fen} if run.deducted_fen else {}
    return (
        said
        | kept
        | {
            "scheme": run.scheme,
            "place": run.place,
            "month": run.month,
            "kind": run.kind,
            "part": run.part,
            "total": run.total,
            "lines": run.lines,
            "amount_fen": run.amount_fen,
            "held": run.held,
            "held_fen": run.held_fen,
            "excluded": run.excluded,
            "previous_month": run.previous_month,
            "previous_fen": run.previous_fen,
            "explained_fen": run.explained_fen,
            "rules_digest": run.rules_digest,
            "digest": run.digest,
            "chain_head": run.chain_head,
            "maker": run.maker_id,
            "day": run.business_day.isoformat(),
        }
    )


def problems_of(run: Run, content: Content) -> list[str]:
    """What does not hold in a run: coverage, sums, and the explained difference of every person."""
    problems = []
    count = len(content.lines["id"]) if content.lines else 0
    amount = int(content.lines["total_fen"].sum()) if count else 0
    if run.total != count + content.people_out or run.done != count or run.excluded != content.people_out:
        problems.append(f"应处理{run.total}，发放{count}，未发放{content.people_out}，加起来不等。")
    if (run.lines, run.amount_fen) != (count, amount):
        problems.append(f"登记{run.lines}笔{grouped(run.amount_fen)}元，明细{count}笔{grouped(amount)}元。")
    if (run.held, run.held_fen) != (content.held, content.held_fen):
        problems.append(f"登记扣留{run.held}笔{grouped(run.held_fen)}元，明细{content.held}笔{grouped(content.held_fen)}元。")
    if run.explained_fen != int(content.change_fen.sum()):
        problems.append(f"登记变动{grouped(run.explained_fen)}元，明细{grouped(int(content.change_fen.sum()))}元。")
    if content.basis != run.basis:
        problems.append("明细不是计算出来的那些：写入以后被增加、删除或改动过。")
    problems += _deducted(run, content)
    if run.kind in ("regular", "back_pay") and count:
        problems += _parted(run, content)
    if run.kind == "regular":
        problems += _explained(run, content)
    if run.kind == "back_pay":
        problems += _covered(run, content)
    return problems


def _deducted(run: Run, content: Content) -> list[str]:
    """What a line is said to be lessened by is the sum of its deductions, and what the run says is the sum of all."""
    whole = int(content.deducted_fen.sum())
    problems = []
    if (run.deducted_fen or 0) != whole:
        problems.append(f"登记抵扣{grouped(run.deducted_fen or 0)}元，明细{grouped(whole)}元。")
    if not content.lines:
        return problems
    ids = content.lines["id"]
    wrong = summed(content.deducted_lines, content.deducted_fen, ids) != content.lines["deducted_fen"]
    strangers = np.setdiff1d(content.deducted_lines, ids)
    return problems + [f"指令{line}登记的抵扣与抵扣明细不等。" for line in np.concatenate([ids[wrong], strangers]).tolist()]


def _parted(run: Run, content: Content) -> list[str]:
    """The parts of every line add up to its total, and those the account bears to what comes from the account."""
    scheme, ids = schemes.of(run.scheme), content.lines["id"]
    parts = schemes.part_columns(ids, content.part_ids, content.part_fen, [part.key for part in scheme.PARTS])
    sums = schemes.amounts(scheme.PARTS, parts)
    wrong = (sums.total_fen != content.lines["total_fen"]) | (sums.from_account_fen != content.lines["from_account_fen"])
    strangers = np.setdiff1d(content.part_ids // 10, ids)
    return [f"指令{line}各项之和与合计不等。" for line in np.concatenate([ids[wrong], strangers]).tolist()]


def _explained(run: Run, content: Content) -> list[str]:
    """Last month + changes = this month, for every person and in total."""
    total = int(content.change_fen.sum())
    problems = []
    if run.previous_fen + total != run.amount_fen:
        problems.append(f"上月{grouped(run.previous_fen)}元加变动{grouped(total)}元，不等于本月{grouped(run.amount_fen)}元。")
    last = facts.regular_lines(run.scheme, run.previous_month) if run.previous_month else empty_columns("person_id", "total_fen")
    this = content.lines or empty_columns("person_id", "total_fen")
    people = np.unique(np.concatenate([last["person_id"], this["person_id"], content.change_people]))
    moved = look_up(this["person_id"], this["total_fen"], people) - look_up(last["person_id"], last["total_fen"], people)
    wrong = people[moved != summed(content.change_people, content.change_fen, people)]
    return problems + [f"人员{person}的变动没有说明到分。" for person in wrong.tolist()]


def _covered(run: Run, content: Content) -> list[str]:
    """Every back payment is the sum of its months."""
    covers = read_columns(Cover.objects.filter(run=run), "line_id", "due_fen", "from_account_fen")
    if not content.lines:
        return []
    ids = content.lines["id"]
    wrong = (summed(covers["line_id"], covers["due_fen"], ids) != content.lines["total_fen"]) | (
        summed(covers["line_id"], covers["from_account_fen"], ids) != content.lines["from_account_fen"]
    )
    return [f"补发指令{line}与各月明细之和不等。" for line in ids[wrong].tolist()]
