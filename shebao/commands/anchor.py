"""`shebao anchor`: prints the head of the journal's chain to be signed and kept on paper, where nobody with the database can change it."""

from __future__ import annotations

import argparse

from shebao.commands import print_json, start_django

TITLE = "打印日志链头，签字留存；以后 shebao verify --paper 拿它来对，日志被改写、截断、退回都看得出"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--database", metavar="地址", help="数据库，默认是本机配置的那一个")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Print the head as it stands, and write down that it was printed."""
    start_django(args.database)
    from django.db import transaction

    from shebao.agency.installation import queries as installation
    from shebao.agency.journal import queries as journal
    from shebao.agency.journal.actions import record
    from shebao.agency.journal.by import By

    with transaction.atomic():
        seq, head = journal.head()
        day = installation.business_day()
        record("journal.anchor", by=By(None, day), body={"seq": seq, "head": head})
    if args.json:
        print_json({"seq": seq, "head": head, "day": day.isoformat()})
        return 0
    parts = "  ".join(head[at : at + 8] for at in range(0, 64, 8))
    print(f"{installation.name()}　操作日志链头\n\n第 {seq:,} 条，{day.isoformat()}\n{parts}\n")
    print("签字：____________　见证：____________　日期：____________\n")
    print(f"核对：shebao verify --paper {head}")
    return 0
