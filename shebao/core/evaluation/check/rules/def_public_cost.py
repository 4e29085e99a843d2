"""Office running cost lies inside 商品和服务支出 of the basic expenditure; neither it nor its items can be larger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from shebao.core.evaluation.check.facts import Fact
from shebao.core.evaluation.check.grids import BudgetRow
from shebao.core.evaluation.check.interval import plain
from shebao.core.evaluation.check.lexicon import metric_of
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report, as_amount
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "公用经费口径"
SOURCE = "财预〔2013〕53号：公用经费是基本支出中的商品和服务支出等，不含工资福利"
ADVICE = "按决算报表的商品和服务支出（及资本性支出）填公用经费，不要填工资福利。"
EXAMPLE = {
    "broken": (
        "2023年基本支出201.00万元，其中：工资福利支出193.00万元、商品和服务支出8.00万元、资本性支出0万元。\n"
        "项目\t2023年预算数（万元）\t2023年决算数（万元）\n公用经费\t193.00\t193.00\n其中：办公经费\t4.00\t6.00\n会议费\t3.00\t5.00\n"
    ),
    "sound": (
        "2023年基本支出201.00万元，其中：工资福利支出193.00万元、商品和服务支出8.00万元、资本性支出0万元。\n"
        "项目\t2023年预算数（万元）\t2023年决算数（万元）\n公用经费\t8.00\t8.00\n其中：办公经费\t4.00\t3.00\n会议费\t3.00\t3.00\n"
    ),
}
_ITEM = re.compile(r"办公|水费|电费|水电|差旅|会议|培训|印刷|邮电|维修|物业|劳务|公务用车|接待|工会|福利费|咨询|取暖|租赁")


def find(report: Report) -> Iterator[Verdict]:
    """The final figures of the report's year."""
    ceiling = _ceiling(report)
    if ceiling is None:
        return
    most, goods, wages = ceiling
    for fact in report.named("公用经费", "final"):
        quotes = quotes_of([fact.span, *(f.span for f in (wages, goods) if f)])
        if fact.number.rounded().low <= most:
            yield holds(f"公用经费 {fact.printed} ≤ 商品和服务支出等 {goods.printed}", quotes)
            continue
        same = wages is not None and wages.number.value == fact.number.value
        yield broken(
            "error",
            f"公用经费写 {fact.printed}，大于基本支出中的商品和服务支出 {goods.printed}"
            + ("，正好等于工资福利支出，可能填错列。" if same else "。"),
            quotes,
            left=fact.printed,
            right=goods.printed,
            computed=f"≤ {goods.number.shown(most)}",
            tolerance="印出末位的半个单位",
        )
    for _, rows in report.budgets:
        for index, row in enumerate(rows):
            if metric_of(row.name) == "公用经费":
                yield from _items(row, rows[index + 1 : index + 30], most, goods)


def _ceiling(report: Report) -> tuple[Fraction, Fact, Fact | None] | None:
    """The most office cost can be: goods and services plus capital outlay, as listed under the basic expenditure."""
    for enumeration in report.lists:
        if enumeration.total.metric != "基本支出" or enumeration.open or enumeration.total.phase in ("initial", "full", "budget"):
            continue
        result = {part.metric: part for part in enumeration.parts}
        goods = result.get("商品和服务支出")
        if goods is None or enumeration.total.year != report.year:
            continue
        capital = sum((p.number.rounded().high for p in enumeration.parts if "资本性" in p.label), Fraction(0))
        return goods.number.rounded().high + capital, goods, result.get("工资福利支出")
    return None


def _items(parent: BudgetRow, below: tuple[BudgetRow, ...], most: Fraction, goods: Fact) -> Iterator[Verdict]:
    least = total = Fraction(0)
    spans: list[Span] = []
    words: list[str] = []
    for row in below:
        if not _ITEM.search(row.name) or re.match(r"^[一二三四五六七八九十\d]+、", row.name):
            break
        cell = row.figures.get("final")
        amount = as_amount(cell, row.unit, "money") if cell else None
        if cell is not None and amount is not None:
            least += amount.rounded().low
            total += amount.value
            spans.append(cell.span)
            words.append(amount.text)
    if len(words) < 2:
        return
    quotes = quotes_of([goods.span, *spans])
    if least <= most:
        yield holds(f"公用经费明细 {' + '.join(words)} ≤ {goods.printed}", quotes)
    else:
        yield broken(
            "error",
            f"公用经费明细之和 {goods.number.shown(total)} 大于商品和服务支出 {goods.printed}。",
            quotes,
            left=" + ".join(words),
            right=goods.printed,
            computed=plain(total / 10000, 2) + "万元",
            tolerance="印出末位的半个单位",
        )
