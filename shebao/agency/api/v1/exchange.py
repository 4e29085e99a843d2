"""Batches: handed in with number, count, sum and digest; fetched and answered; each with what became of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from shebao.agency.exchange import queries
from shebao.agency.exchange.kinds import STATES
from shebao.agency.exchange.queries import BatchRow
from shebao.agency.matters import queries as matters
from shebao.agency.procedures import exchange_batches, exchange_out
from shebao.agency.procedures.exchange_batches import Handed
from shebao.agency.staff.posts import title_of
from shebao.base.finding import refuse

from ..access import Scoped, by, client_of
from ..idempotency import Key, once
from ..paging import Asked, page, sliced
from ..request_form import decoded
from ..shapes import Id, Money, text

router = Router(tags=["交换批次"], auth=Scoped("exchange"))
LayoutKey = Annotated[str, Path(max_length=32, pattern=r"^[a-z_]+$")]
Number = Annotated[str, Path(max_length=40, pattern=r"^[A-Za-z0-9_.-]+$")]


class Layout(Schema):
    """A kind of batch this client may hand in. kind: of the matter it becomes, empty where it is taken in at once."""

    key: str
    title: str
    kind: str


class Layouts(Schema):
    """Every kind of batch this client may hand in."""

    items: list[Layout]


class Handing(Schema):
    """A batch: digest is the SM3 of the file, content the file in base64, fields what the matter asks for beside its list."""

    layout: str = Field(max_length=32)
    number: str = Field(pattern=r"^[A-Za-z0-9_.-]{1,40}$")
    rows: int = Field(ge=0, le=200_000)
    total_fen: Money = Field(ge=-(10**15), le=10**15)
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    content: str = Field(max_length=8_100_000)
    file_name: str = Field("", max_length=120)
    fields: dict[str, Any] = Field(default_factory=dict)


class Batch(Schema):
    """A batch with its state. post: who has to do with it where it failed; reason: why."""

    id: int
    direction: str
    layout: str
    number: str
    party: str
    rows: int
    total_fen: Money
    digest: str
    day: str
    state: str
    state_title: str
    reason: str
    post: str
    matter_id: int | None
    matter_number: str
    matter_state: str


class Batches(Schema):
    """A page of batches."""

    items: list[Batch]
    next: str | None


class Waiting(Schema):
    """A batch that we have for others."""

    id: int
    layout: str
    number: str
    rows: int
    total_fen: Money
    digest: str
    day: str | None


class WaitingBatches(Schema):
    """A page of them."""

    items: list[Waiting]
    next: str | None


class Answering(Schema):
    """The receiver's word on a batch of ours: the digest of what arrived, taken or not, its own receipt or reason."""

    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    outcome: Literal["received", "refused"]
    text: str = Field("", max_length=300)


@router.get("/layouts", response=Layouts, summary="可以传的批次")
def exchange_layouts(request: HttpRequest) -> dict[str, Any]:
    """Kinds of batches this client may hand in."""
    kinds = client_of(request).terms.kinds
    rows = [one for one in exchange_batches.LAYOUTS.values() if exchange_batches.may_send(one, kinds)]
    return {"items": [{"key": one.key, "title": one.title, "kind": one.kind} for one in rows]}


@router.post("/batches", response={200: Batch, 201: Batch}, summary="传一个批次")
def exchange_hand_in(request: HttpRequest, asked: Handing, idempotency_key: Key) -> Status:
    """A batch handed in: 201 the first time, 200 where it was handed in before. A state of `failed` says why and who has it now."""
    client = client_of(request)
    if not exchange_batches.may_send(exchange_batches.layout(asked.layout), client.terms.kinds):
        refuse("api.kind", f"客户端没有登记可以传“{asked.layout}”", "需要的请办理“接口客户端登记”变更。", "layout")

    def do() -> tuple[int, dict[str, Any]]:
        file = decoded(asked.content, "content")
        handed = Handed(
            asked.layout, asked.number, asked.rows, asked.total_fen, asked.digest, file, asked.file_name, client.party, asked.fields
        )
        row, new = exchange_batches.take_in(handed, by=by(request), client_id=client.id)
        if row.client_id != client.id:
            refuse("exchange.number", f"批次号 {asked.number} 已经由别的系统用过", "请换一个批次号。", "number")
        return 201 if new else 200, _shown([row])[0]

    return once(request, idempotency_key, do)


@router.get("/batches", response=Batches, summary="自己传的批次")
def exchange_batch_list(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Batches this client handed in or answered, by number."""
    rows = queries.batches().filter(client_id=client_of(request).id)
    result = page(rows, asked, "batches", dict)
    return result | {"items": _shown([BatchRow(**row) for row in result["items"]])}


@router.get("/batches/{batch_id}", response=Batch, summary="一个批次的结果")
def exchange_batch(request: HttpRequest, batch_id: Id) -> dict[str, Any]:
    """What became of a batch of this client."""
    row = next(iter(queries.batches().filter(id=batch_id, client_id=client_of(request).id)), None)
    if row is None:
        refuse("exchange.unknown", f"没有编号为 {batch_id} 的交换批次", "只能查自己传的批次。")
    return _shown([BatchRow(**row)])[0]


@router.get("/out/{layout}", response=WaitingBatches, summary="等您取的批次")
def exchange_out_list(request: HttpRequest, layout: LayoutKey, asked: Query[Asked]) -> dict[str, Any]:
    """Batches we have for others: tax_due 应征数据, bank_orders 送盘文件, transfer_packets 转移电子件."""
    _check_out(request, layout)
    name = f"out.{layout}"
    rows = exchange_out.listed(layout, after=asked.after(name), most=asked.limit + 1)
    return sliced(rows, asked, name, lambda row: row._asdict() | {"layout": layout, "day": text(row.day)}, lambda row: row.id)


@router.get(
    "/out/{layout}/{number}/content",
    summary="取一个批次的文件",
    openapi_extra={
        "responses": {200: {"description": "文件本身", "content": {"application/octet-stream": {"schema": {"type": "string"}}}}}
    },
)
def exchange_out_content(request: HttpRequest, layout: LayoutKey, number: Number) -> HttpResponse:
    """The file, byte for byte as its digest says; taking it is journalled."""
    _check_out(request, layout)
    content = exchange_out.fetch(layout, number, by=by(request))
    return HttpResponse(content, content_type="application/octet-stream")


@router.post("/out/{layout}/{number}/answer", response=Batch, summary="答复收妥或拒收")
def exchange_out_answer(request: HttpRequest, layout: LayoutKey, number: Number, asked: Answering, idempotency_key: Key) -> Status:
    """The receiver's answer; a refusal becomes a task of the post that sent it."""
    _check_out(request, layout)
    client = client_of(request)

    def do() -> tuple[int, dict[str, Any]]:
        taken = asked.outcome == "received"
        row = exchange_out.answer(
            layout, number, asked.digest, taken=taken, text=asked.text, party=client.party, client_id=client.id, by=by(request)
        )
        return 200, _shown([row])[0]

    return once(request, idempotency_key, do)


def _check_out(request: HttpRequest, layout: str) -> None:
    exchange_out.layout(layout)
    if layout not in client_of(request).terms.kinds:
        refuse("api.kind", f"客户端没有登记可以取“{layout}”", "需要的请办理“接口客户端登记”变更。", "layout")


def _shown(rows: list[BatchRow]) -> list[dict[str, Any]]:
    """Batches with how far their matters are."""
    states = matters.states([row.matter_id for row in rows if row.matter_id])
    names = ("id", "direction", "layout", "number", "party", "rows", "total_fen", "digest", "state")
    return [
        {name: getattr(row, name) for name in names}
        | {
            "day": text(row.day),
            "state_title": STATES[row.state],
            "reason": row.text,
            "post": title_of(row.post) if row.post else "",
            "matter_id": row.matter_id or None,
            "matter_number": states.get(row.matter_id, ("", ""))[0],
            "matter_state": states.get(row.matter_id, ("", ""))[1],
        }
        for row in rows
    ]
