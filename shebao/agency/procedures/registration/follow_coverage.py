"""How a task of coverage stands (扩面任务进展登记): reminded, insured here or elsewhere, unwilling, unfit, closed."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.enrolment.coverage import FIRST, move_task, task
from shebao.agency.enrolment.schemes import COVERAGE_STATES
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated

KEY = "follow_coverage"
TITLE = "扩面任务进展登记"
LAW = "社会保险经办条例（国令第765号）第8条"
WORKING_DAYS = None
RISK = "low"
RESULT = "扩面任务进展回执"
REVERSAL = "登记有误的，再登记一次正确的状态；每次变动都在日志里。"
FIELDS = (
    Field("task_number", "任务编号", "number", help="在扩面名单里"),
    Field("state", "状态", "choice", choices=tuple((key, word) for key, (word, _) in COVERAGE_STATES.items() if key != FIRST)),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a task there is not, and one that stands so already."""
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Whose task, and the state before and after."""
    one = task(payload["task_number"])
    assert one is not None, "a task there is not is refused before"
    return [
        Change("任务", "", f"{one.name}，证件尾号 {one.number_tail}，{schemes.title(one.scheme)}"),
        Change("状态", COVERAGE_STATES[one.state][0], COVERAGE_STATES[payload["state"]][0]),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the move."""
    return move_task(payload["task_number"], payload["state"], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    one = task(payload["task_number"])
    return f"{one.name if one else ''}：{TITLE}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open step a task."""
    return ("coverage", payload["task_number"])
