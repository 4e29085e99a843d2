"""Opening the debts of late deaths: months overpaid beyond the death, the account made whole, and who drew the money."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shebao.agency import schemes
from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts import queries as account_queries
from shebao.agency.certification import queries as certification
from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text

UNKNOWN_DRAWER = "待查明"
REASON = "死亡后多发待遇退回个人账户"


def owed_text(debt: runs.Overpaid) -> str:
    """A debt in words: months, sum, and what has left for the bank without an answer."""
    under_way = f"另有 {grouped(debt.under_way_fen)} 元已送银行未回盘" if debt.under_way_fen else ""
    if not debt.fen:
        return under_way
    span = month_text(debt.months[0]) + (f" 至 {month_text(debt.months[-1])}" if len(debt.months) > 1 else "")
    owed = f"多发 {len(debt.months)} 个月（{span}）{grouped(debt.fen)} 元，须追回"
    return f"{owed}；{under_way}" if under_way else owed


def open_debts(deaths: Mapping[int, date], drawn_by: Mapping[int, str], *, by: By) -> int:
    """Enter what each death has left overpaid beyond the debts it has already, scheme by scheme, and give back to the accounts what
    they bore of it; how many debts."""
    return sum(_open_of_scheme(deaths, drawn_by, scheme, by=by) for scheme in schemes.titles())


def _open_of_scheme(deaths: Mapping[int, date], drawn_by: Mapping[int, str], scheme: str, *, by: By) -> int:
    last_months = {person: month_of(died_on) for person, died_on in deaths.items()}
    owed = {person: debt for person, debt in runs.not_opened(last_months, scheme).items() if debt.fen}
    if not owed:
        return 0
    seen = certification.seen_after({person: deaths[person] for person in owed})
    corrections = _corrections(owed, scheme)
    rows = [
        payout.DebtRow(
            person,
            debt._replace(from_account_fen=corrections[person].amount_fen if person in corrections else 0),
            drawn_by.get(person) or UNKNOWN_DRAWER,
            "、".join(f"{on} {way}" for on, way in seen.get(person, ())),
        )
        for person, debt in sorted(owed.items())
    ]
    payout.open_debts(rows, scheme, by=by)
    if corrections:
        accounts.correct(list(corrections.values()), scheme, month_of(by.day), REASON, by=by)
    return len(rows)


def cancel_debts(person_id: int, reason: str, died_on: date, *, by: By) -> None:
    """Cancel the debts of a death that never was, in every scheme, and take from the accounts again what was given back; what was overpaid
    in life for another reason stays."""
    for scheme in schemes.titles():
        if not runs.debts_of(person_id, scheme):
            continue
        payout.cancel_debts(person_id, scheme, reason, by=by, after=month_of(died_on))
        given_back = account_queries.corrections_for(person_id, scheme, REASON)
        rows = [accounts.Correction(person_id, -row.amount_fen, row.id) for row in given_back]
        if rows:
            accounts.correct(rows, scheme, month_of(by.day), reason, by=by)


def _corrections(owed: Mapping[int, runs.Overpaid], scheme: str) -> dict[int, accounts.Correction]:
    """What each account gets back: what it really bore of the overpaid months; nothing for accounts that are closed."""
    borne = account_queries.borne_by(owed, scheme)
    result = {}
    for person, debt in owed.items():
        entries = [(entry, fen) for line, entry, fen in borne.get(person, ()) if line in debt.lines]
        amount = min(debt.from_account_fen, sum(fen for _, fen in entries))
        if amount:
            result[person] = accounts.Correction(person, amount, entries[-1][0])
    return result
