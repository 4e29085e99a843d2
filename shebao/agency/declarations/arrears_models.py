"""What becomes of money that is late, put off, claimed, given up or given back; none of it is booked before a slip."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Deferral(models.Model):
    """An employer's own part of a scheme put off for a span of months until a day. That it ended before is written later."""

    id = RowId(primary_key=True)
    employer_id = models.IntegerField("用人单位", db_index=True)
    scheme = models.CharField("险种", max_length=24)
    from_month = models.IntegerField("所属期起")
    to_month = models.IntegerField("所属期止")
    due_on = models.DateField("缓缴到期日")
    cause = models.CharField("事由", max_length=16)
    unit_fen = models.BigIntegerField("当时欠缴的单位部分")
    guarantee = models.CharField("担保", max_length=120, blank=True)
    document = models.CharField("依据", max_length=120)
    ended_on = models.DateField("撤销日期", null=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "employer_id", "scheme", "from_month", "to_month", "due_on", "cause", "unit_fen", "guarantee", "document")
    LATER = ("ended_on",)


class LateFee(models.Model):
    """The late fee on one principal of a month from one day to another; one that takes another back is its opposite."""

    id = RowId(primary_key=True)
    employer_id = models.IntegerField("用人单位", db_index=True)
    scheme = models.CharField("险种", max_length=24)
    month = models.IntegerField("费款所属期")
    principal_fen = models.BigIntegerField("本金")
    from_on = models.DateField("应缴期限")
    to_on = models.DateField("计至")
    days = models.IntegerField("天数")
    fee_fen = models.BigIntegerField("滞纳金")
    cancels_id = models.BigIntegerField("撤销的一笔", null=True, unique=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "employer_id", "scheme", "month", "principal_fen", "from_on", "to_on", "days", "fee_fen", "cancels_id")


class ArrearsClaim(models.Model):
    """One step taken against an employer's arrears as they were on a day: entered, reminded of, handed to the tax office …"""

    id = RowId(primary_key=True)
    employer_id = models.IntegerField("用人单位", db_index=True)
    cut_off = models.DateField("截止日")
    action = models.CharField("处理动作", max_length=16)
    owed_fen = models.BigIntegerField("欠费")
    owner = models.CharField("责任岗位", max_length=24)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "employer_id", "cut_off", "action", "owed_fen", "owner")


class ArrearsLine(models.Model):
    """One month of a scheme in a claim: due, paid, owed."""

    id = RowId(primary_key=True)
    claim = models.ForeignKey(ArrearsClaim, on_delete=models.PROTECT, related_name="lines")
    scheme = models.CharField("险种", max_length=24)
    month = models.IntegerField("费款所属期")
    due_fen = models.BigIntegerField("应缴")
    owed_fen = models.BigIntegerField("欠缴")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "claim_id", "scheme", "month", "due_fen", "owed_fen")


class BankruptcyClaim(models.Model):
    """What was filed with a court against a bankrupt employer. What became of the rest is written later."""

    id = RowId(primary_key=True)
    employer_id = models.IntegerField("用人单位", db_index=True)
    court_case = models.CharField("受理案号", max_length=60)
    accepted_on = models.DateField("受理日")
    deadline = models.DateField("申报截止日")
    principal_fen = models.BigIntegerField("本金")
    account_fen = models.BigIntegerField("应划入个人账户（第一顺序）")
    late_fee_fen = models.BigIntegerField("至受理日滞纳金")
    closed_on = models.DateField("终结日期", null=True)
    outcome = models.CharField("结果", max_length=120, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "employer_id", "court_case", "accepted_on", "deadline", "principal_fen", "account_fen", "late_fee_fen")
    LATER = ("closed_on", "outcome")


class Refund(models.Model):
    """Contributions to be given back: to whom, of which scheme, why. Whether and how the money left is written later."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    payee = models.CharField("收款人类别", max_length=8)
    employer_id = models.IntegerField("用人单位", db_index=True)
    person_id = models.IntegerField("人员")
    unit_fen = models.BigIntegerField("单位部分")
    person_fen = models.BigIntegerField("个人部分")
    reason = models.CharField("原因", max_length=16)
    via = models.CharField("退款途径", max_length=8)
    closed_on = models.DateField("了结日期", null=True)
    outcome = models.CharField("结果", max_length=60, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "scheme", "payee", "employer_id", "person_id", "unit_fen", "person_fen", "reason", "via")
    LATER = ("closed_on", "outcome")


class RefundLine(models.Model):
    """One month of one person in a refund, and the year in which its money came."""

    id = RowId(primary_key=True)
    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="lines")
    month_id = models.BigIntegerField("应缴月", db_index=True)
    unit_fen = models.BigIntegerField("单位部分")
    person_fen = models.BigIntegerField("个人部分")
    received_year = models.IntegerField("到账年度")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "refund_id", "month_id", "unit_fen", "person_fen", "received_year")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["refund", "month_id"], name="declarations_refunded_once")]
