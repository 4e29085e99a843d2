"""A month's payout as business records: the run, its lines, what was held, who signed, files sent and answers received."""

from __future__ import annotations

from django.db import models

from shebao.agency.jobs.lease_model import Leased
from shebao.agency.store.fields import RowId

from .debt_models import Debt, DebtCancelled, DebtStep, DueCancelled, SetOff, SetOffCancelled
from .deduction_models import DeductionOrder, DeductionOrderEnded, LineDeduction
from .layout_models import BankLayout, Epoch, FailedAnswer, LayoutConfirmed
from .return_models import NeverDue, NeverDueCancelled, NeverDueCleared

__all__ = [  # what the counter's own files import from here
    "Approval", "BankFile", "BankLayout", "BankSlip", "Change", "Cover", "Debt", "DebtCancelled", "DebtStep", "DeductionOrder", "DeductionOrderEnded",
    "Due", "DueCancelled", "Epoch", "Exclusion", "FailedAnswer", "LayoutConfirmed", "Line", "LineDeduction", "LinePart", "NeverDue",
    "NeverDueCancelled", "NeverDueCleared", "Outcome", "Refusal", "Release", "ReturnFile", "Run", "SetOff", "SetOffCancelled", "Withheld",
]  # fmt: skip


class Run(Leased):
    """One payout run. `digest` covers its lines, changes and exclusions from the seal on; approvals sign that digest."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    place = models.CharField("地区", max_length=48)
    month = models.IntegerField("发放月")
    kind = models.CharField("类别", max_length=12, help_text="a key of kinds.RUNS")
    part = models.IntegerField("批次号", default=1)
    business_day = models.DateField("业务日期")
    maker = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    previous_month = models.IntegerField("对比月", null=True, help_text="the month this one is explained against")
    cursor = models.BigIntegerField("已写到", default=0, help_text="rows of the computed table written so far")
    basis = models.CharField("计算结果摘要", max_length=64, blank=True, help_text="digest of the whole computed table")
    lines = models.BigIntegerField("笔数", default=0)
    amount_fen = models.BigIntegerField("金额", default=0)
    deducted_fen = models.BigIntegerField(
        "其中抵扣", null=True, db_default=models.Value(0), help_text="kept back towards debts; the rest is paid"
    )
    previous_fen = models.BigIntegerField("上月金额", default=0)
    explained_fen = models.BigIntegerField("已说明的变动", default=0)
    held = models.BigIntegerField("扣留笔数", default=0)
    held_fen = models.BigIntegerField("扣留金额", default=0)
    digest = models.CharField("封存摘要", max_length=64, blank=True)
    chain_head = models.CharField("封存时日志链头", max_length=64, blank=True)
    rules_digest = models.CharField("参数摘要", max_length=64, blank=True)
    sealed = models.BooleanField("已封存", default=False)
    thresholds = models.TextField("闸门阈值", null=True, help_text="canonical JSON: the guard's thresholds that the run was computed with")
    remark = models.CharField("总额变动说明", max_length=200, null=True, help_text="why the total is far from what is usual, by its maker")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "month", "kind", "part"], condition=~models.Q(state="discarded"), name="payout_run_once"
            ),
            models.UniqueConstraint(
                fields=["scheme", "kind"], condition=models.Q(sealed=False) & ~models.Q(state="discarded"), name="payout_one_unsealed"
            ),
        ]
        indexes = [models.Index(fields=["scheme", "month"], name="payout_run_month")]


class Line(models.Model):
    """One payment instruction. Its id is made before anything is sent: run × 10,000,000 + ordinal. Fixed once the run is sealed."""

    id = RowId(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    scheme = models.CharField("险种", max_length=24)
    kind = models.CharField("类别", max_length=12, help_text="a key of kinds.LINES")
    month = models.IntegerField("所属月")
    from_month = models.IntegerField("补发起月", null=True)
    decision_id = models.BigIntegerField("核定", null=True)
    bank_account_id = models.BigIntegerField("账户")
    total_fen = models.BigIntegerField("合计")
    from_account_fen = models.BigIntegerField("其中个人账户")
    deducted_fen = models.BigIntegerField(
        "其中抵扣", null=True, db_default=models.Value(0), help_text="the sum of its LineDeductions; the bank pays the rest"
    )
    reissue_of = models.BigIntegerField("重发自", null=True)
    due_id = models.BigIntegerField("应付事项", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scheme", "month", "kind"], condition=models.Q(due_id=None, reissue_of=None), name="payout_paid_once"
            ),
            models.UniqueConstraint(fields=["reissue_of"], condition=models.Q(reissue_of__isnull=False), name="payout_reissued_once"),
            models.UniqueConstraint(fields=["due_id"], condition=models.Q(due_id__isnull=False), name="payout_owed_once"),
            models.CheckConstraint(condition=models.Q(total_fen__gt=0), name="payout_line_positive"),
            models.CheckConstraint(
                condition=models.Q(from_account_fen__gte=0, from_account_fen__lte=models.F("total_fen")), name="payout_line_from_account"
            ),
        ]
        indexes = [models.Index(fields=["run", "id"], name="payout_line_run"), models.Index(fields=["person"], name="payout_line_person")]


class LinePart(models.Model):
    """One part of a line that is not nought, as the scheme divides it (`schemes.part_rows`). Fixed once the run is sealed."""

    id = RowId(primary_key=True, help_text="line id × 10 + place of the part in the scheme")
    line_id = models.BigIntegerField("指令")
    part = models.CharField("分项", max_length=24)
    fen = models.BigIntegerField("金额")

    class Meta:
        # No index but the key: a line's parts and a run's parts are stretches of it.
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id__gt=models.F("line_id") * 10, id__lt=models.F("line_id") * 10 + 10), name="payout_part_of_line"
            )
        ]


class Cover(models.Model):
    """One month of one back payment: what the person was entitled to, what had been paid, and the difference now paid."""

    id = RowId(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    line_id = models.BigIntegerField("指令")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.IntegerField("所属月")
    entitled_fen = models.BigIntegerField("应发")
    paid_fen = models.BigIntegerField("已发")
    due_fen = models.BigIntegerField("补发")
    from_account_fen = models.BigIntegerField("其中个人账户")
    cause = models.BigIntegerField("来由", null=True, help_text="as Operation.cause; 0 or none: nothing is known")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_fen__gt=0, due_fen=models.F("entitled_fen") - models.F("paid_fen")), name="payout_cover_due"
            ),
            models.UniqueConstraint(fields=["line_id", "month"], name="payout_cover_once"),
        ]
        indexes = [models.Index(fields=["person", "month"], name="payout_cover_person")]


class Change(models.Model):
    """Why one person is paid more or less than last month; the changes of a run add up to the difference of its totals."""

    id = RowId(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField("原因", max_length=24)
    delta_fen = models.BigIntegerField("增减")


class Exclusion(models.Model):
    """A person due in this run but not in it: held or excluded, and why."""

    id = RowId(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=8, help_text="excluded 不发 | held 待核")
    reason = models.CharField("原因", max_length=32)
    amount_fen = models.BigIntegerField("金额")
    message = models.CharField("说明", max_length=200, blank=True)
    cause = models.BigIntegerField("来由", null=True, help_text="as Operation.cause; 0 or none: nothing is known")


class Operation(models.Model):
    """What one operation (a standard that was entered, a list, a matter) does to a run: how many people, how much; whether it waits.

    cause: the first journal entry of its matter, or the entry itself; -1 where the product's own law was put right.
    """

    id = RowId(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    cause = models.BigIntegerField("来由")
    gate = models.CharField("闸门", max_length=32)
    people = models.BigIntegerField("人数")
    fen = models.BigIntegerField("金额")
    held = models.BigIntegerField("待核", help_text="1: its people wait until it was looked at")


class Release(models.Model):
    """Two people let a held person through one gate for some months; nothing they made themselves."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    gate = models.CharField("扣留原因", max_length=32)
    from_month = models.IntegerField("自")
    until_month = models.IntegerField("至")
    reason = models.CharField("核查结论", max_length=200)
    asked_by = models.BigIntegerField("核查人")
    approved_by = models.BigIntegerField("批准人")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "scheme", "person_id", "gate", "from_month", "until_month", "reason", "asked_by", "approved_by")


class OperationRelease(models.Model):
    """Two people let an operation through a gate, as large as it was then; a larger one waits again. looked_at: whose rows were opened."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    gate = models.CharField("扣留原因", max_length=32)
    cause = models.BigIntegerField("来由")
    people = models.BigIntegerField("最多人数")
    fen = models.BigIntegerField("最多金额")
    from_month = models.IntegerField("自")
    until_month = models.IntegerField("至")
    looked_at = models.TextField("逐人看过的", help_text="canonical JSON: ids of persons")
    reason = models.CharField("核查结论", max_length=200)
    asked_by = models.BigIntegerField("核查人")
    approved_by = models.BigIntegerField("批准人")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = (
        "id",
        "scheme",
        "gate",
        "cause",
        "people",
        "fen",
        "from_month",
        "until_month",
        "looked_at",
        "reason",
        "asked_by",
        "approved_by",
    )


class Threshold(models.Model):
    """A threshold of the guard that this agency set for itself, from the first day of a month on; `holds.thresholds` says which there are."""

    id = RowId(primary_key=True)
    key = models.CharField("阈值", max_length=32)
    scheme = models.CharField("险种", max_length=24, blank=True, help_text="empty: every scheme")
    from_day = models.CharField("自", max_length=10)
    value = models.BigIntegerField("数值")
    document = models.CharField("依据", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "key", "scheme", "from_day", "value", "document")


class Due(models.Model):
    """Something owed once (a funeral subsidy, an inherited account, a lump sum), computed by the rule that owes it; paid by a one-off run.

    person: who is paid, an heir the rest after what was set off; deceased: by whose death it is owed, none where the person's
    own claim or reason owes it. basis: what owes it, once a person, scheme and kind: a claim of a counter ("claim.7"), a grant, a
    transfer; empty for what a death alone owes. account and item: where it is booked; empty: where its kind is (`schemes.entry_of`).
    """

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    deceased = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", null=True)
    scheme = models.CharField("险种", max_length=24)
    kind = models.CharField("类别", max_length=12, help_text="a key of kinds.DUES or kinds.LIVING")
    turn = models.IntegerField("第几次", help_text="1; 2 where the first was cancelled before it was paid and decided anew")
    month = models.IntegerField("所属月")
    amount_fen = models.BigIntegerField("金额")
    basis = models.CharField("事由", max_length=48, blank=True, help_text="what owes it, once a person, scheme and kind")
    account = models.CharField("科目", max_length=8, blank=True, help_text="empty: that of its kind")
    item = models.CharField("明细", max_length=24, blank=True, help_text="empty: that of its kind")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "deceased_id", "scheme", "kind", "turn", "month", "amount_fen", "basis", "account", "item")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(deceased__isnull=False) | ~models.Q(basis=""), name="payout_due_has_a_cause"),
            models.UniqueConstraint(fields=["deceased", "person", "scheme", "kind", "turn"], name="payout_due_once"),
            models.UniqueConstraint(
                fields=["person", "scheme", "kind", "basis", "turn"], condition=~models.Q(basis=""), name="payout_due_for_once"
            ),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="payout_due_positive"),
            models.CheckConstraint(condition=~models.Q(person=models.F("deceased")), name="payout_due_to_the_living"),
        ]


class Approval(models.Model):
    """A signature under a sealed run, bound to its digest."""

    id = RowId(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="approvals")
    step = models.CharField("环节", max_length=12, help_text="review 复核 | approve 审批")
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)
    digest = models.CharField("所签摘要", max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "step"], name="payout_signed_once")]


class Refusal(models.Model):
    """A sealed run sent back before it was handed over: by whom, from which state, why, and the digest that was refused."""

    id = RowId(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="refusals")
    digest = models.CharField("退回的摘要", max_length=64)
    state = models.CharField("退回时状态", max_length=12)
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("退回原因", max_length=200)
    lines = models.BigIntegerField("笔数")
    amount_fen = models.BigIntegerField("金额")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "run_id", "digest", "state", "member_id", "reason", "lines", "amount_fen")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run"], name="payout_sent_back_once")]


class Withheld(models.Model):
    """A sealed line taken out before hand-over: the person died, was stopped, changed account, or somebody took them out to look."""

    id = RowId(primary_key=True, help_text="= line id")
    run_id = models.BigIntegerField("批次")
    reason = models.CharField("原因", max_length=24)
    final = models.BooleanField("不再发放", help_text="the month is not owed; otherwise the line may be issued again")
    amount_fen = models.BigIntegerField("金额")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "run_id", "reason", "final", "amount_fen")


class BankFile(models.Model):
    """A file for the bank, a pure function of its sealed run and its withheld lines. Its number holds the restore epoch, once."""

    id = RowId(primary_key=True)
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="bank_file")
    number = models.CharField("文件编号", max_length=40, unique=True)
    layout = models.CharField("格式", max_length=24)
    path = models.CharField("文件", max_length=200, help_text="below the folder of files")
    lines = models.BigIntegerField("笔数")
    amount_fen = models.BigIntegerField("金额")
    withheld = models.BigIntegerField("暂不发放", default=0)
    digest = models.CharField("文件摘要", max_length=64)
    made_by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField("制盘日期")
    submitted_on = models.DateField("送盘日期", null=True)
    submitted_by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, null=True, related_name="+")


class BankSlip(models.Model):
    """What the bank's own slip says of an answer, entered from paper by somebody else; an answer is taken only where it says the same."""

    id = RowId(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="slips")
    number = models.CharField("回单编号", max_length=40)
    paid_lines = models.BigIntegerField("到账笔数")
    paid_fen = models.BigIntegerField("到账金额")
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "run_id", "number", "paid_lines", "paid_fen", "member_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="payout_slip_once"),
            models.CheckConstraint(condition=models.Q(paid_lines__gte=0, paid_fen__gte=0), name="payout_slip_amount"),
        ]


class ReturnFile(models.Model):
    """The bank's answer to a file, taken in whole or not at all. The same content is taken once."""

    id = RowId(primary_key=True)
    bank_file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="returns")
    digest = models.CharField("文件摘要", max_length=64, unique=True)
    name = models.CharField("文件名", max_length=120)
    day = models.DateField("入账日期")
    lines = models.BigIntegerField("笔数")
    paid_lines = models.BigIntegerField("成功笔数")
    paid_fen = models.BigIntegerField("成功金额")
    new_lines = models.BigIntegerField("新结果笔数")
    slip = models.ForeignKey(BankSlip, on_delete=models.PROTECT, null=True, related_name="return_files")
    taken_at = models.DateTimeField("入库时间", auto_now_add=True)
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slip"], condition=models.Q(slip__isnull=False), name="payout_slip_used_once"),
        ]


class Outcome(models.Model):
    """What the bank said of one line. Append-only: a later answer that contradicts is an event of its own."""

    id = RowId(primary_key=True, help_text="line id × 10 + which answer this is, from 0")
    line_id = models.BigIntegerField("指令", db_index=True)
    return_file_id = models.BigIntegerField("回盘文件")
    paid = models.BooleanField("成功")
    code = models.CharField("结果码", max_length=8)
    amount_fen = models.BigIntegerField("金额")
    entry_id = models.BigIntegerField("入账日志", db_index=True)
    SEALED = ("id", "line_id", "return_file_id", "paid", "code", "amount_fen")

    class Meta:
        # Returned payments are few among many; who waits for money is asked on the first page of every morning.
        indexes = [models.Index(fields=["line_id"], name="payout_outcome_returned", condition=models.Q(paid=False))]
