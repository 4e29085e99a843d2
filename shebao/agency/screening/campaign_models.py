"""A campaign over doubtful data (清数): the rows a superior hands down, how each stands beside our own records, and what came of it."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Batch(models.Model):
    """One list of a campaign, of one of its phases. Posted once, with all its rows."""

    id = RowId(primary_key=True)
    title = models.CharField("专项", max_length=60, help_text="batches of one title are one campaign")
    phase = models.IntegerField("期")
    provider = models.CharField("来源", max_length=24, help_text="a key of kinds.PROVIDERS")
    got_on = models.DateField("收到日期")
    due_on = models.DateField("办结期限")
    digest = models.CharField("内容摘要", max_length=64)
    lines = models.IntegerField("行数")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "title", "phase", "provider", "got_on", "due_on", "digest", "lines")


class Row(models.Model):
    """One row: which line of its list, whom, what doubt. Of somebody who is not in the register nothing is kept but that the row was there."""

    id = RowId(primary_key=True, help_text="batch × 10,000,000 + line")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", null=True)
    doubt = models.CharField("疑点", max_length=8, help_text="the rule that asks the same of our own data")
    month = models.IntegerField("所属月", help_text="YYYYMM, 0: not said")
    fen = models.BigIntegerField("涉及金额", default=0)
    standing = models.CharField("比对", max_length=12, help_text="a key of campaigns.STANDINGS, when it was taken in")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "batch_id", "person_id", "doubt", "month", "fen", "standing")

    class Meta:
        indexes = [models.Index(fields=["batch", "standing", "doubt"], name="screening_row_of")]


class Outcome(models.Model):
    """What came of a row, and why; a later version holds. Posted once."""

    id = RowId(primary_key=True)
    row = models.ForeignKey(Row, on_delete=models.PROTECT, related_name="outcomes", db_index=False)
    version = models.IntegerField("版本")
    result = models.CharField("结果", max_length=12, help_text="a key of campaigns.OUTCOMES")
    reason = models.CharField("理由", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "row_id", "version", "result", "reason")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "version"], name="screening_outcome_once")]
