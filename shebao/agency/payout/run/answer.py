"""The bank's answer: checked in whole before any row counts, applied in whole, and never overwritten by a later one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from operator import attrgetter, eq
from typing import Any, NamedTuple, NoReturn

import numpy as np
from django.db import transaction
from django.db.models.functions import Mod

from shebao.agency import schemes
from shebao.agency.journal.actions import Entry, post, record
from shebao.agency.journal.by import By
from shebao.agency.payout.bank import Answer, Code, Result, layout, not_repeated
from shebao.agency.payout.bank.again import first_kinds
from shebao.agency.payout.bank.outcomes import Last, last_of
from shebao.agency.payout.deduction_states import GONE, available_of_debts, kept_of_lines
from shebao.agency.payout.kinds import LINE_NUMBER
from shebao.agency.payout.models import BankSlip, Line, Outcome, ReturnFile, Run
from shebao.agency.payout.run import states
from shebao.agency.payout.run.file import sent_content
from shebao.agency.payout.run.proof import KIND_NUMBER
from shebao.agency.payout.run.slip import matching_slip
from shebao.agency.payout.tables.facts import parts_of_run
from shebao.agency.payout.tables.table import ORDINALS
from shebao.agency.staff.queries import require, same_person
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import Column, Columns, among, int_column, look_up, pick, read_columns
from shebao.agency.store.crash import crashpoint
from shebao.agency.store.digest import digest_of, sm3
from shebao.base.finding import Finding, Refused, refuse
from shebao.base.money import Fen, grouped

ADVICE = "整个文件未作任何处理。请与银行核对，取回正确的回盘文件后重新导入。"
MOST_PLACES = 20
_LINE_OF = attrgetter("line_id")


def _facts_but(left_out: frozenset[str]) -> Callable[[Any], Any]:
    """What of a row that was sent its answer must repeat."""
    return attrgetter(*(name for name in ("amount_fen", "account", "holder") if name not in left_out))


@dataclass(frozen=True, slots=True)
class Settlement:
    """What an answer changed, for the counters that book it: columns of lines by how their state moved.

    first: answered for the first time, paid or returned; returned: came back, now or after having been said to be paid;
    delivered_late: said to be returned before, now said to be paid.
    """

    run: Run
    return_file: ReturnFile
    entry: Entry
    first: Columns
    first_parts: Columns
    """The parts of `first` that are paid, a column a part of the scheme: what is kept back is taken from what the fund bears."""
    returned: Columns
    delivered_late: Columns
    kept_back: tuple[KeptBack, ...]
    """What lines that arrived, or came back after all, were lessened by towards debts."""
    bank_day: date
    """The day the bank gives its answer."""


class KeptBack(NamedTuple):
    """What one line was lessened by towards one debt, and whether the debt falls by it (the line arrived) or rises again."""

    line_id: int
    order_id: int
    debt_id: int
    fen: Fen
    arrived: bool


class _Row(NamedTuple):
    """An answer to post, in the order of `Outcome.SEALED`."""

    id: int
    line_id: int
    return_file_id: int
    paid: bool
    code: str
    amount_fen: int


def take_return(run_id: int, content: bytes, name: str, *, by: By) -> Settlement:
    """Take a return file for a submitted run. Refused, with line and field, where anything in it does not fit what was sent.

    Rows answered before in the same way count for nothing. A row that contradicts an earlier answer is not taken from a file:
    two people decide it (`change_answers`). What arrived must be what the bank's slip says, entered by another person.
    """
    require(by.member_id, "bank_file.create")
    with transaction.atomic():
        run = states.turn(run_id, states.SUBMITTED, states.SETTLED, verb="导入回盘文件")
        file = run.bank_file
        digest = sm3(content)
        _refuse_known(digest)
        bank = layout(file.layout)
        answer: Answer = bank.read_answer(content)
        if answer.number != file.number:
            refuse("payout.return_number", f"回盘文件对应的是 {answer.number}，不是本批次的 {file.number}", ADVICE, "第1行第3项")
        if answer.returned_on < file.submitted_on or answer.returned_on > by.day:  # type: ignore[operator]
            refuse("payout.return_date", f"回盘日期 {answer.returned_on.isoformat()} 早于送盘日期或晚于今天", ADVICE, "第1行第4项")
        _compare(answer, bank.read_order(sent_content(run, file)).rows, not_repeated(bank))
        before = last_of(list(map(_LINE_OF, answer.rows)))
        good = {code: meaning.paid for code, meaning in bank.CODES.items()}
        new = [(row, good[row.code]) for row in answer.rows if row.line_id not in before or before[row.line_id].paid != good[row.code]]
        _refuse_changed(new, before, bank.CODES)
        paid = [row.amount_fen for row in answer.rows if good[row.code]]
        slip = matching_slip(run, len(paid), sum(paid), actor_id=by.member_id)
        taken = _Taken(digest, name, len(answer.rows), len(paid), sum(paid), answer.returned_on, slip)
        settlement = _apply(run, taken, new, before, by=by)
        crashpoint("payout.return.before_commit")
    crashpoint("payout.return.committed")
    return settlement


def _refuse_known(digest: str) -> None:
    known = ReturnFile.objects.filter(digest=digest).first()
    if known is not None:
        refuse(
            "payout.return_twice", f"这份回盘文件已于 {known.day.isoformat()} 导入（{known.name}）", "同一份文件只导入一次，账目没有变化。"
        )


def _compare(answer: Answer, sent: tuple, left_out: frozenset[str]) -> None:
    """Every row of the answer must be one that was sent, once, with the holder, account and amount that were sent.

    left_out: what this bank's answers do not repeat.
    """
    facts_of_row = _facts_but(left_out)
    known = dict(zip(map(_LINE_OF, sent), map(facts_of_row, sent), strict=True))
    lines = list(map(_LINE_OF, answer.rows))
    if lines and len(set(lines)) == len(lines) and all(map(eq, map(known.get, lines), map(facts_of_row, answer.rows))):
        return
    by_line = {row.line_id: row for row in sent}
    wrong: list[str] = []
    seen: set[int] = set()
    for at, row in enumerate(answer.rows, 2):
        mine = by_line.get(row.line_id)
        if mine is None:
            wrong.append(f"第{at}行：指令 {row.line_id} 不是本文件送出的")
        elif row.line_id in seen:
            wrong.append(f"第{at}行：指令 {row.line_id} 在文件中重复")
        else:
            wrong += [
                f"第{at}行：{what}与送出的不一致"
                for what, differs in (
                    ("金额", row.amount_fen != mine.amount_fen),
                    ("账号", row.account != mine.account),
                    ("户名", row.holder != mine.holder and "holder" not in left_out),
                )
                if differs
            ]
        seen.add(row.line_id)
    if wrong:
        more = f"；另有 {len(wrong) - MOST_PLACES} 处" if len(wrong) > MOST_PLACES else ""
        raise Refused(
            Finding(
                "payout.return_rows",
                f"回盘文件有 {len(wrong)} 处与送出的文件不符：{'；'.join(wrong[:MOST_PLACES])}{more}",
                advice=ADVICE,
                values={"places": wrong},
            )
        )
    if not answer.rows:
        refuse("payout.return_empty", "回盘文件没有明细", ADVICE)


def _refuse_changed(new: list[tuple[Result, bool]], before: dict[int, Last], codes: dict[str, Code]) -> None:
    """An answer that contradicts an earlier one: no file turns a paid payment into a returned one, or back, on one person's word."""
    changed = [row for row, _ in new if row.line_id in before]
    if changed:
        first = changed[0]
        refuse(
            "payout.return_changed",
            f"回盘文件有 {len(changed)} 笔与银行先前的结果不同：例如指令 {first.line_id}，"
            f"先前“{codes[before[first.line_id].code].title}”，现在“{codes[first.code].title}”",
            "请与银行核对；确实变了的，附银行书面说明办理“更正银行结果”，由两人决定，之后再导入本文件。" + ADVICE,
            values={"lines": [row.line_id for row in changed]},
        )


def refuse_paid_twice(line_ids: Sequence[int]) -> None:
    """A line said to be returned and issued again cannot also have been paid: that is for people to clear up with the bank."""
    again = list(Line.objects.filter(reissue_of__in=among(line_ids)).values_list("reissue_of", "run_id"))
    if again:
        line, run = again[0]
        refuse(
            "payout.return_contradiction",
            f"银行称指令 {line} 已到账，但该笔退回后已在批次 {run} 中重发（共 {len(again)} 笔）",
            "请立即与银行核对，必要时止付重发的款项。" + ADVICE,
            values={"lines": [line for line, _ in again]},
        )


class _Taken(NamedTuple):
    """What is kept of an answer as a whole."""

    digest: str
    name: str
    lines: int
    paid_lines: int
    paid_fen: Fen
    bank_day: date
    slip: BankSlip | None = None


def _apply(run: Run, answer: _Taken, new: Sequence[tuple[Result, bool]], before: dict[int, Last], *, by: By) -> Settlement:
    file = run.bank_file
    taken = ReturnFile.objects.create(
        id=next_id(ReturnFile),
        bank_file=file,
        digest=answer.digest,
        name=answer.name[:120],
        day=by.day,
        lines=answer.lines,
        paid_lines=answer.paid_lines,
        paid_fen=answer.paid_fen,
        new_lines=len(new),
        member_id=by.member_id,
        slip=answer.slip,
    )
    answers = {line: last.answers for line, last in before.items()}
    lines = [row.line_id for row, _ in new]
    if often := [line for line in lines if answers.get(line, 0) > 9]:
        _too_often(min(often))
    ids = [line * 10 + answers.get(line, 0) for line in lines] if answers else [line * 10 for line in lines]
    cells = zip(*((good, row.code, row.amount_fen) for row, good in new), strict=True)
    rows = sorted(map(_Row._make, zip(ids, lines, repeat(taken.pk), *cells)))
    entry = post(Outcome, Outcome.SEALED, rows, "payout.return", by=by, subject=("run", run.pk), body=facts_of(taken))
    answered = _answered(run)
    if run.state == states.SUBMITTED and answered == file.lines:
        run.state, run.step = states.SETTLED, "银行已全部回盘"
        run.save(update_fields=["state", "step"])
        record("payout.settle", by=by, subject=("run", run.pk), body={"lines": answered})
    columns = _lines([row.line_id for row in rows])
    good = np.array([row.paid for row in rows], dtype=np.bool_)
    again = np.array([row.id % 10 > 0 for row in rows], dtype=np.bool_)
    first = pick(columns, ~again)
    parts = _parts(run, first["id"], first["deducted_fen"])
    kept_back = _kept_back([row.line_id for row in rows if row.paid], [row.line_id for row in rows if not row.paid and row.id % 10])
    return Settlement(run, taken, entry, first, parts, pick(columns, ~good), pick(columns, good & again), kept_back, answer.bank_day)


def _kept_back(arrived: Sequence[int], came_back: Sequence[int]) -> tuple[KeptBack, ...]:
    """The deductions of lines that have arrived now, and of those that were said to have arrived and did not."""
    return tuple(
        KeptBack(kept.line_id, kept.order_id, kept.debt_id, kept.fen, falls)
        for lines, falls in ((arrived, True), (came_back, False))
        for kept in kept_of_lines(lines)
    )


def _answered(run: Run) -> int:
    """How many lines of a run the bank has answered: each has one first answer, and they lie together."""
    first = run.pk * ORDINALS * 10
    ids = Outcome.objects.filter(id__gte=first, id__lt=first + ORDINALS * 10).annotate(answer=Mod("id", 10))
    return ids.filter(answer=0).count()


def facts_of(taken: ReturnFile) -> dict[str, object]:
    """What the journal keeps of a return file; `verify` compares the row with it."""
    return {
        "file": taken.bank_file_id,
        "return": taken.pk,
        "digest": taken.digest,
        "name": taken.name,
        "day": taken.day.isoformat(),
        "lines": taken.lines,
        "paid_lines": taken.paid_lines,
        "paid_fen": taken.paid_fen,
        "new_lines": taken.new_lines,
        "member": taken.member_id,
    } | ({"slip": taken.slip_id} if taken.slip_id is not None else {})


def check_changes(run_id: int, codes: Mapping[int, str]) -> list[Changed]:
    """What `change_answers` would change, line → the bank's new code; refuses what it would refuse as things are now."""
    run = Run.objects.select_related("bank_file").filter(pk=run_id, state__in=(states.SUBMITTED, states.SETTLED)).first()
    if run is None:
        refuse("payout.change", f"没有已送盘的第 {run_id} 批", "请填写批次页面上的编号。", "run_id")
    titles = layout(run.bank_file.layout).CODES
    lines = {line.pk: line for line in Line.objects.filter(run=run, pk__in=among(list(codes)))}
    before = last_of(list(lines))
    changes = []
    for line_id, code in sorted(codes.items()):
        if line_id not in lines or line_id not in before:
            refuse("payout.change", f"指令 {line_id} 不在第 {run_id} 批，或银行还没有回过盘", "第一次的结果请导入回盘文件。", "rows")
        if code not in titles or titles[code].paid == before[line_id].paid:
            known = "、".join(f"{key} {one.title}" for key, one in titles.items())
            refuse("payout.change", f"指令 {line_id} 的新结果“{code}”不改变原来的结果，或没有这个结果码", f"结果码：{known}。", "rows")
        line, old = lines[line_id], before[line_id].code
        changes.append(
            Changed(
                line_id,
                line.person_id,
                line.total_fen - (line.deducted_fen or 0),
                old,
                titles[old].title,
                code,
                titles[code].title,
                titles[code].paid,
            )
        )
    refuse_paid_twice([change.line_id for change in changes if change.paid])
    _refuse_beyond_debts([change.line_id for change in changes if change.paid])
    return changes


def _refuse_beyond_debts(line_ids: Sequence[int]) -> None:
    """A payment that was given up and is now said to have arrived, of which a part was kept back for a debt that was paid meanwhile."""
    gone = [kept for kept in kept_of_lines(line_ids) if kept.state == GONE]
    left = available_of_debts({kept.debt_id for kept in gone})
    for kept in gone:
        left[kept.debt_id] -= kept.fen
        if left[kept.debt_id] < 0:
            refuse(
                "payout.change_debt",
                f"指令 {kept.line_id} 扣下了 {grouped(kept.fen)} 元抵债务 {kept.debt_id}，这笔债务已经另行还清，不能再减",
                "请先办理“更正追回登记”，把多收的一步更正并退还，再更正银行结果。",
                "rows",
            )


class Changed(NamedTuple):
    """A payment of which the bank now says something else: both answers side by side."""

    line_id: int
    person_id: int
    amount_fen: Fen
    old_code: str
    old_title: str
    code: str
    title: str
    paid: bool


def change_answers(run_id: int, codes: Mapping[int, str], *, asked_by: int, by: By) -> Settlement:
    """Take the bank's other word on payments it had answered, on one person's request with the bank's letter and another's decision."""
    with transaction.atomic():
        run = states.turn(run_id, states.SUBMITTED, states.SETTLED, verb="更正银行结果")
        if same_person(asked_by, by.member_id):
            refuse("payout.own", "提出更正的人不能自己批准", "请由另一人批准。", source="社会保险经办条例 第37条")
        changes = check_changes(run_id, codes)
        new = [(Result(change.line_id, "", "", change.amount_fen, change.code), change.paid) for change in changes]
        paid = [change.amount_fen for change in changes if change.paid]
        digest = digest_of(["change", by.matter, [list(change) for change in changes]])
        taken = _Taken(digest, f"更正银行结果（办件 {by.matter}）", len(changes), len(paid), sum(paid), by.day)
        before = last_of([change.line_id for change in changes])
        return _apply(run, taken, new, before, by=by)


def _lines(ids: list[int]) -> Columns:
    """Columns of lines, `total_fen` being what the bank was to pay; a re-issue of what the bank never saw has the kind that was promised
    first, for it is booked as that."""
    numbered = Line.objects.filter(id__in=among(ids)).annotate(kind_number=KIND_NUMBER).order_by("id")
    lines = read_columns(numbered, "id", "person_id", "month", "from_account_fen", "total_fen", "deducted_fen", "kind_number")
    lines["total_fen"] = lines["total_fen"] - lines["deducted_fen"]
    kinds = first_kinds(lines["id"][lines["kind_number"] == LINE_NUMBER["reissue"]])
    numbers = int_column(LINE_NUMBER[kind] for kind in kinds.values())
    own = lines["kind_number"]
    first = look_up(int_column(kinds), numbers, lines["id"], missing=-1)
    return lines | {"kind_number": np.where(first >= 0, first, own)}


def _parts(run: Run, line_ids: Column, kept: Column) -> Columns:
    """The parts of lines, less what is kept back of each: of what the fund bears, the scheme's first part first."""
    rows = read_columns(parts_of_run(run.pk), "id", "fen")
    parts = schemes.part_columns(line_ids, rows["id"], rows["fen"], [part.key for part in schemes.of(run.scheme).PARTS])
    left = kept
    for part in schemes.of(run.scheme).PARTS:
        if not part.from_account:
            less = np.minimum(left, parts[part.key])
            parts[part.key], left = parts[part.key] - less, left - less
    return parts


def _too_often(line: int) -> NoReturn:
    refuse("payout.return_often", f"银行对指令 {line} 的说法已反复多次", "请与银行书面核对后，由稽核处理。" + ADVICE)
