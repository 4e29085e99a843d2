"""The journal: one entry for every change of business data, each holding the hash of the one before."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Head(models.Model):
    """The end of the chain: a single row, locked while an entry is appended."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    entry_hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="journal_head_single")]


class Entry(models.Model):
    """One change: who, when, which verb, on what, and the digest of the rows it posted. Never changed or deleted."""

    seq = RowId(primary_key=True)
    at = models.CharField("时间 (UTC)", max_length=32)
    actor_id = models.BigIntegerField("经办人", null=True)
    verb = models.CharField("动作", max_length=64)
    subject_kind = models.CharField("对象类别", max_length=32, blank=True)
    subject_id = models.BigIntegerField("对象编号", null=True)
    matter_id = models.BigIntegerField("办件", null=True)
    business_day = models.CharField("业务日期", max_length=10, blank=True)
    body = models.TextField("内容", help_text="canonical JSON: what changed, before and after")
    table_name = models.CharField(max_length=63, blank=True, help_text="table whose rows this entry posted")
    row_count = models.BigIntegerField(default=0)
    rows_digest = models.CharField(max_length=64, blank=True, help_text="SM3 over the posted rows in order of their id")
    previous_hash = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="journal_subject"),
            models.Index(fields=["table_name"], name="journal_table"),
            models.Index(fields=["matter_id"], name="journal_matter"),
            models.Index(fields=["actor_id", "business_day"], name="journal_actor"),
        ]
