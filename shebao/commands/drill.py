"""`shebao drill restore`: proves that a backup can be put back, in a place of its own, and leaves the office as it was."""

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

TITLE = "演练：备份一份，在别处恢复，再全库核对，不动正在用的数据"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("what", choices=["restore"], metavar="演练", help="restore：备份与恢复")
    parser.add_argument("--database", metavar="地址", help="要备份的数据库，默认是本机配置的那一个")
    parser.add_argument("--into", metavar="地址", help="用 PostgreSQL 时：恢复到这个空的数据库（演练后可以删除）")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Backup, restore elsewhere, verify there; 1 where anything differs or does not hold."""
    began = time.monotonic()
    start_django(args.database)
    from django.conf import settings
    from django.db import connection

    from shebao.commands import _copies

    if connection.vendor != "sqlite" and not args.into:
        refuse("drill.into", "PostgreSQL 的演练要有一个空的数据库", "请新建一个，用 --into 给出地址。", "--into")
    folder = Path(tempfile.mkdtemp(prefix="shebao-drill-"))
    try:
        copied = _copies.make(folder / "backup", folder / "keys")
        home = folder / "home"
        home.mkdir(mode=0o700)
        for name in ("installation.json", "demo.json"):
            if (Path(settings.SHEBAO_HOME) / name).exists():
                shutil.copy(Path(settings.SHEBAO_HOME) / name, home / name)
        restored = _elsewhere(home, args.into, "restore", copied["folder"], "--keys", str(folder / "keys"), "--json")
        checks = _elsewhere(home, args.into, "verify", "--json")["checks"]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    broken = [f"{check['id']}：{problem}" for check in checks for problem in check["problems"]]
    result = {
        "seconds": round(time.monotonic() - began, 1),
        "rows": restored["rows"],
        "differences": restored["differences"] + broken,
        "epoch": restored["epoch"],
    }
    if args.json:
        print_json(result)
    else:
        print(f"备份并在别处恢复了 {result['rows']:,} 行，{len(checks)} 项核对，用时 {result['seconds']} 秒。")
        print("\n".join(result["differences"]) or "恢复出来的与备份时完全一样，核对全部通过。演练用的副本已删除。")
    return 1 if result["differences"] else 0


def _elsewhere(home: Path, database: str | None, *arguments: str) -> dict[str, Any]:
    """One of our commands in another home; what it printed as JSON."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SHEBAO_WITNESS", "DJANGO_SETTINGS_MODULE")}
    environment = {**kept, "SHEBAO_HOME": str(home), "PYTHONUTF8": "1", **({"DATABASE_URL": database} if database else {})}
    done = subprocess.run(
        [sys.executable, "-m", "shebao.cli", *arguments], env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    try:
        return dict(json.loads(done.stdout))
    except ValueError:
        refuse("drill.failed", f"shebao {arguments[0]} 没有办成：{(done.stderr or done.stdout).strip()[-400:]}", "请按这句话处理后再演练。")
