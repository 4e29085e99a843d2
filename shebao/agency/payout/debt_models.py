"""What is owed back to the fund because a death became known late (多发待遇债务): a register of claims, in the books only when money comes."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Debt(models.Model):
    """Months of a dead person's pension that were paid and not due, as they were known when the debt was opened. Posted once."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField("险种", max_length=24)
    first_month = models.IntegerField("多发起月")
    last_month = models.IntegerField("多发止月")
    months = models.IntegerField("多发月数")
    amount_fen = models.BigIntegerField("多发金额")
    from_account_fen = models.BigIntegerField("其中个人账户", help_text="given back to the account when the debt was opened")
    drawn_by = models.CharField("领取人", max_length=60, help_text="who drew the money, as far as anybody knows")
    proofs = models.CharField("死亡日期之后的认证", max_length=200, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "scheme", "first_month", "last_month", "months", "amount_fen", "from_account_fen", "drawn_by", "proofs")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_fen__gt=0, from_account_fen__gte=0, from_account_fen__lte=models.F("amount_fen"), months__gt=0),
                name="payout_debt_amount",
            )
        ]


class SetOff(models.Model):
    """What an heir's one-off payment was lessened by, towards a debt of the same death: the heir gets the rest. Posted once."""

    id = RowId(primary_key=True)
    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="set_offs")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("抵扣的待遇", max_length=12, help_text="a key of kinds.DUES")
    turn = models.IntegerField("第几次", help_text="as that of what it was kept back from")
    amount_fen = models.BigIntegerField("抵扣金额")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "debt_id", "person_id", "kind", "turn", "amount_fen")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["debt", "person", "kind", "turn"], name="payout_set_off_once"),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="payout_set_off_positive"),
        ]


class DebtCancelled(models.Model):
    """A debt that never was, because the death was recorded in error. Posted once; nothing was set off from it."""

    id = RowId(primary_key=True, help_text="= debt id")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")


class DueCancelled(models.Model):
    """Something owed once that was cancelled before a line paid it, because it or the heirs were wrong. Posted once."""

    id = RowId(primary_key=True, help_text="= due id")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")


class SetOffCancelled(models.Model):
    """A set-off that was cancelled together with what it was kept back from. Posted once."""

    id = RowId(primary_key=True, help_text="= set-off id")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")


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
