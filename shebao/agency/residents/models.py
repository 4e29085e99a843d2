"""What only residents have: the tier chosen for a year, land-lost projects with their people and payments, and who was told of coming of age."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class TierChoice(models.Model):
    """What a person means to pay for a year, with what the village or a sponsor adds; the last version holds."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    year = models.IntegerField("年度")
    version = models.IntegerField("版本")
    tier_fen = models.BigIntegerField("档次")
    collective_fen = models.BigIntegerField("集体补助", default=0)
    sponsor_fen = models.BigIntegerField("资助金额", default=0)
    sponsor = models.CharField("资助人", max_length=60, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "year", "version", "tier_fen", "collective_fen", "sponsor_fen", "sponsor")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "year", "version"], name="residents_tier_once"),
            models.CheckConstraint(
                condition=models.Q(tier_fen__gt=0, collective_fen__gte=0, sponsor_fen__gte=0), name="residents_tier_amounts"
            ),
        ]


class LandProject(models.Model):
    """Land that was taken, and the money laid down for the insurance of those who lived by it; put right by a new version, the last holds."""

    id = RowId(primary_key=True)
    code = models.CharField("批准文号", max_length=60)
    version = models.IntegerField("版本")
    title = models.CharField("征地项目", max_length=80)
    approved_on = models.DateField("批准日期")
    published_from = models.DateField("公示起")
    published_to = models.DateField("公示止")
    deposited_fen = models.BigIntegerField("预存额")
    deposit_reference = models.CharField("预存凭证", max_length=48)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "code", "version", "title", "approved_on", "published_from", "published_to", "deposited_fen", "deposit_reference")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="residents_project_once"),
            models.CheckConstraint(condition=models.Q(deposited_fen__gt=0), name="residents_project_deposit"),
        ]


class LandShare(models.Model):
    """One person of a project: how much of the land was taken, and what the person's insurance is given."""

    id = RowId(primary_key=True)
    project = models.ForeignKey(LandProject, on_delete=models.PROTECT, related_name="shares")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    taken_percent = models.IntegerField("征地比例（%）")
    age = models.IntegerField("批准日年龄")
    amount_fen = models.BigIntegerField("人均补贴")
    route = models.CharField("选择险种", max_length=8, help_text="a key of kinds.ROUTES")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "project_id", "person_id", "taken_percent", "age", "amount_fen", "route")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "person"], name="residents_share_once"),
            models.CheckConstraint(
                condition=models.Q(amount_fen__gt=0, taken_percent__gt=0, taken_percent__lte=100), name="residents_share_amounts"
            ),
        ]


class LandPayment(models.Model):
    """What was paid of a person's share, on the slip by which the project's money left."""

    id = RowId(primary_key=True)
    code = models.CharField("批准文号", max_length=60, db_index=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField("金额")
    route = models.CharField("去向", max_length=8, help_text="a key of kinds.ROUTES")
    number = models.CharField("单据号", max_length=48)
    on = models.DateField("单据日期")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "code", "person_id", "amount_fen", "route", "number", "on")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="residents_payment_amount")]


class LandPaymentCancelled(models.Model):
    """A payment that was entered by mistake, once its voucher was reversed."""

    id = RowId(primary_key=True, help_text="= payment id")
    reason = models.CharField("原因", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")


class AgeNotice(models.Model):
    """Somebody who reaches the age was told: from which month a pension may be drawn, and how many years lack."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    month = models.IntegerField("到龄月")
    paid_years = models.IntegerField("缴费年数")
    lacking_years = models.IntegerField("缺口年数")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "month", "paid_years", "lacking_years")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "month"], name="residents_notice_once")]
