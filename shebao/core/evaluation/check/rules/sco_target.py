"""A goal that was missed cannot carry the full score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from shebao.core.evaluation.check.grids import ScoreRow
from shebao.core.evaluation.check.interval import plain
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.numbers import Number, numbers
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "未达目标不得满分"
SOURCE = "财预〔2020〕10号：未完成指标值的，按照完成值与指标值的比例计分"
ADVICE = "核对完成值；确未达标的，按比例计分并写明偏差原因。"
EXAMPLE = {
    "broken": "一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n产出\t办理及时率\t≥98%\t96.5%\t10\t10\n效益\t满意度\t≥95%\t96%\t10\t10\n",
    "sound": "一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n产出\t办理时限\t≤20天\t18天\t10\t10\n效益\t满意度\t≥95%\t94%\t10\t9.89\n",
}
_OP = re.compile(r"^(≥|≤|>=|<=|＞|＜|>|<|=|不低于|不少于|不高于|不超过|大于等于|小于等于|达到)?(.+?)(以上|及以上|以下|以内|之内)?$")
_UP = {"≥", ">=", "＞", ">", "不低于", "不少于", "大于等于", "以上", "及以上"}
_DOWN = {"≤", "<=", "＜", "<", "不高于", "不超过", "小于等于", "以下", "以内", "之内"}


def find(report: Report) -> Iterator[Verdict]:
    """Rows with a numeric goal and a numeric result."""
    for table in report.scores:
        for row in table.rows:
            yield from _judge(row)


def _parse(text: str) -> tuple[str, Number] | None:
    match = _OP.match(text)
    if not match:
        return None
    result = list(numbers(match[2]))
    if len(result) != 1 or result[0].start > 0 or result[0].end < len(match[2]):
        return None
    sign = match[1] or match[3] or ""
    return ("up" if sign in _UP else "down" if sign in _DOWN else ""), result[0]


def _judge(row: ScoreRow) -> Iterator[Verdict]:
    if row.target is None or row.value is None or row.weight is None or row.score is None:
        return
    goal, result = _parse(row.target.text), _parse(row.value.text)
    weight, score = row.weight.number, row.score.number
    if goal is None or result is None or weight is None or score is None or result[0]:
        return
    direction, target = goal
    reached = result[1]
    if target.kind != reached.kind and "bare" in (target.kind, reached.kind) and _same_size(target.value, reached.value):
        reached = replace(reached, kind=target.kind)
    if target.kind != reached.kind:
        return
    quotes = quotes_of([row.row.cells[c].span for c in row.row.filled if c >= 1][-6:], join=60)
    missed = reached.value < target.value if direction != "down" else reached.value > target.value
    full_marks = score.value == weight.value
    if not direction and target.value == 0 and reached.value != 0 and full_marks and target.kind == "percent":
        yield broken(
            "question",
            f"“{row.name}”目标 {row.target.text}，完成 {row.value.text}，仍得满分。",
            quotes,
            left=row.target.text,
            right=row.value.text,
            computed=f"{row.value.text} ≠ {row.target.text}",
        )
        return
    far_beyond = not missed and direction != "down" and 0 < target.value * 3 <= reached.value * 2
    if far_beyond and full_marks and target.kind == "percent":
        yield broken(
            "question",
            f"“{row.name}”完成 {row.value.text}，超过目标 {row.target.text} 一半以上，仍得满分：是否目标定低了，要不要按偏离度调减？",
            quotes,
            left=row.target.text,
            right=row.value.text,
            computed=f"偏离 {plain((reached.value / target.value - 1) * 100, 1)}%" if target.value else "",
        )
        return
    if not missed:
        if direction or reached.value == target.value:
            yield holds(f"{row.name}：{row.value.text} 达到 {row.target.text}", quotes)
        return
    lower = bool(re.search(r"变动|调整|结转|结余|投诉|差错|失误|成本|上访|控制|压减|信访", row.name))
    if not direction and (target.kind != "percent" or lower):
        return
    if score.value < weight.value:
        most = weight.value * reached.value / target.value if target.value > 0 else weight.value
        if direction != "down" and target.kind == "percent" and score.value > most * Fraction(23, 20):
            yield broken(
                "question",
                f"“{row.name}”目标 {row.target.text}，完成 {row.value.text}，按比例至多得 {plain(most, 2)} 分，实得 {row.score.text}。",
                quotes,
                left=row.score.text,
                right=f"{row.weight.text} × {row.value.text} ÷ {row.target.text}",
                computed=plain(most, 2),
                tolerance="15%",
            )
            return
        yield holds(f"{row.name}：{row.value.text} 未达 {row.target.text}，已扣分", quotes)
        return
    ratio = reached.value / target.value if target.value else Fraction(0)
    most = weight.value * ratio if direction != "down" else weight.value
    yield broken(
        "error" if direction else "warn",
        f"“{row.name}”目标 {row.target.text}，完成 {row.value.text}，没有达标却得满分 {row.score.text}。",
        quotes,
        left=row.score.text,
        right=f"{row.weight.text} × {row.value.text} ÷ {row.target.text}",
        computed=f"≤ {plain(most, 2)}" if direction != "down" else f"< {row.weight.text}",
        tolerance="0",
    )


def _same_size(a: Fraction, b: Fraction) -> bool:
    """Whether a figure without its sign is of the goal's size: 94.9 beside 95%, not 0.95."""
    return bool(a) and Fraction(1, 3) < b / a < 3
