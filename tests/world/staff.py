"""The staff of the tests' county: a member for each post, and the way of a matter through their hands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection

from .calendar import MAY_DAY, STAFF_SINCE, by

POSTS = ("acceptance", "reviewer", "approver", "finance_maker", "finance_checker", "inspector", "parameters", "auditor")


def make_member(
    username: str, *posts: str, name: str = "", person_key: str = "", day: date = STAFF_SINCE, password: str | None = None
) -> int:
    """The id of a member who holds the posts; without a password nobody can log in to it."""
    from shebao.agency.staff.actions import appoint, create_member

    member = create_member(username, name or username, person_key or username, password, by=by(day))
    for post in posts:
        appoint(member.id, post, since=day, actor_id=None)
    return int(member.id)


def make_staff() -> dict[str, int]:
    """One member for each post, by post."""
    return {post: make_member(post, post) for post in POSTS}


def carry_through(key: str, payload: dict[str, Any], staff: dict[str, int], day: date = MAY_DAY) -> Any:
    """Take a matter through acceptance, review and approval by the three business posts; what its `apply` returns."""
    from shebao.agency.procedures.actions import carry_through as carry

    return carry(key, payload, day=day, maker_id=staff["acceptance"], reviewer_id=staff["reviewer"], approver_id=staff["approver"])


class Rows:
    """The rows some steps added or changed in an empty SQLite database, to be written in one go wherever it is as empty."""

    def __init__(self, do: Callable[[], Any]) -> None:
        before = _everything()
        self.result = do()
        self.new = [
            (table, [row for row in rows if row not in before.get(table, ())])
            for table, rows in _everything().items()
            if rows != before.get(table, [])
        ]

    def write(self) -> None:
        """Write them."""
        with connection.cursor() as cursor:
            for table, rows in self.new:
                cursor.executemany(f'INSERT OR REPLACE INTO "{table}" VALUES ({", ".join(["%s"] * len(rows[0]))})', rows)


def _everything() -> dict[str, list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        return {table: list(cursor.execute(f'SELECT * FROM "{table}"').fetchall()) for table in connection.introspection.table_names()}


_rows: Rows | None = None


def staff_as_made() -> dict[str, int]:
    """`make_staff`, whose sixteen journalled steps are taken once a process and written again for every later test."""
    global _rows
    from shebao.agency.journal.models import Entry

    if connection.vendor != "sqlite" or Entry.objects.exists():
        return make_staff()
    if _rows is None:
        _rows = Rows(make_staff)
    else:
        _rows.write()
    return dict(_rows.result)
