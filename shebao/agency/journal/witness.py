"""The journal's witness: every entry's number and hash, noted in a file outside the database at the moment it is committed.

Whoever changes the database does not change this file with it. A chain that was rewritten or cut short, and a database
that went back to a backup without anybody saying so, are found by holding one against the other. The file's name is that
of the chain's first entry, so that it is never held against another agency's database.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from .models import Entry, Head

_TAIL = 200
"""Enough bytes for the last line, which is a number, a hash and a line break."""


def witness_path() -> Path | None:
    """The file of this database's chain; None while the chain is empty."""
    # Asked with every entry that is committed, so it is asked in plain SQL.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT entry_hash FROM {Entry._meta.db_table} WHERE seq = 1")  # noqa: S608
        first = cursor.fetchone()
    folder = Path(settings.WITNESS_FOLDER or Path(settings.FILES_FOLDER) / "journal")
    return folder / f"{first[0][:16]}.heads" if first else None


def note_at_commit(seq: int, entry_hash: str) -> None:
    """Note an entry once its transaction is committed; where the file cannot be written the entry stands all the same."""
    transaction.on_commit(partial(_note, seq, entry_hash), robust=True)


def went_back() -> int:
    """The number of the last noted entry that this database does not have as it was noted; 0 where it has it."""
    path = witness_path()
    if path is None:
        return 0
    if _forked(path).exists():
        return next(noted for noted, _ in _lines(_forked(path)))
    last = _last(path)
    return last[0] if last and not _stands(*last) else 0


def check_witness() -> tuple[int, list[str]]:
    """(entries noted, problems): every entry that was noted outside the database is in it, as it was noted."""
    path = witness_path()
    if path is None or not path.exists():
        return 0, []
    hashes = dict(Entry.objects.values_list("seq", "entry_hash"))
    noted = list(_lines(path))
    wrong = [seq for seq, entry_hash in noted if hashes.get(seq) != entry_hash]
    gone = [seq for seq in wrong if seq not in hashes]
    problems = [f"第{seq}条日志与它写入时在库外记下的校验码不符，日志被改写过。" for seq in wrong if seq in hashes]
    if gone:
        problems.append(f"库外记下的第{min(gone)}至{max(gone)}条日志已不在库里：日志末尾被截去，或者数据库是从备份恢复的。")
    return len(noted), problems


def begin_anew() -> None:
    """Put the file aside and begin another: the database came from a backup, and that is in its journal now."""
    path = witness_path()
    if path is None:
        return
    number = 1
    while (aside := path.with_name(f"{path.stem}.before-restore-{number}")).exists():
        number += 1
    with contextlib.suppress(FileNotFoundError):
        os.replace(path, aside)
    _forked(path).unlink(missing_ok=True)
    head = Head.objects.filter(id=1).first()
    if head is not None:
        _append(path, head.seq, head.entry_hash)


def _note(seq: int, entry_hash: str) -> None:
    path = witness_path()
    if path is None:
        return
    last = _last(path)
    # Two transactions may note in another order than they committed in; only an entry that is not there any more is a fork.
    if last and last[0] >= seq and not _stands(*last) and not _forked(path).exists():
        _append(_forked(path), *last)
    _append(path, seq, entry_hash)


def _stands(seq: int, entry_hash: str) -> bool:
    return Entry.objects.filter(seq=seq, entry_hash=entry_hash).exists()


def _forked(path: Path) -> Path:
    """Beside the witness: the entry that was no longer there when the next one was noted."""
    return path.with_suffix(".forked")


def _append(path: Path, seq: int, entry_hash: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, f"{seq} {entry_hash}\n".encode())
    finally:
        os.close(handle)


def _last(path: Path) -> tuple[int, str] | None:
    try:
        with path.open("rb") as file:
            file.seek(max(file.seek(0, os.SEEK_END) - _TAIL, 0))
            lines = file.read().decode().splitlines()
    except FileNotFoundError:
        return None
    return _read(lines[-1]) if lines else None


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8") as file:
        yield from (pair for pair in map(_read, file) if pair)


def _read(line: str) -> tuple[int, str] | None:
    seq, _, entry_hash = line.strip().partition(" ")
    return (int(seq), entry_hash) if seq.isascii() and seq.isdigit() and len(entry_hash) == 64 else None
