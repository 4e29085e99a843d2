"""Says a judged relation in Chinese: what is printed, what the figures give, and the smallest repair."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.relations.figure import quoted
from shebao.core.evaluation.check.relations.judge import Relation, offers, shown
from shebao.core.evaluation.check.report import Report


def verdicts(report: Report, rule: str) -> Iterator[Verdict]:
    """What one rule's relations say of the report."""
    for relation in report.relations:
        if relation.candidate.rule == rule:
            yield verdict(relation)


def verdict(relation: Relation) -> Verdict:
    """A relation as a finding, or as one that holds."""
    candidate = relation.candidate
    result, formula = candidate.result, candidate.formula()
    quotes = quoted(candidate.figures)
    if not relation.severity and candidate.open:
        return holds(f"{formula} ≤ {result.label[-30:]}{result.printed}", quotes)
    if not relation.severity:
        return holds(f"{result.label[-30:]}{result.printed} = {formula}", quotes)
    value = shown(candidate)
    name = _name(relation)
    doubt = "，请核对" if relation.severity == "question" else ""
    return broken(
        relation.severity,
        f"“{name}”写 {result.printed}，按 {formula} 应为 {value}{_gap(relation)}{doubt}。",
        quotes,
        left=result.printed,
        right=formula,
        computed=value,
        tolerance="印出末位的半个单位",
        advice="".join(offers(relation)),
    )


_BARE = ("占", "为", "的")


def _name(relation: Relation) -> str:
    """What the printed result is called; a bare 占 is said with what has the share."""
    result, first = relation.candidate.result, relation.candidate.inputs[0]
    name = result.label[-30:].strip("：:，、（ ")
    if name in _BARE and first.order < result.order and first.sentence == result.sentence:
        name = f"{first.label[-24:].strip('：:，、（ ')}{name}"
    return name or "这个数"


def _gap(relation: Relation) -> str:
    """How far the parts lie from a printed total: 分项之和比总数少 40 万元."""
    candidate = relation.candidate
    value = candidate.computed()
    if candidate.shape != "sum" or min(candidate.signs) < 0 or value is None:
        return ""
    number = candidate.result.number
    return f"，{'多' if value > number.value else '少'} {number.shown(abs(value - number.value))}"
