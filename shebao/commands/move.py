"""`shebao move --to DATABASE`: moves the installation into another, empty database (SQLite → PostgreSQL) and proves that both are alike."""

from __future__ import annotations

import argparse
import time

from shebao.commands import print_json, start_django

TITLE = "把数据库整个搬到另一个空的数据库（例如 SQLite 搬到 PostgreSQL），逐表核对"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--to", metavar="地址", required=True, help="空的数据库，例如 postgres://用户@主机/库名")
    parser.add_argument("--database", metavar="地址", help="从哪个数据库搬，默认是本机配置的那一个")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Move, compare, and say what to set; 1 where any table differs."""
    start_django(args.database, migrate=True)
    from shebao.commands import _move

    began = time.monotonic()
    _move.connect(args.to)
    tables = _move.move()
    differing = [name for name, (_, here, there) in tables.items() if here != there]
    rows, seconds = sum(count for count, _, _ in tables.values()), round(time.monotonic() - began, 1)
    if args.json:
        print_json({"tables": len(tables), "rows": rows, "differing": differing, "seconds": seconds})
        return int(bool(differing))
    if differing:
        print(f"搬了 {rows:,} 行，但有 {len(differing)} 张表两边不同：{'、'.join(differing)}。新库不要使用，原库没有变。")
        return 1
    print(f"{len(tables)} 张表 {rows:,} 行搬完，逐表校验码两边相同，用时 {seconds} 秒。原库没有变。")
    print("请停止服务，把 DATABASE_URL 设成新库的地址，运行 shebao verify，再启动；原库留存备查，不要再用它办理业务。")
    return 0
