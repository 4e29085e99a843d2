"""Values an agency entered: the same shape as the rows of a place file, posted once and never changed."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class EnteredValue(models.Model):
    """One dated value with its document. A correction is a later row for the same place and days; the later one holds."""

    id = RowId(primary_key=True)
    key = models.CharField("参数", max_length=64)
    place = models.CharField("地区", max_length=48)
    from_day = models.CharField("自", max_length=10)
    to_day = models.CharField("至", max_length=10, blank=True, help_text="empty: until further notice")
    value = models.TextField("数值", help_text="canonical JSON; every number is text")
    document = models.CharField("文件", max_length=200)
    confidence = models.CharField("可信程度", max_length=12)
    note = models.CharField("说明", max_length=200, blank=True)
    known_from = models.CharField("录入日", max_length=10, help_text="business day on which the agency came to know it")
    file_digest = models.CharField("附件摘要", max_length=64, blank=True)
    entry_id = models.BigIntegerField("录入日志", db_index=True)
    SEALED = ("id", "key", "place", "from_day", "to_day", "value", "document", "confidence", "note", "known_from", "file_digest")

    class Meta:
        indexes = [models.Index(fields=["key", "place"], name="parameters_key")]
