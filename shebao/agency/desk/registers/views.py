"""Registers: what is due everywhere, one register as a list, one record with its rows and its way."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.installation import queries as installation
from shebao.agency.journal import queries as journal
from shebao.agency.pages import export
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.pages.missing import or_missing
from shebao.agency.people import queries as people
from shebao.agency.registers import queries as registers
from shebao.agency.registers.kinds import OPEN, REGISTERS, STATES, Register
from shebao.agency.statistics.goals import detail_words
from shebao.base.finding import Refused

SOON_DAYS, DUE_SHOWN = 7, 60
_FIELDS = ("id", "kind", "day", "number", "title", "party", "amount_fen", "heads", "current_due", "state", "last_step")


@needs("register.read")
def overview(request: HttpRequest) -> HttpResponse:
    """Every register with its open and late records, and everything that is due, the most urgent first."""
    today, mine = installation.business_day(), rights(request)
    due = registers.due(today)
    return render(
        request,
        "desk/registers/registers.html",
        {
            "rows": [(one, _may(REGISTERS[one.register], mine), _begin(one.register)) for one in registers.overview(today)],
            "due": [(row, REGISTERS[row.register].title, _left(row.current_due, today)) for row in due[:DUE_SHOWN]],
            "late": sum(1 for row in due if row.current_due and row.current_due < today),
            "more": max(len(due) - DUE_SHOWN, 0),
        },
    )


@needs("register.read")
def register(request: HttpRequest, register: str) -> HttpResponse:
    """One register; asked with POST the list is exported."""
    one = _known(register)
    listing, refusal = _listing(request, register, one), None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            refusal = refused.finding
    begin = _begin(register) if _may(one, rights(request)) else ""
    return render(request, "desk/registers/register.html", {"one": one, "list": listing.load(), "refusal": refusal, "begin": begin})


@needs("register.read")
def one(request: HttpRequest, register: str, record_id: int) -> HttpResponse:
    """One record: what was entered, its rows, its way, and what may be done next."""
    known = _known(register)
    row = or_missing(lambda: registers.record(record_id, register))
    today, lines, steps = installation.business_day(), registers.lines_of(record_id), registers.steps_of(record_id)
    matters = {seq: entry.matter_id for seq, entry in journal.entries_by_seq([row.entry_id, *(step.entry_id for step in steps)]).items()}
    names = people.person_names({line.person_id for line in lines if line.person_id} | ({row.person_id} - {0}))
    return render(
        request,
        "desk/registers/record.html",
        {
            "known": known,
            "row": row,
            "details": detail_words(row.detail_rows) if register == "goal" else [(title, text) for title, text in row.detail_rows if text],
            "kind": known.kinds[row.kind],
            "state": STATES[row.state],
            "left": _left(row.current_due, today),
            "person": names.get(row.person_id, ""),
            "lines": [(line, names.get(line.person_id, "")) for line in lines],
            "with_people": any(line.person_id for line in lines),
            "steps": [
                (step, known.steps[step.step].title, STATES[known.steps[step.step].leaves], matters.get(step.entry_id)) for step in steps
            ],
            "matter": matters.get(row.entry_id),
            "following": _following(register, known, row) if _may(known, rights(request)) else [],
        },
    )


def _known(register: str) -> Register:
    if register not in REGISTERS:
        raise Http404
    return REGISTERS[register]


def _may(one: Register, mine: frozenset[str]) -> bool:
    return f"{one.area}.create" in mine


def _begin(register: str) -> str:
    one = REGISTERS[register]
    return reverse("matters_list" if one.takes_list else "matters_form", args=[one.matter])


def _following(register: str, one: Register, row: registers.RecordRow) -> list[tuple[str, str]]:
    """(title, address) of the steps that the record's state allows."""
    result = []
    for key, step in one.steps.items():
        if row.state not in step.allowed or key == "disposed":
            continue
        if one.takes_list and key != "undo":
            address = f"{reverse('matters_form', args=[one.follows])}?record_id={row.id}"
        elif one.takes_list:
            address = f"{reverse('matters_form', args=['withdraw_record'])}?register={register}&record_id={row.id}"
        else:
            matter = one.follows if one.follows and key in ("closed", "lasting", "looked_back", "recurred") else one.matter
            address = f"{reverse('matters_form', args=[matter])}?what={key}&record_id={row.id}"
        result.append((step.title, address))
    return result


def _left(due: date | None, today: date) -> tuple[str, str]:
    """How long there is, in words, and its tone."""
    if due is None:
        return "", ""
    days = (due - today).days
    if days < 0:
        return f"逾期 {-days} 天", "stopped"
    return ("今天到期" if not days else f"还剩 {days} 天"), "attention" if days <= SOON_DAYS else "waiting"


def _listing(request: HttpRequest, register: str, one: Register) -> Listing:
    today = installation.business_day()

    def matching(rows: Any, text: str) -> Any:
        return rows.filter(Q(title__icontains=text) | Q(party__icontains=text) | Q(number__icontains=text))

    def late(rows: Any, value: str) -> Any:
        return rows.filter(state=OPEN, current_due__lt=today) if value == "late" else rows.filter(state=OPEN, current_due__gte=today)

    def due_cell(row: Row) -> Cell:
        words, tone = _left(row["current_due"], today)
        return Cell(words, "state", tone=tone, hint=row["current_due"].isoformat()) if words else Cell("")

    def address(row: Row) -> str:
        return reverse("registers_one", args=[register, row["id"]])

    choices = [Choice("state", "状态", [(key, word) for key, (word, _) in STATES.items()], field="state")]
    if len(one.kinds) > 1:
        choices.append(Choice("kind", "类别", list(one.kinds.items()), field="kind"))
    if one.opens == OPEN:
        choices.append(Choice("due", "期限", [("late", "已逾期"), ("ahead", "未到期")], apply=late))
    rows = registers.records(register)
    with_money, with_heads = rows.exclude(amount_fen=0).exists(), rows.filter(heads__gt=0).exists()
    columns = [
        Column("id", "编号", link=address, sort="id"),
        Column("day", "日期", "day", sort="day"),
        Column("title", "内容", link=address),
        Column("kind", "类别", show=lambda row: Cell(one.kinds[row["kind"]])),
        Column("number", "文号或卷号"),
        Column("party", "对方或责任人"),
        *([Column("heads", "人数", "count", sort="heads")] if with_heads else []),
        *([Column("amount_fen", "金额", "yuan", sort="amount_fen", unit="元")] if with_money else []),
        *([Column("current_due", "期限", show=due_cell)] if one.opens == OPEN else []),
        Column("state", "状态", show=lambda row: _state(one, row)),
    ]
    return Listing(
        request,
        rows.values(*_FIELDS),
        name=f"register-{register}",
        title=one.title,
        default_sort="-id",
        search=matching,
        search_hint="内容、对方、文号",
        choices=choices,
        columns=columns,
        sums={"amount_fen": "金额"} if with_money else {},
        empty_title=f"{one.title}还没有记录",
        empty_advice="登记办结以后在这里。",
    )


def _state(one: Register, row: Row) -> Cell:
    word, tone = STATES[row["state"]]
    return Cell(word, "state", tone=tone, hint=one.steps[row["last_step"]].title if row["last_step"] else "")
