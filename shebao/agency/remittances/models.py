"""Orders to pay bodies, each with its payees; what the bank's slips said was paid, and what came back."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Order(models.Model):
    """What one matter decided to pay to bodies (划款单): what for, where it stands in the books, how many payees and how much. Posted once."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    basis = models.CharField("事由编号", max_length=48, help_text="what it is for; one standing order each")
    turn = models.IntegerField("第几次", help_text="1; 2 where the first was cancelled and decided anew")
    title = models.CharField("事由", max_length=80)
    month = models.IntegerField("所属月")
    account = models.CharField("科目", max_length=8)
    item = models.CharField("明细", max_length=24, blank=True)
    payees = models.IntegerField("收款单位数")
    amount_fen = models.BigIntegerField("金额")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "scheme", "basis", "turn", "title", "month", "account", "item", "payees", "amount_fen")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "basis", "turn"], name="remittances_order_once"),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0, payees__gt=0), name="remittances_order_positive"),
        ]


class Remittance(models.Model):
    """One payee of an order: the body, its account (the number encrypted), the amount. Posted once, with the order."""

    id = RowId(primary_key=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="remittances")
    employer_id = models.BigIntegerField("用人单位", null=True, db_index=True)
    holder = models.CharField("户名", max_length=80)
    bank = models.CharField("开户行", max_length=60)
    account_sealed = models.BinaryField("账号")
    account_tail = models.CharField("账号尾号", max_length=4)
    amount_fen = models.BigIntegerField("金额")
    note = models.CharField("附言", max_length=80, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED_PLACE = "remittances_remittance.account"
    SEALED = ("id", "order_id", "employer_id", "holder", "bank", "account_tail", "amount_fen", "note")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="remittances_positive")]


class Payment(models.Model):
    """The bank paid a remittance, as its slip says. turn: 2 where it had come back once and was paid again, and so on. Posted once."""

    id = RowId(primary_key=True)
    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="payments")
    turn = models.IntegerField("第几次")
    on = models.DateField("付款日期")
    slip = models.CharField("银行回单号", max_length=48)
    voucher_id = models.BigIntegerField("凭证")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "remittance_id", "turn", "on", "slip", "voucher_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["remittance", "turn"], name="remittances_paid_once")]


class Bounce(models.Model):
    """A payment came back (退汇): it is owed to the body until it is paid again. Posted once."""

    id = RowId(primary_key=True, help_text="= payment id")
    on = models.DateField("退汇日期")
    slip = models.CharField("银行回单号", max_length=48)
    reason = models.CharField("原因", max_length=80)
    voucher_id = models.BigIntegerField("凭证")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "on", "slip", "reason", "voucher_id")


class OrderCancelled(models.Model):
    """An order that was cancelled before anything of it was paid. Posted once."""

    id = RowId(primary_key=True, help_text="= order id")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")
