"""Money that moved in one of the fund's accounts (到账和划款登记), booked from its slip by two people of the fund's finance.

The slip decides: its date is the voucher's, its amount is the voucher's, and the same slip is booked once.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from shebao.agency import schemes
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.fund.chart import chart_for
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.scheme_field import SCHEME, scheme_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_title
from shebao.core.books.entries import BANK_ACCOUNTS
from shebao.core.books.events import EVENTS, event, events_of
from shebao.core.books.slip import LONGEST_NUMBER, Slip

KEY = "record_receipt"
TITLE = "到账和划款登记"
LAW = "社会保险基金会计制度（财会〔2017〕28号）；社会保险基金财务制度（财社〔2017〕144号）第四十条至第四十二条"
WORKING_DAYS = None
RISK = "low"
AREA = "fund"
MOST_PAGES, LONGEST_PARTY = 200, 40
_CHARTS = [chart_for(scheme, date(2023, 1, 1)) for scheme in schemes.titles()]
_EVENTS = [one for one in EVENTS.values() if any(one in events_of(chart) for chart in _CHARTS)]
FIELDS = (
    SCHEME,
    Field("what", "收支事项", "choice", choices=tuple((one.key, f"{one.title}（{one.paper}）") for one in _EVENTS)),
    Field("amount_fen", "单据金额（元）", "yuan", help="照单据填写，不是应到或所缺的数"),
    Field("on", "单据日期", "date", help="单据上的记账日期；所在月份必须还没有结账"),
    Field("reference", "单据号", help="银行流水号、国库凭证号或财政专户缴拨凭证号；同一张单据只登记一次"),
    Field("counterparty", "对方单位", required=False, help="单据上的付款人或收款人"),
    Field("pages", "附单据张数", "number", required=False, help="不填为 1 张"),
    scans_field("单据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for nothing, for a day to come, in a month that is closed or before the books began, and for a slip booked already."""
    on = date.fromisoformat(payload["on"])
    if payload["amount_fen"] <= 0:
        refuse("procedures.receipt", "单据金额应大于零", "请按单据填写；付出去的钱请选付款的事项。", "amount_fen")
    scheme = scheme_of(payload)
    if event(payload["what"]) not in events_of(chart_for(scheme, on)):
        what = event(payload["what"]).title
        refuse("procedures.receipt", f"{schemes.title(scheme)}没有“{what}”这种收支", "请核对险种和收支事项。", "what")
    if on > day:
        refuse("procedures.receipt", f"单据日期 {on.isoformat()} 晚于今天 {day.isoformat()}", "请按单据填写。", "on")
    first = books.first_month(scheme)
    if first is None or month_of(on) < first:
        refuse("procedures.receipt", f"{month_title(month_of(on))}还没有建账", "账套启用以前的收支在期初余额里。", "on")
    if not 1 <= payload.setdefault("pages", 1) <= MOST_PAGES:
        refuse("procedures.receipt", f"附单据张数应为 1 至 {MOST_PAGES}", "请按所附单据填写。", "pages")
    if len(payload.get("counterparty", "")) > LONGEST_PARTY:
        refuse("procedures.receipt", f"对方单位最多 {LONGEST_PARTY} 个字", "请填单据上的简称。", "counterparty")
    payload["reference"] = _reference(payload["reference"])
    simulated(lambda: _book(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The entry with its accounts, the balances it moves, and other slips of the same account, day and amount."""
    movement, on = event(payload["what"]), date.fromisoformat(payload["on"])
    chart = chart_for(scheme_of(payload), on)
    lines = movement.lines(payload["amount_fen"])
    touched = [line.account for line in lines if line.account in BANK_ACCOUNTS]
    before = {code: books.balance_of(scheme_of(payload), code) for code in touched}
    after = simulated(lambda: _book(payload, By(None, on)), lambda: {code: books.balance_of(scheme_of(payload), code) for code in touched})
    return [
        *(Change("借" if line.debit_fen else "贷", chart.title_of(line.account, line.item), _yuan(payload)) for line in lines),
        *(Change(f"{chart.account(code).name}余额", f"{grouped(before[code])} 元", f"{grouped(after[code])} 元") for code in touched),
        Change("凭证日期", "", f"{payload['on']}，附单据 {payload['pages']} 张，单据号 {payload['reference']}"),
        *(
            Change("同日同额已入账，请核对不是同一张单据", f"{one.memo}：{books.told(one)}", "另记一笔")
            for one in books.alike(scheme_of(payload), movement.account, on, payload["amount_fen"])
        ),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the voucher."""
    return _book(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{event(payload['what']).title}：{_yuan(payload)}")


def _yuan(payload: Payload) -> str:
    return f"{grouped(payload['amount_fen'])} 元"


def _reference(text: str) -> str:
    """The slip's number as everybody types it the same: no spaces, half-width, capitals. Refused for one too long for a voucher."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if len(plain) > LONGEST_NUMBER or not plain.isprintable():
        refuse("procedures.receipt", f"单据号有 {len(plain)} 个字，最多 {LONGEST_NUMBER} 个", "请只填单据上的号码。", "reference")
    return plain


def _book(payload: Payload, by: By) -> int:
    movement = event(payload["what"])
    slip = Slip(
        movement.paper,
        payload["reference"],
        movement.account,
        payload["amount_fen"],
        payload.get("counterparty", ""),
        payload.get("pages", 1),
    )
    voucher = fund.book_slip(
        scheme_of(payload), movement.key, date.fromisoformat(payload["on"]), slip, source=("receipt", by.matter_id or 0), by=by
    )
    return int(voucher.pk)
