"""A difference that somebody sees to, and the steps taken with it: both are only ever added to."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Item(models.Model):
    """A difference between lines, books and bank, when it was first written down. `key` says which: the same difference is one item."""

    id = RowId(primary_key=True)
    key = models.CharField("标识", max_length=120, unique=True)
    scheme = models.CharField("险种", max_length=24)
    kind = models.CharField("种类", max_length=24, help_text="a key of kinds.KINDS")
    subject = models.CharField("哪一份", max_length=80)
    amount_fen = models.BigIntegerField("金额", help_text="how far the sides are apart, or what is uncertain")
    since = models.DateField("自")
    day = models.DateField("登记日期")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "key", "scheme", "kind", "subject", "amount_fen", "since", "day")


class ItemStep(models.Model):
    """What was done with a difference: given to somebody by a day, noted, written to the bank about, closed."""

    id = RowId(primary_key=True)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField("进展", max_length=8, help_text="a key of kinds.STEPS")
    owner_id = models.BigIntegerField("负责人", default=0, help_text="a member of staff; 0: as before")
    due_on = models.DateField("期限", null=True)
    text = models.CharField("说明", max_length=200, blank=True)
    day = models.DateField("日期")
    member_id = models.BigIntegerField("登记人", default=0, help_text="0: the timer")
    stands = models.BooleanField("当时还在", help_text="whether the sides were still apart on that day")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "item_id", "step", "owner_id", "due_on", "text", "day", "member_id", "stands")
