"""Campaigns over doubtful data as pages: every list with how far it is, one list by cause, its rows one by one."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs
from shebao.agency.pages.lists import Cell, Choice, Column, Listing
from shebao.agency.pages.missing import or_missing
from shebao.agency.screening import campaigns as queries
from shebao.agency.screening.actions.campaigns import SPACE
from shebao.agency.screening.kinds import DOUBTS, OUTCOMES, STANDINGS
from shebao.base.finding import Refused
from shebao.core.screening.rule import rules

_WORDS = {rule: word for word, rule in DOUBTS.items()}


@needs("guard.read")
def overview(request: HttpRequest) -> HttpResponse:
    """Every list of every campaign with its rows by result."""
    states = queries.batches()
    page = {
        "states": states,
        "results": list(OUTCOMES.values()),
        "rows": sum(one.rows for one in states),
        "open": sum(one.open for one in states),
    }
    return render(request, "desk/screening/campaigns.html", page)


@needs("guard.read")
def one(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One list: its rows by doubt and standing, each open group with the door to its result; asked with POST the rows are exported."""
    state = or_missing(lambda: queries.batch(batch_id))
    listing, refusal = _listing(request, batch_id), None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            refusal = refused.finding
    groups = [(rules()[group.doubt].title, group) for group in queries.groups(batch_id)]
    page = {
        "state": state,
        "groups": groups,
        "late": state.open and state.batch.due_on < installation.business_day(),
        "list": listing.load(),
        "refusal": refusal,
    }
    return render(request, "desk/screening/campaign.html", page)


def _listing(request: HttpRequest, batch_id: int) -> Listing:
    return Listing(
        request,
        queries.listed(batch_id).values("id", "person_id", "person__name", "doubt", "month", "fen", "standing", "result", "reason"),
        name="campaign_rows",
        title=f"清查名单第 {batch_id} 份",
        default_sort="id",
        person_field="person_id",
        choices=[
            Choice("result", "结果", [("open", "没有结果"), *OUTCOMES.items()], apply=_with_result),
            Choice("standing", "比对", list(STANDINGS.items()), apply=lambda rows, value: rows.filter(standing=value)),
            Choice("doubt", "疑点", list(_WORDS.items()), apply=lambda rows, value: rows.filter(doubt=value)),
        ],
        columns=[
            Column("id", "行号", show=lambda row: Cell(str(row["id"] - batch_id * SPACE)), sort="id"),
            Column("person__name", "姓名", show=lambda row: Cell(row["person__name"] or "（不在本县登记）")),
            Column("doubt", "疑点", show=lambda row: Cell(_WORDS.get(str(row["doubt"]), "") or str(row["doubt"]))),
            Column("month", "所属月", show=lambda row: Cell(f"{row['month'] // 100}-{row['month'] % 100:02d}" if row["month"] else "—")),
            Column("fen", "涉及金额", "yuan", sort="fen", unit="元"),
            Column("standing", "比对", show=lambda row: Cell(STANDINGS[row["standing"]])),
            Column(
                "result",
                "结果",
                show=lambda row: Cell(OUTCOMES.get(row["result"], "没有结果"), "state", tone="done" if row["result"] else "waiting"),
            ),
            Column("reason", "理由", show=lambda row: Cell(row["reason"] or "")),
        ],
        empty_title="没有这样的行",
        empty_advice="换一个筛选条件。",
    )


def _with_result(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(result=None) if value == "open" else rows.filter(result=value)
