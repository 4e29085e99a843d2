"""Keeping a part of later payments back towards a debt (从待遇抵扣): the decision, its end, and what each line of a run was lessened by."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class DeductionOrder(models.Model):
    """A dated decision or agreement: from which month on how much of somebody's payments goes towards a debt, and what they keep in any
    case. Posted once. The debt falls when a line that was lessened has arrived, not before."""

    id = RowId(primary_key=True)
    debt = models.ForeignKey("payout.Debt", on_delete=models.PROTECT, related_name="deduction_orders")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", help_text="the debtor, who draws the payments")
    source = models.CharField("从哪里抵扣", max_length=8, help_text="monthly 每月待遇 | once 一次性待遇")
    basis = models.CharField("依据", max_length=8, help_text="agreed 书面同意 | decided 抵扣决定")
    decided_on = models.DateField("日期")
    from_month = models.IntegerField("起始月")
    last_month = models.IntegerField("终止月", null=True, help_text="none: until the debt is paid")
    amount_fen = models.BigIntegerField("每次抵扣", help_text="0 where a share is stated")
    share_e4 = models.IntegerField("抵扣比例（万分之）", help_text="of what is due; 0 where an amount is stated")
    protected_fen = models.BigIntegerField("每次至少发给本人")
    protected_source = models.CharField("留足标准的文件", max_length=120)
    earlier_fen = models.BigIntegerField("债务中以前年度发放的", null=True, help_text="of a debt that spans years, those before its last")
    document = models.CharField("决定书或协议", max_length=80)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = (
        "id", "debt_id", "person_id", "source", "basis", "decided_on", "from_month", "last_month", "amount_fen", "share_e4", "protected_fen",
        "protected_source", "earlier_fen", "document",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(protected_fen__gt=0), name="payout_order_leaves_something"),
            models.CheckConstraint(
                condition=models.Q(amount_fen__gt=0, share_e4=0) | models.Q(amount_fen=0, share_e4__gt=0, share_e4__lte=10_000),
                name="payout_order_amount_or_share",
            ),
        ]


class DeductionOrderEnded(models.Model):
    """From which month on nothing is kept back by a decision any more, and why. What sealed runs hold stays as it is. Posted once."""

    id = RowId(primary_key=True, help_text="= order id")
    from_month = models.IntegerField("自")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "from_month", "reason")


class LineDeduction(models.Model):
    """What one line of a run is lessened by for one decision. Fixed once the run is sealed."""

    id = RowId(primary_key=True)
    run = models.ForeignKey("payout.Run", on_delete=models.PROTECT, related_name="+")
    line_id = models.BigIntegerField("指令")
    order = models.ForeignKey(DeductionOrder, on_delete=models.PROTECT, related_name="line_deductions")
    fen = models.BigIntegerField("抵扣金额")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line_id", "order"], name="payout_deducted_once"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="payout_deduction_positive"),
        ]
