"""A whole copy of an installation, and putting one back: database, files, and the keys apart from both.

A copy is a folder: the database as it was at one moment, the files packed, and a manifest with the digest of each, the
rows of every table and the end of the journal's chain. The database is copied first, so that every file it names is
there when the files are packed.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

import shebao
from shebao.base.finding import refuse

MANIFEST, FILES = "manifest.json", "files.tar"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
NOT_DATA = ("django_session", "django_tasks_db_dbtaskresult")
"""Tables of the moment, which a copy holds but nobody would miss."""


def make(to: Path, keys_to: Path | None) -> dict[str, Any]:
    """Copy everything into a new folder below `to`; what its manifest says. The keys go to `keys_to` alone."""
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder, draft = to / stamp, to / f".{stamp}.{os.getpid()}"
    if folder.exists():
        refuse("backup.exists", f"{folder} 已经存在", "请过一秒再备份。")
    draft.mkdir(mode=0o700)
    try:
        copy = draft / DATABASES[connection.vendor]
        manifest = _copy_sqlite(copy) if connection.vendor == "sqlite" else _copy_postgres(copy)
        _pack(Path(settings.FILES_FOLDER), draft / FILES)
        manifest |= {
            "version": shebao.__version__,
            "database": connection.vendor,
            "digests": {path.name: _digest(path) for path in (copy, draft / FILES)},
        }
        _write(draft / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        for path in draft.iterdir():
            _make_durable(path)
        draft.rename(folder)
        _make_durable(to)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    if keys_to is not None:
        copy_keys(Path(settings.SHEBAO_HOME) / "keys", keys_to)
    return manifest | {"folder": str(folder)}


def read_manifest(folder: Path) -> dict[str, Any]:
    """What a copy says of itself; refused where it is none, or where one of its files is not the one it names."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        digests = dict(manifest["digests"])
    except (OSError, ValueError, KeyError):
        refuse("restore.manifest", f"{folder} 不是一份完整的备份", "请指定 shebao backup 建立的那个文件夹（里面有 manifest.json）。")
    for name, digest in digests.items():
        path = folder / name
        if path.parent != folder or not path.is_file() or _digest(path) != digest:
            refuse("restore.damaged", f"备份里的 {name} 缺失或被改动过", "请换用另一份备份，并查明这一份为什么变了。")
    return manifest


def put_back(folder: Path, manifest: dict[str, Any]) -> None:
    """The database into its empty place, and every file that is not there; files that are there are younger and stay."""
    copy = folder / DATABASES[manifest["database"]]
    if manifest["database"] != connection.vendor:
        refuse("restore.kind", f"备份是 {manifest['database']} 的，现在配置的是 {connection.vendor}", "请检查 DATABASE_URL。")
    if connection.vendor == "sqlite":
        _restore_sqlite(copy)
    else:
        _restore_postgres(copy)
    _unpack(folder / FILES, Path(settings.FILES_FOLDER))


def copy_keys(source: Path, target: Path) -> None:
    """Copy the keys, readable by their owner alone; a key that is there already must be the same."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in sorted(source.glob("*.key")):
        content, there = path.read_bytes(), target / path.name
        if there.exists():
            if there.read_bytes() != content:
                refuse("backup.keys", f"{there} 已有另一把同名的密钥", "请另选文件夹；不要覆盖密钥，旧数据只有旧密钥打得开。")
            continue
        _write(there, content)
        _make_durable(there)


def rows_by_table() -> dict[str, int]:
    """How many rows each table of ours has."""
    with connection.cursor() as cursor:
        counts = {}
        for table in sorted(name for name in connection.introspection.table_names() if not name.startswith("sqlite_")):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            counts[table] = int(cursor.fetchone()[0])
    return counts


def differences(manifest: dict[str, Any]) -> list[str]:
    """Where this database is not, table by table and at the end of its chain, what the manifest says."""
    from shebao.agency.journal.queries import head

    present, copied = rows_by_table(), manifest["rows"]
    items = [
        f"{table}：备份时 {copied.get(table, 0)} 行，现有 {present.get(table, 0)} 行。"
        for table in sorted(present.keys() | copied.keys())
        if table not in NOT_DATA and present.get(table) != copied.get(table)
    ]
    if list(head()) != manifest["head"]:
        items.append(f"日志末尾：备份时第 {manifest['head'][0]} 条，现在第 {head()[0]} 条，或校验码不同。")
    return items


def _copy_sqlite(to: Path) -> dict[str, Any]:
    """Through the database's own copying, which waits for nobody and gives the state of one moment."""
    connection.ensure_connection()
    with closing(sqlite3.connect(to)) as target:
        connection.connection.backup(target)
        tables = sorted(
            name for (name,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        )
        rows = {table: target.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}  # noqa: S608
        head = target.execute("SELECT seq, entry_hash FROM journal_head").fetchone() or (0, "0" * 64)
    to.chmod(0o600)
    return {"rows": rows, "head": list(head)}


def _copy_postgres(to: Path) -> dict[str, Any]:
    """With pg_dump, at the very moment whose rows are counted here."""
    from django.db import transaction

    from shebao.agency.journal.queries import head

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        rows, end = rows_by_table(), list(head())
        _postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={to}")
    to.chmod(0o600)
    return {"rows": rows, "head": end}


def _restore_sqlite(copy: Path) -> None:
    place = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    if place.exists() and place.stat().st_size:
        refuse("restore.not_empty", f"{place} 已经存在", "请先把它移到别处留存（不要删除），再恢复。")
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    shutil.copyfile(copy, draft)
    draft.chmod(0o600)
    _make_durable(draft)
    for side in ("-wal", "-shm", "-journal"):
        place.with_name(place.name + side).unlink(missing_ok=True)
    draft.replace(place)
    _make_durable(place.parent)


def _restore_postgres(copy: Path) -> None:
    if connection.introspection.table_names():
        refuse(
            "restore.not_empty", "这个 PostgreSQL 数据库里已经有表", "请新建一个空的数据库，把 DATABASE_URL 指向它，再恢复；旧库留存备查。"
        )
    name = str(connection.settings_dict["NAME"])
    connection.close()
    _postgres(
        "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--dbname", name, str(copy), named=True
    )


def _postgres(program: str, *arguments: str, named: bool = False) -> None:
    """Run one of PostgreSQL's own programs on this database; the password goes by the environment, never by the command line."""
    config = connection.settings_dict
    where = {"PGHOST": config["HOST"], "PGPORT": str(config["PORT"] or ""), "PGUSER": config["USER"], "PGPASSWORD": config["PASSWORD"]}
    known = {name: str(value) for name, value in where.items() if value}
    target = [] if named else ["--dbname", str(config["NAME"])]
    done = subprocess.run(
        [_program(program), *target, *arguments], env={**os.environ, **known}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        refuse("backup.program", f"{program} 没有成功：{(done.stderr or done.stdout).strip()[-300:]}", "请按这句话处理后再试。")


def _program(name: str) -> str:
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]), reverse=True)
    path = shutil.which(name) if not installed else str(installed[0])
    if not path:
        refuse("backup.program", f"没有找到 {name}", "Debian：apt-get install postgresql-client-15（与服务器同一版本）。")
    return path


def _pack(folder: Path, to: Path) -> None:
    """The files, without the journal's witness: that must never go back with a copy."""
    with _private(to) as out, tarfile.open(fileobj=out, mode="w") as tar:
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if path.is_file() and inside.parts[0] != "journal" and not path.name.startswith("."):
                tar.add(path, str(inside), recursive=False)


def _unpack(packed: Path, folder: Path) -> None:
    with tarfile.open(packed) as tar:
        for member in tar:
            target = folder / member.name
            if member.isfile() and not target.exists() and ".." not in Path(member.name).parts and not Path(member.name).is_absolute():
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                source = tar.extractfile(member)
                assert source is not None
                _write(target, source.read())


@contextmanager
def _private(path: Path) -> Iterator[Any]:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        yield out


def _write(path: Path, content: bytes) -> None:
    with _private(path) as out:
        out.write(content)


def _digest(path: Path) -> str:
    state = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            state.update(block)
    return state.hexdigest()


def _make_durable(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
