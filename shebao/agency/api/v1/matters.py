"""Matters a client sends: which kinds and with which form, what one would change, sent, how far it is, taken back or put right.

A client begins matters and decides none: what it sends waits for the desk's reviewer, who sees it as any other.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field as Said

from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Kind
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.catalogue import catalogue, line_of
from shebao.base.finding import refuse

from ..access import Scoped, by, client_of
from ..idempotency import Key, once
from ..paging import Asked, sliced
from ..request_form import payload_of, schema_of
from ..shapes import Id, text

router = Router(tags=["办件"], auth=Scoped("matters"))
MOST_SCANS = 6


class KindRow(Schema):
    """A kind of matter this client may send."""

    key: str
    title: str
    line: str
    law: str
    working_days: int | None
    people_deciding: int


class Kinds(Schema):
    """Every kind this client may send."""

    items: list[KindRow]


class OneKind(KindRow):
    """A kind with the JSON schema of what is asked: `fields`, and `rows` where it takes a list."""

    form: dict[str, Any]


class Scan(Schema):
    """A paper: PDF, JPEG or PNG in base64."""

    name: str = Said(max_length=120)
    content: str = Said(max_length=7_000_000)


class Request(Schema):
    """A request of a kind."""

    kind: str = Said(max_length=48)
    fields: dict[str, Any] = Said(default_factory=dict)
    rows: list[dict[str, Any]] = Said(default_factory=list, max_length=20_000)
    scans: list[Scan] = Said(default_factory=list, max_length=MOST_SCANS)
    comment: str = Said("", max_length=300)


class Change(Schema):
    """One line of what would change, masked."""

    what: str
    before: str
    after: str


class Preview(Schema):
    """What a request would change as things are now; nothing is kept."""

    title: str
    changes: list[Change]


class Step(Schema):
    """What one person did."""

    verb: str
    title: str
    day: str
    comment: str


class MatterRow(Schema):
    """A matter in a list."""

    id: int
    number: str
    kind: str
    title: str
    state: str
    state_title: str
    people: int
    accepted_on: str
    due_on: str | None
    closed_on: str | None


class Matters(Schema):
    """A page of matters."""

    items: list[MatterRow]
    next: str | None


class Matter(MatterRow):
    """A matter with what it changes, its steps, and the digest that approvals sign."""

    changes: list[Change]
    steps: list[Step]
    content_digest: str


class Again(Schema):
    """A returned matter put right."""

    fields: dict[str, Any] = Said(default_factory=dict)
    rows: list[dict[str, Any]] = Said(default_factory=list, max_length=20_000)
    scans: list[Scan] = Said(default_factory=list, max_length=MOST_SCANS)
    comment: str = Said("", max_length=300)


class Reason(Schema):
    """Why a matter is taken back."""

    reason: str = Said(min_length=1, max_length=300)


def _allowed(request: HttpRequest, key: str) -> Kind:
    """A kind this client may send; refused for another, whether or not there is one."""
    if key not in client_of(request).terms.kinds or key not in catalogue():
        refuse("api.kind", f"客户端没有登记可以送“{key}”", "可以送的见 /matters/kinds；需要的请办理“接口客户端登记”变更。", "kind")
    return catalogue()[key]


def _own(request: HttpRequest, matter_id: int) -> matters.MatterDetail:
    """A matter this client sent; another's is answered as one there is not."""
    detail = matters.matter(matter_id)
    if detail is None or detail.row.maker_id != client_of(request).member_id:
        refuse("matters.unknown", f"没有编号为 {matter_id} 的办件", "请核对编号；只能查自己送的办件。")
    return detail


@router.get("/kinds", response=Kinds, summary="可以送的事项")
def matters_kinds(request: HttpRequest) -> dict[str, Any]:
    """Every kind this client may send."""
    known = catalogue()
    return {"items": [_kind_row(known[key]) for key in client_of(request).terms.kinds if key in known]}


@router.get("/kinds/{key}", response=OneKind, summary="一个事项的表单")
def matters_kind(request: HttpRequest, key: Annotated[str, Path(max_length=48)]) -> dict[str, Any]:
    """A kind with its form as a JSON schema."""
    one = _allowed(request, key)
    return _kind_row(one) | {"form": schema_of(one)}


def _kind_row(one: Kind) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "line": line_of(one)[1],
        "law": one.law,
        "working_days": one.working_days,
        "people_deciding": 2 if one.risk == "low" else 3,
    }


@router.post("/preview", response=Preview, summary="试办：看看会改变什么")
def matters_preview(request: HttpRequest, asked: Request) -> dict[str, Any]:
    """What a request would change; refused as it would be when it is sent."""
    one, me = _allowed(request, asked.kind), by(request)
    title, changes, _ = procedures.headed(one.key, payload_of(one, asked.fields, asked.rows, asked.scans), day=me.day)
    return {"title": title, "changes": [change._asdict() for change in changes]}


@router.post("", response={201: Matter}, summary="送一个办件")
def matters_send(request: HttpRequest, asked: Request, idempotency_key: Key) -> Status:
    """A matter sent; it waits for the desk's reviewer."""
    one = _allowed(request, asked.kind)

    def do() -> tuple[int, dict[str, Any]]:
        payload = payload_of(one, asked.fields, asked.rows, asked.scans)
        return 201, _shown(_own(request, procedures.submit(one.key, payload, by=by(request), comment=asked.comment)))

    return once(request, idempotency_key, do)


@router.get("", response=Matters, summary="自己送的办件")
def matters_list(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Matters this client sent, the newest first."""
    after = asked.after("matters") or None
    rows = matters.listed(maker_id=client_of(request).member_id, after=after, most=asked.limit + 1)
    return sliced(rows, asked, "matters", _row, lambda row: row.id)


@router.get("/{matter_id}", response=Matter, summary="一个办件到哪一步")
def matters_one(request: HttpRequest, matter_id: Id) -> dict[str, Any]:
    """How far a matter of this client is."""
    return _shown(_own(request, matter_id))


@router.post("/{matter_id}/withdraw", response=Matter, summary="撤回")
def matters_withdraw(request: HttpRequest, matter_id: Id, asked: Reason, idempotency_key: Key) -> Status:
    """Take back a matter that is not decided."""
    _own(request, matter_id)

    def do() -> tuple[int, dict[str, Any]]:
        procedures.withdraw(matter_id, by=by(request), reason=asked.reason)
        return 200, _shown(_own(request, matter_id))

    return once(request, idempotency_key, do)


@router.post("/{matter_id}/resubmit", response=Matter, summary="改正后重新提交")
def matters_resubmit(request: HttpRequest, matter_id: Id, asked: Again, idempotency_key: Key) -> Status:
    """Put right a matter that was returned."""
    one = _allowed(request, _own(request, matter_id).row.kind)

    def do() -> tuple[int, dict[str, Any]]:
        payload = payload_of(one, asked.fields, asked.rows, asked.scans)
        procedures.resubmit(matter_id, payload, by=by(request), comment=asked.comment)
        return 200, _shown(_own(request, matter_id))

    return once(request, idempotency_key, do)


def _row(row: matters.MatterRow) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("id", "number", "kind", "title", "state", "state_title", "people")}
    return plain | {"accepted_on": text(row.accepted_on), "due_on": text(row.due_on), "closed_on": text(row.closed_on)}


def _shown(detail: matters.MatterDetail) -> dict[str, Any]:
    steps = [{"verb": step.verb, "title": step.verb_title, "day": text(step.day), "comment": step.comment} for step in detail.steps]
    changes = [change._asdict() for change in detail.preview]
    return _row(detail.row) | {"changes": changes, "steps": steps, "content_digest": detail.content_digest}
