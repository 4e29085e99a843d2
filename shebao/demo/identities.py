"""Citizen, card and telephone numbers of invented people: valid in form, and of nobody."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from shebao.base.identity import DEMO_REGION, check_values

Column = npt.NDArray[np.int64]
_BY_VALUE = "0123456789X"
_CARD_HEAD = 990_000
"""Card numbers begin with 99, which no bank's identification number does."""
_PHONE_HEAD = 10_000
"""Telephone numbers begin with 100, which no operator assigns to people."""


def citizen_numbers(rng: np.random.Generator, birth: npt.NDArray[np.datetime64], male: npt.NDArray[np.bool_]) -> list[str]:
    """One valid number a person, all different: region assigned to nobody, sequence odd for men."""
    days = birth.astype("datetime64[D]").astype(np.int64)
    order = np.lexsort((male, days))
    key = days[order] * 2 + male[order]
    starts = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    lengths = np.diff(np.concatenate((starts, [len(key)])))
    assert not len(lengths) or lengths.max() <= 500, "more people of one birthday and sex than there are numbers"
    rank = np.arange(len(key)) - np.repeat(starts, lengths)
    offset = np.repeat(rng.integers(0, 500, size=len(starts)), lengths)
    sequence = np.empty(len(key), dtype=np.int64)
    sequence[order] = (rank + offset) % 500 * 2 + male[order]
    text = np.datetime_as_string(birth.astype("datetime64[D]"))
    ymd = np.char.replace(text, "-", "").astype(np.int64)
    first17 = (int(DEMO_REGION) * 10**8 + ymd) * 1000 + sequence
    return [f"{body}{_BY_VALUE[check]}" for body, check in zip(first17.tolist(), check_values(first17).tolist(), strict=True)]


def card_numbers(rng: np.random.Generator, count: int) -> list[str]:
    """Different 19-digit card numbers that pass the Luhn check."""
    serial = rng.choice(10**9, size=count, replace=False) if count < 10**6 else rng.permutation(10**9)[:count]
    body = _CARD_HEAD * 10**12 + serial.astype(np.int64) * 1000 + rng.integers(0, 1000, size=count)
    total = np.zeros(count, dtype=np.int64)
    for place in range(18):
        digit = body // 10**place % 10 * (2 if place % 2 == 0 else 1)
        total += np.where(digit > 9, digit - 9, digit)
    return [f"{number}{check}" for number, check in zip(body.tolist(), (-total % 10).tolist(), strict=True)]


def phone_numbers(rng: np.random.Generator, count: int) -> list[str]:
    """Eleven digits each, of a range no operator assigns."""
    return [f"{_PHONE_HEAD}{number:06d}" for number in rng.integers(0, 10**6, size=count).tolist()]
