"""Citizen numbers of a list turned once into 64-bit keys, and days and months into whole numbers; each bad cell with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from shebao.base.finding import Refused
from shebao.base.identity import any_citizen_number, check_values, is_first_generation, widen
from shebao.base.money import parse_yuan
from shebao.base.months import everyday_date, everyday_month

Column: TypeAlias = npt.NDArray[np.int64]
Problems: TypeAlias = dict[int, str]
"""Index of a row → why its cell cannot be read."""
_ROUNDED = 3
"""From so many different numbers that end in 000 on, and one in a hundred of a list, it was a spreadsheet that wrote them."""
_ROUNDED_REASON = "身份证号码末几位是 0 或科学计数，已被表格软件改写，请把该列设为文本后重新导出"
_REGION_INVENTED, _YEARS = 99, (1880, 2199)


def number_keys(texts: Sequence[str]) -> tuple[Column, Problems, int]:
    """(key of each number, 0 where there is none, why not, how many had fifteen digits).

    The key is the first seventeen digits: the eighteenth follows from them. Fifteen digits are widened with the century 19.
    """
    keys = np.zeros(len(texts), dtype=np.int64)
    checks = np.zeros(len(texts), dtype=np.int64)
    slow: list[int] = []
    for i, text in enumerate(texts):
        if len(text) == 18 and text.isascii() and text[:17].isdigit() and (text[17].isdigit() or text[17] in "xX"):
            keys[i] = int(text[:17])
            checks[i] = 10 if text[17] in "xX" else int(text[17])
        else:
            slow.append(i)
    plain = keys > 0
    rounded = [i for i, text in enumerate(texts) if text.endswith("000")]
    if len({texts[i] for i in rounded}) >= _ROUNDED and len(rounded) * 100 > len(texts):
        # A spreadsheet keeps fifteen digits; one check in eleven still comes out right, so the check alone does not tell.
        checks[rounded] = -1
    slow += np.flatnonzero(plain & ((check_values(keys) != checks) | ~_has_birth(keys))).tolist()
    problems: Problems = {}
    old = 0
    for i in slow:
        keys[i] = 0
        try:
            if checks[i] < 0:
                problems[i] = _ROUNDED_REASON
                continue
            number = any_citizen_number(texts[i])
        except Refused as refused:
            problems[i] = _reason(texts[i], refused)
            continue
        if is_first_generation(number):
            number, old = widen(number), old + 1
        keys[i] = int(number[:17])
    return keys, problems, old


def _has_birth(keys: Column) -> npt.NDArray[np.bool_]:
    """Whether the eight digits of a birth are a day, nearly: the slow reading looks again at what is not."""
    region, year, month, day = keys // 10**15, keys // 10**7 % 10**4, keys // 10**5 % 100, keys // 10**3 % 100
    fine = (region >= 11) & (region <= _REGION_INVENTED) & (year >= _YEARS[0]) & (year <= _YEARS[1])
    return fine & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 28)


def _reason(text: str, refused: Refused) -> str:
    if not text:
        return "没有身份证号码"
    if "e+" in text.lower() or "." in text or text.endswith("000"):
        return _ROUNDED_REASON
    return refused.finding.message


def births(keys: Column) -> Column:
    """The birth dates YYYYMMDD inside keys."""
    return keys // 10**3 % 10**8


def sexes(keys: Column) -> Column:
    """1 for men, 2 for women, as the seventeenth digit says."""
    return np.where(keys % 2 == 1, 1, 2)


def days(texts: Sequence[str]) -> tuple[Column, Problems]:
    """Days YYYYMMDD; an empty cell is 0."""
    return _each(texts, lambda text: int(f"{everyday_date(text):%Y%m%d}"))


def months(texts: Sequence[str]) -> tuple[Column, Problems]:
    """Months YYYYMM, of a month or of a day in it; an empty cell is 0."""
    return _each(texts, lambda text: int(f"{everyday_date(text):%Y%m}") if _is_day(text) else int(everyday_month(text)))


def _is_day(text: str) -> bool:
    return len(text) >= 8


def amounts(texts: Sequence[str]) -> tuple[Column, Problems]:
    """Amounts in fen of cells in yuan; an empty cell is 0."""
    return _each(texts, lambda text: int(parse_yuan(text.replace(",", ""))))


def years(texts: Sequence[str]) -> tuple[Column, Problems]:
    """Years; an empty cell is 0."""
    return _each(texts, lambda text: int(text[:4]))


def _each(texts: Sequence[str], read: Callable[[str], int]) -> tuple[Column, Problems]:
    """Each text read once, however often it stands there."""
    values: dict[str, int] = {"": 0}
    wrong: dict[str, str] = {}
    for text in set(texts) - {""}:
        try:
            values[text] = read(normalize("NFKC", text).strip())
        except (Refused, ValueError) as problem:
            values[text] = 0
            wrong[text] = problem.finding.message if isinstance(problem, Refused) else f"“{text[:20]}”看不懂"
    problems = {i: wrong[text] for i, text in enumerate(texts) if text in wrong} if wrong else {}
    return np.fromiter((values[text] for text in texts), dtype=np.int64, count=len(texts)), problems
