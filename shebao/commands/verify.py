"""`shebao verify`: recomputes every invariant of the database and the journal chain, and says which do not hold."""

from __future__ import annotations

import argparse
import re

from shebao.commands import print_json, start_django

TITLE = "把账目、批次和日志链从头重算一遍，看有没有对不上的"
SHOWN = 10
_HEAD = re.compile(r"[0-9a-f]{64}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--database", metavar="地址", help="要核对的数据库，默认是本机配置的那一个")
    parser.add_argument(
        "--paper",
        metavar="校验码",
        action="append",
        default=[],
        help="纸面上印的日志链头（64 位校验码），或审批表、核定表二维码里的整段文字；可以给多次",
    )
    parser.add_argument("--json", action="store_true", help="结果按 JSON 输出")


def paper_problems(printed: list[str]) -> list[str]:
    """Which heads, as people read them off paper that the database cannot change, are not in the chain."""
    from shebao.agency.journal import queries as journal

    heads = {text: re.sub(r"\s", "", text.rpartition("|")[2]).lower() for text in printed}
    unreadable = [f"“{text[:40]}”里没有 64 位的校验码，请照纸面完整填写。" for text, head in heads.items() if not _HEAD.fullmatch(head)]
    unknown = set(journal.unknown_heads(head for head in heads.values() if _HEAD.fullmatch(head)))
    return unreadable + [
        f"纸面上的日志链头 {head[:16]}… 在日志里找不到：纸面打印之后日志被改写过，或者不是本机构打印的。"
        for head in heads.values()
        if head in unknown
    ]


def run(args: argparse.Namespace) -> int:
    """Run every check; 1 where any does not hold."""
    start_django(args.database)
    from shebao.agency.procedures.checks import Check, run_checks

    checks = run_checks()
    if args.paper:
        problems = paper_problems(args.paper)
        checks.append(Check("paper.heads", not problems, len(args.paper), tuple(problems)))
    broken = [check for check in checks if not check.ok]
    if args.json:
        print_json(
            {
                "checks": [
                    {"id": check.id, "ok": check.ok, "examined": check.examined, "problems": [str(problem) for problem in check.problems]}
                    for check in checks
                ]
            }
        )
        return 1 if broken else 0
    for check in checks:
        print(f"{'通过' if check.ok else '不符'}  {check.id}  核对 {check.examined:,} 项")
        for problem in check.problems[:SHOWN]:
            print(f"      {problem}")
        if len(check.problems) > SHOWN:
            print(f"      ……另有 {len(check.problems) - SHOWN:,} 处，用 --json 看全部")
    if broken:
        print(f"\n{len(checks)} 项核对中有 {len(broken)} 项不符。先停止发放，保留现场，再查日志。")
    else:
        print(f"\n{len(checks)} 项核对全部通过。")
    return 1 if broken else 0
