"""Somebody with the database's own rights changes one value: `verify` finds it, in every posted table, column by column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from shebao.agency.payout.models import Run
from shebao.agency.procedures import checks as verify
from shebao.agency.procedures.checks import run_checks
from tests.support.guards import drop_guards
from tests.world.lived import with_money_beside
from tests.world.money import County

pytestmark = pytest.mark.slow


RECORDS = {
    "payout_run",
    "payout_line",
    "payout_linepart",
    "payout_cover",
    "payout_change",
    "payout_exclusion",
    "payout_approval",
    "payout_bankfile",
    "payout_returnfile",
    "fund_voucher",
    "journal_entry",
    "accounts_balance",
    "benefits_ruletext",
}
"""Tables that are not posted through the journal row by row but must be found out all the same."""

FREE = {
    "payout_run": {"lease_owner", "lease_until", "heartbeat_at", "step", "error", "cursor"},
    "payout_approval": {"at", "id"},
    "accounts_balance": {"id", "closed"},
    "payout_returnfile": {"taken_at"},
    "people_person": {"name", "initials", "village_id", "phone", "death_date"},
    "people_bankaccount": {"until", "verified"},
    "enrolment_spell": {"to_month", "end_reason"},
    "enrolment_assistance": {"to_year"},
    "employers_employer": {"ended_month", "end_reason"},
    "employers_insurance": {"to_month"},
    "declarations_difference": {"closed_on", "outcome"},
    "declarations_deferral": {"ended_on"},
    "declarations_bankruptcyclaim": {"closed_on", "outcome"},
    "declarations_refund": {"closed_on", "outcome"},
    "employers_project": {"ended_on", "outcome"},
    "employers_projectworker": {"left_on"},
    "enrolment_relative": {"to_on"},
    "enrolment_coveragetask": {"state"},
    "public_message": {"read_at", "reply", "replied_on"},
}
"""Columns that later business may change (their changes are in the journal), or that say how work went, not what was done."""


@pytest.fixture
def lived(tmp_path: Path, settings: Any, db: None) -> County:
    """A county with rows in every table that is watched."""
    settings.FILES_FOLDER = tmp_path / "files"
    return with_money_beside()


def watched() -> list[type[models.Model]]:
    """Tables in which every column but the free ones must be found out."""
    return [model for model in apps.get_models() if hasattr(model, "SEALED") or model._meta.db_table in RECORDS]


def another(value: Any, field: models.Field[Any, Any]) -> Any:
    """A value as close as one byte can make it."""
    if isinstance(field, models.DateField):
        return "2001-02-03"
    if isinstance(value, bytes | memoryview):
        raw = bytes(value)
        return raw[:-1] + bytes([raw[-1] ^ 1])
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return 7 if value is None else ("x" if not value else value[:-1] + ("a" if value[-1] != "a" else "b"))


def changes(model: type[models.Model]) -> Iterator[tuple[models.Field[Any, Any], Any, Any]]:
    """(column, row id, new value) for one row and every column that must not change."""
    row = model._default_manager.order_by("-pk").first()
    assert row is not None, f"{model._meta.db_table} is empty: the county does not live enough"
    for field in model._meta.concrete_fields:
        if field.column not in FREE.get(model._meta.db_table, set()):
            yield field, row.pk, another(getattr(row, field.attname), field)


def says_no(model: type[models.Model]) -> bool:
    """Whether any check fails, the likeliest first."""
    likely = {model._meta.db_table, model._meta.app_label}
    ordered = sorted(verify.checks(), key=lambda pair: not likely & set(pair[0].split(".")))
    return any(not verify.run_check(name, check).ok for name, check in ordered)


def found_out(model: type[models.Model], field: models.Field[Any, Any], key: Any, value: Any) -> bool:
    """Whether `verify` says no after this one change; the change is undone."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
                else:
                    cursor.execute("PRAGMA defer_foreign_keys = ON")
                cursor.execute(
                    f'UPDATE "{model._meta.db_table}" SET "{field.column}" = %s WHERE "{model._meta.pk.column}" = %s', [value, key]
                )
                assert cursor.rowcount == 1
            raise Undo(says_no(model))
    except Undo as undone:
        return bool(undone.args[0])
    except Exception as refused:  # a constraint of the table stood in the way, which is as good
        assert "constraint" in str(refused).lower() or "unique" in str(refused).lower() or "range" in str(refused), refused
        return True


class Undo(Exception):
    """Rolls one experiment back."""


def test_what_was_lived_holds(lived: County) -> None:
    broken = [check for check in run_checks() if not check.ok]

    assert broken == []
    assert {check.id for check in run_checks()} >= {
        "journal.chain",
        "payout.runs",
        "payout.paid_once",
        "payout.decided",
        "fund.vouchers",
        "accounts.balances",
        "payout.books",
    }
    assert Run.objects.count() == 7


@pytest.mark.slow
def test_one_changed_value_in_any_posted_row_is_found(lived: County) -> None:
    drop_guards()

    overlooked = [
        f"{model._meta.db_table}.{field.column}"
        for model in watched()
        if model._default_manager.exists()
        for field, key, value in changes(model)
        if not found_out(model, field, key, value)
    ]

    assert not overlooked, "，".join(overlooked)


def test_a_deleted_or_added_row_is_found(lived: County) -> None:
    drop_guards()
    overlooked = []
    for model in watched():
        row = model._default_manager.order_by("-pk").first()
        if row is None:
            continue
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA defer_foreign_keys = ON")
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=row.pk)._raw_delete(using="default")
                raise Undo(says_no(model))
        except Undo as undone:
            if not undone.args[0]:
                overlooked.append(model._meta.db_table)
        except Exception as refused:
            assert "constraint" in str(refused).lower(), refused

    assert overlooked == []
