"""Money leaves and answers come back, across three counters: the run, the personal accounts, the fund's books.

`submit` looks at the expenditure account before the file is handed over; `settle` takes the bank's answer, debits the
accounts and posts the vouchers in one transaction, so that none of the three is ever without the others.

The account part of a pension is debited at the bank's first answer, whatever it is: a returned amount is owed to the
person under 暂收款 until it is paid again, and paying it again moves neither account nor expense.
What was held back before hand-over was never booked: its re-issue is booked as the first payment that it is.
The bank is asked for what is due less what is kept back towards debts. What was kept back is booked when the line has arrived, as a
benefit that was granted and an overpayment that came back; the other way round where the bank takes its word back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db import transaction

from shebao.agency import schemes
from shebao.agency.accounts import actions as accounts
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.fund.queries import Voucher
from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.payout.actions import Settlement
from shebao.agency.store.collector import uncollected
from shebao.agency.store.columns import Mask
from shebao.agency.store.crash import crashpoint
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import month_of
from shebao.core.books.entries import BENEFITS, EXPENDITURE_ACCOUNT


@dataclass(frozen=True, slots=True)
class Settled:
    """What one answer of the bank did: new answers by kind, in lines and fen, and the vouchers posted."""

    run_id: int
    state: str
    paid_lines: int
    returned_lines: int
    vouchers: tuple[int, ...]


def cover_of(run_id: int) -> tuple[Fen, Fen, Fen]:
    """(balance in the expenditure account, promised to files the bank has not answered, needed by this run's file)."""
    run = runs.run(run_id)
    balance = books.balance_of(run.scheme, EXPENDITURE_ACCOUNT) if books.first_month(run.scheme) else 0
    return balance, runs.promised_fen(run.scheme), runs.file_fen(run_id)


def submit(run_id: int, *, by: By) -> None:
    """Hand a run's file to the bank, after making sure that the expenditure account holds what all open files ask for."""
    with transaction.atomic():
        balance, promised, needed = cover_of(run_id)
        if balance - promised < needed:
            refuse(
                "payout.funds",
                f"支出户存款 {grouped(balance)} 元，已送盘未回 {grouped(promised)} 元，不够支付本批次 {grouped(needed)} 元",
                "请先由财政专户拨款到支出户，凭银行回单登记到账，再送盘。",
                source="财社〔2017〕144号",
            )
        payout.submit(run_id, by=by)


@uncollected()
def settle(run_id: int, content: bytes, name: str, *, by: By) -> Settled:
    """Take the bank's answer to a run and book it: outcomes, account debits, vouchers, all or nothing."""
    with transaction.atomic():
        answer = payout.take_return(run_id, content, name, by=by)
        settled = book(answer, by=by)
        crashpoint("settle.before_commit")
    crashpoint("settle.committed")
    return settled


def book(answer: Settlement, *, by: By) -> Settled:
    """Book what an answer changed, in the transaction that took it."""
    by_item, other, again = _first_answers(answer, by)
    vouchers = fund.book_payout(
        answer.run.scheme,
        answer.bank_day,
        title=runs.title(answer.run),
        file_number=answer.run.bank_file.number,
        return_id=answer.return_file.pk,
        moved=fund.Moved(by_item, again, int(answer.returned["total_fen"].sum()), int(answer.delivered_late["total_fen"].sum()), other),
        by=by,
    )
    vouchers += _book_kept_back(answer, by)
    returned = len(answer.returned["id"])
    return Settled(
        answer.run.pk,
        answer.run.state,
        int((answer.first["id"].size + answer.delivered_late["id"].size) - _returned_first(answer)),
        returned,
        tuple(voucher.pk for voucher in vouchers),
    )


def _book_kept_back(answer: Settlement, by: By) -> list[Voucher]:
    """The vouchers of what lines that arrived, or came back after all, were lessened by."""
    scheme, vouchers = answer.run.scheme, []
    items = runs.kept_by_item({row.line_id for row in answer.kept_back})
    debts = {row.id: row for row in runs.outstanding_by_person(debt_ids={row.debt_id for row in answer.kept_back})}
    years = {row.debt_id: row.earlier_fen for row in runs.deduction_orders(debts)}
    recovered = {key: row.amount_fen - row.left_fen for key, row in debts.items()}
    for rises in (True, False):  # what came back was recovered before, and what arrived comes after
        rows = [row for row in answer.kept_back if row.arrived is not rises]
        by_item: dict[str, Fen] = {}
        for line in {row.line_id for row in rows}:
            for item, fen in items[line].items():
                by_item[item] = by_item.get(item, 0) + fen
        earlier = 0
        for debt_id in {row.debt_id for row in rows}:
            moved = sum(row.fen for row in rows if row.debt_id == debt_id)
            first = recovered[debt_id] if rises else recovered[debt_id] - moved
            before = _of_earlier_years(debts[debt_id], years.get(debt_id) or 0, answer.bank_day.year)
            earlier += max(0, min(first + moved, before) - first)
        voucher = fund.book_kept_back(
            scheme,
            answer.bank_day,
            title=runs.title(answer.run),
            file_number=answer.run.bank_file.number,
            return_id=answer.return_file.pk,
            moved=fund.KeptBack(by_item, _first_item(scheme), sum(by_item.values()) - earlier, earlier, rises),
            by=by,
        )
        vouchers += [voucher] if voucher else []
    return vouchers


def _of_earlier_years(debt: runs.DebtState, stated_fen: Fen, year: int) -> Fen:
    """How much of a debt was paid out before a year; the oldest months come back first."""
    if debt.last_month // 100 < year:
        return debt.amount_fen
    return 0 if debt.first_month // 100 == year else stated_fen


def _first_item(scheme: str) -> str:
    """The item under which what the fund overpaid this year comes back."""
    return next(part.item for part in schemes.of(scheme).PARTS if not part.from_account)


def _returned_first(answer: Settlement) -> int:
    """Of the lines answered for the first time, those that came back."""
    return int(np.isin(answer.first["id"], answer.returned["id"]).sum())


def _owed_once(answer: Settlement) -> dict[tuple[str, str], Fen]:
    """What was owed once, of the lines answered for the first time, by the account and item where it is booked."""
    mine = np.isin(answer.first["kind_number"], [runs.LINE_NUMBER[one] for one in (*runs.DUE_KINDS, *runs.LIVING_KINDS)])
    amounts = dict(zip(answer.first["id"][mine].tolist(), answer.first["total_fen"][mine].tolist(), strict=True))
    sums: dict[tuple[str, str], Fen] = {}
    for line, place in sorted(runs.booked_under(list(amounts)).items()):
        sums[place] = sums.get(place, 0) + amounts[line]
    return sums


def _first_answers(answer: Settlement, by: By) -> tuple[dict[str, Fen], dict[tuple[str, str], Fen], Fen]:
    """Debit the accounts for lines answered for the first time; (benefits by item, what goes to other accounts, returned money
    paid again)."""
    scheme, lines, kind = schemes.of(answer.run.scheme), answer.first, answer.first["kind_number"]
    pensions = np.isin(kind, [runs.LINE_NUMBER["regular"], runs.LINE_NUMBER["back_pay"]])
    items: dict[str, Fen] = {}
    for part in scheme.PARTS:
        borne = 0 if part.from_account else int(answer.first_parts[part.key][pensions].sum())
        items[part.item] = items.get(part.item, 0) + borne
        if part.from_account:
            items[part.item], items[part.pooled] = _from_accounts(answer, pensions, by)
    other: dict[tuple[str, str], Fen] = {}
    for (account, item), fen in _owed_once(answer).items():
        if account == BENEFITS:
            items[item] = items.get(item, 0) + fen
        else:
            other[account, item] = fen
    return items, other, int(lines["total_fen"][kind == runs.LINE_NUMBER["reissue"]].sum())


def _from_accounts(answer: Settlement, pensions: Mask, by: By) -> tuple[Fen, Fen]:
    """Take what the accounts bear of these lines from them; (from the accounts, from the pooled fund where they are exhausted)."""
    debited = (answer.first["from_account_fen"] > 0) & pensions
    if not debited.any():
        return 0, 0
    rows = list(zip(*(answer.first[name][debited].tolist() for name in ("person_id", "from_account_fen", "id")), strict=True))
    taken = accounts.pay_pension(rows, answer.run.scheme, month_of(by.day), by=by)
    return taken.from_account_fen, taken.pooled_fen
