"""`shebao drill`: proves in a place of its own that a backup can be put back, that it is useless without its keys, and that this version
takes up what an older one left; the office stays as it was."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from shebao.base.finding import refuse
from shebao.commands import print_json, start_django

SAMPLED = 200
"""So many citizen numbers are looked for in a copy."""
TITLE = "演练：恢复、丢了密钥、升级；都在别处做，不动正在用的数据"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "what", choices=["restore", "keys", "upgrade"], metavar="演练", help="restore 备份与恢复；keys 没有密钥；upgrade 升级"
    )
    parser.add_argument("--database", metavar="地址", help="要备份的数据库，默认是本机配置的那一个")
    parser.add_argument("--into", metavar="地址", help="用 PostgreSQL 时：恢复到这个空的数据库（演练后可以删除）")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Do the drill; 1 where anything differs or does not hold."""
    began = time.monotonic()
    start_django(args.database)
    from django.db import connection

    if connection.vendor != "sqlite" and not args.into:
        refuse("drill.into", "PostgreSQL 的演练要有一个空的数据库", "请新建一个，用 --into 给出地址。", "--into")
    folder = Path(tempfile.mkdtemp(prefix="shebao-drill-"))
    try:
        result = {"restore": _restore, "keys": _without_keys, "upgrade": _upgrade}[args.what](folder, args.into)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    result = {"seconds": round(time.monotonic() - began, 1)} | result
    if args.json:
        print_json(result)
    else:
        print(f"{result['said']}用时 {result['seconds']} 秒。演练用的副本已删除。")
        print("\n".join(result["differences"]) or "没有发现不符。")
    return 1 if result["differences"] else 0


def _restore(folder: Path, into: str | None) -> dict[str, Any]:
    """Backup, restore elsewhere, verify there."""
    from shebao.commands import _copies

    copied = _copies.make(folder / "backup", folder / "keys")
    home = _home(folder / "home")
    restored = _elsewhere(home, into, "restore", copied["folder"], "--keys", str(folder / "keys"), "--json")
    checks = _elsewhere(home, into, "verify", "--json")["checks"]
    said = f"备份并在别处恢复了 {restored['rows']:,} 行，{len(checks)} 项核对，"
    return {"said": said, "rows": restored["rows"], "differences": restored["differences"] + _broken(checks), "epoch": restored["epoch"]}


def _without_keys(folder: Path, into: str | None) -> dict[str, Any]:
    """A copy without its keys must be refused, and with other keys nobody's number opens; nor does a number stand in it in plain text."""
    from shebao.agency.people import queries as people
    from shebao.commands import _copies

    copied = _copies.make(folder / "backup", None)
    problems = []
    home = _home(folder / "home")
    if _finished(home, into, "restore", copied["folder"])[0] != 2:
        problems.append("没有密钥的备份居然恢复了。")
    other = _home(folder / "other")
    _finished(other, f"sqlite:///{other / 'empty.sqlite3'}", "doctor", "--json")  # makes keys of its own
    thief = _home(folder / "thief")
    status, said = _finished(thief, into, "restore", copied["folder"], "--keys", str(other / "keys"), "--json")
    opened = True
    if status == 0:
        checks = _elsewhere(thief, into, "verify", "--json")["checks"]
        opened = any(check["id"] == "people.numbers" and check["ok"] and check["examined"] for check in checks)
    if status == 0 and opened:
        problems.append("用别的密钥恢复以后，证件号码居然打得开。")
    numbers = people.citizen_numbers(people.some_ids(SAMPLED))
    content = b"".join(path.read_bytes() for path in sorted(Path(copied["folder"]).iterdir()))
    if plain := sum(number.encode() in content for number in numbers):
        problems.append(f"备份里有 {plain} 个明文的证件号码。")
    said = (
        f"没有密钥的备份：恢复被拒绝，换一套密钥号码打不开，抽查 {len(numbers)} 个号码都不在备份里，"
        if not problems
        else "没有密钥的备份："
    )
    return {"said": said, "rows": sum(copied["rows"].values()), "differences": problems, "sampled": len(numbers)}


def _upgrade(folder: Path, into: str | None) -> dict[str, Any]:
    """A copy is put back elsewhere and brought up to this version: every row of every table it had is as it was, and all checks hold."""
    from django.db import connection

    from shebao.commands import _copies, _tables

    copied = _copies.make(folder / "backup", folder / "keys")
    seq = copied["head"][0]
    before = _tables.digests(_tables.opened(f"{copied['folder']}/database.sqlite3" if connection.vendor == "sqlite" else None), seq)
    home = _home(folder / "home")
    _elsewhere(home, into, "restore", copied["folder"], "--keys", str(folder / "keys"), "--json")
    after = _tables.digests(
        _tables.opened(into or str(home / "shebao.sqlite3")), seq, {table: row.columns for table, row in before.items()}
    )
    differing = [
        f"{table}：升级前 {row.rows} 行，升级后 {after[table].rows if table in after else 0} 行，或内容不同。"
        for table, row in before.items()
        if table not in after or after[table].digest != row.digest
    ]
    steps = after[_tables.MIGRATIONS].rows - before[_tables.MIGRATIONS].rows if _tables.MIGRATIONS in after else 0
    differing = [text for text in differing if not text.startswith(_tables.MIGRATIONS)]
    checks = _elsewhere(home, into, "verify", "--json")["checks"]
    rows = sum(row.rows for row in before.values())
    said = f"在副本上做了 {steps} 步升级，{len(before)} 张表 {rows:,} 行与升级前逐行相同，{len(checks)} 项核对，"
    return {"said": said, "rows": rows, "differences": differing + _broken(checks), "steps": steps}


def _home(home: Path) -> Path:
    """A place of its own with what this installation says of itself."""
    from django.conf import settings

    home.mkdir(mode=0o700)
    for name in ("installation.json", "demo.json"):
        if (Path(settings.SHEBAO_HOME) / name).exists():
            shutil.copy(Path(settings.SHEBAO_HOME) / name, home / name)
    return home


def _broken(checks: list[dict[str, Any]]) -> list[str]:
    return [f"{check['id']}：{problem}" for check in checks for problem in check["problems"]]


def _elsewhere(home: Path, database: str | None, *arguments: str) -> dict[str, Any]:
    """One of our commands in another home; what it printed as JSON."""
    status, said = _finished(home, database, *arguments)
    try:
        return dict(json.loads(said))
    except ValueError:
        refuse("drill.failed", f"shebao {arguments[0]} 没有办成（{status}）：{said.strip()[-400:]}", "请按这句话处理后再演练。")


def _finished(home: Path, database: str | None, *arguments: str) -> tuple[int, str]:
    """(exit status, what it said) of one of our commands in another home."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SHEBAO_WITNESS", "DJANGO_SETTINGS_MODULE")}
    environment = {**kept, "SHEBAO_HOME": str(home), "PYTHONUTF8": "1", **({"DATABASE_URL": database} if database else {})}
    done = subprocess.run(
        [sys.executable, "-m", "shebao.cli", *arguments], env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout if done.stdout.strip().startswith("{") else done.stderr or done.stdout
