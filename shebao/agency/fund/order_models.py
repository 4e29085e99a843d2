"""What stands beside the books and is no voucher: plans and orders that money follows, deposits, items in transit, reports handed in."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Order(models.Model):
    """A plan to use money, a request or an order between levels (用款计划、缺口申请、上解通知、下拨通知). Money follows on its own slips;
    an order books nothing."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    kind = models.CharField("类别", max_length=8, help_text="a key of orders.KINDS")
    number = models.CharField("文号", max_length=60)
    month = models.IntegerField("月份")
    amount_fen = models.BigIntegerField("金额")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers", help_text="the request it answers")
    reason = models.CharField("说明", max_length=200, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "scheme", "kind", "number", "month", "amount_fen", "parent_id", "reason")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "kind", "number"], name="fund_order_once"),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="fund_order_amount"),
        ]


class OrderLine(models.Model):
    """What the money of a plan is for."""

    id = RowId(primary_key=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    purpose = models.CharField("用途", max_length=40)
    fen = models.BigIntegerField("金额")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "order_id", "purpose", "fen")


class OrderCancelled(models.Model):
    """An order taken back before its money moved."""

    id = RowId(primary_key=True, help_text="= order id")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")


class Deposit(models.Model):
    """A term deposit of the fiscal account, as its certificate says; whether it stands follows from the vouchers made from it."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    number = models.CharField("存单号", max_length=48)
    bank = models.CharField("开户行", max_length=60)
    principal_fen = models.BigIntegerField("本金")
    rate = models.CharField("年利率（%）", max_length=12)
    begins = models.DateField("起存日")
    ends = models.DateField("到期日")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "scheme", "number", "bank", "principal_fen", "rate", "begins", "ends")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="fund_deposit_once"),
            models.CheckConstraint(condition=models.Q(principal_fen__gt=0), name="fund_deposit_amount"),
        ]


class OpenItem(models.Model):
    """A movement that one side of a reconciliation had alone (未达账项): who sees to it, and by when."""

    id = RowId(primary_key=True)
    statement = models.ForeignKey("fund.AccountStatement", on_delete=models.PROTECT, related_name="open_items")
    side = models.CharField("哪一方有", max_length=4, help_text="ours | bank")
    number = models.CharField("单据号", max_length=48)
    on = models.DateField("日期")
    fen = models.BigIntegerField("金额")
    owner = models.CharField("负责人", max_length=40)
    due_on = models.DateField("处理期限")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "statement_id", "side", "number", "on", "fen", "owner", "due_on")


class FundReport(models.Model):
    """The statements of a closed month, quarter or year as they were handed in, whole; one put right is a new version, the last one holds."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    span = models.CharField("期间", max_length=8, help_text="month | quarter | year")
    month = models.IntegerField("末月")
    version = models.IntegerField("版本")
    content = models.TextField("报表", help_text="canonical JSON: both forms and the notes")
    note = models.CharField("补充说明", max_length=400, blank=True)
    address = models.CharField("公开网址", max_length=200, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "scheme", "span", "month", "version", "content", "note", "address")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "span", "month", "version"], name="fund_report_once")]
