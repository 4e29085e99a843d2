"""The average contribution index of one person, year by year, with the deemed months weighed in."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from shebao.core.arithmetic.exact import Q, number
from shebao.core.policy.ask import Ask
from shebao.core.policy.employee import index
from shebao.core.policy.retirement.calculations import in_force
from shebao.core.rules import RuleSet

INDEX = RuleSet.of(index)
_YEAR = re.compile(r"(19|20)[0-9]{2}")


def average_contribution_index(ask: Ask) -> None:
    """平均缴费工资指数。国发〔2005〕38号."""
    entries = ask.items("years", "逐年缴费")
    yearly, weighted, months = [], number(0), number(0)
    for place, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or "base_sum" not in entry:
            ask.refuse(
                "years", f"第 {place} 年应有 base_sum", "参考工资可写 reference_wage_annual，不写则按 year 和 place 取参数；可另写 months。"
            )
        label = str(entry.get("year", f"第 {place} 年"))
        base = ask.item("years", f"{label} 年缴费基数合计", entry["base_sum"])
        reference = _reference_of_year(ask, label, entry)
        paid = ask.item("years", f"{label} 年缴费月数", entry.get("months", 12), 0, 12)
        if paid == 0 and base == 0:
            continue
        if paid == 0:
            ask.refuse("years", f"{label} 年有缴费基数但缴费月数为 0", "请核对月数。")
        # The year's bases over twelve-hundredths of the year's wage are the sum of the months' own indices.
        of_months = base.fraction * 12 / reference.fraction
        yearly.append(number(of_months / paid.fraction).round(4))
        if yearly[-1].round(2) > 3:
            ask.refuse("years", f"{label} 年缴费指数 {yearly[-1].text()} 超过 3", "缴费基数不超过参考工资的 300%，请核对基数和月数。")
        weighted, months = weighted + number(of_months), months + paid
    if months == 0:
        ask.refuse("years", "没有一个缴费月", "平均缴费指数至少要有一个月的缴费。")
    ask.record("yearly_index", tuple(yearly), "逐年缴费指数", "Table", expression="当年缴费基数之和 ÷（参考月工资 × 缴费月数）")
    ask.record("index_months", weighted, "各月指数之和", "Index", ("yearly_index",))
    if ask.has("actual_months"):
        ask.number("actual_months", "实际缴费月数", "Months", 1, 960, 0)
    else:
        ask.record("actual_months", number(months.fraction), "实际缴费月数", "Months", ("yearly_index",))
    ask.run(INDEX, "actual_avg_index")
    named = [date(int(year), 12, 31) for year in (str(entry.get("year")) for entry in entries) if _YEAR.fullmatch(year)]
    _deemed_index(ask, max(named, default=in_force(ask, "deemed_index")))


def _reference_of_year(ask: Ask, label: str, entry: dict[str, Any]) -> Q:
    """A year's wage: named by the case, or twelve months of the wage of the place where the person then paid."""
    if "reference_wage_annual" in entry:
        return ask.item("years", f"{label} 年参考工资（年）", entry["reference_wage_annual"], "0.01")
    if not _YEAR.fullmatch(label):
        ask.refuse("years", "没有参考工资，也没有年份", "请填写 reference_wage_annual 或 year。")
    where = ask.places.place_id(str(entry.get("place", ask.place)))
    row = ask.places.value("reference_wage", where, date(int(label), 12, 31))
    name, source = ask.places.places[row.place].name, f"{row.document}（{ask.places.places[row.place].name}）"
    wage = number(str(row.value))
    ask.record(f"reference_wage_{label}", wage, f"{label} 年参考工资（{name}，月）", "Yuan", (), source, row.confidence, note=row.note)
    return wage * 12


def _deemed_index(ask: Ask, day: date) -> None:
    """Weigh deemed months in; without any, the average stays what was actually paid."""
    if not ask.has("deemed_years", "deemed_months"):
        ask.record(
            "avg_index_including_deemed", ask.values["actual_avg_index"], "含视同缴费的平均缴费指数", "Index", ("actual_avg_index",),
            expression="没有视同缴费年限，即实际缴费平均指数",
        )  # fmt: skip
        return
    if ask.has("deemed_months"):
        months = number(ask.count("deemed_months", "视同缴费月数", hi=960, unit="Months"))
    else:
        years = ask.years("deemed_years", "视同缴费年限")
        months = ask.record("deemed_months", years * 12, "视同缴费月数", "Months", ("deemed_years",))
    ask.parameter("deemed_index", on=day)
    every = number((ask.values["actual_months"] + months).fraction)
    ask.record("all_months", every, "缴费月数合计", "Months", ("actual_months", "deemed_months"))
    ask.run(INDEX, "avg_index_including_deemed")


CALCULATIONS = (average_contribution_index,)
