"""An indicator's rate in the prose must be the one in the indicator table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.numbers import numbers
from shebao.core.evaluation.check.rates import Stated, plain_name, stated
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "指标完成值正文与表一致"
SOURCE = "正文所述指标完成值应与自评表一致"
ADVICE = "核对佐证材料，把正文和自评表改成同一个完成值。"
_ROWS = "一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n产出\t办理件数\t100\t100\t10\t10\n满意度\t服务对象满意度\t≥90%\t95.2%\t10\t10\n"
EXAMPLE = {
    "broken": "服务对象满意度达到98%。\n" + _ROWS,
    "sound": "服务对象满意度达到95.2%，社会公众满意度98%。\n" + _ROWS,
}
NAMES = (
    "(?:服务对象|受益对象|参保对象|参保群众)满意(?:度|率)",
    "社会公众满意(?:度|率)",
    "在职人员控制率",
    "三公经费控制率",
    "公用经费控制率",
    "结转结余率",
    "预算调整率",
    "政府采购执行率",
    "固定资产利用率",
    "资格认证率",
    "按时足额发放率",
    "资产利用率",
)


_RATE_OF = re.compile(r"^([一-龥“”]{2,12}?)(?:预算)?(?:执行|完成|支出)率$")


def find(report: Report) -> Iterator[Verdict]:
    """Indicators with one value in the prose and one in the table."""
    if len(report.scores) > 1:
        return  # each project's own form has its own satisfaction and rates
    for name in NAMES:
        result = list(stated(report, name))
        prose, table = [s for s in result if not s.table], [s for s in result if s.table]
        if len({s.number.value for s in prose}) != 1 or len({s.number.value for s in table}) != 1:
            continue
        goals = {
            number.value
            for row in report.scores
            for r in row.rows
            if r.value and r.value.span == table[0].span and r.target
            for number in numbers(r.target.text)
        }
        if prose[0].number.value in goals and prose[0].number.value != table[0].number.value:
            continue  # the prose states the goal
        yield from _judge(prose[0], table[0])
    yield from _of_budget_rows(report)


def _of_budget_rows(report: Report) -> Iterator[Verdict]:
    """基本支出预算执行率 of the indicator table is the rate printed in the row 基本支出 of the budget table."""
    rates = {_core(row.name): row.figures["rate"] for _, rows in report.budgets for row in rows if row.number("rate") is not None}
    for table in report.scores:
        for row in table.rows:
            match = _RATE_OF.match(plain_name(row.name))
            cell = rates.get(match[1]) if match else None
            if cell is None or cell.number is None or row.value is None or row.value.number is None or row.value.number.kind != "percent":
                continue
            name = plain_name(row.name)
            yield from _judge(Stated(cell.number, cell.span, True, name), Stated(row.value.number, row.value.span, True, name))


def _core(name: str) -> str:
    return re.sub(r"^其中：?|（.*?）", "", name)


def _judge(prose: Stated, table: Stated) -> Iterator[Verdict]:
    quotes = quotes_of([prose.span, table.span])
    a, b = prose.number, table.number
    if a.rounded().meets(b.rounded()) or a.value == b.value * 100:
        yield holds(f"{table.name} {a.text} = {b.text}", quotes)
        return
    yield broken(
        "error",
        f"“{table.name}”{'预算表' if prose.table else '正文'}写 {a.text}，自评表写 {b.text}。",
        quotes,
        left=a.text,
        right=b.text,
        computed=f"{a.text} ≠ {b.text}",
        tolerance="印出末位的半个单位",
    )
