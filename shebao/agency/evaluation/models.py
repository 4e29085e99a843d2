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
    measure = models.CharField("指标函数", max_length=64)
    arguments = models.TextField("参数", blank=True)
    value = models.CharField("精确值", max_length=40)
    unit = models.CharField("单位", max_length=8)
    printed = models.CharField("印出", max_length=40)
    scope = models.CharField("口径", max_length=24)
    rows = models.BigIntegerField("支撑行数", default=0)


class BudgetLine(models.Model):
    """One amount of the agency's own budget, with its scope (口径), never mixed with the fund's."""

    agency = models.CharField("单位", max_length=32)
    year = models.IntegerField("年度")
    scope = models.CharField("口径", max_length=24, help_text="dept_budget 部门预算 | dept_final 部门决算")
    key = models.CharField("项目", max_length=48)
    amount_fen = models.BigIntegerField("金额")
    document = models.CharField("依据", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year", "scope", "key"], name="evaluation_budget_once")]
