"""One injury case: from the recognition to the last payment as one time line with the money beside it."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.benefits import queries as benefits
from shebao.agency.desk.payout.steps import outcome_of
from shebao.agency.employers import queries as employers
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import CARE, CATALOGUE, CLAIMS, CONCLUSIONS, GRADES, INJURIES, LIABLE, NURSING, RELATIONS, RESULTS, SERVICES
from shebao.agency.matters import queries as matters
from shebao.agency.pages.access import me, needs, rights
from shebao.agency.pages.matter_form import by_hand
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.agency.procedures.worklist import may_submit
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.money import grouped
from shebao.base.months import month_title

from .register import TONES


class Event(NamedTuple):
    """One line of the time line: the fund's and the employer's money, and what became of it."""

    on: date
    title: str
    text: str
    fund_fen: int = 0
    employer_fen: int = 0
    states: tuple[tuple[str, str, str], ...] = ()
    """(word, tone, address) of each payment."""
    cancel: int = 0
    """The claim that may still be taken back."""


@needs("person.read")
def one(request: HttpRequest, case_id: int) -> HttpResponse:
    """The page."""
    case = or_missing(lambda: injury.case(case_id))
    events = _events(request, case)
    bills = [(row, SERVICES[row.service], CATALOGUE[row.catalogue]) for row in injury.bills(case_id=case_id)]
    return render(
        request,
        "desk/injury/case.html",
        {
            "case": case,
            "person": people.person(case.person_id),
            "kind": INJURIES[case.kind],
            "result": (RESULTS[case.result], TONES[case.result]),
            "liable": LIABLE[case.liable],
            "grade": GRADES[case.grade] if case.grade is not None else "",
            "nursing": NURSING.get(case.nursing, ""),
            "employer": employers.employer(case.employer_id) if case.employer_id else None,
            "events": events,
            "fund_fen": sum(event.fund_fen for event in events),
            "employer_fen": sum(event.employer_fen for event in events),
            "bills": bills,
            "cut_fen": sum(row.cut_fen for row, *_ in bills),
            "dependants": _dependants(case_id),
            "monthly": [held for held in benefits.of_person(case.person_id) if held["scheme"] == INJURY],
            "advances": [row for row in injury.advances() if row.case_id == case_id],
            "matters": matters.about("injury", case_id),
            "services": _services(request),
        },
    )


def _events(request: HttpRequest, case: injury.CaseRow) -> list[Event]:
    """Everything that happened, in order of its day."""
    events = [Event(case.happened_on, INJURIES[case.kind], case.project or "受伤或确诊")]
    events += [
        Event(row.decided_on, f"认定结论：{RESULTS[row.result]}", f"{row.decision_no}；支付方：{LIABLE[row.liable]}")
        for row in injury.recognitions(case.id)
    ]
    events += [
        Event(
            row.concluded_on,
            f"{CONCLUSIONS[row.kind]}：{GRADES[row.grade]}",
            f"{row.conclusion_no}，{NURSING[row.nursing]}，{row.served_on.isoformat()} 送达",
        )
        for row in injury.grades(case.id)
    ]
    events += [
        Event(row.from_day, f"备案：{CARE[row.kind]}", f"{row.provider}，至 {row.to_day.isoformat() if row.to_day else '治疗结束'}")
        for row in injury.care(case.id)
    ]
    claims = injury.claims_of(case.id)
    states = _states(request, [claim.id for claim in claims])
    for claim in claims:
        text = _claim_text(claim)
        if claim.cancelled:
            events.append(Event(claim.decided_on, f"核定：{CLAIMS[claim.kind]}（第 {claim.id} 号）", f"已撤销：{claim.cancelled}"))
            continue
        waiting = all(tone == "waiting" for _, tone, _ in states.get(claim.id, []))
        events.append(
            Event(
                claim.decided_on,
                f"核定：{CLAIMS[claim.kind]}（第 {claim.id} 号）",
                text,
                claim.once_fen,
                claim.employer_fen,
                tuple(states.get(claim.id, [])),
                claim.id if waiting else 0,
            )
        )
    return sorted(events, key=lambda event: event.on)


def _claim_text(claim: injury.ClaimRow) -> str:
    """What a claim comes to, in words."""
    facts = claim.facts
    match claim.kind:
        case "medical":
            return f"申报 {grouped(facts['charged_fen'])} 元，核减 {grouped(facts['cut_fen'])} 元"
        case "disability":
            monthly = f"，每月 {grouped(facts['monthly_fen'])} 元" if facts["monthly_fen"] else ""
            if "handed_over" in facts:
                return f"{GRADES[claim.grade]}，{_taken_over(facts)}{monthly}"
            return f"{GRADES[claim.grade]}，本人工资 {grouped(facts['wage_fen'])} 元{monthly}"
        case "death" if "handed_over" in facts:
            return _taken_over(facts)
        case "death":
            return f"丧葬补助金 {grouped(facts['funeral_fen'])} 元，工亡补助金 {grouped(facts['grant_fen'])} 元"
        case "termination":
            return f"{facts['ended_on']} 解除，关系终止"
        case _:
            return f"记暂付款，{len(facts['items'])} 项"


def _taken_over(facts: dict[str, Any]) -> str:
    return f"从原系统接收，{month_title(facts['handed_over'])}起在这里发放"


def _states(request: HttpRequest, claim_ids: list[int]) -> dict[int, list[tuple[str, str, str]]]:
    """Claim → what became of each payment."""
    dues = payout.dues_of_claims(claim_ids, INJURY)
    lines: dict[int, Any] = {line.pk: line for person in {row.person_id for row in dues} for line in payout.lines_of_person(person)}
    result: dict[int, list[tuple[str, str, str]]] = {}
    for row in dues:
        line = lines.get(row.line_id)
        address = reverse("payout_one", args=[row.run_id]) if row.run_id and "payout.read" in rights(request) else ""
        if line is not None:
            state = (*outcome_of(line.paid, line.withheld_reason), address)
        else:
            state = ("已列入批次" if row.run_id else "待发", "attention" if row.run_id else "waiting", address)
        result.setdefault(row.claim_id, []).append(state)
    return result


def _dependants(case_id: int) -> list[dict[str, Any]]:
    rows = injury.dependants(case_id)
    states = benefits.states_by_person([row.person_id for row in rows], INJURY)
    return [{"row": row, "relation": RELATIONS[row.relation][0], "state": states.get(row.person_id, "none")} for row in rows]


def _services(request: HttpRequest) -> list[dict[str, str]]:
    """The matters this member may accept that are asked for one case."""
    mine = [
        one for one in may_submit(me(request)) if any(field.name == "case_id" for field in one.fields) and one.key != "record_recognition"
    ]
    return [{"title": one.title, "href": reverse("matters_form" if by_hand(one) else "matters_list", args=[one.key])} for one in mine]
