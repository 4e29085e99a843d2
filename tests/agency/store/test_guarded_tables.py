"""Every table that rows are posted to through the journal refuses to change, delete or truncate them, whoever asks.

The tables are found from the models, so that a new one cannot be forgotten; each is tried with a row of its own.
"""

from __future__ import annotations

from django.apps import apps
from django.db import IntegrityError, connection, models

from tests.support.ghost_rows import a_value, execute, insert_row

MAY_CHANGE = {
    "people_person": {"citizen_sealed", "village_id", "phone", "death_date"},
    "people_bankaccount": {"until", "verified"},
    "enrolment_spell": {"to_month", "end_reason"},
    "enrolment_assistance": {"to_year"},
    "employers_employer": {"ended_month", "end_reason"},
    "employers_insurance": {"to_month"},
    "contributions_personmonth": {"paid_unit_fen", "paid_person_fen", "paid_month"},
    "declarations_difference": {"closed_on", "outcome"},
    "declarations_deferral": {"ended_on"},
    "declarations_bankruptcyclaim": {"closed_on", "outcome"},
    "declarations_refund": {"closed_on", "outcome"},
    "employers_project": {"ended_on", "outcome"},
    "employers_projectworker": {"left_on"},
    "enrolment_relative": {"to_on"},
    "enrolment_coveragetask": {"state"},
    "public_message": {"read_at", "reply", "replied_on"},
    "public_proposal": {"reply", "replied_on", "submission_id"},
}
"""Columns that later business changes, each change with a journal entry of its own; `verify` opens every sealed number."""


def posted_tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if hasattr(model, "SEALED")]


def test_no_posted_row_is_changed_deleted_or_truncated(database: str) -> None:
    assert len(posted_tables()) >= 12
    unguarded = []

    for model in posted_tables():
        table = model._meta.db_table
        insert_row(model)
        attempts = [(f"DELETE FROM {table}", ())]
        if connection.vendor == "postgresql":
            attempts.append((f"TRUNCATE {table} CASCADE", ()))
        for field in model._meta.concrete_fields:
            if field.column not in MAY_CHANGE.get(table, set()):
                attempts.append((f'UPDATE {table} SET "{field.column}" = %s', (a_value(field, 2),)))
        for statement, values in attempts:
            try:
                execute(statement, *values)
            except IntegrityError as refused:
                assert table.partition("_")[0] in str(refused), refused
                continue
            unguarded.append(statement)

    assert unguarded == []
