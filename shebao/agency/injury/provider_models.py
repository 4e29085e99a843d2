"""Hospitals and workshops under agreement, what was settled with them month by month, and what organisations are owed until the slip is there."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Provider(models.Model):
    """A provider of care, once, by its unified social credit code."""

    id = RowId(primary_key=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类别", max_length=16, help_text="a key of kinds.PROVIDERS")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "uscc", "name", "kind")


class ProviderAccount(models.Model):
    """The account a provider is paid on; the last one entered is in force."""

    id = RowId(primary_key=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="accounts")
    bank = models.CharField("开户行", max_length=60)
    account_sealed = models.BinaryField("账号")
    account_index = models.BinaryField(max_length=32)
    account_tail = models.CharField("账号尾号", max_length=4)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED_PLACE = "injury_provideraccount.account"
    SEALED = ("id", "provider_id", "bank", "account_index", "account_tail")


class ProviderEvent(models.Model):
    """What happened to a provider's agreement: signed, assessed, paused, ended. The last one that opens or closes it holds."""

    id = RowId(primary_key=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField("事件", max_length=12, help_text="a key of kinds.AGREEMENTS")
    on = models.DateField("日期")
    from_month = models.IntegerField("协议起月")
    to_month = models.IntegerField("协议止月")
    deposit_e4 = models.IntegerField("质量保证金比例（万分之一）")
    score = models.IntegerField("考核得分", null=True)
    statement = models.CharField("陈述申辩或说明", max_length=200, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "provider_id", "kind", "on", "from_month", "to_month", "deposit_e4", "score", "statement")


class Settlement(models.Model):
    """A month settled with a provider: what it charged, what was cut, what is kept as deposit, what it is paid."""

    id = RowId(primary_key=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="settlements", db_index=False)
    month = models.IntegerField("月份")
    turn = models.IntegerField("第几次", help_text="1; 2 where the first was cancelled before it was paid")
    charged_fen = models.BigIntegerField("申报金额")
    cut_fen = models.BigIntegerField("核减")
    deposit_fen = models.BigIntegerField("质量保证金")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "provider_id", "month", "turn", "charged_fen", "cut_fen", "deposit_fen")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "month", "turn"], name="injury_settlement_once"),
            models.CheckConstraint(
                condition=models.Q(cut_fen__gte=0, deposit_fen__gte=0, charged_fen__gt=0), name="injury_settlement_amounts"
            ),
        ]


class Payable(models.Model):
    """What an organisation is owed; nothing is booked before the bank's slip. A provider's, or another payee's by name."""

    id = RowId(primary_key=True)
    kind = models.CharField("类别", max_length=12, help_text="a key of kinds.PAYABLES")
    source_id = models.BigIntegerField("来源", default=0, help_text="the settlement it is of")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+", null=True)
    payee = models.CharField("收款人", max_length=80)
    what = models.CharField("事由", max_length=120)
    amount_fen = models.BigIntegerField("金额")
    on = models.DateField("核定日期")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "kind", "source_id", "provider_id", "payee", "what", "amount_fen", "on")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="injury_payable_positive")]


class PayablePaid(models.Model):
    """A payable that left the expenditure account, on its slip."""

    id = RowId(primary_key=True, help_text="= payable id")
    on = models.DateField("单据日期")
    reference = models.CharField("单据号", max_length=48)
    amount_fen = models.BigIntegerField("金额")
    voucher_id = models.BigIntegerField("凭证")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "on", "reference", "amount_fen", "voucher_id")


class PayableCancelled(models.Model):
    """A payable that was taken back before it was paid."""

    id = RowId(primary_key=True, help_text="= payable id")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")
