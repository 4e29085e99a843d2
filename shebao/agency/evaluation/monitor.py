"""What monitoring looks at in this agency: goals and budgets as of the end of a month, from the counters and from stated figures."""

from __future__ import annotations

from fractions import Fraction

from shebao.agency.certification import queries as certification
from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.fund import queries as fund
from shebao.agency.payout import queries as payout
from shebao.agency.schemes import MAIN
from shebao.base.dated import Places
from shebao.base.months import last_day
from shebao.core.evaluation.facts import Fact
from shebao.core.evaluation.monitor import Goal, Progress, judge
from shebao.core.evaluation.template import load

from .own_figures import entered


def as_of(agency: str, year: int, month: int, template_key: str, place: str, places: Places) -> list[Progress]:
    """Every goal and budget that can be followed, at the end of a month (1–12) of the year."""
    stated, _ = entered(agency, year)
    reached = _reached(year, month, place, places)
    items = [judge(goal, month, reached.get(goal.key)) for goal in _goals(template_key, stated)]
    return items + _budgets(stated, year, month)


def _goals(template_key: str, stated: dict[str, Fact]) -> list[Goal]:
    """Goals with the targets of the agency's template; months paid and the task of insured persons stand in no template."""
    targets = {i.measure: i.target for i in load(template_key).indicators if i.target is not None}
    goals = [
        Goal("contributions.paid_rate", "参保缴费率", "cumulative", targets.get("contributions.paid_rate") or Fraction(1), "rate"),
        Goal("certification.rate", "资格认证率", "standing", targets.get("certification.rate") or Fraction(1), "rate"),
        Goal("payout.months", "按月发放", "cumulative", Fraction(12), "月"),
    ]
    if "resident.target" in stated:
        goals.append(Goal("resident.insured", "参保任务", "standing", stated["resident.target"].value, "人"))
    return goals


def _reached(year: int, month: int, place: str, places: Places) -> dict[str, Fraction]:
    """What the counters say as of the end of the month."""
    first, now = year * 100 + 1, year * 100 + month
    age = int(str(places.value("resident_claim_age_years", place, last_day(now)).value))
    rates = contributions.rates(MAIN, year, now, age)
    certified = certification.rates(MAIN, now)
    result = {
        "resident.insured": Fraction(enrolment.insured(MAIN, now)),
        "payout.months": Fraction(sum(first <= done <= now for done in payout.months_paid(MAIN))),
    }
    if rates.due:
        result["contributions.paid_rate"] = Fraction(rates.paid, rates.due)
    if certified.in_payment:
        result["certification.rate"] = Fraction(certified.certified, certified.in_payment)
    return result


def _budgets(stated: dict[str, Fact], year: int, month: int) -> list[Progress]:
    """The agency's own spending against its budget, and the fund's income and expense against theirs, where they are stated."""
    items = []
    adjusted = stated.get("budget.adjusted") or stated.get("budget.initial")
    if adjusted and adjusted.value:
        spent = stated.get(f"budget.spent.{month:02d}")
        items.append(judge(Goal("budget.spent", "单位预算支出", "ceiling", adjusted.value, "fen"), month, spent.value if spent else None))
    statement = fund.statement_of(MAIN, year * 100 + 1, year * 100 + month)
    for key, title, fen in (("income", "基金收入", statement.income_fen), ("expense", "基金支出", statement.expense_fen)):
        planned = stated.get(f"scheme.resident.{key}_budget")
        if planned and planned.value:
            items.append(
                judge(
                    Goal(f"fund.{key}", title, "cumulative" if key == "income" else "ceiling", planned.value, "fen"), month, Fraction(fen)
                )
            )
    return items
