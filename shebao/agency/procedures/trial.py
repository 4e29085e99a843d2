"""Trying a change out: a preview made by the very verb that will apply it, and undone before anybody else could see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

Seen = TypeVar("Seen")


def simulated(change: Callable[[], Any], look: Callable[[], Seen]) -> Seen:
    """What `look` sees after `change`, which is then undone to the last byte."""
    with transaction.atomic():
        change()
        seen = look()
        transaction.set_rollback(True)
    return seen
