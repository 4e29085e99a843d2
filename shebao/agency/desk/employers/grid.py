"""The months of everybody at an employer in one year, a person a row: what was due of all schemes together, and whether it is paid."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.contributions import month_totals
from shebao.agency.employers import queries as employers
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs
from shebao.agency.pages.lists import Cell, Column, Listing, Row
from shebao.agency.pages.missing import or_missing
from shebao.agency.people import queries as people
from shebao.base.finding import Refused
from shebao.base.money import grouped

MONTHS = range(1, 13)


@needs("person.read")
def grid(request: HttpRequest, employer_id: int, year: int) -> HttpResponse:
    """The page; asked with POST it is exported."""
    one, day = or_missing(lambda: employers.employer(employer_id)), installation.business_day()
    listing, refusal = _listing(request, employer_id, year), None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, day)
        except Refused as refused:
            refusal = refused.finding
    page: dict[str, Any] = {"employer": one, "year": year, "after": year + 1 if year < day.year else None, "refusal": refusal}
    return render(request, "desk/employers/grid.html", page | {"list": listing.load()})


def _listing(request: HttpRequest, employer_id: int, year: int) -> Listing:
    def add_months(rows: list[Row]) -> None:
        ids = [row["id"] for row in rows]
        numbers, cells = people.masked_numbers(ids), month_totals.year_of_employer(employer_id, year, ids)
        for row in rows:
            row["number"] = numbers[row["id"]]
            row["due_fen"] = sum(due for (person, _), (due, _) in cells.items() if person == row["id"])
            for number in MONTHS:
                row[f"m{number}"] = cells.get((row["id"], year * 100 + number))

    return Listing(
        request,
        people.among_listed(month_totals.people_of_year(employer_id, year)),
        name="months",
        title=f"{year} 年月缴费",
        key="id",
        person_field="id",
        default_sort="id",
        columns=[
            Column("name", "姓名", sort="name", link=lambda row: reverse("people_one", args=[row["id"]])),
            Column("number", "公民身份号码"),
            Column("due_fen", "全年应缴", "yuan", unit="元"),
            *(Column(f"m{number}", f"{number} 月", "yuan", show=_shown(number)) for number in MONTHS),
        ],
        decorate=add_months,
        empty_title=f"{year} 年没有核定",
        empty_advice="增员、申报基数以后，每月由“月度应缴核定”算出应缴。",
    )


def _shown(number: int) -> Any:
    def show(row: Row) -> Cell:
        pair = row.get(f"m{number}")
        if pair is None:
            return Cell("—", "num")
        due, paid = pair
        if due == paid:
            return Cell(grouped(due), "num", hint="已缴清" if due else "已退")
        return Cell(grouped(due), "num", hint=f"欠 {grouped(due - paid)}")

    return show
