"""The fact base of one report: what the agency states, what the counters count, and the actual value of every indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from shebao.agency.schemes import MAIN
from shebao.agency.statistics import queries as statistics
from shebao.agency.statistics.measure import Asked, Measure
from shebao.base.dated import Places
from shebao.core.evaluation.facts import Fact, Facts
from shebao.core.evaluation.score import Scored, Total, reached, score_all, total
from shebao.core.evaluation.template import Template

from . import surveys
from .catalogue import COUNTED, SCHEMES
from .own_figures import entered

SCHEME = MAIN


@dataclass(frozen=True, slots=True)
class Base:
    """Everything a draft stands on."""

    facts: Facts
    measures: dict[str, Measure]
    scored: tuple[Scored, ...]
    total: Total


def gather(
    agency: str, year: int, template: Template, place: str, places: Places, given: dict[str, Fraction | str], *, invented: bool
) -> Base:
    """Facts and scores of one agency and year.

    given: what people judged: indicator key → a band (达成 …) or points; nothing is judged by the machine.
    """
    stated, words = entered(agency, year)
    about: Asked = statistics.asked(SCHEME, year, place, places)
    counted = statistics.measures(about)
    # A scheme whose books are not kept here has no figures: what was stated stands, and nobody is told that nothing was counted.
    measures = {COUNTED.get(name, name): one for name, one in counted.items() if name not in COUNTED or one.value is not None}
    facts = stated | {name: _fact(name, one) for name, one in measures.items() if one.value is not None}
    if "work.reform_retirees" in measures:
        facts.pop("work.reform_rate", None)  # the rate was stated of people whom others counted
    _joined(facts)
    _derived(facts)
    facts |= _survey_facts(agency, year)
    if invented:
        facts["report.invented"] = Fact("report.invented", "示范数据", Fraction(1), "个", "entered", "installation")
    actuals = {i.key: facts[i.measure].value if i.measure in facts else None for i in template.indicators}
    bands = {key: value for key, value in given.items() if isinstance(value, str)}
    points = {key: value for key, value in given.items() if isinstance(value, Fraction)}
    # Points without a band mean that people found the goal reached and weighed it inside that band.
    result = {key: "达成" for key in points if key not in bands}
    scored = score_all(template, {**actuals, **result, **bands}, points)
    whole = total(template, scored, {name: fact.value for name, fact in facts.items()})
    facts |= _score_facts(scored, whole)
    words = {"year": str(year), "agency.name": agency, **{f"scheme.{key}.name": title for key, title in SCHEMES.items()}, **words}
    if whole.grade != "unknown":
        words["score.grade"] = whole.grade
    return Base(Facts(facts, words), measures, scored, whole)


def _fact(name: str, one: Measure) -> Fact:
    known = one.definition
    assert one.value is not None
    return Fact(
        name,
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
    insured_of = [facts[key] for key in [f"scheme.{scheme}.insured" for scheme in SCHEMES] if key in facts]
    if insured and insured_of:
        whole = insured.value + sum((fact.value for fact in insured_of), Fraction(0))
        facts["scheme.total_insured"] = Fact(
            "scheme.total_insured", "各险种参保合计", whole, "人次", "business", "derived", "", insured.rows, "各险种参保人数之和"
        )
    for key, title, budget, counted in (
        ("fund.income_execution", "收入预算执行率", "scheme.resident.income_budget", "fund.income"),
        ("fund.expense_execution", "支出预算执行率", "scheme.resident.expense_budget", "fund.expense"),
    ):
        planned, actual = facts.get(budget), facts.get(counted)
        if planned and actual and planned.value:
            facts[key] = Fact(key, title, actual.value / planned.value, "rate", "fund", "derived", "", actual.rows, "实际 ÷ 预算")
            deviation = key.replace("execution", "deviation")
            facts[deviation] = Fact(
                deviation,
                title.replace("执行", "偏离"),
                actual.value / planned.value - 1,
                "rate",
                "fund",
                "derived",
                "",
                actual.rows,
                "（实际－预算）÷ 预算",
            )


_SUMS = (
    ("resident.received", "到账缴费和补贴", "fen", "fund", ("resident.own", "resident.subsidy", "resident.assisted")),
    ("staff.on_duty", "在职、编外和公益性岗位人员", "人", "entered", ("staff.in_post", "staff.contract", "staff.public_welfare")),
    ("work.screening_total", "数据比对合计", "条", "business", ("work.screening_first", "work.screening_second")),
    ("work.online_total", "网上认证合计", "人", "business", ("work.online_dependants", "work.online_pensioners")),
)
_RESTS = (
    ("resident.net_new", "核定与终止相抵净增", "resident.decided", "resident.ended"),
    ("resident.net_gone", "核定与终止相抵净减", "resident.ended", "resident.decided"),
    ("resident.not_renewed", "未续缴人数", "resident.renewal_due", "resident.renewed"),
    ("work.back_pay_owing_people", "误补发尚未追回人数", "work.back_pay_people", "work.back_pay_recovered_people"),
    ("work.back_pay_owing", "误补发尚未追回金额", "work.back_pay", "work.back_pay_recovered"),
)
_MEANS = (
    ("resident.per_time", "发放次均", "resident.paid", "resident.times"),
    ("resident.assisted_each", "代缴人均", "resident.assisted", "resident.assisted_people"),
    ("payout.back_pay_each", "补发笔均", "payout.back_pay", "payout.back_pay_lines"),
    ("work.skill_each", "技能提升补贴人均", "work.skill_paid", "work.skill_people"),
    ("work.recovered_each", "追回人均", "work.recovered", "work.recovered_people"),
    *((f"scheme.{key}.per_time", "发放次均", f"scheme.{key}.paid", f"scheme.{key}.times") for key in SCHEMES),
    *((f"scheme.{key}.subsidy_each", "补助次均", f"scheme.{key}.subsidy_paid", f"scheme.{key}.subsidy_times") for key in SCHEMES),
)
_WHOLES = (("scheme.total_income", "其他险种基金收入", "income"), ("scheme.total_expense", "其他险种基金支出", "expense"))
RECOMPUTED = frozenset(str(row[0]) for rows in (_SUMS, _RESTS, _MEANS, _WHOLES) for row in rows)
"""The facts worked out from others so that a reader can recompute what a sentence says."""
_LEAST_PARTS = 2


def _derived(facts: dict[str, Fact]) -> None:
    """Sums, rests and means of facts at hand, so that a reader can recompute what a sentence says."""
    for key, title, unit, scope, parts in _SUMS:
        own = [facts[part] for part in parts if part in facts]
        if len(own) >= _LEAST_PARTS:
            facts[key] = _made(key, title, sum((fact.value for fact in own), Fraction(0)), unit, scope, own, "＋")
    for key, title, whole, part in _RESTS:
        if whole in facts and part in facts and facts[whole].value >= facts[part].value:
            own = [facts[whole], facts[part]]
            facts[key] = _made(key, title, own[0].value - own[1].value, own[0].unit, own[0].scope, own, "－")
    for key, title, amount, count in _MEANS:
        if amount in facts and count in facts and facts[count].value:
            own = [facts[amount], facts[count]]
            facts[key] = _made(key, title, own[0].value / own[1].value, own[0].unit, own[0].scope, own, "÷")
    for key, title, part in _WHOLES:
        own = [facts[f"scheme.{name}.{part}"] for name in SCHEMES if name != SCHEME and f"scheme.{name}.{part}" in facts]
        if len(own) >= _LEAST_PARTS:
            facts[key] = _made(key, title, sum((fact.value for fact in own), Fraction(0)), "fen", "fund", own, "＋")


def _made(key: str, title: str, value: Fraction, unit: str, scope: str, own: Sequence[Fact], sign: str) -> Fact:
    return Fact(key, title, value, unit, scope, "derived", "", max(fact.rows for fact in own), sign.join(fact.title for fact in own))


def _survey_facts(agency: str, year: int) -> dict[str, Fact]:
    """Satisfaction from the agency's own finished survey, which takes the place of a stated one."""
    outcome = surveys.closed(agency, year)
    if outcome is None or outcome[1].share is None:
        return {}
    survey, result = outcome
    source = {"measure": "survey", "arguments": f"survey {survey.pk}", "rows": result.returned, "document": surveys.drawn_from(survey)}
    rows = [
        ("satisfaction", "服务对象满意度", result.share, "rate"),
        ("sample", "问卷样本", Fraction(result.sample), "人"),
        ("returned", "收回问卷", Fraction(result.returned), "份"),
        ("valid", "有效问卷", Fraction(result.valid), "份"),
    ]
    if result.margin is not None:
        rows.append(("margin", "允许误差", result.margin, "rate"))
    return {f"survey.{name}": Fact(f"survey.{name}", title, value, unit, "business", **source) for name, title, value, unit in rows}  # type: ignore[arg-type]


def _score_facts(scored: tuple[Scored, ...], whole: Total) -> dict[str, Fact]:
    """What can be said about the score: the total, or its bounds, or only how many targets were reached."""
    result: dict[str, tuple[int | Fraction, str, str]] = {
        "undecided": (sum(s.points.status != "exact" for s in scored), "项", "不可判定的指标"),
        "measured": (sum(s.actual is not None for s in scored), "项", "有实际完成值的指标"),
        "reached": (sum(reached(s) for s in scored), "项", "达到目标的指标"),
    }
    weights = [s.indicator.weight for s in scored]
    if any(weight is None for weight in weights):
        result["unpublished"] = (sum(weight is None for weight in weights), "项", "分值未公布的指标")
    else:
        exact = [s for s in scored if s.points.status == "exact"]
        result |= {
            "low": (whole.low, "分值", "自评得分下限"),
            "high": (whole.high, "分值", "自评得分上限"),
            "decided_weight": (sum((s.indicator.weight or Fraction(0) for s in exact), Fraction(0)), "分值", "已判定指标的分值"),
            "decided_points": (sum((s.points.low for s in exact), Fraction(0)), "分值", "已判定指标的得分"),
        }
    if whole.decided is not None:
        result["total"] = (whole.decided, "分值", "自评得分")
    return {
        f"score.{name}": Fact(f"score.{name}", title, Fraction(value), unit, "business", "score", "", len(scored))
        for name, (value, unit, title) in result.items()
    }
