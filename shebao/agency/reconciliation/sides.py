"""The three sides of each bank file that was handed over: what its lines came to, what the books took from the account, what the bank's
statement shows. Worked out anew each time; nothing here is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from shebao.agency.fund import queries as books
from shebao.agency.fund import statements
from shebao.agency.payout import queries as payout
from shebao.base.money import Fen
from shebao.base.months import Month, last_day, month_of
from shebao.core.books.entries import EXPENDITURE_ACCOUNT
from shebao.core.books.reconciliation import Movement, Reconciliation


class Sides(NamedTuple):
    """A file: how much was sent, answered and arrived, what the books and the statement say of the same money (None: no statement yet)."""

    run_id: int
    number: str
    submitted_on: date
    submitted_by: int
    lines: int
    sent_fen: Fen
    answered: int
    paid_fen: Fen
    booked_fen: Fen
    bank_fen: Fen | None

    @property
    def agree(self) -> bool:
        """Whether every payment is answered and the three sums are one."""
        return self.answered == self.lines and self.paid_fen == self.booked_fen == self.bank_fen


def sides_of(scheme: str, first: Month, last: Month) -> list[Sides]:
    """Every file of a scheme that was handed over in some months, oldest first."""
    files = payout.submitted_files(scheme, first, last)
    runs = [file.run_id for file in files]
    answered, booked, missing = payout.answered_of_runs(runs), booked_by_return(scheme), _missing_by_return(scheme)
    returns: dict[int, list[int]] = defaultdict(list)
    for return_id, run_id in payout.returns_of_runs(runs):
        returns[run_id].append(return_id)
    rows = []
    for file in files:
        mine, said = returns[file.run_id], answered.get(file.run_id)
        ours = -sum(booked.get(one, 0) for one in mine)
        stated = bool(mine) and missing is not None and missing.stated.issuperset(mine)
        seen = ours + sum(missing.fen.get(one, 0) for one in mine) if stated and missing is not None else None
        rows.append(Sides(*file, said.answered if said else 0, said.paid_fen if said else 0, ours, seen))
    return rows


class _Missing(NamedTuple):
    """Of the vouchers of return files: which months' statements cover them, and what of them no statement shows, in fen."""

    stated: frozenset[int]
    fen: dict[int, Fen]


def booked_by_return(scheme: str) -> dict[int, Fen]:
    """Return file → what its vouchers did to the expenditure account, debits minus credits."""
    return books.booked(scheme, books.BANK_RETURN, EXPENDITURE_ACCOUNT)


def _missing_by_return(scheme: str) -> _Missing | None:
    """What the latest statements do not show of each return file's movements."""
    result = latest_reconciliation(scheme)
    if result is None:
        return None
    month, reconciliation = result
    alone: dict[int, Fen] = defaultdict(int)
    for one in reconciliation.ours_alone:
        if (return_id := return_of(one)) is not None:
            alone[return_id] += one.fen
    covered = frozenset(
        return_id for one in statements.movements(scheme, EXPENDITURE_ACCOUNT, to=month) if (return_id := return_of(one)) is not None
    )
    return _Missing(covered, dict(alone))


def return_of(one: Movement) -> int | None:
    """The return file whose voucher a movement is: its slip is numbered file-return-part."""
    parts = one.number.rsplit("-", 2)
    return int(parts[1]) if len(parts) == 3 and parts[0].startswith("E") and parts[1].isdigit() and parts[2].isdigit() else None


def latest_reconciliation(scheme: str, to: Month | None = None) -> tuple[Month, Reconciliation] | None:
    """The expenditure account against its statements, as of the newest month that has one (up to a month); None where none was entered."""
    months = [month for (account, month) in statements.latest(scheme) if account == EXPENDITURE_ACCOUNT and (to is None or month <= to)]
    if not months:
        return None
    result = statements.reconciled(scheme, EXPENDITURE_ACCOUNT, max(months))
    return None if result is None else (max(months), result)


def months_without_statement(scheme: str, today: date) -> list[Month]:
    """Months that are over, in which the expenditure account moved and of which no statement was entered."""
    stated = {month for (account, month) in statements.latest(scheme) if account == EXPENDITURE_ACCOUNT}
    moved = {month_of(one.on) for one in statements.movements(scheme, EXPENDITURE_ACCOUNT, to=month_of(today))}
    return sorted(month for month in moved - stated if last_day(month) < today)


def sums(rows: Iterable[Sides]) -> dict[str, Fen]:
    """The columns added up, for the foot of the table."""
    rows = list(rows)
    return {
        "lines": sum(row.lines for row in rows),
        "sent_fen": sum(row.sent_fen for row in rows),
        "paid_fen": sum(row.paid_fen for row in rows),
        "booked_fen": sum(row.booked_fen for row in rows),
        "bank_fen": sum(row.bank_fen or 0 for row in rows),
    }
