"""When the new place confirms, and not before: the relation ends, and the account that was sent is taken out and closed."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import moves
from shebao.agency.accounts import queries as accounts
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.enrolment import queries as enrolments
from shebao.agency.journal.by import By
from shebao.agency.store.columns import int_column
from shebao.agency.transfers import actions as transfers
from shebao.agency.transfers.kinds import KINDS
from shebao.agency.transfers.queries import CaseRow
from shebao.base.months import month_of


def end_relation(row: CaseRow, on: date, *, by: By) -> None:
    """End what is left of the person's relation in the scheme they came from."""
    scheme, one = KINDS[row.kind].from_scheme, int_column([row.person_id])
    if enrolments.open_among(one, scheme).size:
        enrolment.end(one, scheme, month_of(on), "joined_employee" if row.kind == "from_resident" else "moved_away", by=by)
    account = accounts.of_person(row.person_id, scheme)
    if account is not None and row.account_fen and not account.closed:
        fen = min(row.account_fen, account.balance_fen)
        moves.take_out(row.person_id, fen, scheme, month_of(on), row.id, close=fen == account.balance_fen, by=by)
    transfers.step(row.id, "ended", on, "对方已办结", by=by)
