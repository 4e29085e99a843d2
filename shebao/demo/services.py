"""Services beside the payments, as the reports tell them: campaigns on their days, health checks of retired people, visits to the oldest,
certifications by injured people and dependants; and what an office has lying open at the end of a year."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from shebao.agency.benefits import queries as benefits
from shebao.agency.certification import queries as certification
from shebao.agency.certification.actions import record_events
from shebao.agency.hall import actions as hall
from shebao.agency.journal.by import By
from shebao.agency.people import queries as people
from shebao.agency.registers import queries
from shebao.agency.registers import services as registers
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.money import yuan_text

from .agency import wan_to_fen
from .comparison import Compared
from .lifeline import matter
from .world import World

_HOSPITALS = ("县人民医院", "县中医院", "县妇幼保健院")
_PLANNED, _BOOKED, _SETTLED, _PAID, _VISITED = 3, 4, 6, 7, 10
"""Months of the year in which the health checks are planned, booked, settled and paid, and the oldest are visited (重阳)."""
_CERTIFIED = 11
_ORGANISER = "县社保中心"
_EVENT_MONTHS = 11
_NINE = 9 * 3600


def live_month(world: World, number: int) -> None:
    """What the agency published of such services in the month."""
    for row in _events(world):
        held = date.fromisoformat(row["on"])
        if held.month == number:
            matter(world, "record_work_event", row, max(held, world.day(number, 28)))
    if number == _PLANNED:
        _plan(world)
    elif number == _BOOKED:
        _book(world)
    elif number == _SETTLED:
        _settle(world)
    elif number == _PAID:
        _pay(world)
    elif number == _VISITED:
        _visit(world)
    elif number == _CERTIFIED:
        _certify_injured(world)


def _events(world: World) -> list[dict[str, Any]]:
    """Campaigns as published, each with its day and place; where only their number and the people reached are printed, spread over the year."""
    reported = world.county.agency.reported
    rows = [
        {"kind": one["kind"], "on": one["day"], "place": one["place"], "title": one["title"], "party": _ORGANISER}
        for one in reported.get("events", ())
    ]
    told = reported.get("publicity")
    if told:
        events, served = int(told["events"]), int(told["served"])
        villages = list(dict.fromkeys(township for township, _ in world.county.villages))
        for at in range(events):
            heads = served // events + (at < served % events)
            on = date(world.year, at % _EVENT_MONTHS + 1, 12 + at // _EVENT_MONTHS)
            place = villages[at % len(villages)]
            rows.append(
                {
                    "kind": "publicity",
                    "on": on.isoformat(),
                    "place": place,
                    "title": told["title"],
                    "party": _ORGANISER,
                    "heads": str(heads),
                }
            )
    return rows


def _checkups(world: World) -> dict[str, str] | None:
    rows: dict[str, str] | None = world.county.agency.reported.get("checkups")
    return rows


def _plan(world: World) -> None:
    told = _checkups(world)
    if told:
        payload = {
            "on": world.day(_PLANNED, 20).isoformat(),
            "scheme": EMPLOYEE,
            "below_age": told["below_age"],
            "price_fen": told["price_yuan"],
        }
        matter(world, "plan_health_checks", payload | {"hospitals": "、".join(_HOSPITALS)}, world.day(_PLANNED, 20))


def _book(world: World) -> None:
    """Everybody entitled is given a hospital and a day in May or June."""
    plan = registers.plan_of(world.year)
    if plan is None:
        return
    rows = [
        {"person_id": person, "hospital": _HOSPITALS[at % len(_HOSPITALS)], "on": date(world.year, 5, 4 + at % 25).isoformat()}
        for at, person in enumerate(registers.eligible(plan).tolist())
    ]
    matter(world, "book_health_checks", {"rows": rows, "on": world.day(_BOOKED, 20).isoformat()}, world.day(_BOOKED, 20))


def _settle(world: World) -> None:
    """Each hospital's list: as many came as the published cost pays for; who died meanwhile did not."""
    told, plan = _checkups(world), registers.plan_of(world.year)
    if told is None or plan is None:
        return
    booked = registers.bookings(world.year)
    gone = people.deaths(booked)
    alive = [person for person in booked if person not in gone]
    came = set(alive[: round(int(told["attended"]) * world.county.scale)])
    on = world.day(_SETTLED, 25)
    for at, hospital in enumerate(_HOSPITALS, 1):
        rows = [
            {"person_id": person, "on": day.isoformat() if day and person in came else None, "attended": "yes" if person in came else "no"}
            for person, (place, day) in booked.items()
            if place == hospital and (person in came or person not in gone)
        ]
        payload = {"rows": rows, "year": str(world.year), "number": f"体检合同 {world.year}-{at}", "party": hospital, "on": on.isoformat()}
        if rows:
            matter(world, "run_health_checks", payload | {"below_age": told["below_age"], "price_fen": told["price_yuan"]}, on)


def _pay(world: World) -> None:
    """Each hospital is paid what it settled, from the agency's own budget."""
    on = world.day(_PAID, 18)
    for at, (key, fen) in enumerate(queries.standing("checkup", world.year).order_by("id").values_list("id", "amount_fen"), 1):
        payload = {"record_id": str(key), "on": on.isoformat(), "amount_fen": yuan_text(fen), "voucher": f"付 {world.year}-07-{at:03d}"}
        matter(world, "pay_health_checks", payload, on)


def _visit(world: World) -> None:
    """Every retired person of the published age and above, at the festival of the old; what was given was not published."""
    age = world.county.agency.reported.get("retirees", {}).get("visit_age_from")
    if age is None:
        return
    ids, on = benefits.people_in_payment(EMPLOYEE, world.month(_VISITED)), world.day(_VISITED, 23)
    old = ids[world.year - people.profiles(ids)["birth_year"] >= int(age)] if ids.size else ids
    rows = [{"person_id": person, "on": on.isoformat(), "place": "家中", "signed": "yes"} for person in old.tolist()]
    if rows:
        matter(
            world, "record_retiree_service", {"kind": "aged", "on": on.isoformat(), "from_age": age, "rows": rows}, world.day(_VISITED, 24)
        )


def _certify_injured(world: World) -> None:
    """As many injured people and dependants as published prove their life by themselves; nobody where the county has none in payment."""
    text = world.county.agency.reported.get("certification_online", {}).get("injured_and_dependants")
    ids = benefits.people_in_payment(INJURY, world.month(_CERTIFIED))
    if text is None or not ids.size:
        return
    done = np.intersect1d(ids, certification.certified_by("self_service", world.year))
    rest = np.setdiff1d(ids, done)[: max(round(int(text) * world.county.scale) - done.size, 0)]
    if rest.size:
        on = world.day(_CERTIFIED, 9)
        record_events([(person, on, "self_service") for person in rest.tolist()], by=By(world.by("clerk"), on))


def leave_open(world: World) -> None:
    """What lies on the desks at the end of the year: the hall's hours and its last day, an enquiry and a petition in hand, goals."""
    on = date(world.year, 12, 29)
    times = {"opens": "09:00", "pauses": "12:00", "resumes": "14:00", "closes": "17:00", "late_until": "18:30"}
    matter(world, "set_hall_hours", times | {"slot_minutes": "30", "per_slot": "4", "wait_minutes": "15"}, on)
    _last_day(world, on)
    common = {"on": f"{world.year}-12-20", "party": "来访人"}
    enquiry = {"kind": "12345", "title": "养老金哪天到账", "due_on": f"{world.year}-12-22"}
    (answered,) = matter(world, "answer_enquiry", common | enquiry, date(world.year, 12, 20))
    step = {"what": "answered", "record_id": str(answered), "on": f"{world.year}-12-21", "note": "每月二十日前到账", "satisfied": "满意"}
    matter(world, "answer_enquiry", step, date(world.year, 12, 21))
    waiting = {"kind": "phone", "title": "缴费档次怎么改", "due_on": date(world.year + 1, 1, 4).isoformat()}
    matter(world, "answer_enquiry", common | waiting | {"on": f"{world.year}-12-28"}, on)
    petition = {"kind": "appeal", "channel": "来访", "address": "某村", "title": "要求核实缴费年限"}
    matter(world, "register_petition", common | petition, on)
    _goals(world)


def _goals(world: World) -> None:
    common = {"kind": "year", "on": f"{world.year}-12-01", "party": "待遇科", "path": "standing"}
    target = world.county.agency.reported.get("target_insured")
    if target:
        insured = str(round(int(target) * world.county.scale))
        goal = {
            "number": f"{world.year}-1",
            "title": "城乡居民养老保险参保任务",
            "measure": "resident.insured",
            "target": insured,
            "unit": "人",
        }
        matter(world, "set_year_goal", common | goal, date(world.year, 12, 1))
    paid = {"number": f"{world.year}-2", "title": "待遇按月发放", "measure": "payout.on_time_rate", "target": "99", "unit": "%"}
    matter(world, "set_year_goal", common | paid, date(world.year, 12, 1))


def _last_day(world: World, on: date) -> None:
    """A short morning in the hall: three are done, one is handed over, one waits, one has booked."""
    by = By(world.by("clerk"), on)
    tickets = [hall.take(purpose, _NINE + at * 120, by=by) for at, purpose in enumerate("ABACA")]
    for at, ticket in enumerate(tickets[:4]):
        hall.step(ticket, "called", _NINE + 600 + at * 600, by=by, counter=1)
        if at == 1:
            hall.step(ticket, "handed", _NINE + 700 + at * 600, by=by, counter=1, purpose="E", text="还要转入以前的缴费")
            continue
        hall.step(ticket, "finished", _NINE + 900 + at * 600, by=by, counter=1)
    hall.book(date(world.year, 12, 31), "B", 600, _NINE, by=by, party="预约人")


def compare(world: World) -> list[Compared]:
    """The services that the report prints beside what the county's rows come to."""
    agency, scale = world.county.agency, world.county.scale
    reported, year = agency.reported, world.year
    rows: list[Compared] = []

    def add(name: str, title: str, unit: str, published: int, reached: int, reason: str = "") -> None:
        rows.append(Compared(EMPLOYEE if name.startswith("check") else world.scheme, name, title, unit, published, reached, reason))

    count, _, heads = queries.sum_of("event", year, ("publicity", "volunteers"))
    if reported.get("events"):
        add("events", "宣传活动", "次", len(reported["events"]), count)
    if reported.get("publicity"):
        add("events", "宣传活动", "次", int(reported["publicity"]["events"]), count)
        add("served", "宣传服务", "人次", int(reported["publicity"]["served"]), heads)
    cost = next((line["amount_wan"] for line in agency.budget if line["key"] == "health_checks"), None)
    if _checkups(world) and cost:
        target, owed = round(wan_to_fen(cost) * scale), queries.sum_of("checkup", year)[1]
        reason = "" if Compared(EMPLOYEE, "", "", "fen", target, owed).ok else "每人价格固定，到检人数只能是整数"
        add("check_cost", "体检费", "fen", target, owed, reason)
    online = reported.get("certification_online", {})
    if "employee_pensioners" in online:
        done = np.intersect1d(certification.certified_by("self_service", year), benefits.people_entitled(EMPLOYEE))
        rows.append(Compared(EMPLOYEE, "online", "网上认证", "人", round(int(online["employee_pensioners"]) * scale), int(done.size)))
    return rows
