"""What a printed voucher shows, for one or for all of a month at once: lines, slip, attachments, who made, checked and booked it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shebao.agency.fund import queries as fund
from shebao.agency.journal import queries as journal
from shebao.agency.matters import queries as matters
from shebao.agency.matters.attachments import scans_of
from shebao.agency.staff import queries as staff

SOURCES = {
    "opening": "期初余额",
    "bank_return": "银行回盘",
    "receipt": "到账和划款登记",
    "tax_receipt": "税务入库明细",
    "period_end": "月末结转",
    "year_end": "年末结转",
    "reversal": "冲销凭证",
    "manual": "手工凭证",
    "correction": "更正凭证",
    "order": "按计划或通知收付",
    "order_back": "按计划或通知退回",
    "deposit": "定期存款存入",
    "deposit_end": "定期存款到期",
    "suspense": "暂收暂付清理",
    "never_due": "不再支付的退回款清理",
    "kept_back": "从待遇抵扣多发待遇",
    "remittance": "对外划款",
    "transfer": "关系转移资金",
    "injury_payment": "工伤应付款付出",
    "injury_repayment": "工伤先行支付偿还",
    "debt_repayment": "多发待遇追回",
    "land_lost": "被征地农民补贴",
    "refund": "退费",
    "annuity_posting": "职业年金记实",
    "annuity_arrival": "职业年金到款",
    "annuity_remittance": "职业年金上解",
}
OTHER = "业务办件"
"""Of a voucher whose kind has no word of its own: its matter says the rest."""


def sheets_of(vouchers: Sequence[fund.Voucher]) -> list[dict[str, Any]]:
    """The contexts of some vouchers of one ledger, in their order; each row of the database is read once for all of them."""
    if not vouchers:
        return []
    scheme, ids = vouchers[0].scheme, [voucher.pk for voucher in vouchers]
    lines, slips, signed = fund.lines_of(ids), fund.slips_of(ids), fund.signatures_of(ids)
    entries = journal.entries_by_seq(voucher.entry_id for voucher in vouchers)
    charts = {month: fund.chart_of(scheme, month) for month in {voucher.month for voucher in vouchers}}
    closings = {month: fund.closed_by(scheme, month) for month in charts}
    members = {row.member_id for rows in signed.values() for row in rows.values()} | {entry.actor_id or 0 for entry in entries.values()}
    names = staff.names([*members, *(closing[0] for closing in closings.values() if closing)])
    attached = {matter: matters.matter(matter) for matter in {entry.matter_id for entry in entries.values() if entry.matter_id}}
    result = []
    for voucher in vouchers:
        entry = entries.get(voucher.entry_id)
        detail = attached.get(entry.matter_id) if entry and entry.matter_id else None
        chart, mine = charts[voucher.month], lines.get(voucher.pk, [])
        result.append(
            {
                "voucher": voucher,
                "slip": slips.get(voucher.pk),
                "source": SOURCES.get(voucher.source_kind, OTHER),
                "matter": detail.row if detail else None,
                "scans": scans_of(detail.payload) if detail else [],
                "entry": entry,
                "amount_fen": sum(line.debit_fen for line in mine),
                "lines": [
                    {
                        "title": chart.title_of(line.account, line.item),
                        "account": line.account,
                        "debit_fen": line.debit_fen,
                        "credit_fen": line.credit_fen,
                    }
                    for line in mine
                ],
                "signed": _signed(voucher, signed.get(voucher.pk, {}), entry, closings[voucher.month], names),
            }
        )
    return result


def _signed(voucher: Any, rows: dict[str, Any], entry: Any, closing: Any, names: dict[int, str]) -> list[tuple[str, str, Any]]:
    """(what is signed, by whom, on what day): maker and checker, the posting, and the closing of the month for the head of accounting."""
    signed = [(title, rows[role].member_id, rows[role].on) for role, title in (("make", "制单"), ("check", "复核")) if role in rows]
    if entry:
        days = {row.member_id: row.on for row in rows.values()}
        signed.append(("记账", entry.actor_id or 0, days.get(entry.actor_id, voucher.on)))
    if closing:
        signed.append(("会计主管（结账）", *closing))
    return [(title, names.get(member, "系统"), at) for title, member, at in signed]
