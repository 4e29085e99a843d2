"""`shebao restore DIR`: puts a copy back into an empty place and locks payments until two people have reconciled the files sent since."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from typing import Any

from shebao.base.finding import refuse
from shebao.commands import print_json, start_django

TITLE = "从备份恢复：恢复后发放锁定，核对送过的银行文件再由两人解锁"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("folder", metavar="备份", type=Path, nargs="?", help="shebao backup 建立的文件夹")
    parser.add_argument("--keys", metavar="文件夹", type=Path, help="另存的密钥；SHEBAO_HOME/keys 里已有同一批密钥时不用给")
    parser.add_argument("--declare", action="store_true", help="数据库已经用别的办法恢复好了，只登记这次恢复并锁定发放")
    parser.add_argument("--database", metavar="地址", help="恢复到这个空的数据库，默认是本机配置的那一个")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Put it back, lock payments, and say what must be reconciled; 1 where what was put back is not what was copied."""
    if (args.folder is None) == (not args.declare):
        refuse("restore.what", "要么给出备份文件夹，要么用 --declare", "用法见 shebao restore --help")
    began = time.monotonic()
    home = Path(os.environ.get("SHEBAO_HOME", "data")).resolve()
    if not args.declare and not args.keys and not (home / "keys" / "data.key").exists():
        refuse("restore.keys", f"{home / 'keys'} 里没有密钥", "请用 --keys 给出另存的密钥；没有它，证件号码和账号都打不开。")
    if args.keys:
        from shebao.commands._keys import take

        take(args.keys, home / "keys")
    start_django(args.database)
    differences, rows = ([], 0) if args.declare else _put_back(args.folder)
    epoch = _lock()
    since = files_to_reconcile()
    if args.json:
        print_json(
            {"seconds": round(time.monotonic() - began, 1), "rows": rows, "differences": differences, "epoch": epoch, "files": since}
        )
    else:
        print(_report(rows, differences, epoch, since))
    return 1 if differences else 0


def _put_back(folder: Path) -> tuple[list[str], int]:
    from django.core.management import call_command

    from shebao.commands import _copies

    manifest: dict[str, Any] = _copies.read_manifest(folder)
    _copies.put_back(folder, manifest)
    differences = _copies.differences(manifest)
    call_command("migrate", interactive=False, verbosity=0)
    return differences, sum(manifest["rows"].values())


def _lock() -> int:
    """Nobody stays logged in from before, and payments wait for two people."""
    from django.contrib.sessions.models import Session

    from shebao.agency.installation import queries as installation
    from shebao.agency.payout import actions as payout

    Session.objects.all().delete()
    return payout.after_restore(day=installation.business_day())


def files_to_reconcile() -> list[str]:
    """Bank files that lie on disk and that the restored database does not know: the money of each may be on its way."""
    from shebao.agency.payout import queries as payout

    return payout.unknown_files()


def _report(rows: int, differences: list[str], epoch: int, since: list[str]) -> str:
    lines = [f"已恢复 {rows:,} 行。" if rows else "已登记这次恢复。", *differences]
    lines.append(f"这是第 {epoch} 次恢复；发放已锁定。")
    if since:
        lines.append("存放目录里有数据库不认识的银行文件，备份之后可能已经送出，请逐一与银行核对：")
        lines += [f"  {name}" for name in since]
    lines.append("请先运行 shebao verify，再与银行核对备份之后送出的每一份文件，然后办理“恢复后解除发放锁定”（稽核提出，审批人批准）。")
    return "\n".join(lines)
