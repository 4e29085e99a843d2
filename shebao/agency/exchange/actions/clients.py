"""Clients by matters: registered with an account and a post of their own, given other terms, closed; their secret is shown once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.staff import actions as staff
from shebao.agency.staff import queries as staff_queries
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse

from ..kinds import SECRET_BYTES
from ..models import Client, ClientSecret, ClientTerms
from ..queries import ClientRow, client, client_of_code, secret_due
from .tokens import revoke_tokens


@dataclass(frozen=True, slots=True)
class Terms:
    """What a client may do: scopes, kinds of matters it may send, addresses it may come from, requests a minute, last day."""

    scopes: tuple[str, ...]
    kinds: tuple[str, ...]
    addresses: tuple[str, ...]
    per_minute: int
    until: date


@dataclass(frozen=True, slots=True)
class NewClient:
    """A client as it is registered: its code, the system's name, whose it is, the post it holds."""

    code: str
    name: str
    party: str
    post: str


def register(new: NewClient, terms: Terms, *, by: By) -> int:
    """The id of the new client. Refused for a code in use; whoever decides must be one who gives posts."""
    with transaction.atomic():
        take_turn()
        if client_of_code(new.code) is not None:
            refuse("exchange.code", f"客户端编号“{new.code}”已经用过", "请换一个编号。", "code")
        mark = staff_queries.MACHINE + new.code
        member = staff.create_member(f"api.{new.code}"[:32], new.name, mark, None, by=by, station="数据接口")
        staff.appoint(member.id, new.post, since=by.day, actor_id=by.actor_id, matter_id=by.matter_id)
        key = next_id(Client)
        row = (key, new.code, new.name, new.party, member.id)
        post(Client, Client.SEALED, [row], "exchange.register", by=by, subject=("client", key), body={"post": new.post})
        _post_terms(key, terms, new_secret=True, closed=False, by=by)
    return key


def set_terms(client_id: int, terms: Terms, *, new_secret: bool, by: By) -> Entry:
    """Other terms from now on; tokens given out before hold no longer. Refused for a client that is closed or not there."""
    with transaction.atomic():
        take_turn()
        _check_open(client_id)
        revoke_tokens(client_id)
        return _post_terms(client_id, terms, new_secret=new_secret, closed=False, by=by)


def close(client_id: int, *, by: By) -> Entry:
    """Close a client: its account, its tokens and its secret are worth nothing from this moment."""
    with transaction.atomic():
        take_turn()
        one = _check_open(client_id)
        revoke_tokens(client_id)
        for held in staff_queries.posts_of(one.member_id):
            staff.relieve(one.member_id, held, until=by.day, actor_id=by.actor_id)
        staff.disable(one.member_id, by=by)
        last = one.terms
        terms = Terms(last.scopes, last.kinds, last.addresses, last.per_minute, last.until)
        return _post_terms(client_id, terms, new_secret=False, closed=True, by=by)


def issue_secret(client_id: int, *, by: By) -> str:
    """The secret that the last terms granted, told once. Refused without staff.create, where none is due, and twice."""
    with transaction.atomic():
        take_turn()
        staff_queries.require(by.member_id, "staff.create")
        _check_open(client_id)
        terms_id = secret_due(client_id)
        if terms_id is None:
            refuse("exchange.secret", "这个客户端没有等着发放的密钥", "要换密钥的，先办理“接口客户端登记”，选“变更”并勾选换密钥。")
        secret = secrets.token_urlsafe(SECRET_BYTES)
        row = (next_id(ClientSecret), client_id, terms_id, vault.blind(secret, "client"))
        post(ClientSecret, ClientSecret.SEALED, [row], "exchange.secret", by=by, subject=("client", client_id))
        revoke_tokens(client_id)
    return secret


def _check_open(client_id: int) -> ClientRow:
    one = client(client_id)
    if one.terms.closed:
        refuse("exchange.closed", f"客户端“{one.code}”已经停用", "停用的不能再改，需要的重新登记一个编号。", "client_id")
    return one


def _post_terms(client_id: int, terms: Terms, *, new_secret: bool, closed: bool, by: By) -> Entry:
    row = (
        next_id(ClientTerms), client_id, ",".join(terms.scopes), ",".join(terms.kinds), ",".join(terms.addresses),
        terms.per_minute, terms.until, new_secret, closed,
    )  # fmt: skip
    body = {"scopes": list(terms.scopes), "until": terms.until.isoformat(), "closed": closed}
    return post(ClientTerms, ClientTerms.SEALED, [row], "exchange.terms", by=by, subject=("client", client_id), body=body)
