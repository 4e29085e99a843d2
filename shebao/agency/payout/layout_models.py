"""What an agency adds of its own bank: layouts described in YAML, who confirmed them; and answers of a bank that could not be taken."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class BankLayout(models.Model):
    """A description of a bank's files, entered by one of finance. Never changed: another text is another layout under another number."""

    id = RowId(primary_key=True)
    title = models.CharField("名称", max_length=40)
    content = models.TextField("格式说明", help_text="YAML, as it was written")
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "title", "content", "member_id")


class LayoutConfirmed(models.Model):
    """The other of finance tried a described layout and let files be written in it. Its id is the layout's."""

    id = RowId(primary_key=True)
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "member_id")


class FailedAnswer(models.Model):
    """An answer file that was refused as a whole: which, why, for which run; it waits until a good one is taken or somebody closes it."""

    id = RowId(primary_key=True)
    run = models.ForeignKey("payout.Run", on_delete=models.PROTECT, related_name="failed_answers")
    digest = models.CharField("文件摘要", max_length=64)
    name = models.CharField("文件名", max_length=120)
    day = models.DateField("日期")
    rule = models.CharField("原因代码", max_length=40)
    reason = models.CharField("原因", max_length=300)
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "run_id", "digest", "name", "day", "rule", "reason", "member_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "digest"], name="payout_failed_answer_once")]


class Epoch(models.Model):
    """How often this database was restored from a backup; after a restore payments stay locked until files are reconciled."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.IntegerField("恢复次数", default=0)
    locked = models.BooleanField("锁定发放", default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="payout_epoch_single")]
