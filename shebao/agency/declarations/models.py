"""What employers declare, what was assessed of it, what went to the tax office and what came back."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId

from .arrears_models import ArrearsClaim, ArrearsLine, BankruptcyClaim, Deferral, LateFee, Refund, RefundLine

__all__ = [
    "ArrearsClaim",
    "ArrearsLine",
    "Assessment",
    "BankruptcyClaim",
    "BatchPart",
    "Deferral",
    "Difference",
    "LateFee",
    "Receipt",
    "ReceiptFile",
    "ReconciledDifference",
    "Reconciliation",
    "Refund",
    "RefundLine",
    "TaxBatch",
    "Wage",
]


class Wage(models.Model):
    """One person's monthly wage at an employer for a span of months, as declared; of several that cover a month the last entered holds."""

    id = RowId(primary_key=True)
    person_id = models.IntegerField("人员")
    employer_id = models.IntegerField("用人单位")
    from_month = models.IntegerField("起始月")
    to_month = models.IntegerField("终止月", help_text="999912: until another is declared")
    wage_fen = models.BigIntegerField("月工资")
    kind = models.SmallIntegerField("来源", help_text="a key of kinds.WAGE_KINDS")
    reason = models.CharField("原因", max_length=60, blank=True)
    entry_id = models.BigIntegerField("申报日志", db_index=True)
    SEALED = ("id", "person_id", "employer_id", "from_month", "to_month", "wage_fen", "kind", "reason")

    class Meta:
        indexes = [models.Index(fields=["employer_id", "person_id"], name="declarations_wage_of")]


class Assessment(models.Model):
    """One assessment of a month of a scheme: its rows stand together among the months, and these are their sums."""

    id = RowId(primary_key=True)
    month = models.IntegerField("费款所属期")
    scheme = models.CharField("险种", max_length=24)
    turn = models.IntegerField("第几次", help_text="1; more where people came later")
    first_id = models.BigIntegerField("首行")
    rows = models.IntegerField("行数")
    employers = models.IntegerField("单位数")
    lifted = models.IntegerField("按下限的人数")
    capped = models.IntegerField("按上限的人数")
    base_fen = models.BigIntegerField("基数合计")
    unit_fen = models.BigIntegerField("单位应缴")
    person_fen = models.BigIntegerField("个人应缴")
    inputs_digest = models.CharField("依据摘要", max_length=64, help_text="SM3 of people, employers, wages and the law's values")
    law = models.TextField("参数来源", help_text="canonical JSON: key → value, place, document")
    entry_id = models.BigIntegerField("核定日志", db_index=True)
    SEALED = (
        "id", "month", "scheme", "turn", "first_id", "rows", "employers", "lifted", "capped", "base_fen", "unit_fen", "person_fen",
        "inputs_digest", "law",
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "scheme", "turn"], name="declarations_assessed_once")]


class TaxBatch(models.Model):
    """Assessed rows handed to the tax office together: how many, how much, and the digest of the file."""

    id = RowId(primary_key=True)
    number = models.CharField("批次号", max_length=24, unique=True)
    month = models.IntegerField("费款所属期")
    rows = models.IntegerField("行数")
    unit_fen = models.BigIntegerField("单位应缴")
    person_fen = models.BigIntegerField("个人应缴")
    digest = models.CharField("文件摘要", max_length=64)
    receipt = models.CharField("税务回执号", max_length=40, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "number", "month", "rows", "unit_fen", "person_fen", "digest", "receipt")


class BatchPart(models.Model):
    """An assessment in a batch; each goes to the tax office once."""

    id = RowId(primary_key=True)
    batch = models.ForeignKey(TaxBatch, on_delete=models.PROTECT, related_name="parts")
    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="sent")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "batch_id", "assessment_id")


class ReceiptFile(models.Model):
    """A list of receipts as the tax office sent it; the same list is taken once."""

    id = RowId(primary_key=True)
    digest = models.CharField("名单摘要", max_length=64, unique=True)
    name = models.CharField("文件名", max_length=120, blank=True)
    on = models.DateField("入库日期")
    rows = models.IntegerField("行数")
    total_fen = models.BigIntegerField("合计")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "digest", "name", "on", "rows", "total_fen")


class Receipt(models.Model):
    """One row of the tax office's list: who paid what for which span of months, and how much of it settled months."""

    id = RowId(primary_key=True)
    file = models.ForeignKey(ReceiptFile, on_delete=models.PROTECT, related_name="receipts")
    row = models.IntegerField("行号")
    ticket = models.CharField("税票号", max_length=40)
    employer_id = models.IntegerField("用人单位", help_text="0: not known")
    person_id = models.IntegerField("人员", help_text="0: the employer's people together, or not known")
    scheme = models.CharField("险种", max_length=24)
    from_month = models.IntegerField("所属期起")
    to_month = models.IntegerField("所属期止")
    unit_fen = models.BigIntegerField("单位额")
    person_fen = models.BigIntegerField("个人额")
    late_fee_fen = models.BigIntegerField("滞纳金")
    interest_fen = models.BigIntegerField("利息")
    payer = models.CharField("缴款人标记", max_length=16, blank=True, help_text="blind sign of a payer nobody knows")
    settled_fen = models.BigIntegerField("认到月份的金额", help_text="or to the project")
    project_id = models.IntegerField("建设项目", null=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = (
        "id", "file_id", "row", "ticket", "employer_id", "person_id", "scheme", "from_month", "to_month", "unit_fen", "person_fen",
        "late_fee_fen", "interest_fen", "payer", "settled_fen", "project_id",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "scheme", "employer_id", "person_id", "payer", "from_month"], name="declarations_ticket_once"
            )
        ]


class Difference(models.Model):
    """What of a receipt did not settle a month: why, how much, and which post looks after it until it is closed."""

    id = RowId(primary_key=True)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="differences")
    kind = models.CharField("原因", max_length=16)
    scheme = models.CharField("险种", max_length=24)
    fen = models.BigIntegerField("金额")
    owner = models.CharField("责任岗位", max_length=24)
    opened_on = models.DateField("发现日期")
    closed_on = models.DateField("了结日期", null=True)
    outcome = models.CharField("处理结果", max_length=120, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "receipt_id", "kind", "scheme", "fen", "owner", "opened_on")
    LATER = ("closed_on", "outcome")

    class Meta:
        indexes = [models.Index(fields=["closed_on", "scheme"], name="declarations_open_difference")]


class Reconciliation(models.Model):
    """One month of a scheme compared: what the tax office, the treasury and the fiscal account say on paper, beside our own records.

    One put right is a new version; the last one holds.
    """

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    month = models.IntegerField("月份")
    version = models.IntegerField("版本")
    tax_fen = models.BigIntegerField("税务月报")
    received_fen = models.BigIntegerField("入库明细")
    treasury_fen = models.BigIntegerField("国库分户账")
    booked_fen = models.BigIntegerField("账上国库收入")
    fiscal_fen = models.BigIntegerField("财政专户收款")
    moved_fen = models.BigIntegerField("账上划入财政专户")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = (
        "id", "scheme", "month", "version", "tax_fen", "received_fen", "treasury_fen", "booked_fen", "fiscal_fen", "moved_fen",
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "month", "version"], name="declarations_reconciled_once")]


class ReconciledDifference(models.Model):
    """Where two sides of a reconciliation differ: by how much, why, and which post looks after it."""

    id = RowId(primary_key=True)
    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.PROTECT, related_name="differences")
    side = models.CharField("哪两边", max_length=16)
    kind = models.CharField("原因", max_length=16)
    fen = models.BigIntegerField("金额")
    owner = models.CharField("责任岗位", max_length=24)
    note = models.CharField("说明", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reconciliation_id", "side", "kind", "fen", "owner", "note")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reconciliation", "side"], name="declarations_side_once")]
