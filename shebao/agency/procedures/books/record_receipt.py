"""Money that moved in one of the fund's accounts (到账和划款登记), booked from its slip by two people of the fund's finance.

The slip decides: its date is the voucher's, its amount is the voucher's, and the same slip is booked once.
"""

from __future__ import annotations

from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.fund.chart import chart_for, ledger_title, ledgers
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.books.ledger_field import LEDGER, ledger_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.core.books.events import EVENTS, event, events_of

from .entry_preview import entry_preview
from .slip_fields import COUNTERPARTY, ON, PAGES, REFERENCE, SCANS, check_slip, slip_of

KEY = "record_receipt"
TITLE = "到账和划款登记"
LAW = "社会保险基金会计制度（财会〔2017〕28号）；社会保险基金财务制度（财社〔2017〕144号）第四十条至第四十二条"
WORKING_DAYS = None
RISK = "low"
RESULT = "到账登记回执"
REVERSAL = "登记有误的，办理“冲销凭证”，再凭正确的单据登记。"
AREA = "fund"
_CHARTS = [chart_for(ledger, date(2023, 1, 1)) for ledger in ledgers()]
_EVENTS = [one for one in EVENTS.values() if not one.matter and any(one in events_of(chart) for chart in _CHARTS)]
_BESIDE = "、".join(dict.fromkeys(one.beside.title for one in _EVENTS if one.beside))
FIELDS = (
    LEDGER,
    Field("what", "收支事项", "choice", choices=tuple((one.key, f"{one.title}（{one.paper}）") for one in _EVENTS)),
    Field("amount_fen", "单据金额（元）", "yuan", help="照单据填写，不是应到或所缺的数"),
    Field("beside_fen", "其中另记的金额（元）", "yuan", required=False, help=f"单据里有{_BESIDE}的，填那一部分；没有的不填"),
    ON,
    REFERENCE,
    COUNTERPARTY,
    PAGES,
    SCANS,
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for nothing, for a day to come, in a month that is closed or before the books began, and for a slip booked already."""
    on = date.fromisoformat(payload["on"])
    scheme = ledger_of(payload)
    check_slip(payload, scheme, day)
    movement = event(payload["what"])
    if movement not in events_of(chart_for(scheme, on)):
        refuse("procedures.receipt", f"{ledger_title(scheme)}没有“{movement.title}”这种收支", "请核对险种和收支事项。", "what")
    _check_beside(payload)
    simulated(lambda: _book(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The entry with its accounts, the balances it moves, and other slips of the same account, day and amount."""
    movement, on = event(payload["what"]), date.fromisoformat(payload["on"])
    lines = movement.lines(payload["amount_fen"], payload.get("beside_fen", 0))
    return [
        *entry_preview(payload, ledger_of(payload), on, lines, lambda: _book(payload, By(None, on))),
        *(
            Change("同日同额已入账，请核对不是同一张单据", f"{one.memo}：{books.told(one)}", "另记一笔")
            for one in books.alike(ledger_of(payload), movement.account, on, payload["amount_fen"])
        ),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the voucher."""
    return _book(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{event(payload['what']).title}：{_yuan(payload)}")


def _check_beside(payload: Payload) -> None:
    """What stands beside is a part of the amount, of a kind of movement that has one."""
    movement, fen = event(payload["what"]), payload.get("beside_fen", 0)
    if fen and movement.beside is None:
        refuse("procedures.receipt", f"“{movement.title}”没有另记的部分", "请不填“其中另记的金额”，或核对收支事项。", "beside_fen")
    if not 0 <= fen <= payload["amount_fen"]:
        refuse("procedures.receipt", "另记的金额应是单据金额的一部分", "请照单据填写。", "beside_fen")


def _yuan(payload: Payload) -> str:
    return f"{grouped(payload['amount_fen'])} 元"


def _book(payload: Payload, by: By) -> int:
    movement = event(payload["what"])
    slip = slip_of(payload, movement)
    on, source = date.fromisoformat(payload["on"]), ("receipt", by.matter_id or 0)
    beside = payload.get("beside_fen", 0)
    voucher = fund.book_slip(ledger_of(payload), movement.key, on, slip, source=source, by=by, beside_fen=beside)
    return int(voucher.pk)
