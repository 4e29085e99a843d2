"""Entering the statement of an account's keeper for a month, refused unless the two sides reconcile and what one has alone is explained."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from shebao.agency.fund import statements
from shebao.agency.fund.chart import chart_for
from shebao.agency.fund.models import AccountStatement, StatementLine
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import Month, last_day, month_of, month_title
from shebao.core.books.reconciliation import Movement


def enter_statement(
    scheme: str,
    account: str,
    month: Month,
    balance_fen: Fen,
    lines: Sequence[Movement],
    *,
    by: By,
    reason: str = "",
) -> Entry:
    """Enter an account's statement for a month, whole; a second one for the same month takes the first one's place.

    reason: why movements stand on one side alone (未达账项); without any of them it may be empty.
    """
    name = chart_for(scheme, last_day(month)).account(account).name
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
        if (result.ours_alone or result.bank_alone) and not reason.strip():
            refuse(
                "fund.unexplained",
                f"{name}有 {len(result.ours_alone)} 笔账上已记、对账单没有，{len(result.bank_alone)} 笔对账单有、账上没记",
                "没记账的请先凭单据登记；确属在途的，写明原因。",
                "reason",
            )
    return entry
