"""What services ask of pensions: who of a list has one in some state, and what a decision would give without making it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from django.db import transaction

from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.store.columns import Column

Seen = TypeVar("Seen")


def in_state(people: Column, scheme: str, *states: str) -> Column:
    """Those of the given people whose pension is in one of the states ("active", "suspended", "ended"), in the order given."""
    return people[np.isin(benefit_queries.states_of(people, scheme), states)]


def simulated(change: Callable[[], Any], look: Callable[[], Seen]) -> Seen:
    """What `look` sees after `change`, which is then undone to the last byte: a preview by the very verb that will apply it."""
    with transaction.atomic():
        change()
        seen = look()
        transaction.set_rollback(True)
    return seen
