"""A record of a register, the lines of its list, and the steps taken with it: all three are only ever added to."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Record(models.Model):
    """Something entered in a register: a finding, a petition, a campaign, a loan of a file. Its state is that of its last step."""

    id = RowId(primary_key=True)
    register = models.CharField("台账", max_length=16, help_text="a key of kinds.REGISTERS")
    kind = models.CharField("类别", max_length=16, help_text="a key of the register's kinds")
    day = models.DateField("日期", help_text="received, held or begun on")
    number = models.CharField("编号", max_length=60, blank=True)
    title = models.CharField("内容", max_length=200)
    party = models.CharField("对方", max_length=80, blank=True, help_text="who asks, organises or is responsible, in words")
    person_id = models.BigIntegerField("人员", default=0)
    amount_fen = models.BigIntegerField("金额", default=0)
    heads = models.IntegerField("人数", default=0)
    due_on = models.DateField("期限", null=True)
    details = models.TextField("明细", help_text="canonical JSON: rows of (title, text), as a page shows them")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "register", "kind", "day", "number", "title", "party", "person_id", "amount_fen", "heads", "due_on", "details")

    class Meta:
        indexes = [models.Index(fields=["register", "day"], name="registers_by_day")]


class RecordLine(models.Model):
    """One row of the list that came with a record: somebody examined, visited or taken over, or a file."""

    id = RowId(primary_key=True)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="lines")
    person_id = models.BigIntegerField("人员", default=0, db_index=True)
    day = models.DateField("日期", null=True)
    text = models.CharField("说明", max_length=200)
    amount_fen = models.BigIntegerField("金额", default=0)
    done = models.BooleanField("已办", default=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "record_id", "person_id", "day", "text", "amount_fen", "done")


class RecordStep(models.Model):
    """What was done with a record, and until when the next thing must be done."""

    id = RowId(primary_key=True)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField("进展", max_length=16, help_text="a key of the register's steps")
    day = models.DateField("日期")
    due_on = models.DateField("下一期限", null=True)
    amount_fen = models.BigIntegerField("金额", default=0)
    text = models.CharField("说明", max_length=300, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "record_id", "step", "day", "due_on", "amount_fen", "text")
