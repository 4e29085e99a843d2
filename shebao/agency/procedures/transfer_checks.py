"""What joins transfers to the fund's books and to orders, worked out again for `shebao verify`: money in, money out."""

from __future__ import annotations

from shebao.agency.accounts import queries as accounts
from shebao.agency.fund import queries as books
from shebao.agency.remittances import queries as remittances
from shebao.agency.transfers import queries as transfers
from shebao.agency.transfers.kinds import KINDS
from shebao.base.money import grouped
from shebao.core.books.events import TRANSFER_IN

Checked = tuple[int, list[str]]
SOURCE = "transfer"


def check_transfers() -> Checked:
    """Every case done has its money in the books as transfer income, one sent back has none left; every case out has its order."""
    problems: list[str] = []
    incoming, outgoing = transfers.cases("in"), transfers.cases("out")
    booked = {scheme: books.booked(scheme, SOURCE, TRANSFER_IN) for scheme in {KINDS[row.kind].to_scheme for row in incoming}}
    for row in incoming:
        said = -booked[KINDS[row.kind].to_scheme].get(row.id, 0)
        wanted = row.total_fen if row.state == "done" else 0
        if said != wanted:
            problems.append(f"转移件{row.id}：转移收入应记 {grouped(wanted)} 元，账上 {grouped(said)} 元。")
    for row in outgoing:
        if not row.order_id:
            continue
        order = remittances.order(row.order_id)
        if order.amount_fen != row.total_fen or order.scheme != KINDS[row.kind].from_scheme:
            problems.append(f"转移件{row.id}：信息表 {grouped(row.total_fen)} 元，划款单 {grouped(order.amount_fen)} 元。")
        if row.state == "ended" and any(payee.state != "paid" for payee in remittances.of_order(order.id)):
            problems.append(f"转移件{row.id}：对方已办结，资金却没有付出。")
    return len(incoming) + len(outgoing), problems


def check_transferred_accounts() -> Checked:
    """Every account that came in or left has a case behind it."""
    cases = {row.id for row in transfers.cases()}
    problems, examined = [], 0
    for case_id, person in accounts.moved_by_cases():
        examined += 1
        if case_id not in cases:
            problems.append(f"人员{person}：个人账户的转入转出没有对应的转移件。")
    return examined, problems
