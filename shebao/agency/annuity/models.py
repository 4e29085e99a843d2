"""The annuity's records: contributions posted, the register of nominal amounts, claims on the budget, remittances, choices of drawing.

Real money stands in the member's personal account; a nominal amount is no money and stands here alone.
"""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Posting(models.Model):
    """A month's contributions of one unit: what came in for members and unit, and what is nominal."""

    id = RowId(primary_key=True)
    employer_id = models.BigIntegerField("单位", db_index=True)
    month = models.IntegerField("所属月", db_index=True)
    turn = models.IntegerField("第几次", help_text="2 where the first was undone")
    nominal = models.BooleanField("单位缴费记账", help_text="the unit is fully paid by the budget")
    people = models.BigIntegerField("人数")
    base_fen = models.BigIntegerField("基数合计")
    person_fen = models.BigIntegerField("个人缴费")
    unit_fen = models.BigIntegerField("单位缴费", help_text="real or nominal")
    arrived_on = models.DateField("到账日期")
    reference = models.CharField("银行流水号", max_length=48)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = (
        "id", "employer_id", "month", "turn", "nominal", "people", "base_fen", "person_fen", "unit_fen", "arrived_on", "reference",
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer_id", "month", "turn"], name="annuity_posted_once")]


class NominalEntry(models.Model):
    """One movement of a member's nominal amounts (记账备查簿): principal and interest apart; no money stands behind it yet."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.IntegerField("记账月", db_index=True)
    kind = models.CharField("类别", max_length=16, help_text="a key of kinds.NOMINAL")
    principal_fen = models.BigIntegerField("本金")
    interest_fen = models.BigIntegerField("利息")
    source_id = models.BigIntegerField("来源", help_text="the posting, year, claim or entry it comes from")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "month", "kind", "principal_fen", "interest_fen", "source_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "source_id"], name="annuity_nominal_once")]


class Claim(models.Model):
    """A member's nominal amount claimed on the budget: principal and interest to a month."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("原因", max_length=12, help_text="a key of kinds.REASONS")
    cut_off = models.IntegerField("截止月")
    principal_fen = models.BigIntegerField("本金")
    interest_fen = models.BigIntegerField("利息", help_text="the interest of the year up to the cut-off included")
    rate = models.CharField("采用利率", max_length=160, blank=True, help_text="rate of the last year and its document")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "reason", "cut_off", "principal_fen", "interest_fen", "rate")


class Arrival(models.Model):
    """The budget's money for a claim: the nominal amount is real from then on."""

    id = RowId(primary_key=True)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    arrived_on = models.DateField("到款日期")
    reference = models.CharField("银行流水号", max_length=48)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "claim_id", "arrived_on", "reference")


class Remittance(models.Model):
    """Money of the collection account sent up to the province's trustee: how much, for how many."""

    id = RowId(primary_key=True)
    month = models.IntegerField("归集月", db_index=True)
    people = models.BigIntegerField("人数")
    amount_fen = models.BigIntegerField("金额")
    sent_on = models.DateField("上解日期")
    reference = models.CharField("银行流水号", max_length=48)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "month", "people", "amount_fen", "sent_on", "reference")


class Choice(models.Model):
    """How a member draws the annuity, chosen once; the province pays by it."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    way = models.CharField("方式", max_length=12, help_text="a key of kinds.WAYS")
    first_month = models.IntegerField("首次领取月")
    balance_fen = models.BigIntegerField("储存额")
    divisor = models.IntegerField("计发月数", null=True)
    monthly_fen = models.BigIntegerField("月领取额", null=True)
    last_month = models.IntegerField("末次领取月", null=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "way", "first_month", "balance_fen", "divisor", "monthly_fen", "last_month")


class Undone(models.Model):
    """A record that was undone because it was wrong; the record stays."""

    id = RowId(primary_key=True)
    kind = models.CharField("类别", max_length=12, help_text="a key of kinds.UNDONE")
    record_id = models.BigIntegerField("记录")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "kind", "record_id", "reason")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="annuity_undone_once")]
