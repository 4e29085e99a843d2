"""Batches exchanged with others: the list, one with its way, a file handed in, and what the named post does with one that failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shebao.agency.exchange import queries
from shebao.agency.exchange.kinds import DIRECTIONS, FAILED, MOST_BATCH_BYTES, STATES, TONES
from shebao.agency.exchange.queries import BatchRow
from shebao.agency.installation import queries as installation
from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Field
from shebao.agency.pages import export
from shebao.agency.pages.access import by, needs, posts, rights
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.pages.matter_form import asked_of, at_these
from shebao.agency.pages.missing import or_missing
from shebao.agency.procedures import exchange_batches, exchange_out
from shebao.agency.procedures.catalogue import kind
from shebao.agency.procedures.exchange_batches import LAYOUTS, Handed, Layout
from shebao.agency.procedures.form import clean
from shebao.agency.staff.posts import title_of
from shebao.agency.store.digest import sm3
from shebao.base.finding import Finding, Refused, refuse

READ = ("person.read", "collection.read", "bank_file.read", "guard.read", "staff.read")
HAND_IN = ("person.create", "collection.create", "bank_file.create", "bank_account.create", "guard.create")
BATCH_FIELDS = (
    Field("number", "批次号", longest=40, help="照对方的交接单；同一个批次号只收一次"),
    Field("party", "单位", longest=60),
    Field("rows_count", "行数", "number", help="照交接单填写"),
    Field("batch_fen", "合计金额（元）", "yuan", required=False, help="没有金额的不填"),
    Field("digest", "校验码（SM3）", required=False, longest=64, help="交接单上有的填写，64 位十六进制"),
)


def _titles() -> dict[str, str]:
    return {key: one.title for key, one in LAYOUTS.items()} | {key: one.title for key, one in exchange_out.LAYOUTS.items()}


@needs(*READ)
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """Every batch, those that wait for somebody first named; asked with POST the list is exported."""
    listing, refusal = _listing(request), None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            refusal = refused.finding
    page = {
        "list": listing.load(),
        "refusal": refusal,
        "mine": queries.failed_for(posts(request)),
        "layouts": list(LAYOUTS.values()) if rights(request).intersection(HAND_IN) else [],
        "clients": "staff.read" in rights(request),
    }
    return render(request, "desk/exchange/batches.html", page)


def _listing(request: HttpRequest) -> Listing:
    titles = _titles()

    def decorate(rows: list[Row]) -> None:
        for row in rows:
            row["title"] = titles.get(row["layout"], row["layout"])
            row["way"] = DIRECTIONS[row["direction"]]
            row["whose"] = title_of(row["post"]) if row["post"] else ""

    return Listing(
        request,
        queries.batches(),
        name="exchange",
        title="交换批次",
        search=lambda rows, text: rows.filter(Q(number__contains=text) | Q(party__contains=text)),
        search_hint="批次号或单位",
        choices=[
            Choice("state", "状态", list(STATES.items()), field="state"),
            Choice("layout", "种类", list(titles.items()), field="layout"),
        ],
        columns=[
            Column("number", "批次号", link=lambda row: reverse("exchange_one", args=[row["id"]])),
            Column("title", "种类"),
            Column("way", "方向"),
            Column("party", "单位"),
            Column("rows", "行数", "count", sort="rows"),
            Column("total_fen", "金额（元）", "yuan", sort="total_fen"),
            Column("day", "日期", "day", sort="day"),
            Column("state", "状态", show=lambda row: Cell(STATES[row["state"]], "state", "", TONES[row["state"]])),
            Column("whose", "由谁处理"),
        ],
        decorate=decorate,
        empty_title="还没有交换批次",
        empty_advice="税务、国库、银行、部门和省级平台的批次，从接口或者文件收进来以后列在这里。",
    )


@needs(*READ)
@never_cache
def one(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One batch with what became of it."""
    return _one(request, or_missing(lambda: queries.batch(batch_id)))


def _one(request: HttpRequest, row: BatchRow, refusal: Finding | None = None, text: str = "") -> HttpResponse:
    page = {
        "row": row,
        "title": _titles().get(row.layout, row.layout),
        "way": DIRECTIONS[row.direction],
        "state": STATES[row.state],
        "tone": TONES[row.state],
        "whose": title_of(row.post) if row.post else "",
        "client": queries.client_codes().get(row.client_id, ""),
        "matter": matters.titles([row.matter_id]).get(row.matter_id, "") if row.matter_id else "",
        "steps": [(STATES[state], day, said) for state, day, said in queries.steps_of(row.id)],
        "may": row.state == FAILED and row.post in posts(request),
        "again": row.layout in LAYOUTS,
        "refusal": refusal,
        "text": text,
    }
    return render(request, "desk/exchange/one.html", page, status=422 if refusal else 200)


@require_POST
@needs(*READ)
@never_cache
def again(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Take a failed batch in anew, under the name of whoever does."""
    row: BatchRow = or_missing(lambda: queries.batch(batch_id))
    if row.layout not in LAYOUTS:
        raise Http404
    try:
        done = exchange_batches.take_again(batch_id, by=by(request))
    except Refused as refused:
        return _one(request, row, refused.finding)
    messages.success(request, "已经受理。", extra_tags="done")
    return HttpResponseRedirect(
        reverse("matters_one", args=[done.matter_id]) if done.matter_id else reverse("exchange_one", args=[batch_id])
    )


@require_POST
@needs(*READ)
@never_cache
def settle(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Close a failed batch with what was done instead."""
    row: BatchRow = or_missing(lambda: queries.batch(batch_id))
    text = request.POST.get("text", "")[:1000]
    try:
        exchange_batches.settle(batch_id, text, by=by(request))
    except Refused as refused:
        return _one(request, row, refused.finding, text)
    messages.success(request, "已经记下怎样处理的。", extra_tags="done")
    return HttpResponseRedirect(reverse("exchange_one", args=[batch_id]))


@needs(*HAND_IN)
@never_cache
def hand_in(request: HttpRequest, key: str) -> HttpResponse:
    """A batch by file: the same reading and the same matter as by the interface."""
    layout: Layout = or_missing(lambda: exchange_batches.layout(key))
    fields = (*BATCH_FIELDS, *_beside(layout))
    given = {field.name: request.POST.get(field.name, "").strip() for field in fields}
    refusal: Finding | None = None
    if request.method == "POST":
        try:
            row = _taken(request, layout, fields, given)
        except Refused as refused:
            refusal = refused.finding
        else:
            return HttpResponseRedirect(reverse("exchange_one", args=[row.id]))
    wrong = at_these(fields, refusal) if refusal else {}
    page = {"layout": layout, "fields": asked_of(fields, given, wrong), "refusal": refusal}
    return render(request, "desk/exchange/new.html", page, status=422 if refusal else 200)


def _beside(layout: Layout) -> Sequence[Field]:
    """The fields that the matter asks for beside its list; the number of the run for an answer of the bank."""
    if layout.key == exchange_batches.BANK_ANSWERS:
        return (Field("run_id", "发放批次编号", "number", help="批次页地址里的编号"),)
    if not layout.kind:
        return ()
    return [field for field in kind(layout.kind).fields if field.widget not in ("file", "scans") and field.name != "file_name"]


def _taken(request: HttpRequest, layout: Layout, fields: Sequence[Field], given: dict[str, str]) -> BatchRow:
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > MOST_BATCH_BYTES:
        refuse("desk.upload", f"没有选择文件，或者文件超过 {MOST_BATCH_BYTES // 1_000_000} MB", "请选择对方发来的原始文件。", "file")
    content: bytes = file.read()
    said: dict[str, Any] = clean(given, fields)
    own = {field.name for field in BATCH_FIELDS}
    handed = Handed(
        layout.key,
        said["number"],
        said["rows_count"],
        said.get("batch_fen", 0),
        str(said.get("digest") or sm3(content)).lower(),
        content,
        str(file.name or ""),
        said["party"],
        {name: value for name, value in said.items() if name not in own},
    )
    row, new = exchange_batches.take_in(handed, by=by(request))
    messages.success(request, "批次已经收下。" if new else "这一批以前收过，没有再收一次。", extra_tags="done")
    return row
