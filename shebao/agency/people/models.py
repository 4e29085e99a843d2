"""Persons, where they live, and the bank accounts they are paid to."""

from __future__ import annotations

from typing import Any

from django.db import models

from shebao.agency.store.fields import RowId

from .names import BANK_LONGEST, NAME_LONGEST, PLACE_LONGEST


class Village(models.Model):
    """A village or neighbourhood (村、社区) with its township."""

    township = models.CharField("乡镇", max_length=PLACE_LONGEST)
    name = models.CharField("村（社区）", max_length=PLACE_LONGEST)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["township", "name"], name="people_village_once")]


class Person(models.Model):
    """One natural person: one citizen number, kept encrypted, found by its blind index."""

    id = RowId(primary_key=True)
    citizen_sealed = models.BinaryField("公民身份号码")
    citizen_index = models.BinaryField(max_length=32, unique=True)
    citizen_tail = models.CharField("证件尾号", max_length=4, help_text="last four characters, for display only")
    name = models.CharField("姓名", max_length=NAME_LONGEST)
    initials = models.CharField("拼音首字母", max_length=16)
    sex = models.CharField("性别", max_length=6, choices=[("male", "男"), ("female", "女")])
    birth_date = models.DateField("出生日期")
    death_date = models.DateField("死亡日期", null=True)
    village = models.ForeignKey(Village, on_delete=models.PROTECT, verbose_name="村（社区）")
    phone = models.CharField("电话（脱敏）", max_length=16, blank=True)
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED_PLACE = "people_person.citizen"
    SEALED = ("id", "citizen_index", "citizen_tail", "name", "initials", "sex", "birth_date")
    LATER = ("village_id", "phone")

    @staticmethod
    def first_values() -> dict[int, dict[str, Any]]:
        """Of persons whose identity was corrected, the sealed columns as they were first entered; for `journal.check_sealed`."""
        first: dict[int, dict[str, Any]] = {}
        for person, *values in Identity.objects.order_by("id").values_list("person_id", *(f"before_{name}" for name in IDENTITY)):
            first.setdefault(person, dict(zip(IDENTITY, values, strict=True)))
        return first

    class Meta:
        indexes = [
            models.Index(fields=["name", "id"], name="people_by_name", opclasses=["varchar_pattern_ops", "int8_ops"]),
            models.Index(fields=["initials", "id"], name="people_by_initials", opclasses=["varchar_pattern_ops", "int8_ops"]),
            models.Index(fields=["birth_date", "id"], name="people_by_birth"),
        ]
        constraints = [
            models.CheckConstraint(
                name="people_death_after_birth", condition=models.Q(death_date=None) | models.Q(death_date__gte=models.F("birth_date"))
            )
        ]


IDENTITY = ("citizen_index", "citizen_tail", "name", "initials", "sex", "birth_date")
"""The columns of a person that only a correction of the identity changes."""


class Identity(models.Model):
    """A correction of who a person is, before and after; the person holds what the last one says. Posted once."""

    id = RowId(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identities")
    before_citizen_index = models.BinaryField(max_length=32)
    before_citizen_tail = models.CharField("原证件尾号", max_length=4)
    before_name = models.CharField("原姓名", max_length=NAME_LONGEST)
    before_initials = models.CharField(max_length=16)
    before_sex = models.CharField("原性别", max_length=6)
    before_birth_date = models.DateField("原出生日期")
    after_citizen_index = models.BinaryField(max_length=32)
    after_citizen_tail = models.CharField("证件尾号", max_length=4)
    after_name = models.CharField("姓名", max_length=NAME_LONGEST)
    after_initials = models.CharField(max_length=16)
    after_sex = models.CharField("性别", max_length=6)
    after_birth_date = models.DateField("出生日期")
    before_sealed = models.BinaryField("原公民身份号码", help_text="the number before, encrypted")
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED_PLACE = "people_identity.before"
    SEALED = ("id", "person_id", *(f"before_{name}" for name in IDENTITY), *(f"after_{name}" for name in IDENTITY))


class Merged(models.Model):
    """A record found to be a second one of somebody: from now on everything goes by the other record. Posted once."""

    id = RowId(primary_key=True, help_text="= person id of the second record")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED = ("id", "person_id")

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(person_id=models.F("id")), name="people_merged_into_another")]


class BankAccount(models.Model):
    """An account a person is or was paid to. At most one is in force; a change closes the old and opens a new one."""

    id = RowId(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bank_accounts")
    bank = models.CharField("开户行", max_length=BANK_LONGEST)
    account_sealed = models.BinaryField("账号")
    account_index = models.BinaryField(max_length=32, db_index=True)
    account_tail = models.CharField("账号尾号", max_length=4)
    holder = models.CharField("户名", max_length=NAME_LONGEST)
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True)
    verified = models.BooleanField("已核验", default=False)
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED_PLACE = "people_bankaccount.account"
    SEALED = ("id", "person_id", "bank", "account_index", "account_tail", "holder", "since")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], condition=models.Q(until=None), name="people_one_account_in_force")]
        indexes = [models.Index(fields=["account_index", "person"], condition=models.Q(until=None), name="people_sharing_an_account")]


class Heir(models.Model):
    """Somebody who receives what is left of a dead person: the relation, how many parts, and who receives money that comes back.

    The heirs of one death are entered together; a later list (`version`) takes the place of the one before. Posted once.
    """

    id = RowId(primary_key=True)
    deceased = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="heirs")
    version = models.IntegerField("第几次登记")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField("与死者关系", max_length=16, help_text="a key of heirs.RELATIONS")
    parts = models.IntegerField("份数")
    receives = models.BooleanField("领取退回和补发的款项")
    basis = models.CharField("分配依据", max_length=16, help_text="a key of heirs.BASES")
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED = ("id", "deceased_id", "version", "person_id", "relation", "parts", "receives", "basis")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deceased", "version", "person"], name="people_heir_once"),
            models.UniqueConstraint(fields=["deceased", "version"], condition=models.Q(receives=True), name="people_one_heir_receives"),
            models.CheckConstraint(condition=models.Q(parts__gt=0), name="people_heir_parts"),
            models.CheckConstraint(condition=~models.Q(person=models.F("deceased")), name="people_nobody_inherits_from_themselves"),
        ]
