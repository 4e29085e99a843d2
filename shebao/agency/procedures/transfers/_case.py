"""The case a matter of this line is about, in the words that whoever signs reads."""

from __future__ import annotations

from shebao.agency.matters.kind import Change, Payload
from shebao.agency.people import queries as people
from shebao.agency.transfers import queries as known
from shebao.agency.transfers.kinds import STATES
from shebao.base.finding import refuse


def case_in(payload: Payload, *states: str) -> known.CaseRow:
    """The case asked for; refused where it is in another state."""
    row = known.case(payload["case_id"])
    if row.state not in states:
        wanted = "、".join(STATES[state].title for state in states)
        refuse(
            "procedures.case",
            f"转移件 {row.id} 现在是“{STATES[row.state].title}”，这一步要求“{wanted}”",
            "请在转移接续页面核对。",
            "case_id",
        )
    return row


def described(row: known.CaseRow) -> list[Change]:
    """The case in three lines."""
    return [
        Change("人员", "", people.person(row.person_id).name),
        Change("转移类别", "", f"{row.title}，{'省内' if row.same_province else '跨省'}"),
        Change("对方", "", f"{row.other_place}，{row.other_agency}，联系函 {row.number}"),
    ]


def heading_of(title: str, payload: Payload) -> str:
    """A matter's title with the name of the person."""
    return f"{people.person(known.case(payload['case_id']).person_id).name}：{title}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a case."""
    return ("transfer", payload["case_id"])
