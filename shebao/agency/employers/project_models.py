"""Building projects insured against work injury by their contract price: due once, paid once, covered from the day after the money."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Project(models.Model):
    """One project of a general contractor: its price, what is due of it, when it is built. How it ended is written later."""

    id = RowId(primary_key=True)
    code = models.CharField("项目编号", max_length=40, unique=True)
    name = models.CharField("项目名称", max_length=120)
    employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="projects", verbose_name="施工总承包单位")
    developer = models.CharField("建设单位", max_length=80)
    place = models.CharField("地点", max_length=120)
    kind = models.CharField("类别", max_length=16)
    price_fen = models.BigIntegerField("合同造价")
    due_fen = models.BigIntegerField("应缴")
    rate_e6 = models.IntegerField("费率（百万分之一）")
    law = models.CharField("费率依据", max_length=160)
    start_on = models.DateField("开工日期")
    end_on = models.DateField("计划竣工日期")
    ended_on = models.DateField("停保日期", null=True)
    outcome = models.CharField("结果", max_length=16, blank=True)
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED = (
        "id", "code", "name", "employer_id", "developer", "place", "kind", "price_fen", "due_fen", "rate_e6", "law", "start_on", "end_on",
    )  # fmt: skip
    LATER = ("ended_on", "outcome")


class ProjectChange(models.Model):
    """What happened to a project after it was registered: prolonged, stopped, resumed, finished, dearer, taken back."""

    id = RowId(primary_key=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField("事项", max_length=16)
    on = models.DateField("日期")
    new_end_on = models.DateField("新的竣工日期", null=True)
    price_fen = models.BigIntegerField("造价增加")
    due_fen = models.BigIntegerField("补缴")
    document = models.CharField("依据", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "project_id", "what", "on", "new_end_on", "price_fen", "due_fen", "document")


class ProjectWorker(models.Model):
    """Somebody on the roster of a project, registered here or not: from the day they came to the day they left."""

    id = RowId(primary_key=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="workers")
    number_sealed = models.BinaryField("公民身份号码")
    number_index = models.BinaryField(max_length=32, db_index=True)
    number_tail = models.CharField("证件尾号", max_length=4)
    name = models.CharField("姓名", max_length=40)
    trade = models.CharField("工种", max_length=40)
    subcontractor = models.CharField("分包单位", max_length=80, blank=True)
    entered_on = models.DateField("进场日期")
    left_on = models.DateField("离场日期", null=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED_PLACE = "employers_projectworker.number"
    SEALED = ("id", "project_id", "number_index", "number_tail", "name", "trade", "subcontractor", "entered_on")
    LATER = ("left_on",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number_index"], condition=models.Q(left_on=None), name="employers_on_site_once")
        ]


class ProjectPayment(models.Model):
    """Money of one row of the tax office's list that paid for a project."""

    id = RowId(primary_key=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="payments")
    receipt_id = models.BigIntegerField("入库明细")
    paid_on = models.DateField("入库日期")
    fen = models.BigIntegerField("金额")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "project_id", "receipt_id", "paid_on", "fen")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "receipt_id"], name="employers_project_receipt_once")]
