"""Invented names of people, townships and villages, drawn from lists of characters; nobody real is meant."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from shebao.base.unique_yaml import read_yaml

_PATH = Path(__file__).parent / "data" / "names.yaml"
_OLD_BORN_BEFORE = 1970
_PEOPLE_A_VILLAGE, _VILLAGES_A_TOWNSHIP = 900, 11


@lru_cache(maxsize=1)
def lists() -> dict[str, Any]:
    """The character lists; surnames split into names and their weights, which add up to one."""
    data = read_yaml(_PATH.read_text(encoding="utf-8"))
    pairs = [re.fullmatch(r"(\D+)(\d+)", word) for word in data["surnames"].split()]
    weights = np.array([int(pair[2]) for pair in pairs if pair], dtype=np.float64)
    return data | {"surnames": [pair[1] for pair in pairs if pair], "weights": weights / weights.sum(), "banks": data["banks"].split()}


def draw_names(rng: np.random.Generator, male: npt.NDArray[np.bool_], birth_years: npt.NDArray[np.int64]) -> list[str]:
    """A full name for each person: surname by weight, one or two given characters by sex and generation."""
    data, count = lists(), len(male)
    surnames = rng.choice(len(data["surnames"]), size=count, p=data["weights"])
    picks = rng.integers(0, 1 << 30, size=(count, 2))
    single = rng.random(count) < 0.12
    pools = [data["female_young"], data["male_young"], data["female_old"], data["male_old"]]
    which = male.astype(np.int64) + 2 * (birth_years < _OLD_BORN_BEFORE)
    names: list[str] = []
    for surname, (first, second), short, pool in zip(surnames.tolist(), picks.tolist(), single.tolist(), which.tolist(), strict=True):
        characters = pools[pool]
        given = characters[first % len(characters)]
        names.append(data["surnames"][surname] + given + ("" if short else characters[second % len(characters)]))
    return names


def draw_villages(rng: np.random.Generator, people: int) -> list[tuple[str, str]]:
    """(township, village) pairs for a population of that size; no pair twice."""
    data = lists()
    villages = max(4, people // _PEOPLE_A_VILLAGE)
    townships = max(2, -(-villages // _VILLAGES_A_TOWNSHIP))
    heads, tails = data["township_heads"], data["township_tails"]
    names = _distinct(
        rng, townships, lambda pick: heads[pick[0] % len(heads)] + tails[pick[1] % len(tails)] + ("镇" if pick[2] % 2 else "乡")
    )
    bodies = [data["village_heads"], data["village_bodies"], data["village_tails"]]
    items: list[tuple[str, str]] = []
    for number, township in enumerate(names):
        share = villages // townships + (number < villages % townships)
        own = _distinct(
            rng,
            share,
            lambda pick: (
                (bodies[0][pick[2] % len(bodies[0])] if pick[2] % 3 == 0 else "")
                + bodies[1][pick[0] % len(bodies[1])]
                + bodies[2][pick[1] % len(bodies[2])]
                + "村"
            ),
        )
        items += [(township, name) for name in own]
    return items


def _distinct(rng: np.random.Generator, count: int, make: Any) -> list[str]:
    """`count` different words out of `make`, in the order they came up."""
    result: dict[str, None] = {}
    while len(result) < count:
        for pick in rng.integers(0, 1 << 30, size=(count, 3)).tolist():
            if len(result) < count:
                result.setdefault(make(pick))
    return list(result)
