"""Many rows go in at once on both databases, all or none, and read back as they were given."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from shebao.agency.people.models import Person, Village
from shebao.agency.staff.models import Member
from shebao.agency.store.bulk import bulk_insert, move_sequence, next_id
from shebao.agency.store.digest import canonical, digest_of, digest_rows, sm3

PERSON = (
    "id",
    "citizen_sealed",
    "citizen_index",
    "citizen_tail",
    "name",
    "initials",
    "sex",
    "birth_date",
    "death_date",
    "village_id",
    "phone",
    "entry_id",
)


def person_row(person_id: int, village_id: int, index: bytes | None = None) -> tuple[object, ...]:
    return (
        person_id,
        b"\x00sealed\xff",
        index or f"{person_id:032d}".encode(),
        "0011",
        "欧阳·阿依古丽",
        "OYAYGL",
        "female",
        date(1963, 4, 2),
        None,
        village_id,
        "",
        1,
    )


def test_every_kind_of_column_reads_back_as_given(database: str) -> None:
    village = Village.objects.create(township="甲乡", name="一村")

    bulk_insert(Person, PERSON, (person_row(i, village.id) for i in range(1, 1001)))

    result = Person.objects.get(id=500)
    assert Person.objects.count() == 1000
    assert (bytes(result.citizen_sealed), result.name, result.birth_date, result.death_date) == (
        b"\x00sealed\xff",
        "欧阳·阿依古丽",
        date(1963, 4, 2),
        None,
    )
    assert next_id(Person) == 1001


def test_times_and_yes_or_no_read_back_as_given(database: str) -> None:
    moment = datetime(2023, 5, 8, 9, 30, tzinfo=UTC)

    bulk_insert(
        Member,
        [
            "id",
            "password",
            "last_login",
            "username",
            "name",
            "person_key",
            "is_active",
            "station",
            "provisional",
            "reset_granted",
            "factor_step",
        ],
        [(1, "!", moment, "a", "甲", "k", False, "", True, False, 0)],
    )

    result = Member.objects.get(id=1)
    assert (result.last_login, result.is_active, result.provisional, result.reset_granted) == (moment, False, True, False)


def test_nothing_stays_where_one_row_is_refused(database: str) -> None:
    village = Village.objects.create(township="甲乡", name="一村")
    rows = [person_row(1, village.id), person_row(2, village.id, b"same"), person_row(3, village.id, b"same")]

    with pytest.raises(IntegrityError):
        bulk_insert(Person, PERSON, rows)

    assert Person.objects.count() == 0


def test_a_refused_insert_can_be_caught_inside_a_larger_transaction(database: str) -> None:
    village = Village.objects.create(township="甲乡", name="一村")

    with transaction.atomic():
        bulk_insert(Person, PERSON, [person_row(1, village.id)])
        with pytest.raises(IntegrityError):
            bulk_insert(Person, PERSON, [person_row(1, village.id)])

    assert Person.objects.count() == 1


def test_single_saves_go_on_after_ids_were_given(database: str) -> None:
    bulk_insert(Village, ["id", "township", "name"], [(i, "甲乡", f"{i}村") for i in range(1, 6)])

    move_sequence(Village)

    assert Village.objects.create(township="乙乡", name="一村").id == 6


def test_sealed_rows_digest_alike_from_python_and_from_the_database(database: str) -> None:
    village = Village.objects.create(township="甲\t乡\\", name="一\n村")
    rows = [person_row(i, village.id) for i in range(1, 4)]

    bulk_insert(Person, PERSON, rows)

    assert digest_rows(Person.objects.order_by("id").values_list(*PERSON)) == digest_rows(rows)
    assert digest_rows(Village.objects.values_list("township", "name")) == digest_rows([("甲\t乡\\", "一\n村")])


def test_sm3_is_the_standard_s() -> None:
    assert sm3(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_the_same_content_has_the_same_digest_whatever_its_order() -> None:
    assert digest_of({"b": 1, "a": "甲"}) == digest_of({"a": "甲", "b": 1})
    assert canonical({"b": 1, "a": "甲"}) == '{"a":"甲","b":1}'


cells = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.text(max_size=8), st.binary(max_size=6), st.dates())


@given(st.lists(st.tuples(cells, cells), max_size=6), st.lists(st.tuples(cells, cells), max_size=6))
def test_different_rows_have_different_digests(first: list[tuple[object, object]], second: list[tuple[object, object]]) -> None:
    def printed(rows: list[tuple[object, object]]) -> list[list[str]]:
        return [
            [
                "NULL" if cell is None else cell.hex() if isinstance(cell, bytes) else "text" + cell if isinstance(cell, str) else str(cell)
                for cell in row
            ]
            for row in rows
        ]

    same_print = [[c.removeprefix("text") for c in row] for row in printed(first)] == [
        [c.removeprefix("text") for c in row] for row in printed(second)
    ]
    nulls_differ = [[c is None for c in row] for row in first] != [[c is None for c in row] for row in second]
    assert (digest_rows(first) == digest_rows(second)) == (same_print and not nulls_differ)


CRASH = "from shebao.agency.store.crash import crashpoint\nfor name in 'abc': crashpoint(name)\nprint('end')"


def run_with(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CRASH],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        cwd=Path(__file__).parents[3],
    )


def test_a_crash_point_kills_at_the_asked_place_and_nowhere_else(tmp_path: Path) -> None:
    log = tmp_path / "log"

    whole = run_with({"SHEBAO_CRASH_LOG": str(log)})
    points = log.read_text().splitlines()
    killed = run_with({"SHEBAO_CRASH_LOG": str(log), "SHEBAO_CRASH_AT": "2"})

    assert (whole.returncode, whole.stdout) == (0, "end\n")
    assert points == ["1 a", "2 b", "3 c"]
    assert (killed.returncode, killed.stdout) == (-9, "")
    assert log.read_text().splitlines()[3:] == ["1 a", "2 b"]
