"""Lists of other offices, runs of the rules, clues, who looks into them, and what came of them."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId

from .campaign_models import Batch, Outcome, Row

__all__ = [  # what the counter's own files import from here
    "Assignment",
    "Batch",
    "Clue",
    "Conclusion",
    "ListWithdrawn",
    "Outcome",
    "Row",
    "Screening",
    "SourceList",
    "SourceRow",
]


class SourceList(models.Model):
    """A list another office handed in: what of, by whom, for what purpose, up to which day it speaks. Posted once."""

    id = RowId(primary_key=True)
    kind = models.CharField("名单", max_length=24, help_text="a key of core.screening.lists.KINDS")
    provider = models.CharField("来源", max_length=24, help_text="a key of kinds.PROVIDERS")
    purpose = models.CharField("用途", max_length=80)
    got_on = models.DateField("收到日期")
    as_of = models.DateField("数据截止日期")
    keep_until = models.DateField("留存至")
    digest = models.CharField("内容摘要", max_length=64)
    lines = models.IntegerField("行数")
    matched = models.IntegerField("本县的人")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "kind", "provider", "purpose", "got_on", "as_of", "keep_until", "digest", "lines", "matched")


class SourceRow(models.Model):
    """What a list says of somebody of this county; whoever is not in the register is counted and not kept."""

    id = RowId(primary_key=True)
    list = models.ForeignKey(SourceList, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    from_day = models.IntegerField("日期或起日", help_text="YYYYMMDD, 0: not known")
    to_day = models.IntegerField("止日", help_text="YYYYMMDD, 0: none")
    code = models.IntegerField("类别", help_text="sentence, reason, or scheme; below nought a scheme's contributions")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "list_id", "person_id", "from_day", "to_day", "code")


class ListWithdrawn(models.Model):
    """A list that is no longer used: the wrong file, or a newer one in its place. Posted once."""

    id = RowId(primary_key=True, help_text="= id of the list")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")


class Screening(models.Model):
    """One run of the rules over the county: on which day, which rules in which text, how many hits and how many new clues."""

    id = RowId(primary_key=True)
    on = models.DateField("业务日期")
    rules = models.TextField("规则", help_text="canonical JSON: [number, digest of its text, hits, new clues]")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "on", "rules")


class Clue(models.Model):
    """What one rule says of one person, until somebody looked into it. Posted once."""

    id = RowId(primary_key=True)
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField("规则", max_length=8)
    digest = models.CharField("规则摘要", max_length=64)
    severity = models.CharField("等级", max_length=1)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    first_month = models.IntegerField("起月")
    last_month = models.IntegerField("止月")
    months = models.IntegerField("月数")
    fen = models.BigIntegerField("涉及金额")
    evidence = models.BigIntegerField("佐证", help_text="what the rule's EVIDENCE says it is")
    due_on = models.DateField("核查期限")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = (
        "id", "screening_id", "rule", "digest", "severity", "person_id", "first_month", "last_month", "months", "fen", "evidence", "due_on",
    )  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["rule", "person"], name="screening_clue_of")]


class Assignment(models.Model):
    """Who looks into a clue; the last one does. Posted once."""

    id = RowId(primary_key=True)
    clue = models.ForeignKey(Clue, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "clue_id", "member_id")


class Conclusion(models.Model):
    """What came of a clue, on what evidence, what follows; a later version holds. quiet_until: the rule does not ask again before."""

    id = RowId(primary_key=True)
    clue = models.ForeignKey(Clue, on_delete=models.PROTECT, related_name="conclusions", db_index=False)
    version = models.IntegerField("版本")
    result = models.CharField("结论", max_length=12, help_text="a key of kinds.RESULTS")
    evidence = models.CharField("依据", max_length=200)
    action = models.CharField("处理", max_length=12, help_text="a key of kinds.ACTIONS")
    quiet_until = models.DateField("白名单到期", null=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "clue_id", "version", "result", "evidence", "action", "quiet_until")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clue", "version"], name="screening_conclusion_once")]
