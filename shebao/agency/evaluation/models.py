"""The yearly self-evaluation: the agency's own budget, drafts of the report, and the figures they stand on."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


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


class Behind(models.Model):
    """What a counted figure of a draft stood on when it was drafted: which kind of rows, and the ids of persons. Posted once."""

    id = RowId(primary_key=True)
    report_id = models.BigIntegerField("报告稿")
    key = models.CharField("字段", max_length=64)
    kind = models.CharField("支撑行", max_length=12, help_text="persons | runs | vouchers | none")
    count = models.BigIntegerField("人数")
    ids = models.BinaryField("人员", help_text="packed differences of ascending ids")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "report_id", "key", "kind", "count", "ids")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report_id", "key"], name="evaluation_behind_once")]


class EnteredFigure(models.Model):
    """A figure or word the agency itself states (budget, posts, assets, its name), with the document it stands in. Posted once;
    the latest entry of a key holds."""

    id = RowId(primary_key=True)
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


class Survey(models.Model):
    """One satisfaction survey of a year: whom it asks, how they were drawn, and whether it still takes answers."""

    agency = models.CharField("单位", max_length=32)
    year = models.IntegerField("年度")
    title = models.CharField("名称", max_length=80)
    audience = models.CharField("调查对象", max_length=12, default="recipients", help_text="a key of surveys.AUDIENCES")
    month = models.IntegerField("名单月份", help_text="the audience of this month was the list the sample was drawn from")
    population = models.IntegerField("名单人数")
    size = models.IntegerField("样本量")
    seed = models.BigIntegerField("随机种子")
    open = models.BooleanField("正在收集", default=True)
    void = models.BooleanField("作废", default=False)
    entry_id = models.BigIntegerField("日志", db_index=True)


class Invitation(models.Model):
    """Somebody drawn into a survey (a person, an employer or a member of staff, by the survey's audience). The answer does not know whose it
    is: only that this token has been used is kept."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invitations")
    number = models.IntegerField("样本号")
    person_id = models.BigIntegerField("人员")
    token_digest = models.BinaryField("口令摘要", max_length=32, unique=True)
    used = models.BooleanField("已答", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="evaluation_invitation_once")]


class Answer(models.Model):
    """One returned questionnaire, by link or on paper. Posted once; nothing in it names a person."""

    id = RowId(primary_key=True)
    survey_id = models.BigIntegerField("问卷", db_index=True)
    channel = models.CharField("方式", max_length=8, help_text="link | paper")
    answers = models.CharField("回答", max_length=200, help_text="canonical JSON: question → code of the scale")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "survey_id", "channel", "answers")


class Publication(models.Model):
    """A copy of a report as it was made public, held against the kept draft. Posted once; a corrected copy is a later row."""

    id = RowId(primary_key=True)
    report_id = models.BigIntegerField("报告稿", db_index=True)
    address = models.CharField("公开网址", max_length=200)
    published_on = models.CharField("公开日期", max_length=10)
    file_name = models.CharField("文件名", max_length=120)
    file_digest = models.CharField("文件摘要", max_length=64)
    identical = models.BooleanField("与报送稿一致")
    differences = models.TextField("不同之处", help_text="canonical JSON: [kept, published] of each place that differs")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "report_id", "address", "published_on", "file_name", "file_digest", "identical", "differences")
