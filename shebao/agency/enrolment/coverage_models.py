"""Who is about a person (亲属、监护人、代办人), what else is known of them, and whom a department's list says should be insured."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Relative(models.Model):
    """Somebody who stands to a person as family, guardian or agent, registered here or not, for a span of days."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="relatives")
    number_sealed = models.BinaryField("亲属证件号")
    number_index = models.BinaryField(max_length=32, db_index=True)
    number_tail = models.CharField("证件尾号", max_length=4)
    name = models.CharField("姓名", max_length=40)
    relation = models.CharField("关系", max_length=16)
    scope = models.CharField("代办范围", max_length=16, blank=True)
    from_on = models.DateField("生效日")
    to_on = models.DateField("失效日", null=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED_PLACE = "enrolment_relative.number"
    SEALED = ("id", "person_id", "number_index", "number_tail", "name", "relation", "scope", "from_on")
    LATER = ("to_on",)


class PersonFact(models.Model):
    """Something about a person that no number says: nationality, household, when they began to work. The last one of a kind holds."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="facts")
    what = models.CharField("事项", max_length=24)
    value = models.CharField("内容", max_length=60)
    evidence = models.CharField("依据", max_length=24)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "what", "value", "evidence")


class CoverageTask(models.Model):
    """Somebody of a department's list who is not insured: who looks after it, until when, and how it stands."""

    id = RowId(primary_key=True)
    number_sealed = models.BinaryField("公民身份号码")
    number_index = models.BinaryField(max_length=32, db_index=True)
    number_tail = models.CharField("证件尾号", max_length=4)
    name = models.CharField("姓名", max_length=40)
    source = models.CharField("来源", max_length=40)
    scheme = models.CharField("疑似未参保险种", max_length=24)
    group = models.CharField("对象群体", max_length=16)
    township = models.CharField("乡镇", max_length=40, blank=True)
    owner = models.CharField("包联人", max_length=40)
    due_on = models.DateField("期限")
    state = models.CharField("状态", max_length=16)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED_PLACE = "enrolment_coveragetask.number"
    SEALED = ("id", "number_index", "number_tail", "name", "source", "scheme", "group", "township", "owner", "due_on")
    LATER = ("state",)

    class Meta:
        indexes = [models.Index(fields=["state", "due_on"], name="enrolment_open_task")]
