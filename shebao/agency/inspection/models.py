"""Plans and whom they drew, cases with their inspectors, steps and findings, campaigns with their tasks, and samples of one's own files.

Every table is only ever added to; what stands is what the last step left.
"""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Plan(models.Model):
    """A year's inspection of a kind: the universe it was drawn from, number by number with its weight, the seed, and how many."""

    id = RowId(primary_key=True)
    year = models.IntegerField("年度")
    kind = models.CharField("类别", max_length=12, help_text="a key of kinds.PLANS")
    subject_kind = models.CharField("对象", max_length=12, help_text="a key of kinds.SUBJECTS, or matter")
    universe = models.CharField("抽样总体", max_length=120)
    tickets = models.TextField("总体", help_text="canonical JSON: [number, weight] of each, by number")
    members = models.IntegerField("总体个数")
    seed = models.BigIntegerField("种子")
    size = models.IntegerField("抽取数量")
    document = models.CharField("依据", max_length=120, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "year", "kind", "subject_kind", "universe", "tickets", "members", "seed", "size", "document")


class PlanTarget(models.Model):
    """Somebody whom a plan inspects: drawn by lot, or named for a reason. Posted once."""

    id = RowId(primary_key=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    subject_id = models.BigIntegerField("对象")
    name = models.CharField("名称", max_length=120)
    drawn = models.BooleanField("抽取")
    reason = models.CharField("来由", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "plan_id", "subject_id", "name", "drawn", "reason")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "subject_id"], name="inspection_planned_once")]


class Case(models.Model):
    """One inspection: of whom, for which months, served when, visited when, and why the notice was not given before, if so. Posted once."""

    id = RowId(primary_key=True)
    target_id = models.BigIntegerField("计划对象", default=0, db_index=True, help_text="0: outside a plan")
    kind = models.CharField("类别", max_length=12, help_text="a key of kinds.CASES")
    subject_kind = models.CharField("对象类别", max_length=12, help_text="a key of kinds.SUBJECTS")
    subject_id = models.BigIntegerField("对象")
    name = models.CharField("名称", max_length=120)
    from_month = models.IntegerField("检查期间起")
    to_month = models.IntegerField("检查期间止")
    notice_on = models.DateField("通知送达日")
    visit_on = models.DateField("进点日")
    waived = models.CharField("不提前通知的原因", max_length=120, blank=True)
    document = models.CharField("通知书文号", max_length=60)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = (
        "id", "target_id", "kind", "subject_kind", "subject_id", "name", "from_month", "to_month", "notice_on", "visit_on", "waived", "document",
    )  # fmt: skip


class CaseInspector(models.Model):
    """Who inspects a case. Posted once."""

    id = RowId(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="inspectors")
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "case_id", "member_id")


class CaseStep(models.Model):
    """What was done in a case, on which day, by which paper, and until when the next thing must be done. Posted once."""

    id = RowId(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField("进展", max_length=12, help_text="a key of kinds.CASE_STEPS")
    day = models.DateField("日期")
    due_on = models.DateField("下一期限", null=True)
    legal_on = models.DateField("法定期限", null=True, help_text="the day by which the law wanted this step")
    party = models.CharField("对方", max_length=24, blank=True, help_text="a key of kinds.RECIPIENTS")
    discredit = models.CharField("失信程度", max_length=12, blank=True, help_text="a key of kinds.DISCREDIT")
    amount_fen = models.BigIntegerField("金额", default=0)
    document = models.CharField("文书", max_length=80, blank=True)
    text = models.CharField("说明", max_length=300, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "case_id", "step", "day", "due_on", "legal_on", "party", "discredit", "amount_fen", "document", "text")


class CaseFinding(models.Model):
    """What one month of one person of a scheme was declared too low by, computed by the law of its month, and the assessment it became."""

    id = RowId(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    step = models.ForeignKey(CaseStep, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField("险种", max_length=24)
    month = models.IntegerField("费款所属期")
    wage_fen = models.BigIntegerField("应报工资")
    unit_fen = models.BigIntegerField("单位少缴")
    person_fen = models.BigIntegerField("个人少缴")
    assessment_id = models.BigIntegerField("核定", db_index=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "case_id", "step_id", "person_id", "scheme", "month", "wage_fen", "unit_fen", "person_fen", "assessment_id")


class Campaign(models.Model):
    """A special campaign (专项行动): its title, days, leader and plan. Posted once."""

    id = RowId(primary_key=True)
    title = models.CharField("名称", max_length=80)
    from_on = models.DateField("自")
    to_on = models.DateField("至")
    leader = models.CharField("负责人", max_length=40)
    document = models.CharField("方案", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "title", "from_on", "to_on", "leader", "document")


class CampaignTask(models.Model):
    """One task of a campaign: what, who answers for it, until when, how many rows or people it is about. Posted once."""

    id = RowId(primary_key=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField("任务", max_length=120)
    owner = models.CharField("责任人", max_length=40)
    due_on = models.DateField("期限")
    heads = models.IntegerField("条数或人数", default=0)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "campaign_id", "title", "owner", "due_on", "heads")


class CampaignStep(models.Model):
    """How far a task is; the last one holds. heads: how many of its rows are worked through; amount_fen: what came back. Posted once."""

    id = RowId(primary_key=True)
    task = models.ForeignKey(CampaignTask, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField("状态", max_length=12, help_text="a key of kinds.TASK_STATES")
    day = models.DateField("日期")
    heads = models.IntegerField("已办条数或人数", default=0)
    amount_fen = models.BigIntegerField("追回金额", default=0)
    text = models.CharField("说明", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "task_id", "state", "day", "heads", "amount_fen", "text")


class OwnSample(models.Model):
    """A month's sample of the agency's own closed matters: the universe by number and weight, the seed, and how many."""

    id = RowId(primary_key=True)
    month = models.IntegerField("月份")
    tickets = models.TextField("总体", help_text="canonical JSON: [number, weight] of each, by number")
    members = models.IntegerField("总体个数")
    seed = models.BigIntegerField("种子")
    size = models.IntegerField("抽取数量")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "month", "tickets", "members", "seed", "size")


class SampledMatter(models.Model):
    """A matter that was drawn. Posted once."""

    id = RowId(primary_key=True)
    sample = models.ForeignKey(OwnSample, on_delete=models.PROTECT, related_name="rows")
    matter_id = models.BigIntegerField("办件", db_index=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "sample_id", "matter_id")


class SampleResult(models.Model):
    """What looking at a drawn matter came to; a later one of the same matter holds. checker: who looked. Posted once."""

    id = RowId(primary_key=True)
    sampled = models.ForeignKey(SampledMatter, on_delete=models.PROTECT, related_name="results")
    checker = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    grade = models.CharField("等级", max_length=12, help_text="a key of kinds.GRADES")
    problem = models.CharField("问题", max_length=200, blank=True)
    post = models.CharField("责任岗", max_length=32, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "sampled_id", "checker_id", "grade", "problem", "post")
