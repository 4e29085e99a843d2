"""Proof of life: the events that prove it, and until when each person's proof holds."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Event(models.Model):
    """Something that proves life (self-certification, hospital stay, home visit …). Only strong events extend the cycle."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    on = models.DateField("日期")
    kind = models.CharField("方式", max_length=24)
    strong = models.BooleanField("可延长认证期")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "on", "kind", "strong")


class EventWithdrawn(models.Model):
    """An event that was entered by mistake; it proves nothing any more. Posted once."""

    id = RowId(primary_key=True, help_text="= event id")
    reason = models.CharField("原因", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")


class Validity(models.Model):
    """Until when a person's certification holds (last month, inclusive)."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, primary_key=True, related_name="+")
    valid_until = models.IntegerField("有效至（月）", db_index=True)


class Notice(models.Model):
    """A recipient was told, a month before, that the pension stops from a month unless they certify; how and when. Posted once."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    month = models.IntegerField("拟暂停月")
    way = models.CharField("送达方式", max_length=16, help_text="a key of kinds.NOTICE_WAYS")
    on = models.DateField("送达日期")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "month", "way", "on")

    class Meta:
        indexes = [models.Index(fields=["person", "month"], name="certification_notices")]


class Round(models.Model):
    """A campaign of certification (集中认证轮次) of a scheme: everybody in payment is to prove life between two days. Posted once.

    first_months: from this round on, somebody newly in payment and never certified has so many months before being overdue (0: none).
    """

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    title = models.CharField("名称", max_length=60)
    from_on = models.DateField("自")
    to_on = models.DateField("至")
    first_months = models.IntegerField("新领取人员首次认证月数", default=0)
    document = models.CharField("依据", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "scheme", "title", "from_on", "to_on", "first_months", "document")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(to_on__gte=models.F("from_on")), name="certification_round_days")]


class ValidityRule(models.Model):
    """For how many months one certification holds in a scheme, from a month on, by a document of the place. Posted once; the latest holds."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    from_month = models.IntegerField("自")
    months = models.IntegerField("有效月数")
    document = models.CharField("依据", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "scheme", "from_month", "months", "document")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(months__gt=0, months__lte=24), name="certification_rule_months")]


class RoundCancelled(models.Model):
    """A round that was announced in error. Posted once."""

    id = RowId(primary_key=True, help_text="= round id")
    reason = models.CharField("原因", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")


class OnlineReply(models.Model):
    """What an online provider said of somebody, under its own serial number, once; the event it became. Posted once."""

    id = RowId(primary_key=True)
    serial = models.CharField("流水号", max_length=64, unique=True)
    digest = models.CharField("报文摘要", max_length=64)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "serial", "digest", "event_id")
