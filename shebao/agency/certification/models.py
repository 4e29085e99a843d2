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
