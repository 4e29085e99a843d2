"""Employers and everything dated about them: particulars, accounts, insurances, work-injury rates, temporary cuts, yearly verification."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId

from .project_models import Project, ProjectChange, ProjectPayment, ProjectWorker

__all__ = [
    "Employer",
    "EmployerAccount",
    "InjuryRate",
    "Insurance",
    "Particulars",
    "Project",
    "ProjectChange",
    "ProjectPayment",
    "ProjectWorker",
    "RateCut",
    "Succession",
    "Verification",
]


class Employer(models.Model):
    """One employer: one unified social credit code. What may change about it stands in `Particulars`."""

    id = RowId(primary_key=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    kind = models.CharField("类别", max_length=24)
    founded_on = models.DateField("成立日期")
    registered_on = models.DateField("登记日期")
    ended_month = models.IntegerField("注销月", null=True)
    end_reason = models.CharField("注销原因", max_length=24, blank=True)
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED = ("id", "uscc", "kind", "founded_on", "registered_on")
    LATER = ("ended_month", "end_reason")


class Particulars(models.Model):
    """What an employer is called and where it is found; a change is a new version, the last one holds."""

    id = RowId(primary_key=True)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="particulars", db_index=False)
    version = models.IntegerField("版本")
    name = models.CharField("单位名称", max_length=80)
    legal_person = models.CharField("法定代表人", max_length=40)
    address = models.CharField("地址", max_length=120)
    industry = models.CharField("行业", max_length=60, help_text="GB/T 4754 的行业名称或代码")
    funding = models.CharField("资金来源", max_length=8, blank=True)
    tax_office = models.CharField("主管税务机关", max_length=60)
    agent_name = models.CharField("社保经办人", max_length=40)
    agent_phone = models.CharField("经办人电话（脱敏）", max_length=16)
    since = models.DateField("自")
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED = (
        "id",
        "employer_id",
        "version",
        "name",
        "legal_person",
        "address",
        "industry",
        "funding",
        "tax_office",
        "agent_name",
        "agent_phone",
        "since",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "version"], name="employers_version_once")]


class EmployerAccount(models.Model):
    """A bank account an employer gets refunds and subsidies on; the last one entered is in force."""

    id = RowId(primary_key=True)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="accounts")
    bank = models.CharField("开户行", max_length=60)
    holder = models.CharField("户名", max_length=80)
    account_sealed = models.BinaryField("账号")
    account_index = models.BinaryField(max_length=32)
    account_tail = models.CharField("账号尾号", max_length=4)
    since = models.DateField("启用日期")
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED_PLACE = "employers_employeraccount.account"
    SEALED = ("id", "employer_id", "bank", "holder", "account_index", "account_tail", "since")


class Insurance(models.Model):
    """An employer's part in one scheme from one month to another."""

    id = RowId(primary_key=True)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="insurances", db_index=False)
    scheme = models.CharField("险种", max_length=24)
    from_month = models.IntegerField("参保月")
    to_month = models.IntegerField("终止月", null=True)
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED = ("id", "employer_id", "scheme", "from_month")
    LATER = ("to_month",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "scheme"], condition=models.Q(to_month=None), name="employers_one_open_insurance")
        ]


class InjuryRate(models.Model):
    """An employer's class of risk and floating factor from a month on; the last one entered for a month holds."""

    id = RowId(primary_key=True)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="injury_rates")
    from_month = models.IntegerField("起始月")
    risk_class = models.IntegerField("行业风险类别", help_text="1 … 8")
    factor_e2 = models.IntegerField("浮动系数（百分之一）")
    document = models.CharField("依据", max_length=120)
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED = ("id", "employer_id", "from_month", "risk_class", "factor_e2", "document")


class RateCut(models.Model):
    """A temporary cut of a scheme's rate (阶段性降费) in a span of months, and the rates that would hold without it."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    from_month = models.IntegerField("起始月")
    to_month = models.IntegerField("终止月")
    normal_unit_e6 = models.IntegerField("原单位费率（百万分之一）")
    normal_person_e6 = models.IntegerField("原个人费率（百万分之一）")
    factor_e4 = models.IntegerField("工伤降费系数（万分之一）", help_text="10000: none")
    document = models.CharField("文件", max_length=120)
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED = ("id", "scheme", "from_month", "to_month", "normal_unit_e6", "normal_person_e6", "factor_e4", "document")


class Verification(models.Model):
    """One year of an employer verified: heads and payroll declared, payroll as taxed, and what it comes to."""

    id = RowId(primary_key=True)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="verifications", db_index=False)
    year = models.IntegerField("年度")
    version = models.IntegerField("版本")
    heads = models.IntegerField("职工人数")
    wage_fen = models.BigIntegerField("申报工资总额")
    taxed_fen = models.BigIntegerField("税务工资总额")
    shown_to_staff = models.BooleanField("已向职工公布")
    result = models.CharField("结论", max_length=16)
    entry_id = models.BigIntegerField("登记日志", db_index=True)
    SEALED = ("id", "employer_id", "year", "version", "heads", "wage_fen", "taxed_fen", "shown_to_staff", "result")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "year", "version"], name="employers_year_once")]


class Succession(models.Model):
    """One employer that goes on where another was: whose people came over, and whether its arrears did. 社会保险法 第57条、工伤保险条例 第43条."""

    id = RowId(primary_key=True)
    former = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="successors", verbose_name="原单位")
    successor = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="predecessors", verbose_name="承继单位")
    kind = models.CharField("种类", max_length=16)
    on = models.DateField("承继日期")
    people = models.IntegerField("转移职工")
    takes_arrears = models.BooleanField("承担原欠费")
    owed_fen = models.BigIntegerField("当时欠费")
    document = models.CharField("依据", max_length=120)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "former_id", "successor_id", "kind", "on", "people", "takes_arrears", "owed_fen", "document")
