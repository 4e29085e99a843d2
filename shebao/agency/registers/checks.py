"""What must always be true of the registers: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

from .kinds import REGISTERS
from .models import Record, RecordStep

Checked = tuple[int, list[str]]


def check_steps() -> Checked:
    """Every record is of a known kind, and each of its steps was allowed by the state that the one before left."""
    problems, states = [], {}
    for key, register, kind in Record.objects.order_by("id").values_list("id", "register", "kind"):
        if register not in REGISTERS or kind not in REGISTERS[register].kinds:
            problems.append(f"台账第{key}号：没有这种台账或类别。")
            continue
        states[key] = (register, REGISTERS[register].opens)
    for key, name in RecordStep.objects.order_by("id").values_list("record_id", "step"):
        register, state = states.get(key, ("", ""))
        step = REGISTERS[register].steps.get(name) if register else None
        if step is None or state not in step.allowed:
            problems.append(f"台账第{key}号：进展“{name}”不合它当时的状态。")
            continue
        states[key] = (register, step.leaves)
    return len(states), problems
