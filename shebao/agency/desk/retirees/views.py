"""Services to retired people: the year's figures, one campaign of health checks with its people, the groups."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.desk.people.register import add_facts, person_columns
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.fixed_lists import fixed_listing
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.people import queries as people
from shebao.agency.registers import queries as registers
from shebao.agency.registers import services
from shebao.agency.registers.kinds import REGISTERS
from shebao.agency.schemes import short_titles
from shebao.base.digits import whole_number
from shebao.base.finding import Refused
from shebao.base.money import grouped

SHOWN = ("takeover", "file", "group", "plan", "booking", "checkup", "service")
STANDINGS = (("came", "到检"), ("booked", "约了没来"), ("none", "没有预约"))


@needs("register.read")
def overview(request: HttpRequest) -> HttpResponse:
    """A year: health checks, visits by kind, groups, files, hand-overs; and the registers they come from."""
    now = installation.business_day()
    known = [one for one in services.plan_years() if one <= now.year]
    year = whole_number(request.GET.get("year", ""), digits=4) or (known[0] if known else now.year)
    plan, came = services.plan_of(year), services.attended_ids(year)
    kinds = REGISTERS["service"].kinds
    groups = services.groups()
    sums = {one.register: one for one in registers.overview(now)}
    mine = rights(request)
    return render(
        request,
        "desk/retirees/retirees.html",
        {
            "year": year,
            "years": sorted({now.year, year, *services.plan_years()}, reverse=True)[:6],
            "plan": plan,
            "came": int(came.size),
            "owed_fen": registers.sum_of("checkup", year)[1],
            "visits": [(kinds[kind], heads, fen) for kind, (heads, fen) in services.visited(year).items()],
            "groups": len(groups),
            "members": sum(group.heads for group in groups),
            "files": sums["file"].count,
            "takeovers": registers.sum_of("takeover", year),
            "registers": [(sums[key], _begin(key)) for key in SHOWN],
            "may": "register.create" in mine,
        },
    )


def _begin(register: str) -> str:
    one = REGISTERS[register]
    return reverse("matters_list" if one.takes_list else "matters_form", args=[one.matter])


@needs("register.read")
def campaign(request: HttpRequest, year: int) -> HttpResponse:
    """One year's health checks: entitled, booked, came, owed by hospital; the entitled as a list that can be taken out."""
    plan = services.plan_of(year) if 2000 <= year <= 2100 else None
    hospitals = services.by_hospital(year) if 2000 <= year <= 2100 else []
    if plan is None and not hospitals:
        raise Http404
    entitled = services.eligible(plan) if plan else services.attended_ids(year)
    came, booked = services.attended_ids(year), services.bookings(year)
    parts = {
        "came": np.intersect1d(entitled, came),
        "booked": np.setdiff1d(np.intersect1d(entitled, np.array(sorted(booked), dtype=np.int64)), came),
    }
    parts["none"] = np.setdiff1d(np.setdiff1d(entitled, parts["came"]), parts["booked"])
    standing = request.GET.get("standing", "")
    listing = _people(request, year, parts.get(standing, entitled), booked, set(came.tolist()))
    page: dict[str, Any] = {
        "year": year,
        "plan": plan,
        "lead": _lead(plan),
        "hospitals": hospitals,
        "entitled": int(entitled.size),
        "parts": [(key, title, int(parts[key].size)) for key, title in STANDINGS],
        "standing": standing,
        "owed_fen": sum(row.amount_fen for row in hospitals),
        "paid_fen": sum(row.paid_fen for row in hospitals),
        "left_fen": sum(row.left_fen for row in hospitals),
        "heads": sum(row.came for row in hospitals),
        "share": f"{parts['came'].size * 100 / entitled.size:.2f}%" if entitled.size else "—",
    }
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            page["refusal"] = refused.finding
    return render(request, "desk/retirees/campaign.html", page | {"list": listing.load()})


def _lead(plan: services.Plan | None) -> str:
    """Who may come and what is paid for whom."""
    if plan is None:
        return "没有立方案，按结算的名单数。"
    scheme = short_titles().get(plan.scheme, plan.scheme)
    return f"{scheme}领取人员，年末不满 {plan.below_age} 周岁，每人 {grouped(plan.price_fen)} 元，到检才结算。"


def _people(request: HttpRequest, year: int, ids: Any, booked: dict[int, Any], came: set[int]) -> Listing:
    day = installation.business_day()

    def decorate(rows: list[Row]) -> None:
        add_facts(rows, day)
        for row in rows:
            hospital, on = booked.get(row["id"], ("", None))
            row["booking"] = f"{hospital} {on or ''}".strip()
            row["came"] = row["id"] in came

    return Listing(
        request,
        people.among_listed(ids),
        name=f"health-checks-{year}",
        title=f"{year} 年体检名单",
        default_sort="id",
        columns=[
            *person_columns()[:-1],
            Column("booking", "预约"),
            Column("came", "体检", show=_came),
        ],
        choices=[Choice("standing", "情况", list(STANDINGS), apply=lambda rows, value: rows)],
        decorate=decorate,
        empty_title="没有这样的人",
        empty_advice="换一个情况再看。",
    )


def _came(row: Row) -> Cell:
    """Came or not; who died says so."""
    died = f"已故 {row['death_date'].isoformat()}" if row["death_date"] else ""
    return Cell("到检", "state", tone="done", hint=died) if row["came"] else Cell("没有到检", "muted", hint=died)


@needs("register.read")
def groups(request: HttpRequest) -> HttpResponse:
    """The groups with their leaders and helpers."""
    stored = services.groups()
    names = people.person_names({person for group in stored for ids in group.roles.values() for person in ids})
    kinds = REGISTERS["group"].kinds
    rows: list[Row] = [
        {
            "id": group.id,
            "name": group.name,
            "kind": kinds[group.kind],
            "community": group.community,
            "leader": "、".join(names.get(person, "") for person in group.roles.get("组长", ())),
            "helpers": "、".join(names.get(person, "") for person in group.roles.get("协理员", ())),
            "heads": group.heads,
            "since": group.since,
        }
        for group in stored
    ]
    listing = fixed_listing(
        request,
        rows,
        [
            Column("name", "小组", sort="name", link=lambda row: reverse("registers_one", args=["group", row["id"]])),
            Column("kind", "类别"),
            Column("community", "社区", sort="community"),
            Column("leader", "组长"),
            Column("helpers", "协理员"),
            Column("heads", "人数", "count", sort="heads"),
            Column("since", "名册日期", "day", sort="since"),
        ],
        name="retiree-groups",
        title="退休人员自管小组",
        default_sort="name",
        searched=("name", "community", "leader", "helpers"),
        search_hint="小组、社区、组长",
        empty_title="还没有自管小组",
        empty_advice="办理“退休人员自管小组”以后在这里。",
    )
    page: dict[str, Any] = {}
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            page["refusal"] = refused.finding
    may = "register.create" in rights(request)
    return render(request, "desk/retirees/groups.html", page | {"list": listing.load(), "begin": _begin("group") if may else ""})
