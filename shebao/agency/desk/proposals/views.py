"""Everything that was proposed without being asked for (免申即享): sums by rule, who, why and by which article, and what became of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from shebao.agency.employers import queries as employers
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import me, needs
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.agency.procedures.worklist import may_submit
from shebao.agency.public import queries
from shebao.agency.public.kinds import RULES, SKILL, STABILITY, SURVIVORS
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.unemployment import queries as unemployment
from shebao.base.finding import Finding, Refused

BEGUN_BY = {STABILITY: "propose_stability", SKILL: "propose_skill", SURVIVORS: "propose_survivors"}
REPLIES = (("", "没有回答"), ("yes", "要办"), ("no", "不要"))


@needs("person.read")
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """The sums and the list; asked with POST the list is exported."""
    listing, refusal = _listing(request), None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            refusal = refused.finding
    mine = {kind.key: kind.title for kind in may_submit(me(request))}
    page = {
        "list": listing.load(),
        "refusal": refusal,
        "sums": [_sum(*one) for one in queries.proposal_sums()],
        "kinds": [(key, mine[key]) for key in (*BEGUN_BY.values(), "propose_entitlement") if key in mine],
    }
    return render(request, "desk/proposals/proposals.html", page)


def _sum(rule: str, period: int, proposed: int, fen: int, yes: int, no: int) -> dict[str, Any]:
    waiting = len(queries.agreed(rule, period)) if rule == STABILITY else 0
    return {
        "title": RULES[rule], "rule": rule, "period": period, "proposed": proposed, "fen": fen, "yes": yes, "no": no, "waiting": waiting,
        "when": f"{period} 年" if period < 10_000 else f"{period // 100}-{period % 100:02d}",
    }  # fmt: skip


def _listing(request: HttpRequest) -> Listing:
    def decorate(rows: list[Row]) -> None:
        _decorate(rows)

    def whom(row: Row) -> Cell:
        if row["employer_id"]:
            return Cell(row["whom"], "", reverse("employers_one", args=[row["employer_id"]]))
        return Cell(row["whom"], "", reverse("people_one", args=[row["person_id"]]))

    def outcome(row: Row) -> Cell:
        text, tone, href = row["outcome"]
        return Cell(text, "state", href, tone)

    return Listing(
        request,
        queries.listed_proposals(),
        name="proposals",
        title="免申即享",
        choices=[
            Choice("rule", "规则", list(RULES.items()), field="rule"),
            Choice("reply", "回答", [("yes", "要办"), ("no", "不要")], field="reply"),
        ],
        columns=[
            Column("title", "什么"),
            Column("whom", "谁", show=whom),
            Column("why", "为什么"),
            Column("law", "依据"),
            Column("amount_fen", "预计", "yuan", unit="元", sort="amount_fen"),
            Column("day", "告知日期", "day", sort="day"),
            Column("outcome", "后来怎样", show=outcome),
        ],
        decorate=decorate,
        empty_title="还没有告知过",
        empty_advice="从上面选一条规则，由系统找出该享受而没有申请的。",
    )


def _decorate(rows: list[Row]) -> None:
    """Names and outcomes of a page's rows, every table asked once."""
    names = people.person_names([row["person_id"] for row in rows if row["person_id"]])
    units = employers.names([row["employer_id"] for row in rows if row["employer_id"]])
    states = queries.states_of([row["submission_id"] for row in rows if row["submission_id"]])
    granted = {
        (one.employer_id, year)
        for year in {row["period"] for row in rows if row["rule"] == STABILITY}
        for one in unemployment.employer_rows("stability", year=year)
        if one.amount_fen
    }
    dead = [row["person_id"] for row in rows if row["rule"] == SURVIVORS]
    owed = payout.owed_at_deaths(dead, RESIDENT) if dead else {}
    holders = [row["person_id"] for row in rows if row["rule"] == SKILL]
    subsidised = unemployment.granted_to(holders, "skill") if holders else {}
    for row in rows:
        row["title"] = RULES[row["rule"]]
        row["whom"] = units.get(row["employer_id"], "") if row["employer_id"] else names.get(row["person_id"], "")
        row["outcome"] = _outcome(row, states, granted, owed)
        if row["rule"] == SKILL and any(one.month // 100 == row["period"] for one in subsidised.get(row["person_id"], ())):
            row["outcome"] = ("已经核定", "done", reverse("unemployment_one", args=[row["person_id"]]))


def _outcome(
    row: Row, states: dict[int, queries.Progress], granted: set[tuple[int, int]], owed: dict[int, set[str]]
) -> tuple[str, str, str]:
    """(words, tone, address) of what became of a proposal."""
    if (row["employer_id"], row["period"]) in granted and row["rule"] == STABILITY:
        return "已列入返还名单", "done", reverse("unemployment_lists") + f"?year={row['period']}"
    if row["submission_id"] in states:
        one = states[row["submission_id"]]
        return one.words, one.tone, reverse("inbox_one", args=[one.id])
    if row["rule"] == SURVIVORS:
        kinds = owed.get(row["person_id"], set())
        if kinds:
            return "已经核定", "done", reverse("people_one", args=[row["person_id"]])
        return "还没有人来办", "attention", reverse("people_one", args=[row["person_id"]])
    return ("不要", "stopped", "") if row["reply"] == "no" else ("没有回答", "waiting", "")


def nothing() -> Finding:
    """What is said where nobody waits."""
    return Finding("public.nothing", "没有回答“要办”、等着受理的单位", advice="单位在网厅“主动找您”里回答以后列在这里。")
