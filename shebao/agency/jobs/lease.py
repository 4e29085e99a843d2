"""Leases: a worker borrows a run for a short time, renews with every chunk, and loses it when it dies. Nothing stays locked.

Every change of a lease is one conditional UPDATE, so two workers can never both hold it; a chunk that is committed
together with `Lease.renew` is undone where somebody else has taken over in between.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from shebao.base.finding import Refused, refuse

from .lease_model import Leased

SECONDS = 60
"""How long a lease lasts without being renewed: longer than any chunk, short enough to wait for."""


class LeaseLost(Exception):
    """Somebody else holds the lease now; the chunk in hand must not be committed."""


def owner_name() -> str:
    """A name for this worker that no other worker has."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"


@dataclass(slots=True)
class Lease:
    """A lease that is held. `renew` belongs into the transaction of each chunk."""

    model: type[Leased]
    key: Any
    owner: str
    seconds: int = SECONDS

    def renew(self, **progress: Any) -> None:
        """Prolong the lease and record progress (`step`, `total`, `done`, `excluded`, `state`); raises `LeaseLost`."""
        now = timezone.now()
        mine = self.model._default_manager.filter(pk=self.key, lease_owner=self.owner)
        if not mine.update(lease_until=now + timedelta(seconds=self.seconds), heartbeat_at=now, **progress):
            raise LeaseLost(f"{self.model.__name__} {self.key}: the lease of {self.owner} was taken over")

    def release(self, error: str = "") -> None:
        """Give the run back, with what went wrong where something did. Does nothing where the lease was lost."""
        mine = self.model._default_manager.filter(pk=self.key, lease_owner=self.owner)
        mine.update(lease_owner="", lease_until=None, heartbeat_at=timezone.now(), error=error[:2000])


def take(model: type[Leased], key: Any, *, seconds: int = SECONDS, owner: str | None = None) -> Lease | None:
    """Take the lease of a run that is free or whose lease has run out; None where somebody works on it."""
    owner, now = owner or owner_name(), timezone.now()
    free = model._default_manager.filter(Q(lease_until=None) | Q(lease_until__lt=now), pk=key)
    taken = free.update(lease_owner=owner, lease_until=now + timedelta(seconds=seconds), heartbeat_at=now, error="")
    return Lease(model, key, owner, seconds) if taken else None


@contextmanager
def held(model: type[Leased], key: Any, *, seconds: int = SECONDS) -> Iterator[Lease]:
    """Work under a lease: taken here, given back at the end, with the error's first line where the work fails.

    Raises `Refused` where another worker is at it. A killed process leaves the lease to run out.
    """
    lease = take(model, key, seconds=seconds)
    if lease is None:
        run = model._default_manager.get(pk=key)
        refuse("jobs.busy", f"该批次正在处理中（{progress_text(run)}）", "请稍候查看进度；若处理程序已中断，租约到期后可重新开始。")
    try:
        yield lease
    except LeaseLost:
        raise
    except Exception as error:
        # The failed work has been rolled back; what is written here stands on its own.
        if not transaction.get_connection().needs_rollback:
            lease.release(str(error) if isinstance(error, Refused) else f"{type(error).__name__}: {error}")
        raise
    lease.release()


def is_abandoned(run: Leased, now: datetime | None = None) -> bool:
    """Whether a worker began this run and vanished: a lease that ran out without being given back."""
    return bool(run.lease_owner) and run.lease_until is not None and run.lease_until < (now or timezone.now())


def abandoned(model: type[Leased]) -> list[Any]:
    """Keys of runs whose workers have vanished, to be taken up again from their last chunk."""
    return list(
        model._default_manager.filter(lease_until__lt=timezone.now()).exclude(lease_owner="").order_by("pk").values_list("pk", flat=True)
    )


def progress_text(run: Leased) -> str:
    """Where a run is, in words."""
    share = f"，{(run.done + run.excluded) * 100 // run.total}%" if run.total else ""
    return f"{run.step or run.state}：已处理 {run.done + run.excluded:,} / {run.total:,}{share}"


def assert_covered(run: Leased) -> None:
    """Nobody was passed over in silence: everything due was done or excluded with a reason. Ours to guarantee."""
    assert run.total == run.done + run.excluded, f"coverage: {run.total} due, {run.done} done, {run.excluded} excluded"
