"""Personal accounts: every movement is an entry; the balance is their sum."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class AccountEntry(models.Model):
    """One movement of one account, posted once. Amounts are signed: payments from the account are negative."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    scheme = models.CharField("险种", max_length=24)
    month = models.IntegerField("记账月", db_index=True)
    kind = models.CharField("类别", max_length=16, help_text="a key of kinds.KINDS")
    amount_fen = models.BigIntegerField("金额（分）")
    source_kind = models.CharField("来源类别", max_length=16, help_text="opening | contribution | interest | payout_line | death | entry")
    source_id = models.BigIntegerField("来源编号")
    entry_id = models.BigIntegerField("入账日志", db_index=True)
    SEALED = ("id", "person_id", "scheme", "month", "kind", "amount_fen", "source_kind", "source_id")

    class Meta:
        # The same payment, contribution or year's interest cannot reach an account twice, whoever asks.
        constraints = [models.UniqueConstraint(fields=["person", "scheme", "kind", "source_id"], name="accounts_posted_once")]


class Balance(models.Model):
    """The sum of an account's entries, kept beside them and recomputed by `verify`."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    scheme = models.CharField("险种", max_length=24)
    balance_fen = models.BigIntegerField("余额")
    closed = models.BooleanField("已清户", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "scheme"], name="accounts_one_balance"),
            models.CheckConstraint(condition=models.Q(balance_fen__gte=0), name="accounts_never_overdrawn"),
        ]


class StatementIssue(models.Model):
    """The yearly statements of a scheme (个人权益记录单) as they were issued: for how many, and the digest of what they all say."""

    id = RowId(primary_key=True)
    scheme = models.CharField("险种", max_length=24)
    year = models.IntegerField("年度")
    turn = models.IntegerField("第几次", help_text="2 where the first was withdrawn")
    channel = models.CharField("渠道", max_length=12, help_text="a key of kinds.CHANNELS")
    people = models.BigIntegerField("人数")
    balance_fen = models.BigIntegerField("储存额合计")
    digest = models.CharField("内容摘要", max_length=64)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "scheme", "year", "turn", "channel", "people", "balance_fen", "digest")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "year", "turn"], name="accounts_statement_once")]


class Certificate(models.Model):
    """A paper about a record that was printed (参保缴费证明…): its text as it was then; number and code prove a print."""

    id = RowId(primary_key=True)
    kind = models.CharField("类别", max_length=12, help_text="a key of kinds.CERTIFICATES")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    employer_id = models.BigIntegerField("单位", null=True)
    text = models.TextField("内容", help_text="canonical JSON: title and rows as printed")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "kind", "person_id", "employer_id", "text")


class Withdrawal(models.Model):
    """A statement or certificate that was declared void; the paper stays on record."""

    id = RowId(primary_key=True)
    kind = models.CharField("类别", max_length=12, help_text="statement | certificate")
    record_id = models.BigIntegerField("记录")
    reason = models.CharField("原因", max_length=200)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "kind", "record_id", "reason")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="accounts_withdrawn_once")]


class Objection(models.Model):
    """What somebody objected to in their record, and what was answered (权益记录异议)."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    about = models.CharField("内容", max_length=12, help_text="a key of kinds.OBJECTIONS")
    claim = models.CharField("请求", max_length=500)
    outcome = models.CharField("结论", max_length=12, help_text="a key of kinds.OUTCOMES")
    answer = models.CharField("答复", max_length=500)
    review_of = models.BigIntegerField("复查原件", null=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "about", "claim", "outcome", "answer", "review_of")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review_of"], condition=models.Q(review_of__isnull=False), name="accounts_objection_reviewed_once"
            )
        ]
