"""One person's calculation as it is kept with an award: the figures of that person, and the wording all such sheets share.

The counterpart of `decisions` for calculations that are asked person by person because their facts and steps differ: the
two texts are of the same shape, and `decisions.rebuild` makes the whole sheet of them again.
"""

from __future__ import annotations

from typing import Any

from shebao.base.canonical import canonical
from shebao.base.months import month_of
from shebao.core.arithmetic.exact import Q
from shebao.core.policy.calculation import Answer
from shebao.core.policy.decisions import figures_of, rebuild
from shebao.core.rules import Rule
from shebao.core.sheet import Step


def stored(answer: Answer) -> tuple[str, str]:
    """(the person's figures: name → value, the wording with a gap for each figure), both as canonical JSON.

    Amounts in yuan are whole fen, a month is YYYYMM, everything else is the text on the sheet. The sheet made again of the
    two is the answer's own, or the award is not made.
    """
    rules = {name: rule for chosen in answer.ask.rules_used for name, rule in chosen.rules.items()}
    values: dict[str, Any] = {"month": month_of(answer.sheet.on)}
    steps = []
    for step in answer.sheet.steps:
        kind = _kind(step, answer.values.get(step.name))
        values[step.name] = _value(step, answer.values.get(step.name), kind)
        steps.append(_wording(step, rules.get(step.name), kind))
    sheet = answer.sheet
    wording = {
        "calculation": sheet.calculation,
        "title": sheet.title,
        "source": sheet.source,
        "place": sheet.place,
        "rules_digest": sheet.rules_digest,
        "places_digest": sheet.places_digest,
        "steps": steps,
    }
    figures, text = canonical(values), canonical(wording)
    assert rebuild(figures, text).steps == sheet.steps, "the stored sheet is not the one that was computed"
    return figures, text


def _kind(step: Step, value: Any) -> str:
    """How the value is kept: "number" (fen), "month", or as its text."""
    if step.unit == "元" and isinstance(value, Q) and (value.fraction * 100).denominator == 1:
        return "number"
    return "month" if step.unit == "年月" and isinstance(value, int) else "text"


def _value(step: Step, value: Any, kind: str) -> Any:
    if kind == "number":
        return int(value.fraction * 100)
    return value if kind == "month" else step.value


def _wording(step: Step, rule: Rule | None, kind: str) -> dict[str, Any]:
    """What is said of a step whoever it is about. A formula with its figures becomes one with gaps; other figures stay as they are."""
    gaps = figures_of(rule.function, rule.arguments) if rule and step.figures else step.figures.replace("{", "{{").replace("}", "}}")
    return {
        "name": step.name,
        "title": step.title,
        "unit": step.unit,
        "places": 2 if kind == "number" else 0,
        "kind": kind,
        "from": list(step.inputs),
        "source": step.source,
        "confidence": step.confidence,
        "expression": step.expression,
        "figures": gaps,
        "note": step.note,
    }
