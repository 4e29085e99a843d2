"""A matter (办件): the only way business data changes, and the steps people took with it."""

from __future__ import annotations

from django.db import models


class Numbering(models.Model):
    """The next matter number of a year; taken in the transaction that uses it, so that no number is ever missing."""

    year = models.IntegerField(primary_key=True)
    next_number = models.IntegerField(default=1)


class Matter(models.Model):
    """One request, held until it is approved. `content_digest` is what an approval binds to."""

    number = models.CharField("办件编号", max_length=20, unique=True)
    kind = models.CharField("事项", max_length=48)
    state = models.CharField("状态", max_length=16, help_text="accepted | reviewed | approved | applied | returned | withdrawn")
    subject_kind = models.CharField(max_length=32, blank=True)
    subject_id = models.BigIntegerField(null=True)
    title = models.CharField("标题", max_length=120)
    payload = models.TextField("内容", help_text="canonical JSON of the request; citizen and account numbers sealed")
    sealed = models.BinaryField("密封内容", null=True, help_text="JSON of the sensitive fields, encrypted")
    preview = models.TextField("变更预览", help_text="canonical JSON: rows of (what, before, after), masked")
    content_digest = models.CharField(max_length=64)
    people = models.IntegerField("涉及人数", default=1)
    maker = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    accepted_on = models.DateField("受理日期")
    due_on = models.DateField("办结期限", null=True)
    closed_on = models.DateField("办结日期", null=True)
    applied_entry_id = models.BigIntegerField("生效日志", null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_on"], name="matters_worklist"),
            models.Index(fields=["subject_kind", "subject_id"], name="matters_subject"),
            models.Index(fields=["maker", "state"], name="matters_own"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_kind", "subject_id"],
                name="matters_one_open",
                condition=models.Q(state__in=["accepted", "reviewed", "approved", "returned"]) & models.Q(subject_id__isnull=False),
            )
        ]


class Step(models.Model):
    """What one person did with a matter, and the content they saw."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField("动作", max_length=16, help_text="submit | review | approve | send_back | withdraw | resubmit")
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)
    day = models.DateField("业务日期")
    comment = models.CharField("意见", max_length=300, blank=True)
    content_digest = models.CharField(max_length=64)
