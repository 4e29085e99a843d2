"""The calculation sheet (核定表): every step of a calculation with its value, where it came from, and the article of law.

The sheet stored with a decision, the page that answers "how was this computed?" and an auditor's recalculation are
this one object.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from shebao.base.dated import BEGINNING, CONFIDENCES
from shebao.base.months import month_text
from shebao.core.arithmetic.exact import Q, number

GIVEN = "given"
"""Confidence of an input: it is as good as the record it was taken from, which is not for the law to judge."""


@dataclass(frozen=True, slots=True)
class Unit:
    """How a value is written: its unit in words and its decimals (None: as many as it needs)."""

    title: str
    places: int | None
    kind: str = "number"


UNITS: Mapping[str, Unit] = {
    "Yuan": Unit("元", 2),
    "Months": Unit("个月", None),
    "Years": Unit("年", None),
    "Days": Unit("天", 0),
    "Count": Unit("", 0),
    "Persons": Unit("人", 0),
    "Index": Unit("", 4),
    "Ratio": Unit("", None),
    "Divisor": Unit("个月", None),
    "Month": Unit("年月", None, "month"),
    "Day": Unit("日期", None, "day"),
    "Truth": Unit("", None, "truth"),
    "Text": Unit("", None, "text"),
    "Table": Unit("", None, "table"),
}
"""A rule's return annotation names its unit; columns of it are kept in whole units of the last decimal."""

WORDS: Mapping[str, str] = {
    "none": "不取舍",
    "exact": "不取舍",
    "nearest_yuan": "四舍五入到元",
    "up_yuan": "进位到元",
    "down_yuan": "舍到元",
    "up_jiao": "见分进角",
    "up_half": "进位到半年",
    "up_1": "进位到一位小数",
    "half_up_1": "四舍五入到一位小数",
    "half_up_2": "四舍五入到两位小数",
    "up_2": "进位到两位小数",
    "down_2": "舍到两位小数",
    "half_up_4": "四舍五入到四位小数",
    "down_4": "舍到四位小数",
    "inclusive": "含当月",
    "exclusive": "不含当月",
    "male60": "男职工（原60周岁）",
    "female55": "女干部（原55周岁）",
    "female50": "女工人（原50周岁）",
    "rural": "新型农村社会养老保险",
    "urban": "城镇居民社会养老保险",
    "male": "男",
    "female": "女",
    "underground": "井下",
    "high_altitude": "高空",
    "heavy_labour": "特别繁重体力劳动",
    "high_heat": "高温",
    "harmful": "有毒有害",
    "own_wage_months": "本人工资的月数",
    "area_wage_months": "职工月平均工资的月数",
    "area_wage_by_age": "职工月平均工资乘以距规定年龄的年数",
    "yuan_base": "定额",
    "fund": "工伤保险基金",
    "employer": "用人单位",
    "resident": "城乡居民养老保险",
    "employee": "企业职工养老保险",
    "annuity": "职业年金",
    "active": "在职",
    "retired": "退休",
    "terminated": "劳动关系已解除",
    "national": "全国",
    "retiree": "退休人员",
    "employer (if no suitable work)": "用人单位（难以安排工作的）",
    "sum_of_bases": "各人缴费基数之和",
    "wage_bill": "单位工资总额",
    "recomputed": "重新计算",
    "not recomputed": "不重新计算",
    "recomputed with account part": "连同个人账户部分重新计算",
    "full month in both cases": "两种情形都按整月计",
    "new formula only": "只按新办法",
    "old formula": "按老办法",
    "new<=old: old": "新办法不高于老办法的，按老办法",
    "new formula": "只按新办法",
    "from 2024-10-01": "2024-10-01 起",
    "new>old: old + (new-old) x ratio": "新办法高于老办法的，老办法待遇加高出部分乘以当年比例",
    "income_account": "收入户",
    "fiscal_account": "财政专户",
    "expenditure_account": "支出户",
    "year": "年度",
    "rate": "利率",
    "opening": "年初余额",
    "opening_interest": "年初余额利息",
    "month_product": "月积数",
    "current_interest": "当年缴费利息",
    "closing": "年末余额",
    "contribution_base": "缴费基数",
    "unit_amount": "单位缴费",
    "person_amount": "个人缴费",
    "account_credit": "记入个人账户",
    "true": "是",
    "false": "否",
}
"""How the words of parameters and choices are written on the sheet; any other word stands as it is."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the sheet. `inputs` are the names of the lines it was computed from."""

    name: str
    title: str
    value: str
    unit: str
    inputs: tuple[str, ...] = ()
    source: str = ""
    confidence: str = GIVEN
    expression: str = ""
    """The formula in words, e.g. “(计发基数 + 计发基数 × 指数) ÷ 2 × 年限 × 1%，四舍五入到分”."""
    figures: str = ""
    """The same formula with this person's figures."""
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """The step in the shape the command line promises."""
        return {
            "name": self.name,
            "title": self.title,
            "value": self.value,
            "unit": self.unit,
            "from": list(self.inputs),
            "source": self.source,
            "confidence": self.confidence,
            "expression": self.expression,
            "figures": self.figures,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole calculation at a place on a day, with the digests of the rules and parameters it was made with."""

    calculation: str
    title: str
    place: str
    on: date
    steps: tuple[Step, ...]
    rules_digest: str = ""
    places_digest: str = ""
    source: str = ""

    def step(self, name: str) -> Step:
        """The line of that name; KeyError if the sheet has none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)

    @property
    def confidence(self) -> str:
        """The lowest confidence of any line."""
        return lowest(step.confidence for step in self.steps)

    @property
    def notes(self) -> tuple[str, ...]:
        """Everything the reader must know besides the figures, each once."""
        return tuple(dict.fromkeys(step.note for step in self.steps if step.note))

    def as_json(self) -> dict[str, Any]:
        """The sheet as plain data, in the shape of `shebao explain --json`."""
        return {
            "calculation": self.calculation,
            "title": self.title,
            "place": self.place,
            "on": self.on.isoformat() if self.on != BEGINNING else "",
            "source": self.source,
            "confidence": self.confidence,
            "rules_digest": self.rules_digest,
            "places_digest": self.places_digest,
            "steps": [step.as_json() for step in self.steps],
        }

    def digest(self) -> str:
        """SHA-256 over the sheet's canonical JSON."""
        text = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def lowest(confidences: Any) -> str:
    """The least certain of some confidences; inputs do not lower it."""
    items = [CONFIDENCES.index(c) for c in confidences if c in CONFIDENCES]
    return CONFIDENCES[max(items)] if items else GIVEN


def show(value: Any, unit: Unit) -> str:
    """A value as text in its unit: money with two decimals, months as YYYY-MM, lists joined."""
    if value is None:
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Q):
        if value.is_column:
            return f"（{value.num.size} 行）" if not isinstance(value.num, int) else ""
        exact_here = unit.places is not None and (value.fraction * 10**unit.places).denominator == 1
        return value.text(unit.places) if exact_here else _plain_text(value)
    if isinstance(value, Fraction):
        return show(number(value), unit)
    if isinstance(value, int) and unit.kind == "month":
        return month_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and unit.kind == "text":
        return WORDS.get(value, value)
    if isinstance(value, Mapping):
        return "；".join(f"{WORDS.get(str(key), key)}：{show(item, unit)}" for key, item in value.items())
    if isinstance(value, (list, tuple)):
        rows = any(isinstance(item, (list, tuple, Mapping)) for item in value)
        return ("；" if rows else "、").join(show(item, unit) for item in value) or "没有"
    return str(value)


def _plain_text(value: Q) -> str:
    """Decimal text where it ends, else six decimals marked as rounded for display."""
    text = value.text()
    return f"{value.text(6)}…" if "/" in text else text
