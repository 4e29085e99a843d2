"""Counts of a whole county, kept until the journal goes on: a page shows at once what was counted last, and says so.

A count is a function in a counter's `work.py`, named "counter.function", of arguments JSON can hold. What it gave at one head of
the journal's chain is true until there is another. Then a small county is counted again while the page waits; a large one, where
that takes seconds, is counted by the worker, and pages show the count before with the number of the entry it is true for. A count
lies encrypted beside the other files, so that a server that was just started need not begin anew.
"""

from __future__ import annotations

import os
import pickle
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from shebao.agency.journal import queries as journal
from shebao.agency.store import vault
from shebao.agency.store.digest import sm3

from . import work

REST_SECONDS = 60
"""A count is asked of the worker at most so often, however much is written meanwhile."""
PATIENCE_SECONDS = 300
"""A worker that has not counted by then is not there: the page counts itself."""


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted; `seq` and `head` of the journal it is true for, and whether nothing has been written since."""

    value: Any
    seq: int
    head: str
    current: bool = True


_KEPT: dict[str, tuple[Count, int]] = {}  # key → (count, mtime of its file in ns; 0: not from a file)
_ASKED: dict[str, tuple[float, float]] = {}  # key → (first asked for since the last count, last asked for), monotonic seconds
_MOST_KEPT = 64


def counted(name: str, *arguments: Any, apart: bool) -> Count:
    """The count "counter.function" of the arguments. apart: it takes long here; where one is kept, the worker counts the next."""
    key = _key(name, arguments)
    seq, head = journal.head()
    kept = _kept(key, seq) if seq else None
    if kept is not None and kept.head == head:
        return kept
    if kept is None or not apart or _nobody_counts(key):
        return _count(key, name, arguments, seq, head, apart)
    _ask(key, name, arguments)
    return Count(kept.value, kept.seq, kept.head, current=False)


def count(name: str, arguments: list[Any]) -> None:
    """Count now and keep it for the pages: the worker's part, called by the `recount` that every counter with counts has in its `work.py`."""
    seq, head = journal.head()
    _count(_key(name, arguments), name, arguments, seq, head, True)


def count_due(name: str, *arguments: Any, once: bool = False) -> None:
    """Count unless it is kept for this head of the journal, or (once) for any: what a timer does before somebody asks."""
    seq, head = journal.head()
    kept = _kept(_key(name, arguments), seq) if seq else None
    if kept is None or (kept.head != head and not once):
        _count(_key(name, arguments), name, arguments, seq, head, True)


def _count(key: str, name: str, arguments: Any, seq: int, head: str, keep: bool) -> Count:
    made = Count(work.resolve(name)(*arguments), seq, head)
    if len(_KEPT) >= _MOST_KEPT:
        _KEPT.clear()
    _ASKED.pop(key, None)
    _KEPT[key] = (made, _write(key, made) if keep else 0)
    return made


def _key(name: str, arguments: Any) -> str:
    return "-".join([name, *(str(one) for one in arguments)])


def _kept(key: str, seq: int) -> Count | None:
    """The newest count of this chain that is kept, in memory or in its file."""
    made, read_at = _KEPT.get(key, (None, 0))
    path = _path(key)
    at = path.stat().st_mtime_ns if path.is_file() else 0
    if at > read_at and (newer := _read(key)) is not None and (made is None or newer.seq > made.seq):
        made = newer
        _KEPT[key] = (made, at)
        _ASKED.pop(key, None)
    if made is None or made.seq > seq:
        return None
    # A database that was put back, or another one: its chain does not hold the entry.
    entry = journal.entry(made.seq)
    return made if entry is not None and entry.entry_hash == made.head else None


def _ask(key: str, name: str, arguments: Any) -> None:
    now = time.monotonic()
    first, last = _ASKED.get(key, (now, -REST_SECONDS))
    if now - last >= REST_SECONDS:
        work.enqueue(f"{name.partition('.')[0]}.recount", count=name, arguments=list(arguments))
        last = now
    _ASKED[key] = (first, last)


def _nobody_counts(key: str) -> bool:
    first, _ = _ASKED.get(key, (time.monotonic(), 0))
    return time.monotonic() - first > PATIENCE_SECONDS


def _path(key: str) -> Path:
    return Path(settings.FILES_FOLDER) / "counted" / sm3(key.encode())


def _write(key: str, made: Count) -> int:
    path = _path(key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(vault.seal_content(pickle.dumps((made.value, made.seq, made.head)), key))
    os.replace(draft, path)
    return path.stat().st_mtime_ns


def _read(key: str) -> Count | None:
    """What a file keeps; None where it cannot be read (another key, an older program): then it is counted anew."""
    try:
        content = vault.unseal_content(_path(key).read_bytes(), key)
        return Count(*pickle.loads(content))  # noqa: S301 - sealed under the installation's own key by `_write`
    except Exception:
        return None
