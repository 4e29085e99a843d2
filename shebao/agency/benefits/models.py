"""Benefit decisions with the sheet that explains them, and whether each entitlement is in payment."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class RuleText(models.Model):
    """The wording of a rule set (titles, formulas, sources, parameters with documents), kept once per digest."""

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField(help_text="canonical JSON")


class Decision(models.Model):
    """One decision (核定). A correction is a new version; the old one stays. `sheet` holds every value of the 核定表."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    scheme = models.CharField("险种", max_length=24)
    benefit = models.CharField("待遇", max_length=24)
    version = models.IntegerField("版本")
    from_month = models.IntegerField("起始月")
    paid_years = models.IntegerField("缴费年数")
    account_at_claim_fen = models.BigIntegerField("核定时个人账户储存额")
    total_fen = models.BigIntegerField("核定时每月合计")
    effective_month = models.IntegerField("执行起月", help_text="from which month its amounts hold, where the award stands")
    reason = models.CharField("缘由", max_length=12, help_text="a key of reasons.CHANGES")
    provisional = models.BooleanField("预发", default=False, help_text="decided before the year's base was published")
    inputs = models.TextField("计算输入", blank=True, help_text="canonical JSON: what a standing award was computed from")
    sheet = models.TextField("核定表", help_text="canonical JSON: name → value of every step")
    rules_digest = models.CharField("规则摘要", max_length=64)
    entry_id = models.BigIntegerField("核定日志", db_index=True)
    SEALED = (
        "id",
        "person_id",
        "scheme",
        "benefit",
        "version",
        "from_month",
        "paid_years",
        "account_at_claim_fen",
        "total_fen",
        "effective_month",
        "reason",
        "provisional",
        "inputs",
        "sheet",
        "rules_digest",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "scheme", "benefit", "version"], name="benefits_version_once")]


class DecisionPart(models.Model):
    """One part of a decision's monthly amount that is not nought, as the scheme divides it. Posted once, with the decision."""

    id = RowId(primary_key=True, help_text="decision id × 10 + place of the part in the scheme")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.CharField("分项", max_length=24)
    fen = models.BigIntegerField("每月金额")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "decision_id", "part", "fen")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "part"], name="benefits_part_once")]


class Entitlement(models.Model):
    """The present state of one person's benefit: which decision holds, and whether it is paid. One row a person and benefit."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    scheme = models.CharField("险种", max_length=24)
    benefit = models.CharField("待遇", max_length=24)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=12, help_text="active 在发 | suspended 暂停 | ended 终止")
    reason = models.CharField("原因", max_length=24, blank=True, help_text="uncertified | death_reported | custody | duplicate | …")
    since_month = models.IntegerField("状态起始月")
    last_month = models.IntegerField("最后应发月", null=True, help_text="the month of death where ended by death")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "scheme", "benefit"], name="benefits_one_entitlement")]
        indexes = [models.Index(fields=["scheme", "state"], name="benefits_in_payment")]


class StateChange(models.Model):
    """An entitlement went from one state to another: when, why. Posted once."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField("险种", max_length=24)
    benefit = models.CharField("待遇", max_length=24)
    month = models.IntegerField("生效月")
    before = models.CharField("原状态", max_length=12)
    after = models.CharField("新状态", max_length=12)
    reason = models.CharField("原因", max_length=24)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "scheme", "benefit", "month", "before", "after", "reason")

    class Meta:
        indexes = [models.Index(fields=["scheme", "month"], name="benefits_changes_by_month")]


class Confirmation(models.Model):
    """Somebody's right to one month was looked at and stands, in a scheme that pays only months confirmed. Posted once."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    scheme = models.CharField("险种", max_length=24)
    month = models.IntegerField("核验月")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "scheme", "month")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "scheme", "month"], name="benefits_confirmed_once")]
        indexes = [models.Index(fields=["scheme", "month"], name="benefits_confirmed")]


class ReformFact(models.Model):
    """What a public institution declared of somebody who worked before the reform and retired after it, as it was reviewed.

    A declaration put right is a new version; the last one counts.
    """

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField("版本")
    facts = models.TextField("基础数据", help_text="canonical JSON: what the comparison of old and new standard reads")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "version", "facts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="benefits_reform_version_once")]


class FormerPayment(models.Model):
    """What was paid for months before this system paid, as a clearing found it: the same sum every month of a span."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField("险种", max_length=24)
    from_month = models.IntegerField("起月")
    to_month = models.IntegerField("止月")
    monthly_fen = models.BigIntegerField("每月已发")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "scheme", "from_month", "to_month", "monthly_fen")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "scheme", "from_month"], name="benefits_former_once"),
            models.CheckConstraint(
                condition=models.Q(to_month__gte=models.F("from_month"), monthly_fen__gte=0), name="benefits_former_span"
            ),
        ]


class Conclusion(models.Model):
    """What was found or agreed about somebody before a pension is decided: the archive, deemed service, a flexible month, a special
    occupation, payments continued after the age, a lump sum instead, a claim refused. The last version counts."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField("险种", max_length=24)
    kind = models.CharField("类别", max_length=12, help_text="a key of conclusions.KINDS")
    version = models.IntegerField("版本")
    stands = models.BooleanField("有效", default=True, help_text="False: this version withdraws the one before")
    facts = models.TextField("内容", help_text="canonical JSON")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "scheme", "kind", "version", "stands", "facts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "scheme", "kind", "version"], name="benefits_conclusion_version_once")]
