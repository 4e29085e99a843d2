"""Members of staff, the posts they hold, and for how long."""

from __future__ import annotations

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from .authority_models import Attendance, HandOver, Limit, Meeting, MeetingSubject, Recusal, Swap, SwapEnded

__all__ = [
    "Attendance",
    "HandOver",
    "Holding",
    "Limit",
    "Meeting",
    "MeetingSubject",
    "Member",
    "Recusal",
    "Swap",
    "SwapEnded",
]


class MemberManager(BaseUserManager["Member"]):
    """Finds members by their login name."""


class Member(AbstractBaseUser):
    """One account. `person_key` names the natural person: two accounts of one person count as one for every check."""

    username = models.CharField("登录名", max_length=32, unique=True)
    name = models.CharField("姓名", max_length=32)
    person_key = models.CharField("本人标识", max_length=64, help_text="the same for all accounts of one natural person")
    is_active = models.BooleanField("启用", default=True)
    station = models.CharField("窗口", max_length=64, blank=True)
    provisional = models.BooleanField(
        "临时密码", default=False, help_text="somebody else has seen the password; it is changed before anything else"
    )

    reset_granted = models.BooleanField(
        "已批准重置密码", default=False, help_text="a second person agreed that the password be reset, once"
    )
    decides_from = models.DateField(
        "恢复复核审批日期", null=True, help_text="after somebody else set the password nothing is decided under it before this day"
    )

    factor_sealed = models.BinaryField("动态码", null=True, help_text="the secret shared with the member's telephone, encrypted")
    factor_step = models.BigIntegerField(
        "最近用过的动态码", default=0, help_text="the last half minute whose code was used: each counts once"
    )

    USERNAME_FIELD = "username"
    objects = MemberManager()

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password; never rewrites what is stored, which the journal vouches for."""
        return check_password(raw_password, self.password)


class Holding(models.Model):
    """A member holds a post from one day to another."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="holdings")
    post = models.CharField("岗位", max_length=32)
    since = models.DateField("自")
    until = models.DateField("至", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "post"], condition=models.Q(until=None), name="staff_post_once")]
