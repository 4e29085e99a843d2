"""Lists of people whom the county pays by its own document, and the money that came for them and left: books apart from every fund's."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class LocalList(models.Model):
    """An approved list of a group for a year, under a document. One put right or continued is a new version; the last one holds."""

    id = RowId(primary_key=True)
    item = models.CharField("项目", max_length=24, help_text="a key of kinds.ITEMS")
    year = models.IntegerField("年度")
    version = models.IntegerField("版本")
    document = models.CharField("文件", max_length=120)
    standard_fen = models.BigIntegerField("每月标准")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "item", "year", "version", "document", "standard_fen")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "year", "version"], name="local_list_once"),
            models.CheckConstraint(condition=models.Q(standard_fen__gt=0), name="local_list_standard"),
        ]


class LocalPayee(models.Model):
    """One person of a list: from which month to which, how much a month, from which unit."""

    id = RowId(primary_key=True)
    list = models.ForeignKey(LocalList, on_delete=models.PROTECT, related_name="payees")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    unit = models.CharField("单位", max_length=60, blank=True)
    monthly_fen = models.BigIntegerField("每月金额")
    from_month = models.IntegerField("自")
    until_month = models.IntegerField("至")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "list_id", "person_id", "unit", "monthly_fen", "from_month", "until_month")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "person"], name="local_payee_once"),
            models.CheckConstraint(
                condition=models.Q(monthly_fen__gt=0, until_month__gte=models.F("from_month")), name="local_payee_months"
            ),
        ]


class LocalMovement(models.Model):
    """Money of a group that came or left, on its slip. Below what lies there it never goes."""

    id = RowId(primary_key=True)
    item = models.CharField("项目", max_length=24)
    kind = models.CharField("收付", max_length=12, help_text="a key of kinds.MOVES")
    month = models.IntegerField("所属月份")
    on = models.DateField("单据日期")
    number = models.CharField("单据号", max_length=48)
    amount_fen = models.BigIntegerField("金额")
    people = models.IntegerField("人数", default=0)
    counterparty = models.CharField("对方", max_length=80, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "item", "kind", "month", "on", "number", "amount_fen", "people", "counterparty")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "on"], name="local_slip_once"),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="local_movement_amount"),
        ]
