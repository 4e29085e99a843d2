"""Cases of transfer with their states, the packets sent and received, and the years of contribution that came in with a person."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Case(models.Model):
    """One person's transfer into or out of this agency; its number is that of the contact letter (联系函), the same in both places. Posted once."""

    id = RowId(primary_key=True)
    direction = models.CharField("方向", max_length=3, help_text="a key of kinds.DIRECTIONS")
    kind = models.CharField("类别", max_length=16, help_text="a key of kinds.KINDS")
    number = models.CharField("联系函号", max_length=40)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    other_place = models.CharField("对方地区", max_length=48)
    other_agency = models.CharField("对方机构", max_length=60)
    same_province = models.BooleanField("省内转移")
    temporary = models.BooleanField("临时缴费账户")
    opened_on = models.DateField("立案日期")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "direction", "kind", "number", "person_id", "other_place", "other_agency", "same_province", "temporary", "opened_on")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "direction"], name="transfers_letter_once")]


class CaseStep(models.Model):
    """A case reached a state on a day; the last one is the state it is in. Posted once."""

    id = RowId(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField("状态", max_length=16, help_text="a key of kinds.STATES")
    on = models.DateField("日期")
    note = models.CharField("说明", max_length=200, blank=True)
    account_fen = models.BigIntegerField("个人账户部分", default=0)
    pooled_fen = models.BigIntegerField("统筹部分", default=0)
    order_id = models.BigIntegerField("划款单", default=0)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "case_id", "state", "on", "note", "account_fen", "pooled_fen", "order_id")


class Packet(models.Model):
    """A packet of a case as it was sent or received, encrypted; its digest is printed on paper and told by both sides. Posted once."""

    id = RowId(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="packets")
    kind = models.CharField("种类", max_length=8, help_text="a key of kinds.PACKETS")
    sent = models.BooleanField("发出")
    digest = models.CharField("校验码", max_length=64)
    content_sealed = models.BinaryField("内容")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED_PLACE = "transfers_packet.content"
    SEALED = ("id", "case_id", "kind", "sent", "digest")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "kind", "sent"], name="transfers_packet_once")]


class TransferYear(models.Model):
    """A year of contribution that came in with a person: months and the sum of their bases. Posted once."""

    id = RowId(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="years")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField("险种", max_length=24)
    year = models.IntegerField("年度")
    months = models.IntegerField("月数")
    base_fen = models.BigIntegerField("缴费基数合计")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "case_id", "person_id", "scheme", "year", "months", "base_fen")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "year"], name="transfers_year_once"),
            models.CheckConstraint(condition=models.Q(months__gte=1, months__lte=12, base_fen__gte=0), name="transfers_year_months"),
        ]


class MedicalTransfer(models.Model):
    """A transfer of medical insurance that another agency made: counted here, never booked. Posted once."""

    id = RowId(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    direction = models.CharField("方向", max_length=3)
    done_on = models.DateField("办结日期")
    agency = models.CharField("办理机构", max_length=60)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "person_id", "direction", "done_on", "agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "direction", "done_on"], name="transfers_medical_once")]
