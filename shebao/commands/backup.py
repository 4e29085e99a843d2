"""`shebao backup DIR`: one whole copy of the installation while it works: database, files, and the keys apart."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from shebao.commands import print_json, start_django

TITLE = "备份：数据库、文件；密钥另放一处"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("folder", metavar="文件夹", type=Path, help="备份放在哪里；每次在里面新建一个以时间命名的文件夹")
    parser.add_argument("--keys", metavar="文件夹", type=Path, help="密钥另存到这里；要和备份分开保管，两样在一起等于没有加密")
    parser.add_argument("--database", metavar="地址", help="要备份的数据库，默认是本机配置的那一个")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Make the copy and say where it lies."""
    start_django(args.database)
    from django.conf import settings

    from shebao.commands import _copies, _unsafe

    began = time.monotonic()
    copied = _copies.make(args.folder, args.keys)
    _unsafe.note_backup(Path(settings.SHEBAO_HOME), copied["folder"], args.keys is not None)
    rows = sum(copied["rows"].values())
    if args.json:
        print_json({"seconds": round(time.monotonic() - began, 1), "rows": rows, "folder": copied["folder"], "head": copied["head"]})
        return 0
    print(f"已备份到 {copied['folder']}：{rows:,} 行，日志到第 {copied['head'][0]:,} 条。")
    print(f"密钥已另存到 {args.keys}。" if args.keys else "密钥没有备份：请用 --keys 另存到别处；没有密钥，备份里的证件号码和账号打不开。")
    return 0
