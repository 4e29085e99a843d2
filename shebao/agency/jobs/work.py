"""Work in the background, behind one module: what is enqueued here is done by the worker beside the server, without a broker.

A piece of work is a function in a counter's `work.py`, named "counter.function"; nothing needs to be registered. It is
put into the queue in the transaction of the change that asks for it, so neither is there without the other. Work must
be fit to run twice: it takes a lease and goes on from the last committed chunk.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

_NAME = re.compile(r"[a-z_]+\.[a-z_]+")
_RUNNING, _READY = "RUNNING", "READY"


def resolve(name: str) -> Callable[..., Any]:
    """The function called "counter.function"."""
    assert _NAME.fullmatch(name), f"not a name of work: {name!r}"
    counter, function = name.split(".")
    result: Callable[..., Any] = getattr(import_module(f"shebao.agency.{counter}.work"), function)
    return result


@task()
def perform(name: str, arguments: dict[str, Any]) -> Any:
    """Do one piece of work; what the worker calls."""
    return resolve(name)(**arguments)


def enqueue(name: str, **arguments: Any) -> str:
    """Ask for `counter.function` to be called with JSON-able arguments; the id of the request."""
    resolve(name)
    return str(perform.enqueue(name, arguments).id)


def state_of(request_id: str) -> tuple[str, str]:
    """("READY" | "RUNNING" | "SUCCESSFUL" | "FAILED", last line of what went wrong) of one request."""
    row = DBTaskResult.objects.get(id=request_id)
    last = row.traceback.strip().splitlines()[-1:] if row.traceback else []
    return str(row.status), "".join(last)


def waiting() -> int:
    """How many pieces of work wait for a worker."""
    return DBTaskResult.objects.ready().count()


def do_waiting() -> None:
    """Do everything that waits, in this process, and return; for commands, demonstrations and tests."""
    call_command("db_worker", batch=True, startup_delay=False, queue_name="*", verbosity=0, reload=False)


def requeue_orphans(older_than_seconds: int = 300) -> int:
    """Put work back into the queue whose worker vanished; the number of pieces.

    A worker that works proves it by the leases it renews, so work done twice meets a lease and is refused.
    """
    before = timezone.now() - timedelta(seconds=older_than_seconds)
    return int(DBTaskResult.objects.filter(status=_RUNNING, started_at__lt=before).update(status=_READY, started_at=None, worker_ids=[]))
