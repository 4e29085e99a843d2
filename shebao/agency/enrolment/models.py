"""Who is insured in which scheme, from when to when, and who belongs to a group the government pays for."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId

from .coverage_models import CoverageTask, PersonFact, Relative

__all__ = ["Assistance", "CoverageTask", "Employment", "PersonFact", "Relative", "Spell"]


class Spell(models.Model):
    """A person's insurance in one scheme from one month to another."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="spells")
    scheme = models.CharField("险种", max_length=24)
    from_month = models.IntegerField("参保月")
    to_month = models.IntegerField("终止月", null=True)
    end_reason = models.CharField("终止原因", max_length=24, blank=True)
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED = ("id", "person_id", "scheme", "from_month")
    LATER = ("to_month", "end_reason")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "scheme"], condition=models.Q(to_month=None), name="enrolment_one_open_spell")
        ]
        indexes = [models.Index(fields=["scheme", "to_month"], name="enrolment_in_force")]


class Employment(models.Model):
    """Through which employer a spell is insured, how the person is employed, and since when. The spell says until when."""

    id = RowId(primary_key=True)
    spell = models.OneToOneField(Spell, on_delete=models.PROTECT, related_name="employment")
    employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="+")
    form = models.CharField("用工形式", max_length=16)
    hired_on = models.DateField("用工日期")
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED = ("id", "spell_id", "employer_id", "form", "hired_on")


class Assistance(models.Model):
    """A person's place in a group whose contribution the government pays (低保对象, 特困人员, 返贫致贫人口, 重度残疾人)."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    group = models.CharField("对象类别", max_length=24)
    from_year = models.IntegerField("自年度")
    to_year = models.IntegerField("至年度", null=True)
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED = ("id", "person_id", "group", "from_year")
    LATER = ("to_year",)
