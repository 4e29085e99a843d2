"""Somebody with the database's own rights makes one edit: `verify` finds each and says where, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from shebao.agency.journal import queries as journal
from shebao.agency.procedures.checks import checks, run_check
from tests.support.ghost_rows import insert_row
from tests.world.law import PLACE
from tests.world.lived import with_open_ends

from .edits import EDITS, ELSEWHERE
from .ghosts import GHOSTS, SAYING

pytestmark = pytest.mark.slow


class Undo(Exception):
    """Rolls one edit back."""


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount, statement


def stand_aside() -> None:
    """What an owner of the tables can do and the running role cannot: no trigger and no foreign key is in the way."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute("PRAGMA foreign_keys = OFF")


def problems_after(edit: Callable[[], None], check: str) -> tuple[str, ...]:
    """What a check says after an edit, which is undone."""
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                stand_aside()
            edit()
            raise Undo(run_check(check, dict(checks())[check]).problems)
    except Undo as undone:
        return tuple(undone.args[0])


def spoil(model: type[models.Model]) -> None:
    """Take the last row of a posted table out; put one in that nothing stands behind where there is none."""
    row = model._default_manager.order_by("-pk").first()
    if row is None:
        insert_row(model)
    else:
        model._default_manager.filter(pk=row.pk)._raw_delete(using="default")


def haunt(check: str) -> None:
    """Rows that nothing stands behind, and what the journal would say of it."""
    if check in SAYING:
        execute(SAYING[check])
    for row in GHOSTS[check]:
        insert_row(next(model for model in apps.get_models() if model._meta.db_table == row.table), **row.values)


def test_each_edit_is_found_and_located_and_every_check_of_verify_can_fail(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    with_open_ends()
    stand_aside()
    overlooked: dict[str, tuple[str, ...]] = {}
    failed: set[str] = set()
    for edit in (*EDITS, *ELSEWHERE):
        problems = problems_after(partial(execute, edit.statement), edit.check)
        failed |= {edit.check} if problems else set()
        if not any(edit.words in problem for problem in problems):
            overlooked[edit.what] = problems

    for check in GHOSTS:
        failed |= {check} if problems_after(partial(haunt, check), check) else set()
    for model in journal.sealed_models():
        check = f"sealed.{model._meta.db_table}"
        failed |= {check} if problems_after(partial(spoil, model), check) else set()

    assert overlooked == {}
    assert {name for name, _ in checks()} - failed == set()
    assert len(EDITS) >= 73
    with capsys.disabled():
        print(f"\n{len(EDITS)} edits by whoever holds the {database} database: found and located {len(EDITS)} of {len(EDITS)}")
