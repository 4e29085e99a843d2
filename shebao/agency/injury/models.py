"""A work-injury case and everything that was recorded, claimed and paid for it. Rows are posted once; a later version holds."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId

from .provider_models import Payable, PayableCancelled, PayablePaid, Provider, ProviderAccount, ProviderEvent, Settlement

__all__ = [  # what the counter's own files import from here
    "Advance", "Bill", "Care", "Case", "Claim", "ClaimCancelled", "Dependant", "Grade", "Payable", "PayableCancelled", "PayablePaid",
    "Provider", "ProviderAccount", "ProviderEvent", "Recognition", "Repayment", "RepaymentCancelled", "Settlement",
]  # fmt: skip


class Case(models.Model):
    """One injury of one person: where they worked, and when it happened or was diagnosed."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="+", null=True)
    project = models.CharField("建设项目", max_length=80, blank=True)
    happened_on = models.DateField("事故或诊断日期")
    kind = models.CharField("类别", max_length=12, help_text="a key of kinds.INJURIES")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "employer_id", "project", "happened_on", "kind")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "happened_on"], name="injury_case_once")]


class Recognition(models.Model):
    """What the labour administration decided of a case; the last one holds."""

    id = RowId(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recognitions", db_index=False)
    version = models.IntegerField("版本")
    decision_no = models.CharField("决定书编号", max_length=60)
    decided_on = models.DateField("决定日期")
    result = models.CharField("结果", max_length=12, help_text="a key of kinds.RESULTS")
    applied_on = models.DateField("申请日期")
    reported_late = models.BooleanField("单位超过 30 日申报", help_text="what was spent before the application is the employer's")
    third_party = models.BooleanField("第三人责任")
    insured_on = models.DateField("首次缴费到账日", null=True)
    liable = models.CharField("支付方", max_length=8, help_text="a key of kinds.LIABLE")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = (
        "id", "case_id", "version", "decision_no", "decided_on", "result", "applied_on", "reported_late", "third_party", "insured_on", "liable",
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="injury_recognition_once")]


class Grade(models.Model):
    """What the labour-ability committee concluded of a case; the last one holds."""

    id = RowId(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="grades", db_index=False)
    version = models.IntegerField("版本")
    kind = models.CharField("类别", max_length=8, help_text="a key of kinds.CONCLUSIONS")
    conclusion_no = models.CharField("结论文号", max_length=60)
    concluded_on = models.DateField("结论日期")
    served_on = models.DateField("送达日期")
    grade = models.IntegerField("等级", help_text="1 … 10; 0: none")
    nursing = models.CharField("护理等级", max_length=8, help_text="a key of kinds.NURSING")
    fee_fen = models.BigIntegerField("鉴定费")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "case_id", "version", "kind", "conclusion_no", "concluded_on", "served_on", "grade", "nursing", "fee_fen")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="injury_grade_once")]


class Care(models.Model):
    """Care outside the rule that was confirmed for a case: where, from when to when, up to how much."""

    id = RowId(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="care")
    kind = models.CharField("事项", max_length=16, help_text="a key of kinds.CARE")
    provider = models.CharField("机构", max_length=80)
    from_day = models.DateField("自")
    to_day = models.DateField("至", null=True)
    cap_fen = models.BigIntegerField("限额", default=0, help_text="0: none")
    document = models.CharField("文书号", max_length=60, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "case_id", "kind", "provider", "from_day", "to_day", "cap_fen", "document")


class Claim(models.Model):
    """A decision on what a case is paid: its kind, the sum owed once, and what it was decided upon."""

    id = RowId(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField("类别", max_length=12, help_text="a key of kinds.CLAIMS")
    decided_on = models.DateField("核定日期")
    once_fen = models.BigIntegerField("一次性应付")
    employer_fen = models.BigIntegerField("由用人单位支付", default=0)
    grade = models.IntegerField("核定时等级", default=0)
    facts = models.TextField("核定依据", help_text="canonical JSON: what it was decided upon and what came of it")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "case_id", "kind", "decided_on", "once_fen", "employer_fen", "grade", "facts")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(once_fen__gte=0, employer_fen__gte=0), name="injury_claim_amounts")]


class ClaimCancelled(models.Model):
    """A claim that was taken back before anything of it was paid."""

    id = RowId(primary_key=True, help_text="= claim id")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")


class Bill(models.Model):
    """One item of a bill, reimbursed by a claim or settled with a provider: what was charged, what was cut and why."""

    id = RowId(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="bills")
    claim_id = models.BigIntegerField("核定", default=0, db_index=True, help_text="0: settled with the provider")
    settlement_id = models.BigIntegerField("结算", default=0, db_index=True, help_text="0: reimbursed by a claim")
    ticket = models.CharField("票据号", max_length=40, db_index=True)
    item = models.IntegerField("第几项")
    provider = models.CharField("机构", max_length=80)
    on = models.DateField("日期")
    service = models.CharField("项目", max_length=16, help_text="a key of kinds.SERVICES")
    catalogue = models.CharField("目录类别", max_length=8, help_text="a key of kinds.CATALOGUE")
    charged_fen = models.BigIntegerField("金额")
    cut_fen = models.BigIntegerField("核减")
    reason = models.CharField("核减理由", max_length=100, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = (
        "id", "case_id", "claim_id", "settlement_id", "ticket", "item", "provider", "on", "service", "catalogue", "charged_fen", "cut_fen", "reason",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(charged_fen__gt=0, cut_fen__gte=0, cut_fen__lte=models.F("charged_fen")), name="injury_bill_amounts"
            ),
            models.CheckConstraint(
                condition=models.Q(claim_id=0, settlement_id__gt=0) | models.Q(claim_id__gt=0, settlement_id=0), name="injury_bill_of_one"
            ),
        ]


class Dependant(models.Model):
    """Somebody the dead supported and who draws a pension for it, as the claim on the death found it; what stops it, the benefit says."""

    id = RowId(primary_key=True)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="dependants")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    relation = models.CharField("与死者关系", max_length=12, help_text="a key of kinds.RELATIONS")
    alone = models.BooleanField("孤寡老人或孤儿")
    unable = models.BooleanField("完全丧失劳动能力", help_text="then coming of age ends nothing")
    monthly_fen = models.BigIntegerField("每月抚恤金")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "claim_id", "person_id", "relation", "alone", "unable", "monthly_fen")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "person"], name="injury_dependant_once")]


class Advance(models.Model):
    """What the fund paid in the place of an employer or a third person: a claim on them from the day it was decided."""

    id = RowId(primary_key=True, help_text="= claim id")
    debtor = models.CharField("向谁追偿", max_length=8, help_text="a key of kinds.DEBTORS")
    debtor_name = models.CharField("名称", max_length=80)
    demanded_on = models.DateField("书面催付日期")
    repay_by = models.DateField("应偿还的最后日期")
    amount_fen = models.BigIntegerField("先行支付金额")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "debtor", "debtor_name", "demanded_on", "repay_by", "amount_fen")


class Repayment(models.Model):
    """Money an employer or a third person repaid, on its slip; or what was found irrecoverable by an approval."""

    id = RowId(primary_key=True)
    advance = models.ForeignKey(Advance, on_delete=models.PROTECT, related_name="repayments")
    kind = models.CharField("类别", max_length=12, help_text="repaid | written_off")
    on = models.DateField("单据日期")
    reference = models.CharField("单据号或批文号", max_length=48)
    amount_fen = models.BigIntegerField("金额")
    interest_fen = models.BigIntegerField("逾期利息和费用", default=0)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "advance_id", "kind", "on", "reference", "amount_fen", "interest_fen")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount_fen__gt=0, interest_fen__gte=0), name="injury_repayment_amounts")]


class RepaymentCancelled(models.Model):
    """A repayment that was entered by mistake, once its voucher was reversed."""

    id = RowId(primary_key=True, help_text="= repayment id")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "reason")
