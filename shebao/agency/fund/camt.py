"""A bank's statement as ISO 20022 camt.053: validated by its schema, its balance at the end and its booked entries as movements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.base.months import Month, month_of, month_title
from shebao.core.books.reconciliation import Movement
from shebao.documents.iso20022 import at, each, read_message, text_at

MESSAGE = "camt.053.001.08"
ADVICE = "请向银行取回整月的对账单再导入；文件未作任何处理。"


class BankStatement(NamedTuple):
    """An account's statement for one month: its balance at the end, and each booked entry, above zero what came in."""

    account: str
    month: Month
    balance_fen: Fen
    lines: tuple[Movement, ...]


def read_camt(content: bytes) -> BankStatement:
    """The statement in a camt.053; raises `Refused` where it is damaged, of several months, not in yuan, or does not add up."""
    statement = at(read_message(content, MESSAGE), "BkToCstmrStmt/Stmt")
    balances = {text_at(one, "Tp/CdOrPrtry/Cd"): (_signed(one), _day(at(one, "Dt"))) for one in each(statement, "Bal")}
    if "CLBD" not in balances:
        refuse("fund.camt", "对账单没有期末余额（CLBD）", ADVICE, "Bal")
    closing, closed_on = balances["CLBD"]
    lines = []
    for entry in each(statement, "Ntry"):
        if text_at(entry, "Sts/Cd") != "BOOK":
            continue
        number = text_at(entry, "AcctSvcrRef") or text_at(entry, "NtryRef")
        if not number:
            refuse("fund.camt", "有一笔没有流水号（AcctSvcrRef 或 NtryRef）", ADVICE, f"第{entry.sourceline}行")
        lines.append(Movement(number, _day(at(entry, "BookgDt")), _signed(entry), text_at(entry, "AddtlNtryInf")[:80]))
    month = month_of(closed_on)
    if stray := next((line for line in lines if month_of(line.on) != month), None):
        refuse("fund.camt", f"{stray.on.isoformat()} 的 {stray.number} 不在{month_title(month)}", ADVICE, "Ntry")
    if "OPBD" in balances and balances["OPBD"][0] + sum(line.fen for line in lines) != closing:
        refuse("fund.camt", "期初余额加各笔不等于期末余额，对账单的行不全", ADVICE, "Bal")
    return BankStatement(text_at(statement, "Acct/Id/Othr/Id"), month, closing, tuple(lines))


def _signed(part: Any) -> Fen:
    amount = at(part, "Amt")
    if amount.get("Ccy") != "CNY":
        refuse("fund.camt", f"金额的币种是 {amount.get('Ccy')}，不是人民币", ADVICE, f"第{amount.sourceline}行")
    whole, _, cents = (amount.text or "").strip().partition(".")
    fen = int(whole or "0") * 100 + int(cents.ljust(2, "0") or "0")
    return fen if text_at(part, "CdtDbtInd") == "CRDT" else -fen


def _day(when: Any) -> date:
    day, moment = text_at(when, "Dt"), text_at(when, "DtTm")
    return date.fromisoformat(day) if day else datetime.fromisoformat(moment).date()
