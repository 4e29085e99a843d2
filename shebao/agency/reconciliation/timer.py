"""What this counter does on a timer: each new difference is written down and given to somebody, so that none waits to be noticed."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.staff import queries as staff

from .actions import take_up_new


def do_due(today: date) -> list[str]:
    """Take up what is new in every scheme that has books; one sentence a scheme."""
    owner = next((row.id for row in staff.members() if row.is_active and "finance_checker" in row.posts), 0)
    done = []
    for scheme, title in schemes.titles().items():
        if not owner or not books.first_month(scheme):
            continue
        if new := take_up_new(scheme, owner, by=By(None, today)):
            done.append(f"{title}三方对账有 {len(new)} 处新差异，已交给负责人。")
    return done
