"""Lists of employers: which row is whose, who has an account, and the order that pays those who pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shebao.agency.employers import queries as employers
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Payload, RowNote, Wanted
from shebao.agency.remittances import actions as orders
from shebao.agency.remittances import queries as remittances
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.store.crash import crashpoint
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.agency.unemployment.kinds import LISTS
from shebao.base.money import grouped

EMPLOYER = (Wanted("uscc", "统一社会信用代码"), Wanted("name", "单位名称"))
NO_ACCOUNT = "没有登记收款账户"


def find_employers(rows: list[Payload]) -> dict[int, str]:
    """Each row gets the id of its employer; index → why it cannot: an unknown code, or another name."""
    codes = employers.codes()
    names = employers.names(codes.values())
    wrong: dict[int, str] = {}
    for at, row in enumerate(rows):
        employer_id = codes.get(row["uscc"].strip().upper())
        if employer_id is None:
            wrong[at] = "没有登记过这个统一社会信用代码"
        elif names[employer_id] != row["name"].strip():
            wrong[at] = f"单位名称与登记的“{names[employer_id]}”不符"
        else:
            row["employer_id"] = employer_id
    return wrong


def standing(kind: str, year: int) -> set[int]:
    """Employers that are on a list of a year with an amount, of orders that were not cancelled."""
    rows = [row for row in known.employer_rows(kind, year=year) if row.amount_fen]
    cancelled = {order for order in {row.order_id for row in rows} if remittances.order(order).cancelled}
    return {row.employer_id for row in rows if row.order_id not in cancelled}


def pay_list(rows: Sequence[claims.ListedEmployer], kind: str, year: int, purpose: tuple[str, str, int], *, by: By) -> int:
    """Enter a list as decided, and the order that pays it, one payee an employer; the id of the order (0: nobody is paid).

    purpose: the key of the order, its title, its month.
    """
    title, account, item = LISTS[kind]
    sums: dict[int, int] = {}
    for row in rows:
        if row.amount_fen:
            sums[row.employer_id] = sums.get(row.employer_id, 0) + row.amount_fen
    order_id = 0
    if sums:
        accounts = employers.payees(sums)
        payees = [orders.Payee(*accounts[employer], fen, f"{year}年{title}", employer) for employer, fen in sums.items()]
        order_id = orders.open_order(payees, orders.Purpose(*purpose, account, item), SCHEME, by=by)
    claims.list_employers(rows, kind, year, order_id, by=by)
    crashpoint("unemployment.list.before_commit")
    return order_id


def notes_of(rows: Sequence[claims.ListedEmployer], more: Mapping[int, tuple[str, ...]]) -> list[RowNote]:
    """What each row of a list is given, or the rule that excludes it; more: index → what to look at besides."""
    return [
        RowNote("", "发放" if row.amount_fen else f"不发：{row.rule}", row.amount_fen or None, more.get(at, ()))
        for at, row in enumerate(rows)
    ]


def totals(rows: Sequence[claims.ListedEmployer]) -> str:
    """How many employers are paid, how much, and how many are not."""
    paid = {row.employer_id for row in rows if row.amount_fen}
    out = {row.employer_id for row in rows} - paid
    return f"发放 {len(paid):,} 个单位，{grouped(sum(row.amount_fen for row in rows))} 元；不发 {len(out):,} 个单位"


def rule_of(message: str) -> str:
    """A refusal of the law as a reason on a list: without the document, which stands in the form."""
    return message.partition("（依据")[0].rstrip("。")


def reasons(rows: Sequence[claims.ListedEmployer]) -> dict[str, int]:
    """Rule → how many rows it excludes."""
    counts: dict[str, int] = {}
    for row in rows:
        if row.rule:
            counts[row.rule] = counts.get(row.rule, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


def facts_of(row: Payload, names: Sequence[str]) -> dict[str, Any]:
    """What is kept of a row: those of its columns that it was judged by."""
    return {name: row[name] for name in names if name in row}
