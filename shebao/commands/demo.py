"""`shebao demo`: builds a county of an agency's published size with invented people, and lives its year through the real counters."""

from __future__ import annotations

import argparse
import sys

from shebao.commands import print_json

TITLE = "建一个演示县：虚构人员，按公布的规模，逐月走完一年"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "agency", nargs="?", default="zhengning", metavar="单位", help="zhengning、zhanjiang、hongjiang、chenggong、rugao；默认 zhengning"
    )
    parser.add_argument("--year", type=int, default=2023, metavar="年", help="默认 2023，公布数所在的年份")
    parser.add_argument("--scale", type=float, default=1.0, metavar="比例", help="规模，1 为公布的全部人数；0.02 几秒建成")
    parser.add_argument("--residents-only", action="store_true", help="只走城乡居民养老保险，不走企业职工和机关事业单位，时间约少一半")
    parser.add_argument("--database", metavar="地址", help="建在这个空的 PostgreSQL 数据库里；默认是 SHEBAO_HOME 里的 SQLite")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Build, then print what the year came to beside what was published."""
    from shebao.demo.build import build

    report = build(args.agency, args.year, args.scale, args.database, residents_only=args.residents_only)
    if args.json:
        print_json(report)
    else:
        # Only now: the table reads the counters, which need the settings that building has loaded.
        from shebao.demo.outcome_table import as_table

        sys.stdout.write(as_table(report) + "\n")
    return 0
