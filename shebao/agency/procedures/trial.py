"""Trying a change out: a preview made by the very verb that will apply it, and undone before anybody else could see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import transaction

Seen = TypeVar("Seen")
_earnest: ContextVar[bool] = ContextVar("earnest", default=False)
_BLIND = (lambda: None).__code__


@contextmanager
def in_earnest() -> Iterator[None]:
    """What is asked for within is applied at once: a trial that nobody looks at is left out, for the change itself refuses the same.

    For who builds a whole year and stops at the first refusal; previews are still made and kept with their matters.
    """
    token = _earnest.set(True)
    try:
        yield
    finally:
        _earnest.reset(token)


def earnest() -> bool:
    """Whether what is asked for now is applied at once."""
    return _earnest.get()


def simulated(change: Callable[[], Any], look: Callable[[], Seen]) -> Seen:
    """What `look` sees after `change`, which is then undone to the last byte."""
    if _earnest.get() and _sees_nothing(look):
        return look()
    with transaction.atomic():
        change()
        seen = look()
        transaction.set_rollback(True)
    return seen


def _sees_nothing(look: Callable[[], Any]) -> bool:
    """Whether a look is `lambda: None`: the change is tried only to see whether it is refused."""
    code = getattr(look, "__code__", None)
    return code is not None and (code.co_code, code.co_consts) == (_BLIND.co_code, _BLIND.co_consts)
