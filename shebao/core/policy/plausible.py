"""Whether a value can be one of its parameter: the shape its key names, and every number inside the key's range.

A rate of 3.74 where 0.0374 is meant, or a table with a row nobody knows, is caught here, for place files as they are
loaded and for the form on which an agency enters a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from shebao.core.policy.keys import Key

_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)
_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])", re.ASCII)


def problem_of(key: Key, content: Any) -> str:
    """What is wrong with a value of this parameter, in Chinese; empty if nothing is. None means "not on file yet"."""
    if content is None:
        return ""
    if key.unit == "Table":
        return _TABLES[key.shape](key, content)
    if key.unit == "Text":
        return _word_problem(key, content)
    if key.unit == "Month":
        return _month_problem(content)
    return _number_problem(key, content)


def _number_problem(key: Key, content: Any) -> str:
    if not isinstance(content, str) or not _NUMBER.fullmatch(content.strip()):
        return f"应为数字，收到的是“{_shown(content)}”"
    value = Fraction(content.strip())
    if value < Fraction(key.lo) or (key.hi and value > Fraction(key.hi)):
        return f"为 {content}，超出合理范围 {key.lo}–{key.hi or '不限'}"
    return ""


def _plain_number_problem(content: Any) -> str:
    return "" if isinstance(content, str) and _NUMBER.fullmatch(content) else f"应为数字，收到的是“{_shown(content)}”"


def _word_problem(key: Key, content: Any) -> str:
    if not isinstance(content, str) or not content.strip():
        return "没有填写"
    if key.words and content not in key.words:
        return f"填写为“{content}”，只能是：{'、'.join(key.words)}"
    return ""


def _month_problem(content: Any) -> str:
    return "" if isinstance(content, str) and _MONTH.fullmatch(content) else f"应为年月（例如 1996-01），收到的是“{_shown(content)}”"


def _amounts_problem(key: Key, content: Any) -> str:
    if not isinstance(content, (list, tuple)):
        return "应为一列数字"
    return _first(_number_problem(key, cell) for cell in content)


def _steps_problem(key: Key, content: Any) -> str:
    if not _rows_of(content, 2):
        return "应为若干行，每行两个数（从多少起、多少）"
    starts = [row[0] for row in content]
    problem = _first([*map(_plain_number_problem, starts), *(_number_problem(key, row[1]) for row in content)])
    if not problem and not all(Fraction(a) < Fraction(b) for a, b in pairwise(starts)):
        return "各行的起点应从小到大"
    return problem


def _bands_problem(key: Key, content: Any) -> str:
    if not _rows_of(content, 3):
        return "应为若干行，每行三个数（从、到、多少；“到”可以空着）"
    ends = [cell for row in content for cell in row[:2] if cell is not None]
    return _first([*map(_plain_number_problem, ends), *(_number_problem(key, row[2]) for row in content if row[2] is not None)])


def _by_number_problem(key: Key, content: Any) -> str:
    if not isinstance(content, Mapping):
        return "应为对照表（数字: 数字）"
    return _first([*map(_plain_number_problem, content), *(_number_problem(key, cell) for cell in content.values())])


def _by_word_problem(key: Key, content: Any) -> str:
    if not isinstance(content, Mapping):
        return "应为对照表（名称: 数字）"
    return _row_problem(key, content) or _first(_number_problem(key, cell) for cell in content.values())


def _by_word_month_problem(key: Key, content: Any) -> str:
    if not isinstance(content, Mapping):
        return "应为对照表（名称: 年月）"
    return _row_problem(key, content) or _first(map(_month_problem, content.values()))


def _row_problem(key: Key, content: Mapping[str, Any]) -> str:
    strange = [name for name in content if key.words and name not in key.words]
    return f"有不认识的行“{strange[0]}”，只能是：{'、'.join(key.words)}" if strange else ""


def _free_problem(key: Key, content: Any) -> str:
    """Any nesting of lists and mappings; what is in it must be text, for a number has lost its last digits already."""
    if isinstance(content, Mapping):
        return _first(_free_problem(key, cell) for cell in content.values())
    if isinstance(content, (list, tuple)):
        return _first(_free_problem(key, cell) for cell in content)
    return "" if content is None or isinstance(content, str) else f"表中的 {content!r} 应写成文本"


def _rows_of(content: Any, width: int) -> bool:
    return isinstance(content, (list, tuple)) and all(isinstance(row, (list, tuple)) and len(row) == width for row in content)


def _first(problems: Any) -> str:
    return next((problem for problem in problems if problem), "")


def _shown(content: Any) -> str:
    return str(content)[:40]


_TABLES: Mapping[str, Callable[[Key, Any], str]] = {
    "amounts": _amounts_problem,
    "steps": _steps_problem,
    "bands": _bands_problem,
    "by_number": _by_number_problem,
    "by_word": _by_word_problem,
    "by_word_month": _by_word_month_problem,
    "free": _free_problem,
}
