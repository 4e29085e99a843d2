"""Two records of one human being are found by what differs, and those of two people with one name are left alone."""

from __future__ import annotations

import numpy as np
import pytest

from shebao.bulk.pairs import DIGIT, SWAPPED, WRITTEN, Pairs

NUMBER = 99000019500329017
OTHERS = {
    "place": (NUMBER + 10**12, DIGIT),
    "year": (NUMBER + 10**8, DIGIT),
    "order": (NUMBER + 10, DIGIT),
    "swapped day": (99000019500392017, SWAPPED),
    "another birthday and order": (99000019610412017 + 300, 0),
    "two digits of the order": (NUMBER + 110, 0),
}


def pairs_of(*records: tuple[int, str]) -> list[tuple[int, int, int]]:
    """(person, other, kind) among records numbered from 1."""
    with Pairs() as pairs:
        pairs.take(
            np.arange(1, len(records) + 1), np.array([number for number, _ in records], dtype=np.int64), [name for _, name in records]
        )
        result = pairs.find()
    return list(zip(*(result[name].tolist() for name in ("person", "other", "kind")), strict=True))


@pytest.mark.parametrize(("number", "kind"), OTHERS.values(), ids=OTHERS)
def test_a_number_that_differs_is_a_pair_by_where_and_how_it_differs(number: int, kind: int) -> None:
    assert pairs_of((NUMBER, "张三"), (number, "张三")) == ([(1, 2, kind)] if kind else [])


@pytest.mark.parametrize(("one", "two"), [("买买提·吐尔逊", "买买提．吐尔逊"), ("张 三", "张三"), ("阿不都・热合曼", "阿不都•热合曼")])
def test_dots_and_spaces_make_no_other_name(one: str, two: str) -> None:
    assert pairs_of((NUMBER, one), (NUMBER + 10, two)) == [(1, 2, DIGIT)]


@pytest.mark.parametrize(("one", "two"), [("张䶮", "张YAN"), ("张䶮", "张?"), ("王㛃丽", "王丽")])
def test_a_rare_character_that_a_system_could_not_show_is_another_writing(one: str, two: str) -> None:
    assert pairs_of((NUMBER, one), (NUMBER + 10, two)) == [(1, 2, WRITTEN)]


def test_two_people_with_like_numbers_and_other_names_are_no_pair() -> None:
    assert pairs_of((NUMBER, "张三"), (NUMBER + 10, "李四")) == []


def test_a_record_without_a_number_or_a_name_pairs_with_nobody() -> None:
    assert pairs_of((0, "张三"), (0, "张三"), (NUMBER, "???"), (NUMBER + 10, "***")) == []


def test_many_shares_find_what_one_does() -> None:
    rng = np.random.default_rng(3)
    numbers = NUMBER + rng.integers(0, 40, 300)
    names = [f"张{'甲乙丙丁'[i]}" for i in rng.integers(0, 4, 300)]
    with Pairs() as pairs:
        pairs.take(np.arange(300), numbers, names)
        one, many = pairs.find(1), pairs.find(8)

    assert one["person"].size > 100
    assert all(np.array_equal(one[name], many[name]) for name in one)
