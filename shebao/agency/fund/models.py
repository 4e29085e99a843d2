"""The fund's books: periods, vouchers with their lines, slips and signatures, guarded by the database; statements and the budget beside them."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId

from .order_models import Deposit, FundReport, OpenItem, Order, OrderCancelled, OrderLine

__all__ = [  # what the counter's own files import from here
    "AccountStatement", "Budget", "Deposit", "FundReport", "OpenItem", "Order", "OrderCancelled", "OrderLine", "Period", "Signature", "Slip",
    "StatementLine", "Voucher", "VoucherLine",
]  # fmt: skip


class Period(models.Model):
    """A month of one scheme's books. A closed period accepts nothing and is never reopened."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    month = models.IntegerField("会计期间")
    closed = models.BooleanField("已结账", default=False)
    next_number = models.IntegerField("下一凭证号", default=1, help_text="moved by the database when a voucher is posted")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "month"], name="fund_period_once")]


class Voucher(models.Model):
    """A posted voucher: balanced, numbered without gaps in its period, corrected only by a linked reversal."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    month = models.IntegerField("会计期间")
    number = models.IntegerField("凭证号")
    on = models.DateField("日期")
    memo = models.CharField("摘要", max_length=120)
    source_kind = models.CharField("来源类别", max_length=24)
    source_id = models.BigIntegerField("来源编号")
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    posted = models.BooleanField("已过账", default=False)
    entry_id = models.BigIntegerField("日志", db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "month", "number"], name="fund_number_once"),
            models.UniqueConstraint(fields=["scheme", "source_kind", "source_id", "memo"], name="fund_source_once"),
        ]


class VoucherLine(models.Model):
    """One line of a voucher: an account and a debit or a credit, in fen; below zero in the red voucher that cancels another."""

    id = RowId(primary_key=True)
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="lines")
    account = models.CharField("科目", max_length=16)
    item = models.CharField("明细", max_length=24, blank=True)
    debit_fen = models.BigIntegerField("借方")
    credit_fen = models.BigIntegerField("贷方")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "voucher_id", "account", "item", "debit_fen", "credit_fen")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fund_one_side",
                condition=(models.Q(credit_fen=0) & ~models.Q(debit_fen=0)) | (models.Q(debit_fen=0) & ~models.Q(credit_fen=0)),
            )
        ]
        indexes = [models.Index(fields=["account"], name="fund_line_account")]


class Slip(models.Model):
    """The paper a voucher rests on (原始凭证): who issued it, its number, day and amount. The same paper is booked once."""

    id = RowId(primary_key=True)
    voucher = models.OneToOneField(Voucher, on_delete=models.PROTECT, related_name="slip")
    kind = models.CharField("单据", max_length=24)
    number = models.CharField("单据号", max_length=48)
    account = models.CharField("出具单据的账户", max_length=16)
    on = models.DateField("单据日期")
    amount_fen = models.BigIntegerField("单据金额")
    counterparty = models.CharField("对方", max_length=80, blank=True)
    pages = models.IntegerField("附单据张数")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "voucher_id", "kind", "number", "account", "on", "amount_fen", "counterparty", "pages")

    class Meta:
        indexes = [models.Index(fields=["number", "account"], name="fund_slip_number")]


class Signature(models.Model):
    """Who made a voucher and who checked it (制单、复核): two people of the fund's finance, each once."""

    id = RowId(primary_key=True)
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="signatures")
    role = models.CharField("签字", max_length=8, help_text="make | check")
    member_id = models.BigIntegerField("签字人")
    on = models.DateField("日期")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "voucher_id", "role", "member_id", "on")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["voucher", "role"], name="fund_signed_once")]


class AccountStatement(models.Model):
    """What an account's keeper says of a month: the balance at its end. One put right is a new version; the last one holds."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    account = models.CharField("账户", max_length=16)
    month = models.IntegerField("月份")
    version = models.IntegerField("版本")
    balance_fen = models.BigIntegerField("月末余额")
    reason = models.CharField("未达账项说明", max_length=200, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "scheme", "account", "month", "version", "balance_fen", "reason")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "account", "month", "version"], name="fund_statement_once")]


class StatementLine(models.Model):
    """One line of an account's statement: day, number, and amount; above zero came in, below went out."""

    id = RowId(primary_key=True)
    statement = models.ForeignKey(AccountStatement, on_delete=models.PROTECT, related_name="lines")
    on = models.DateField("日期")
    number = models.CharField("流水号", max_length=48)
    fen = models.BigIntegerField("金额")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "statement_id", "on", "number", "fen")


class Budget(models.Model):
    """One line of a fund's approved yearly budget. An adjustment is a new version; the last one holds."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    year = models.IntegerField("年度")
    version = models.IntegerField("版本")
    account = models.CharField("科目", max_length=16)
    item = models.CharField("明细", max_length=24, blank=True)
    amount_fen = models.BigIntegerField("预算数")
    document = models.CharField("批复文件", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "scheme", "year", "version", "account", "item", "amount_fen", "document")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "year", "version", "account", "item"], name="fund_budget_once")]
