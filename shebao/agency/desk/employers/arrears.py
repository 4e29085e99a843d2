"""Arrears, claims and refunds as pages: who owes since when and who looks after it, the notice to the employer, what goes back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.contributions import month_totals
from shebao.agency.declarations import arrears as queries
from shebao.agency.declarations.kinds import CLAIMS, PAID, PAYEES, REFUND_REASONS, VIA
from shebao.agency.declarations.refunds import listed_refunds
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs
from shebao.agency.pages.fixed_lists import FixedListing
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.pages.missing import or_missing
from shebao.agency.people import queries as people
from shebao.base.finding import Refused, refuse
from shebao.base.months import add_months, last_day, month_of


@needs("collection.read")
def arrears(request: HttpRequest) -> HttpResponse:
    """Every employer that owes for months whose term is over; asked with POST the list is exported."""
    day = installation.business_day()
    listing, refusal = _arrears(request, day), None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, day)
        except Refused as refused:
            refusal = refused.finding
    return render(request, "desk/employers/arrears.html", {"list": listing.load(), "refusal": refusal, "day": day})


def rows_of(day: date) -> list[Row]:
    """A row an employer: what it owes of each part, since when, for how many days, who looks after it."""
    by_employer: dict[int, list[month_totals.Arrears]] = {}
    for one in month_totals.arrears(add_months(month_of(day), -1)):
        by_employer.setdefault(one.employer_id, []).append(one)
    names, owners = employers.names(by_employer), queries.owners(by_employer)
    rows = []
    for employer_id, parts in by_employer.items():
        oldest = min(one.oldest for one in parts)
        owner, action = owners[employer_id]
        rows.append(
            {
                "id": employer_id,
                "name": names.get(employer_id, ""),
                "schemes": "、".join(INSURANCES[one.scheme] for one in parts),
                "oldest": oldest,
                "months": max(one.months for one in parts),
                "unit_fen": sum(one.unit_fen for one in parts),
                "person_fen": sum(one.person_fen for one in parts),
                "owed_fen": sum(one.owed_fen for one in parts),
                "age": (day - last_day(oldest)).days,
                "owner": owner,
                "action": CLAIMS[action][0] if action else "还没有处理",
            }
        )
    return sorted(rows, key=lambda row: (-row["owed_fen"], row["id"]))


def _arrears(request: HttpRequest, day: date) -> FixedListing:
    return FixedListing(
        request,
        rows_of=employers.listed().none(),
        fixed=rows_of(day),
        searched=("name",),
        search_hint="单位名称中的几个字",
        name="arrears",
        title="欠费单位",
        default_sort="-owed_fen",
        columns=[
            Column("name", "单位名称", link=lambda row: reverse("employers_one", args=[row["id"]]) + "#arrears"),
            Column("schemes", "险种"),
            Column("oldest", "最早所属期", "month", sort="oldest"),
            Column("months", "月数", "count", sort="months"),
            Column("age", "欠费天数", "count", sort="age"),
            Column("unit_fen", "单位部分", "yuan", unit="元"),
            Column("person_fen", "个人部分", "yuan", unit="元"),
            Column("owed_fen", "合计", "yuan", unit="元", sort="owed_fen"),
            Column("action", "处理"),
            Column("owner", "责任岗位", "word:post"),
        ],
        sums={"owed_fen": "欠费"},
        empty_title="没有欠费单位",
        empty_advice="缴费期限已过的月份都缴清了。",
    )


@needs("collection.read")
def claim_notice(request: HttpRequest, employer_id: int, claim_id: int) -> HttpResponse:
    """The notice of a claim to the employer; prints on A4."""
    one = or_missing(lambda: employers.employer(employer_id))
    claim, lines = or_missing(lambda: _claim(employer_id, claim_id))
    page: dict[str, Any] = {
        "employer": one,
        "claim": claim,
        "action": CLAIMS[claim.action][0],
        "lines": [(INSURANCES[line.scheme], line) for line in lines],
        "due_fen": sum(line.due_fen for line in lines),
    }
    return render(request, "desk/employers/claim_notice.html", page)


def _claim(employer_id: int, claim_id: int) -> Any:
    stored = queries.claim(claim_id)
    if stored is None or stored[0].employer_id != employer_id:
        refuse("desk.claim", f"该单位没有编号为 {claim_id} 的催缴", "请从单位页进入。")
    return stored


@needs("collection.read")
def refunds(request: HttpRequest) -> HttpResponse:
    """Every refund; asked with POST the list is exported."""
    listing, refusal = _refunds(request), None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            refusal = refused.finding
    return render(request, "desk/employers/refunds.html", {"list": listing.load(), "refusal": refusal})


def _refunds(request: HttpRequest) -> Listing:
    return Listing(
        request,
        listed_refunds(),
        name="refunds",
        title="退费",
        default_sort="-id",
        choices=[
            Choice("scheme", "险种", list(INSURANCES.items()), field="scheme"),
            Choice(
                "standing", "状态", [("1", "待退"), ("0", "已了结")], apply=lambda rows, value: rows.filter(closed_on__isnull=value == "1")
            ),
        ],
        columns=[
            Column("id", "编号"),
            Column("scheme", "险种", show=lambda row: Cell(INSURANCES[row["scheme"]])),
            Column("who", "原缴费单位（人）"),
            Column("payee", "退给", show=lambda row: Cell(PAYEES[row["payee"]])),
            Column("reason", "原因", show=lambda row: Cell(REFUND_REASONS[row["reason"]])),
            Column("via", "途径", show=lambda row: Cell(VIA[row["via"]])),
            Column("unit_fen", "单位部分", "yuan", unit="元"),
            Column("person_fen", "个人部分", "yuan", unit="元"),
            Column("total_fen", "合计", "yuan", unit="元", sort="total_fen"),
            Column("closed_on", "了结日期", "day"),
            Column("state", "状态", show=_state),
        ],
        sums={"total_fen": "退费"},
        decorate=_add_names,
        empty_title="没有退费",
        empty_advice="重复缴费、误征的，由受理岗位办“缴费退费”。",
    )


def _add_names(rows: list[Row]) -> None:
    names = employers.names(row["employer_id"] for row in rows)
    persons = people.person_names(row["person_id"] for row in rows)
    for row in rows:
        row["who"] = names.get(row["employer_id"]) or persons.get(row["person_id"], "个人缴费")


def _state(row: Row) -> Cell:
    if row["closed_on"] is None:
        return Cell("待退", "state", tone="attention")
    return Cell(row["outcome"], "state", tone="done" if row["outcome"].startswith(PAID) else "")
