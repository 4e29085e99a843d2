"""Entering the statement of an account's keeper for a month, refused unless the two sides reconcile and what one has alone is explained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from shebao.agency.fund import statements
from shebao.agency.fund.chart import bank_account_of
from shebao.agency.fund.models import AccountStatement, OpenItem, StatementLine
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import Month, last_day, month_of, month_title
from shebao.core.books.reconciliation import Movement, Reconciliation


def enter_statement(
    scheme: str,
    account: str,
    month: Month,
    balance_fen: Fen,
    lines: Sequence[Movement],
    *,
    by: By,
    reason: str = "",
    owner: str = "",
    due_on: date | None = None,
) -> Entry:
    """Enter an account's statement for a month, whole; a second one for the same month takes the first one's place.

    reason: why movements stand on one side alone (未达账项); owner, due_on: who sees to them, and by when. Without any such movement
    the three may be empty.
    """
    name = bank_account_of(scheme, account, last_day(month))
    stray = next((line for line in lines if month_of(line.on) != month or not line.fen or not line.number.strip()), None)
    if stray is not None:
        refuse(
            "fund.statement_line",
            f"{stray.on.isoformat()}流水号“{stray.number}”的一行不属于{month_title(month)}，或没有流水号、金额",
            "请照对账单填写。",
            "rows",
        )
    with transaction.atomic():
        take_turn()
        before = statements.statement_in_force(scheme, account, month)
        version = before.version + 1 if before else 1
        key = next_id(AccountStatement)
        entry = post(
            AccountStatement,
            AccountStatement.SEALED,
            [(key, scheme, account, month, version, balance_fen, reason.strip())],
            "fund.statement",
            by=by,
            body={"scheme": scheme, "account": account, "month": month, "version": version},
        )
        if lines:
            first = next_id(StatementLine)
            post(
                StatementLine,
                StatementLine.SEALED,
                [(first + at, key, line.on, line.number.strip(), line.fen) for at, line in enumerate(lines)],
                "fund.statement_lines",
                by=by,
            )
        result = statements.reconciled(scheme, account, month)
        assert result is not None
        if result.difference_fen:
            refuse(
                "fund.unreconciled",
                f"{name}调节后两边相差 {grouped(result.difference_fen)} 元"
                f"（账上 {grouped(result.our_adjusted_fen)} 元，对账单 {grouped(result.bank_adjusted_fen)} 元）",
                "对账单的行不全，或余额抄错：上月余额加本月各行应等于本月余额，请核对后重新交。",
                "balance_fen",
            )
        if result.ours_alone or result.bank_alone:
            _keep_open_items(key, name, result, reason, owner, due_on, by)
    return entry


def _keep_open_items(statement: int, name: str, result: Reconciliation, reason: str, owner: str, due_on: date | None, by: By) -> None:
    """Each movement that one side has alone, with who sees to it and by when; refused where that is not said."""
    alone = f"{name}有 {len(result.ours_alone)} 笔账上已记、对账单没有，{len(result.bank_alone)} 笔对账单有、账上没记"
    if not reason.strip():
        refuse("fund.unexplained", alone, "没记账的请先凭单据登记；确属在途的，写明原因。", "reason")
    if not owner.strip() or due_on is None:
        refuse("fund.unexplained", alone, "每笔未达账项要有人负责、有处理期限，请填写。", "owner" if not owner.strip() else "due_on")
    sides = [("ours", one) for one in result.ours_alone] + [("bank", one) for one in result.bank_alone]
    first = next_id(OpenItem)
    rows = [(first + at, statement, side, one.number, one.on, one.fen, owner.strip(), due_on) for at, (side, one) in enumerate(sides)]
    post(OpenItem, OpenItem.SEALED, rows, "fund.open_items", by=by, subject=("statement", statement))
