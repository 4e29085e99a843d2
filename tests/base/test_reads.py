"""Places that remember what was read: each row once, those looked for in vain not at all, and copies begin anew."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.base.dated import FOREVER, MissingValue, Place, Places, Value
from shebao.base.reads import LoggedPlaces, digest_of_rows

DAY = date(2023, 5, 1)


def row(key: str, value: str | None, document: str = "文件（例）", until: date = FOREVER) -> Value:
    return Value(key, "national", date(2020, 1, 1), until, value, document, "high")


PLACES = Places({"national": Place("national", "全国", "")}, (row("a", "1"), row("b", "2"), row("c", None)))


def test_what_was_read_is_remembered_and_nothing_else() -> None:
    places = LoggedPlaces.of(PLACES)

    assert places.value("a", "national", DAY) == places.value("a", "national", DAY) == PLACES.value("a", "national", DAY)
    assert places.find("c", "national", DAY) is None
    with pytest.raises(MissingValue):
        places.value("d", "national", DAY)
    assert [each.key for each in places.log.values()] == ["a"]
    assert [each.key for each in places.history("b", "national")] == ["b"]
    assert [each.key for each in places.log.values()] == ["a", "b"]


def test_a_copy_begins_anew_and_the_places_themselves_remember_nothing() -> None:
    places = LoggedPlaces.of(PLACES)
    places.value("a", "national", DAY)

    later = places.known_on(DAY)
    later.value("b", "national", DAY)

    assert isinstance(later, LoggedPlaces)
    assert [each.key for each in later.log.values()] == ["b"] and len(places.log) == 1
    assert not hasattr(PLACES, "log")


def test_a_digest_of_rows_is_of_what_they_say_and_not_of_when_they_end() -> None:
    said = digest_of_rows([row("a", "1"), row("b", "2")])

    assert (
        said == digest_of_rows([row("b", "2"), row("a", "1"), row("a", "1")]) == digest_of_rows([row("a", "1", until=DAY), row("b", "2")])
    )
    assert len({said, digest_of_rows([row("a", "1")]), digest_of_rows([row("a", "1", "别的文件"), row("b", "2")])}) == 3
