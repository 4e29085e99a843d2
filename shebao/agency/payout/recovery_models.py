"""What was done to get a debt back: its cause and debtor, orders, agreements, repayments, set-offs, urging, court, writing off."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId

from .debt_models import Debt


class DebtStep(models.Model):
    """One step of getting a debt back. What is owed falls by the steps that carry money; a step taken in error is undone by another."""

    id = RowId(primary_key=True)
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField("事项", max_length=16, help_text="a key of recovery_kinds.STEPS")
    day = models.DateField("日期")
    amount_fen = models.BigIntegerField("金额", default=0)
    due_on = models.DateField("期限", null=True)
    document = models.CharField("文书或单据", max_length=80, blank=True)
    text = models.CharField("说明", max_length=300, blank=True)
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "debt_id", "kind", "day", "amount_fen", "due_on", "document", "text", "undoes_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["undoes"], name="payout_debt_step_undone_once"),
            models.CheckConstraint(condition=models.Q(amount_fen__gte=0), name="payout_debt_step_amount"),
        ]
