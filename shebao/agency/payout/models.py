"""A month's payout as business records: the run, its lines, what was held, who signed, files sent and answers received."""

from __future__ import annotations

from django.db import models

from shebao.agency.jobs.leased import Leased


class Run(Leased):
    """One payout run. `digest` covers its lines from the seal on; approvals sign that digest."""

    id = models.BigAutoField(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    month = models.IntegerField("发放月")
    kind = models.CharField("类别", max_length=12, help_text="regular 正常 | back_pay 补发 | one_off 一次性 | reissue 重发")
    part = models.IntegerField("批次号", default=1)
    business_day = models.DateField("业务日期")
    maker = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    lines = models.BigIntegerField("笔数", default=0)
    amount_fen = models.BigIntegerField("金额", default=0)
    previous_fen = models.BigIntegerField("上月金额", default=0)
    explained_fen = models.BigIntegerField("已说明的变动", default=0)
    held = models.BigIntegerField("扣留笔数", default=0)
    digest = models.CharField("封存摘要", max_length=64, blank=True)
    chain_head = models.CharField("封存时日志链头", max_length=64, blank=True)
    rules_digest = models.CharField(max_length=64, blank=True)
    sealed = models.BooleanField("已封存", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "month", "kind", "part"], condition=~models.Q(state="discarded"), name="payout_run_once")]


class Line(models.Model):
    """One payment instruction. Its id is made before anything is sent: run × 10,000,000 + ordinal. Fixed once the run is sealed."""

    id = models.BigIntegerField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField("险种", max_length=24)
    kind = models.CharField("类别", max_length=12, help_text="regular | back_pay | funeral | inheritance | reissue")
    month = models.IntegerField("所属月")
    from_month = models.IntegerField("补发起月", null=True)
    decision_id = models.BigIntegerField("核定", null=True)
    bank_account_id = models.BigIntegerField("账户")
    basic_fen = models.BigIntegerField("基础养老金")
    seniority_fen = models.BigIntegerField("年限养老金")
    account_fen = models.BigIntegerField("个人账户养老金")
    age_addon_fen = models.BigIntegerField("高龄加发")
    total_fen = models.BigIntegerField("合计")
    reissue_of = models.BigIntegerField("重发自", null=True, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "scheme", "month", "kind"], condition=~models.Q(kind="reissue"), name="payout_paid_once"),
            models.CheckConstraint(condition=models.Q(total_fen__gt=0), name="payout_line_positive"),
        ]
        indexes = [models.Index(fields=["run"], name="payout_line_run"), models.Index(fields=["scheme", "month"], name="payout_line_month")]


class Change(models.Model):
    """Why one person is paid more or less than last month; the changes of a run add up to the difference of its totals."""

    id = models.BigIntegerField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("原因", max_length=24)
    delta_fen = models.BigIntegerField("增减")


class Exclusion(models.Model):
    """A person due in this run but not in it: held or excluded, and why."""

    id = models.BigIntegerField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=8, help_text="excluded 不发 | held 待核")
    reason = models.CharField("原因", max_length=32)
    amount_fen = models.BigIntegerField("金额")
    message = models.CharField("说明", max_length=200, blank=True)


class Approval(models.Model):
    """A signature under a sealed run, bound to its digest."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="approvals")
    step = models.CharField("环节", max_length=12, help_text="review 复核 | approve 审批")
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)
    digest = models.CharField("所签摘要", max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "step"], name="payout_signed_once")]


class BankFile(models.Model):
    """A file for the bank, a pure function of its sealed run. Its number holds the restore epoch and is used once."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="bank_file")
    number = models.CharField("文件编号", max_length=40, unique=True)
    path = models.CharField("文件", max_length=200)
    lines = models.BigIntegerField("笔数")
    amount_fen = models.BigIntegerField("金额")
    digest = models.CharField("文件摘要", max_length=64)
    submitted_at = models.DateTimeField("送盘时间", null=True)
    submitted_by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, null=True, related_name="+")


class ReturnFile(models.Model):
    """The bank's answer to a file, taken in whole or not at all. The same content is taken once."""

    bank_file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="returns")
    digest = models.CharField("文件摘要", max_length=64, unique=True)
    name = models.CharField("文件名", max_length=120)
    lines = models.BigIntegerField("笔数")
    paid_lines = models.BigIntegerField("成功笔数")
    paid_fen = models.BigIntegerField("成功金额")
    taken_at = models.DateTimeField("入库时间", auto_now_add=True)
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")


class Outcome(models.Model):
    """What the bank said of one line. Append-only: a later answer that contradicts is an event of its own."""

    id = models.BigIntegerField(primary_key=True, help_text="= line id for the first answer")
    line_id = models.BigIntegerField("指令", db_index=True)
    return_file_id = models.BigIntegerField("回盘文件")
    paid = models.BooleanField("成功")
    code = models.CharField("结果码", max_length=8)
    amount_fen = models.BigIntegerField("金额")
    entry_id = models.BigIntegerField("入账日志", db_index=True)
    SEALED = ("id", "line_id", "return_file_id", "paid", "code", "amount_fen")
