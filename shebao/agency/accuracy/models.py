"""A sample of a year's payments, its strata, the payments drawn, and what was found of each: all four are only ever added to."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Sample(models.Model):
    """One drawing: the year, the scheme, the seed, how many were asked for, and the whole it was drawn from."""

    id = RowId(primary_key=True)
    year = models.IntegerField("年度")
    scheme = models.CharField("险种", max_length=24)
    seed = models.CharField("种子", max_length=40)
    lines = models.BigIntegerField("总笔数")
    amount_fen = models.BigIntegerField("总金额")
    digest = models.CharField("总体摘要", max_length=64, help_text="SM3 over every line of the whole and its amount")
    day = models.DateField("抽样日期")
    member_id = models.BigIntegerField("抽样人", default=0, help_text="0: by the command")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "year", "scheme", "seed", "lines", "amount_fen", "digest", "day", "member_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "scheme", "seed"], name="accuracy_drawn_once")]


class SampleStratum(models.Model):
    """One stratum of a sample: how much there is of it, how many were drawn."""

    id = RowId(primary_key=True)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="strata")
    stratum = models.CharField("层", max_length=12, help_text="a key of kinds.STRATA")
    lines = models.BigIntegerField("笔数")
    amount_fen = models.BigIntegerField("金额")
    drawn = models.BigIntegerField("抽取")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "sample_id", "stratum", "lines", "amount_fen", "drawn")


class SampleLine(models.Model):
    """A payment that was drawn."""

    id = RowId(primary_key=True)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="rows")
    stratum = models.CharField("层", max_length=12)
    line_id = models.BigIntegerField("指令")
    person_id = models.BigIntegerField("人员")
    amount_fen = models.BigIntegerField("金额")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "sample_id", "stratum", "line_id", "person_id", "amount_fen")


class SampleAnswer(models.Model):
    """What was found of a payment that was drawn; of several the last stands."""

    id = RowId(primary_key=True)
    row = models.ForeignKey(SampleLine, on_delete=models.PROTECT, related_name="answers")
    verdict = models.CharField("结果", max_length=8, help_text="a key of kinds.VERDICTS")
    error_fen = models.BigIntegerField("多发或少发", default=0)
    cause = models.CharField("原因", max_length=8, blank=True, help_text="a key of kinds.CAUSES; empty where correct")
    text = models.CharField("核对了什么", max_length=200)
    day = models.DateField("日期")
    member_id = models.BigIntegerField("核对人")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "row_id", "verdict", "error_fen", "cause", "text", "day", "member_id")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(error_fen__gte=0), name="accuracy_error_amount")]
