"""A matter brought to a state by the verbs alone, for the tests of the engine."""

from __future__ import annotations

from shebao.agency.journal.by import By
from shebao.agency.matters import actions
from shebao.agency.matters.kind import Risk
from shebao.agency.matters.models import Matter
from tests.agency.matters import kinds
from tests.world.calendar import MAY_DAY

LOW, HIGH = kinds.kind("low"), kinds.kind("high")


def state_of(matter_id: int) -> str:
    return str(Matter.objects.values_list("state", flat=True).get(id=matter_id))


def in_state(risk: Risk, state: str, staff: dict[str, int]) -> int:
    """A matter brought to a state by the verbs alone."""
    kind = LOW if risk == "low" else HIGH
    matter_id = actions.submit(kind, {"amount": 5}, by=By(staff["acceptance"], MAY_DAY))
    if state == "returned":
        actions.send_back(kind, matter_id, by=By(staff["reviewer"], MAY_DAY), reason="资料不全")
    if state == "withdrawn":
        actions.withdraw(kind, matter_id, by=By(staff["acceptance"], MAY_DAY), reason="重复受理")
    if state in ("reviewed", "applied") and risk == "high":
        actions.review(kind, matter_id, by=By(staff["reviewer"], MAY_DAY))
    if state == "applied":
        actions.approve(kind, matter_id, by=By(staff["approver"], MAY_DAY))
    return matter_id
