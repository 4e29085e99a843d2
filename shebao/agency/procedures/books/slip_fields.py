"""The columns of a slip that every matter of moved money asks for: its number, day, amount, counterparty, pages and scan."""

from __future__ import annotations

import unicodedata
from datetime import date

from shebao.agency.fund import queries as books
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.base.finding import refuse
from shebao.base.months import month_of, month_title
from shebao.core.books.event_kind import Event
from shebao.core.books.slip import LONGEST_NUMBER, Slip

MOST_PAGES, LONGEST_PARTY = 200, 40
ON = Field("on", "单据日期", "date", help="单据上的记账日期；所在月份必须还没有结账")
REFERENCE = Field("reference", "单据号", help="银行流水号、国库凭证号或财政专户缴拨凭证号；同一张单据只登记一次")
COUNTERPARTY = Field("counterparty", "对方单位", required=False, help="单据上的付款人或收款人")
PAGES = Field("pages", "附单据张数", "number", required=False, help="不填为 1 张")
SCANS = scans_field("单据扫描件", "PDF、JPEG 或 PNG，最多 6 份")


def optional(field: Field, help: str = "") -> Field:
    """The same field where only some choices of a matter have a slip."""
    return Field(field.name, field.label, field.widget, False, help or field.help, field.choices, field.most, field.longest)


def need(payload: Payload, fields: tuple[Field, ...], why: str) -> None:
    """Refused at the first field that this choice cannot do without."""
    for field in fields:
        if payload.get(field.name) in (None, "", []):
            refuse("procedures.slip", f"没有填写{field.label}", f"{why}要有{field.label}，请照单据填写。", field.name)


def check_slip(payload: Payload, ledger: str, day: date) -> None:
    """Refused for nothing, for a day to come, before the books began, and for what does not stand on a slip; the number is put in
    its one form."""
    on = date.fromisoformat(payload["on"])
    if payload["amount_fen"] <= 0:
        refuse("procedures.receipt", "单据金额应大于零", "请按单据填写；付出去的钱请选付款的事项。", "amount_fen")
    if on > day:
        refuse("procedures.receipt", f"单据日期 {on.isoformat()} 晚于今天 {day.isoformat()}", "请按单据填写。", "on")
    first = books.first_month(ledger)
    if first is None or month_of(on) < first:
        refuse("procedures.receipt", f"{month_title(month_of(on))}还没有建账", "账套启用以前的收支在期初余额里。", "on")
    if not 1 <= payload.setdefault("pages", 1) <= MOST_PAGES:
        refuse("procedures.receipt", f"附单据张数应为 1 至 {MOST_PAGES}", "请按所附单据填写。", "pages")
    if len(payload.get("counterparty", "")) > LONGEST_PARTY:
        refuse("procedures.receipt", f"对方单位最多 {LONGEST_PARTY} 个字", "请填单据上的简称。", "counterparty")
    payload["reference"] = plain_number(payload["reference"])


def plain_number(text: str) -> str:
    """A slip's number as everybody types it the same: no spaces, half-width, capitals. Refused for one too long for a voucher."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if len(plain) > LONGEST_NUMBER or not plain.isprintable():
        refuse("procedures.receipt", f"单据号有 {len(plain)} 个字，最多 {LONGEST_NUMBER} 个", "请只填单据上的号码。", "reference")
    return plain


def slip_of(payload: Payload, movement: Event) -> Slip:
    """The slip of a request."""
    party, pages = payload.get("counterparty", ""), payload.get("pages", 1)
    return Slip(movement.paper, payload["reference"], movement.account, payload["amount_fen"], party, pages)
