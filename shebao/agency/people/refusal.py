"""Refusing a list of rows with the reason for each row that cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn, TypeAlias

from shebao.base.finding import refuse

Problem: TypeAlias = tuple[int, str]
"""(row, reason): the row counts from 1, the reason is a plain sentence without a full stop."""

_SHOWN = 5
_ADVICE = "请改正所列各行后整批重新提交，本次没有写入任何数据。"


def refuse_rows(rule: str, what: str, total: int, problems: Sequence[Problem], advice: str = _ADVICE) -> NoReturn:
    """Raise `Refused` for a list of `total` rows; `values["rows"]` of its finding holds every problem.

    what: the verb in Chinese, "登记".
    """
    if total == 1:
        refuse(rule, f"不能{what}：{'；'.join(reason for _, reason in problems)}。", "请改正后重新提交。", rows=list(problems))
    shown = "；".join(f"第{row}行：{reason}" for row, reason in problems[:_SHOWN])
    rows = len({row for row, _ in problems})
    more = f"；另有 {len(problems) - _SHOWN} 处" if len(problems) > _SHOWN else ""
    refuse(rule, f"{total} 行中有 {rows} 行不能{what}。{shown}{more}。", advice, rows=list(problems))
