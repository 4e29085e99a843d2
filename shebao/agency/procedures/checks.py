"""Everything that must always be true, worked out again from the rows: the journal's chain, every sealed table, every
counter's own checks, and what joins counters (the bank's answers, the personal accounts and the fund's books).

A check says whether the records agree with each other and with what was posted. It does not judge the business: a
pension paid after a death that nobody had reported is a finding of screening, not a broken record.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from django.apps import apps

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.fund import queries as books
from shebao.agency.fund.chart import is_scheme
from shebao.agency.journal import queries as journal
from shebao.agency.payout import queries as payout
from shebao.agency.payout.reconciliation import answers
from shebao.agency.people import queries as people
from shebao.agency.store.vault import Unreadable
from shebao.base.money import grouped
from shebao.core.books import entries
from shebao.core.books.events import OTHER_EXPENSE

from . import annuity_checks, collection_checks, injury_checks, recovery_checks, remittance_checks, transfer_checks

Checked = tuple[int, list[str]]
CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its id (counter.name), whether it holds, how many things were looked at, and what is wrong, in words."""

    id: str
    ok: bool
    examined: int
    problems: tuple[str, ...]


def run_checks() -> list[Check]:
    """Every check, the journal first; a check that cannot even be computed is a broken one."""
    return [run_check(name, check) for name, check in checks()]


def checks() -> Iterator[tuple[str, Callable[[], Checked]]]:
    """(id, check): the chain, every sealed table, `check_*` of each counter, and the joins between counters."""
    yield "journal.chain", journal.check_chain
    for model in journal.sealed_models():
        yield f"sealed.{model._meta.db_table}", partial(journal.check_sealed, model)
    for config in apps.get_app_configs():
        if config.name.startswith("shebao.agency."):
            yield from _of_counter(config.name)
    yield "people.numbers", check_numbers_open
    yield "payout.books", check_payout_books
    yield "payout.on_hold", check_on_hold
    yield "payout.never_due", check_never_due
    yield "accounts.pensions", check_account_pensions
    yield "declarations.books", collection_checks.check_collected
    yield "accounts.months", collection_checks.check_credited
    yield "employers.projects_paid", collection_checks.check_projects_paid
    yield "declarations.refunds_paid", collection_checks.check_refunds_paid
    yield "injury.books", injury_checks.check_paid_organisations
    yield "payout.repaid", recovery_checks.check_repaid_debts
    yield "payout.kept_back", recovery_checks.check_kept_back
    yield "injury.repaid", injury_checks.check_repaid_advances
    yield "annuity.books", annuity_checks.check_annuity_books
    yield "remittances.books", remittance_checks.check_remittances
    yield "transfers.books", transfer_checks.check_transfers
    yield "transfers.accounts", transfer_checks.check_transferred_accounts


def _of_counter(package: str) -> Iterator[tuple[str, Callable[[], Checked]]]:
    counter = package.rpartition(".")[2]
    for part in ("queries", "checks"):
        name = f"{package}.{part}"
        if name == __name__ or find_spec(name) is None:
            continue
        for function_name, function in inspect.getmembers(import_module(name), inspect.isfunction):
            alone = function_name.startswith("check_") and not inspect.signature(function).parameters
            if alone and function.__module__.startswith(f"{package}.") and function is not journal.check_chain:
                yield f"{counter}.{function_name.removeprefix('check_')}", function


def run_check(name: str, check: Callable[[], Checked]) -> Check:
    """One check's result; damaged rows that break the reading are a finding too."""
    try:
        examined, problems = check()
    except Exception as error:
        return Check(name, False, 0, (f"无法核对：{type(error).__name__}: {error}",))
    return Check(name, not problems, examined, tuple(problems))


def check_numbers_open() -> Checked:
    """Every encrypted citizen and account number opens, and is the one its index stands for."""
    problems: list[str] = []
    examined = 0
    for what, ids, read in people.sealed_numbers():
        for start in range(0, len(ids), CHUNK):
            examined += len(ids[start : start + CHUNK])
            problems += [f"{what}{row}：密文打不开，或与索引不符。" for row in _unreadable(ids[start : start + CHUNK], read)]
    return examined, problems


def _unreadable(ids: Any, read: Callable[[Any], Any]) -> list[int]:
    """The ids whose number does not open; halves the list until it has found each."""
    try:
        read(ids)
    except (Unreadable, UnicodeDecodeError):
        if len(ids) == 1:
            return [int(ids[0])]
        middle = len(ids) // 2
        return _unreadable(ids[:middle], read) + _unreadable(ids[middle:], read)
    return []


_MOVED = {
    (entries.BENEFITS, entries.FEES, entries.SKILLS, OTHER_EXPENSE): "expense_fen",
    (entries.RECEIVED_ON_HOLD,): "on_hold_fen",
    (entries.EXPENDITURE_ACCOUNT,): "expenditure_fen",
}
"""Accounts → what the bank's answers did to it (`reconciliation.answers.Moved`)."""


def check_payout_books() -> Checked:
    """Each return file's answers and its vouchers say the same: expense, money returned, money paid again, money that left."""
    problems: list[str] = []
    examined = 0
    for scheme in books.schemes():
        expected = answers.moved_by_returns(scheme)
        booked = {together: books.booked(scheme, books.BANK_RETURN, *together) for together in _MOVED}
        for file in sorted({*expected, *(source for sources in booked.values() for source in sources)}):
            examined += 1
            for together, amount in _MOVED.items():
                said = booked[together].get(file, 0)
                wanted = getattr(expected[file], amount) if file in expected else 0
                if said != wanted:
                    problems.append(f"回盘文件{file}：科目{'、'.join(together)}应记{grouped(wanted)}元，凭证记了{grouped(said)}元。")
    return examined, problems


def check_on_hold() -> Checked:
    """What the books owe for returned payments is the sum of the payments that came back and are not paid again, person by person."""
    problems: list[str] = []
    examined = 0
    for scheme in books.schemes():
        held = payout.on_hold(scheme)
        examined += len(held)
        listed, booked = sum(one.fen for one in held), -books.booked_item(scheme, entries.RECEIVED_ON_HOLD, entries.RETURNED)
        if listed != booked:
            problems.append(f"{scheme}：退回待重发{len(held)}笔共{grouped(listed)}元，账上暂收款{grouped(booked)}元。")
    return examined, problems


def check_never_due() -> Checked:
    """What finance cleared of returned payments that nobody is due is what its vouchers took from the temporary receipts."""
    problems: list[str] = []
    cleared = payout.cleared_fen()
    for scheme in books.schemes():
        booked = books.booked_item(scheme, entries.RECEIVED_ON_HOLD, entries.RETURNED, source=books.NEVER_DUE)
        if cleared.get(scheme, 0) != booked:
            problems.append(f"{scheme}：登记清理的不再支付退回款{grouped(cleared.get(scheme, 0))}元，凭证记了{grouped(booked)}元。")
    return len(cleared), problems


def check_account_pensions() -> Checked:
    """What personal accounts paid towards pensions is what the books call pensions from accounts, line by line within what the line paid."""
    problems: list[str] = []
    examined = 0
    for scheme in filter(is_scheme, books.schemes()):
        debits, lines = accounts.debits(scheme, "pension"), answers.account_parts(scheme)
        examined += len(debits["source_id"])
        order = np.searchsorted(lines["id"], debits["source_id"])
        order = np.minimum(order, max(len(lines["id"]) - 1, 0))
        known = lines["id"][order] == debits["source_id"] if len(lines["id"]) else np.zeros(len(order), dtype=np.bool_)
        wrong = ~known
        wrong[known] |= (lines["from_account_fen"][order] < -debits["amount_fen"])[known] | (
            lines["person_id"][order] != debits["person_id"]
        )[known]
        problems += [
            f"{scheme}：个人账户支付所依据的指令{line}不存在、未回盘或金额不符。" for line in debits["source_id"][wrong].tolist()[:100]
        ]
        taken = -int(debits["amount_fen"].sum())
        mine = [part.item for part in schemes.of(scheme).PARTS if part.from_account]
        said = sum(books.booked_item(scheme, entries.BENEFITS, item, source=books.BANK_RETURN) for item in mine)
        if taken != said:
            problems.append(f"{scheme}：个人账户支付{grouped(taken)}元，账上个人账户养老金{grouped(said)}元。")
    return examined, problems
