"""What happens to a personal account: opened, credited, given its yearly interest, drawn on, inherited, corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from django.db import transaction

from shebao.agency import schemes
from shebao.agency.contributions.months import posted_payments
from shebao.agency.contributions.queries import posted_by
from shebao.agency.journal.actions import Entry, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.lists import each_once, refuse_people
from shebao.agency.store.bulk import bulk_insert, next_id
from shebao.agency.store.columns import Column, among, int_column, listed_text, read_columns, read_rows
from shebao.base.finding import refuse

from .ledger import Movement, accounts_of, post_movements
from .models import AccountEntry, Balance
from .yearly import credit_interest, withdraw_interest

__all__ = [
    "Correction",
    "Debited",
    "Inherited",
    "Opening",
    "Pension",
    "correct",
    "credit_contributions",
    "credit_interest",
    "credit_months",
    "inherit",
    "move_balance",
    "open_accounts",
    "pay_pension",
    "reopen",
    "undo_inheritance",
    "withdraw_interest",
]


class Opening(NamedTuple):
    """An account handed over from the former system with its balance; 0 for an account that is new."""

    person_id: int
    opening_fen: int


class Pension(NamedTuple):
    """The account part of one paid pension line."""

    person_id: int
    fen: int
    line_id: int


class Correction(NamedTuple):
    """A signed change of an account, with the account entry that was wrong (each is corrected once)."""

    person_id: int
    amount_fen: int
    wrong_entry_id: int


class Debited(NamedTuple):
    """What a settlement took from accounts, and what the pooled fund pays because accounts are exhausted."""

    entry: Entry
    from_account_fen: int
    pooled_fen: int


class Inherited(NamedTuple):
    """The accounts closed by death and what was left in each, in the same order."""

    entry: Entry
    person_ids: Column
    amount_fen: Column


def open_accounts(rows: Sequence[Opening | tuple[int, int]], scheme: str, month: int, *, by: By) -> Entry:
    """Open accounts; a balance handed over is posted in `month` (give the last month before go-live: it is then an
    opening balance of the first year). Refused whole where somebody has an account, or a balance is negative."""
    people, amounts = each_once("accounts", [row[0] for row in rows]), int_column(row[1] for row in rows)
    negative = people[amounts < 0]
    if negative.size:
        refuse_people("accounts.negative", negative, "的移交余额为负数。", "请核对移交数据。", "opening_fen")
    with transaction.atomic():
        take_turn()
        there = people[accounts_of(people, scheme).row_id > 0]
        if there.size:
            refuse_people("accounts.opened", there, "已有个人账户。", "请从名单中去掉后重新提交。", "person_ids")
        movements = [Movement(person, month, "opening", fen, "opening", 0) for person, fen in rows if fen]
        entry = post_movements(movements, scheme, "accounts.open", by=by, body={"month": month, "opened": int(people.size)})
        first = next_id(Balance)
        bulk_insert(
            Balance,
            ["id", "person_id", "scheme", "balance_fen", "closed"],
            [(first + i, person, scheme, 0, False) for i, person in enumerate(people[amounts == 0].tolist())],
        )
    return entry


def credit_contributions(contributions_entry_id: int, scheme: str, *, by: By) -> Entry:
    """Credit to the accounts what one journal entry of the contributions counter posted, part by part.

    Refused where that entry posted nothing, or was credited before. An account is opened with its first credit.
    """
    with transaction.atomic():
        take_turn()
        paid = posted_by(contributions_entry_id, scheme)
        if not paid["id"].size:
            refuse(
                "accounts.no_contributions", f"第{contributions_entry_id}条日志没有登记缴费。", "请核对日志编号。", "contributions_entry_id"
            )
        if AccountEntry.objects.filter(
            source_kind="contribution", person_id=int(paid["person_id"][0]), source_id=int(paid["id"][0])
        ).exists():
            refuse(
                "accounts.credited", f"第{contributions_entry_id}条日志的缴费已记入个人账户。", "无需重复入账。", "contributions_entry_id"
            )
        movements = [
            Movement(person, month, kind, fen, "contribution", source)
            for kind in (part.key for part in schemes.of(scheme).CONTRIBUTIONS)
            for person, month, fen, source in _nonzero(paid, f"{kind}_fen")
        ]
        return post_movements(
            movements,
            scheme,
            "accounts.credit_contributions",
            by=by,
            body={"contributions_entry": contributions_entry_id, "contributions": int(paid["id"].size)},
        )


def credit_months(payments_entry_id: int, scheme: str, *, by: By) -> Entry | None:
    """Credit people's own part of the months that one journal entry of payments settled, in the month the money came in.

    None where the entry settled nothing of the scheme. Refused where it was credited before. An account is opened with its first credit.
    """
    with transaction.atomic():
        take_turn()
        paid = posted_payments(payments_entry_id, scheme)
        movements = [
            Movement(person, month, "own", fen, "month_payment", source)
            for person, month, fen, source in _nonzero(paid | {"own_fen": paid["person_fen"]}, "own_fen")
        ]
        if not movements:
            return None
        first = movements[0]
        if AccountEntry.objects.filter(person_id=first.person_id, scheme=scheme, kind="own", source_id=first.source_id).exists():
            refuse("accounts.credited", f"第{payments_entry_id}条日志的缴费已记入个人账户。", "无需重复入账。", "payments_entry_id")
        body = {"payments_entry": payments_entry_id, "payments": len(movements)}
        return post_movements(movements, scheme, "accounts.credit_months", by=by, body=body)


def pay_pension(rows: Sequence[Pension | tuple[int, int, int]], scheme: str, month: int, *, by: By) -> Debited:
    """Take the account part of paid pensions from the accounts, as far as they reach; the pooled fund pays the rest.

    Several lines of one person are served in order of their line. Refused where a line was taken before.
    """
    lines = sorted((Pension(*row) for row in rows), key=lambda line: (line.person_id, line.line_id))
    with transaction.atomic():
        take_turn()
        sources = int_column(line.line_id for line in lines)
        people, due = int_column(line.person_id for line in lines), int_column(line.fen for line in lines)
        if due.size and int(due.min()) < 0:
            refuse_people("accounts.negative_pension", people[due < 0], "的发放金额为负数。", "请核对发放明细。", "fen")
        known = _lines_taken(people, scheme, sources)
        twice = np.intersect1d(known, sources)
        if twice.size:
            refuse("accounts.paid_twice", f"发放明细 {listed_text(twice)[:80]} 已记入个人账户。", "同一笔发放只记一次账。", "line_id")
        taken = _taken(people, due, accounts_of(people, scheme).balance_fen)
        movements = [
            Movement(person, month, "pension", -fen, "payout_line", line)
            for person, fen, line in zip(people.tolist(), taken.tolist(), sources.tolist(), strict=True)
            if fen
        ]
        account, pooled = int(taken.sum()), int(due.sum() - taken.sum())
        entry = post_movements(
            movements,
            scheme,
            "accounts.pay_pension",
            by=by,
            body={"month": month, "lines": len(lines), "from_account_fen": account, "pooled_fen": pooled},
        )
    return Debited(entry, account, pooled)


def inherit(person_ids: Iterable[int] | Column, scheme: str, month: int, *, by: By) -> Inherited:
    """Close the accounts of the dead and take out what is left, which the payout counter then pays to the heirs.

    Call it after the pension of the month of death has been settled. Refused where there is no account or it is closed.
    """
    people = each_once("accounts", person_ids)
    with transaction.atomic():
        take_turn()
        accounts = accounts_of(people, scheme)
        absent = people[(accounts.row_id == 0) | (accounts.closed == 1)]
        if absent.size:
            refuse_people("accounts.nothing_to_inherit", absent, "没有个人账户，或已清户。", "请从名单中去掉后重新提交。", "person_ids")
        again = _given_back(people, scheme)
        movements = [
            Movement(person, month, "inheritance", -fen, "death", again.get(person, person))
            for person, fen in zip(people.tolist(), accounts.balance_fen.tolist(), strict=True)
            if fen
        ]
        entry = post_movements(movements, scheme, "accounts.inherit", by=by, body={"month": month, "closed": int(people.size)})
        Balance.objects.filter(scheme=scheme, person_id__in=among(people)).update(closed=True)
    return Inherited(entry, people, accounts.balance_fen)


def undo_inheritance(person_id: int, scheme: str, month: int, reason: str, *, by: By) -> Entry | None:
    """Open an account again and give back what heirs were to be paid and were not; None where nothing was taken out of it."""
    with transaction.atomic():
        take_turn()
        entries = AccountEntry.objects.filter(scheme=scheme, person_id=person_id)
        corrected = set(entries.filter(kind="correction").values_list("source_id", flat=True))
        taken = next((row for row in entries.filter(kind="inheritance").order_by("-id") if row.id not in corrected), None)
        Balance.objects.filter(scheme=scheme, person_id=person_id).update(closed=False)
        if taken is None:
            return None
        movement = Movement(person_id, month, "correction", -taken.amount_fen, "entry", taken.id)
        return post_movements([movement], scheme, "accounts.undo_inheritance", by=by, body={"month": month, "reason": reason})


def move_balance(from_id: int, to_id: int, scheme: str, month: int, *, by: By) -> Entry:
    """Bring the whole balance of one account to another person's account, and close the first: two records were one person."""
    with transaction.atomic():
        take_turn()
        accounts = accounts_of(int_column([from_id]), scheme)
        fen = int(accounts.balance_fen[0])
        movements = [
            Movement(from_id, month, "transfer_out", -fen, "person", to_id),
            Movement(to_id, month, "transfer_in", fen, "person", from_id),
        ]
        entry = post_movements(movements if fen else [], scheme, "accounts.move_balance", by=by, body={"from": from_id, "to": to_id})
        Balance.objects.filter(scheme=scheme, person_id=from_id).update(closed=True)
        return entry


def reopen(person_ids: Iterable[int] | Column, scheme: str, *, by: By) -> Entry:
    """Open accounts again that a death closed and from which nothing was inherited; refused where something was."""
    people = each_once("accounts", person_ids)
    with transaction.atomic():
        take_turn()
        entries = AccountEntry.objects.filter(scheme=scheme, person_id__in=among(people))
        corrected = entries.filter(kind="correction").values("source_id")
        left = sorted(set(entries.filter(kind="inheritance").exclude(id__in=corrected).values_list("person_id", flat=True)))
        if left:
            refuse_people(
                "accounts.inherited", left, "的个人账户余额已作继承处理，不能重新启用。", "请先追回并更正那笔记录。", "person_ids"
            )
        Balance.objects.filter(scheme=scheme, person_id__in=among(people)).update(closed=False)
        return record(
            "accounts.reopen",
            by=by,
            body={"scheme": scheme, "people": people.tolist()},
            subject=("person", int(people[0])) if people.size == 1 else None,
        )


def correct(rows: Sequence[Correction | tuple[int, int, int]], scheme: str, month: int, reason: str, *, by: By) -> Entry:
    """Correct accounts by entries of their own; what was posted stays. An approved matter stands behind each."""
    corrections = [Correction(*row) for row in rows]
    each_once("accounts", {row.person_id for row in corrections})
    assert len({row.wrong_entry_id for row in corrections}) == len(corrections), "an entry is corrected once"
    with transaction.atomic():
        take_turn()
        wrong = read_columns(
            AccountEntry.objects.filter(scheme=scheme, id__in=among(row.wrong_entry_id for row in corrections)), "id", "person_id"
        )
        owner = dict(zip(wrong["id"].tolist(), wrong["person_id"].tolist(), strict=True))
        foreign = [row.person_id for row in corrections if owner.get(row.wrong_entry_id) != row.person_id]
        if foreign:
            refuse_people("accounts.not_theirs", foreign, "的账户里没有所指的那笔记录。", "请选择要更正的记录。", "wrong_entry_id")
        earlier = AccountEntry.objects.filter(scheme=scheme, kind="correction", person_id__in=among(row.person_id for row in corrections))
        done = set(read_columns(earlier, "source_id")["source_id"].tolist())
        again = [row.person_id for row in corrections if row.wrong_entry_id in done]
        if again:
            refuse_people("accounts.corrected", again, "的这笔记录已更正过。", "请在更正记录上再作更正。", "wrong_entry_id")
        movements = [Movement(row.person_id, month, "correction", row.amount_fen, "entry", row.wrong_entry_id) for row in corrections]
        return post_movements(movements, scheme, "accounts.correct", by=by, body={"month": month, "reason": reason})


def _given_back(people: Column, scheme: str) -> dict[int, int]:
    """Person → the correction that gave an earlier inheritance back: a second one is told from the first by it."""
    rows = AccountEntry.objects.filter(scheme=scheme, kind="correction", person_id__in=among(people)).order_by("id")
    taken = set(AccountEntry.objects.filter(scheme=scheme, kind="inheritance", person_id__in=among(people)).values_list("id", flat=True))
    return {person: row for row, person, source in read_rows(rows, "id", "person_id", "source_id") if source in taken}


def _nonzero(paid: dict[str, Column], name: str) -> Iterable[tuple[int, int, int, int]]:
    some = paid[name] != 0
    return zip(*(paid[c][some].tolist() for c in ("person_id", "paid_month", name, "id")), strict=True)


def _lines_taken(people: Column, scheme: str, lines: Column) -> Column:
    """Lines between the smallest and the largest of these that were taken from these people's accounts."""
    if not lines.size:
        return lines
    rows = AccountEntry.objects.filter(
        scheme=scheme, kind="pension", source_id__range=(int(lines.min()), int(lines.max())), person_id__in=among(np.unique(people))
    )
    return read_columns(rows, "source_id")["source_id"]


def _taken(people: Column, due: Column, balance: Column) -> Column:
    """What each line takes of its person's balance, earlier lines first (rows sorted by person)."""
    if not people.size:
        return due
    running = np.cumsum(due)
    starts = np.r_[True, people[1:] != people[:-1]]
    before = np.maximum.accumulate(np.where(starts, running - due, 0))
    upto = running - before
    return np.minimum(balance, upto) - np.minimum(balance, upto - due)
