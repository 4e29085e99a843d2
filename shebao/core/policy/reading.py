"""Reads files, numbers and yes/no as people write them; a float is read as the text it was written as."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

import yaml

from shebao.base.finding import refuse as refuse_because
from shebao.base.unique_yaml import OnceLoader, RepeatedKey

_NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)
_GRADES = "一二三四五六七八九十"
_GRADE = re.compile(r"([一二三四五六七八九十]|\d{1,2})级(?:伤残)?", re.ASCII)
_CALENDAR = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?", re.ASCII)
_YEARS = re.compile(r"((?P<years>\d{1,2})年)?((?P<months>\d{1,2})个?月)?", re.ASCII)


class TextLoader(OnceLoader):
    """A YAML loader that leaves decimals and dates as text, so that no digit is lost on the way in.

    Whole numbers are the decimal ones alone: YAML would read 0100 as 64 and 12:30 as 750.
    """


TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":float", ":timestamp", ":int"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
TextLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?(0|[1-9][0-9_]*)\Z", re.ASCII), list("-+0123456789"))


def read_text(text: str) -> Any:
    """YAML text as plain data with decimals and dates kept as text."""
    return yaml.load(text, TextLoader)  # noqa: S506 -- derived from the safe loader


DEEPEST, MOST = 40, 5_000_000
"""Levels and values of a file of plain data; a file that refers to itself has no end of either."""


def read_file(path: Path) -> Any:
    """A YAML file as plain data, see `read_plain`; raises `Refused` naming the file, the line and what is wrong with it."""

    def wrong(problem: str, advice: str) -> NoReturn:
        refuse_because("cases.file", problem, advice, str(path))

    try:
        return read_plain(path.read_text(encoding="utf-8"), wrong)
    except FileNotFoundError:
        wrong("没有这个文件", "请核对文件路径。")
    except IsADirectoryError:
        wrong("这是一个文件夹，不是案例文件", "请写出文件夹里的文件名。")
    except OSError as problem:
        wrong(f"文件打不开：{problem.strerror or problem}", "请核对读取权限。")
    except UnicodeDecodeError as problem:
        wrong(f"文件不是 UTF-8 编码（第 {problem.start + 1} 个字节）", "请另存为 UTF-8 编码的 YAML。")


def read_plain(text: str, wrong: Callable[[str, str], NoReturn]) -> Any:
    """YAML text as plain data, see `read_text`; calls `wrong` with the problem and the advice where it is not that."""
    try:
        data = read_text(text)
    except RepeatedKey as problem:
        wrong(
            f"第 {problem.line} 行第 {problem.column} 列的“{problem.key}”在同一组里重复，第 {problem.first} 行已经写过",
            "同一组里每个名称只写一次：请留下对的一个；几个值写成列表，例如 [100, 200]。",
        )
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        near = f"第 {mark.line + 1} 行第 {mark.column + 1} 列附近" if mark else ""
        wrong(f"{near}不合 YAML 的写法", "请检查缩进、引号、括号，一个文件只写一份文档。")
    except RecursionError:
        wrong(f"列表套了 {DEEPEST} 层以上", "请拆开后重试。")
    except (yaml.YAMLError, ValueError, AttributeError, TypeError):
        # Characters YAML does not know, numbers without end, a tag that does not fit its value: these come without a line.
        wrong("有 YAML 不认识的字符或标记", "请检查控制字符和以 ! 开头的标记。")
    check_plain(data, lambda problem: wrong(problem, "请只写文字、数字、列表和“名称: 值”。"))
    return data


def check_plain(data: Any, wrong: Callable[[str], NoReturn]) -> None:
    """Call `wrong` with what is not plain data: values nested or repeated without end, half a character, a tagged object."""
    waiting, seen = [(data, 0)], 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > MOST:
            wrong(f"列表套了 {DEEPEST} 层以上" if depth > DEEPEST else f"展开后超过 {MOST} 个值")
        if isinstance(value, dict):
            waiting += [(part, depth + 1) for pair in value.items() for part in pair]
        elif isinstance(value, list):
            waiting += [(part, depth + 1) for part in value]
        elif isinstance(value, str):
            if not _is_text(value):
                wrong("有半个字符（孤立的代理码）")
        elif not isinstance(value, int) and value is not None:
            wrong(f"有无法识别的值 {value}")


def _is_text(value: str) -> bool:
    """Whether text can be written out again: YAML can spell halves of characters, which no file can hold."""
    return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)


def read_number(raw: Any, refuse: Callable[[str], NoReturn]) -> Fraction:
    """A whole number or decimal text as an exact fraction; calls `refuse` with what is wrong otherwise."""
    if isinstance(raw, bool) or not isinstance(raw, (int, str)):
        refuse(f"应为数字，收到的是“{raw}”")
    text = str(raw).strip()
    if not _NUMBER.fullmatch(text):
        refuse(f"“{text}”不是有效数字（请用半角数字）")
    return Fraction(text.replace(",", ""))


def as_written(raw: Any) -> Any:
    """An input whose words stand for nothing but themselves."""
    return raw


def read_grade(raw: Any) -> Any:
    """A grade as the conclusion writes it (七级, 7级伤残) as a number; anything else as it is."""
    match = _GRADE.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is None:
        return raw
    return _GRADES.index(match[1]) + 1 if match[1] in _GRADES else match[1]


def read_years(raw: Any) -> Any:
    """Years and months as a sheet prints them (42年5个月, 9年, 7个月) as an exact fraction; anything else as it is."""
    match = _YEARS.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is None or match["years"] is match["months"] is None or int(match["months"] or 0) > 11:
        return raw
    return int(match["years"] or 0) + Fraction(int(match["months"] or 0), 12)


def read_calendar(raw: Any) -> Any:
    """A month or a day as people write it (1976年9月, 2023年5月6日) as the law's files write it; anything else as it is."""
    match = _CALENDAR.fullmatch(raw.strip()) if isinstance(raw, str) else None
    return raw if match is None else "-".join(part if len(part) > 1 else f"0{part}" for part in match.groups() if part)


def read_flag(raw: Any, refuse: Callable[[str], NoReturn]) -> bool:
    """Yes or no as true/false or 是/否; calls `refuse` otherwise."""
    known = {"true": True, "false": False, "是": True, "否": False, "yes": True, "no": False}
    value = known.get(str(raw).strip().lower())
    if value is None:
        refuse(f"“{raw}”不是“是”或“否”")
    return value
