"""Cancelling a wrong voucher of this year by a red one (红字冲销); what belongs to a closed year is put right by this year's events."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shebao.agency.fund import queries
from shebao.agency.fund.models import Voucher
from shebao.agency.journal.actions import take_turn
from shebao.agency.journal.by import By
from shebao.base.finding import refuse
from shebao.base.months import Month, month_title
from shebao.core.books.voucher import reversal

from .post import post_voucher


def reverse_voucher(voucher_id: int, month: Month, on: date, *, by: By) -> Voucher:
    """Cancel a posted voucher by a linked red one in an open period of the same year; at most once, and no reversal of a reversal.

    Refused for the opening balances, for transfers at the end of a period, and for vouchers of an earlier year: these never
    become this year's income or expense (会计基础工作规范 第五十一条、第六十三条).
    """
    with transaction.atomic():
        take_turn()
        original = Voucher.objects.filter(pk=voucher_id).first()
        if original is None:
            refuse("fund.voucher", f"没有编号为 {voucher_id} 的凭证", "请从凭证列表中选择。", "voucher")
        name = f"{month_title(original.month)}第{original.number}号凭证"
        if original.reverses_id is not None:
            refuse("fund.reversal", f"{name}本身是冲销凭证，不能再冲销", "请按正确内容重新做一张凭证。", "voucher")
        if Voucher.objects.filter(reverses=original).exists():
            refuse("fund.reversed", f"{name}已经冲销过", "一张凭证只能冲销一次。", "voucher")
        if original.source_kind in (queries.OPENING, *queries.TRANSFERS):
            refuse(
                "fund.reversal", f"{name}是{original.memo}，不能冲销", "期初余额和期末结转不冲销；有误的，在当期用更正凭证调整。", "voucher"
            )
        if original.month // 100 != month // 100:
            refuse(
                "fund.reversal_year",
                f"{name}属于{original.month // 100}年，不能在{month // 100}年冲销",
                "以前年度的差错不冲减本年收支：多付的待遇收回时记其他收入，多收的保险费退还时记其他支出，凭银行单据登记。",
                "voucher",
            )
        undone = reversal(queries.as_draft(original), month, on)
        return post_voucher(
            undone.scheme,
            month,
            on,
            f"{undone.memo}（{original.month}-{original.number}）"[:120],
            undone.lines,
            (queries.REVERSAL, original.pk),
            by=by,
            reverses=original,
        )
