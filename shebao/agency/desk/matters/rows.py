"""The list of a matter in full, for whoever enters, checks or signs it: every row, searched, sorted, paged and exported."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.installation import queries as installation
from shebao.agency.matters.queries import MatterDetail
from shebao.agency.pages import export
from shebao.agency.pages.access import rights
from shebao.agency.pages.fixed_lists import FixedListing, fixed_listing
from shebao.agency.pages.lists import Column, Row
from shebao.agency.procedures import actions
from shebao.agency.procedures.rows import RowTable
from shebao.base.finding import Refused

from .views import may_read


def of_matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The whole list of one matter; 404 where it has none."""
    detail = may_read(request, matter_id)
    table = actions.rows_of(matter_id)
    if table is None:
        raise Http404
    listing = _listing(request, detail, table)
    refusal = None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            refusal = refused.finding
    return render(request, "desk/matters/rows.html", {"detail": detail, "list": listing.load(), "refusal": refusal})


def _listing(request: HttpRequest, detail: MatterDetail, table: RowTable) -> FixedListing:
    own = [f"cell_{place}" for place in range(len(table.titles))]
    rows = as_rows(table)
    amounts = any(row["fen"] is not None for row in rows)
    link = (
        (lambda row: reverse("people_one", args=[row["person_id"]]) if row["person_id"] else "")
        if "person.read" in rights(request)
        else None
    )
    columns = [
        Column("number", "序号", "count", sort="number"),
        Column("name", "姓名", sort="name", link=link),
        Column("masked", "身份证号码"),
        *(Column(key, title) for key, title in zip(own, table.titles, strict=True)),
    ]
    if table.told:
        columns += [Column("before", "现在"), Column("after", "改为")]
        columns += [Column("fen", "金额", "yuan", "元", sort="fen")] if amounts else []
        columns += [Column("flags", "请注意", sort="flags")]
    return fixed_listing(
        request,
        rows,
        columns,
        name=f"matter-{detail.row.number}",
        title=f"{detail.row.number} 名单",
        default_sort="number",
        searched=("name", "masked", *own, "before", "after", "flags"),
        search_hint="姓名、号码后四位、村、开户行",
        sums={"fen": "金额"} if amounts and table.told else {},
        empty_title="没有符合条件的行",
        empty_advice="换一个词查找。",
    )


def as_rows(table: RowTable) -> list[Row]:
    """The rows of a table by the keys of the columns."""
    rows: list[Row] = []
    for line in table.rows:
        row: dict[str, Any] = {
            "number": line.number,
            "person_id": line.person_id,
            "name": line.name,
            "masked": line.masked,
            "before": line.note.before,
            "after": line.note.after,
            "fen": line.note.fen,
            "flags": "；".join(line.note.flags),
        }
        rows.append(row | {f"cell_{place}": cell for place, cell in enumerate(line.cells)})
    return rows
