"""Two calculation sheets side by side: what changed between what was known then and what is known now, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shebao.core.sheet import Sheet, Step

Reason = Literal["input", "parameter", "rule", "follows", "added", "removed"]
WORDS: dict[Reason, str] = {
    "input": "输入不同",
    "parameter": "参数不同",
    "rule": "公式或条文不同",
    "follows": "由上述差异引起",
    "added": "新增的一步",
    "removed": "不再有的一步",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of two sheets that differs: the causes come first, what follows from them after."""

    name: str
    title: str
    before: str
    after: str
    unit: str
    reason: Reason
    source_before: str
    source_after: str

    def __str__(self) -> str:
        return f"{self.title}：{self.before or '无'} → {self.after or '无'}{self.unit}（{WORDS[self.reason]}）"


def differences(before: Sheet, after: Sheet) -> tuple[Difference, ...]:
    """Every line whose value or source differs, causes (inputs, parameters, rules) before consequences."""
    old = {step.name: step for step in before.steps}
    new = {step.name: step for step in after.steps}
    items = [
        _difference(name, old.get(name), new.get(name)) for name in dict.fromkeys([*old, *new]) if _differ(old.get(name), new.get(name))
    ]
    return tuple(sorted(items, key=lambda difference: difference.reason == "follows"))


def _differ(a: Step | None, b: Step | None) -> bool:
    if a is None or b is None:
        return True
    return (a.value, a.source, a.expression) != (b.value, b.source, b.expression)


def _difference(name: str, a: Step | None, b: Step | None) -> Difference:
    step = b or a
    assert step is not None
    return Difference(
        name=name,
        title=step.title,
        before=a.value if a else "",
        after=b.value if b else "",
        unit=step.unit,
        reason=_reason(a, b),
        source_before=a.source if a else "",
        source_after=b.source if b else "",
    )


def _reason(a: Step | None, b: Step | None) -> Reason:
    if a is None:
        return "added"
    if b is None:
        return "removed"
    if a.inputs or b.inputs:
        return "rule" if (a.expression, a.source) != (b.expression, b.source) else "follows"
    return "input" if a.source == b.source == "输入" else "parameter"
