"""Who stands in for whom, who keeps out of a matter, how far a signature reaches, and what a session decided: posted once, never changed."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Swap(models.Model):
    """A member acts in another's post for some days; the deputy's own posts sleep meanwhile, and the rights go back by themselves."""

    id = RowId(primary_key=True)
    absent = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=32)
    since = models.DateField("自")
    until = models.DateField("至", help_text="the last day")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "absent_id", "deputy_id", "post", "since", "until", "reason")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="staff_swap_days"),
            models.CheckConstraint(condition=~models.Q(absent=models.F("deputy")), name="staff_swap_of_two"),
        ]


class SwapEnded(models.Model):
    """A swap that ended before its last day. Posted once."""

    id = RowId(primary_key=True, help_text="= swap id")
    on = models.DateField("自", help_text="the first day without it")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "on", "reason")


class HandOver(models.Model):
    """A member left a post to another for good (轮岗) or altogether (离岗): what was handed over, on which day. Posted once."""

    id = RowId(primary_key=True)
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    what = models.CharField("事项", max_length=12, help_text="rotate | leave")
    post = models.CharField("岗位", max_length=32)
    to_post = models.CharField("轮到的岗位", max_length=32, blank=True)
    on = models.DateField("日期")
    text = models.CharField("交接清单", max_length=300)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "member_id", "what", "post", "to_post", "on", "text")


class Recusal(models.Model):
    """A member keeps out of a matter, because of kin or interest. Posted once."""

    id = RowId(primary_key=True)
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    matter_id = models.BigIntegerField("办件", db_index=True)
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "member_id", "matter_id", "reason")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "matter_id"], name="staff_recused_once")]


class Limit(models.Model):
    """How far a single signature reaches, from a day on, by a document of the agency; the last one of a key that has begun holds."""

    id = RowId(primary_key=True)
    key = models.CharField("项目", max_length=24, help_text="a key of limits.LIMITS")
    from_day = models.DateField("自")
    value = models.BigIntegerField("数值")
    document = models.CharField("依据", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "key", "from_day", "value", "document")


class Meeting(models.Model):
    """A session (集体会审): when, who voted, what was decided, on which minutes. Posted once."""

    id = RowId(primary_key=True)
    on = models.DateField("日期")
    agreed = models.BooleanField("同意")
    decision = models.CharField("决定", max_length=300)
    document = models.CharField("纪要", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "on", "agreed", "decision", "document")


class Attendance(models.Model):
    """Somebody who voted in a session. Posted once."""

    id = RowId(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "meeting_id", "member_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="staff_attended_once")]


class MeetingSubject(models.Model):
    """What a session decided on, bound by the digest of its content: another content needs another session. Posted once."""

    id = RowId(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="subjects")
    kind = models.CharField("对象", max_length=8, help_text="matter | run")
    subject_id = models.BigIntegerField("编号")
    digest = models.CharField("校验码", max_length=64)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "meeting_id", "kind", "subject_id", "digest")

    class Meta:
        indexes = [models.Index(fields=["kind", "subject_id"], name="staff_meeting_of")]
