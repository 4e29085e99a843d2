"""Unemployment as a page: a month confirmed or not, who may not be confirmed and why, and everybody who claims or claimed."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.benefits import confirmations
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.people import queries as people
from shebao.agency.procedures.unemployment._claims import obstacles
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.store.columns import int_column
from shebao.agency.unemployment import queries as claims
from shebao.agency.unemployment.kinds import REASONS, ending_title
from shebao.base.finding import Refused
from shebao.base.months import add_months, month_of, month_text

MONTHS_SHOWN = 12
LOOK_BACK, MOST_SHOWN = 3, 20
WITHOUT_WILL = ("dismissed", "expired")


@needs("person.read")
def overview(request: HttpRequest) -> HttpResponse:
    """This month's standing, the last twelve months, and the list; asked with POST the list is exported."""
    listing, month = _listing(request), month_of(installation.business_day())
    page = {"list": listing, "month": month, **_month(month), "months": _months(), "may_claim": _may_claim(month)}
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            return render(request, "desk/unemployment/overview.html", page | {"list": listing.load(), "refusal": refused.finding})
    return render(request, "desk/unemployment/overview.html", page | {"list": listing.load()})


def _may_claim(month: int) -> list[tuple[int, str, int]]:
    """Who left work against their will in the last months and has not claimed since: (person, name, last month insured)."""
    left = enrolment.ended_since(SCHEME, WITHOUT_WILL, add_months(month, -LOOK_BACK))
    insured = set(enrolment.open_among(int_column(left), SCHEME).tolist())
    claimed = {row.person_id: row.from_month for row in claims.claims(left)}
    waiting = [person for person, last in left.items() if person not in insured and claimed.get(person, 0) <= last]
    names = people.person_names(waiting)
    return [(person, names[person], left[person]) for person in waiting][:MOST_SHOWN]


def _month(month: int) -> dict[str, object]:
    """Who draws this month, who waits to be confirmed, and who may not be."""
    rows = [row for row in claims.going_on(month) if not row.last_month]
    waiting = [row for row in rows if month not in row.months]
    hindered = obstacles(waiting, month) if waiting else {}
    names = people.person_names(list(hindered))
    return {
        "drawing": len(rows),
        "drawing_fen": sum(row.monthly_fen for row in rows),
        "waiting": len(waiting) - len(hindered),
        "hindered": [(person, names.get(person, ""), why) for person, why in hindered.items()],
    }


def _months() -> list[dict[str, int]]:
    """The last months confirmed: people, and the premium the fund paid."""
    premiums = claims.premium_sums()
    counts = sorted(confirmations.counts(SCHEME).items(), reverse=True)[:MONTHS_SHOWN]
    return [
        {"month": month, "people": count, "premium_people": premiums.get(month, (0, 0))[0], "premium_fen": premiums.get(month, (0, 0))[1]}
        for month, count in counts
    ]


def _listing(request: HttpRequest) -> Listing:
    return Listing(
        request,
        claims.listed().values(
            "id", "person_id", "name", "turn", "reason", "from_month", "granted", "monthly_fen", "last_month", "end_reason"
        ),
        name="claims",
        title="失业保险金申领",
        default_sort="-id",
        person_field="person_id",
        search=lambda rows, text: rows.filter(person__name__startswith=text.strip()),
        search_hint="姓名的前几个字",
        choices=[Choice("standing", "状态", [("1", "在领"), ("0", "已停领")], apply=_standing)],
        columns=[
            Column("name", "姓名", link=lambda row: reverse("unemployment_one", args=[row["person_id"]])),
            Column("reason", "失业原因", show=lambda row: Cell(str(REASONS.get(row["reason"], row["reason"])))),
            Column("from_month", "起领月", "month", sort="from_month"),
            Column("granted", "核定", "count", unit="个月"),
            Column("used", "已领", "count", unit="个月"),
            Column("left", "剩余或保留", "count", unit="个月"),
            Column("monthly_fen", "月标准", "yuan", sort="monthly_fen", unit="元"),
            Column("state", "状态", show=_state),
        ],
        decorate=_add_months,
        empty_title="还没有人申领",
        empty_advice="由受理岗位办“失业保险金申领核定”。",
    )


def _standing(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(last_month__isnull=value == "1")


def _add_months(rows: list[Row]) -> None:
    known = {row.id: row for row in claims.claims([row["person_id"] for row in rows])}
    for row in rows:
        claim = known[row["id"]]
        row |= {"used": claim.used, "left": claim.left, "last_month": claim.last_month, "end_reason": claim.end_reason}


def _state(row: Row) -> Cell:
    if row["last_month"]:
        return Cell(f"{month_text(row['last_month'])} 止，{ending_title(row['end_reason'])}", "state", tone="stopped")
    return Cell("在领", "state", tone="done")
