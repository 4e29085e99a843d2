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
