"""The fact base of one report: what the agency states, what the counters count, and the actual value of every indicator."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from shebao.agency.enrolment.schemes import RESIDENT
from shebao.agency.statistics import queries as statistics
from shebao.agency.statistics.measure import Asked, Measure
from shebao.base.dated import Places
from shebao.core.evaluation.facts import Fact, Facts
from shebao.core.evaluation.score import Scored, Total, score_all, total
from shebao.core.evaluation.template import Template

from .entered import entered

SCHEME = RESIDENT


@dataclass(frozen=True, slots=True)
class Base:
    """Everything a draft stands on."""

    facts: Facts
    measures: dict[str, Measure]
    scored: tuple[Scored, ...]
    total: Total


def gather(agency: str, year: int, template: Template, place: str, places: Places, given: dict[str, Fraction | str], *, demo: bool) -> Base:
    """Facts and scores of one agency and year.

    given: what people judged: indicator key → a band (达成 …) or points; nothing is judged by the machine.
    """
    stated, words = entered(agency, year)
    about: Asked = statistics.asked(SCHEME, year, place, places)
    measures = statistics.measures(about)
    facts = stated | {name: _fact(one) for name, one in measures.items() if one.value is not None}
    _joined(facts)
    if demo:
        facts["report.demo"] = Fact("report.demo", "示范数据", Fraction(1), "个", "entered", "installation")
    actuals = {i.key: facts[i.measure].value if i.measure in facts else None for i in template.indicators}
    bands = {key: value for key, value in given.items() if isinstance(value, str)}
    points = {key: value for key, value in given.items() if isinstance(value, Fraction)}
    # Points without a band mean that people found the goal reached and weighed it inside that band.
    reached = {key: "达成" for key in points if key not in bands}
    scored = score_all(template, {**actuals, **reached, **bands}, points)
    whole = total(template, scored, {name: fact.value for name, fact in facts.items()})
    facts |= _score_facts(scored, whole)
    words = {"year": str(year), "agency.area": "全县", "agency.name": agency, **words}
    if whole.decided is not None:
        words["score.grade"] = whole.grade
    return Base(Facts(facts, words), measures, scored, whole)


def _fact(one: Measure) -> Fact:
    known = one.definition
    assert one.value is not None
    return Fact(
        known.name,
        known.title,
        one.value,
        known.unit,
        known.scope,
        f"statistics.{known.name}",
        f"{one.asked.scheme} {one.asked.year}",
        one.rows_count,
        known.definition,
    )


def _joined(facts: dict[str, Fact]) -> None:
    """Rates of a counted figure against a stated one."""
    insured, target = facts.get("resident.insured"), facts.get("resident.target")
    if insured and target and target.value:
        facts["enrolment.target_rate"] = Fact(
            "enrolment.target_rate",
            "参保任务完成率",
            insured.value / target.value,
            "rate",
            "business",
            "derived",
            "",
            insured.rows,
            "年末参保人数 ÷ 参保任务数",
        )


def _score_facts(scored: tuple[Scored, ...], whole: Total) -> dict[str, Fact]:
    undecided = sum(s.points.status != "exact" for s in scored)
    found = {"score.undecided": Fact("score.undecided", "不可判定的指标", Fraction(undecided), "项", "business", "score", "", len(scored))}
    if whole.decided is not None:
        found["score.total"] = Fact("score.total", "自评得分", whole.decided, "分值", "business", "score", "", len(scored))
    return found
