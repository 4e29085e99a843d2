"""Term deposits of the fiscal account (结余存放): made by the finance bureau, entered by the agency from the certificate and the bank's slip."""

from __future__ import annotations

import re
from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.fund import deposits
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.books.ledger_field import LEDGER, ledger_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of

from .slip_fields import PAGES, REFERENCE, SCANS, need, optional, plain_number

KEY = "record_term_deposit"
TITLE = "定期存款存入和到期登记"
LAW = "社会保险法第六十九条；社会保险基金会计制度（财会〔2017〕28号）1003；社会保险基金财务制度（财社〔2017〕144号）第四十二条"
WORKING_DAYS = None
RISK = "low"
RESULT = "存放登记回执"
REVERSAL = "登记有误的，办理“冲销凭证”，再凭正确的存单、回单登记。"
AREA = "fund"
MADE, MATURED, EARLY = "made", "matured", "early"
EVENTS = ((MADE, "存入定期"), (MATURED, "到期"), (EARLY, "提前支取"))
_RATE = re.compile(r"\d{1,2}(\.\d{1,4})?")
FIELDS = (
    LEDGER,
    Field("event", "办什么", "choice", choices=EVENTS),
    Field("number", "存单号", longest=48),
    Field("on", "起存日或支取日", "date", help="存入填起存日，到期、支取填款项回到活期的日期"),
    Field("bank", "开户行", required=False, longest=60, help="存入时填写"),
    Field("principal_fen", "本金（元）", "yuan", required=False, help="存入时填写"),
    Field("rate", "年利率（%）", required=False, help="存入时填写，如 1.75", longest=12),
    Field("ends", "到期日", "date", required=False, help="存入时填写"),
    Field("interest_fen", "利息（元）", "yuan", required=False, help="到期、支取时照利息单填写"),
    optional(REFERENCE, "到期、支取时照银行回单填写"),
    PAGES,
    SCANS,
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a day to come, a rate that is none, a certificate entered before, and a withdrawal of what does not lie there."""
    on, ledger = date.fromisoformat(payload["on"]), ledger_of(payload)
    if on > day:
        refuse("procedures.deposit", f"日期 {on.isoformat()} 晚于今天 {day.isoformat()}", "请照存单或回单填写。", "on")
    first = books.first_month(ledger)
    if first is None or month_of(on) < first:
        refuse("procedures.deposit", "这个月还没有建账", "请先办理基金建账。", "on")
    payload["number"] = plain_number(payload["number"])
    if payload["event"] == MADE:
        need(payload, (FIELDS[4], FIELDS[5], FIELDS[6], FIELDS[7]), "存入")
        if not _RATE.fullmatch(payload["rate"]) or payload["principal_fen"] <= 0:
            refuse("procedures.deposit", "年利率应是百分数，本金应大于零", "请照存单填写，如 1.75。", "rate")
    else:
        need(payload, (FIELDS[8], FIELDS[9]), "到期和支取")
        payload["reference"] = plain_number(payload["reference"])
        row = deposits.deposit(ledger, payload["number"])
        if payload["interest_fen"] < 0:
            refuse("procedures.deposit", "利息不能小于零", "请照利息单填写。", "interest_fen")
        if (on < row.ends) is not (payload["event"] == EARLY):
            what = "提前支取" if on < row.ends else "到期"
            refuse("procedures.deposit", f"{row.ends.isoformat()} 到期，这次是{what}", "请核对办什么和日期。", "event")
    simulated(lambda: _do(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What moves between the fiscal account's items, and the interest beside what the certificate promises."""
    ledger = ledger_of(payload)
    lying = deposits.standing_fen(ledger)
    if payload["event"] == MADE:
        fen = payload["principal_fen"]
        begins, ends = date.fromisoformat(payload["on"]), date.fromisoformat(payload["ends"])
        promised = deposits.interest(fen, payload["rate"], begins, ends)
        return [
            Change("财政专户存款—定期存款", f"{grouped(lying)} 元", f"{grouped(lying + fen)} 元"),
            Change("存单", "", f"{payload['number']}，{payload['bank']}，年利率 {payload['rate']}%，{payload['ends']} 到期"),
            Change("到期应得利息", "", f"约 {grouped(promised)} 元"),
        ]
    row = deposits.deposit(ledger, payload["number"])
    rows = [
        Change("财政专户存款—定期存款", f"{grouped(lying)} 元", f"{grouped(lying - row.principal_fen)} 元"),
        Change("利息收入—存款利息", f"存单应得约 {grouped(row.interest_fen)} 元", f"实得 {grouped(payload['interest_fen'])} 元"),
    ]
    apart = payload["interest_fen"] - row.interest_fen
    if apart:
        rows.append(Change("与存单利率算的不同", "", f"相差 {grouped(apart)} 元，请与财政部门、银行核对；提前支取按活期计息的属正常"))
    return rows


def apply(payload: Payload, *, by: By) -> int:
    """The id of the voucher."""
    return _do(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{dict(EVENTS)[payload['event']]}：存单 {payload['number']}")


def _do(payload: Payload, by: By) -> int:
    ledger, on, pages = ledger_of(payload), date.fromisoformat(payload["on"]), payload.get("pages", 1)
    if payload["event"] == MADE:
        ends = date.fromisoformat(payload["ends"])
        paper = fund.Certificate(payload["number"], payload["bank"], payload["principal_fen"], payload["rate"], on, ends)
        return int(fund.make_deposit(ledger, paper, by=by, pages=pages).pk)
    row = deposits.deposit(ledger, payload["number"])
    return int(fund.end_deposit(ledger, row, on, payload["reference"], payload["interest_fen"], by=by, pages=pages).pk)
