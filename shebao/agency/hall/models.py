"""A number of the hall, the steps taken with it, and the hours people are served: all three are only ever added to."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Ticket(models.Model):
    """A number somebody took or booked for a day. Whoever comes may stay without a name."""

    id = RowId(primary_key=True)
    day = models.DateField("日期")
    purpose = models.CharField("事由", max_length=1, help_text="a key of kinds.PURPOSES")
    serial = models.IntegerField("序号", help_text="1 … of the day and purpose")
    way = models.CharField("方式", max_length=8, help_text="a key of kinds.WAYS")
    slot = models.IntegerField("时段", default=0, help_text="minute of the day an appointment is for; 0 for who walks in")
    party = models.CharField("来人", max_length=40, blank=True)
    person_id = models.BigIntegerField("人员", default=0)
    second = models.IntegerField("取号时间", help_text="second of the day it was taken or booked on")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "day", "purpose", "serial", "way", "slot", "party", "person_id", "second")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "purpose", "serial"], name="hall_number_once")]


class TicketStep(models.Model):
    """What happened with a number: when, at which counter, by whom; a hand-over says where to, an end may name the matter."""

    id = RowId(primary_key=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField("一步", max_length=10, help_text="a key of kinds.STEPS")
    second = models.IntegerField("时间", help_text="second of the ticket's day")
    counter = models.IntegerField("窗口", default=0, help_text="0 where no counter has to do with it")
    purpose = models.CharField("转到", max_length=1, blank=True, help_text="of a hand-over: a key of kinds.PURPOSES")
    matter_number = models.CharField("办件编号", max_length=20, blank=True)
    text = models.CharField("说明", max_length=120, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "ticket_id", "step", "second", "counter", "purpose", "matter_number", "text")


class Hours(models.Model):
    """When the hall serves, how appointments are cut, and what waiting time the agency promises; the last row holds."""

    id = RowId(primary_key=True)
    opens = models.IntegerField("上午开始", help_text="minute of the day")
    pauses = models.IntegerField("上午结束")
    resumes = models.IntegerField("下午开始")
    closes = models.IntegerField("下午结束")
    late_until = models.IntegerField("延时服务到", help_text="minute of the day; equal to closes where there is none")
    slot_minutes = models.IntegerField("每段分钟")
    per_slot = models.IntegerField("每段人数", help_text="appointments of one purpose in a slot")
    wait_minutes = models.IntegerField("等候承诺（分钟）", help_text="a promise of the agency, not law")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "opens", "pauses", "resumes", "closes", "late_until", "slot_minutes", "per_slot", "wait_minutes")
