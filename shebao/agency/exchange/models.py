"""Systems outside (clients), what they may do, their secrets and tokens, what they asked, and the batches exchanged with them."""

from __future__ import annotations

from django.db import models

from shebao.agency.store.fields import RowId


class Client(models.Model):
    """A system outside, registered by a matter. It acts as a member of staff of its own, who has no password and cannot sign in."""

    id = RowId(primary_key=True)
    code = models.CharField("客户端编号", max_length=32, unique=True)
    name = models.CharField("系统名称", max_length=32)
    party = models.CharField("单位", max_length=60)
    member_id = models.BigIntegerField("对应账号", unique=True)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "code", "name", "party", "member_id")


class ClientTerms(models.Model):
    """What a client may do from now on; the last row of a client holds. A closed client may do nothing."""

    id = RowId(primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="terms")
    scopes = models.CharField("范围", max_length=200, help_text="keys of kinds.SCOPES, by commas")
    kinds = models.CharField("可送的事项", max_length=1000, blank=True, help_text="keys of the catalogue, by commas")
    addresses = models.CharField("网络地址", max_length=400, help_text="addresses or networks it may come from, by commas")
    per_minute = models.IntegerField("每分钟次数")
    until = models.DateField("至")
    new_secret = models.BooleanField("发新密钥", help_text="these terms let one secret be issued")
    closed = models.BooleanField("已停用", default=False)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "client_id", "scopes", "kinds", "addresses", "per_minute", "until", "new_secret", "closed")


class ClientSecret(models.Model):
    """A secret that was issued, shown once; only a keyed mark of it is kept. The last one of a client holds."""

    id = RowId(primary_key=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="secrets")
    terms = models.OneToOneField(ClientTerms, on_delete=models.PROTECT, related_name="secret")
    mark = models.BinaryField(max_length=32)
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "client_id", "terms_id", "mark")


class Token(models.Model):
    """A short-lived token; a keyed mark of it and of the address it was given to."""

    id = models.BigAutoField(primary_key=True)
    client_id = models.BigIntegerField(db_index=True)
    secret_id = models.BigIntegerField()
    mark = models.BinaryField(max_length=32, unique=True)
    address_mark = models.BinaryField(max_length=32)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    ended_at = models.DateTimeField(null=True)


class Call(models.Model):
    """One request of a client, or a stranger's for a token; waits here to be written into the journal with many others."""

    id = models.BigAutoField(primary_key=True)
    client_id = models.BigIntegerField(default=0)
    address_mark = models.BinaryField(max_length=32)
    operation = models.CharField(max_length=60)
    status = models.IntegerField()
    at = models.DateTimeField(auto_now_add=True)
    entry_id = models.BigIntegerField(default=0, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["client_id", "at"], name="exchange_call_client"),
            models.Index(fields=["address_mark", "at"], name="exchange_call_address"),
        ]


class Reply(models.Model):
    """What a request with an idempotency key was answered: sent again it gets the same, and nothing is done twice."""

    id = models.BigAutoField(primary_key=True)
    client_id = models.BigIntegerField()
    key = models.CharField("去重号", max_length=64)
    request_digest = models.CharField(max_length=64)
    status = models.IntegerField()
    content = models.TextField("回答", help_text="JSON of the answer; holds numbers and states, no citizen or account number")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client_id", "key"], name="exchange_reply_once")]


class Batch(models.Model):
    """A file exchanged, whichever door it came by: number, count, sum and digest as its sender said and as we counted. Posted once."""

    id = RowId(primary_key=True)
    direction = models.CharField("方向", max_length=4, help_text="a key of kinds.DIRECTIONS")
    layout = models.CharField("格式", max_length=32)
    number = models.CharField("批次号", max_length=40)
    party = models.CharField("单位", max_length=60)
    client_id = models.BigIntegerField("客户端", default=0, help_text="0: handed in at the desk")
    rows = models.IntegerField("行数")
    total_fen = models.BigIntegerField("金额")
    digest = models.CharField("校验码", max_length=64, help_text="SM3 of the file")
    day = models.DateField("日期")
    content = models.BinaryField("文件", null=True, help_text="the file and the fields beside it, encrypted; nothing for one we sent")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED_PLACE = "exchange_batch.content"
    SEALED = ("id", "direction", "layout", "number", "party", "client_id", "rows", "total_fen", "digest", "day")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["direction", "layout", "number"], name="exchange_number_once"),
            models.UniqueConstraint(fields=["direction", "layout", "digest"], name="exchange_content_once"),
        ]


class BatchStep(models.Model):
    """What became of a batch; the last row of a batch says its state. Posted once."""

    id = RowId(primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField("状态", max_length=12, help_text="a key of kinds.STATES")
    matter_id = models.BigIntegerField("办件", default=0)
    post = models.CharField("由谁处理", max_length=32, blank=True, help_text="the post a failed batch is a task of")
    text = models.CharField("说明", max_length=1000, blank=True)
    day = models.DateField("日期")
    entry_id = models.BigIntegerField("日志", db_index=True)
    SEALED = ("id", "batch_id", "state", "matter_id", "post", "text", "day")
