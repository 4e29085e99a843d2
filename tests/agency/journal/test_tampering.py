"""Whatever is changed behind the product's back, in the journal or in rows it vouches for, is found and located."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from shebao.agency.journal import queries, witness
from shebao.agency.journal.actions import record
from shebao.agency.journal.by import By
from shebao.agency.people.models import BankAccount, Person
from tests.world.people import make_people
from tests.world.staff import make_member

ENTRY_GUARDS = {
    "sqlite": ["journal_entry_no_update", "journal_entry_no_delete"],
    "postgresql": ["journal_entry_append_only", "journal_entry_no_truncate"],
}
PERSON_GUARDS = {"sqlite": ["people_person_frozen", "people_person_kept"], "postgresql": ["people_person_frozen", "people_person_kept"]}


def sql(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def each(*statements: str) -> None:
    for statement in statements:
        sql(statement)


BY = By(None, date(2023, 5, 8))


def without_guards(table: str, names: dict[str, list[str]]) -> None:
    """What the owner of the database can do: take the triggers away."""
    for name in names[connection.vendor]:
        sql(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


@pytest.fixture
def journal_of_ten(database: str) -> str:
    with transaction.atomic():
        for i in range(10):
            record("test.change", by=BY, body={"number": i})
    without_guards("journal_entry", ENTRY_GUARDS)
    return database


def test_an_untouched_journal_holds(journal_of_ten: str) -> None:
    assert queries.check_chain() == (10, [])


EDITS: dict[str, tuple[Callable[[], None], str]] = {
    "one byte of the body": (lambda: sql("UPDATE journal_entry SET body = replace(body, '4', '5') WHERE seq = 5"), "第5条日志内容被改动"),
    "the actor": (lambda: sql("UPDATE journal_entry SET actor_id = 9 WHERE seq = 3"), "第3条日志内容被改动"),
    "the time": (lambda: sql("UPDATE journal_entry SET at = '2020-01-01T00:00:00.000+00:00' WHERE seq = 3"), "第3条日志内容被改动"),
    "the verb": (lambda: sql("UPDATE journal_entry SET verb = 'test.other' WHERE seq = 1"), "第1条日志内容被改动"),
    "the stored hash": (lambda: sql("UPDATE journal_entry SET entry_hash = 'a' WHERE seq = 7"), "第7条日志内容被改动"),
    "the link": (lambda: sql("UPDATE journal_entry SET previous_hash = 'b' WHERE seq = 8"), "第8条日志与上一条不相连"),
    "a deleted entry": (lambda: sql("DELETE FROM journal_entry WHERE seq = 6"), "第6条日志缺失"),
    "the first entry deleted": (lambda: sql("DELETE FROM journal_entry WHERE seq = 1"), "第1条日志缺失"),
    "the tail cut off": (lambda: sql("DELETE FROM journal_entry WHERE seq > 8"), "日志末尾与登记的末尾不一致"),
    "an entry inserted at the end": (
        lambda: sql(
            "INSERT INTO journal_entry (seq, at, verb, subject_kind, business_day, body, table_name, row_count, rows_digest, previous_hash, entry_hash) "
            "SELECT 11, at, verb, subject_kind, business_day, body, table_name, row_count, rows_digest, entry_hash, 'c' FROM journal_entry WHERE seq = 10"
        ),
        "第11条日志内容被改动",
    ),
    "two entries swapped": (
        lambda: each(
            "UPDATE journal_entry SET seq = -2 WHERE seq = 2",
            "UPDATE journal_entry SET seq = 2 WHERE seq = 3",
            "UPDATE journal_entry SET seq = 3 WHERE seq = -2",
        ),
        "第2条日志内容被改动",
    ),
    "the head turned back": (lambda: sql("UPDATE journal_head SET seq = 9"), "日志末尾与登记的末尾不一致"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_journal_is_found_and_the_place_is_named(journal_of_ten: str, edit: str) -> None:
    change, said = EDITS[edit]

    change()

    _, problems = queries.check_chain()
    assert any(said in problem for problem in problems), problems


@pytest.fixture
def three_batches(database: str) -> list[list[int]]:
    batches = [make_people(3) for _ in range(3)]
    without_guards("people_person", {vendor: [*names, "people_person_identity"] for vendor, names in PERSON_GUARDS.items()})
    without_guards(
        "people_bankaccount", {vendor: [name.replace("person", "bankaccount") for name in names] for vendor, names in PERSON_GUARDS.items()}
    )
    return batches


def test_untouched_rows_hold(three_batches: list[list[int]]) -> None:
    assert queries.check_sealed(Person) == (9, [])
    assert queries.check_sealed(BankAccount) == (9, [])


ROW_EDITS: dict[str, Callable[[], None]] = {
    "a birth date": lambda: sql("UPDATE people_person SET birth_date = '1953-04-02' WHERE id = 5"),
    "an inserted row": lambda: sql(
        "INSERT INTO people_person (id, citizen_sealed, citizen_index, citizen_tail, name, initials, sex, birth_date, village_id, phone, entry_id) "
        "SELECT 99, citizen_sealed, %s, citizen_tail, name, initials, sex, birth_date, village_id, phone, entry_id FROM people_person WHERE id = 5",
        b"x" * 32,
    ),
    "a row moved to another batch": lambda: sql(
        "UPDATE people_person SET entry_id = (SELECT entry_id FROM people_person WHERE id = 9) WHERE id = 5"
    ),
    "a row claimed by no entry": lambda: sql("UPDATE people_person SET entry_id = 5000 WHERE id = 5"),
    "two rows swapped": lambda: each(
        "UPDATE people_person SET sex = 'female' WHERE id = 5", "UPDATE people_person SET citizen_tail = '0000' WHERE id = 6"
    ),
}


@pytest.mark.parametrize("edit", ROW_EDITS)
def test_edited_rows_are_found_and_the_posting_entry_is_named(three_batches: list[list[int]], edit: str) -> None:
    entry_id = Person.objects.get(id=5).entry_id

    ROW_EDITS[edit]()

    _, problems = queries.check_sealed(Person)
    assert any(f"第{entry_id}条" in problem for problem in problems), problems


def test_a_deleted_row_is_found(three_batches: list[list[int]]) -> None:
    entry_id = BankAccount.objects.get(id=5).entry_id

    sql("DELETE FROM people_bankaccount WHERE id = 5")

    _, problems = queries.check_sealed(BankAccount)
    assert len(problems) == 1 and f"第{entry_id}条" in problems[0]


def test_money_sent_to_another_account_is_found(three_batches: list[list[int]]) -> None:
    sql("UPDATE people_bankaccount SET account_index = (SELECT account_index FROM people_bankaccount WHERE id = 4) WHERE id = 5")

    assert len(queries.check_sealed(BankAccount)[1]) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET actor_id = 1",
        "DELETE FROM journal_entry",
        "UPDATE people_person SET birth_date = '1950-01-01'",
        "DELETE FROM people_person",
        "UPDATE people_bankaccount SET holder = 'x'",
        "DELETE FROM people_bankaccount",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_posted(database: str, statement: str) -> None:
    make_people(2)

    with pytest.raises(IntegrityError), transaction.atomic():
        sql(statement)

    assert queries.check_chain()[1] == []


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["journal_entry", "people_person", "people_bankaccount"])
def test_truncating_is_refused(on_postgres: str, table: str) -> None:
    make_people(1)

    with pytest.raises(IntegrityError), transaction.atomic():
        sql(f"TRUNCATE {table} CASCADE")


def test_an_entry_outside_a_transaction_is_our_mistake(database: str) -> None:
    with pytest.raises(AssertionError, match="transaction"):
        record("test.change", by=BY, body={})


def test_a_change_that_fails_leaves_no_entry(database: str) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("test.change", by=BY, body={})
        raise ZeroDivisionError

    assert queries.head() == (0, "0" * 64)
    assert queries.entries() == []


@pytest.mark.django_db
def test_a_database_whose_last_noted_entry_says_something_else_went_back(tmp_path: Path, settings: Any) -> None:
    """Another entry has the number that was noted: the database went back and lived on."""
    settings.FILES_FOLDER = tmp_path
    make_member("clerk", "acceptance")
    seq, entry_hash = queries.head()
    path = witness.witness_path()
    assert path is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    for noted, gone in ((entry_hash, 0), ("f" * 64, seq)):
        path.write_text(f"{seq} {noted}\n", encoding="utf-8")

        assert witness.went_back() == gone
