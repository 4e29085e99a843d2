"""What was paid for whom: one row a person, scheme, year and kind; and the years paid before this system."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Contribution(models.Model):
    """A payment for one insured year. Posted once, never changed; a correction is a row of its own."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField("险种", max_length=24)
    year = models.IntegerField("缴费年度")
    kind = models.CharField("类别", max_length=16, help_text="normal 正常 | arrears 补缴 | assisted 财政代缴 | correction 更正")
    turn = models.IntegerField("第几次", help_text="1; 2 where the first payment was taken back and paid anew, and so on")
    paid_month = models.IntegerField("到账月")
    total_fen = models.BigIntegerField("合计")
    entry_id = models.BigIntegerField("入账日志", db_index=True)
    SEALED = ("id", "person_id", "scheme", "year", "kind", "turn", "paid_month", "total_fen")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scheme", "year", "turn"], condition=~models.Q(kind="correction"), name="contributions_year_once"
            ),
            models.UniqueConstraint(
                fields=["person", "scheme", "year", "turn"], condition=models.Q(kind="correction"), name="contributions_taken_back_once"
            ),
        ]


class ContributionPart(models.Model):
    """One part of a contribution that is not nought, as the scheme divides it. Posted once, with the contribution."""

    id = RowId(primary_key=True, help_text="contribution id × 10 + place of the part in the scheme")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.CharField("分项", max_length=24)
    fen = models.BigIntegerField("金额")
    entry_id = models.BigIntegerField("入账日志", db_index=True)
    SEALED = ("id", "contribution_id", "part", "fen")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "part"], name="contributions_part_once")]


class CarriedOver(models.Model):
    """Years paid before this system, as handed over: their number and the first and last of them."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    scheme = models.CharField("险种", max_length=24)
    first_year = models.IntegerField("首缴年度")
    last_year = models.IntegerField("末缴年度")
    years = models.IntegerField("缴费年数")
    entry_id = models.BigIntegerField("入账日志", db_index=True)
    SEALED = ("id", "person_id", "scheme", "first_year", "last_year", "years")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "scheme"], name="contributions_carried_once")]


class PersonMonth(models.Model):
    """What is due for one person, scheme and month through one employer, and how much of it has been paid.

    Sixty million of these are a county's history, so the columns are narrow and there are two indexes beside the key: a
    person's months, which also keeps the same month from being assessed twice, and an employer's. Rows of one assessment stand
    together by their ids.
    """

    id = RowId(primary_key=True)
    person_id = models.IntegerField("人员", help_text="0: the employer's people together, assessed without a declaration")
    scheme = models.SmallIntegerField("险种代码", help_text="the national code of the scheme")
    month = models.IntegerField("费款所属期")
    employer_id = models.IntegerField("用人单位", help_text="0: pays alone")
    turn = models.SmallIntegerField("次", help_text="0: the assessment; more: what corrections added")
    base_fen = models.IntegerField("缴费基数")
    unit_fen = models.IntegerField("单位应缴")
    person_fen = models.IntegerField("个人应缴")
    paid_unit_fen = models.IntegerField("单位已缴", default=0)
    paid_person_fen = models.IntegerField("个人已缴", default=0)
    paid_month = models.IntegerField("缴清月", default=0, help_text="0: not paid in full")
    entry_id = models.BigIntegerField("核定日志")
    SEALED = ("id", "person_id", "scheme", "month", "employer_id", "turn", "base_fen", "unit_fen", "person_fen")
    IN_ORDER = True
    """The rows of a journal entry stand together by their ids, so that `verify` reads them without an index on the entry."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "scheme", "month", "employer_id", "turn"], name="contributions_month_once")
        ]
        indexes = [models.Index(fields=["employer_id", "month"], name="contributions_of_employer")]


class Adjustment(models.Model):
    """What settled months without a row of the tax office's list: amounts set against each other, money that went back, months of
    which only old papers tell. Its payments name it by minus its id, and its sums are theirs."""

    id = RowId(primary_key=True)
    kind = models.CharField("种类", max_length=12, help_text="a key of kinds.ADJUSTMENTS")
    scheme = models.CharField("险种", max_length=24)
    paid_on = models.DateField("日期")
    unit_fen = models.BigIntegerField("单位")
    person_fen = models.BigIntegerField("个人")
    document = models.CharField("依据", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "kind", "scheme", "paid_on", "unit_fen", "person_fen", "document")


class MonthPayment(models.Model):
    """Money of one receipt, or of an adjustment, that settled part or all of a month; a month's paid columns are their sums."""

    id = RowId(primary_key=True)
    month_id = models.BigIntegerField("应缴月")
    receipt_id = models.BigIntegerField("入库明细", help_text="below nought: minus the id of an adjustment")
    paid_month = models.IntegerField("入库月")
    unit_fen = models.IntegerField("单位")
    person_fen = models.IntegerField("个人")
    entry_id = models.BigIntegerField("入账日志")
    SEALED = ("id", "month_id", "receipt_id", "paid_month", "unit_fen", "person_fen")
    IN_ORDER = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month_id", "receipt_id"], name="contributions_receipt_once")]
