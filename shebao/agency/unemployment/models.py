"""Claims of people out of work, the months their medical premium was paid for, and what was granted once to people and to employers."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Claim(models.Model):
    """One claim as it was decided: why and since when out of work, months granted, those brought over from before among them. Posted once.

    The monthly amount stands in the award of the benefits counter, the months paid in its confirmations.
    """

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    turn = models.IntegerField("第几次申领")
    employer_id = models.BigIntegerField("原用人单位", null=True)
    left_on = models.DateField("离职日期")
    reason = models.CharField("失业原因", max_length=24)
    registered_on = models.DateField("失业登记日期")
    category = models.CharField("退休类别", max_length=12)
    paid_months = models.IntegerField("累计缴费月数")
    unused_months = models.IntegerField("前次未领月数")
    granted = models.IntegerField("核定月数")
    from_month = models.IntegerField("起领月")
    monthly_fen = models.BigIntegerField("月标准")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = (
        "id", "person_id", "turn", "employer_id", "left_on", "reason", "registered_on", "category", "paid_months", "unused_months",
        "granted", "from_month", "monthly_fen",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "turn"], name="unemployment_claim_once"),
            models.CheckConstraint(condition=models.Q(granted__gt=0), name="unemployment_months_granted"),
        ]


class ClaimEnd(models.Model):
    """A claim ended: its last month, why, the months used by then and those kept for the next claim. Posted once."""

    id = RowId(primary_key=True, help_text="= claim id")
    last_month = models.IntegerField("最后一月")
    reason = models.CharField("停领原因", max_length=24)
    used = models.IntegerField("已领月数")
    kept = models.IntegerField("保留月数")
    note = models.CharField("说明", max_length=200, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "last_month", "reason", "used", "kept", "note")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(used__gte=0, kept__gte=0), name="unemployment_end_months")]


class MedicalMonth(models.Model):
    """The fund pays a claimant's basic medical premium of a month (代缴医保费), in one sum for all by an order. Posted once."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.IntegerField("所属月")
    fen = models.BigIntegerField("金额")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "month", "fen")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "month"], name="unemployment_premium_once"),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="unemployment_premium_positive"),
        ]


class MedicalBack(models.Model):
    """A premium paid for a month that turned out not to be one of the claim: asked back from the medical fund, not from the person."""

    id = RowId(primary_key=True, help_text="= medical month id")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id",)


class MedicalSettled(models.Model):
    """A premium asked back has come: set off in a later month's order, or received on a slip. Posted once."""

    id = RowId(primary_key=True, help_text="= medical month id")
    way = models.CharField("方式", max_length=8, help_text="set_off | received")
    month = models.IntegerField("月份")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "way", "month")


class Grant(models.Model):
    """Something granted once to a person: kind, what for (a certificate, a spell of work), the facts it was judged by, the amount. Posted once."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=16, help_text="a key of kinds.GRANTS")
    key = models.CharField("事由", max_length=32, help_text="what it is granted for; once a person and kind")
    turn = models.IntegerField("第几次")
    month = models.IntegerField("所属月")
    amount_fen = models.BigIntegerField("金额")
    facts = models.TextField("依据", help_text="canonical JSON")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "kind", "key", "turn", "month", "amount_fen", "facts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "key", "turn"], name="unemployment_grant_once"),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="unemployment_grant_positive"),
        ]
        indexes = [models.Index(fields=["kind", "month"], name="unemployment_grants")]


class GrantCancelled(models.Model):
    """A grant that was cancelled before it was paid. Posted once."""

    id = RowId(primary_key=True, help_text="= grant id")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")


class EmployerGrant(models.Model):
    """One employer on a list of a year or month: what it was judged by, the rule that excluded it, or the amount. Posted once.

    basis: that of the order that pays the list (`remittances`); a list decided anew is another one.
    """

    id = RowId(primary_key=True)
    employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=16, help_text="a key of kinds.LISTS")
    year = models.IntegerField("年度")
    order_id = models.BigIntegerField("划款单", help_text="0: nobody of the list is paid")
    person_id = models.BigIntegerField("招用人员", null=True, help_text="of a list of hires")
    amount_fen = models.BigIntegerField("金额")
    rule = models.CharField("不予发放的原因", max_length=120, blank=True)
    facts = models.TextField("依据", help_text="canonical JSON")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "employer_id", "kind", "year", "order_id", "person_id", "amount_fen", "rule", "facts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "kind", "year", "order_id", "person_id"], name="unemployment_employer_once"),
            models.CheckConstraint(
                condition=models.Q(amount_fen__gt=0, rule="") | (models.Q(amount_fen=0) & ~models.Q(rule="")),
                name="unemployment_paid_or_why",
            ),
        ]
        indexes = [models.Index(fields=["kind", "year"], name="unemployment_lists")]
