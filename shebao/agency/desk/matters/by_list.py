"""Matters asked for by a list: a file of people goes in, each bad row comes back with its reason, the rest is looked at and sent.

The file waits on the shelf, encrypted, while the change is looked at; the page carries only a signed slip that names it.
When the matter is sent the file is read again, so what is sent is what was looked at and nothing a browser could alter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from shebao.agency.installation import queries as installation
from shebao.agency.matters import attachments
from shebao.agency.matters import queries as matters
from shebao.agency.matters.attachments import SCANS, Scan, plain_name
from shebao.agency.matters.kind import Kind, Payload
from shebao.agency.pages import uploads
from shebao.agency.pages.access import by, me
from shebao.agency.pages.correction import KEEP, list_before, looked_at, sent_back
from shebao.agency.pages.export import XLSX
from shebao.agency.pages.matter_form import HINTS, MODES, asked_fields, at_fields, by_list, kind_for, typed
from shebao.agency.pages.missing import or_missing
from shebao.agency.people import queries as people
from shebao.agency.people.imports import MOST_BYTES, MOST_ROWS, Read, rejected_workbook, text_workbook
from shebao.agency.procedures import actions, catalogue, lists, wording, worklist
from shebao.agency.procedures.rows import RowTable
from shebao.agency.store import shelf
from shebao.base.digits import whole_number
from shebao.base.finding import Finding, Refused, refuse
from shebao.base.identity import mask_account, mask_citizen_number
from shebao.base.money import yuan_text

REST = "rest"
"""The choice to go on with the good rows and take the others back."""
SHOWN_ROWS = 100
BY_HAND, PERSON = "手工录入一行", "cell_person"
_SALT, _LASTS_SECONDS = "desk.by_list", 8 * 3600


def form(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand in a list for a kind of matter, look at what it would change, send it."""
    one = kind_for(request, kind, by_list)
    return _ask(
        request, one, send=lambda payload: actions.submit(one.key, payload, by=by(request), comment=request.POST.get("comment", ""))
    )


def again(request: HttpRequest, matter_id: int) -> HttpResponse:
    """A returned list put right by its maker: the corrected file takes the place of the one before."""
    detail = or_missing(lambda: matters.matter(matter_id))
    one = catalogue.kind(detail.row.kind)
    if not by_list(one) or "resubmit" not in worklist.work_row(detail.row, me(request), installation.business_day()).verbs:
        raise PermissionDenied("退回的办件由受理人修改后重新提交。")

    def send(payload: Payload) -> int:
        actions.resubmit(matter_id, payload, by=by(request), comment=request.POST.get("comment", ""))
        return matter_id

    return _ask(request, one, send=send, detail=detail)


def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty list to fill in."""
    one = kind_for(request, kind, by_list)
    return _workbook(lists.template(one), f"{one.title}-空表.xlsx")


@require_POST
def rejected(request: HttpRequest, kind: str) -> HttpResponse:
    """The rows that could not be taken, as they came, each with its reasons: to put right and hand in again."""
    one = kind_for(request, kind, by_list)
    digest, name = _opened(request.POST.get("slip", ""), me(request))
    scans, _ = uploads.received(request, one, me(request))
    given = _fields_of(typed(request, one)) | _carried(scans)
    read = lists.judged(one, _read(one, digest, name), given, installation.business_day())
    return _workbook(rejected_workbook(read), f"不能办理-{Path(name).stem}.xlsx")


def _table_workbook(table: RowTable) -> bytes:
    """The list with what each row changes, as it was looked at."""
    told = ["现在", "改为", "金额（元）", "请注意"] if table.told else []
    rows = [
        [str(row.number), row.name, row.masked, *row.cells]
        + (
            [row.note.before, row.note.after, "" if row.note.fen is None else yuan_text(row.note.fen), "；".join(row.note.flags)]
            if told
            else []
        )
        for row in table.rows
    ]
    return text_workbook(["序号", "姓名", "身份证号码", *table.titles, *told], rows)


def _workbook(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, name)
    assert disposition is not None
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition, "Cache-Control": "no-store"})


def _scans(request: HttpRequest, one: Kind, detail: Any) -> tuple[Sequence[Scan], Finding | None]:
    """The scans that come with the list: those of the returned matter, or those handed in now and carried along."""
    if detail and request.method == "GET":
        return attachments.scans_of(detail.payload), None
    return uploads.received(request, one, me(request))


def _ask(request: HttpRequest, one: Kind, *, send: Callable[[Payload], int], detail: Any = None) -> HttpResponse:
    """The faces of one page: the form, what is wrong with the list, the change to look at before it is sent."""
    given = wording.form_text(one, detail.payload) if detail and request.method == "GET" else typed(request, one)
    before = list_before(one, detail)
    scans, wrong_scan = _scans(request, one, detail)
    page: dict[str, Any] = {
        "kind": one,
        "detail": detail,
        "sent_back": sent_back(detail),
        "before": before,
        "keep": request.method == "GET" or request.POST.get(KEEP) == "1",
        "fields": _fields(one, given, {}, scans, me(request)),
        "scans": uploads.slips(scans, me(request)),
        "rest": request.POST.get("bad_rows") == REST,
        "list_field": next(field for field in one.fields if field.widget == "file"),
        "columns": one.columns,
        "cells": _asked_cells(request, one),
        "typed_row": any(_cells(request, one).values()),
        "person": _person_of(request, one),
        "most_rows": MOST_ROWS,
        "most_mb": MOST_BYTES // 1024 // 1024,
    }
    if request.method != "POST" or request.POST.get("step") == "edit":
        return render(request, "desk/matters/list.html", page)
    try:
        if wrong_scan is not None:
            raise Refused(wrong_scan)
        handed = _handed_in(request, one)
        read = _read(one, *handed) if handed else None
        page |= _told(read, handed, me(request))
        if handed is None and before and before["rows"] and page["keep"]:
            page |= {"file_name": before["file_name"], "good": len(before["rows"])}
            payload = _fields_of(given) | before
        else:
            page["keep"] = False
            payload = _payload(one, given, read, handed, rest=page["rest"])
        carried = _carried(scans)
        payload |= carried
        sending = request.POST.get("step") == "send"

        def finish(payload: Payload) -> dict[str, Any]:
            if not sending:
                return looked_at(one, detail, payload)
            _same_rows(request, payload)
            return {"matter_id": send(payload)}

        try:
            result = finish(payload)
        except Refused as refused:
            if read is None or not (sending or lists.refused_rows(refused.finding, read)):
                raise
            read = lists.judged(one, read, _fields_of(given) | carried, installation.business_day())
            page |= _told(read, handed, me(request))
            result = finish(_payload(one, given, read, handed, rest=page["rest"]) | carried)
        if sending:
            messages.success(request, "已受理，转下一岗位办理。", extra_tags="done")
            return HttpResponseRedirect(reverse("matters_one", args=[result["matter_id"]]))
        page |= result
        if request.POST.get("step") == "rows" and page["table"]:
            return _workbook(_table_workbook(page["table"]), f"{one.title}-名单和变更.xlsx")
        page["table"] = page["table"] and page["table"]._replace(rows=page["table"].rows[:SHOWN_ROWS])
    except Refused as refused:
        page |= {"refusal": refused.finding, "fields": _fields(one, given, at_fields(one, refused.finding), scans, me(request))}
        if not page.get("bad"):
            page["bad"] = [{"row": row, "reason": reason} for row, reason in refused.finding.values.get("rows", [])[:SHOWN_ROWS]]
    return render(request, "desk/matters/list.html", page)


def _carried(scans: Sequence[Scan]) -> Payload:
    """Scans as the payload has them; nothing where there are none."""
    return {SCANS: [scan._asdict() for scan in scans]} if scans else {}


def _fields_of(given: dict[str, Any]) -> Payload:
    """The fields of the form that were filled in."""
    return {name: value for name, value in given.items() if value != ""}


def _same_rows(request: HttpRequest, payload: Payload) -> None:
    """Refuse to send more or fewer rows than were looked at: the others may have changed meanwhile."""
    seen = request.POST.get("good", "")
    if seen and "rows" in payload and seen != str(len(payload["rows"])):
        refuse(
            "desk.list",
            f"您查看时有 {seen} 行可以办理，现在是 {len(payload['rows'])} 行，情况有变",
            "请返回修改，再看一遍以后提交。",
        )


def _fields(one: Kind, given: dict[str, Any], wrong: dict[str, str], scans: Sequence[Scan], member_id: int) -> list[Any]:
    return [
        asked
        for asked in asked_fields(one, given, wrong, scans, member_id)
        if asked.field.widget != "file" and asked.field.name != "file_name"
    ]


def _handed_in(request: HttpRequest, one: Kind) -> tuple[str, str] | None:
    """(digest on the shelf, name) of the list: the file chosen now, otherwise the one chosen before; None without a list."""
    file = request.FILES.get("list")
    if file is None:
        cells = _cells(request, one)
        if any(cells.values()):
            return shelf.keep(lists.typed(one, cells)), BY_HAND
        slip = request.POST.get("slip", "")
        return _opened(slip, me(request)) if slip else None
    if (file.size or 0) > MOST_BYTES:
        refuse("desk.list", f"{plain_name(file.name or '')} 超过 {MOST_BYTES // 1024 // 1024} MB", "请分成几个文件提交。")
    return shelf.keep(file.read()), plain_name(file.name or "名单")


def _cells(request: HttpRequest, one: Kind) -> dict[str, str]:
    """The one row typed by hand, by column; all empty where a file is handed in instead. Who it is about may be known already."""
    cells = {column.name: request.POST.get(f"cell_{column.name}", "").strip() for column in one.columns}
    person = _person_of(request, one)
    return cells | {"citizen_number": people.citizen_numbers([person.id])[0], "name": person.name} if person else cells


def _person_of(request: HttpRequest, one: Kind) -> people.PersonRow | None:
    """The person whose page the clerk came from. Only the id travels: the number stays on the server and is shown masked."""
    person_id = whole_number(request.POST.get(PERSON, "") or request.GET.get(PERSON, ""))
    if person_id is None or not any(column.finds == "person" for column in one.columns):
        return None
    return or_missing(lambda: people.person(person_id))


def _asked_cells(request: HttpRequest, one: Kind) -> list[dict[str, Any]]:
    """The columns as the form asks for one row of them."""
    given, person = _cells(request, one), _person_of(request, one)
    known = ("citizen_number", "name") if person else ()
    if person and request.method == "GET" and "on" in given:
        given["on"] = installation.business_day().isoformat()
    first = next((column.name for column in one.columns if person and column.name not in known and not given[column.name]), "")
    return [
        {
            "first": column.name == first,
            "column": column,
            "cell": given[column.name],
            "choices": list(column.choices),
            "mode": MODES.get(column.kind, ""),
            "hint": HINTS.get(column.kind, ""),
        }
        for column in one.columns
        if column.name not in known
    ]


def _slip(handed: tuple[str, str], member_id: int) -> str:
    return signing.dumps([member_id, *handed], salt=_SALT, compress=True)


def _opened(slip: str, member_id: int) -> tuple[str, str]:
    """Digest and name from a slip; it opens only for the member it was given to."""
    try:
        owner, digest, name = signing.loads(slip, salt=_SALT, max_age=_LASTS_SECONDS)
    except signing.BadSignature:
        owner = digest = name = None
    if owner != member_id or not shelf.has(str(digest)):
        refuse("desk.list", "上传的名单已经过期", "请重新选择文件。")
    return str(digest), str(name)


def _read(one: Kind, digest: str, name: str) -> Read:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        path.write_bytes(shelf.content(digest))
        return lists.read(one, path, name=name)


def _told(read: Read | None, handed: tuple[str, str] | None, member_id: int) -> dict[str, Any]:
    """What the page says of the list: its name, how many rows are good, which are not and why."""
    if read is None or handed is None:
        return {}
    bad = [{"row": row.row, "cells": _masked(read, row.cells), "reason": "；".join(row.reasons)} for row in read.rejected[:SHOWN_ROWS]]
    return {
        "slip": _slip(handed, member_id),
        "file_name": handed[1],
        "good": len(read.rows),
        "marks": read.marks,
        "bad": bad,
        "bad_count": len(read.rejected),
        "bad_more": max(0, len(read.rejected) - SHOWN_ROWS),
    }


def _masked(read: Read, cells: Sequence[str]) -> list[str]:
    """A row as the screen shows it to whoever uploaded it: a whole number masked, a wrong one as it stands, so that the mistake is seen."""
    return [
        _MASKS[column.kind](cell) if column.kind in _MASKS and _NUMBER.fullmatch(cell) else cell
        for column, cell in zip(read.wanted, cells, strict=True)
    ]


_NUMBER = re.compile(r"\d{17}[\dXx]|\d{16,19}", re.ASCII)
_MASKS = {"citizen_number": mask_citizen_number, "any_citizen_number": mask_citizen_number, "bank_card": mask_account}


def _payload(one: Kind, given: dict[str, Any], read: Read | None, handed: tuple[str, str] | None, *, rest: bool) -> Payload:
    """What is asked for; refused where a list is needed and missing, or where rows are bad and the whole list was to be refused."""
    payload = _fields_of(given)
    if read is None or handed is None:
        if next(field.required for field in one.fields if field.widget == "file"):
            refuse("desk.list", "没有选择名单文件", "请先下载空表，填好后上传。")
        return payload
    if read.rejected and not rest:
        refuse(
            "desk.list",
            f"{len(read.rows) + len(read.rejected):,} 行中有 {len(read.rejected):,} 行不能办理，整份没有受理",
            "请按逐行原因改正后重新上传；也可以选择先办其余各行。",
        )
    if not read.rows:
        refuse("desk.list", "名单里没有一行可以办理", "请按逐行原因改正后重新上传。")
    return payload | {"rows": read.rows, "file_name": handed[1]}
