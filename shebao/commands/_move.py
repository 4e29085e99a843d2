"""A whole database into another, empty one, of the same kind or the other: every table copied, and a digest of each compared on both sides.

The writers' turn is held from the first row read to the last comparison, so that what is compared is what there is. Guards of the new
tables are set aside while rows that are older than the guards go in, and stand again before anything is compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connections, models, transaction

from shebao.base.finding import refuse
from shebao.commands._copies import NOT_DATA

CHUNK = 5_000
TARGET = "target"


def connect(url: str) -> None:
    """Make the other database known under the name TARGET, empty as it must be."""
    import environ

    config = connections.configure_settings({"default": {}, TARGET: dict(environ.Env.db_url_config(url))})[TARGET]
    default = connections.settings["default"]
    if config["ENGINE"] == default["ENGINE"] and (config["NAME"], config["HOST"], config["PORT"]) == (
        default["NAME"],
        default["HOST"],
        default["PORT"],
    ):
        refuse("move.same", "要搬去的就是现在用的数据库", "请新建一个空的数据库，用 --to 给出地址。", "--to")
    config["CONN_HEALTH_CHECKS"] = False
    connections.settings[TARGET] = config
    connections[TARGET] = connections.create_connection(TARGET)
    if connections[TARGET].introspection.table_names():
        refuse("move.not_empty", "要搬去的数据库里已经有表", "请新建一个空的数据库，用 --to 给出地址。", "--to")


def move() -> dict[str, tuple[int, str, str]]:
    """Copy everything; table → (rows, digest here, digest there)."""
    call_command("migrate", database=TARGET, interactive=False, verbosity=0)
    tables = list(_models())
    with transaction.atomic(), _turn(), transaction.atomic(using=TARGET), _without_guards(tables):
        for model in reversed(tables):
            _empty(model)
        for model in tables:
            _copy(model)
    _set_counters(tables)
    return {model._meta.db_table: (model._base_manager.count(), digest(model, "default"), digest(model, TARGET)) for model in tables}


def digest(model: type[models.Model], alias: str) -> str:
    """SHA-256 over every row of a table in the order of its key, in a form that both kinds of database give alike."""
    state = sha256()
    for row in _rows(model, alias):
        state.update(repr([_plain(cell) for cell in row]).encode())
    return state.hexdigest()


def _models() -> Iterator[type[models.Model]]:
    """Every table of ours and of the framework that holds data, those that others point to first."""
    waiting = {
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in NOT_DATA
    }
    while waiting:
        ready = sorted((model for model in waiting if not (_points_to(model) & waiting - {model})), key=lambda one: one._meta.db_table)
        assert ready, "tables that point to each other in a circle"
        yield from ready
        waiting -= set(ready)


def _points_to(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation and field.related_model}


def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _rows(model: type[models.Model], alias: str) -> Iterator[Any]:
    rows = model._base_manager.using(alias).order_by("pk").values_list(*_names(model))
    return rows.iterator(chunk_size=CHUNK)


def _copy(model: type[models.Model]) -> None:
    fields, connection = model._meta.concrete_fields, connections[TARGET]
    quoted = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as out:  # type: ignore[attr-defined]
                for row in _rows(model, "default"):
                    out.write_row([_prepared(field, cell, connection) for field, cell in zip(fields, row, strict=True)])
            return
        marks = ", ".join(["%s"] * len(fields))
        for chunk in _chunks(_rows(model, "default")):
            prepared = [[field.get_db_prep_save(cell, connection) for field, cell in zip(fields, row, strict=True)] for row in chunk]
            cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", prepared)  # noqa: S608


def _prepared(field: Any, cell: Any, connection: Any) -> Any:
    """A cell as the new database stores it."""
    return bytes(cell) if isinstance(cell, bytes | memoryview) else field.get_db_prep_save(cell, connection)


def _chunks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _empty(model: type[models.Model]) -> None:
    """What the new tables got when they were made (kinds of content, rights of the framework)."""
    with connections[TARGET].cursor() as cursor:
        cursor.execute(f"DELETE FROM {connections[TARGET].ops.quote_name(model._meta.db_table)}")  # noqa: S608


@contextmanager
def _turn() -> Iterator[None]:
    """Hold the writers' turn: nobody changes business data until the transaction ends."""
    from shebao.agency.journal.actions import take_turn

    take_turn()
    yield


@contextmanager
def _without_guards(tables: Sequence[type[models.Model]]) -> Iterator[None]:
    """Set the guards of the new tables aside, as only their owner can, and put the same ones back."""
    connection = connections[TARGET]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in tables:
                cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DISABLE TRIGGER USER')
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for model in tables:
                cursor.execute(f'ALTER TABLE "{model._meta.db_table}" ENABLE TRIGGER USER')
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, text in guards:
            cursor.execute(text)


def _set_counters(tables: Sequence[type[models.Model]]) -> None:
    """Numbers that the database gives out go on after the last one there is."""
    from django.core.management.color import no_style

    connection = connections[TARGET]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


def _plain(cell: Any) -> Any:
    if isinstance(cell, bytes | memoryview):
        return bytes(cell).hex()
    if isinstance(cell, dict | list):
        return json.dumps(cell, sort_keys=True, ensure_ascii=False)
    if isinstance(cell, datetime):
        return cell.timestamp()
    if isinstance(cell, date | time | Decimal):
        return str(cell)
    return bool(cell) if isinstance(cell, bool) else cell
