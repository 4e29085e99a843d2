"""Which differences there are between lines, books and bank on a day: twelve kinds, each found by a rule of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from shebao.agency.fund import statements
from shebao.agency.payout import queries as payout
from shebao.base.money import Fen, grouped
from shebao.base.months import add_months, last_day, month_of, month_title
from shebao.core.books.entries import EXPENDITURE_ACCOUNT
from shebao.core.books.reconciliation import Movement

from .kinds import FOLLOW_DAYS, LATE_DAYS
from .sides import Sides, latest_reconciliation, months_without_statement, sides_of

MONTHS_BACK = 12
"""How long a file's answer is looked after; older ones stay where a statement shows them."""


class Difference(NamedTuple):
    """A difference as it stands: its key, kind, which file, slip or month, how much, since when, in words, and who is first asked."""

    key: str
    kind: str
    subject: str
    fen: Fen
    since: date
    words: str
    asked: int = 0


def differences(scheme: str, today: date) -> list[Difference]:
    """Every difference of a scheme on a day, the oldest first; the same facts give the same list."""
    result: dict[str, Difference] = {}
    for one in (*_of_files(scheme, today), *_of_statements(scheme, today), *_of_returns(scheme, today), *_of_folder(today)):
        result.setdefault(one.key, one)
    return sorted(result.values(), key=lambda one: (one.since, one.key))


def _of_files(scheme: str, today: date) -> Iterator[Difference]:
    runs = {row.run_id: row for row in sides_of(scheme, add_months(month_of(today), -MONTHS_BACK), month_of(today))}
    for row in runs.values():
        yield from _of_file(row, today)
    for failed in payout.failed_answers(list(runs)):
        row = runs[failed.run_id]
        words = f"{failed.name}：{failed.reason}"
        yield Difference(
            f"failed_answer:{failed.id}", "failed_answer", row.number, row.sent_fen - row.paid_fen, failed.day, words, failed.member_id
        )
    for slip in payout.unused_slips(list(runs)):
        words = f"回单 {slip.number}：到账 {slip.paid_lines} 笔 {grouped(slip.paid_fen)} 元"
        row = runs[slip.run_id]
        yield Difference(f"unused_slip:{slip.id}", "unused_slip", row.number, slip.paid_fen, row.submitted_on, words, row.submitted_by)


def _of_file(row: Sides, today: date) -> Iterator[Difference]:
    late = (today - row.submitted_on).days > LATE_DAYS
    if not row.answered and row.lines and late:
        words = f"送盘 {row.lines} 笔 {grouped(row.sent_fen)} 元，{(today - row.submitted_on).days} 天没有回盘"
        yield Difference(f"no_answer:{row.number}", "no_answer", row.number, row.sent_fen, row.submitted_on, words, row.submitted_by)
    elif row.answered < row.lines and late:
        words = f"送盘 {row.lines} 笔，回了 {row.answered} 笔，还差 {row.lines - row.answered} 笔"
        yield Difference(f"part_answered:{row.number}", "part_answered", row.number, 0, row.submitted_on, words, row.submitted_by)
    if row.paid_fen != row.booked_fen:
        words = f"明细到账 {grouped(row.paid_fen)} 元，支出户记账 {grouped(row.booked_fen)} 元"
        apart = row.paid_fen - row.booked_fen
        yield Difference(f"lines_not_booked:{row.number}", "lines_not_booked", row.number, apart, row.submitted_on, words, row.submitted_by)


def _of_statements(scheme: str, today: date) -> Iterator[Difference]:
    for month in months_without_statement(scheme, today):
        words = f"{month_title(month)}支出户有收付，没有登记对账单"
        yield Difference(f"no_statement:{scheme}:{month}", "no_statement", month_title(month), 0, last_day(month), words)
    result = latest_reconciliation(scheme)
    if result is None:
        return
    month, reconciliation = result
    ours, bank = list(reconciliation.ours_alone), list(reconciliation.bank_alone)
    for mine, theirs in _pairs(ours, bank):
        words = f"{mine.number}：账上 {grouped(abs(mine.fen))} 元，对账单 {grouped(abs(theirs.fen))} 元"
        yield _of_movement("amount_differs", scheme, mine, mine.fen - theirs.fen, words)
    shown = Counter((one.number, one.fen) for one in statements.stated(scheme, EXPENDITURE_ACCOUNT, to=month))
    for one in bank:
        words = f"{one.on.isoformat()} {one.number}：{'收' if one.fen > 0 else '付'} {grouped(abs(one.fen))} 元"
        yield _of_movement("twice_on_statement" if shown[one.number, one.fen] > 1 else "bank_alone", scheme, one, one.fen, words)
    for one in ours:
        words = f"{one.on.isoformat()} {one.number} {one.what}：{'收' if one.fen > 0 else '付'} {grouped(abs(one.fen))} 元"
        yield _of_movement("not_on_statement", scheme, one, one.fen, words)


def _pairs(ours: list[Movement], bank: list[Movement]) -> list[tuple[Movement, Movement]]:
    """Movements of one number on both sides with different amounts, taken out of both lists."""
    pairs = []
    for mine in list(ours):
        theirs = next((one for one in bank if one.number == mine.number and one.number), None)
        if theirs is not None:
            ours.remove(mine)
            bank.remove(theirs)
            pairs.append((mine, theirs))
    return pairs


def _of_movement(kind: str, scheme: str, one: Movement, fen: Fen, words: str) -> Difference:
    key = f"{kind}:{scheme}:{one.on.isoformat()}:{one.number}:{one.fen}"
    return Difference(key[:120], kind, one.number or one.on.isoformat(), fen, one.on, words)


def _of_returns(scheme: str, today: date) -> Iterator[Difference]:
    """Payments that came back and lie there: one difference a file, not one a person."""
    left: dict[int, tuple[int, Fen, date]] = {}
    for one in payout.on_hold(scheme):
        if one.since <= today - timedelta(days=FOLLOW_DAYS):
            count, fen, since = left.get(one.run_id, (0, 0, one.since))
            left[one.run_id] = (count + 1, fen + one.fen, min(since, one.since))
    for run_id, (count, fen, since) in left.items():
        words = f"第 {run_id} 批退回 {count} 笔 {grouped(fen)} 元，{since.isoformat()} 起没有重发或处理"
        yield Difference(f"not_followed:{run_id}:{since.isoformat()}", "not_followed", f"第 {run_id} 批", fen, since, words)


def _of_folder(today: date) -> Iterator[Difference]:
    for name in payout.unknown_files():
        yield Difference(f"unknown_file:{name}"[:120], "unknown_file", name[:80], 0, today, f"{name} 不在数据库里")
