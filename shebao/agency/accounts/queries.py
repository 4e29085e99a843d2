"""Questions about personal accounts: balances, one person's movements, sums by kind, and whether balances are right."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from shebao.agency.journal import queries as journal
from shebao.agency.store.columns import Column, Columns, among, int_column, look_up, read_columns, read_rows, total

from .kinds import KINDS
from .models import AccountEntry, Balance


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of an account with the balance after it."""

    id: int
    month: int
    kind: str
    title: str
    amount_fen: int
    balance_fen: int
    source_kind: str
    source_id: int
    entry_id: int


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account: balance, whether it is closed, and its movements, oldest first."""

    scheme: str
    balance_fen: int
    closed: bool
    movements: tuple[Movement, ...]


def balances(person_ids: Column, scheme: str) -> Column:
    """For each person the balance in fen, 0 where there is no account."""
    rows = read_columns(Balance.objects.filter(scheme=scheme, person_id__in=among(person_ids)), "person_id", "balance_fen")
    return look_up(rows["person_id"], rows["balance_fen"], person_ids)


def added_since(person_ids: Column, scheme: str, after_entry_ids: Column) -> Column:
    """For each person what was added to the account by journal entries after a given one, without interest and payments.

    It is what a corrected decision adds to the account at claim: late credits and corrections, in fen.
    """
    rows = AccountEntry.objects.filter(scheme=scheme, person_id__in=among(person_ids)).exclude(
        kind__in=("pension", "interest", "inheritance")
    )
    columns = read_columns(rows.order_by("person_id", "id"), "person_id", "amount_fen", "entry_id")
    later = columns["entry_id"] > look_up(person_ids, after_entry_ids, columns["person_id"])
    sums: dict[int, int] = {}
    for person, fen in zip(columns["person_id"][later].tolist(), columns["amount_fen"][later].tolist(), strict=True):
        sums[person] = sums.get(person, 0) + fen
    return int_column(sums.get(person, 0) for person in person_ids.tolist())


def of_person(person_id: int, scheme: str) -> Account | None:
    """One person's account with the balance after each movement; None where there is none."""
    kept = Balance.objects.filter(person_id=person_id, scheme=scheme).first()
    if kept is None:
        return None
    running, result = 0, []
    for e in AccountEntry.objects.filter(person_id=person_id, scheme=scheme).order_by("month", "id"):
        running += e.amount_fen
        result.append(
            Movement(e.id, e.month, e.kind, KINDS.get(e.kind, e.kind), e.amount_fen, running, e.source_kind, e.source_id, e.entry_id)
        )
    return Account(scheme, kept.balance_fen, kept.closed, tuple(result))


def held_by(person_id: int) -> list[tuple[str, int, bool]]:
    """(scheme, balance, whether it is closed) of every account of one person."""
    return list(Balance.objects.filter(person_id=person_id).order_by("id").values_list("scheme", "balance_fen", "closed"))


def with_account(person_ids: Column, scheme: str) -> Column:
    """Those of the people who have an account in a scheme, open or closed."""
    return read_columns(Balance.objects.filter(scheme=scheme, person_id__in=among(person_ids)), "person_id")["person_id"]


def movements(scheme: str, from_month: int, to_month: int) -> dict[str, int]:
    """Kind → sum in fen of what was posted for the months from … to, both included; payments are negative."""
    rows = (
        AccountEntry.objects.filter(scheme=scheme, month__range=(from_month, to_month))
        .values_list("kind")
        .annotate(fen=total("amount_fen"))
    )
    return {str(kind): int(fen) for kind, fen in rows.order_by("kind")}


def totals(scheme: str) -> dict[str, int]:
    """`accounts`, `open`, `exhausted` (open with nothing left) and `balance_fen` of a scheme now."""
    is_open = Q(closed=False)
    sums = Balance.objects.filter(scheme=scheme).aggregate(
        accounts=Count("id"),
        open=Count("id", filter=is_open),
        exhausted=Count("id", filter=is_open & Q(balance_fen=0)),
        balance_fen=total("balance_fen"),
    )
    return {name: int(value) for name, value in sums.items()}


def debits(scheme: str, kind: str) -> Columns:
    """`person_id`, `amount_fen` (negative) and `source_id` of every movement of a kind."""
    return read_columns(AccountEntry.objects.filter(scheme=scheme, kind=kind).order_by("id"), "person_id", "amount_fen", "source_id")


def borne_by(person_ids: Iterable[int], scheme: str) -> dict[int, list[tuple[int, int, int]]]:
    """Person → (payout line, account entry, fen) of every pension payment the account bore, the oldest first."""
    rows = AccountEntry.objects.filter(scheme=scheme, kind="pension", person_id__in=among(person_ids)).order_by("id")
    result: dict[int, list[tuple[int, int, int]]] = {}
    for person, line, entry, fen in read_rows(rows, "person_id", "source_id", "id", "amount_fen"):
        result.setdefault(person, []).append((line, entry, -fen))
    return result


def corrections_for(person_id: int, scheme: str, reason: str) -> list[AccountEntry]:
    """The corrections of one account that were made for a reason, by the words the journal keeps, and not corrected themselves."""
    entries = [seq for seq, body in journal.bodies_by_entry("accounts.correct") if json.loads(body).get("reason") == reason]
    rows = AccountEntry.objects.filter(scheme=scheme, kind="correction", person_id=person_id)
    corrected = set(rows.values_list("source_id", flat=True))
    return [row for row in rows.filter(entry_id__in=entries).order_by("id") if row.id not in corrected]


def credited_from(scheme: str, source_kind: str) -> Columns:
    """`source_id`, `person_id`, `amount_fen` of every movement that came from one kind of business row, by its id."""
    rows = AccountEntry.objects.filter(scheme=scheme, source_kind=source_kind).order_by("source_id")
    return read_columns(rows, "source_id", "person_id", "amount_fen")


def moved_by_cases() -> list[tuple[int, int]]:
    """(case, person) of every movement of an account that came in or left with a transfer."""
    return list(AccountEntry.objects.filter(source_kind="transfer").order_by("id").values_list("source_id", "person_id"))


def check_balances() -> tuple[int, list[str]]:
    """(accounts examined, problems): every balance worked out again as the sum of its entries."""
    sums = {
        (person, scheme): int(fen)
        for person, scheme, fen in read_rows(
            AccountEntry.objects.values("person_id", "scheme").order_by("person_id", "scheme").annotate(fen=total("amount_fen")),
            "person_id",
            "scheme",
            "fen",
        )
    }
    kept = {(person, scheme): int(fen) for person, scheme, fen in read_rows(Balance.objects.all(), "person_id", "scheme", "balance_fen")}
    problems = [
        f"人员{person}：{scheme}账户余额登记为{fen}分，各笔记录合计为{sums.get((person, scheme), 0)}分。"
        for (person, scheme), fen in kept.items()
        if sums.get((person, scheme), 0) != fen
    ]
    problems += [f"人员{person}：{scheme}有账户记录但没有余额。" for person, scheme in sums if (person, scheme) not in kept]
    return len(kept), problems


def people_credited_from(scheme: str, source_kind: str, source_ids: Iterable[int]) -> set[int]:
    """Whose accounts were credited from some business rows."""
    rows = AccountEntry.objects.filter(scheme=scheme, source_kind=source_kind, source_id__in=among(source_ids))
    return set(rows.values_list("person_id", flat=True))


def sums_from(scheme: str, source_kind: str) -> list[tuple[int, int]]:
    """(id of a business row, fen credited from it) of every row of a kind."""
    rows = AccountEntry.objects.filter(scheme=scheme, source_kind=source_kind).values("source_id").order_by("source_id")
    return [(source, int(fen)) for source, fen in read_rows(rows.annotate(fen=total("amount_fen")), "source_id", "fen")]
