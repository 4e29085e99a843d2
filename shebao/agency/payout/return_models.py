"""Returned payments that nobody is due any more: decided by the business, cleared from the fund's temporary receipts by finance."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class NeverDue(models.Model):
    """A returned payment that will not be sent again, and why: the person died before the month, or the award was void."""

    id = RowId(primary_key=True, help_text="= line id")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")


class NeverDueCancelled(models.Model):
    """Such a decision taken back before the money was cleared; the payment may be sent again. Not decided twice."""

    id = RowId(primary_key=True, help_text="= line id")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")


class NeverDueCleared(models.Model):
    """Such a payment cleared from the temporary receipts, by a voucher of its day."""

    id = RowId(primary_key=True, help_text="= line id")
    on = models.DateField("清理日期")
    fen = models.BigIntegerField("金额")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "on", "fen")
