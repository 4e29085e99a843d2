"""What the public sends and may do: submissions, bindings, messages, codes, sessions, and the queue of what was looked at."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Submission(models.Model):
    """One submission (申请). Its content never changes; its state does. The id is drawn by lot: nobody counts or guesses it."""

    id = RowId(primary_key=True)
    receipt = models.CharField("回执号", max_length=24, unique=True)
    door = models.CharField(max_length=8)
    service = models.CharField("申请事项", max_length=32, help_text="a key of services.SERVICES")
    applicant_index = models.BinaryField(max_length=32, help_text="blind index of the citizen number of whoever sent it")
    applicant_name = models.CharField("申请人", max_length=40)
    person_id = models.BigIntegerField("为谁办", default=0)
    employer_id = models.BigIntegerField("用人单位", default=0)
    binding_id = models.BigIntegerField("代办登记", default=0)
    sealed = models.BinaryField("内容", help_text="canonical JSON of the fields, encrypted")
    size_bytes = models.IntegerField()
    digest = models.CharField("校验码", max_length=64)
    idempotency_key = models.CharField("去重号", max_length=64)
    follows_id = models.BigIntegerField("补充的是", default=0)
    received_on = models.DateField("收到日期")
    received_at = models.DateTimeField("收到时间", auto_now_add=True)
    state = models.CharField("状态", max_length=12, default="received", help_text="a key of kinds.STATES")
    matter_id = models.BigIntegerField("办件", default=0)
    result_id = models.BigIntegerField("结果编号", default=0, help_text="of a printed certificate")
    answered_on = models.DateField("答复日期", null=True)
    answer = models.CharField("答复", max_length=300, blank=True)
    withdrawal_on = models.DateField("要求撤回", null=True, help_text="asked for after it was accepted")
    SEALED_PLACE = "public_submission.sealed"
    FROZEN = (
        "id", "receipt", "door", "service", "applicant_index", "applicant_name", "person_id", "employer_id", "binding_id", "sealed",
        "size_bytes", "digest", "idempotency_key", "follows_id", "received_on", "received_at",
    )  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["state", "received_at"], name="public_waiting"),
            models.Index(fields=["applicant_index", "received_at"], name="public_of_applicant"),
            models.Index(fields=["person_id", "received_at"], name="public_of_person"),
            models.Index(fields=["employer_id", "received_at"], name="public_of_employer"),
            models.Index(fields=["matter_id"], name="public_of_matter"),
        ]
        constraints = [models.UniqueConstraint(fields=["applicant_index", "idempotency_key"], name="public_once")]


class Binding(models.Model):
    """Somebody may act for a person, or for an employer, in a scope and until a day (代办、单位经办). Posted once; ended by a `BindingEnd`."""

    id = RowId(primary_key=True)
    role = models.CharField("角色", max_length=16, help_text="a key of kinds.ROLES")
    agent_index = models.BinaryField(max_length=32, db_index=True)
    agent_sealed = models.BinaryField("经办人证件号码和电话")
    agent_tail = models.CharField("证件尾号", max_length=4)
    agent_name = models.CharField("姓名", max_length=40)
    person_id = models.BigIntegerField("替谁办", default=0, db_index=True)
    employer_id = models.BigIntegerField("用人单位", default=0, db_index=True)
    scope = models.CharField("范围", max_length=12)
    since = models.DateField("自")
    until = models.DateField("至")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED_PLACE = "public_binding.agent"
    SEALED = ("id", "role", "agent_index", "agent_tail", "agent_name", "person_id", "employer_id", "scope", "since", "until")


class BindingEnd(models.Model):
    """A binding taken back by a matter before its last day. Posted once."""

    id = RowId(primary_key=True)
    binding = models.ForeignKey(Binding, on_delete=models.PROTECT, related_name="ends")
    day = models.DateField("解除日期")
    reason = models.CharField("原因", max_length=200, blank=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "binding_id", "day", "reason")


class Revocation(models.Model):
    """The person whom a binding is about took it back at home: it ends at once. It only ever takes away, so it needs no turn."""

    binding = models.OneToOneField(Binding, primary_key=True, on_delete=models.PROTECT, related_name="revocation")
    at = models.DateTimeField("时间", auto_now_add=True)


class Message(models.Model):
    """What the agency tells somebody in their mailbox (站内告知), perhaps with one question. Posted once; read and answered by them."""

    id = RowId(primary_key=True)
    person_id = models.BigIntegerField("收件人", default=0, db_index=True)
    submission_id = models.BigIntegerField("关于哪份申请", default=0)
    title = models.CharField("标题", max_length=60)
    text = models.CharField("内容", max_length=500, help_text="no citizen or account number")
    question = models.CharField("问题", max_length=16, blank=True, help_text="a service that “yes” applies for, or nothing")
    day = models.DateField("日期")
    entry_id = models.BigIntegerField("日志", db_index=True)
    read_at = models.DateTimeField("读过", null=True)
    reply = models.CharField("回答", max_length=8, blank=True, help_text="yes | no | closed")
    replied_on = models.DateField("回答日期", null=True)
    SEALED = ("id", "person_id", "submission_id", "title", "text", "question", "day")


class Proposal(models.Model):
    """Something somebody is entitled to and has not asked for (免申即享): found by a rule, with why, the sum to expect and the article.
    Posted once; answered by them, and then the submission that asks for it."""

    id = RowId(primary_key=True)
    rule = models.CharField("规则", max_length=16, help_text="a key of kinds.RULES")
    person_id = models.BigIntegerField("个人", default=0, db_index=True)
    employer_id = models.BigIntegerField("用人单位", default=0, db_index=True)
    period = models.IntegerField("年度或月份")
    amount_fen = models.BigIntegerField("预计金额", help_text="what the law gives by the facts; 0 where a fact is still asked for")
    why = models.CharField("为什么", max_length=200, help_text="no citizen or account number")
    law = models.CharField("依据", max_length=160)
    facts = models.TextField("事实", help_text="canonical JSON of what the application is filled in with")
    message_id = models.BigIntegerField("站内告知", default=0)
    day = models.DateField("日期")
    entry_id = models.BigIntegerField("日志", db_index=True)
    reply = models.CharField("回答", max_length=8, blank=True, help_text="yes | no")
    replied_on = models.DateField("回答日期", null=True)
    submission_id = models.BigIntegerField("申请", default=0, db_index=True)
    SEALED = ("id", "rule", "person_id", "employer_id", "period", "amount_fen", "why", "law", "facts", "message_id", "day")


class CodeRequest(models.Model):
    """A one-time code that was asked for: which provider's reference, tried how often, used when. It holds no number and no code."""

    id = RowId(primary_key=True)
    door = models.CharField(max_length=8)
    subject_index = models.BinaryField(max_length=32)
    address_mark = models.BinaryField(max_length=32, help_text="keyed mark of the address it was asked from")
    reference = models.CharField(max_length=64, blank=True)
    holder_sealed = models.BinaryField(null=True, help_text="who comes in with it, encrypted; nothing where nobody does")
    sent = models.BooleanField(default=False)
    good = models.BooleanField(default=False, help_text="somebody may come in with it")
    tries = models.IntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)
    SEALED_PLACE = "public_coderequest.holder"

    class Meta:
        indexes = [
            models.Index(fields=["subject_index", "created_at"], name="public_code_subject"),
            models.Index(fields=["address_mark", "created_at"], name="public_code_address"),
        ]


class PublicSession(models.Model):
    """Somebody who came in by a public door. Only a mark of the browser's token is kept; apart from the sessions of staff."""

    id = RowId(primary_key=True)
    token_mark = models.BinaryField(max_length=32, unique=True)
    door = models.CharField(max_length=8)
    holder_index = models.BinaryField(max_length=32)
    holder_sealed = models.BinaryField(help_text="name and citizen number, encrypted")
    person_id = models.BigIntegerField(default=0)
    employer_id = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    ended_at = models.DateTimeField(null=True)
    SEALED_PLACE = "public_publicsession.holder"


class Terminal(models.Model):
    """A self-service terminal (自助终端) at which the public's pages may be used: the machine by its code, or the network it stands in.
    Posted once; ended by a `TerminalEnd`."""

    id = RowId(primary_key=True)
    number = models.CharField("编号", max_length=40, help_text="as the register of service points has it")
    name = models.CharField("名称", max_length=80)
    place = models.CharField("放在哪里", max_length=120)
    code = models.CharField("机器码", max_length=16, blank=True, db_index=True, help_text="shown by the machine; its secret stays in it")
    network = models.CharField("网络地址", max_length=43, blank=True, help_text="an address or network, e.g. 10.1.2.0/24")
    since = models.DateField("启用日期")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "number", "name", "place", "code", "network", "since")


class TerminalEnd(models.Model):
    """A terminal put out of use by a matter. Posted once."""

    id = RowId(primary_key=True)
    terminal = models.ForeignKey(Terminal, on_delete=models.PROTECT, related_name="ends")
    day = models.DateField("停用日期")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "terminal_id", "day", "reason")


class Look(models.Model):
    """Who looked at whose page from outside; waits here to be written into the journal with many others."""

    id = models.BigAutoField(primary_key=True)
    person_id = models.BigIntegerField(default=0)
    employer_id = models.BigIntegerField(default=0)
    binding_id = models.BigIntegerField(default=0)
    page = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)
    entry_id = models.BigIntegerField(default=0, db_index=True)
