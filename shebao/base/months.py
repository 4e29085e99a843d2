"""Months and ages: a month is the whole number YYYYMM in data and columns, and is counted through its index.

Every function takes its dates as arguments; nothing here knows what day it is today.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from shebao.base.finding import Refused, refuse

Month = int
"""A calendar month as YYYYMM, e.g. 202305."""

Months = TypeVar("Months", int, npt.NDArray[np.int64])

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_SAID_MONTH = re.compile(r"(\d{4})(?:(\d\d)|[-/.](\d{1,2})|年(\d{1,2})月)", re.ASCII)
_SAID_DATE = re.compile(r"(\d{4})(?:(\d\d)(\d\d)|([-/.])(\d{1,2})\4(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号])", re.ASCII)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")
FIRST_YEAR, LAST_YEAR = 1880, 2200


def month(year: int, number: int) -> Month:
    """The month YYYYMM of a year and a month number 1–12; raises `Refused` outside the calendar."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12):
        refuse("months.range", f"{year} 年 {number} 月不是有效月份", "请核对年份和月份。")
    return year * 100 + number


def parse_month(text: str, where: str = "") -> Month:
    """Read "2023-05" as 202305; raises `Refused` for any other shape or a month that does not exist."""
    match = _MONTH.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None or not 1 <= int(match[2]) <= 12 or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        refuse("months.shape", f"“{text}”不是有效月份", "请按“年-月”填写，例如 2023-05。", where)
    return int(match[1]) * 100 + int(match[2])


def parse_date(text: str, where: str = "") -> date:
    """Read "2023-05-31" as a date; raises `Refused` for any other shape or a day that does not exist."""
    match = _DATE.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is not None and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
    refuse("months.date", f"“{text}”不是有效日期", "请按“年-月-日”填写，例如 2023-05-31。", where)


def everyday_month(text: str, where: str = "") -> Month:
    """Read a month as people write it: 2023-05, 2023-5, 2023/5, 2023.5, 202305, 2023年5月; raises `Refused` for any other shape."""
    match = _SAID_MONTH.fullmatch(_half_width(text)) if isinstance(text, str) else None
    if match is not None:
        try:
            return parse_month("-".join(part.zfill(2) for part in match.groups() if part))
        except Refused:
            pass
    refuse("months.shape", f"“{text}”不是有效月份，请写成 2023-05 或 2023年5月", "请核对年份和月份。", where)


def everyday_date(text: str, where: str = "") -> date:
    """Read a day as people write it: 2023-05-01, 2023-5-1, 2023/5/1, 2023.5.1, 20230501, 2023年5月1日."""
    match = _SAID_DATE.fullmatch(_half_width(text)) if isinstance(text, str) else None
    if match is not None:
        try:
            return parse_date("-".join(part.zfill(2) for part in match.groups() if part and part.isdigit()))
        except Refused:
            pass
    refuse("months.date", f"“{text}”不是有效日期，请写成 2023-05-31 或 2023年5月31日", "请核对年、月、日。", where)


def _half_width(text: str) -> str:
    return "".join(text.split()).translate(_FULL_WIDTH)


def month_text(m: Month) -> str:
    """202305 → "2023-05"."""
    return f"{m // 100:04d}-{m % 100:02d}"


def month_title(m: Month) -> str:
    """202305 → "2023年5月", for people."""
    return f"{m // 100}年{m % 100}月"


def month_of(day: date) -> Month:
    """The month a day lies in."""
    return day.year * 100 + day.month


def month_index(m: Months) -> Months:
    """Months since year 0, so that differences are plain subtraction; also for columns."""
    return m // 100 * 12 + m % 100 - 1


def month_at(index: Months) -> Months:
    """The month YYYYMM of a month index; inverse of `month_index`, also for columns."""
    return index // 12 * 100 + index % 12 + 1


def add_months(m: Months, k: Months | int) -> Months:
    """The month k months later (earlier if negative); also for columns."""
    return month_at(month_index(m) + k)


def months_between(a: Months, b: Months | int) -> Months:
    """How many months b lies after a: (202301, 202303) → 2; negative if before; also for columns."""
    later: Months = month_index(b) - month_index(a)  # type: ignore[type-var]
    return later


def later(a: Months, b: Months | int) -> Months:
    """The later of two months; also for columns."""
    return max(a, b) if isinstance(a, int) and isinstance(b, int) else np.maximum(a, b)


def month_range(a: Month, b: Month) -> Iterator[Month]:
    """Every month from a to b, both included; empty if b is before a."""
    for index in range(month_index(a), month_index(b) + 1):
        yield month_at(index)


def first_day(m: Month) -> date:
    """The first day of a month."""
    return date(m // 100, m % 100, 1)


def last_day(m: Month) -> date:
    """The last day of a month."""
    return date(m // 100, m % 100, calendar.monthrange(m // 100, m % 100)[1])


def age_on(birth: date, day: date) -> int:
    """Whole years of age on a day; a person reaches an age on the birthday (born 29 February: 1 March in other years)."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def age_months(birth_month: Months, m: Months | int) -> Months:
    """Months of age in month m of someone born in birth_month (YYYYMM); also for columns."""
    return months_between(birth_month, m)


def age_years(birth_month: Months, m: Months | int) -> Months:
    """Whole years of age reached by the end of month m; also for columns."""
    return age_months(birth_month, m) // 12
