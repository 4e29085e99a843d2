"""What the bank's answers mean for the fund's books and for the personal accounts, worked out from the answers alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shebao.agency import schemes
from shebao.agency.payout.bank.again import first_kinds
from shebao.agency.payout.models import Line, Outcome
from shebao.agency.store.columns import read_columns
from shebao.base.money import Fen
from shebao.core.books.entries import BENEFITS


@dataclass(frozen=True, slots=True)
class Moved:
    """What a return file's answers mean for the books: expense for benefits, what goes to other accounts, change of
    what is on hold (debit +), change of the expenditure account."""

    expense_fen: Fen
    other_fen: Fen
    on_hold_fen: Fen
    expenditure_fen: Fen


def moved_by_returns(scheme: str) -> dict[int, Moved]:
    """Return file → what the fund's vouchers must say of it, worked out from the answers alone."""
    kinds = dict(Line.objects.filter(scheme=scheme, id__in=Outcome.objects.values("line_id")).values_list("id", "kind"))
    kinds |= first_kinds([line for line, kind in kinds.items() if kind == "reissue"])
    sums: dict[int, list[int]] = {}
    for outcome, line, file, paid, fen in Outcome.objects.order_by("id").values_list(
        "id", "line_id", "return_file_id", "paid", "amount_fen"
    ):
        if line not in kinds:
            continue
        expense, other, hold, account = sums.setdefault(file, [0, 0, 0, 0])
        first = outcome % 10 == 0
        if first and kinds[line] != "reissue":
            benefit = schemes.entry_of(scheme, kinds[line])[0] == BENEFITS
            expense, other, account = expense + fen * benefit, other + fen * (not benefit), account - fen
        elif first or paid:
            hold, account = hold + fen, account - fen
        if not paid:
            hold, account = hold - fen, account + fen
        sums[file] = [expense, other, hold, account]
    return {file: Moved(*four) for file, four in sums.items() if any(four)}


def account_parts(scheme: str) -> dict[str, Any]:
    """Columns id, person_id, from_account_fen of every answered line, by id."""
    return read_columns(
        Line.objects.filter(scheme=scheme, id__in=Outcome.objects.values("line_id")).order_by("id"), "id", "person_id", "from_account_fen"
    )
