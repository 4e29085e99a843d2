"""Questions about systems outside: a client and what it may do, a token, what was answered before, batches and what waits of them."""

from __future__ import annotations

import base64
import ipaddress
import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from shebao.agency.staff import queries as staff
from shebao.agency.store import vault
from shebao.base.finding import refuse

from .kinds import FAILED, TOKEN_SECONDS
from .models import Batch, BatchStep, Call, Client, ClientSecret, ClientTerms, Reply, Token


class TermsRow(NamedTuple):
    """What a client may do now."""

    id: int
    scopes: tuple[str, ...]
    kinds: tuple[str, ...]
    addresses: tuple[str, ...]
    per_minute: int
    until: date
    new_secret: bool
    closed: bool


class ClientRow(NamedTuple):
    """A client with its terms in force."""

    id: int
    code: str
    name: str
    party: str
    member_id: int
    terms: TermsRow


class SecretRow(NamedTuple):
    """The secret in force: its id and its keyed mark."""

    id: int
    mark: bytes


class BatchRow(NamedTuple):
    """A batch with the state it is in."""

    id: int
    direction: str
    layout: str
    number: str
    party: str
    client_id: int
    rows: int
    total_fen: int
    digest: str
    day: date
    entry_id: int
    state: str
    matter_id: int
    post: str
    text: str


def clients(client_ids: Iterable[int] | None = None) -> list[ClientRow]:
    """Clients with the terms in force, by code; all, or some."""
    rows = Client.objects.order_by("code")
    if client_ids is not None:
        rows = rows.filter(id__in=list(client_ids))
    listed = list(rows.values_list("id", "code", "name", "party", "member_id"))
    last: dict[int, TermsRow] = {}
    names = ("client_id", "id", "scopes", "kinds", "addresses", "per_minute", "until", "new_secret", "closed")
    for client_id, *row in ClientTerms.objects.filter(client_id__in=[row[0] for row in listed]).order_by("id").values_list(*names):
        last[client_id] = TermsRow(row[0], _parts(row[1]), _parts(row[2]), _parts(row[3]), *row[4:])
    return [ClientRow(*row, last[row[0]]) for row in listed]


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(",") if part)


def client(client_id: int) -> ClientRow:
    """One client; raises `Refused` where there is none."""
    row = next(iter(clients([client_id])), None)
    if row is None:
        refuse("exchange.client", f"没有编号为 {client_id} 的接口客户端", "请从接口客户端列表里选择。", "client_id")
    return row


def client_of_code(code: str) -> ClientRow | None:
    """The client of a code; None where there is none."""
    key = Client.objects.filter(code=code).values_list("id", flat=True).first()
    return client(key) if key is not None else None


def posts_of_client(one: ClientRow) -> list[str]:
    """The posts a client's account holds now."""
    return sorted(staff.posts_of(one.member_id))


def client_codes() -> dict[int, str]:
    """Client → its code, for lists."""
    return dict(Client.objects.values_list("id", "code"))


def secret_of(client_id: int) -> SecretRow | None:
    """The secret in force; None where none was issued."""
    row = ClientSecret.objects.filter(client_id=client_id).order_by("-id").values_list("id", "mark").first()
    return SecretRow(row[0], bytes(row[1])) if row else None


def secret_due(client_id: int) -> int | None:
    """The last terms that let a secret be issued, where it was not issued yet."""
    row = ClientTerms.objects.filter(client_id=client_id, new_secret=True).order_by("-id").values_list("id", "secret__id").first()
    return row[0] if row and row[1] is None else None


def secrets_due() -> set[int]:
    """Clients that wait for a secret."""
    last = dict(ClientTerms.objects.filter(new_secret=True).order_by("id").values_list("client_id", "secret__id"))
    return {client_id for client_id, secret_id in last.items() if secret_id is None}


def comes_from(one: ClientRow, address: str) -> bool:
    """Whether a client may come from this network address."""
    try:
        here = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(here in ipaddress.ip_network(network) for network in one.terms.addresses)


def client_of_token(token: str, address: str) -> ClientRow | None:
    """Whose token it is, where it is not too old, not revoked, and was given to this address; `may_come` says whether it holds today."""
    since = timezone.now() - timedelta(seconds=TOKEN_SECONDS)
    row = Token.objects.filter(mark=vault.blind(token, "token"), ended_at=None, created_at__gt=since).first()
    return client(row.client_id) if row is not None and bytes(row.address_mark) == vault.blind(address, "address") else None


def may_come(one: ClientRow, address: str, day: date) -> bool:
    """Whether a client is in force and may come from an address: open, not past its day, its account in use and with its post."""
    if one.terms.closed or day > one.terms.until or not comes_from(one, address):
        return False
    return bool(staff.posts_of(one.member_id))


def calls_since(client_id: int, since: datetime) -> int:
    """How many requests of a client were answered since a moment."""
    return Call.objects.filter(client_id=client_id, at__gt=since).count()


def calls_waiting() -> bool:
    """Whether traces wait to be written into the journal."""
    return Call.objects.filter(entry_id=0).exists()


def last_calls() -> dict[int, datetime]:
    """Client → when it last asked for something."""
    rows = Call.objects.exclude(client_id=0).values_list("client_id").annotate(last=Max("at")).order_by()
    return dict(rows)


def reply(client_id: int, key: str) -> tuple[str, int, Any] | None:
    """(digest of the request, status, answer) of a key used before."""
    row = Reply.objects.filter(client_id=client_id, key=key).first()
    return (row.request_digest, row.status, json.loads(row.content)) if row else None


def _batches() -> QuerySet[Any, Any]:
    last = BatchStep.objects.filter(batch_id=OuterRef("id")).order_by("-id")
    return Batch.objects.annotate(
        state=Subquery(last.values("state")[:1]),
        matter_id=Subquery(last.values("matter_id")[:1]),
        post=Subquery(last.values("post")[:1]),
        text=Subquery(last.values("text")[:1]),
    )


def batch(batch_id: int) -> BatchRow:
    """One batch; raises `Refused` where there is none."""
    row = _batches().filter(id=batch_id).values_list(*BatchRow._fields).first()
    if row is None:
        refuse("exchange.unknown", f"没有编号为 {batch_id} 的交换批次", "请从交换批次列表里选择。")
    return BatchRow(*row)


def batches() -> QuerySet[Any, Any]:
    """Batches as rows for a list that pages, filters and sorts by itself."""
    return _batches().values(*BatchRow._fields)


def steps_of(batch_id: int) -> list[tuple[str, date, str]]:
    """(state, day, text) of a batch, the oldest first."""
    return list(BatchStep.objects.filter(batch_id=batch_id).order_by("id").values_list("state", "day", "text"))


def same_batch(direction: str, layout: str, number: str, digest: str) -> BatchRow | None:
    """The batch that has this number or this content already."""
    rows = _batches().filter(direction=direction, layout=layout)
    row = (
        rows.filter(number=number).values_list(*BatchRow._fields).first()
        or rows.filter(digest=digest).values_list(*BatchRow._fields).first()
    )
    return BatchRow(*row) if row else None


def content_of(batch_id: int) -> tuple[bytes, dict[str, Any]]:
    """(the file, the fields beside it) of a batch we received; for taking it in again, never for pages."""
    sealed = Batch.objects.values_list("content", flat=True).get(id=batch_id)
    assert sealed is not None, f"batch {batch_id} was sent by us: its file is made anew"
    content = json.loads(vault.unseal(sealed, Batch.SEALED_PLACE, batch_id))
    return base64.b64decode(content["file"]), content["fields"]


def failed_for(posts: Iterable[str]) -> int:
    """How many failed batches wait for one of these posts."""
    return _batches().filter(state=FAILED, post__in=list(posts)).count()
