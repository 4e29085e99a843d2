"""`shebao pack`: a month's vouchers, ledgers, statements and reconciliations of a fund as one PDF, as an auditor asks for them."""

from __future__ import annotations

import argparse
from pathlib import Path

from shebao.commands import print_json, start_django

TITLE = "把一个月的凭证、账簿、报表、对账装成一册 PDF，供审计和装订"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("month", metavar="月份", help="会计期间，例如 2023-05")
    parser.add_argument("--scheme", metavar="险种", default="resident", help="险种代号，例如 resident、employee、annuity；默认城乡居民")
    parser.add_argument("--out", metavar="文件", required=True, help="写到哪个 PDF 文件")
    parser.add_argument("--database", metavar="地址", help="数据库地址，默认是本机配置的那一个")
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def run(args: argparse.Namespace) -> int:
    """Write the book; 1 where an auditor's first questions are not all in order."""
    start_django(args.database)
    from shebao.agency.desk.fund import pack
    from shebao.base.months import parse_month

    month = parse_month(args.month)
    page = pack.context_of(args.scheme, month)
    Path(args.out).write_bytes(pack.as_bytes(args.scheme, month))
    if args.json:
        asked = [{"question": question, "ok": sound, "answer": answer} for question, sound, answer in page["questions"]]
        print_json({"file": args.out, "vouchers": len(page["sheets"]), "slips": page["slips"], "questions": asked})
    else:
        print(f"{args.out}：凭证 {len(page['sheets'])} 张，附单据 {page['slips']} 张")
        for question, sound, answer in page["questions"]:
            print(f"{'是' if sound else '否'}　{question}：{answer}")
    return 0 if all(sound for _, sound, _ in page["questions"]) else 1
