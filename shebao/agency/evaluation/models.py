"""The yearly self-evaluation: the agency's own budget, drafts of the report, and the figures they stand on."""

from __future__ import annotations

from django.db import models


class Report(models.Model):
    """One draft of one year's report: its files, score and digest. Drafts are kept; the last one is the present one."""

    agency = models.CharField("单位", max_length=32)
    year = models.IntegerField("年度")
    template = models.CharField("模板", max_length=32)
    version = models.IntegerField("稿次")
    score_text = models.CharField("得分", max_length=16, blank=True)
    grade = models.CharField("等级", max_length=8, blank=True)
    text = models.TextField("正文", help_text="canonical JSON: paragraphs and tables with figure references")
    entry_id = models.BigIntegerField("日志", db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year", "version"], name="evaluation_version_once")]


class Figure(models.Model):
    """A figure in a draft and where it comes from: measure, arguments, exact value, printed text, rows behind it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="figures")
    key = models.CharField("字段", max_length=64)
    title = models.CharField("名称", max_length=80)
    measure = models.CharField("指标函数", max_length=64)
    arguments = models.TextField("参数", blank=True)
    value = models.CharField("精确值", max_length=40)
    unit = models.CharField("单位", max_length=8)
    printed = models.CharField("印出", max_length=40)
    scope = models.CharField("口径", max_length=24)
    document = models.CharField("依据", max_length=120, blank=True)
    rows = models.BigIntegerField("支撑行数", default=0)


class EnteredFigure(models.Model):
    """A figure or word the agency itself states (budget, posts, assets, its name), with the document it stands in. Posted once;
    the latest entry of a key holds."""

    id = models.BigIntegerField(primary_key=True)
    agency = models.CharField("单位", max_length=32)
    year = models.IntegerField("年度")
    scope = models.CharField("口径", max_length=24, help_text="dept_budget 部门预算 | dept_final 部门决算 | entered 其他填报")
    key = models.CharField("项目", max_length=48)
    value = models.CharField("数值", max_length=200, help_text="exact decimal text, amounts in fen; words where unit is text")
    unit = models.CharField("单位", max_length=8, help_text="fen | 人 | 个 | rate | text")
    document = models.CharField("依据", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "agency", "year", "scope", "key", "value", "unit", "document")

    class Meta:
        indexes = [models.Index(fields=["agency", "year", "key"], name="evaluation_entered_key")]
